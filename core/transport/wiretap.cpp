// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/wiretap.h"

#include "protocol/frameencoder.h"
#include "transport/dialer.h"
#include "transport/localdoor.h"
#include "transport/openingrequest.h"
#include "transport/upstream.h"

#include <QTcpSocket>
#include <QTimer>

#include <vector>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// Bytes on their way to QWebSocket above which nothing is read from the server, and bytes on their way
// to the server above which nothing is read from QWebSocket.
constexpr qint64 downMark = 1024 * 1024;
constexpr qint64 upMark = 1024 * 1024;
// QWebSocket lives in our thread, so it is only this slow if its owner blocks in every message.
constexpr int farewellMs = 10'000;
constexpr auto drainMarker = "framescope-drained";

} // namespace

struct WireTap::Private final : UpstreamEvents {
    Private(WireTap *tap, const WebSocketUrl &to, const ConnectionOptions &with, WireEventSink &sink,
        const Clock &by)
        : q(tap)
        , url(to)
        , options(with)
        , clock(by)
        , door(by)
        , dialer(to, options, by)
        , upstream(options, sink, by, facts, *this)
        , gate([this](const GateMessage &message) {
            forward(message.direction, message.opcode, message.payload);
        })
    {
        farewell.setSingleShot(true);
    }

    void responseArrived() override;
    void upstreamOpened(const Agreement &agreement) override;
    void messageArrived(Opcode opcode, QByteArrayView payload) override;
    void hugeMessageArrived() override;
    void readEnded() override;
    void pongArrived(QByteArrayView payload) override;
    void closeArrived(const CloseBody &body) override;
    void failing(const Violation &violation) override;
    void payloadAccepted(quint64 bytes) override;
    void writeQueueShrank() override;
    void upstreamEnded(EndCause cause, const QString &detail) override;

    void phaseEnded(Phase phase);
    void takePeer(std::unique_ptr<PeerSocket> &peer, const RequestVerdict &request);
    void startUpstream();
    void awaitPeer();
    void forward(Direction direction, Opcode opcode, QByteArrayView payload);
    void deliver(Opcode opcode, QByteArrayView payload);
    void flushDown();
    void pongCame(const QByteArray &payload);
    void downEnded();
    void resumeDown();
    QString whyNotSent() const;
    bool isDownOpen() const { return down && !downIsOver; }
    void whenDelivered(std::function<void()> then);
    void allDelivered();
    void finish(EndCause cause, const QString &detail);

    WireTap *q;
    WebSocketUrl url;
    ConnectionOptions options;
    const Clock &clock;
    ConnectionFacts facts;
    LocalDoor door;
    Dialer dialer;
    Upstream upstream;
    Gate gate;
    // Frames of one read on their way to QWebSocket. Written past its Peer, whose witness would only
    // check the same bytes a second time.
    QByteArray downBuffer;
    std::unique_ptr<PeerSocket> down;    // QWebSocket
    QByteArrayList downProtocols;        // QWebSocket's offer
    std::unique_ptr<QTcpSocket> dialled; // until QWebSocket came
    std::vector<std::function<void()>> afterDelivery;
    std::optional<CloseBody> closing; // waits for what QWebSocket still holds
    QTimer farewell;
    bool delivering = true;
    bool downIsOver = false;
    bool saidFarewell = false;
    bool started = false;
    bool over = false;
};

WireTap::WireTap(const WebSocketUrl &url, const ConnectionOptions &options, WireEventSink &sink,
    const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(new Private(this, url, options, sink, clock))
{
    connect(&d->door, &LocalDoor::entered, this,
        [this](std::unique_ptr<PeerSocket> &peer, const RequestVerdict &request) {
            d->takePeer(peer, request);
        });
    connect(&d->dialer, &Dialer::phaseEnded, this, [this](Phase phase) { d->phaseEnded(phase); });
    connect(&d->dialer, &Dialer::connected, this, [this] {
        d->dialled = d->dialer.takeSocket();
        d->startUpstream();
        d->awaitPeer();
    });
    connect(&d->dialer, &Dialer::failed, this, [this](EndCause cause, const QString &detail) {
        d->facts = d->dialer.facts();
        d->upstreamEnded(cause, detail);
    });
    connect(&d->farewell, &QTimer::timeout, this, [this] { d->allDelivered(); });
}

WireTap::~WireTap() = default;

Result<void> WireTap::start()
{
    Q_ASSERT(!d->started);
    d->started = true;
    const Result<void> opened = d->door.open();
    if (!opened)
        return opened;
    d->dialer.start();
    d->facts = d->dialer.facts();
    return {};
}

QUrl WireTap::localUrl() const
{
    QUrl url;
    url.setScheme(u"ws"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(d->door.port());
    url.setPath(u"/"_s);
    return url;
}

HttpHeader WireTap::tokenHeader() const
{
    return d->door.token();
}

void WireTap::expectPeer(std::function<quint16()> localPort)
{
    d->door.expectPeer(std::move(localPort));
}

void WireTap::setRoom(std::function<bool()> hasRoom)
{
    d->upstream.setRoom(std::move(hasRoom));
}

Gate &WireTap::gate()
{
    return d->gate;
}

const ConnectionFacts &WireTap::facts() const
{
    return d->facts;
}

quint64 WireTap::unsentPayload() const
{
    return d->upstream.unsentPayload();
}

bool WireTap::ping(QByteArrayView payload, FrameOrigins origin)
{
    return d->upstream.ping(payload, origin);
}

void WireTap::sendFrame(const FrameHeader &header, QByteArrayView payload)
{
    d->upstream.sendFrame(header, payload);
}

void WireTap::sendBytes(QByteArrayView bytes)
{
    d->upstream.sendBytes(bytes);
}

void WireTap::prepareClose()
{
    if (d->facts.openedNs)
        d->upstream.prepareClose();
}

// QWebSocket answers a ping behind everything it was given before, so its pong says that all of that
// has come here. Closing QWebSocket instead would lose what it still holds.
void WireTap::close(const CloseBody &body)
{
    if (d->over || d->closing)
        return;
    if (!d->facts.openedNs)
        return abort(Abort::Fin);
    d->delivering = false;
    prepareClose();
    if (!d->isDownOpen()) {
        d->upstream.close(body);
        return;
    }
    d->closing = body;
    d->flushDown();
    d->down->peer().ping(drainMarker, d->clock.monotonicNs());
    d->down->flush();
}

void WireTap::abort(Abort how)
{
    if (d->over)
        return;
    if (d->facts.requestHead.isEmpty())
        d->facts = d->dialer.facts();
    d->dialer.abort();
    d->dialled.reset();
    d->upstream.abort(how == Abort::Fin ? Upstream::Abort::Fin : Upstream::Abort::Reset);
}

void WireTap::hold(Hold reason, bool on)
{
    d->upstream.hold(reason == Hold::User ? Upstream::Hold::User : Upstream::Hold::LogFull, on);
    d->resumeDown();
}

qint64 WireTap::heldBackNs() const
{
    return d->upstream.heldBackNs();
}

// Connecting -----------------------------------------------------------------------------------------

void WireTap::Private::phaseEnded(Phase phase)
{
    facts = dialer.facts();
    Q_EMIT q->phaseEnded(phase);
}

void WireTap::Private::takePeer(std::unique_ptr<PeerSocket> &peer, const RequestVerdict &request)
{
    down = std::move(peer);
    downProtocols = request.protocols;
    QObject::connect(down.get(), &PeerSocket::message, q, [this](Opcode opcode, const QByteArray &payload) {
        if (gate.isPassThrough())
            forward(Direction::ClientToServer, opcode, payload);
        else
            gate.pass({Direction::ClientToServer, opcode, payload});
    });
    QObject::connect(
        down.get(), &PeerSocket::ponged, q, [this](const QByteArray &payload) { pongCame(payload); });
    QObject::connect(
        down.get(), &PeerSocket::written, q, [this] { upstream.hold(Upstream::Hold::SlowReader, false); });
    // QWebSocket's Close is no wish of the application: it goes no further.
    QObject::connect(down.get(), &PeerSocket::closeReceived, q, [this] { downEnded(); });
    QObject::connect(down.get(), &PeerSocket::ended, q, [this] { downEnded(); });
    startUpstream();
}

// The request waits for QWebSocket, so that what the server sends right behind its answer has somewhere
// to go.
void WireTap::Private::startUpstream()
{
    if (!down || !dialled || over)
        return;
    facts = dialer.facts();
    upstream.start(std::move(dialled), openingRequest(url, options));
}

void WireTap::Private::awaitPeer()
{
    if (down || options.timeouts.handshake <= 0)
        return;
    QTimer::singleShot(options.timeouts.handshake, q, [this] {
        if (!dialled)
            return;
        dialled.reset();
        upstreamEnded(EndCause::NetworkError, u"QWebSocket did not come to the relay inside the program."_s);
    });
}

void WireTap::Private::responseArrived()
{
    Q_EMIT q->phaseEnded(Phase::Upgrade);
}

void WireTap::Private::upstreamOpened(const Agreement &agreement)
{
    // The extension ends here: QWebSocket has none, and would fail on hearing of one.
    Agreement plain;
    if (downProtocols.contains(agreement.protocol))
        plain.protocol = agreement.protocol;
    if (isDownOpen()) {
        down->peer().accept(plain, {}, clock.monotonicNs());
        down->flush();
    }
    Q_EMIT q->opened(facts.protocol, facts.extensions);
}

// Messages -------------------------------------------------------------------------------------------

void WireTap::Private::messageArrived(Opcode opcode, QByteArrayView payload)
{
    if (gate.isPassThrough())
        deliver(opcode, payload);
    else
        gate.pass({Direction::ServerToClient, opcode, payload.toByteArray()});
}

void WireTap::Private::forward(Direction direction, Opcode opcode, QByteArrayView payload)
{
    if (direction == Direction::ServerToClient) {
        deliver(opcode, payload);
        readEnded(); // a held message is released at any time
        return;
    }
    if (!upstream.send(opcode, payload) && !over)
        Q_EMIT q->messageDropped(static_cast<quint64>(payload.size()), whyNotSent());
    const bool full = upstream.unsentBytes() > upMark || !upstream.askForRoom();
    if (full && !saidFarewell && isDownOpen())
        down->setReading(false);
}

QString WireTap::Private::whyNotSent() const
{
    return upstream.isOpen() ? u"what was sent before it ends inside a frame."_s
                             : u"the closing handshake had begun."_s;
}

void WireTap::Private::deliver(Opcode opcode, QByteArrayView payload)
{
    // QWebSocket would end the session on text that the lenient policy let pass.
    const bool readable = options.policy == Policy::Strict || opcode != Opcode::Text || isValidUtf8(payload);
    const bool delivered = delivering && readable && isDownOpen();
    if (delivered)
        appendFrame(downBuffer, frameFor(opcode, payload), payload);
    Q_EMIT q->messagePassed(delivered);
}

void WireTap::Private::hugeMessageArrived()
{
    Q_EMIT q->messagePassed(false);
}

void WireTap::Private::readEnded()
{
    if (isDownOpen())
        flushDown();
}

void WireTap::Private::flushDown()
{
    if (!downBuffer.isEmpty())
        down->write(std::exchange(downBuffer, {}));
    if (down->unwritten() > downMark)
        upstream.hold(Upstream::Hold::SlowReader, true);
}

void WireTap::Private::payloadAccepted(quint64 bytes)
{
    Q_EMIT q->payloadSent(bytes);
}

void WireTap::Private::writeQueueShrank()
{
    resumeDown();
}

void WireTap::Private::resumeDown()
{
    if (isDownOpen() && upstream.unsentBytes() <= upMark && !upstream.isHeld(Upstream::Hold::LogFull))
        down->setReading(true);
}

void WireTap::Private::pongArrived(QByteArrayView payload)
{
    Q_EMIT q->pongReceived(payload.toByteArray());
}

// The end --------------------------------------------------------------------------------------------

void WireTap::Private::pongCame(const QByteArray &payload)
{
    if (closing && payload == drainMarker)
        upstream.close(*std::exchange(closing, {}));
}

void WireTap::Private::downEnded()
{
    if (downIsOver)
        return;
    downIsOver = true;
    upstream.hold(Upstream::Hold::SlowReader, false);
    if (closing)
        upstream.close(*std::exchange(closing, {}));
    if (delivering && !over)
        Q_EMIT q->peerLost();
    allDelivered();
}

void WireTap::Private::closeArrived(const CloseBody &body)
{
    whenDelivered(
        [this, body] { Q_EMIT q->closeReceived(body.code.value_or(closecode::NoStatus), body.reason); });
}

void WireTap::Private::failing(const Violation &violation)
{
    whenDelivered([this, violation] { Q_EMIT q->failing(violation); });
}

void WireTap::Private::upstreamEnded(EndCause cause, const QString &detail)
{
    over = true;
    door.shut();
    if (!facts.endedNs)
        facts.endedNs = clock.monotonicNs();
    if (!facts.openedNs) {
        facts.closeCode = closecode::Abnormal;
        facts.failed = true;
        if (isDownOpen()) {
            down->peer().refuse(502, "Bad Gateway", {}, {}, 0);
            down->flush();
        }
        downIsOver = true;
    }
    whenDelivered([this, cause, detail] { finish(cause, detail); });
}

// QWebSocket answers a Close after it has handed out every message before it. It is told 1000 whatever
// the server said: it knows neither 1005 nor 1012 to 1014, and nobody asks it.
void WireTap::Private::whenDelivered(std::function<void()> then)
{
    afterDelivery.push_back(std::move(then));
    delivering = false;
    if (!isDownOpen()) {
        allDelivered();
        return;
    }
    if (saidFarewell)
        return;
    saidFarewell = true;
    farewell.start(farewellMs);
    flushDown();
    down->peer().close({closecode::Normal, {}}, clock.monotonicNs());
    down->flush();
    // Its answer stands behind what it had sent, and that goes nowhere any more.
    down->setReading(true);
}

void WireTap::Private::allDelivered()
{
    farewell.stop();
    const auto then = std::exchange(afterDelivery, {});
    for (const auto &each : then)
        each();
}

void WireTap::Private::finish(EndCause cause, const QString &detail)
{
    // Never from within a call of the owner's.
    QMetaObject::invokeMethod(
        q, [this, cause, detail] { Q_EMIT q->finished(cause, detail); }, Qt::QueuedConnection);
}

} // namespace framescope

#include "moc_wiretap.cpp"
