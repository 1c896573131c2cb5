// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/salvage.h"

#include "session/logwriter.h"
#include "session/sessiondraft.h"

#include <QFileInfo>
#include <QLocale>
#include <QtEndian>

#include <functional>

namespace framescope {

namespace {

// SQLite refuses a file that is shorter than its header says, unless its schema may be written: then it reads what
// is there. The file is open for reading only.
Result<sqlite::Database> openCut(const QString &path)
{
    auto database = sqlite::Database::open(path, sqlite::Database::Access::ReadOnly);
    if (!database)
        return database;
    sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    database->execute("PRAGMA writable_schema=ON");
    if (auto checked = schema::checkVersion(*database, path); !checked)
        return checked.error();
    return database;
}

// Copies what `select` finds until `goesOn` says no or a page is missing; only what the target does not take is an
// error.
int copyRows(const sqlite::Database &source, sqlite::Database &target, const char *select, const char *insert,
    const std::function<bool(const sqlite::Statement &)> &goesOn = {})
{
    sqlite::Statement from(source, select), to(target, insert);
    if (!from.isValid())
        return SQLITE_OK; // not even its first page is there
    while (from.next() && (!goesOn || goesOn(from))) {
        for (int column = 0; column < from.columns(); ++column)
            to.bindValue(column + 1, from, column);
        if (const int code = to.run(); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

int copyAll(const sqlite::Database &source, sqlite::Database &target, RowId &rows)
{
    int code = target.execute("BEGIN IMMEDIATE");
    const auto copy = [&](const char *select, const char *insert, const auto &goesOn) {
        if (code == SQLITE_OK)
            code = copyRows(source, target, select, insert, goesOn);
    };
    const auto isNext = [&rows](const sqlite::Statement &row) {
        const bool is = row.integer(0) == rows + 1;
        rows += is;
        return is;
    };
    const auto isOfRow = [&rows](const sqlite::Statement &line) { return line.integer(0) <= rows; };
    const auto isOfOwner = [&rows](const sqlite::Statement &part) {
        return part.integer(0) <= schema::lastPartKey(rows);
    };
    copy("SELECT key, value FROM meta WHERE key IN ('application', 'anchor_epoch_ns', 'anchor_monotonic_ns')",
        "INSERT INTO meta VALUES(?1, ?2)", std::function<bool(const sqlite::Statement &)>());
    copy("SELECT * FROM connection ORDER BY id",
        "INSERT INTO connection VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
        std::function<bool(const sqlite::Statement &)>());
    copy("SELECT * FROM row ORDER BY id",
        "INSERT INTO row VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)", isNext);
    copy("SELECT id, data FROM part ORDER BY id", "INSERT INTO part(id, data) VALUES(?1, ?2)", isOfOwner);
    copy("SELECT id, data FROM wire ORDER BY id", "INSERT INTO wire(id, data) VALUES(?1, ?2)", isOfOwner);
    copy("SELECT message, row FROM message_end ORDER BY message", "INSERT INTO message_end VALUES(?1, ?2)",
        isOfRow);
    copy("SELECT row, text, colour FROM note ORDER BY row", "INSERT INTO note VALUES(?1, ?2, ?3)", isOfRow);
    if (code == SQLITE_OK)
        code = target.execute("COMMIT");
    return code;
}

} // namespace

std::optional<CutFile> cutFile(const QString &path)
{
    // While one lies beside it, SQLite finds there what the file does not have.
    for (const char16_t *suffix : {u"-wal", u"-journal"}) {
        if (QFileInfo(path + QStringView(suffix)).size() > 0)
            return {};
    }
    const auto beginning =
        sqlite::Database::beginningOf(path, 100); // sqlite.org/fileformat2.html#the_database_header
    if (!beginning)
        return {};
    const QByteArray &begin = beginning->bytes;
    if (begin.size() < 100 || !begin.startsWith(QByteArrayView("SQLite format 3\0", 16))
        || qFromBigEndian<quint32>(begin.data() + 68) != schema::ApplicationId)
        return {};
    const quint64 pageSize = qFromBigEndian<quint16>(begin.data() + 16);
    const quint64 whole = qFromBigEndian<quint32>(begin.data() + 28) * (pageSize == 1 ? 65536 : pageSize);
    const quint64 size = beginning->fileSize;
    return size < whole ? std::optional(CutFile{size, whole}) : std::nullopt;
}

Result<RowId> salvageSession(const QString &source, const QString &target)
{
    auto from = openCut(source);
    if (!from)
        return from.error();
    auto draft = SessionDraft::make(target);
    if (!draft)
        return draft.error();
    auto to = sqlite::Database::open((*draft)->path(), sqlite::Database::Access::ReadWrite);
    if (!to)
        return to.error();
    RowId rows = 0;
    int code = schema::create(*to);
    if (code == SQLITE_OK)
        code = copyAll(*from, *to, rows);
    if (code != SQLITE_OK)
        return to->error(target, code);
    {
        LogWriter log(std::move(*to));
        code = log.closeConnections();
        if (code == SQLITE_OK)
            code = log.finish();
        if (code != SQLITE_OK)
            return log.database().error(target, code);
    }
    if (auto published = (*draft)->publish(); !published)
        return published.error();
    return rows;
}

QString salvagedWords(RowId rows, const CutFile &cut)
{
    const QLocale locale;
    return QStringLiteral("Read %1 %2; the file breaks off at byte %3.")
        .arg(locale.toString(rows), rows == 1 ? QStringLiteral("row") : QStringLiteral("rows"),
            locale.toString(cut.size));
}

} // namespace framescope
