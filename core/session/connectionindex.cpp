// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionindex.h"

#include "session/packedrow.h"

#include <QtEndian>

#include <algorithm>
#include <cstddef>

namespace framescope {

int ConnectionIndex::load(const sqlite::Database &database)
{
    const RowId last = database.integer("SELECT max(id) FROM row");
    if (database.hasFailed())
        return database.resultCode();
    // One chunk at a time: a statement that stays open would hold up checkpoints.
    sqlite::Statement select(database, "SELECT columns FROM chunk WHERE first = ?1");
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = loadChunk(select, last);
    return code == SQLITE_OK || code == SQLITE_DONE ? loadRows(database) : code;
}

// SQLITE_ROW if there may be another behind it.
int ConnectionIndex::loadChunk(sqlite::Statement &select, RowId last)
{
    const sqlite::Resetting resetting(select);
    select.bind(1, m_lastId + 1);
    const int code = select.step();
    if (code != SQLITE_ROW)
        return code;
    const QByteArrayView columns = select.bytes(0);
    const qint64 rows = std::min<qint64>(columns.size() / qsizetype(sizeof(PackedRow)), last - m_lastId);
    const char *at = columns.data() + offsetof(PackedRow, connection);
    for (qint64 row = 0; row < rows; ++row, at += sizeof(PackedRow))
        append(qFromLittleEndian<ConnectionId>(at), m_lastId + 1);
    return rows > 0 ? SQLITE_ROW : SQLITE_OK;
}

int ConnectionIndex::loadRows(const sqlite::Database &database)
{
    sqlite::Statement select(database, "SELECT id, connection FROM row WHERE id > ?1 ORDER BY id");
    select.bind(1, m_lastId);
    int code = select.step();
    for (; code == SQLITE_ROW; code = select.step())
        append(static_cast<ConnectionId>(select.integer(1)), select.integer(0));
    return code == SQLITE_DONE ? SQLITE_OK : code;
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
