// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/storethread.h"

#include <QLoggingCategory>

#include <algorithm>

namespace framescope {

namespace {

using namespace std::chrono_literals;

// Of --log: what the store does, and nothing of what is recorded.
Q_LOGGING_CATEGORY(sessionLog, "framescope.session", QtWarningMsg)

// How long nothing new may go unnoticed if a touch of the doorbell was missed.
constexpr auto IdleSleep = 100ms;
constexpr auto RetrySleep = 250ms;
// When the file must be finished and still takes nothing, this is where waiting ends.
constexpr int LastTries = 4;
// Records between two looks at the clock.
constexpr int RecordsAtOnce = 256;

} // namespace

StoreThread::StoreThread(const SessionPlace &place, std::unique_ptr<LogWriter> log, Ring &ring,
    Journal &journal, Timing timing, int mostWalPages)
    : m_place(place)
    , m_path(place.path())
    , m_log(std::move(log))
    , m_ring(ring)
    , m_journal(journal)
    , m_timing(timing)
    , m_mostWalPages(mostWalPages)
    , m_commands([this] { m_journal.doorbell().ring(); })
    , m_position(ring.freed())
    , m_committed(m_position)
{
}

StoreThread::~StoreThread()
{
    if (m_thread.joinable())
        static_cast<void>(finish());
}

void StoreThread::start(Publisher publisher)
{
    m_publisher = std::move(publisher);
    m_thread = std::thread([this] { run(); });
}

void StoreThread::setPublish(std::function<void(AppendBatch)> publish)
{
    m_commands.post([publish = std::move(publish)](StoreThread &thread) {
        thread.m_publish = publish;
        thread.m_publishedAt = {};
    });
}

void StoreThread::setRoomCallback(std::function<void()> callback)
{
    m_commands.post(
        [callback = std::move(callback)](StoreThread &thread) { thread.m_roomCallback = callback; });
}

std::future<void> StoreThread::synced()
{
    auto promise = std::make_shared<std::promise<void>>();
    std::future<void> future = promise->get_future();
    if (m_thread.joinable())
        m_commands.post(
            [promise](StoreThread &thread) { thread.m_awaitingCommit.push_back(std::move(*promise)); });
    else
        promise->set_value();
    return future;
}

bool StoreThread::commitPublished()
{
    auto promise = std::make_shared<std::promise<bool>>();
    std::future<bool> future = promise->get_future();
    m_commands.post(
        [promise](StoreThread &thread) { thread.m_awaitingPublished.push_back(std::move(*promise)); });
    // Either this sees the end, or the thread, which looks for commands behind it, sees the wish.
    return m_ended ? m_trouble.isEmpty() : future.get();
}

Result<void> StoreThread::finish()
{
    if (m_thread.joinable()) {
        m_stopping = true;
        m_journal.doorbell().ring();
        m_thread.join();
    }
    return m_result;
}

void StoreThread::run()
{
    m_log->setSyncsItself(false);
    startCheckpointer();
    int failures = 0;
    while (true) {
        // Read before draining: what was written before the wish is then drained too.
        const bool isStopping = m_stopping;
        for (const Command &command : m_commands.takeAll())
            command(*this);
        if (isStopping)
            giveUpMove();
        // A roll-back makes the copy begin anew (sqlite3_backup_step), and there is room only behind it.
        if (m_move && !m_trouble.isEmpty()) {
            moveOn(m_timing.publish);
            publish();
            continue;
        }
        if (!step(isStopping)) {
            retreat();
            publish();
            if (isStopping && ++failures == LastTries)
                break;
            if (!m_move)
                m_journal.doorbell().wait(RetrySleep);
            continue;
        }
        publishIfDue();
        moveOn(m_timing.publish);
        if (isStopping && m_drained && !m_log->hasTransaction() && isSynced())
            break;
        if (!m_move && (m_drained || isHeld()))
            sleep();
    }
    m_checkpointer.reset();
    if (m_trouble.isEmpty())
        finishFile();
    else
        m_result = Error{m_trouble, {},
            QStringLiteral("What is missing in the file waits in the ring beside it; open "
                           "the session again once there is room.")};
    publish();
    m_log.reset();
    m_ended = true;
    for (const Command &command : m_commands.takeAll())
        command(*this);
    for (std::promise<void> &promise : m_awaitingCommit)
        m_awaitingSync.emplace_back(m_answered, std::move(promise));
    m_awaitingCommit.clear();
    m_answered = m_asked;
    answerSynced();
    answerPublished(m_trouble.isEmpty());
}

bool StoreThread::step(bool isStopping)
{
    if (m_diskFailed && Clock::now() < m_diskRetryAt)
        return false;
    if (std::exchange(m_diskFailed, false))
        askForSync(true);
    const Drained drained = isHeld() ? Drained::Some : drain(Clock::now() + m_timing.publish);
    if (drained == Drained::Failed)
        return false;
    m_drained = drained == Drained::All;
    const bool due = isStopping || m_move || m_spilledApplied || !m_awaitingCommit.empty()
        || !m_awaitingPublished.empty() || Clock::now() - m_begunAt >= m_timing.transaction;
    if (m_log->hasTransaction() && due && !commit())
        return false;
    if (!m_log->hasTransaction() && !holdsSpilled() && m_position >= m_retreatedFrom)
        answerPublished(true);
    if (m_drained && !m_log->hasTransaction()) {
        for (std::promise<void> &promise : std::exchange(m_awaitingCommit, {}))
            m_awaitingSync.emplace_back(m_asked, std::move(promise));
        answerSynced();
    }
    return true;
}

StoreThread::Drained StoreThread::drain(Clock::time_point until)
{
    for (int count = 1;; ++count) {
        if (holdsSpilled() && m_position >= m_spilledAfter)
            return applySpilled() ? Drained::Some : Drained::Failed;
        quint64 position = m_position;
        const QByteArrayView record = m_ring.read(position);
        if (record.isNull()) {
            if (holdsSpilled() || m_spillSynced || !m_journal.spill().isOpen())
                return Drained::All;
            // Nothing comes into the ring while the spill is open, so this look is the last word.
            if (m_ring.read(position).isNull()) {
                m_spilledAfter = m_position;
                m_spilled = m_journal.spill().takeAll();
            }
            continue;
        }
        if (!m_log->hasTransaction())
            m_begunAt = Clock::now();
        if (!apply(record))
            return Drained::Failed;
        m_position = position;
        if (count % RecordsAtOnce == 0 && Clock::now() >= until)
            return Drained::Some;
    }
}

bool StoreThread::applySpilled()
{
    for (const QByteArray &record : m_spilled.records) {
        if (!apply(record))
            return false;
    }
    m_spilledApplied = true;
    return true;
}

bool StoreThread::apply(QByteArrayView record)
{
    if (const int code = m_log->apply(record, &m_publisher); code != SQLITE_OK)
        return failed(code);
    if (m_log->wasRefused()) {
        m_shortage.clear();
        m_failure = QStringLiteral("%1 ends at row %2, and the next record does not follow it.")
                        .arg(m_path)
                        .arg(m_log->lastId());
        return false;
    }
    return true;
}

bool StoreThread::failed(int code)
{
    m_failure = m_log->database().error(m_path, code).toString();
    m_shortage = m_log->database().noRoom(code);
    return false;
}

bool StoreThread::commit()
{
    const quint64 spillPosition = m_spilledApplied ? m_spilled.end : m_spillCommitted;
    if (const int code = m_log->commit(m_ring.identity(), m_position, spillPosition); code != SQLITE_OK)
        return failed(code);
    m_publisher.settle();
    m_spillCommitted = spillPosition;
    m_committed = m_position;
    askForSync(m_log->walPages() > m_mostWalPages);
    if (std::exchange(m_spilledApplied, false)) {
        m_spilled = {};
        m_spillSynced = m_asked;
    }
    clearTrouble();
    return true;
}

void StoreThread::askForSync(bool mustEmpty)
{
    m_checkpointer->request({++m_asked, m_committed, m_log->walPages(), mustEmpty});
    if (mustEmpty)
        m_heldUntil = m_asked;
}

void StoreThread::startCheckpointer()
{
    m_checkpointer.emplace(m_path, [this](Checkpointer::Report report) {
        m_commands.post([report = std::move(report)](StoreThread &thread) { thread.takeReport(report); });
    });
}

void StoreThread::takeReport(const Checkpointer::Report &report)
{
    if (m_ended || report.request.number <= m_oldReports) // ended: others read the result by now
        return;
    if (report.error) {
        m_failure = report.error->toString();
        m_shortage = report.shortage;
        m_diskFailed = m_diskTrouble = true;
        m_diskRetryAt = Clock::now() + RetrySleep;
        return;
    }
    if (std::exchange(m_diskTrouble, false))
        clearTrouble();
    m_answered = report.request.number;
    m_ring.freeUpTo(report.request.position);
    if (m_spillSynced && m_spillSynced <= m_answered) {
        m_spillSynced = 0;
        m_journal.spill().closeIfEmpty();
    }
    answerSynced();
    callBackIfRoom();
}

void StoreThread::callBackIfRoom()
{
    if (m_roomCallback && m_journal.takeRoomWish())
        m_roomCallback();
}

// All that is committed is durable there.
void StoreThread::takeArrived(SessionMove::Arrived arrived)
{
    m_log = std::move(arrived.log);
    m_log->setSyncsItself(false);
    m_path = m_move->target();
    qCInfo(sessionLog, "the session goes on at another place");
    m_oldReports = m_answered = m_asked;
    m_diskFailed = m_diskTrouble = false;
    m_spilled.end = arrived.spilledEnd;
    m_spillCommitted = m_spillSynced = 0;
    clearTrouble();
    answerSynced();
}

// The file would not take something: back to what it holds. The ring still has the rest.
void StoreThread::retreat()
{
    m_trouble = m_failure;
    m_publisher.setTrouble(m_shortage.isEmpty() ? m_trouble : m_shortage);
    qCInfo(sessionLog, "the file takes nothing: %s", qPrintable(m_trouble));
    m_log->rollBack();
    m_spilledApplied = false;
    m_retreatedFrom = std::max(m_retreatedFrom, m_position);
    m_position = m_committed;
    answerPublished(false);
}

void StoreThread::clearTrouble()
{
    if (!m_trouble.isEmpty())
        qCInfo(sessionLog, "the file takes rows again");
    m_trouble.clear();
    m_publisher.setTrouble({});
}

void StoreThread::answerSynced()
{
    const auto begin = std::stable_partition(m_awaitingSync.begin(), m_awaitingSync.end(),
        [this](const auto &waiting) { return waiting.first > m_answered; });
    std::for_each(begin, m_awaitingSync.end(), [](auto &waiting) { waiting.second.set_value(); });
    m_awaitingSync.erase(begin, m_awaitingSync.end());
}

void StoreThread::answerPublished(bool isStored)
{
    for (std::promise<bool> &promise : std::exchange(m_awaitingPublished, {}))
        promise.set_value(isStored);
}

void StoreThread::publishIfDue()
{
    if (m_publisher.hasNews() && Clock::now() - m_publishedAt >= m_timing.publish)
        publish();
}

void StoreThread::publish()
{
    if (!m_publish || !m_publisher.hasNews())
        return;
    if (m_publisher.hasArrived()) {
        for (const Row &row : m_log->arriving())
            m_publisher.changed(row);
    }
    AppendBatch batch = m_publisher.take();
    batch.fileBytes = m_log->fileBytes();
    batch.ringBytes = m_position - m_ring.freed();
    m_publish(std::move(batch));
    m_publishedAt = Clock::now();
}

// Everything is read. With work half done the next thing to do has its time; records that come
// meanwhile wait for it. Otherwise there is time until somebody writes.
void StoreThread::sleep()
{
    if (isHeld() || m_spillSynced || m_log->hasTransaction() || (m_publish && m_publisher.hasNews())) {
        m_journal.doorbell().wait(m_timing.publish);
        return;
    }
    m_journal.doorbell().waitForTouch(IdleSleep, [this] {
        quint64 position = m_position;
        return m_ring.read(position).isNull() && !m_journal.spill().isOpen();
    });
}

void StoreThread::finishFile()
{
    m_log->setSyncsItself(true);
    const int code = m_log->finish();
    if (code == SQLITE_OK) {
        m_ring.remove();
        m_journal.spill().removeFile();
        return;
    }
    m_result = m_log->database().error(m_path);
    // Without a transaction everything is stored; only another reader kept -wal from going.
    if (m_log->hasTransaction())
        return;
    m_ring.remove();
    m_journal.spill().removeFile();
}

} // namespace framescope
