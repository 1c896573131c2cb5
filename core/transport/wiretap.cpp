// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/wiretap.h"

#include "transport/dialer.h"
#include "transport/downstream.h"
#include "transport/localdoor.h"
#include "transport/openingrequest.h"
#include "transport/timewords.h"
#include "transport/upstream.h"

#include <QTcpSocket>
#include <QTimer>

#include <vector>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// QWebSocket is in this process: it comes at once or not at all.
constexpr int peerMs = 10'000;

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
        , downstream(by)
        , relay(upstream, downstream, options.policy)
    {
    }

    void bytesCrossed(Direction direction, qint64 timeNs) override
    {
        Q_EMIT q->bytesCrossed(direction, timeNs);
    }
    void responseArrived() override;
    void upstreamOpened(const Agreement &agreement) override;
    void messageArrived(Opcode opcode, QByteArrayView payload) override;
    void hugeMessageArrived() override;
    void readEnded() override;
    void pongArrived(QByteArrayView payload) override;
    void pongsHeld() override { Q_EMIT q->pongsHeld(); }
    void closeArrived(const CloseBody &body) override;
    void failing(const Violation &violation) override;
    void payloadAccepted(quint64 bytes) override;
    void writeQueueShrank() override;
    void upstreamEnded(EndCause cause, const QString &detail) override;

    void connectParts();
    void phaseEnded(Phase phase);
    void startUpstream();
    void awaitPeer();
    void peerFailed(const QString &how);

    void peerLeft();
    void closeIfDrained();
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
    Downstream downstream;
    MessageRelay relay;
    std::unique_ptr<QTcpSocket> dialled; // until QWebSocket came
    std::vector<std::function<void()>> afterDelivery;
    std::optional<CloseBody> closing; // waits for what QWebSocket and the Gate still hold
    bool drained = false;             // QWebSocket holds nothing any more
    bool started = false;
    bool over = false;
};

WireTap::WireTap(const WebSocketUrl &url, const ConnectionOptions &options, WireEventSink &sink,
    const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(new Private(this, url, options, sink, clock))
{
    d->connectParts();
}

void WireTap::Private::connectParts()
{
    QObject::connect(&door, &LocalDoor::entered, q,
        [this](std::unique_ptr<PeerSocket> &peer, const RequestVerdict &request) {
            downstream.take(std::move(peer), request);
            startUpstream();
        });
    QObject::connect(&dialer, &Dialer::phaseEnded, q, [this](Phase phase) { phaseEnded(phase); });
    QObject::connect(&dialer, &Dialer::connected, q, [this] {
        dialled = dialer.takeSocket();
        startUpstream();
        awaitPeer();
    });
    QObject::connect(&dialer, &Dialer::failed, q, [this](EndCause cause, const QString &detail) {
        facts = dialer.facts();
        upstreamEnded(cause, detail);
    });
    QObject::connect(&downstream, &Downstream::messageCame, &relay, &MessageRelay::takeFromClient);
    QObject::connect(
        &downstream, &Downstream::roomMade, q, [this] { upstream.hold(Upstream::Hold::SlowReader, false); });
    QObject::connect(&downstream, &Downstream::drained, q, [this] {
        drained = true;
        closeIfDrained();
    });
    QObject::connect(&downstream, &Downstream::left, q, [this] { peerLeft(); });
    QObject::connect(&downstream, &Downstream::emptied, q, [this] { allDelivered(); });
    QObject::connect(&relay, &MessageRelay::passed, q, &WireTap::messagePassed);
    QObject::connect(&relay, &MessageRelay::dropped, q, &WireTap::messageDropped);
    QObject::connect(&relay, &MessageRelay::clientReleased, q, [this] { closeIfDrained(); });
}

WireTap::~WireTap() = default;

void WireTap::setTarget(const WebSocketUrl &url, const ConnectionOptions &options)
{
    Q_ASSERT(!d->started);
    d->url = url;
    d->options = options;
    d->dialer.setUrl(url);
}

Result<void> WireTap::start()
{
    Q_ASSERT(!d->started);
    d->started = true;
    Result<void> opened = d->door.open();
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

void WireTap::setRoom(std::function<bool(quint64)> hasRoom)
{
    d->upstream.setRoom(std::move(hasRoom));
}

Gate &WireTap::gate()
{
    return d->relay.gate();
}

int WireTap::proxyRefusal() const
{
    return d->dialer.proxyRefusal();
}

const ConnectionFacts &WireTap::facts() const
{
    return d->facts;
}

quint64 WireTap::unsentPayload() const
{
    return d->upstream.unsentPayload();
}

bool WireTap::askForRoom(quint64 bytes)
{
    return d->upstream.askForRoom(bytes);
}

void WireTap::announce(FrameOrigins origin)
{
    d->relay.announce(origin);
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

void WireTap::close(const CloseBody &body)
{
    if (d->over || d->closing)
        return;
    if (!d->facts.openedNs)
        return abort(Abort::Fin);
    d->relay.stopDelivering();
    prepareClose();
    d->closing = body;
    if (d->downstream.isOpen())
        return d->downstream.drain();
    d->drained = true;
    d->closeIfDrained();
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
    d->upstream.hold(reason == Hold::User ? Upstream::Hold::User
            : reason == Hold::Unsent      ? Upstream::Hold::Unsent
                                          : Upstream::Hold::LogFull,
        on);
    d->relay.resumeClient();
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

// The request waits for QWebSocket, so that what the server sends right behind its answer has somewhere
// to go.
void WireTap::Private::startUpstream()
{
    if (!downstream.hasPeer() || !dialled || over)
        return;
    facts = dialer.facts();
    upstream.start(std::move(dialled), openingRequest(url, options));
}

void WireTap::Private::awaitPeer()
{
    if (downstream.hasPeer())
        return;
    const int limit = options.timeouts.handshake > 0 ? options.timeouts.handshake : peerMs;
    QTimer::singleShot(limit, q, [this, limit] {
        if (dialled)
            peerFailed(u"QWebSocket did not come to it within %1."_s.arg(timewords::limit(limit)));
    });
}

void WireTap::Private::peerFailed(const QString &how)
{
    if (over || downstream.hasPeer())
        return;
    Q_EMIT q->peerLost(how);
    if (over) // the owner ended it
        return;
    dialer.abort();
    dialled.reset();
    upstreamEnded(EndCause::NetworkError, u"The relay inside Framescope broke: "_s + how);
}

void WireTap::Private::responseArrived()
{
    Q_EMIT q->phaseEnded(Phase::Upgrade);
}

void WireTap::Private::upstreamOpened(const Agreement &agreement)
{
    downstream.accept(agreement.protocol);
    Q_EMIT q->opened(facts.protocol, facts.extensions);
}

// Messages -------------------------------------------------------------------------------------------

void WireTap::Private::messageArrived(Opcode opcode, QByteArrayView payload)
{
    relay.takeFromServer(opcode, payload);
}

void WireTap::Private::hugeMessageArrived()
{
    relay.takeHugeFromServer();
}

void WireTap::Private::readEnded()
{
    relay.flush();
}

void WireTap::Private::payloadAccepted(quint64 bytes)
{
    Q_EMIT q->payloadSent(bytes);
}

void WireTap::Private::writeQueueShrank()
{
    relay.resumeClient();
}

void WireTap::Private::pongArrived(QByteArrayView payload)
{
    Q_EMIT q->pongReceived(payload.toByteArray());
}

// The end --------------------------------------------------------------------------------------------

void WireTap::Private::peerLeft()
{
    upstream.hold(Upstream::Hold::SlowReader, false);
    drained = true;
    closeIfDrained();
    if (relay.isDelivering() && !over)
        Q_EMIT q->peerLost(u"QWebSocket left it."_s);
}

// What QWebSocket and the Gate still hold was given before the Close and goes before it.
void WireTap::Private::closeIfDrained()
{
    if (closing && drained && !relay.holdsOfClient())
        upstream.close(*std::exchange(closing, {}));
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
        downstream.refuse();
    }
    whenDelivered([this, cause, detail] { finish(cause, detail); });
}

void WireTap::Private::whenDelivered(std::function<void()> then)
{
    afterDelivery.push_back(std::move(then));
    relay.stopDelivering();
    if (over)
        relay.end();
    downstream.farewell();
}

void WireTap::Private::allDelivered()
{
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
