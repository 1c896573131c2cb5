// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionreader.h"

#include "session/connectionindex.h"
#include "session/packedrows.h"
#include "session/rowcolumns.h"
#include "session/schema.h"

#include <algorithm>

namespace framescope {

#define FRAMESCOPE_SELECT_ROWS                                                                               \
    "SELECT " FRAMESCOPE_ROW_COLUMNS                                                                         \
    ", payload IS NULL, CASE WHEN size <= 4096 OR flags & 64 THEN payload END FROM row"

struct SessionReader::Private {
    Private(const QString &file, sqlite::Database opened)
        : path(file)
        , database(std::move(opened))
        // A payload up to 4 KiB, or a preview, is read with its row; of a larger one only the beginning,
        // in place.
        , rows(database, FRAMESCOPE_SELECT_ROWS " WHERE id >= ?1 ORDER BY id LIMIT ?2")
        , messageEnd(database, "SELECT row FROM message_end WHERE message = ?1")
        , partCount(database, "SELECT max(id) & 16777215 FROM part WHERE id BETWEEN ?1 AND ?2")
        , wireCount(database, "SELECT max(id) & 16777215 FROM wire WHERE id BETWEEN ?1 AND ?2")
        , facts(database, "SELECT facts FROM connection ORDER BY id")
    {
    }
    bool isValid() const
    {
        return rows.isValid() && messageEnd.isValid() && partCount.isValid() && wireCount.isValid()
            && facts.isValid();
    }

    // Where bytes lie: in a row, or in the parts of an owner in one of two tables.
    struct Place {
        const char *table = nullptr; // null: nowhere
        qint64 key = 0;
        quint64 size = 0;
    };
    struct Found {
        RowRecord row;
        bool hasPayload = false;
    };
    Result<Found> find(RowId id);
    Place partsOf(const char *table, sqlite::Statement &count, qint64 owner);
    Place payloadOf(const Found &found);
    Result<Place> application(RowId id);
    Result<Place> wire(RowId id);
    QByteArray read(const Place &place, quint64 offset, quint64 length) const;
    QByteArray previewOf(const RowRecord &row, bool hasPayload, QByteArrayView payload);
    // What FRAMESCOPE_SELECT_ROWS finds.
    Result<std::vector<Row>> allOf(sqlite::Statement &select);
    bool failed() const
    {
        const int code = database.resultCode();
        return code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
    }

    QString path;
    sqlite::Database database;
    sqlite::Statement rows;
    sqlite::Statement messageEnd;
    sqlite::Statement partCount;
    sqlite::Statement wireCount;
    sqlite::Statement facts;
};

Result<SessionReader::Private::Found> SessionReader::Private::find(RowId id)
{
    const sqlite::Resetting resetting(rows);
    rows.bind(1, id);
    rows.bind(2, 1);
    if (rows.next() && rows.integer(0) == id)
        return Found{rowcolumns::read(rows), rows.integer(15) == 0};
    if (failed())
        return database.error(path);
    return Error{QStringLiteral("%1 has no row %2.").arg(path).arg(id), {}, {}};
}

SessionReader::Private::Place SessionReader::Private::partsOf(
    const char *table, sqlite::Statement &count, qint64 owner)
{
    const sqlite::Resetting resetting(count);
    count.bind(1, schema::partKey(owner, 0));
    count.bind(2, schema::lastPartKey(owner));
    if (!count.next() || count.isNull(0))
        return {};
    const auto full = static_cast<quint64>(count.integer(0));
    const sqlite::Blob last(database, table, "data", schema::partKey(owner, full));
    return {table, owner, full * schema::PartSize + (last ? last.size() : 0)};
}

// The payload that a row owns, or the parts of its message that are here so far.
SessionReader::Private::Place SessionReader::Private::payloadOf(const Found &found)
{
    if (found.hasPayload && !(found.row.flags & static_cast<quint16>(RowFlag::InParts))) {
        const sqlite::Blob blob(database, "row", "payload", found.row.id);
        return {"row", found.row.id, blob ? blob.size() : 0};
    }
    return partsOf("part", partCount, found.row.message);
}

Result<SessionReader::Private::Place> SessionReader::Private::application(RowId id)
{
    auto found = find(id);
    if (!found)
        return found.error();
    if (!found->hasPayload) {
        RowId owner = 0;
        {
            const sqlite::Resetting resetting(messageEnd);
            messageEnd.bind(1, found->row.message);
            owner = messageEnd.next() ? messageEnd.integer(0) : 0;
        }
        if (owner > 0 && owner != id)
            found = find(owner);
        if (!found)
            return found.error();
    }
    const Place place = payloadOf(*found);
    // A frame that is part of no message, for it broke a rule, has its own bytes only.
    return place.table || !(found->row.flags & static_cast<quint16>(RowFlag::HasWire))
        ? place
        : partsOf("wire", wireCount, id);
}

Result<SessionReader::Private::Place> SessionReader::Private::wire(RowId id)
{
    const auto found = find(id);
    if (!found)
        return found.error();
    return found->row.flags & static_cast<quint16>(RowFlag::HasWire) ? partsOf("wire", wireCount, id)
                                                                     : payloadOf(*found);
}

QByteArray SessionReader::Private::read(const Place &place, quint64 offset, quint64 length) const
{
    if (!place.table || offset >= place.size)
        return {};
    length = std::min(length, place.size - offset);
    if (qstrcmp(place.table, "row") == 0)
        return sqlite::Blob(database, "row", "payload", place.key).read(offset, length);
    QByteArray bytes;
    while (quint64(bytes.size()) < length) {
        const quint64 at = offset + quint64(bytes.size());
        const sqlite::Blob part(
            database, place.table, "data", schema::partKey(place.key, at / schema::PartSize));
        const QByteArray piece =
            part ? part.read(at % schema::PartSize, length - quint64(bytes.size())) : QByteArray();
        if (piece.isEmpty())
            break;
        bytes += piece;
    }
    return bytes;
}

QByteArray SessionReader::Private::previewOf(const RowRecord &row, bool hasPayload, QByteArrayView payload)
{
    const bool isText = row.does & RowRecord::IsText;
    // What one character more would need, so that it can be cut off whole.
    constexpr quint64 Ahead = Row::PreviewSize + 4;
    if (!payload.isNull())
        return framescope::previewOf(payload, isText);
    if (hasPayload)
        return framescope::previewOf(sqlite::Blob(database, "row", "payload", row.id).read(0, Ahead), isText);
    if (showsWire(row))
        return framescope::previewOf(
            sqlite::Blob(database, "wire", "data", schema::partKey(row.id, 0)).read(0, Ahead), isText);
    if (row.message == row.id && row.flags & static_cast<quint16>(RowFlag::Arriving))
        return framescope::previewOf(
            sqlite::Blob(database, "part", "data", schema::partKey(row.id, 0)).read(0, Ahead), isText);
    return {};
}

Result<std::vector<Row>> SessionReader::Private::allOf(sqlite::Statement &select)
{
    std::vector<Row> found;
    while (select.next()) {
        const RowRecord record = rowcolumns::read(select);
        found.push_back(record.toRow());
        found.back().preview = previewOf(record, select.integer(15) == 0, select.bytes(16));
    }
    if (failed())
        return database.error(path);
    return found;
}

SessionReader::SessionReader(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}
SessionReader::~SessionReader() = default;

Result<std::unique_ptr<SessionReader>> SessionReader::open(const QString &path)
{
    auto database = schema::open(path);
    if (!database)
        return database.error();
    auto d = std::make_unique<Private>(path, std::move(*database));
    if (!d->isValid())
        return schema::damaged(path);
    return std::unique_ptr<SessionReader>(new SessionReader(std::move(d)));
}

Result<SessionInfo> SessionReader::info() const
{
    SessionInfo info;
    info.version = static_cast<int>(d->database.integer("PRAGMA user_version"));
    info.lastId = d->database.integer("SELECT max(id) FROM row");
    info.anchorEpochNs = d->database.integer("SELECT value FROM meta WHERE key = 'anchor_epoch_ns'");
    info.anchorMonotonicNs = d->database.integer("SELECT value FROM meta WHERE key = 'anchor_monotonic_ns'");
    info.application = d->database.text("SELECT value FROM meta WHERE key = 'application'");
    if (d->failed())
        return d->database.error(d->path);
    return info;
}

Result<std::vector<Row>> SessionReader::rows(RowId first, int count) const
{
    const sqlite::Resetting resetting(d->rows);
    d->rows.bind(1, first);
    d->rows.bind(2, count);
    return d->allOf(d->rows);
}

Result<std::vector<Row>> SessionReader::violations(RowId row) const
{
    sqlite::Statement select(
        d->database, FRAMESCOPE_SELECT_ROWS " WHERE kind = 4 AND message = ?1 ORDER BY id");
    select.bind(1, row);
    return d->allOf(select);
}

Result<std::vector<ConnectionFacts>> SessionReader::connections() const
{
    std::vector<ConnectionFacts> connections;
    const sqlite::Resetting resetting(d->facts);
    while (d->facts.next())
        connections.push_back(ConnectionFacts::fromJsonText(d->facts.bytes(0)));
    if (d->failed())
        return d->database.error(d->path);
    return connections;
}

Result<std::vector<Annotation>> SessionReader::annotations() const
{
    sqlite::Statement select(d->database, "SELECT row, colour, text FROM note ORDER BY row");
    std::vector<Annotation> annotations;
    while (select.next())
        annotations.push_back(
            {select.integer(0), colourOf(select.bytes(1)), QString::fromUtf8(select.bytes(2))});
    if (d->failed())
        return d->database.error(d->path);
    return annotations;
}

Result<std::vector<ConnectionCounters>> SessionReader::counters(RowId after, RowId last) const
{
    sqlite::Statement select(d->database,
        "SELECT row.connection, direction = (coalesce(role, 'client') = 'client') AS received,"
        " sum(kind = 0), sum(wire_size) FROM row LEFT JOIN connection ON connection.id = row.connection"
        " WHERE row.id > ?1 AND row.id <= ?2 GROUP BY row.connection, direction ORDER BY row.connection");
    select.bind(1, after);
    select.bind(2, last);
    std::vector<ConnectionCounters> counters;
    while (select.next()) {
        const auto id = static_cast<ConnectionId>(select.integer(0));
        if (counters.empty() || counters.back().id != id)
            counters.emplace_back().id = id;
        ConnectionCounters &of = counters.back();
        const bool received = select.integer(1) != 0;
        (received ? of.framesIn : of.framesOut) = static_cast<quint64>(select.integer(2));
        (received ? of.bytesIn : of.bytesOut) = static_cast<quint64>(select.integer(3));
    }
    if (d->failed())
        return d->database.error(d->path);
    return counters;
}

Result<qint64> SessionReader::lastTimeNs() const
{
    sqlite::Statement select(
        d->database, "SELECT time_ns FROM row WHERE time_ns IS NOT NULL ORDER BY id DESC LIMIT 1");
    if (select.next())
        return select.integer(0);
    if (d->failed())
        return d->database.error(d->path);
    return Error{QStringLiteral("The log has no rows yet."), {}, {}};
}

// Twenty-four looks at ten million rows.
Result<RowId> SessionReader::rowAt(qint64 timeNs) const
{
    const auto whole = info();
    if (!whole)
        return whole.error();
    if (whole->lastId == 0)
        return Error{QStringLiteral("The log has no rows yet."), {}, {}};
    RowId first = 1;
    RowId last = whole->lastId;
    while (first < last) {
        const RowId middle = first + (last - first) / 2;
        const auto row = rows(middle, 1);
        if (!row)
            return row.error();
        if (row->empty() || row->front().timeNs >= timeNs)
            last = middle;
        else
            first = middle + 1;
    }
    return first;
}

Result<RowTotals> SessionReader::totals(const RowRanges &ranges) const
{
    RowTotals totals;
    auto range = ranges.begin();
    const int code = forEachPackedRow(d->database, [&](RowId id, const PackedRow &row) {
        while (range != ranges.end() && range->last < id)
            ++range;
        if (range != ranges.end() && range->first <= id)
            totals.add(row.kind(), row.opcode(), row.flags(), row.size, row.timeNs);
    });
    if (code != SQLITE_OK)
        return d->database.error(d->path, code);
    return totals;
}

Result<std::vector<ConnectionRows>> SessionReader::connectionRows() const
{
    ConnectionIndex index;
    if (const int code = index.load(d->database); code != SQLITE_OK)
        return d->database.error(d->path, code);
    return index.takeChanged();
}

Result<quint64> SessionReader::payloadSize(RowId row) const
{
    const auto place = d->application(row);
    if (!place)
        return place.error();
    return place->size;
}

Result<QByteArray> SessionReader::payload(RowId row, quint64 offset, quint64 length) const
{
    const auto place = d->application(row);
    if (!place)
        return place.error();
    return d->read(*place, offset, length);
}

Result<QByteArray> SessionReader::wirePayload(RowId row, quint64 offset, quint64 length) const
{
    const auto place = d->wire(row);
    if (!place)
        return place.error();
    return d->read(*place, offset, length);
}

} // namespace framescope
