// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/livesession.h"

#include "session/sessionreader.h"
#include "ui/framecontext.h"

#include <QThread>

#include <utility>

namespace framescope {

namespace {

// What a mailbox calls when it turns from empty to not empty: an empty event that makes `owner` take
// its contents in its own thread. Nothing of the payload is in it.
template <typename Method>
std::function<void()> wakeUp(LiveSession *owner, Method take)
{
    return [owner, take] { QMetaObject::invokeMethod(owner, take, Qt::QueuedConnection); };
}

// This computer's time on the time line of a file, whose date is `epochOffsetNs` more.
class FileClock final : public Clock {
public:
    explicit FileClock(qint64 epochOffsetNs)
        : m_shiftNs(m_system.epochNs() - m_system.monotonicNs() - epochOffsetNs)
    {
    }
    qint64 monotonicNs() const override { return m_system.monotonicNs() + m_shiftNs; }
    qint64 epochNs() const override { return m_system.epochNs(); }

private:
    SystemClock m_system;
    qint64 m_shiftNs;
};

} // namespace

Result<std::unique_ptr<LiveSession>> LiveSession::create(
    const QString &path, std::unique_ptr<Clock> clock, const std::function<qint64()> &suspendedNs)
{
    const SessionPlace place(path);
    auto store = SessionStore::create(place, *clock);
    if (!store)
        return store.error();
    const qint64 epochOffsetNs = clock->epochNs() - clock->monotonicNs();
    auto session = std::unique_ptr<LiveSession>(new LiveSession(place, std::move(clock), epochOffsetNs));
    session->record(std::move(store).value(), suspendedNs);
    return session;
}

Result<std::unique_ptr<LiveSession>> LiveSession::open(const QString &path)
{
    const auto reader = SessionReader::open(path);
    const auto info = reader ? (*reader)->info() : Result<SessionInfo>(reader.error());
    if (!info)
        return info.error();
    const qint64 epochOffsetNs = info->anchorEpochNs - info->anchorMonotonicNs;
    auto session = std::unique_ptr<LiveSession>(
        new LiveSession(path, std::make_unique<FileClock>(epochOffsetNs), epochOffsetNs));
    session->follow();
    return session;
}

LiveSession::LiveSession(const SessionPlace &place, std::unique_ptr<Clock> clock, qint64 epochOffsetNs)
    : m_place(place)
    , m_ownedClock(std::move(clock))
    , m_clock(*m_ownedClock)
    , m_epochOffsetNs(epochOffsetNs)
    , m_batches(wakeUp(this, [this] { takeBatches(); }))
    , m_endedReplies(wakeUp(this,
          [this] {
              for (const ReplyId id : m_endedReplies.takeAll())
                  Q_EMIT replyEnded(id);
          }))
    , m_pages(wakeUp(this, [this] { takePages(); }))
    , m_payloads(wakeUp(this, [this] { takePayloads(); }))
    , m_moves(wakeUp(this, [this] { takeMoves(); }))
{
    m_talks.try_emplace(0);
    PageReader::Callbacks callbacks;
    callbacks.page = [this](PageReader::Page page) { m_pages.post(std::move(page)); };
    callbacks.payload = [this](PageReader::Payload payload) { m_payloads.post(std::move(payload)); };
    callbacks.commit = [this] { return commitPublished(); };
    m_reader = std::make_unique<PageReader>(m_place, std::move(callbacks));
}

void LiveSession::record(std::unique_ptr<SessionStore> store, const std::function<qint64()> &suspendedNs)
{
    m_store = std::move(store);
    m_shared = m_store.get();
    m_store->setPublisher([this](AppendBatch batch) { m_batches.post(std::move(batch)); });
    m_network = std::make_unique<Network>(*m_store, m_clock, suspendedNs);
    m_network->setReplyEndedCallback([this](ReplyId id) { m_endedReplies.post(id); });
}

void LiveSession::follow()
{
    m_follower = std::make_shared<SessionFollower>(
        path(), [this](AppendBatch batch) { m_batches.post(std::move(batch)); });
}

LiveSession::~LiveSession() = default;

void LiveSession::whenRecording(std::function<void()> command)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (isRecording())
        return command();
    m_waitingCommands.push_back(std::move(command));
    if (!m_opening.isBusy())
        beginRecording();
}

// Opening reads the whole log once, and may wait for the disk; so may the follower's end.
void LiveSession::beginRecording()
{
    m_opening.run([this, follower = std::exchange(m_follower, nullptr)](
                      const BackgroundJob::Cancelled &) mutable -> BackgroundJob::Finish {
        follower.reset();
        auto opened = std::make_shared<Result<std::unique_ptr<SessionStore>>>(
            SessionStore::open(m_place, m_clock, SessionStore::Settings()));
        return [this, opened] { takeStore(std::move(*opened)); };
    });
}

void LiveSession::takeStore(Result<std::unique_ptr<SessionStore>> opened)
{
    auto commands = std::exchange(m_waitingCommands, {});
    if (!opened) {
        follow();
        return Q_EMIT recordingRefused(opened.error());
    }
    record(std::move(opened).value(), platform::suspendedNs);
    Q_EMIT recordingBegan();
    for (const auto &command : commands)
        command();
}

// True also of a session that is only shown: what is to be read stands in the file.
bool LiveSession::commitPublished() const
{
    SessionStore *store = m_shared;
    return !store || store->commitPublished();
}

Result<ConnectionId> LiveSession::open(const ConnectionOptions &options)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Q_ASSERT(isRecording());
    const auto id = m_network->open(options);
    if (!id)
        return id.error();
    m_current = *id;
    m_currentFacts = {};
    m_currentFacts.id = *id;
    m_currentFacts.url = options.url;
    m_currentFacts.startedNs = m_clock.monotonicNs();
    m_talks[*id].counters.id = *id;
    m_facts.insert(*id, m_currentFacts);
    Q_EMIT factsChanged(m_currentFacts);
    Q_EMIT countersChanged(counters());
    return id;
}

void LiveSession::setCurrent(ConnectionId id)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Q_ASSERT(id == 0 || m_facts.contains(id));
    if (id == m_current)
        return;
    m_current = id;
    m_currentFacts = m_facts.value(id);
    m_talks[id].counters.id = id;
    Q_EMIT factsChanged(m_currentFacts);
    Q_EMIT countersChanged(counters());
}

void LiveSession::sendText(const QString &text)
{
    sendText(m_current, text);
}

void LiveSession::sendBinary(const QByteArray &payload)
{
    sendBinary(m_current, payload);
}

void LiveSession::sendText(ConnectionId to, const QString &text, FrameOrigins origin)
{
    if (factsOf(to).readyState == ReadyState::Connecting)
        m_talks[to].waiting.push_back({true, text, {}, origin});
    else if (m_network)
        m_network->sendText(to, text, origin);
}

void LiveSession::sendBinary(ConnectionId to, const QByteArray &payload, FrameOrigins origin)
{
    if (factsOf(to).readyState == ReadyState::Connecting)
        m_talks[to].waiting.push_back({false, {}, payload, origin});
    else if (m_network)
        m_network->sendBinary(to, payload, origin);
}

void LiveSession::addReply(ConnectionId at, ReplyId id, const ReplyRule &rule)
{
    if (m_network)
        m_network->addReply(at, id, rule);
}

void LiveSession::removeReply(ConnectionId at, ReplyId id)
{
    if (m_network)
        m_network->removeReply(at, id);
}

void LiveSession::sendWaiting(ConnectionId id)
{
    if (!m_network)
        return;
    for (const Waiting &waiting : std::exchange(m_talks[id].waiting, {})) {
        if (waiting.isText)
            m_network->sendText(id, waiting.text, waiting.origin);
        else
            m_network->sendBinary(id, waiting.binary, waiting.origin);
    }
}

void LiveSession::ping(const QByteArray &payload)
{
    if (m_network)
        m_network->ping(m_current, payload);
}

void LiveSession::close(std::optional<quint16> code, const QString &reason)
{
    m_talks[m_current].endAsked = true;
    if (m_network)
        m_network->close(m_current, code, reason);
}

void LiveSession::abort(Network::Abort how)
{
    m_talks[m_current].endAsked = true;
    if (m_network)
        m_network->abort(m_current, how);
}

void LiveSession::pauseReceiving(bool paused)
{
    if (m_network)
        m_network->pauseReceiving(m_current, paused);
}

void LiveSession::reconnectNow()
{
    if (m_network)
        m_network->reconnectNow(m_current);
}

void LiveSession::cancelReconnect()
{
    if (m_network)
        m_network->cancelReconnect(m_current);
}

void LiveSession::mark(const QString &text)
{
    whenRecording([this, text] { m_network->mark(text); });
}

void LiveSession::annotate(RowId row, quint8 colour, const QString &text)
{
    whenRecording([this, annotation = Annotation{row, colour, text}] { m_network->annotate(annotation); });
}

void LiveSession::requestPage(qint64 number)
{
    m_reader->requestPage(number);
}

void LiveSession::requestPayload(RowId row, quint64 length)
{
    m_reader->requestPayload(row, length);
}

Result<QByteArray> LiveSession::readPayload(RowId row, quint64 most) const
{
    commitPublished();
    const auto reader = SessionReader::open(path());
    return reader ? (*reader)->payload(row, 0, most) : Result<QByteArray>(reader.error());
}

Result<quint64> LiveSession::savePayload(
    RowId row, const QString &target, const std::atomic<bool> &cancelled) const
{
    commitPublished();
    return framescope::savePayload(path(), row, target, cancelled);
}

Result<RowId> LiveSession::rowAt(const std::function<qint64(qint64)> &choose) const
{
    commitPublished();
    const auto reader = SessionReader::open(path());
    if (!reader)
        return reader.error();
    const auto last = (*reader)->lastTimeNs();
    if (!last)
        return last.error();
    return (*reader)->rowAt(choose(*last + m_epochOffsetNs) - m_epochOffsetNs);
}

Result<RowTotals> LiveSession::totals(const RowRanges &ranges) const
{
    commitPublished();
    const auto reader = SessionReader::open(path());
    return reader ? (*reader)->totals(ranges) : Result<RowTotals>(reader.error());
}

// A log that takes nothing at the moment keeps nobody from saving what it has.
Result<void> LiveSession::copyTo(const QString &target, const CopyProgress &progress) const
{
    commitPublished();
    return copySession(path(), target, progress);
}

void LiveSession::moveTo(
    const QString &target, CopyProgress progress, std::function<void(Result<void>)> finished)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Q_ASSERT(isRecording());
    m_store->moveTo(target, std::move(progress),
        [this, from = path(), target, finished = std::move(finished)](const Result<void> &result) {
            m_moves.post({from, target, result, finished});
        });
}

void LiveSession::takeMoves()
{
    for (const Move &move : m_moves.takeAll()) {
        if (move.result)
            Q_EMIT moved(move.from, move.to);
        move.finished(move.result);
    }
}

void LiveSession::takeBatches()
{
    Q_ASSERT(QThread::currentThread() == thread());
    for (const AppendBatch &batch : m_batches.takeAll()) {
        Q_EMIT appended(batch);
        for (const ConnectionFacts &facts : batch.facts)
            takeFacts(facts);
        for (const ConnectionCounters &counters : batch.counters) {
            m_talks[counters.id].counters = counters;
            Q_EMIT countersChanged(counters);
        }
        if (!isRecording() && m_current == 0 && !batch.facts.empty())
            setCurrent(batch.facts.back().id);
    }
}

void LiveSession::takeFacts(const ConnectionFacts &facts)
{
    // What is spoken to reconnects: its newest attempt is spoken to from now on.
    const ConnectionId chain = m_currentFacts.first != 0 ? m_currentFacts.first : m_current;
    const bool goesOn = facts.first != 0 && facts.first == chain && !m_facts.contains(facts.id);
    m_facts.insert(facts.id, facts);
    if (goesOn)
        m_current = facts.id;
    if (facts.id == m_current)
        m_currentFacts = facts;
    Talk &talk = m_talks[facts.id];
    talk.counters.id = facts.id;
    if (facts.readyState == ReadyState::Open)
        sendWaiting(facts.id);
    else if (facts.readyState != ReadyState::Connecting)
        talk.unsent += static_cast<int>(std::exchange(talk.waiting, {}).size());
    Q_EMIT factsChanged(facts);
}

void LiveSession::takePages()
{
    for (const PageReader::Page &page : m_pages.takeAll())
        Q_EMIT pageRead(page);
}

void LiveSession::takePayloads()
{
    for (const PageReader::Payload &payload : m_payloads.takeAll())
        Q_EMIT payloadRead(payload);
}

} // namespace framescope
