// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/schema.h"

namespace framescope {

// The statements on one of the tables of parts, `part` or `wire`.
struct PartTable {
    PartTable(
        const sqlite::Database &database, const char *insertSql, const char *removeSql, const char *lastSql);
    sqlite::Statement insert; // or replace: (key, data)
    sqlite::Statement remove; // (first key, last key)
    sqlite::Statement last;   // (first key, last key): number of parts, last part's data
};

// Bytes that arrive piece by piece, cut into parts of schema::PartSize. Whole parts are stored as they
// fill; save() stores the one that is filling, so that a COMMIT holds everything that was appended.
class PartStream {
public:
    PartStream(PartTable &table, qint64 owner);
    // Goes on where the stored parts of `owner` end. If they cannot be read, everything else answers why.
    static PartStream load(PartTable &table, qint64 owner);

    int append(QByteArrayView bytes);
    int save();
    // Takes everything that is stored out of the table again; only while all of it is pending().
    int removeStored();

    quint64 size() const { return m_full * schema::PartSize + quint64(m_pending.size()); }
    bool hasFullParts() const { return m_full > 0; }
    // The bytes behind the last full part: everything, while there is none.
    const QByteArray &pending() const { return m_pending; }
    // The first bytes, at most Row::PreviewSize and what one character more needs.
    const QByteArray &head() const { return m_head; }

private:
    int store(QByteArrayView bytes);

    PartTable *m_table;
    qint64 m_owner;
    int m_loadCode = SQLITE_OK;
    quint64 m_full = 0;
    QByteArray m_pending;
    QByteArray m_head;
    bool m_dirty = false;  // pending bytes that are not stored
    bool m_stored = false; // something of this owner is in the table
};

} // namespace framescope
