// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/connection.h"

#include "protocol/closecode.h"
#include "transport/connectionlog.h"
#include "transport/evidence.h"
#include "transport/tappair.h"
#include "transport/usvstring.h"

#include <QThread>
#include <QTimer>

namespace framescope {

using namespace Qt::StringLiterals;

struct Connection::Private {
    Private(const ConnectionOptions &withOptions, const WebSocketUrl &to, Journal &into, ConnectionId id,
        const Clock &withClock, const QList<EndSignature> &before);

    // Messages in a row that will never be written, for one reason.
    struct Dropped {
        int messages = 0;
        quint64 bytes = 0;
        QString why;
    };

    void connectPair();
    void start();
    bool refusesAsBrowsersDo();
    void onOpened();
    std::optional<RuleError> send(SendQueue::Message message, quint64 size);
    void deliver(const WireWitness::Arrival &arrival, MessageEvent event);

    std::optional<RuleError> judgeClose(std::optional<quint16> code, const QByteArray &reason);
    void beginClosing(const QString &sentence, Direction direction);
    void onCloseReceived(quint16 code, const QString &reason);
    void onPeerLost();
    void onDropped(quint64 bytes, const QString &why);
    void noteDropped();
    void abort(bool reset);
    void finish(EndCause cause, const QString &detail);

    ConnectionCounters counters() const;
    void takeFacts();
    void publishFacts();

    Connection *q = nullptr;
    const ConnectionOptions options;
    const WebSocketUrl url;
    Journal &journal;
    const Clock &clock;
    const QList<EndSignature> earlier;
    ConnectionFacts facts;
    BinaryType binaryType;
    ConnectionLog log;
    WireWitness witness;
    TapPair pair;
    Dropped dropped; // not noted yet
    bool receivingPaused = false;
    EndEvidence ending; // what is known about it so far
    std::optional<qint64> lastRttNs;
};

Connection::Private::Private(const ConnectionOptions &withOptions, const WebSocketUrl &to, Journal &into,
    ConnectionId id, const Clock &withClock, const QList<EndSignature> &before)
    : options(withOptions)
    , url(to)
    , journal(into)
    , clock(withClock)
    , earlier(before)
    , binaryType(withOptions.binaryType)
    , log(into, id, withClock, [this] { return counters(); })
    , witness(into, id, withClock, options, [this] { log.touchCounters(); })
    , pair(url, options, witness, withClock)
    , ending(evidenceOf(withOptions))
{
    facts.id = id;
    facts.url = url.toString();
    facts.attempt = static_cast<int>(earlier.size()) + 1;
    facts.startedNs = clock.monotonicNs();
}

void Connection::Private::connectPair()
{
    WireTap &tap = pair.tap();
    tap.setRoom([this] { return journal.hasRoom(); });
    connect(&tap, &WireTap::phaseEnded, q, [this] { publishFacts(); });
    connect(&tap, &WireTap::opened, q, [this] { onOpened(); });
    connect(&tap, &WireTap::closeReceived, q,
        [this](quint16 code, const QByteArray &reason) { onCloseReceived(code, QString::fromUtf8(reason)); });
    connect(&tap, &WireTap::failing, q, [this](const Violation &violation) {
        ending.violation = violation;
        const QLatin1StringView section = violationRule(violation.kind).section;
        beginClosing(u"Closing: the server broke a rule (%1)."_s.arg(section), Direction::ServerToClient);
    });
    connect(&tap, &WireTap::peerLost, q, [this] { onPeerLost(); });
    connect(&tap, &WireTap::pongReceived, q, [this](const QByteArray &payload) {
        if (const auto roundTrip = witness.answerPing(payload, clock.monotonicNs()))
            lastRttNs = roundTrip;
    });
    // Queued: no event comes from within close() or abort() (WHATWG: "queue a task").
    connect(
        &tap, &WireTap::finished, q, [this](EndCause cause, const QString &detail) { finish(cause, detail); },
        Qt::QueuedConnection);
    connect(&pair, &TapPair::textArrived, q, [this](const WireWitness::Arrival &arrival, const QString &text) {
        deliver(arrival, {true, text, {}, 0, arrival.size});
    });
    connect(&pair, &TapPair::binaryArrived, q,
        [this](const WireWitness::Arrival &arrival, const QByteArray &bytes) {
            const bool lazy = binaryType == BinaryType::Blob;
            deliver(arrival, {false, {}, lazy ? QByteArray() : bytes, lazy ? arrival.row : 0, arrival.size});
        });
    connect(&pair, &TapPair::withheld, q, [this](const WireWitness::Arrival &arrival) {
        log.note(u"Message #%1 was received, but could not be delivered."_s.arg(arrival.row));
    });
    connect(&pair, &TapPair::dropped, q, [this](quint64 bytes, const QString &why) { onDropped(bytes, why); });
    connect(&pair, &TapPair::drained, q, [this] { log.touchCounters(); });
}

void Connection::Private::start()
{
    if (facts.readyState != ReadyState::Connecting || refusesAsBrowsersDo())
        return;
    if (const auto started = pair.start(); !started)
        finish(EndCause::NetworkError, started.error().toString());
}

bool Connection::Private::refusesAsBrowsersDo()
{
    if (!browserrules::isBlockedPort(url.port))
        return false;
    const QString sentence = u"A browser does not connect to port %1."_s.arg(url.port);
    if (options.rules == Rules::Inspector) {
        log.note(sentence);
        return false;
    }
    ending.browserRule = sentence;
    finish(EndCause::LocalAbort, sentence);
    return true;
}

void Connection::Private::onOpened()
{
    if (facts.readyState != ReadyState::Connecting)
        return;
    takeFacts();
    const bool missesProtocol = !options.protocols.isEmpty() && facts.protocol.isEmpty();
    const QString offered = options.protocols.join(u", "_s);
    if (missesProtocol && options.rules == Rules::Browser) {
        ending.browserRule = u"Failed: the server chose no subprotocol, and %1 was offered."_s.arg(offered);
        pair.tap().abort(WireTap::Abort::Fin);
        return;
    }
    facts.readyState = ReadyState::Open;
    QString sentence = u"Open."_s;
    if (!facts.protocol.isEmpty())
        sentence += u" Subprotocol %1."_s.arg(facts.protocol);
    if (!facts.extensions.isEmpty())
        sentence += u" Extensions: %1."_s.arg(facts.extensions);
    log.state(sentence, Direction::ServerToClient);
    if (missesProtocol)
        log.note(
            u"Open, but the server chose no subprotocol. You offered %1. A browser would fail this connection."_s
                .arg(offered));
    publishFacts();
    Q_EMIT q->opened();
}

std::optional<RuleError> Connection::Private::send(SendQueue::Message message, quint64 size)
{
    Q_ASSERT(q->thread() == QThread::currentThread());
    if (facts.readyState == ReadyState::Connecting)
        return RuleError{DomException::InvalidStateError,
            {u"Nothing can be sent before the connection is open."_s, {}, u"Wait until it is."_s}};
    if (facts.readyState == ReadyState::Open)
        pair.send(std::move(message));
    else
        pair.countLost(size);
    log.touchCounters();
    return {};
}

void Connection::Private::deliver(const WireWitness::Arrival &arrival, MessageEvent event)
{
    if (facts.readyState == ReadyState::Open)
        Q_EMIT q->messageReceived(event);
    else
        log.note(u"Message #%1 came before the close, but was not delivered: closing had begun."_s.arg(
            arrival.row));
}

// The error of close(), or a note if these rules let it pass.
std::optional<RuleError> Connection::Private::judgeClose(std::optional<quint16> code, const QByteArray &reason)
{
    if (auto tooLong = browserrules::checkCloseReason(reason))
        return tooLong;
    const auto refused = code ? browserrules::checkCloseCode(*code) : std::nullopt;
    if (refused && options.rules == Rules::Browser)
        return refused;
    if (refused)
        log.noteBrowserError(*refused);
    if (!code && !reason.isEmpty())
        log.note(u"The reason was left out: a close frame without a code cannot carry one."_s);
    return {};
}

void Connection::Private::beginClosing(const QString &sentence, Direction direction)
{
    if (facts.readyState >= ReadyState::Closing)
        return;
    facts.readyState = ReadyState::Closing;
    witness.stopDelivering();
    log.state(sentence, direction);
    publishFacts();
}

void Connection::Private::onCloseReceived(quint16 code, const QString &reason)
{
    pair.stopSending(); // no data after the close that answers (RFC 6455, 5.5.1)
    beginClosing(
        u"Closing: the server sent a close %1."_s.arg(closeWords(code, reason)), Direction::ServerToClient);
}

// One note for all that one turn of the event loop brings.
void Connection::Private::onDropped(quint64 bytes, const QString &why)
{
    if (dropped.why != why)
        noteDropped();
    if (dropped.messages == 0)
        QTimer::singleShot(0, q, [this] { noteDropped(); });
    ++dropped.messages;
    dropped.bytes += bytes;
    dropped.why = why;
}

void Connection::Private::noteDropped()
{
    if (dropped.messages == 0)
        return;
    const Dropped told = std::exchange(dropped, {});
    log.note(u"%1 of %2 bytes was not sent: %3"_s.arg(
        told.messages == 1 ? u"A message"_s : u"A row of %1 messages"_s.arg(told.messages),
        QString::number(told.bytes), told.why));
    log.touchCounters();
}

// Nothing can be sent or delivered any more, and the server is not to blame.
void Connection::Private::onPeerLost()
{
    if (facts.readyState >= ReadyState::Closing)
        return;
    ending.relayFault = u"The relay inside Framescope broke: QWebSocket left it."_s;
    beginClosing(u"Closing: the relay inside Framescope broke."_s, Direction::ClientToServer);
    abort(false);
}

void Connection::Private::abort(bool reset)
{
    ending.resetByUs = reset;
    if (pair.isStarted())
        pair.tap().abort(reset ? WireTap::Abort::Reset : WireTap::Abort::Fin);
    else
        QTimer::singleShot(0, q, [this] { finish(EndCause::LocalAbort, {}); });
}

void Connection::Private::finish(EndCause cause, const QString &detail)
{
    if (facts.readyState == ReadyState::Closed)
        return;
    takeFacts();
    facts.readyState = ReadyState::Closed;
    facts.endedNs = facts.endedNs.value_or(clock.monotonicNs());
    facts.closeCode = facts.closeCode.value_or(closecode::Abnormal);
    facts.failed = !facts.wasClean;
    ending.cause = ending.relayFault.isEmpty() ? cause : EndCause::NetworkError;
    ending.detail = detail;
    ending.slept = log.lastSleep();
    completeEvidence(ending, facts, witness, clock, earlier);
    facts.outcome = explainEnd(facts, ending);
    // What the tap passed on has to come out of QWebSocket; if it did not, the log must say so.
    if (!pair.inside().empty())
        log.note(u"%1 messages from #%2 on were received, but did not reach the application."_s
                     .arg(pair.inside().size())
                     .arg(pair.inside().front().row));
    noteDropped();
    if (const quint64 unsent = pair.unsent())
        log.note(u"%1 bytes of messages had not left when the connection ended."_s.arg(unsent));
    log.end(facts);
    Q_EMIT q->factsChanged();
    if (facts.failed)
        Q_EMIT q->failed();
    Q_EMIT q->closed(*facts.closeCode, facts.closeReason, facts.wasClean);
}

ConnectionCounters Connection::Private::counters() const
{
    const Recorder &recorder = witness.recorder();
    ConnectionCounters result;
    result.id = facts.id;
    result.bufferedAmount = pair.bufferedAmount();
    result.framesIn = recorder.frames(Direction::ServerToClient);
    result.framesOut = recorder.frames(Direction::ClientToServer);
    result.bytesIn = recorder.wireBytes(Direction::ServerToClient);
    result.bytesOut = recorder.wireBytes(Direction::ClientToServer);
    result.heldBackNs = pair.tap().heldBackNs();
    result.receivingPaused = receivingPaused;
    result.lastRttNs = lastRttNs;
    return result;
}

// What the tap has seen, under what only the connection knows.
void Connection::Private::takeFacts()
{
    ConnectionFacts seen = pair.tap().facts();
    seen.id = facts.id;
    seen.url = facts.url;
    seen.attempt = facts.attempt;
    seen.readyState = facts.readyState;
    seen.startedNs = facts.startedNs;
    seen.outcome = facts.outcome;
    facts = seen;
}

void Connection::Private::publishFacts()
{
    takeFacts();
    log.facts(facts);
    Q_EMIT q->factsChanged();
}

// The browser's object -----------------------------------------------------------------------

std::variant<std::unique_ptr<Connection>, RuleError> Connection::create(const ConnectionOptions &options,
    Journal &journal, ConnectionId id, const Clock &clock, const QList<EndSignature> &earlier)
{
    if (auto refused = browserrules::checkOptions(options))
        return std::move(*refused);
    const auto url = parseWebSocketUrl(options.url);
    return std::unique_ptr<Connection>(
        new Connection(std::make_unique<Private>(options, *url, journal, id, clock, earlier)));
}

Connection::Connection(std::unique_ptr<Private> withData)
    : d(std::move(withData))
{
    d->q = this;
    d->connectPair();
    d->log.state(u"Connecting to %1"_s.arg(url()), Direction::ClientToServer);
    d->log.facts(d->facts);
    QTimer::singleShot(0, this, [this] { d->start(); });
}

Connection::~Connection()
{
    blockSignals(true);
    d->finish(EndCause::LocalAbort, {});
}

QString Connection::url() const
{
    return d->facts.url;
}

ReadyState Connection::readyState() const
{
    return d->facts.readyState;
}

quint64 Connection::bufferedAmount() const
{
    return d->pair.bufferedAmount();
}

QString Connection::extensions() const
{
    return d->facts.extensions;
}

QString Connection::protocol() const
{
    return d->facts.protocol;
}

BinaryType Connection::binaryType() const
{
    return d->binaryType;
}

void Connection::setBinaryType(BinaryType type)
{
    d->binaryType = type;
}

const ConnectionFacts &Connection::facts() const
{
    return d->facts;
}

ConnectionCounters Connection::counters() const
{
    return d->counters();
}

std::optional<RuleError> Connection::send(const QString &text)
{
    const QString clean = toUsvString(text);
    return d->send(clean, utf8Size(clean));
}

std::optional<RuleError> Connection::send(const QByteArray &binary)
{
    return d->send(binary, static_cast<quint64>(binary.size()));
}

std::optional<RuleError> Connection::close(std::optional<quint16> code, const QString &reason)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const QByteArray reasonBytes = toUsvString(reason).toUtf8();
    if (auto refused = d->judgeClose(code, reasonBytes))
        return refused;
    if (readyState() == ReadyState::Connecting) {
        d->beginClosing(
            u"Closing: close() was called before the connection was open."_s, Direction::ClientToServer);
        d->abort(false);
    } else if (readyState() == ReadyState::Open) {
        const QString words = closeWords(code.value_or(closecode::NoStatus), reason);
        d->beginClosing(u"Closing: close() was called, %1."_s.arg(words), Direction::ClientToServer);
        d->pair.closeWhenDrained(code ? CloseBody{code, reasonBytes} : CloseBody{});
    }
    return {};
}

// What a browser hides -----------------------------------------------------------------------

void Connection::ping(const QByteArray &payload)
{
    constexpr qsizetype maxPing = 125; // RFC 6455, 5.5
    if (payload.size() > maxPing)
        d->log.note(u"The ping was not sent: it carries at most 125 bytes, not %1."_s.arg(payload.size()));
    else if (!d->pair.tap().ping(payload))
        d->log.note(u"The ping was not sent: the connection is not open."_s);
}

void Connection::sendFrame(const FrameHeader &header, const QByteArray &payload)
{
    if (d->facts.openedNs && readyState() != ReadyState::Closed)
        d->pair.tap().sendFrame(header, payload);
    else
        d->log.note(u"The frame was not sent: the connection is not open."_s);
}

void Connection::abort(bool reset)
{
    if (readyState() == ReadyState::Closed)
        return;
    const QString how = reset ? u"with a reset (RST)"_s : u"without a close frame (FIN)"_s;
    d->beginClosing(u"Closing: TCP is ended by hand, %1."_s.arg(how), Direction::ClientToServer);
    d->abort(reset);
}

void Connection::pauseReceiving(bool paused)
{
    if (paused == d->receivingPaused || readyState() == ReadyState::Closed)
        return;
    d->receivingPaused = paused;
    d->pair.tap().hold(WireTap::Hold::User, paused);
    d->log.note(paused ? u"Receiving is paused; the server is held back."_s : u"Receiving goes on."_s);
    d->log.touchCounters();
}

void Connection::resumeReading()
{
    d->pair.tap().hold(WireTap::Hold::LogFull, false);
}

} // namespace framescope
