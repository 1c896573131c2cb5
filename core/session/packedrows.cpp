// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/packedrows.h"

#include "session/rowcolumns.h"
#include "session/schema.h"

#include <QtEndian>

#include <algorithm>

namespace framescope {

namespace {

using Take = std::function<void(RowId id, const PackedRow &row)>;

// SQLITE_ROW if there may be another behind it; `id` is then the last that was shown.
int takeChunk(sqlite::Statement &select, RowId last, RowId &id, const Take &take)
{
    const sqlite::Resetting resetting(select);
    const qint64 known = id % schema::RowsInChunk;
    select.bind(1, id - known + 1);
    const int code = select.step();
    if (code != SQLITE_ROW)
        return code;
    const QByteArrayView columns = select.bytes(0);
    const qint64 rows = std::min<qint64>(columns.size() / qsizetype(sizeof(PackedRow)) - known, last - id);
    const char *at = columns.data() + known * qsizetype(sizeof(PackedRow));
    for (qint64 row = 0; row < rows; ++row, at += sizeof(PackedRow))
        take(++id, unpacked(at));
    return rows > 0 ? SQLITE_ROW : SQLITE_OK;
}

int takeRows(const sqlite::Database &database, RowId after, const Take &take)
{
    sqlite::Statement select(database, "SELECT " FRAMESCOPE_ROW_COLUMNS " FROM row WHERE id > ?1 ORDER BY id");
    select.bind(1, after);
    int code = select.step();
    for (; code == SQLITE_ROW; code = select.step()) {
        const RowRecord row = rowcolumns::read(select);
        take(row.id, PackedRow::of(row));
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

} // namespace

PackedRow unpacked(const char *at)
{
    PackedRow row;
    std::memcpy(&row, at, sizeof row);
    row.timeNs = qFromLittleEndian(row.timeNs);
    row.size = qFromLittleEndian(row.size);
    row.connection = qFromLittleEndian(row.connection);
    row.facts = qFromLittleEndian(row.facts);
    row.distance = qFromLittleEndian(row.distance);
    return row;
}

PackedRow PackedRow::of(const Row &row)
{
    RowRecord record;
    record.id = row.id;
    record.message = row.message;
    record.kind = row.kind;
    record.direction = row.direction;
    record.connection = row.connection;
    record.timeNs = row.timeNs;
    record.payloadSize = row.payloadSize;
    record.flags = static_cast<quint16>(row.flags.toInt());
    if (row.kind == RowKind::Frame) {
        record.opcode = static_cast<quint8>(row.header.opcode);
        record.bits = headerBits(row.header);
    }
    return of(record);
}

int forEachPackedRow(const sqlite::Database &database, const Take &take, RowId after)
{
    const RowId last = database.integer("SELECT max(id) FROM row");
    if (database.hasFailed())
        return database.resultCode();
    // One chunk at a time: a statement that stays open would hold up checkpoints.
    sqlite::Statement select(database, "SELECT columns FROM chunk WHERE first = ?1");
    RowId id = after;
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = takeChunk(select, last, id, take);
    return code == SQLITE_OK || code == SQLITE_DONE ? takeRows(database, id, take) : code;
}

} // namespace framescope
