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

} // namespace

Result<std::unique_ptr<LiveSession>> LiveSession::create(const QString &path)
{
    auto clock = std::make_unique<SystemClock>();
    auto store = SessionStore::create(path, *clock);
    if (!store)
        return store.error();
    return std::unique_ptr<LiveSession>(new LiveSession(std::move(store).value(), std::move(clock)));
}

LiveSession::LiveSession(std::unique_ptr<SessionStore> store, std::unique_ptr<SystemClock> clock)
    : m_ownedClock(std::move(clock))
    , m_clock(*m_ownedClock)
    , m_epochOffsetNs(m_clock.epochNs() - m_clock.monotonicNs())
    , m_batches(wakeUp(this, [this] { takeBatches(); }))
    , m_pages(wakeUp(this, [this] { takePages(); }))
    , m_payloads(wakeUp(this, [this] { takePayloads(); }))
    , m_store(std::move(store))
{
    m_talks.try_emplace(0);
    m_store->setPublisher([this](AppendBatch batch) { m_batches.post(std::move(batch)); });
    PageReader::Callbacks callbacks;
    callbacks.page = [this](PageReader::Page page) { m_pages.post(std::move(page)); };
    callbacks.payload = [this](PageReader::Payload payload) { m_payloads.post(std::move(payload)); };
    callbacks.commit = [store = m_store.get()] { return store->commitPublished(); };
    m_reader = std::make_unique<PageReader>(m_store->path(), std::move(callbacks));
    m_network = std::make_unique<Network>(*m_store, m_clock);
}

LiveSession::~LiveSession() = default;

QString LiveSession::path() const
{
    return m_store->path();
}

Result<ConnectionId> LiveSession::open(const ConnectionOptions &options)
{
    Q_ASSERT(QThread::currentThread() == thread());
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
    else
        m_network->sendText(to, text, origin);
}

void LiveSession::sendBinary(ConnectionId to, const QByteArray &payload, FrameOrigins origin)
{
    if (factsOf(to).readyState == ReadyState::Connecting)
        m_talks[to].waiting.push_back({false, {}, payload, origin});
    else
        m_network->sendBinary(to, payload, origin);
}

void LiveSession::sendWaiting(ConnectionId id)
{
    for (const Waiting &waiting : std::exchange(m_talks[id].waiting, {})) {
        if (waiting.isText)
            m_network->sendText(id, waiting.text, waiting.origin);
        else
            m_network->sendBinary(id, waiting.binary, waiting.origin);
    }
}

void LiveSession::ping(const QByteArray &payload)
{
    m_network->ping(m_current, payload);
}

void LiveSession::close(std::optional<quint16> code, const QString &reason)
{
    m_talks[m_current].endAsked = true;
    m_network->close(m_current, code, reason);
}

void LiveSession::abort(Network::Abort how)
{
    m_talks[m_current].endAsked = true;
    m_network->abort(m_current, how);
}

void LiveSession::pauseReceiving(bool paused)
{
    m_network->pauseReceiving(m_current, paused);
}

void LiveSession::reconnectNow()
{
    m_network->reconnectNow(m_current);
}

void LiveSession::cancelReconnect()
{
    m_network->cancelReconnect(m_current);
}

void LiveSession::mark(const QString &text)
{
    m_network->mark(text);
}

void LiveSession::annotate(RowId row, quint8 colour, const QString &text)
{
    m_network->annotate({row, colour, text});
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
    m_store->commitPublished();
    const auto reader = SessionReader::open(m_store->path());
    return reader ? (*reader)->payload(row, 0, most) : Result<QByteArray>(reader.error());
}

Result<quint64> LiveSession::savePayload(
    RowId row, const QString &target, const std::atomic<bool> &cancelled) const
{
    m_store->commitPublished();
    return framescope::savePayload(m_store->path(), row, target, cancelled);
}

Result<RowId> LiveSession::rowAt(const std::function<qint64(qint64)> &choose) const
{
    m_store->commitPublished();
    const auto reader = SessionReader::open(m_store->path());
    if (!reader)
        return reader.error();
    const auto last = (*reader)->lastTimeNs();
    if (!last)
        return last.error();
    return (*reader)->rowAt(choose(*last + m_epochOffsetNs) - m_epochOffsetNs);
}

Result<RowTotals> LiveSession::totals(const RowRanges &ranges) const
{
    m_store->commitPublished();
    const auto reader = SessionReader::open(m_store->path());
    return reader ? (*reader)->totals(ranges) : Result<RowTotals>(reader.error());
}

// A log that takes nothing at the moment keeps nobody from saving what it has.
Result<void> LiveSession::copyTo(const QString &target, const CopyProgress &progress) const
{
    m_store->commitPublished();
    return copySession(m_store->path(), target, progress);
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
