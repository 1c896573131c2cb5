// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionrows.h"
#include "session/growingrownumbers.h"
#include "session/sqlite.h"

#include <map>
#include <vector>

namespace framescope {

// The rows of every connection of a session, kept while it is recorded: four bytes and 20 ns a row,
// in the store thread; whoever shows them gets values (RowNumbers), and nothing is done for each row again.
class ConnectionIndex {
public:
    // What the file has: from the packed columns in `chunk` where they are, else from the rows. SQLITE_OK,
    // or what went wrong.
    int load(const sqlite::Database &database);

    // Rows come in the order of their ids; one that is known already changes nothing.
    void append(ConnectionId connection, RowId row);
    // Every connection that got rows since the last call, by id.
    std::vector<ConnectionRows> takeChanged();

private:
    struct Entry {
        GrowingRowNumbers rows;
        bool changed = false;
    };

    std::map<ConnectionId, Entry> m_entries;
    std::vector<std::pair<const ConnectionId, Entry> *> m_changed;
    std::pair<const ConnectionId, Entry> *m_latest = nullptr; // most rows belong where the one before did
    RowId m_lastId = 0;
};

} // namespace framescope
