// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/peer.h"

#include "protocol/frameencoder.h"
#include "protocol/framerules.h"
#include "protocol/messageencoder.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr auto maxControlPayload = static_cast<qsizetype>(MaxControlPayload);
// What may be sent back of a Close that came: the same, unless that was wrong (RFC 6455, 5.5.1).
CloseBody echoOf(const CloseBody &received)
{
    if (received.code && !closecode::mayBeOnWire(*received.code))
        return {closecode::ProtocolError, {}};
    return checkCloseBody(received) ? received : CloseBody{received.code, {}};
}

WireReader::Limits limitsOf(const Peer::Settings &settings)
{
    WireReader::Limits limits = settings.limits;
    limits.own = outgoing(settings.role);
    return limits;
}

} // namespace

// Sits between the WireReader and the log: passes every event on, and acts on what came in. What it
// knows of the closing handshake it learns from the wire in both directions, so that frames built by
// hand count as well.
struct Peer::Private final : WireEventSink {
    Private(Settings given, WireEventSink &sink, PeerEvents &owner)
        : settings(std::move(given))
        , log(sink)
        , events(owner)
        , reader(*this, limitsOf(settings))
    {
    }

    void head(const HeadEvent &event) override;
    void frame(const FrameEvent &event) override;
    void frameBegan(const FrameEvent &event) override;
    void framePayload(Direction direction, QByteArrayView wire, QByteArrayView application) override;
    void frameEnded(const FrameEvent &event) override;
    void violation(const Violation &violation, qint64 timeNs) override;

    Direction in() const { return incoming(settings.role); }
    Direction out() const { return outgoing(settings.role); }
    bool isStrict() const { return settings.policy == Policy::Strict; }
    // Until the other side's Close, and until the policy failed the connection.
    bool delivers() const
    {
        return (state == State::Open || state == State::Closing) && !closeReceived && !broken;
    }
    bool mayClose() const { return (state == State::Open || state == State::Closing) && !closeSent; }

    void settleHead(qint64 timeNs);
    void settleResponse();
    void open(const Agreement &agreed);
    void fail(const Violation &violation, qint64 timeNs);

    void deliver(const MessageEnd &message);
    void noteControl(Direction direction, Opcode opcode, QByteArrayView payload, qint64 timeNs, bool act);
    void takePing(QByteArrayView payload, qint64 timeNs);
    void answerHeldPing(qint64 timeNs);
    void takeClose(qint64 timeNs, bool act);

    void write(QByteArrayView bytes, qint64 timeNs, FrameOrigins origin);
    void writeFrame(const FrameHeader &header, QByteArrayView payload, qint64 timeNs, FrameOrigins origin);
    bool writeOwn(Opcode opcode, QByteArrayView payload, qint64 timeNs, FrameOrigins origin, bool fin = true,
        bool rsv1 = false);

    // A control frame that comes in pieces.
    struct OpenControl {
        bool isOpen = false;
        QByteArray payload;
    };
    OpenControl &control(Direction direction) { return controls[static_cast<std::size_t>(direction)]; }

    Settings settings;
    WireEventSink &log;
    PeerEvents &events;
    WireReader reader;
    State state = State::Handshake;
    Agreement agreement;
    MessageEncoder encoder;
    QByteArray output;
    std::array<OpenControl, 2> controls; // by direction

    std::optional<HttpHead> unsettledHead;  // came in; its violations are being told
    std::optional<Violation> headViolation; // the first of them
    quint32 headViolationsLeft = 0;
    bool headReadable = true;

    std::optional<QByteArray> heldPing; // not answered yet
    CloseBody received;
    CloseBody sent;
    bool closeReceived = false;
    bool closeSent = false;
    bool broken = false; // the policy failed the connection
    bool canWrite = true;
};

// What the WireReader tells --------------------------------------------------------------------------

void Peer::Private::head(const HeadEvent &event)
{
    log.head(event);
    if (event.direction != in() || state != State::Handshake)
        return;
    if (event.interim) {
        events.interimResponseReceived(event.head);
        return;
    }
    unsettledHead = event.head;
    headReadable = event.readable;
    headViolationsLeft = event.violations;
    if (headViolationsLeft == 0)
        settleHead(event.timeNs);
}

void Peer::Private::frame(const FrameEvent &event)
{
    log.frame(event);
    const bool act = event.violations == 0 || !isStrict(); // else violation() fails the connection
    if (isControl(event.header.opcode))
        noteControl(event.direction, event.header.opcode, event.payload, event.timeNs, act);
    else if (event.message && event.direction == in() && act && delivers())
        deliver(*event.message);
}

void Peer::Private::frameBegan(const FrameEvent &event)
{
    log.frameBegan(event);
    control(event.direction) = {isControl(event.header.opcode), {}};
}

void Peer::Private::framePayload(Direction direction, QByteArrayView wire, QByteArrayView application)
{
    log.framePayload(direction, wire, application);
    OpenControl &open = control(direction);
    if (open.isOpen)
        open.payload += wire.first(std::min(wire.size(), maxControlPayload - open.payload.size()));
}

void Peer::Private::frameEnded(const FrameEvent &event)
{
    log.frameEnded(event);
    if (event.state != FrameState::Complete)
        return;
    if (isControl(event.header.opcode)) {
        const QByteArray payload = std::exchange(control(event.direction), {}).payload;
        noteControl(event.direction, event.header.opcode, payload, event.timeNs, true);
    } else if (event.message && event.direction == in() && delivers()) {
        deliver(*event.message);
    }
}

void Peer::Private::violation(const Violation &violation, qint64 timeNs)
{
    log.violation(violation, timeNs);
    if (violation.direction != in())
        return;
    if (headViolationsLeft > 0) {
        if (!headViolation)
            headViolation = violation;
        if (--headViolationsLeft == 0)
            settleHead(timeNs);
    } else if (isStrict() || violation.kind == ViolationKind::LengthTopBitSet) {
        fail(violation, timeNs); // behind such a length there is nothing to go on with
    }
}

// Handshake --------------------------------------------------------------------------------------------

void Peer::Private::settleHead(qint64 timeNs)
{
    const HttpHead head = *std::exchange(unsettledHead, {});
    if (!headReadable) {
        if (settings.role == Role::Server)
            write(refusingResponse(400, "Bad Request", {}), timeNs, FrameOrigin::Automatic);
        fail(*headViolation, timeNs);
    } else if (settings.role == Role::Server) {
        events.requestReceived(head, reader.requestVerdict());
    } else {
        events.responseReceived(head, reader.verdict());
        settleResponse();
    }
}

void Peer::Private::settleResponse()
{
    if (reader.verdict().isRefusal()) {
        state = State::Closed;
        return;
    }
    if (!headViolation || (!isStrict() && reader.isOpen())) {
        open(reader.verdict().agreement);
        return;
    }
    state = State::Closed;
    broken = true;
    events.failed(*headViolation);
}

void Peer::Private::open(const Agreement &agreed)
{
    agreement = agreed;
    encoder = MessageEncoder(settings.role, agreement);
    state = State::Open;
    events.opened(agreement);
    reader.feed(Direction::ClientToServer, {}, 0); // what the client sent before the answer
}

// RFC 6455, 7.1.7. During the handshake there is no Close frame to send.
void Peer::Private::fail(const Violation &violation, qint64 timeNs)
{
    if (broken || state == State::Closed)
        return;
    broken = true;
    if (state == State::Handshake) {
        state = State::Closed;
    } else if (!closeSent) {
        state = State::Closing;
        const ViolationRule &rule = violationRule(violation.kind);
        const QByteArray reason(rule.sentence.data(), rule.sentence.size());
        writeOwn(Opcode::Close, encodeCloseBody({rule.closeCode, reason}), timeNs, FrameOrigin::Automatic);
    }
    events.failed(violation);
}

// Frames -------------------------------------------------------------------------------------------------

void Peer::Private::deliver(const MessageEnd &message)
{
    if (message.assembled)
        events.messageReceived(message.opcode, message.payload);
    else
        events.messageSkipped(message.opcode, message.size);
}

void Peer::Private::noteControl(
    Direction direction, Opcode opcode, QByteArrayView payload, qint64 timeNs, bool act)
{
    if (opcode == Opcode::Close && direction == out()) {
        sent = closeSent ? sent : parseCloseBody(payload);
        closeSent = true;
        if (state == State::Open || state == State::Closing)
            state = closeReceived ? State::Closed : State::Closing;
        return;
    }
    if (direction != in() || state == State::Handshake || state == State::Closed)
        return;
    if (opcode == Opcode::Close && !closeReceived) {
        received = parseCloseBody(payload.first(std::min(payload.size(), maxControlPayload)));
        takeClose(timeNs, act && !broken);
    } else if (opcode == Opcode::Ping && act && delivers()) {
        takePing(payload, timeNs);
    } else if (opcode == Opcode::Pong && act && delivers()) {
        events.pongReceived(payload);
    }
}

// Answered behind our own Close as well: only a Close that was received excuses (RFC 6455, 5.5.2).
void Peer::Private::takePing(QByteArrayView payload, qint64 timeNs)
{
    const QByteArray kept = payload.toByteArray();
    if (settings.answerPings && kept.size() <= maxControlPayload) {
        heldPing = kept;
        if (!settings.holdsPongs || !settings.holdsPongs())
            answerHeldPing(timeNs);
    }
    events.pingReceived(kept);
}

void Peer::Private::answerHeldPing(qint64 timeNs)
{
    if (heldPing && delivers())
        writeOwn(Opcode::Pong, *heldPing, timeNs, FrameOrigin::Automatic);
    heldPing.reset();
}

// A Close that breaks a rule counts as one, but is answered by fail().
void Peer::Private::takeClose(qint64 timeNs, bool act)
{
    closeReceived = true;
    state = closeSent ? State::Closed : State::Closing;
    if (!act)
        return;
    if (settings.answerClose && !closeSent)
        writeOwn(Opcode::Close, encodeCloseBody(echoOf(received)), timeNs, FrameOrigin::Automatic);
    events.closeReceived(received);
}

void Peer::Private::write(QByteArrayView bytes, qint64 timeNs, FrameOrigins origin)
{
    if (!canWrite)
        return;
    const qsizetype start = output.size();
    output += bytes;
    reader.feed(out(), QByteArrayView(output).sliced(start), timeNs, origin);
}

void Peer::Private::writeFrame(
    const FrameHeader &header, QByteArrayView payload, qint64 timeNs, FrameOrigins origin)
{
    if (!canWrite)
        return;
    const qsizetype start = output.size();
    appendFrame(output, header, payload);
    reader.feed(out(), QByteArrayView(output).sliced(start), timeNs, origin);
}

// A frame by the rules. False, and nothing written, where bytes sent by hand left the stream inside a
// frame: it would only be swallowed by that.
bool Peer::Private::writeOwn(
    Opcode opcode, QByteArrayView payload, qint64 timeNs, FrameOrigins origin, bool fin, bool rsv1)
{
    if (!canWrite || !reader.atFrameBoundary(out()))
        return false;
    std::optional<MaskKey> key;
    if (settings.role == Role::Client)
        key = settings.maskKey();
    FrameHeader header = frameFor(opcode, payload, key, fin);
    header.rsv1 = rsv1;
    writeFrame(header, payload, timeNs, origin);
    return true;
}

// Peer ---------------------------------------------------------------------------------------------------

Peer::Peer(Settings settings, WireEventSink &sink, PeerEvents &events)
    : d(std::make_unique<Private>(std::move(settings), sink, events))
{
    Q_ASSERT(d->settings.role == Role::Server || d->settings.maskKey);
}

Peer::~Peer() = default;

Peer::State Peer::state() const
{
    return d->state;
}

const Agreement &Peer::agreement() const
{
    return d->agreement;
}

bool Peer::isReceivingFrame() const
{
    return !d->reader.atFrameBoundary(d->in());
}

bool Peer::isSendingFrame() const
{
    return !d->reader.atFrameBoundary(d->out());
}

void Peer::receive(QByteArrayView bytes, qint64 timeNs)
{
    d->reader.feed(d->in(), bytes, timeNs);
}

void Peer::receiveEnd(qint64 timeNs)
{
    d->reader.finish(d->in(), timeNs);
    d->state = State::Closed;
}

void Peer::sendEnd(qint64 timeNs)
{
    d->reader.finish(d->out(), timeNs);
    d->state = State::Closed;
}

void Peer::stopWriting()
{
    d->canWrite = false;
}

QByteArray Peer::takeOutput()
{
    return std::exchange(d->output, {});
}

bool Peer::hasOutput() const
{
    return !d->output.isEmpty();
}

void Peer::connect(const HandshakeRequest &request, qint64 timeNs)
{
    Q_ASSERT(d->settings.role == Role::Client && d->state == State::Handshake);
    d->write(request.head(), timeNs, {});
}

void Peer::accept(const Agreement &agreement, const HttpHeaders &extra, qint64 timeNs)
{
    Q_ASSERT(d->settings.role == Role::Server && d->state == State::Handshake);
    d->write(acceptingResponse(d->reader.requestVerdict().key, agreement, extra), timeNs, {});
    d->open(agreement);
}

void Peer::refuse(
    int status, const QByteArray &reason, const QByteArray &body, const HttpHeaders &extra, qint64 timeNs)
{
    Q_ASSERT(d->settings.role == Role::Server && d->state == State::Handshake);
    d->write(refusingResponse(status, reason, body, extra), timeNs, {});
    d->state = State::Closed;
}

bool Peer::send(Opcode opcode, QByteArrayView payload, qint64 timeNs, const SendOptions &options)
{
    if (!d->canWrite || d->state != State::Open || !d->reader.atMessageBoundary(d->out()))
        return false;
    const bool compress = options.compress && payload.size() >= d->settings.compressFrom;
    d->encoder.encode(opcode, payload, compress, options.fragmentSize,
        [this, timeNs, &options](const MessageEncoder::Piece &piece) {
            d->writeOwn(piece.opcode, piece.payload, timeNs, options.origin, piece.fin, piece.rsv1);
        });
    return true;
}

bool Peer::ping(QByteArrayView payload, qint64 timeNs, FrameOrigins origin)
{
    return d->state == State::Open && payload.size() <= maxControlPayload
        && d->writeOwn(Opcode::Ping, payload, timeNs, origin);
}

bool Peer::pong(QByteArrayView payload, qint64 timeNs, FrameOrigins origin)
{
    return d->state == State::Open && payload.size() <= maxControlPayload
        && d->writeOwn(Opcode::Pong, payload, timeNs, origin);
}

void Peer::answerHeldPing(qint64 timeNs)
{
    d->answerHeldPing(timeNs);
}

bool Peer::hasHeldPing() const
{
    return d->heldPing.has_value();
}

bool Peer::close(const CloseBody &body, qint64 timeNs, FrameOrigins origin)
{
    return d->mayClose() && checkCloseBody(body)
        && d->writeOwn(Opcode::Close, encodeCloseBody(body), timeNs, origin);
}

void Peer::sendFrame(const FrameHeader &header, QByteArrayView payload, qint64 timeNs, FrameOrigins origin)
{
    Q_ASSERT(d->state != State::Handshake);
    d->writeFrame(header, payload, timeNs, origin);
}

void Peer::sendBytes(QByteArrayView bytes, qint64 timeNs, FrameOrigins origin)
{
    d->write(bytes, timeNs, origin);
}

bool Peer::closeSent() const
{
    return d->closeSent;
}

bool Peer::closeWasReceived() const
{
    return d->closeReceived;
}

const CloseBody &Peer::receivedClose() const
{
    return d->received;
}

const CloseBody &Peer::sentClose() const
{
    return d->sent;
}

} // namespace framescope
