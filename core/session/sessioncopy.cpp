// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessioncopy.h"

#include "session/logwriter.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <filesystem>

namespace framescope {

namespace {

// 8 MiB (schema.cpp: pages of 32 KiB): some 10 ms, between which progress is told.
constexpr int PagesAtOnce = 256;

bool goesOn(sqlite3_backup *backup, const CopyProgress &progress)
{
    if (!progress)
        return true;
    const int pages = sqlite3_backup_pagecount(backup);
    return progress(pages == 0 ? 0 : 1.0 - double(sqlite3_backup_remaining(backup)) / pages);
}

// SQLITE_INTERRUPT if `progress` ended it.
int backUpPages(const sqlite::Database &source, const sqlite::Database &target, const CopyProgress &progress)
{
    sqlite3_backup *backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (!backup)
        return target.resultCode();
    bool wanted = goesOn(backup, progress);
    while (wanted && sqlite3_backup_step(backup, PagesAtOnce) == SQLITE_OK)
        wanted = goesOn(backup, progress);
    const int code = sqlite3_backup_finish(backup);
    return wanted ? code : SQLITE_INTERRUPT;
}

// In one transaction of the reader: one consistent state, however much is recorded meanwhile. Without it
// each step would see what was committed since, and begin anew.
int backUp(sqlite::Database &source, const sqlite::Database &target, const CopyProgress &progress)
{
    if (const int code = source.execute("BEGIN; SELECT count(*) FROM sqlite_schema"); code != SQLITE_OK)
        return code;
    const int code = backUpPages(source, target, progress);
    source.execute("COMMIT");
    return code;
}

Result<void> fill(const QString &source, const QString &target, const CopyProgress &progress)
{
    auto from = sqlite::Database::open(source, sqlite::Database::Access::ReadOnly);
    if (!from)
        return from.error();
    auto to = sqlite::Database::open(target, sqlite::Database::Access::ReadWrite);
    if (!to)
        return to.error();
    if (const int code = backUp(*from, *to, progress); code == SQLITE_INTERRUPT)
        return Error{QStringLiteral("The copy was cancelled."), {}, {}};
    else if (code != SQLITE_OK)
        return to->error(target, code);
    LogWriter log(std::move(*to));
    int code = log.closeConnections();
    if (code == SQLITE_OK)
        code = log.finish();
    if (code != SQLITE_OK)
        return log.database().error(target, code);
    return Done{};
}

// What lies beside a session that is being recorded, or was not finished, belongs to that session:
// it would be taken for the copy's, and ruin it.
Result<void> checkTarget(const QString &target)
{
    for (const char16_t *suffix : {u"-ring", u"-wal", u"-journal"}) {
        const QString beside = target + QStringView(suffix);
        if (QFile::exists(beside))
            return Error{
                QStringLiteral(
                    "%1 cannot be replaced: %2 says that it is being recorded or was never finished.")
                    .arg(target, beside),
                {}, QStringLiteral("Choose another name, or open and close that session first.")};
    }
    return Done{};
}

QString draftName(const QString &target)
{
    return target
        + QStringLiteral("-new-%1").arg(QRandomGenerator::system()->generate64(), 16, 16, QChar(u'0'));
}

} // namespace

Result<void> copySession(const QString &source, const QString &target, const CopyProgress &progress)
{
    if (QFileInfo(source) == QFileInfo(target))
        return Error{QStringLiteral("%1 is this session itself.").arg(target), {},
            QStringLiteral("Choose another name.")};
    if (auto refused = checkTarget(target); !refused)
        return refused;
    const QString draft = draftName(target);
    QFile file(draft);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Error{QStringLiteral("%1 cannot be made: %2.").arg(target, file.errorString()), {},
            QStringLiteral("Choose a folder that you may write to.")};
    file.close();
    auto filled = fill(source, draft, progress);
    std::error_code error;
    if (filled)
        std::filesystem::rename(draft.toStdU16String(), target.toStdU16String(), error);
    if (error)
        filled = Error{
            QStringLiteral("%1 cannot be replaced: %2.").arg(target, QString::fromStdString(error.message())),
            {}, {}};
    if (!filled) {
        for (const char16_t *suffix : {u"", u"-wal", u"-shm", u"-journal"})
            QFile::remove(draft + QStringView(suffix));
    }
    return filled;
}

} // namespace framescope
