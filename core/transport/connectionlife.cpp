// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/connectionlife.h"

#include "protocol/closecode.h"
#include "transport/evidence.h"
#include "transport/signedinoptions.h"
#include "transport/signinfailure.h"
#include "transport/sizewords.h"

#include <QLoggingCategory>
#include <QThread>
#include <QTimer>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// Of --log: hosts, ports, causes and times; nothing that a user or a server wrote, for any of it may be a secret.
Q_LOGGING_CATEGORY(transportLog, "framescope.transport", QtWarningMsg)

} // namespace

ConnectionLife::ConnectionLife(const ConnectionOptions &withOptions, const WebSocketUrl &to, Journal &into,
    ConnectionId id, const Clock &withClock, const QList<EndSignature> &before, const SleepWatch &sleepWatch)
    : options(withOptions)
    , url(to)
    , journal(into)
    , clock(withClock)
    , earlier(before)
    , binaryType(withOptions.initialBinaryType())
    , log(
          into, id, withClock, [this] { return counters(); }, sleepWatch)
    , witness(into, id, withClock, options, [this] { log.touchCounters(); })
    , pair(url, options, witness, withClock)
    , ending(evidenceOf(withOptions))
{
    facts.id = id;
    facts.url = url.toString();
    facts.attempt = static_cast<int>(earlier.size()) + 1;
    facts.startedNs = clock.monotonicNs();
}

void ConnectionLife::connectPair()
{
    WireTap &tap = pair.tap();
    tap.setRoom([this](quint64 bytes) { return journal.hasRoom(bytes); });
    QObject::connect(&tap, &WireTap::phaseEnded, q, [this] { publishFacts(); });
    QObject::connect(&tap, &WireTap::opened, q, [this] { onOpened(); });
    QObject::connect(&tap, &WireTap::closeReceived, q,
        [this](quint16 code, const QByteArray &reason) { onCloseReceived(code, QString::fromUtf8(reason)); });
    QObject::connect(&tap, &WireTap::failing, q, [this](const Violation &violation) {
        ending.violation = violation;
        const QLatin1StringView section = violationRule(violation.kind).section;
        beginClosing(u"Closing: the server broke a rule (%1)."_s.arg(section), Direction::ServerToClient);
    });
    QObject::connect(&tap, &WireTap::peerLost, q, [this](const QString &how) { onPeerLost(how); });
    QObject::connect(&tap, &WireTap::pongsHeld, q, [this] {
        log.note(
            u"The server sends pings faster than it takes the answers: only its newest ping is answered, "
            "as RFC 6455, 5.5.3 allows."_s);
    });
    QObject::connect(&tap, &WireTap::pongReceived, q, [this](const QByteArray &payload) {
        if (const auto roundTrip = witness.answerPing(payload, clock.monotonicNs()))
            lastRttNs = roundTrip;
    });
    // Queued: no event comes from within close() or abort() (WHATWG: "queue a task").
    QObject::connect(
        &tap, &WireTap::finished, q, [this](EndCause cause, const QString &detail) { finish(cause, detail); },
        Qt::QueuedConnection);
    QObject::connect(
        &pair, &TapPair::textArrived, q, [this](const WireWitness::Arrival &arrival, const QString &text) {
            deliver(arrival, {true, text, {}, 0, arrival.size});
        });
    QObject::connect(&pair, &TapPair::binaryArrived, q,
        [this](const WireWitness::Arrival &arrival, const QByteArray &bytes) {
            const bool lazy = binaryType == BinaryType::Blob && !arrival.replaced;
            deliver(arrival, {false, {}, lazy ? QByteArray() : bytes, lazy ? arrival.row : 0, arrival.size});
        });
    QObject::connect(&pair, &TapPair::withheld, q, [this](const WireWitness::Arrival &arrival) {
        log.note(u"Message #%1 was received, but could not be delivered."_s.arg(arrival.row));
    });
    QObject::connect(&pair, &TapPair::unaccounted, q, [this] {
        log.note(u"QWebSocket handed out one message more than the server sent: it was not delivered."_s);
    });
    QObject::connect(&pair, &TapPair::skipped, q, [this](const WireWitness::Arrival &arrival) {
        log.note(
            u"Message #%1 of %2 is recorded but not delivered: the delivery limit is %3."_s.arg(arrival.row)
                .arg(sizewords::bytes(arrival.size), sizewords::bytes(options.deliveryLimit)));
    });
    QObject::connect(&pair, &TapPair::gateDropped, q, [this](const WireWitness::Arrival &arrival) {
        log.note(u"Message #%1 was received, but a rule dropped it: it was not delivered."_s.arg(arrival.row));
    });
    QObject::connect(
        &pair, &TapPair::gateReplaced, q, [this](const WireWitness::Arrival &arrival, quint64 size) {
            log.note(
                u"Message #%1 was received, but a rule replaced it: %2 bytes were delivered instead of %3."_s
                    .arg(arrival.row)
                    .arg(size)
                    .arg(arrival.size));
        });
    QObject::connect(
        &pair, &TapPair::dropped, q, [this](quint64 bytes, const QString &why) { onDropped(bytes, why); });
    QObject::connect(&pair, &TapPair::drained, q, [this] { log.touchCounters(); });
}

void ConnectionLife::start()
{
    if (facts.readyState != ReadyState::Connecting)
        return;
    if (!options.signIn)
        return dial();
    signIn = std::make_unique<SignIn>(options, clock);
    QObject::connect(signIn.get(), &SignIn::succeeded, q,
        [this](const Variables &values, const QString &sentence) { signedIn(values, sentence); });
    QObject::connect(
        signIn.get(), &SignIn::failed, q, [this](const SignInFailure &failure) { signInFailed(failure); });
    signIn->start();
}

void ConnectionLife::signedIn(const Variables &values, const QString &sentence)
{
    signIn.release()->deleteLater(); // it is speaking just now
    log.state(sentence, Direction::ServerToClient);
    const auto whole = signedInOptions(options, values);
    if (!whole)
        return signInFailed(unusableValue(whole.error()));
    options = *whole;
    url = *parseWebSocketUrl(options.url);
    facts.url = url.toString();
    ending.offeredProtocols = options.protocols;
    pair.setTarget(url, options);
    publishFacts();
    dial();
}

void ConnectionLife::signInFailed(const SignInFailure &failure)
{
    if (signIn)
        signIn.release()->deleteLater();
    ending.signIn = failure;
    finish(EndCause::SignInFailed, {});
}

void ConnectionLife::dial()
{
    if (refusesAsBrowsersDo())
        return;
    noteBreaches();
    qCInfo(transportLog, "connection %d, attempt %d: to %s port %d%s", facts.id, facts.attempt,
        qPrintable(url.host), url.port, url.secure ? ", TLS" : "");
    if (const auto started = pair.start(); !started)
        finish(EndCause::NetworkError, started.error().toString());
}

bool ConnectionLife::refusesAsBrowsersDo()
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

// Browser rules did not let it come so far (browserrules::checkOptions).
void ConnectionLife::noteBreaches()
{
    if (const QString sentence = browserrules::breach(options); !sentence.isEmpty())
        log.note(sentence);
}

// A ping or a frame that no page can send. What is wrong is noted.
bool ConnectionLife::mayWorkByHand(const QString &what)
{
    if (!facts.openedNs || facts.readyState == ReadyState::Closed) {
        log.note(u"The %1 was not sent: the connection is not open."_s.arg(what));
        return false;
    }
    if (options.rules == Rules::Browser) {
        log.note(u"The %1 was not sent: a browser sends none by hand."_s.arg(what));
        return false;
    }
    if (!std::exchange(handWorkIsNoted, true))
        log.note(u"A browser would not have sent the %1: it sends none by hand."_s.arg(what));
    return true;
}

void ConnectionLife::onOpened()
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
    log.opened(sentence, *facts.openedNs);
    qCInfo(transportLog, "connection %d: open after %lld us", facts.id,
        (*facts.openedNs - facts.startedNs) / 1000);
    if (missesProtocol)
        log.note(
            u"Open, but the server chose no subprotocol. You offered %1. A browser would fail this connection."_s
                .arg(offered));
    if (facts.tls && !facts.tls->errors.isEmpty())
        log.note(u"A browser would not have accepted the certificate. %1"_s.arg(facts.tls->errors.first()));
    publishFacts();
    Q_EMIT q->opened();
}

std::optional<RuleError> ConnectionLife::send(SendQueue::Message message, quint64 size)
{
    Q_ASSERT(q->thread() == QThread::currentThread());
    if (facts.readyState == ReadyState::Connecting)
        return RuleError{DomException::InvalidStateError,
            {u"Nothing can be sent before the connection is open."_s, {}, u"Wait until it is."_s}};
    if (facts.readyState == ReadyState::Open && !pair.hasRoomToSend(size)) {
        onFull(size);
        return {};
    }
    if (facts.readyState == ReadyState::Open)
        pair.send(std::move(message));
    else
        pair.countLost(size);
    if (facts.readyState > ReadyState::Open)
        onDropped(size,
            facts.readyState == ReadyState::Closing ? u"the connection was closing."_s
                                                    : u"the connection was closed."_s);
    log.touchCounters();
    return {};
}

void ConnectionLife::deliver(const WireWitness::Arrival &arrival, const MessageEvent &event)
{
    if (facts.readyState == ReadyState::Open)
        Q_EMIT q->messageReceived(event);
    else
        log.note(u"Message #%1 came before the close, but was not delivered: closing had begun."_s.arg(
            arrival.row));
}

// The error of close(), or a note if these rules let it pass.
std::optional<RuleError> ConnectionLife::judgeClose(std::optional<quint16> code, const QByteArray &reason)
{
    if (auto tooLong = browserrules::checkCloseReason(reason))
        return tooLong;
    auto refused = code ? browserrules::checkCloseCode(*code) : std::nullopt;
    if (refused && options.rules == Rules::Browser)
        return refused;
    if (refused)
        log.noteBrowserError(*refused);
    if (!code && !reason.isEmpty())
        log.note(u"The reason was left out: a close frame without a code cannot carry one."_s);
    return {};
}

void ConnectionLife::beginClosing(const QString &sentence, Direction direction)
{
    if (facts.readyState >= ReadyState::Closing)
        return;
    facts.readyState = ReadyState::Closing;
    witness.stopDelivering();
    log.state(sentence, direction);
    publishFacts();
}

void ConnectionLife::onCloseReceived(quint16 code, const QString &reason)
{
    pair.stopSending(); // no data after the close that answers (RFC 6455, 5.5.1)
    beginClosing(
        u"Closing: the server sent a close %1."_s.arg(closeWords(code, reason)), Direction::ServerToClient);
}

// "Flagged as full" (WHATWG WebSockets): a browser then closes the connection, with an error.
void ConnectionLife::onFull(quint64 size)
{
    pair.countLost(size);
    const QString limit = sizewords::bytes(options.sendLimit);
    if (options.rules == Rules::Browser) {
        onDropped(size, u"the limit of what may wait is %1."_s.arg(limit));
        ending.browserRule = u"Failed: too much waited to be sent; the limit is %1."_s.arg(limit);
        beginClosing(u"Closing: more than %1 would wait to be sent."_s.arg(limit), Direction::ClientToServer);
        abort(false);
    } else {
        onDropped(size,
            u"the limit of what may wait is %1. A browser would have ended the connection."_s.arg(limit));
    }
    log.touchCounters();
}

// One note for all that one turn of the event loop brings.
void ConnectionLife::onDropped(quint64 bytes, const QString &why)
{
    if (dropped.why != why)
        noteDropped();
    if (dropped.messages == 0)
        QTimer::singleShot(0, q, [this] { noteDropped(); });
    ++dropped.messages;
    dropped.bytes += bytes;
    dropped.why = why;
}

void ConnectionLife::noteDropped()
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
void ConnectionLife::onPeerLost(const QString &how)
{
    if (facts.readyState >= ReadyState::Closing)
        return;
    ending.relayFault = u"The relay inside Framescope broke: "_s + how;
    beginClosing(u"Closing: the relay inside Framescope broke."_s, Direction::ClientToServer);
    abort(false);
}

void ConnectionLife::abort(bool reset)
{
    ending.resetByUs = reset;
    ending.isSigningIn = signIn != nullptr;
    signIn.reset();
    if (pair.isStarted())
        pair.tap().abort(reset ? WireTap::Abort::Reset : WireTap::Abort::Fin);
    else
        QTimer::singleShot(0, q, [this] { finish(EndCause::LocalAbort, {}); });
}

void ConnectionLife::finish(EndCause cause, const QString &detail)
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
    if (cause == EndCause::ProxyFailed)
        ending.proxyRefusal = pair.tap().proxyRefusal();
    ending.slept = log.lastSleep();
    completeEvidence(ending, facts, witness, clock, earlier);
    if (facts.openedNs)
        facts.lastSigns = ending.last;
    facts.outcome = explainEnd(facts, ending);
    qCInfo(transportLog, "connection %d: ended by \"%s\", code %d", facts.id,
        endCauseName(ending.cause).data(), *facts.closeCode);
    noteInside();
    noteDropped();
    if (const quint64 unsent = pair.unsent())
        log.note(u"%1 bytes of messages had not left when the connection ended."_s.arg(unsent));
    log.end(facts);
    Q_EMIT q->factsChanged();
    if (facts.failed)
        Q_EMIT q->failed();
    Q_EMIT q->closed(*facts.closeCode, facts.closeReason, facts.wasClean);
}

// What the tap passed on has to come out of QWebSocket; if it did not, the log must say so.
void ConnectionLife::noteInside()
{
    const auto count = pair.inside().size();
    if (count == 0)
        return;
    const RowId first = pair.inside().front().row;
    const QString which = count == 1 ? u"Message #%1 was"_s.arg(first)
                                     : u"%1 messages from #%2 on were"_s.arg(count).arg(first);
    log.note(which + u" received, but did not reach the application."_s);
}

ConnectionCounters ConnectionLife::counters() const
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
void ConnectionLife::takeFacts()
{
    ConnectionFacts seen = pair.tap().facts();
    seen.id = facts.id;
    seen.url = facts.url;
    seen.attempt = facts.attempt;
    seen.first = facts.first;
    seen.readyState = facts.readyState;
    seen.startedNs = facts.startedNs;
    seen.lastSigns = facts.lastSigns;
    seen.outcome = facts.outcome;
    facts = seen;
}

void ConnectionLife::publishFacts()
{
    takeFacts();
    log.facts(facts);
    Q_EMIT q->factsChanged();
}

} // namespace framescope
