// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionfollower.h"

#include "session/connectionindex.h"
#include "session/doorbell.h"
#include "session/fragmentindex.h"
#include "session/packedrows.h"
#include "session/sessionreader.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <thread>

namespace framescope {

namespace {

// So many rows are put together in some milliseconds (5M in 100).
constexpr RowId QuickRows = 500'000;

// What changes of a file with each COMMIT into it.
struct FileStamp {
    qint64 size = 0;
    qint64 walSize = 0;
    QDateTime time;
    bool operator==(const FileStamp &) const = default;

    static FileStamp of(const QString &path)
    {
        const QFileInfo file(path);
        const QFileInfo wal(path + QStringLiteral("-wal"));
        return {file.size(), wal.size(), std::max(file.lastModified(), wal.lastModified())};
    }
    // Another COMMIT may have the same time still: file systems count in milliseconds, some in two seconds.
    bool isFresh() const
    {
        constexpr int CoarsestMs = 2000;
        return time.isValid() && time.msecsTo(QDateTime::currentDateTime()) < CoarsestMs;
    }
};

} // namespace

struct SessionFollower::Private {
    QString path;
    Publish publish;
    std::chrono::milliseconds interval;
    Doorbell doorbell;
    std::atomic<bool> stopping = false;
    std::thread thread;

    // The thread's own: what was told.
    RowId lastId = 0;
    RowId indexedId = 0;
    RowId countedId = 0;
    ConnectionIndex index;
    FragmentIndex fragments;
    std::map<ConnectionId, QByteArray> facts; // as JSON
    std::map<RowId, Annotation> annotations;
    std::map<ConnectionId, ConnectionCounters> counters;
    std::set<RowId> arriving;
    QString trouble;

    void run();
    void read();
    Result<void> readFile();
    Result<AppendBatch> readEnd(const SessionReader &reader);
    Result<void> readIndexes(AppendBatch &batch);
    Result<void> readCounters(const SessionReader &reader);
    Result<std::vector<Row>> takeEnded(const SessionReader &reader);
    std::vector<ConnectionFacts> takeFacts(const std::vector<ConnectionFacts> &all);
    std::vector<Annotation> takeAnnotations(const std::vector<Annotation> &all);
    AppendBatch begin() const;
    void tellTrouble(const QString &sentence);
};

void SessionFollower::Private::run()
{
    std::optional<FileStamp> seen;
    while (!stopping) {
        const FileStamp now = FileStamp::of(path);
        if (seen != now || now.isFresh())
            read();
        seen = now;
        doorbell.wait(interval);
    }
}

void SessionFollower::Private::read()
{
    const Result<void> done = readFile();
    tellTrouble(done ? QString() : done.error().toString());
}

Result<void> SessionFollower::Private::readFile()
{
    const auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    auto batch = readEnd(**reader);
    if (!batch)
        return batch.error();
    if (lastId - indexedId > QuickRows) // whoever waits sees the end of the log meanwhile
        publish(std::exchange(*batch, begin()));
    if (auto done = readIndexes(*batch); !done)
        return done;
    publish(*std::move(batch));
    return stopping ? Done{} : readCounters(**reader);
}

Result<AppendBatch> SessionFollower::Private::readEnd(const SessionReader &reader)
{
    const auto info = reader.info();
    if (!info)
        return info.error();
    const RowId first = std::max<RowId>(1, info->lastId - AppendBatch::TailRows + 1);
    auto tail = reader.rows(first, static_cast<int>(info->lastId - first + 1));
    if (!tail)
        return tail.error();
    const auto connections = reader.connections();
    if (!connections)
        return connections.error();
    const auto notes = reader.annotations();
    if (!notes)
        return notes.error();
    auto ended = takeEnded(reader);
    if (!ended)
        return ended.error();
    for (const Row &row : *tail) {
        if (row.flags.testFlag(RowFlag::Arriving))
            arriving.insert(row.id);
    }
    lastId = info->lastId;
    AppendBatch batch = begin();
    batch.tail = *std::move(tail);
    batch.changed = *std::move(ended);
    batch.facts = takeFacts(*connections);
    batch.annotations = takeAnnotations(*notes);
    return batch;
}

// Rows that were arriving when they were told, and are not what they were.
Result<std::vector<Row>> SessionFollower::Private::takeEnded(const SessionReader &reader)
{
    std::vector<Row> ended;
    for (auto id = arriving.begin(); id != arriving.end();) {
        auto rows = reader.rows(*id, 1);
        if (!rows)
            return rows.error();
        const bool isStill = !rows->empty() && rows->front().flags.testFlag(RowFlag::Arriving);
        ended.insert(
            ended.end(), std::make_move_iterator(rows->begin()), std::make_move_iterator(rows->end()));
        id = isStill ? std::next(id) : arriving.erase(id);
    }
    return ended;
}

std::vector<ConnectionFacts> SessionFollower::Private::takeFacts(const std::vector<ConnectionFacts> &all)
{
    std::vector<ConnectionFacts> changed;
    for (const ConnectionFacts &of : all) {
        QByteArray json = of.toJsonText();
        if (QByteArray &known = facts[of.id]; known != json) {
            known = std::move(json);
            changed.push_back(of);
        }
    }
    return changed;
}

std::vector<Annotation> SessionFollower::Private::takeAnnotations(const std::vector<Annotation> &all)
{
    std::vector<Annotation> changed;
    std::map<RowId, Annotation> now;
    for (const Annotation &annotation : all)
        now[annotation.row] = annotation;
    for (const auto &[row, annotation] : now) {
        const auto known = annotations.find(row);
        if (known == annotations.end() || known->second != annotation)
            changed.push_back(annotation);
    }
    for (const auto &[row, annotation] : annotations) {
        if (!now.contains(row))
            changed.push_back({row, Annotation::NoColour, {}});
    }
    annotations = std::move(now);
    return changed;
}

Result<void> SessionFollower::Private::readIndexes(AppendBatch &batch)
{
    const auto database = sqlite::Database::open(path, sqlite::Database::Access::ReadOnly);
    if (!database)
        return database.error();
    const int code = forEachPackedRow(
        *database,
        [this](RowId id, const PackedRow &row) {
            if (id > lastId) // is told with the next end of the log
                return;
            index.append(row.connection, id);
            fragments.append(id, row.connection, row.direction(), id - row.distance);
            indexedId = id;
        },
        indexedId);
    if (code != SQLITE_OK)
        return database->error(path, code);
    batch.rows = index.takeChanged();
    batch.superseded = fragments.takeSuperseded();
    return Done{};
}

Result<void> SessionFollower::Private::readCounters(const SessionReader &reader)
{
    if (countedId == lastId)
        return Done{};
    const auto more = reader.counters(countedId, lastId);
    if (!more)
        return more.error();
    countedId = lastId;
    AppendBatch batch = begin();
    for (const ConnectionCounters &counted : *more) {
        ConnectionCounters &all = counters[counted.id];
        all.id = counted.id;
        all.framesIn += counted.framesIn;
        all.framesOut += counted.framesOut;
        all.bytesIn += counted.bytesIn;
        all.bytesOut += counted.bytesOut;
        batch.counters.push_back(all);
    }
    publish(std::move(batch));
    return Done{};
}

AppendBatch SessionFollower::Private::begin() const
{
    AppendBatch batch;
    batch.lastId = lastId;
    batch.trouble = trouble;
    batch.fileBytes = static_cast<quint64>(QFileInfo(path).size());
    return batch;
}

void SessionFollower::Private::tellTrouble(const QString &sentence)
{
    if (std::exchange(trouble, sentence) != sentence)
        publish(begin());
}

SessionFollower::SessionFollower(const QString &path, Publish publish, std::chrono::milliseconds interval)
    : d(std::make_unique<Private>())
{
    d->path = path;
    d->publish = std::move(publish);
    d->interval = interval;
    d->thread = std::thread([this] { d->run(); });
}

SessionFollower::~SessionFollower()
{
    d->stopping = true;
    d->doorbell.ring();
    d->thread.join();
}

} // namespace framescope
