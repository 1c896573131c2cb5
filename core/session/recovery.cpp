// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/recovery.h"

#include "base/platform.h"
#include "session/ring.h"
#include "session/spillfile.h"

#include <QFile>

namespace framescope {

namespace {

// What the session file says about the ring beside it.
struct RingAttachment {
    quint64 identity = 0;
    quint64 position = 0;
    quint64 spillPosition = 0;
    qint64 timeShift = 0;
};

// Nothing if it cannot be read.
std::optional<RingAttachment> attachedRing(const sqlite::Database &database)
{
    sqlite::Statement select(database,
        "SELECT (SELECT value FROM meta WHERE key = 'ring_identity'),"
        " (SELECT value FROM meta WHERE key = 'ring_position'),"
        " (SELECT value FROM meta WHERE key = 'spill_position'),"
        " (SELECT value FROM meta WHERE key = 'ring_shift')");
    if (!select.next())
        return {};
    const auto number = [&select](int column) { return static_cast<quint64>(select.integer(column)); };
    return RingAttachment{number(0), number(1), number(2), select.integer(3)};
}

Error strangeRing(const QString &path, const QString &what)
{
    return {QStringLiteral("%1 holds records %2.").arg(ringPath(path), what), {},
        QStringLiteral("Move it away to open this session without it.")};
}

constexpr qsizetype MostHeld = 64 << 20; // bytes of records between two commits

Result<void> replay(const QString &path, Ring &ring, LogWriter &log)
{
    const auto attachment = attachedRing(log.database());
    if (!attachment)
        return log.database().error(path);
    quint64 first = ring.freed();
    if (ring.identity() != attachment->identity) {
        // A ring made by a process that died before it wrote anything belongs to nobody.
        if (ring.read(first).isNull())
            return Done{};
        return strangeRing(path, QStringLiteral("of another session"));
    }
    // What the ring holds was written by the run before, in that run's time.
    log.setTimeShift(attachment->timeShift);
    quint64 position = attachment->position;
    bool follows = position >= first;
    while (follows) {
        quint64 next = position;
        const QByteArrayView record = ring.read(next);
        if (record.isNull())
            break;
        if (const int code = log.apply(record, nullptr); code != SQLITE_OK)
            return log.database().error(path, code);
        follows = !log.wasRefused();
        if (follows)
            position = next;
    }
    int code = SQLITE_OK;
    quint64 spillPosition = attachment->spillPosition;
    // The log looks at the bytes of a record until its commit.
    std::vector<QByteArray> held;
    qsizetype heldBytes = 0;
    const auto takeSpilled = [&](const QByteArray &record, quint64 end) {
        held.push_back(record);
        heldBytes += record.size();
        code = log.apply(record, nullptr);
        follows = code == SQLITE_OK && !log.wasRefused();
        if (!follows)
            return false;
        spillPosition = end;
        if (heldBytes > MostHeld) {
            code = log.commit(attachment->identity, position, spillPosition);
            held.clear();
            heldBytes = 0;
        }
        return code == SQLITE_OK;
    };
    if (follows)
        SpillFile::read(spillPath(path), attachment->identity, spillPosition, takeSpilled);
    if (code == SQLITE_OK)
        code = log.commit(attachment->identity, position, spillPosition);
    if (code != SQLITE_OK)
        return log.database().error(path, code);
    if (follows) {
        ring.freeUpTo(position); // where the file cannot be removed it is not replayed again
        return Done{};
    }
    return strangeRing(
        path, QStringLiteral("that do not follow row %1, the last in the session").arg(log.lastId()));
}

Result<void> recover(const QString &path, LogWriter &log)
{
    std::unique_ptr<Ring> ring;
    if (QFile::exists(ringPath(path))) {
        auto left = Ring::recover(ringPath(path));
        if (!left)
            return left.error();
        ring = std::move(left).value();
        if (auto replayed = replay(path, *ring, log); !replayed)
            return replayed;
    } else if (const auto attachment = attachedRing(log.database()); attachment && attachment->identity == 0) {
        QFile::remove(spillPath(path)); // all that stood in it is stored
    }
    int code = log.cutArriving();
    if (code == SQLITE_OK)
        code = log.closeConnections();
    if (code == SQLITE_OK)
        code = log.commit(0, 0, 0);
    if (code != SQLITE_OK)
        return log.database().error(path, code);
    if (ring) { // only now: a process killed before finds both again, and nothing in them that is new
        ring->remove();
        QFile::remove(spillPath(path));
    }
    return Done{};
}

} // namespace

QString ringPath(const QString &path)
{
    return path + QStringLiteral("-ring");
}

QString spillPath(const QString &path)
{
    return path + QStringLiteral("-spill");
}

// Who records has the ring locked, from before its first record until the last is stored.
RecordingState recordingState(const QString &path)
{
    if (platform::MappedFile::isInUse(ringPath(path).toStdU16String()))
        return RecordingState::Going;
    return QFile::exists(ringPath(path)) || QFile::exists(spillPath(path)) ? RecordingState::Interrupted
                                                                           : RecordingState::Over;
}

Result<std::unique_ptr<LogWriter>> openLog(const QString &path)
{
    if (auto checked = schema::checkFile(path); !checked)
        return checked.error();
    auto database = sqlite::Database::open(path, sqlite::Database::Access::ReadWrite);
    if (!database)
        return database.error();
    if (auto checked = schema::checkVersion(*database, path); !checked)
        return checked.error();
    if (database->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL") != SQLITE_OK
        || schema::migrate(*database) != SQLITE_OK)
        return database->error(path);
    auto log = std::make_unique<LogWriter>(std::move(*database));
    if (!log->isValid())
        return schema::damaged(path);
    if (log->loadCode() != SQLITE_OK)
        return log->database().error(path, log->loadCode());
    return log;
}

Result<std::unique_ptr<LogWriter>> openRecovered(const QString &path)
{
    auto log = openLog(path);
    if (!log)
        return log;
    if (auto recovered = recover(path, **log); !recovered)
        return recovered.error();
    return log;
}

Result<RowId> takeIn(const QString &path)
{
    auto log = openLog(path);
    if (!log)
        return log.error();
    const RowId before = (*log)->lastId();
    if (auto recovered = recover(path, **log); !recovered)
        return recovered.error();
    const int code = (*log)->finish();
    // Without a transaction everything is stored; only another reader kept the -wal from going.
    if (code != SQLITE_OK && (*log)->hasTransaction())
        return (*log)->database().error(path, code);
    return (*log)->lastId() - before;
}

} // namespace framescope
