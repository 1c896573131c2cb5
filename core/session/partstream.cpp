// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/partstream.h"

#include "session/row.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr qsizetype HeadSize = Row::PreviewSize + 4;

} // namespace

PartTable::PartTable(
    const sqlite::Database &database, const char *insertSql, const char *removeSql, const char *lastSql)
    : insert(database, insertSql)
    , remove(database, removeSql)
    , last(database, lastSql)
{
}

PartStream::PartStream(PartTable &table, qint64 owner)
    : m_table(&table)
    , m_owner(owner)
{
}

PartStream PartStream::load(PartTable &table, qint64 owner)
{
    PartStream stream(table, owner);
    const sqlite::Resetting resetting(table.last);
    table.last.bind(1, schema::partKey(owner, 0));
    table.last.bind(2, schema::lastPartKey(owner));
    const int code = table.last.step();
    if (code != SQLITE_ROW || table.last.isNull(0)) {
        stream.m_loadCode = code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
        return stream;
    }
    stream.m_full = quint64(table.last.integer(0)) - 1;
    stream.m_pending = table.last.bytes(1).toByteArray();
    stream.m_head = table.last.bytes(2).first(std::min(table.last.bytes(2).size(), HeadSize)).toByteArray();
    stream.m_stored = true;
    if (quint64(stream.m_pending.size()) > schema::PartSize)
        stream.m_loadCode = SQLITE_CORRUPT;
    if (quint64(stream.m_pending.size()) == schema::PartSize) {
        ++stream.m_full;
        stream.m_pending.clear();
    }
    return stream;
}

int PartStream::append(QByteArrayView bytes)
{
    if (m_loadCode != SQLITE_OK)
        return m_loadCode;
    if (m_head.size() < HeadSize)
        m_head.append(bytes.first(std::min(bytes.size(), HeadSize - m_head.size())));
    while (!bytes.isEmpty()) {
        const qsizetype room = qsizetype(schema::PartSize) - m_pending.size();
        const QByteArrayView taken = bytes.first(std::min(room, bytes.size()));
        bytes = bytes.sliced(taken.size());
        if (taken.size() == qsizetype(schema::PartSize)) {
            if (const int code = store(taken); code != SQLITE_OK)
                return code;
            ++m_full;
            continue;
        }
        m_pending.append(taken);
        m_dirty = true;
        if (quint64(m_pending.size()) < schema::PartSize)
            continue;
        if (const int code = save(); code != SQLITE_OK)
            return code;
        ++m_full;
        m_pending.clear();
    }
    return SQLITE_OK;
}

int PartStream::save()
{
    if (!m_dirty || m_loadCode != SQLITE_OK)
        return m_loadCode;
    m_dirty = false;
    return store(m_pending);
}

int PartStream::store(QByteArrayView bytes)
{
    m_stored = true;
    m_table->insert.bind(1, schema::partKey(m_owner, m_full));
    m_table->insert.bindBlob(2, bytes);
    return m_table->insert.run();
}

int PartStream::removeStored()
{
    Q_ASSERT(!hasFullParts());
    m_dirty = false;
    if (!std::exchange(m_stored, false) || m_loadCode != SQLITE_OK)
        return m_loadCode;
    m_table->remove.bind(1, schema::partKey(m_owner, 0));
    m_table->remove.bind(2, schema::lastPartKey(m_owner));
    return m_table->remove.run();
}

} // namespace framescope
