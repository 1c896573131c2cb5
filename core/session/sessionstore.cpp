// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionstore.h"

#include "session/packedrows.h"
#include "session/recovery.h"
#include "session/sessioncopy.h"
#include "session/sessionreader.h"
#include "session/storethread.h"

#include <QFile>

namespace framescope {

namespace {

using namespace std::chrono_literals;

// Only the owner may read a session: it holds what was said, and often how to log in.
Result<void> makeEmptyFile(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)) {
        // What a process that was killed amid a move left of a file that is gone; it would be taken for ours.
        for (const char16_t *suffix : {u"-wal", u"-shm", u"-journal"})
            QFile::remove(path + QStringView(suffix));
        return Done{};
    }
    if (file.exists())
        return Error{
            QStringLiteral("%1 exists already.").arg(path), {}, QStringLiteral("Choose another name.")};
    return Error{QStringLiteral("%1 cannot be made: %2.").arg(path, file.errorString()), {},
        QStringLiteral("Choose a folder that you may write to.")};
}

int writeAnchor(sqlite::Database &database, const Clock &clock)
{
    sqlite::Statement insert(database,
        "INSERT INTO meta(key, value) VALUES('application', ?1), ('anchor_epoch_ns', ?2), "
        "('anchor_monotonic_ns', ?3)");
    insert.bind(1, QStringLiteral("Framescope " FRAMESCOPE_VERSION));
    insert.bind(2, clock.epochNs());
    insert.bind(3, clock.monotonicNs());
    return insert.run();
}

// This run's monotonic time plus this is the file's: runs of one file share one time line.
qint64 timeShift(const sqlite::Database &database, const Clock &clock)
{
    const auto anchor = [&database](const char *sql) { return static_cast<quint64>(database.integer(sql)); };
    // Unsigned: what a damaged file says may be anything.
    return static_cast<qint64>(static_cast<quint64>(clock.epochNs() - clock.monotonicNs())
        - anchor("SELECT value FROM meta WHERE key = 'anchor_epoch_ns'")
        + anchor("SELECT value FROM meta WHERE key = 'anchor_monotonic_ns'"));
}

} // namespace

struct SessionStore::Private {
    explicit Private(const SessionPlace &where)
        : place(where)
    {
    }
    const SessionPlace place;
    std::unique_ptr<Ring> ring;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<StoreThread> thread;
    std::atomic<ConnectionId> lastConnection = 0;

    // The file is whole and its own; from here on it is recorded into.
    static Result<std::unique_ptr<SessionStore>> start(
        const SessionPlace &place, std::unique_ptr<LogWriter> log, const Settings &settings);
};

SessionStore::SessionStore(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

SessionStore::~SessionStore()
{
    static_cast<void>(finish());
}

Result<std::unique_ptr<SessionStore>> SessionStore::create(const SessionPlace &place, const Clock &clock)
{
    return create(place, clock, Settings());
}

Result<std::unique_ptr<SessionStore>> SessionStore::create(
    const SessionPlace &place, const Clock &clock, Settings settings)
{
    const QString path = place.path();
    if (auto made = makeEmptyFile(path); !made)
        return made.error();
    const auto giveUp = [&](const Error &error) {
        for (const char16_t *suffix : {u"", u"-wal", u"-shm", u"-ring", u"-spill"})
            QFile::remove(path + QStringView(suffix));
        return error;
    };
    auto database = sqlite::Database::open(path, sqlite::Database::Access::ReadWrite);
    if (!database)
        return giveUp(database.error());
    if (schema::create(*database) != SQLITE_OK || writeAnchor(*database, clock) != SQLITE_OK)
        return giveUp(database->error(path));
    auto store = Private::start(place, std::make_unique<LogWriter>(std::move(*database)), settings);
    if (!store)
        return giveUp(store.error());
    return store;
}

Result<std::unique_ptr<SessionStore>> SessionStore::open(
    const SessionPlace &place, const Clock &clock, Settings settings)
{
    auto log = openRecovered(place.path());
    if (!log)
        return log.error();
    (*log)->setTimeShift(timeShift((*log)->database(), clock));
    return Private::start(place, std::move(*log), settings);
}

Result<std::unique_ptr<SessionStore>> SessionStore::Private::start(
    const SessionPlace &place, std::unique_ptr<LogWriter> log, const Settings &settings)
{
    const QString path = place.path();
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    auto tail =
        (*reader)->rows(std::max<RowId>(1, log->lastId() - AppendBatch::TailRows + 1), AppendBatch::TailRows);
    auto connections = (*reader)->connections();
    auto annotations = (*reader)->annotations();
    if (!tail || !connections)
        return tail ? connections.error() : tail.error();
    if (!annotations)
        return annotations.error();
    ConnectionIndex index;
    FragmentIndex fragments;
    const int indexed = forEachPackedRow(log->database(), [&](RowId id, const PackedRow &row) {
        index.append(row.connection, id);
        fragments.append(id, row.connection, row.direction(), id - row.distance);
    });
    if (indexed != SQLITE_OK)
        return log->database().error(path, indexed);
    auto ring = Ring::create(ringPath(path), settings.ringCapacity);
    if (!ring)
        return ring.error();
    if (const int code = log->adoptRing((*ring)->identity()); code != SQLITE_OK) {
        (*ring)->remove();
        return log->database().error(path, code);
    }
    auto d = std::make_unique<Private>(place);
    d->ring = std::move(*ring);
    d->journal = std::make_unique<Journal>(*d->ring, log->lastId() + 1, spillPath(path));
    if (!connections->empty())
        d->lastConnection = connections->back().id;
    d->thread = std::make_unique<StoreThread>(place, std::move(log), *d->ring, *d->journal,
        StoreThread::Timing{std::chrono::milliseconds(settings.transactionMs),
            std::chrono::milliseconds(settings.publishMs)});
    Publisher publisher;
    publisher.start(
        *tail, std::move(*connections), std::move(index), std::move(fragments), std::move(*annotations));
    d->thread->start(std::move(publisher));
    return std::unique_ptr<SessionStore>(new SessionStore(std::move(d)));
}

const SessionPlace &SessionStore::place() const
{
    return d->place;
}

Journal &SessionStore::journal()
{
    return *d->journal;
}

ConnectionId SessionStore::newConnectionId()
{
    return ++d->lastConnection;
}

void SessionStore::setPublisher(std::function<void(AppendBatch)> publish)
{
    d->thread->setPublish(std::move(publish));
}

void SessionStore::setRoomCallback(std::function<void()> callback)
{
    d->thread->setRoomCallback(std::move(callback));
}

void SessionStore::flush()
{
    d->thread->synced().wait();
}

bool SessionStore::commitPublished()
{
    return d->thread->commitPublished();
}

void SessionStore::moveTo(
    const QString &target, CopyProgress progress, std::function<void(Result<void>)> finished)
{
    d->thread->moveTo({target, std::move(progress), std::move(finished)});
}

Result<void> SessionStore::finish()
{
    return d->thread->finish();
}

Result<void> SessionStore::saveCopy(const QString &target)
{
    // What can be had soon is in the copy; a full disk must not keep a copy on another from being made.
    d->thread->synced().wait_for(2s);
    return copySession(path(), target);
}

} // namespace framescope
