// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/schema.h"

#include "session/salvage.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <array>

namespace framescope::schema {

namespace {

// Set before the first page is written, and outside a transaction.
constexpr const char *Settings = R"(
PRAGMA page_size=32768;
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
)";

// The columns that are NULL in the common row (one whole uncompressed message from the server) cost
// nothing there; the payload is the last, so that reading the others does not walk over it.
constexpr const char *Tables = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE row(
    id INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    opcode INTEGER,
    bits INTEGER,
    flags INTEGER NOT NULL,
    time_ns INTEGER,
    wire_size INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mask INTEGER,
    length INTEGER,
    received INTEGER,
    message INTEGER,
    frames INTEGER,
    payload);
CREATE INDEX violation ON row(message) WHERE kind = 4;
CREATE TABLE part(
    id INTEGER PRIMARY KEY,
    data BLOB NOT NULL,
    message INTEGER AS (id >> 24) VIRTUAL,
    seq INTEGER AS (id & 16777215) VIRTUAL);
CREATE TABLE wire(
    id INTEGER PRIMARY KEY,
    data BLOB NOT NULL,
    row INTEGER AS (id >> 24) VIRTUAL,
    seq INTEGER AS (id & 16777215) VIRTUAL);
CREATE TABLE message_end(message INTEGER PRIMARY KEY, row INTEGER NOT NULL);
CREATE TABLE connection(
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    role TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    started_ns INTEGER,
    opened_ns INTEGER,
    ended_ns INTEGER,
    protocol TEXT,
    extensions TEXT,
    remote_address TEXT,
    close_code INTEGER,
    close_reason TEXT,
    was_clean INTEGER,
    outcome TEXT,
    facts TEXT NOT NULL);
CREATE TABLE chunk(first INTEGER PRIMARY KEY, rows INTEGER NOT NULL, columns BLOB NOT NULL);
CREATE TABLE note(row INTEGER PRIMARY KEY, text TEXT, colour TEXT);
)";

// For the views: the date of the monotonic time in a column, and words for numbers.
#define FRAMESCOPE_UTC(ns)                                                                                   \
    "(SELECT strftime('%Y-%m-%dT%H:%M:%S', t / 1000000000, 'unixepoch') || "                                 \
    "printf('.%06dZ', t % 1000000000 / 1000) FROM (SELECT " ns " "                                           \
    "+ (SELECT value FROM meta WHERE key = 'anchor_epoch_ns') "                                              \
    "- (SELECT value FROM meta WHERE key = 'anchor_monotonic_ns') AS t))"
#define FRAMESCOPE_DIRECTION(column)                                                                         \
    "CASE " column " WHEN 0 THEN 'client to server' ELSE 'server to client' END"

// clang-format off: it would indent each piece of SQL by where the one before ended
constexpr const char *Views = R"(
CREATE VIEW messages AS SELECT
    coalesce(row.message, row.id) AS id,
    )" FRAMESCOPE_UTC("row.time_ns") R"( AS time,
    row.connection,
    )" FRAMESCOPE_DIRECTION("row.direction") R"( AS direction,
    CASE first.opcode WHEN 1 THEN 'text' ELSE 'binary' END AS type,
    row.size,
    coalesce(row.frames, 1) AS frames,
    row.flags & 256 <> 0 AS compressed,
    row.flags & 8 = 0 AS delivered,
    row.flags & 64 <> 0 AS in_parts,
    row.payload,
    note.text AS note
FROM row
    JOIN row AS first ON first.id = coalesce(row.message, row.id)
    LEFT JOIN note ON note.row = row.id
WHERE row.kind = 0 AND row.flags & 512;

CREATE VIEW frames AS SELECT
    id,
    )" FRAMESCOPE_UTC("time_ns") R"( AS time,
    connection,
    )" FRAMESCOPE_DIRECTION("direction") R"( AS direction,
    CASE opcode WHEN 0 THEN 'continuation' WHEN 1 THEN 'text' WHEN 2 THEN 'binary' WHEN 8 THEN 'close'
        WHEN 9 THEN 'ping' WHEN 10 THEN 'pong' ELSE 'reserved ' || opcode END AS opcode,
    bits & 1 AS fin,
    bits >> 1 & 1 AS rsv1,
    bits >> 2 & 1 AS rsv2,
    bits >> 3 & 1 AS rsv3,
    CASE WHEN bits & 16 THEN printf('%08x', mask) END AS mask,
    wire_size,
    coalesce(length, size) AS length,
    coalesce(received, length, size) AS received,
    coalesce(message, id) AS message,
    flags & 1 <> 0 AS injected,
    flags & 2 <> 0 AS automatic,
    flags & 4 <> 0 AS replayed,
    flags & 16 <> 0 AS cut,
    flags & 2048 <> 0 AS broken,
    flags & 256 <> 0 AS compressed,
    payload
FROM row
WHERE kind = 0;

CREATE VIEW events AS SELECT
    id,
    )" FRAMESCOPE_UTC("time_ns") R"( AS time,
    connection,
    )" FRAMESCOPE_DIRECTION("direction") R"( AS direction,
    CASE kind WHEN 1 THEN 'handshake' WHEN 2 THEN 'state' WHEN 3 THEN 'error' WHEN 4 THEN 'violation'
        WHEN 5 THEN 'mark' ELSE 'note' END AS kind,
    message AS about,
    payload AS text
FROM row
WHERE kind <> 0;

CREATE VIEW connections AS SELECT
    id,
    url,
    role,
    attempt,
    )" FRAMESCOPE_UTC("started_ns") R"( AS started,
    )" FRAMESCOPE_UTC("opened_ns") R"( AS opened,
    )" FRAMESCOPE_UTC("ended_ns") R"( AS ended,
    protocol,
    extensions,
    remote_address,
    close_code,
    close_reason,
    was_clean,
    outcome
FROM connection;
)";
// clang-format on

// What brings version n + 1 to n + 2 stands at [n].
constexpr std::array<const char *, 0> Migrations = {};
static_assert(Migrations.size() == Version - 1);

struct Signature {
    QByteArrayView begin;
    QLatin1StringView what;
};
// Files that people mix up with a session.
const Signature Signatures[] = {
    {"\x0A\x0D\x0D\x0A", QLatin1StringView("a pcapng capture")},
    {"\xD4\xC3\xB2\xA1", QLatin1StringView("a pcap capture")},
    {"\xA1\xB2\xC3\xD4", QLatin1StringView("a pcap capture")},
    {"PK\x03\x04", QLatin1StringView("a zip archive")},
    {"\x1F\x8B", QLatin1StringView("a gzip archive")},
    {"\x28\xB5\x2F\xFD", QLatin1StringView("a zstd archive")},
    {"\x7F"
     "ELF",
        QLatin1StringView("a program")},
    {"MZ", QLatin1StringView("a program")},
    {"\x89PNG", QLatin1StringView("a picture")},
    {"%PDF", QLatin1StringView("a PDF document")},
    {QByteArrayView("\0FSRING1", 8), QLatin1StringView("the ring of a recording")},
    {"<", QLatin1StringView("an XML or HTML document")},
    {"{", QLatin1StringView("a JSON document, perhaps a HAR file")},
    {"[", QLatin1StringView("a JSON document")},
};

QString describe(QByteArrayView begin)
{
    for (const Signature &signature : Signatures) {
        if (begin.startsWith(signature.begin))
            return signature.what;
    }
    return begin.contains('\0') || !begin.isValidUtf8() ? QStringLiteral("a binary file of another kind")
                                                        : QStringLiteral("a text file");
}

Error notASession(const QString &path, const QString &what)
{
    return {QStringLiteral("%1 is not a Framescope session: it is %2.").arg(path, what), {},
        QStringLiteral("Choose a session file, or import it if it holds messages.")};
}

} // namespace

int create(sqlite::Database &database)
{
    const QByteArray marks = QByteArrayLiteral("PRAGMA application_id=") + QByteArray::number(ApplicationId)
        + QByteArrayLiteral(";PRAGMA user_version=") + QByteArray::number(Version) + ';';
    for (const char *sql : {Settings, "BEGIN", marks.constData(), Tables, Views, "COMMIT"}) {
        if (const int code = database.execute(sql); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

// Of a file that SQLite cannot open, so that no lock can be on it.
QString whyUnreadable(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QStringLiteral("Input/output error") : file.errorString();
}

Result<void> checkFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error{
            QStringLiteral("%1 does not exist.").arg(path), {}, QStringLiteral("Choose a session file.")};
    if (info.isDir())
        return notASession(path, QStringLiteral("a folder"));
    const auto beginning = sqlite::Database::beginningOf(path, 256);
    if (!beginning)
        return Error{QStringLiteral("%1 cannot be read: %2.").arg(path, whyUnreadable(path)), {}, {}};
    const QByteArray &begin = beginning->bytes;
    if (begin.isEmpty())
        return notASession(path, QStringLiteral("empty"));
    if (!begin.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return notASession(path, describe(begin));
    if (const auto cut = cutFile(path))
        return Error{QStringLiteral("%1 breaks off at byte %2; it should have %3 bytes.")
                         .arg(path, QLocale().toString(cut->size), QLocale().toString(cut->whole)),
            {}, QStringLiteral("\"framescope FILE\" shows what can be read of it.")};
    return Done{};
}

Result<void> checkVersion(const sqlite::Database &database, const QString &path)
{
    const qint64 application = database.integer("PRAGMA application_id");
    if (database.hasFailed())
        return database.error(path);
    if (application != ApplicationId)
        return notASession(path, QStringLiteral("an SQLite database of another program"));
    const qint64 version = database.integer("PRAGMA user_version");
    if (version > Version)
        return Error{
            QStringLiteral("%1 was made by a newer Framescope (session format %2; this one reads up to %3).")
                .arg(path)
                .arg(version)
                .arg(Version),
            {}, QStringLiteral("Update Framescope to open it.")};
    if (version < 1)
        return Error{
            QStringLiteral("%1 was never finished being made: it holds no session format.").arg(path), {}, {}};
    return Done{};
}

Result<sqlite::Database> open(const QString &path)
{
    if (auto checked = checkFile(path); !checked)
        return checked.error();
    auto database = sqlite::Database::open(path, sqlite::Database::Access::ReadOnly);
    if (!database)
        return database.error();
    if (auto checked = checkVersion(*database, path); !checked) {
        // What is not yet in the file cannot be read without making the -shm.
        const int code = database->resultCode() & 0xFF;
        if ((code == SQLITE_CANTOPEN || code == SQLITE_READONLY)
            && QFile::exists(path + QStringLiteral("-wal")))
            return Error{
                QStringLiteral("%1 was never finished, and cannot be without writing beside it.").arg(path),
                {},
                QStringLiteral(
                    "Copy it into a folder that you may write to, with the files that begin with its "
                    "name.")};
        return checked.error();
    }
    return database;
}

Error damaged(const QString &path)
{
    return {QStringLiteral("%1 is damaged: its tables are not those of a session.").arg(path), {},
        QStringLiteral("`sqlite3 FILE .recover` saves what can be read.")};
}

int migrate(sqlite::Database &database)
{
    return migrate(database, Migrations);
}

int migrate(sqlite::Database &database, std::span<const char *const> steps)
{
    const auto from = static_cast<size_t>(database.integer("PRAGMA user_version"));
    const size_t to = steps.size() + 1;
    if (from == to)
        return SQLITE_OK;
    int code = database.execute("BEGIN IMMEDIATE");
    for (size_t step = from - 1; code == SQLITE_OK && step < steps.size(); ++step)
        code = database.execute(steps[step]);
    const QByteArray version = "PRAGMA user_version=" + QByteArray::number(to);
    if (code == SQLITE_OK)
        code = database.execute(version.constData());
    if (code == SQLITE_OK)
        return database.execute("COMMIT");
    if (database.inTransaction())
        database.execute("ROLLBACK");
    return code;
}

} // namespace framescope::schema
