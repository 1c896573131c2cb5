// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowwriter.h"

#include "session/packedrow.h"
#include "session/rowcolumns.h"

#include <QList>

#include <algorithm>

namespace framescope {

namespace {

constexpr int PayloadColumn = 15; // behind FRAMESCOPE_ROW_COLUMNS
constexpr qsizetype PackedSize = qsizetype(sizeof(PackedRow));

constexpr quint16 bit(RowFlag flag)
{
    return static_cast<quint16>(flag);
}
bool has(const RowRecord &row, RowFlag flag)
{
    return row.flags & bit(flag);
}
// A frame whose payload belongs to a message.
bool carriesData(const RowRecord &row)
{
    return row.kind == RowKind::Frame && row.opcode <= static_cast<quint8>(Opcode::Binary);
}
qint64 sideKey(const RowRecord &row)
{
    return qint64(row.connection) * 2 + static_cast<qint64>(row.direction);
}
QByteArrayView bytesOf(const PackedRow &packed)
{
    return QByteArrayView(reinterpret_cast<const char *>(&packed), PackedSize);
}

} // namespace

#define FRAMESCOPE_PART_STATEMENTS(table)                                                                    \
    "INSERT OR REPLACE INTO " table "(id, data) VALUES(?1, ?2)",                                             \
        "DELETE FROM " table " WHERE id BETWEEN ?1 AND ?2",                                                  \
        "SELECT (last.id & 16777215) + 1, last.data, first.data FROM " table " AS last, " table              \
        " AS first WHERE first.id = ?1 AND last.id = (SELECT max(id) FROM " table                            \
        " WHERE id BETWEEN ?1 AND ?2)"

RowWriter::RowWriter(sqlite::Database &database)
    : m_database(database)
    , m_insert(database)
    , m_replace(database, "INSERT OR REPLACE", 1)
    , m_insertChunk(database, "INSERT OR REPLACE INTO chunk(first, rows, columns) VALUES(?1, ?2, ?3)")
    , m_messageEnd(database, "INSERT OR REPLACE INTO message_end(message, row) VALUES(?1, ?2)")
    , m_arriving(database, "INSERT OR REPLACE INTO meta(key, value) VALUES('arriving', ?1)")
    , m_select(database, "SELECT " FRAMESCOPE_ROW_COLUMNS ", payload FROM row WHERE id = ?1")
    , m_break(database, "UPDATE row SET flags = ?2 WHERE id = ?1")
    , m_part(database, FRAMESCOPE_PART_STATEMENTS("part"))
    , m_wire(database, FRAMESCOPE_PART_STATEMENTS("wire"))
{
    m_loadCode = load();
}

bool RowWriter::isValid() const
{
    return m_insert.isValid() && m_replace.isValid() && m_insertChunk.isValid() && m_messageEnd.isValid()
        && m_arriving.isValid() && m_select.isValid() && m_break.isValid() && m_part.last.isValid()
        && m_wire.last.isValid();
}

int RowWriter::load()
{
    m_lastId = m_loadedId = m_database.integer("SELECT max(id) FROM row");
    if (m_database.hasFailed())
        return m_database.resultCode();
    if (m_lastId < 0 || m_lastId > schema::MaxRow)
        return SQLITE_CORRUPT;
    m_arrivingIds = m_database.text("SELECT value FROM meta WHERE key = 'arriving'").toLatin1();
    if (m_database.hasFailed())
        return m_database.resultCode();
    m_chunk.reserve(schema::RowsInChunk * PackedSize);
    sqlite::Statement rows(m_database, "SELECT " FRAMESCOPE_ROW_COLUMNS " FROM row WHERE id > ?1 ORDER BY id");
    m_storedChunks = m_lastId / schema::RowsInChunk;
    rows.bind(1, firstInChunk() - 1);
    int code = rows.step();
    for (RowId id = firstInChunk(); code == SQLITE_ROW; code = rows.step(), ++id) {
        const RowRecord row = rowcolumns::read(rows);
        if (row.id != id) // a damaged file; rows have no gaps
            return SQLITE_CORRUPT;
        m_chunk.append(bytesOf(PackedRow::of(row)));
    }
    if (code != SQLITE_DONE)
        return code;
    const QList<QByteArray> arriving = m_arrivingIds.split(' ');
    for (const QByteArray &id : arriving) {
        if (code = loadOpen(id.toLongLong()); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

int RowWriter::apply(const RowRecordView &view, Effect &effect)
{
    const RowRecord &row = view.row;
    effect = Effect::Refused;
    m_brokenRow.reset();
    if (m_loadCode != SQLITE_OK)
        return m_loadCode;
    switch (row.type) {
    case RecordType::Row:
    case RecordType::Began:
        if (row.id != m_lastId + 1 || row.message > row.id || row.message < 1 || m_lastId == schema::MaxRow)
            break;
        ++m_lastId;
        return row.type == RecordType::Row ? appendWhole(view, effect) : beginRow(row, effect);
    case RecordType::Piece:
    case RecordType::Ended: {
        const auto open = m_open.find(row.id);
        if (open == m_open.end())
            break;
        effect = row.type == RecordType::Piece ? Effect::Arrived : Effect::Changed;
        const int code = receive(open->second, view);
        return code != SQLITE_OK || row.type == RecordType::Piece ? code : endRow(open->second, row);
    }
    case RecordType::Facts:
    case RecordType::Counters:
    case RecordType::Annotated: break;
    }
    return SQLITE_OK;
}

int RowWriter::appendWhole(const RowRecordView &view, Effect &effect)
{
    RowRecord row = view.row;
    effect = Effect::AppendedAsWritten;
    int code = has(row, RowFlag::HasWire) ? storeWhole(m_wire, row.id, view.wire) : SQLITE_OK;
    if (code != SQLITE_OK)
        return code;
    if (!(row.does & RowRecord::ClosesPayload)) {
        code = payloadOf(row).append(view.application);
        return code == SQLITE_OK ? append(row, {}) : code;
    }
    if (row.does & RowRecord::BreaksRow && row.message != row.id) {
        if (code = breakRow(row.message); code != SQLITE_OK)
            return code;
    }
    if (row.firstFrame() != row.id) {
        effect = Effect::Appended;
        code = payloadOf(row).append(view.application);
        return code == SQLITE_OK ? complete(false, row) : code;
    }
    row.payloadSize = quint64(view.application.size());
    if (row.payloadSize <= schema::InlineSize)
        return append(row, view.application);
    row.flags |= bit(RowFlag::InParts);
    code = storeWhole(m_part, row.id, view.application);
    return code == SQLITE_OK ? write(false, row, previewOf(view.application, row.does & RowRecord::IsText))
                             : code;
}

int RowWriter::beginRow(const RowRecord &row, Effect &effect)
{
    Open open{row, false, true, {}};
    open.record.flags |= bit(RowFlag::Arriving);
    open.record.received = 0;
    if (has(row, RowFlag::HasWire))
        open.wire.emplace(m_wire, row.id);
    m_row = open.record.toRow();
    m_open.emplace(row.id, std::move(open));
    m_chunk.append(bytesOf(PackedRow::of(row)));
    effect = Effect::Appended;
    return storeFullChunk();
}

int RowWriter::receive(Open &open, const RowRecordView &view)
{
    const QByteArrayView own = open.wire ? view.wire : view.application;
    open.record.received += quint64(own.size());
    open.record.wireSize += quint64(own.size());
    if (has(view.row, RowFlag::Compressed))
        open.record.flags |= bit(RowFlag::Compressed);
    open.dirty = true;
    int code = open.wire ? open.wire->append(view.wire) : SQLITE_OK;
    if (code == SQLITE_OK && !view.application.isEmpty())
        code = payloadOf(open.record).append(view.application);
    return code;
}

int RowWriter::endRow(Open &open, const RowRecord &ended)
{
    RowRecord row = ended;
    row.flags &= static_cast<quint16>(~bit(RowFlag::Arriving));
    if (has(open.record, RowFlag::Broken))
        row.flags |= bit(RowFlag::Broken);
    int code = open.wire ? open.wire->save() : SQLITE_OK;
    if (code != SQLITE_OK)
        return code;
    if (row.does & RowRecord::ClosesPayload) {
        code = complete(open.inserted, row);
    } else {
        code = write(open.inserted, row, {});
        m_row = row.toRow();
        if (open.wire && showsWire(row))
            m_row.preview = previewOf(open.wire->head(), row.does & RowRecord::IsText);
    }
    m_open.erase(row.id);
    return code;
}

// The payload of the row's message is at its end: the row gets it, or its parts.
int RowWriter::complete(bool inserted, RowRecord &row)
{
    PartStream &payload = payloadOf(row);
    const QByteArray preview = previewOf(payload.head(), row.does & RowRecord::IsText);
    const bool inRow = payload.size() <= schema::InlineSize;
    row.payloadSize = payload.size();
    if (!inRow)
        row.flags |= bit(RowFlag::InParts);
    m_row = row.toRow();
    m_row.preview = preview;
    int code = inRow ? payload.removeStored() : payload.save();
    if (code == SQLITE_OK)
        code = write(inserted, row, inRow ? payload.pending() : preview);
    if (code == SQLITE_OK && row.message != row.id) {
        m_messageEnd.bind(1, row.message);
        m_messageEnd.bind(2, row.id);
        code = m_messageEnd.run();
    }
    m_payloads.erase(row.message);
    return code;
}

int RowWriter::storeWhole(PartTable &table, qint64 owner, QByteArrayView bytes)
{
    if (quint64(bytes.size()) > schema::PartSize) {
        PartStream stream(table, owner);
        const int code = stream.append(bytes);
        return code == SQLITE_OK ? stream.save() : code;
    }
    if (bytes.isEmpty())
        return SQLITE_OK;
    table.insert.bind(1, schema::partKey(owner, 0));
    table.insert.bindBlob(2, bytes);
    return table.insert.run();
}

// A new row: its line and its packed columns.
int RowWriter::append(const RowRecord &row, std::optional<QByteArrayView> payload)
{
    const int code = m_insert.add(row, payload);
    return code == SQLITE_OK ? pack(row) : code;
}

// A row whose bytes do not lie in a record.
int RowWriter::write(bool inserted, const RowRecord &row, std::optional<QByteArray> payload)
{
    int code = SQLITE_OK;
    if (inserted) {
        m_replace.bind(0, row, payload);
        code = m_replace.run();
    } else {
        code = payload ? m_insert.addKept(row, std::move(*payload)) : m_insert.add(row, {});
    }
    return code == SQLITE_OK ? pack(row) : code;
}

int RowWriter::pack(const RowRecord &row)
{
    const PackedRow packed = PackedRow::of(row);
    const qint64 inChunk = row.id - firstInChunk();
    if (inChunk * PackedSize == m_chunk.size()) {
        m_chunk.append(bytesOf(packed));
        return storeFullChunk();
    }
    if (inChunk >= 0) {
        std::memcpy(m_chunk.data() + inChunk * PackedSize, &packed, sizeof packed);
        return SQLITE_OK;
    }
    const qint64 chunk = (row.id - 1) / schema::RowsInChunk;
    const qint64 first = chunk * schema::RowsInChunk + 1;
    sqlite::Blob stored(m_database, "chunk", "columns", first, sqlite::Blob::Access::Write);
    return stored ? stored.write(quint64((row.id - first) * PackedSize), bytesOf(packed))
                  : m_database.resultCode();
}

RowId RowWriter::firstInChunk() const
{
    return m_storedChunks * schema::RowsInChunk + 1;
}

int RowWriter::storeFullChunk()
{
    if (m_chunk.size() < schema::RowsInChunk * PackedSize)
        return SQLITE_OK;
    const int code = saveChunk();
    ++m_storedChunks;
    m_chunk.resize(0);
    return code;
}

int RowWriter::saveChunk()
{
    if (m_chunk.isEmpty())
        return SQLITE_OK;
    m_insertChunk.bind(1, firstInChunk());
    m_insertChunk.bind(2, m_chunk.size() / PackedSize);
    m_insertChunk.bindBlob(3, m_chunk);
    return m_insertChunk.run();
}

// A row that was arriving at the last COMMIT.
int RowWriter::loadOpen(RowId id)
{
    const sqlite::Resetting resetting(m_select);
    m_select.bind(1, id);
    if (const int code = m_select.step(); code != SQLITE_ROW)
        return code == SQLITE_DONE ? SQLITE_OK : code;
    Open open{rowcolumns::read(m_select), true, false, {}};
    if (id < 1 || open.record.message < 1 || open.record.message > id)
        return SQLITE_CORRUPT;
    if (has(open.record, RowFlag::HasWire))
        open.wire = PartStream::load(m_wire, id);
    else
        payloadOf(open.record); // what is here of it is shown
    m_open.emplace(id, std::move(open));
    return SQLITE_OK;
}

// Only a damaged ring names a row that is not there.
int RowWriter::breakRow(RowId id)
{
    const auto open = m_open.find(id);
    if (open == m_open.end())
        return breakStored(id);
    open->second.record.flags |= bit(RowFlag::Broken);
    open->second.dirty = true;
    m_brokenRow = shown(open->second);
    return SQLITE_OK;
}

int RowWriter::breakStored(RowId id)
{
    if (const int code = m_insert.flush(); code != SQLITE_OK)
        return code;
    const sqlite::Resetting resetting(m_select);
    m_select.bind(1, id);
    if (const int code = m_select.step(); code != SQLITE_ROW)
        return code == SQLITE_DONE ? SQLITE_OK : code;
    RowRecord row = rowcolumns::read(m_select);
    row.flags |= bit(RowFlag::Broken);
    m_break.bind(1, id);
    m_break.bind(2, row.flags);
    if (const int code = m_break.run(); code != SQLITE_OK)
        return code;
    m_brokenRow = row.toRow();
    m_brokenRow->preview =
        previewOf(m_select.isNull(PayloadColumn) && showsWire(row) ? PartStream::load(m_wire, id).head()
                                                                   : m_select.bytes(PayloadColumn),
            row.does & RowRecord::IsText);
    return pack(row);
}

PartStream &RowWriter::payloadOf(const RowRecord &row)
{
    if (carriesData(row))
        m_openMessage[sideKey(row)] = row.message;
    if (const auto it = m_payloads.find(row.message); it != m_payloads.end())
        return it->second.stream;
    PartStream stream =
        row.message <= m_loadedId ? PartStream::load(m_part, row.message) : PartStream(m_part, row.message);
    return m_payloads.emplace(row.message, Payload{std::move(stream), sideKey(row)}).first->second.stream;
}

int RowWriter::save()
{
    if (m_loadCode != SQLITE_OK)
        return m_loadCode;
    for (auto &[id, open] : m_open) {
        if (open.wire) {
            if (const int code = open.wire->save(); code != SQLITE_OK)
                return code;
        }
        if (!std::exchange(open.dirty, false))
            continue;
        if (const int code = write(open.inserted, open.record, {}); code != SQLITE_OK)
            return code;
        open.inserted = true;
    }
    for (auto it = m_payloads.begin(); it != m_payloads.end();) {
        if (const int code = it->second.stream.save(); code != SQLITE_OK)
            return code;
        it = isAwaited(it->first, it->second) ? std::next(it) : m_payloads.erase(it);
    }
    const int code = m_insert.flush();
    return code == SQLITE_OK ? saveArrivingIds() : code;
}

// False for a message that another has begun over: what is here of it is all there will be.
bool RowWriter::isAwaited(RowId message, const Payload &payload) const
{
    const auto newest = m_openMessage.find(payload.side);
    return m_open.contains(message) || (newest != m_openMessage.end() && newest->second == message);
}

int RowWriter::saveArrivingIds()
{
    QByteArray ids;
    for (const auto &[id, open] : m_open)
        ids += QByteArray::number(id) + ' ';
    if (ids == m_arrivingIds)
        return SQLITE_OK;
    m_arrivingIds = ids;
    m_arriving.bindText(1, m_arrivingIds);
    return m_arriving.run();
}

int RowWriter::cutArriving()
{
    while (!m_open.empty()) {
        Open &open = m_open.begin()->second;
        RowRecord row = open.record;
        row.flags |= bit(RowFlag::Cut);
        row.does |= RowRecord::ClosesPayload;
        if (const int code = endRow(open, row); code != SQLITE_OK)
            return code;
    }
    return save();
}

std::vector<Row> RowWriter::arriving() const
{
    std::vector<Row> rows;
    for (const auto &[id, open] : m_open)
        rows.push_back(shown(open));
    return rows;
}

Row RowWriter::shown(const Open &open) const
{
    Row row = open.record.toRow();
    const auto payload = m_payloads.find(open.record.message);
    if (open.wire && showsWire(open.record))
        row.preview = previewOf(open.wire->head(), open.record.does & RowRecord::IsText);
    else if (!open.wire && payload != m_payloads.end())
        row.preview = previewOf(payload->second.stream.head(), open.record.does & RowRecord::IsText);
    return row;
}

} // namespace framescope
