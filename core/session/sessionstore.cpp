// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionstore.h"

#include "session/packedrows.h"
#include "session/sessioncopy.h"
#include "session/sessionreader.h"
#include "session/storethread.h"

#include <QFile>

namespace framescope {

namespace {

using namespace std::chrono_literals;

QString ringPath(const QString &path)
{
    return path + QStringLiteral("-ring");
}

QString spillPath(const QString &path)
{
    return path + QStringLiteral("-spill");
}

// Only the owner may read a session: it holds what was said, and often how to log in.
Result<void> makeEmptyFile(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Done{};
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
    if (follows)
        return Done{};
    return strangeRing(
        path, QStringLiteral("that do not follow row %1, the last in the session").arg(log.lastId()));
}

Result<void> recover(const QString &path, LogWriter &log)
{
    if (QFile::exists(ringPath(path))) {
        auto ring = Ring::recover(ringPath(path));
        if (!ring)
            return ring.error();
        if (auto replayed = replay(path, **ring, log); !replayed)
            return replayed;
        (*ring)->remove();
        QFile::remove(spillPath(path));
    }
    int code = log.cutArriving();
    if (code == SQLITE_OK)
        code = log.closeConnections();
    if (code == SQLITE_OK)
        code = log.commit(0, 0, 0);
    if (code != SQLITE_OK)
        return log.database().error(path, code);
    return Done{};
}

} // namespace

struct SessionStore::Private {
    QString path;
    std::unique_ptr<Ring> ring;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<StoreThread> thread;
    std::atomic<ConnectionId> lastConnection = 0;

    // The file is whole and its own; from here on it is recorded into.
    static Result<std::unique_ptr<SessionStore>> start(
        const QString &path, std::unique_ptr<LogWriter> log, const Settings &settings);
};

SessionStore::SessionStore(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

SessionStore::~SessionStore()
{
    static_cast<void>(finish());
}

Result<std::unique_ptr<SessionStore>> SessionStore::create(const QString &path, const Clock &clock)
{
    return create(path, clock, Settings());
}

Result<std::unique_ptr<SessionStore>> SessionStore::create(
    const QString &path, const Clock &clock, Settings settings)
{
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
    auto store = Private::start(path, std::make_unique<LogWriter>(std::move(*database)), settings);
    if (!store)
        return giveUp(store.error());
    return store;
}

Result<std::unique_ptr<SessionStore>> SessionStore::open(
    const QString &path, const Clock &clock, Settings settings)
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
    const qint64 shift = timeShift(*database, clock);
    auto log = std::make_unique<LogWriter>(std::move(*database));
    if (!log->isValid())
        return schema::damaged(path);
    if (log->loadCode() != SQLITE_OK)
        return log->database().error(path, log->loadCode());
    if (auto recovered = recover(path, *log); !recovered)
        return recovered.error();
    log->setTimeShift(shift);
    return Private::start(path, std::move(log), settings);
}

Result<std::unique_ptr<SessionStore>> SessionStore::Private::start(
    const QString &path, std::unique_ptr<LogWriter> log, const Settings &settings)
{
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
    auto d = std::make_unique<Private>();
    d->path = path;
    d->ring = std::move(*ring);
    d->journal = std::make_unique<Journal>(*d->ring, log->lastId() + 1, spillPath(path));
    if (!connections->empty())
        d->lastConnection = connections->back().id;
    d->thread = std::make_unique<StoreThread>(path, std::move(log), *d->ring, *d->journal,
        StoreThread::Timing{std::chrono::milliseconds(settings.transactionMs),
            std::chrono::milliseconds(settings.publishMs)});
    Publisher publisher;
    publisher.start(
        *tail, std::move(*connections), std::move(index), std::move(fragments), std::move(*annotations));
    d->thread->start(std::move(publisher));
    return std::unique_ptr<SessionStore>(new SessionStore(std::move(d)));
}

QString SessionStore::path() const
{
    return d->path;
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

Result<void> SessionStore::finish()
{
    return d->thread->finish();
}

Result<void> SessionStore::saveCopy(const QString &target)
{
    // What can be had soon is in the copy; a full disk must not keep a copy on another from being made.
    d->thread->synced().wait_for(2s);
    return copySession(d->path, target);
}

} // namespace framescope
