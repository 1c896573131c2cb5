// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionmove.h"

#include "base/platform.h"
#include "session/recovery.h"

#include <QFile>
#include <QFileInfo>

namespace framescope {

namespace {

// 2 MiB (schema.cpp: pages of 32 KiB): some milliseconds.
constexpr int PagesAtOnce = 64;

Result<void> checkNames(const QString &source, const QString &target)
{
    if (QFileInfo(source) == QFileInfo(target))
        return Error{QStringLiteral("%1 is this session itself.").arg(target), {},
            QStringLiteral("Choose another name.")};
    if (QFileInfo::exists(target))
        return Error{
            QStringLiteral("%1 exists already.").arg(target), {}, QStringLiteral("Choose another name.")};
    return Done{};
}

Error noRoom(const QString &target)
{
    return {QStringLiteral("There is no room for the session at %1: the disk is full.").arg(target), {},
        QStringLiteral("Choose a place on another disk.")};
}

void removeDatabase(const QString &path)
{
    // In this order: without the first the others are nothing.
    for (const char16_t *suffix : {u"", u"-wal", u"-shm"})
        QFile::remove(path + QStringView(suffix));
}

} // namespace

Result<std::unique_ptr<SessionMove>> SessionMove::begin(
    const QString &source, const QString &target, LogWriter &log, Ring &ring)
{
    if (auto refused = checkNames(source, target); !refused)
        return refused.error();
    std::unique_ptr<SessionMove> move(new SessionMove(source, target, log, ring));
    if (auto made = move->makeFiles(); !made)
        return made.error();
    return move;
}

SessionMove::SessionMove(const QString &source, const QString &target, LogWriter &log, Ring &ring)
    : m_source(source)
    , m_target(target)
    , m_log(log)
    , m_ring(ring)
{
}

SessionMove::~SessionMove()
{
    if (m_nextRing)
        m_nextRing->remove();
}

Result<void> SessionMove::makeFiles()
{
    auto draft = SessionDraft::make(m_target);
    if (!draft)
        return draft.error();
    m_draft = std::move(*draft);
    auto ring = Ring::create(ringPath(m_target), m_ring.capacity());
    if (!ring)
        return ring.error();
    m_nextRing = std::move(*ring);
    auto database = sqlite::Database::open(m_draft->path(), sqlite::Database::Access::ReadWrite);
    if (!database)
        return database.error();
    m_database = std::move(*database);
    // A draft that breaks off is thrown away, and all of it is synced in the end.
    m_database->execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
    m_backup.reset(sqlite3_backup_init(m_database->handle(), "main", m_log.database().handle(), "main"));
    if (!m_backup)
        return failed(*m_database, m_database->resultCode());
    return Done{};
}

double SessionMove::done() const
{
    const int pages = m_backup ? sqlite3_backup_pagecount(m_backup.get()) : 0;
    return pages == 0 ? 0 : 1.0 - double(sqlite3_backup_remaining(m_backup.get())) / pages;
}

// Through the connection that writes the session: what it writes into pages that are copied already goes into the
// copy too, where another connection's writing would begin the copy anew (sqlite.org/c3ref/backup_finish.html).
Result<bool> SessionMove::copySome()
{
    const int code = sqlite3_backup_step(m_backup.get(), PagesAtOnce);
    const int primary = code & 0xFF;
    if (code == SQLITE_OK || primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
        return false;
    if (code != SQLITE_DONE)
        return failed(*m_database, code);
    m_backup.reset();
    return true;
}

Error SessionMove::failed(const sqlite::Database &database, int code) const
{
    return database.noRoom(code).isEmpty() ? database.error(m_target, code) : noRoom(m_target);
}

Result<SessionMove::Arrived> SessionMove::arrive(
    quint64 position, const SessionPlace &place, Journal &journal, const Spill::Taken &spilled)
{
    if (auto completed = completeDraft(position); !completed)
        return completed.error();
    auto isThere = copyWaiting(position, journal, spilled);
    if (isThere)
        isThere = checkNames(m_source, m_target); // somebody may have made it since
    if (isThere)
        isThere = m_draft->publish();
    if (!isThere) {
        journal.spill().dropCopy();
        return isThere.error();
    }
    platform::syncNames(QFileInfo(m_target).absolutePath().toStdU16String());
    auto log = openLog(m_target);
    if (!log) {
        removeDatabase(m_target);
        journal.spill().dropCopy();
        return log.error();
    }
    (*log)->setTimeShift(m_log.timeShift());
    place.moveTo(m_target);
    removeSource();
    m_ring.exchangeFile(*m_nextRing);
    return Arrived{std::move(*log), journal.spill().takeCopy()};
}

// It names the ring that will lie beside it.
Result<void> SessionMove::completeDraft(quint64 position)
{
    m_database.reset(); // it syncs nothing
    auto database = sqlite::Database::open(m_draft->path(), sqlite::Database::Access::ReadWrite);
    if (!database)
        return database.error();
    LogWriter draft(std::move(*database));
    int code = draft.database().execute("PRAGMA synchronous=FULL");
    if (code == SQLITE_OK)
        code = draft.commit(m_nextRing->identity(), position, 0);
    if (code == SQLITE_OK)
        code = draft.leaveOneFile();
    if (code != SQLITE_OK)
        return failed(draft.database(), code);
    return Done{};
}

// Most of it while the producer still writes into the ring.
Result<void> SessionMove::copyWaiting(quint64 position, Journal &journal, const Spill::Taken &spilled)
{
    const quint64 copied = m_ring.copyTo(*m_nextRing, position, position);
    if (auto synced = m_nextRing->sync(); !synced)
        return synced;
    journal.divert();
    m_ring.copyTo(*m_nextRing, position, copied);
    if (!journal.spill().copyTo(spillPath(m_target), m_nextRing->identity(), spilled))
        return noRoom(m_target);
    return m_nextRing->sync();
}

// Nobody needs what is not yet copied from the -wal into a file that goes.
void SessionMove::removeSource()
{
    sqlite3_db_config(m_log.database().handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    removeDatabase(m_source);
}

} // namespace framescope
