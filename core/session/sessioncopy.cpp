// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessioncopy.h"

#include "session/logwriter.h"
#include "session/sessiondraft.h"

#include <QFileInfo>

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

} // namespace

Result<void> copySession(const QString &source, const QString &target, const CopyProgress &progress)
{
    if (QFileInfo(source) == QFileInfo(target))
        return Error{QStringLiteral("%1 is this session itself.").arg(target), {},
            QStringLiteral("Choose another name.")};
    auto draft = SessionDraft::make(target);
    if (!draft)
        return draft.error();
    auto filled = fill(source, (*draft)->path(), progress);
    return filled ? (*draft)->publish() : filled;
}

} // namespace framescope
