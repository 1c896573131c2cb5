// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionindex.h"

#include "session/packedrows.h"

#include <algorithm>

namespace framescope {

int ConnectionIndex::load(const sqlite::Database &database)
{
    return forEachPackedRow(database, [this](RowId id, const PackedRow &row) { append(row.connection, id); });
}

void ConnectionIndex::append(ConnectionId connection, RowId row)
{
    if (row <= m_lastId || row > std::numeric_limits<quint32>::max())
        return;
    m_lastId = row;
    if (!m_latest || m_latest->first != connection)
        m_latest = &*m_entries.try_emplace(connection).first;
    Entry &entry = m_latest->second;
    entry.rows.append(row);
    if (!std::exchange(entry.changed, true))
        m_changed.push_back(m_latest);
}

std::vector<ConnectionRows> ConnectionIndex::takeChanged()
{
    std::vector<ConnectionRows> changed;
    changed.reserve(m_changed.size());
    for (auto *entry : std::exchange(m_changed, {})) {
        entry->second.changed = false;
        changed.push_back({entry->first, entry->second.rows.soFar()});
    }
    std::sort(changed.begin(), changed.end(),
        [](const ConnectionRows &a, const ConnectionRows &b) { return a.connection < b.connection; });
    return changed;
}

} // namespace framescope
