// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowscan.h"

#include "session/packedrows.h"
#include "session/rowcolumns.h"
#include "session/schema.h"

#include <algorithm>
#include <vector>

namespace framescope {

namespace {

// Stepping over a row that is not wanted costs about a sixteenth of looking one up (measured).
constexpr RowId MostBetween = 16;

} // namespace

struct RowScan::Private {
    Private(const QString &file, sqlite::Database opened)
        : path(file)
        , database(std::move(opened))
    {
        // Called by SQLite for each row, they spare returning from it: half as much again (measured).
        define("framescope_wants", 1, [](sqlite3_context *context, int, sqlite3_value **values) {
            sqlite3_result_int(context, of(context)->wants(sqlite3_value_int64(values[0])));
        });
        define("framescope_take", 2, [](sqlite3_context *context, int, sqlite3_value **values) {
            of(context)->takePayload(values);
            sqlite3_result_int(context, 0);
        });
        chunk = sqlite::Statement(database, "SELECT columns FROM chunk WHERE first = ?1");
        rows = sqlite::Statement(
            database, "SELECT " FRAMESCOPE_ROW_COLUMNS " FROM row WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
        payloads = sqlite::Statement(database,
            "SELECT NULL FROM row WHERE id BETWEEN ?1 AND ?2"
            " AND framescope_wants(id) AND framescope_take(flags, payload)");
        message = sqlite::Statement(database,
            "SELECT EXISTS(SELECT 1 FROM message_end WHERE message = ?1),"
            " EXISTS(SELECT 1 FROM part WHERE id BETWEEN ?2 AND ?3)");
    }
    bool isValid() const
    {
        return chunk.isValid() && rows.isValid() && payloads.isValid() && message.isValid();
    }
    void define(const char *name, int arguments,
        void (*function)(sqlite3_context *context, int count, sqlite3_value **values))
    {
        sqlite3_create_function_v2(database.handle(), name, arguments, SQLITE_UTF8 | SQLITE_DIRECTONLY, this,
            function, nullptr, nullptr, nullptr);
    }
    static Private *of(sqlite3_context *context)
    {
        return static_cast<Private *>(sqlite3_user_data(context));
    }
    bool wants(RowId id);
    void takePayload(sqlite3_value **values);
    int readChunk(RowId first, RowId last);
    int readRows(RowId first, RowId last);
    int readPayloads(std::span<const RowId> of);

    QString path;
    sqlite::Database database;
    sqlite::Statement chunk;
    sqlite::Statement rows;
    sqlite::Statement payloads;
    sqlite::Statement message;
    std::vector<PackedRow> packed;
    // While payloads() runs:
    std::span<const RowId> wanted;
    std::size_t next = 0;
    const TakePayload *take = nullptr;
};

bool RowScan::Private::wants(RowId id)
{
    while (next < wanted.size() && wanted[next] < id)
        ++next;
    return next < wanted.size() && wanted[next] == id;
}

// Of the row that was wanted last.
void RowScan::Private::takePayload(sqlite3_value **values)
{
    const bool isElsewhere = sqlite3_value_type(values[1]) == SQLITE_NULL
        || (sqlite3_value_int64(values[0]) & static_cast<qint64>(RowFlag::InParts));
    if (isElsewhere) {
        (*take)(next, {});
        return;
    }
    const auto *bytes = static_cast<const char *>(sqlite3_value_blob(values[1]));
    (*take)(next, QByteArrayView(bytes ? bytes : "", sqlite3_value_bytes(values[1])));
}

int RowScan::Private::readChunk(RowId first, RowId last)
{
    const sqlite::Resetting resetting(chunk);
    const RowId begin = (first - 1) / schema::RowsInChunk * schema::RowsInChunk + 1;
    chunk.bind(1, begin);
    const int code = chunk.step();
    if (code != SQLITE_ROW)
        return code == SQLITE_DONE ? SQLITE_OK : code;
    constexpr auto Size = qsizetype(sizeof(PackedRow));
    const QByteArrayView columns = chunk.bytes(0);
    const RowId end = begin + std::min<RowId>(columns.size() / Size, schema::RowsInChunk);
    const char *at = columns.data() + (first - begin) * Size;
    for (RowId id = first; id < std::min(end, last + 1); ++id, at += Size)
        packed.push_back(unpacked(at));
    return SQLITE_OK;
}

int RowScan::Private::readRows(RowId first, RowId last)
{
    const sqlite::Resetting resetting(rows);
    rows.bind(1, first);
    rows.bind(2, std::min(last, first + schema::RowsInChunk - 1));
    int code = rows.step();
    for (RowId id = first; code == SQLITE_ROW; code = rows.step(), ++id) {
        const RowRecord row = rowcolumns::read(rows);
        if (row.id != id) // a damaged file; rows have no gaps
            return SQLITE_CORRUPT;
        packed.push_back(PackedRow::of(row));
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int RowScan::Private::readPayloads(std::span<const RowId> of)
{
    const sqlite::Resetting resetting(payloads);
    payloads.bind(1, of.front());
    payloads.bind(2, of.back());
    const int code = payloads.step();
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

RowScan::RowScan(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}
RowScan::~RowScan() = default;

Result<std::unique_ptr<RowScan>> RowScan::open(const QString &path)
{
    auto database = schema::open(path);
    if (!database)
        return database.error();
    auto d = std::make_unique<Private>(path, std::move(*database));
    if (!d->isValid())
        return schema::damaged(path);
    return std::unique_ptr<RowScan>(new RowScan(std::move(d)));
}

Result<RowId> RowScan::lastId() const
{
    const RowId last = d->database.integer("SELECT max(id) FROM row");
    if (d->database.hasFailed())
        return d->database.error(d->path);
    return last;
}

Result<std::span<const PackedRow>> RowScan::columns(RowId first, RowId last)
{
    d->packed.clear();
    int code = d->readChunk(first, last);
    if (code == SQLITE_OK && d->packed.empty())
        code = d->readRows(first, last);
    if (code != SQLITE_OK)
        return d->database.error(d->path, code);
    return std::span<const PackedRow>(d->packed);
}

Result<void> RowScan::payloads(std::span<const RowId> rows, const TakePayload &take)
{
    d->wanted = rows;
    d->next = 0;
    d->take = &take;
    // One look at who else uses the file for all of them: it costs as much as a row.
    int code = d->database.execute("BEGIN");
    for (std::size_t begin = 0; begin < rows.size() && code == SQLITE_OK;) {
        std::size_t end = begin + 1;
        while (end < rows.size() && rows[end] - rows[end - 1] <= MostBetween)
            ++end;
        code = d->readPayloads(rows.subspan(begin, end - begin));
        begin = end;
    }
    if (d->database.inTransaction())
        d->database.execute("COMMIT");
    d->wanted = {};
    if (code != SQLITE_OK)
        return d->database.error(d->path, code);
    return {};
}

Result<RowScan::Message> RowScan::message(RowId message)
{
    const sqlite::Resetting resetting(d->message);
    d->message.bind(1, message);
    d->message.bind(2, schema::partKey(message, 0));
    d->message.bind(3, schema::lastPartKey(message));
    if (!d->message.next())
        return d->database.error(d->path);
    if (d->message.integer(0) != 0)
        return Message::Ended;
    return d->message.integer(1) != 0 ? Message::Open : Message::Nothing;
}

} // namespace framescope
