// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/upstream.h"

#include "transport/wiretap.h"

#include <QRandomGenerator>
#include <QScopedValueRollback>
#include <QSslSocket>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// Bytes on their way to the server above which pings are not answered one by one: whoever takes no answers would
// make us keep them all.
constexpr qint64 pongMark = 1024 * 1024;

Peer::Settings peerSettings(const ConnectionOptions &options, std::function<bool()> holdsPongs)
{
    Peer::Settings settings;
    settings.role = Role::Client;
    settings.policy = options.policy;
    settings.answerPings = options.pingAnswer.kind == PingAnswer::Kind::AtOnce;
    settings.holdsPongs = std::move(holdsPongs);
    settings.limits.assembledMessage = options.deliveryLimit;
    settings.limits.inflatedMessage = options.inflateLimit;
    settings.maskKey = [] {
        const quint32 random = QRandomGenerator::global()->generate();
        return MaskKey{static_cast<quint8>(random), static_cast<quint8>(random >> 8),
            static_cast<quint8>(random >> 16), static_cast<quint8>(random >> 24)};
    };
    return settings;
}

} // namespace

Upstream::Upstream(const ConnectionOptions &options, WireEventSink &sink, const Clock &clock,
    ConnectionFacts &facts, UpstreamEvents &events)
    : m_options(options)
    , m_clock(clock)
    , m_facts(facts)
    , m_events(events)
    , m_peer(peerSettings(options, [this] { return unsentBytes() > pongMark; }), sink, *this)
    , m_keepalive(
          options.keepalive, [this](QByteArrayView payload) { return ping(payload, FrameOrigin::Automatic); },
          [this] { return m_valve.isOpen(); })
    , m_pingAnswerer(options.pingAnswer,
          [this](QByteArrayView payload) {
              if (unsentBytes() <= pongMark)
                  m_peer.pong(payload, m_clock.monotonicNs(), FrameOrigin::Automatic);
              flush();
          })
    , m_valve(clock)
{
    m_handshakeTimer.setSingleShot(true);
    m_closeTimer.setSingleShot(true);
    connect(&m_handshakeTimer, &QTimer::timeout, this, &Upstream::handshakeTimedOut);
    connect(&m_closeTimer, &QTimer::timeout, this, &Upstream::closeTimedOut);
    connect(&m_keepalive, &Keepalive::gaveUp, this, &Upstream::keepaliveGaveUp);
}

Upstream::~Upstream()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void Upstream::start(std::unique_ptr<QTcpSocket> socket, const HandshakeRequest &request)
{
    m_socket = std::move(socket);
    // No more than one read takes, so that it can take Qt's buffer over as it is; TCP does the rest.
    m_socket->setReadBufferSize(WireTap::ReadChunk);
    m_witness.watch(m_socket->socketDescriptor());
    connect(m_socket.get(), &QIODevice::readyRead, this, &Upstream::read);
    connect(m_socket.get(), &QIODevice::bytesWritten, this, &Upstream::bytesLeft);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket.get()))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &Upstream::bytesLeft);
    // Before Qt drops what is still in its buffer, which it does when a write has failed.
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &Upstream::read);
    connect(m_socket.get(), &QAbstractSocket::disconnected, this, &Upstream::tcpEnded);

    m_requestNs = m_clock.monotonicNs();
    m_facts.requestHead = request.head();
    m_peer.connect(request, m_requestNs);
    if (m_options.timeouts.handshake > 0)
        m_handshakeTimer.start(m_options.timeouts.handshake);
    flush();
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        tcpEnded();
    else if (m_socket->bytesAvailable() > 0)
        read(); // a server that speaks first
}

void Upstream::abort(Abort how)
{
    if (m_over || m_end)
        return;
    if (m_socket && m_socket->state() != QAbstractSocket::UnconnectedState) {
        if (how == Abort::Reset)
            platform::resetOnClose(m_socket->socketDescriptor());
        else
            platform::endWriting(m_socket->socketDescriptor());
    }
    end({EndCause::LocalAbort,
        how == Abort::Reset ? u"The connection was ended here, with RST."_s
                            : u"The connection was ended here, with FIN."_s});
}

// What goes out --------------------------------------------------------------------------------------

bool Upstream::send(Opcode opcode, QByteArrayView payload, quint64 givenSize, FrameOrigins origin)
{
    Peer::SendOptions how;
    how.origin = origin;
    if (m_over || !m_peer.send(opcode, payload, m_clock.monotonicNs(), how))
        return false;
    const QByteArray bytes = m_peer.takeOutput();
    m_sent.push_back({m_given + bytes.size(), givenSize});
    m_unsentPayload += givenSize;
    write(bytes);
    return true;
}

void Upstream::write(const QByteArray &bytes)
{
    m_given += bytes.size();
    m_events.bytesCrossed(Direction::ClientToServer, m_clock.monotonicNs());
    m_socket->write(bytes);
    m_socket->flush();
}

bool Upstream::ping(QByteArrayView payload, FrameOrigins origin)
{
    const bool written = !m_over && m_peer.ping(payload, m_clock.monotonicNs(), origin);
    flush();
    return written;
}

void Upstream::sendFrame(const FrameHeader &header, QByteArrayView payload)
{
    if (m_over || !isHandshakeOver())
        return;
    m_peer.sendFrame(header, payload, m_clock.monotonicNs());
    flush();
}

void Upstream::sendBytes(QByteArrayView bytes)
{
    if (m_over || !isHandshakeOver())
        return;
    m_peer.sendBytes(bytes, m_clock.monotonicNs());
    flush();
}

void Upstream::prepareClose()
{
    if (m_over)
        return;
    m_closePrepared = true;
    m_keepalive.stop(); // the time for closing judges from here on
    armCloseTimer();
    // A server that cannot write may not read either.
    letGo();
}

void Upstream::close(const CloseBody &body)
{
    if (m_over)
        return;
    m_closeWanted = true;
    m_peer.close(body, m_clock.monotonicNs());
    flush();
    // The answer can only be seen by reading on.
    letGo();
}

void Upstream::flush()
{
    if (m_over || !m_socket)
        return;
    if (m_peer.hasOutput())
        write(m_peer.takeOutput());
    armCloseTimer();
}

qint64 Upstream::unsentBytes() const
{
    if (!m_socket)
        return 0;
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket.get());
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void Upstream::bytesLeft()
{
    const qint64 unsent = unsentBytes();
    const qint64 accepted = m_given - unsent;
    while (!m_sent.empty() && m_sent.front().end <= accepted) {
        const quint64 givenSize = m_sent.front().givenSize;
        m_sent.pop_front();
        m_unsentPayload -= givenSize;
        m_events.payloadAccepted(givenSize);
    }
    // Whoever still takes bytes is not silent: the time to answer our Close begins behind them, and so does
    // a ping among them.
    if (m_closeTimer.isActive())
        m_closeTimer.start();
    if (unsent > 0)
        m_keepalive.excuse();
    if (unsent <= pongMark && m_peer.hasHeldPing()) {
        m_peer.answerHeldPing(m_clock.monotonicNs());
        flush();
    }
    m_events.writeQueueShrank();
}

// What comes in --------------------------------------------------------------------------------------

void Upstream::read()
{
    if (m_reading || m_over || !m_socket) // the valve may have opened before TCP was there
        return;
    {
        const QScopedValueRollback reading(m_reading, true);
        while (readSome()) { }
    }
    flush();
    m_events.readEnded();
    if (m_tcpEnded && m_socket->bytesAvailable() == 0)
        end(endOfTcp(state(), m_witness.wasReset(), socketError()));
    finish();
}

// Asked before each read: then what it turns into has room.
static_assert(Journal::RoomForRead >= Journal::roomForRead(WireTap::ReadChunk));
static_assert(Journal::RoomForRead >= Journal::roomForRead(WireTap::CompressedReadChunk, 1032));

bool Upstream::readSome()
{
    if (m_end || m_socket->bytesAvailable() == 0)
        return false;
    if (isHandshakeOver() && (!m_valve.isOpen() || !askForRoom()))
        return false;
    const bool inflates = !isHandshakeOver() || m_peer.agreement().deflate;
    const qint64 chunk = inflates ? WireTap::CompressedReadChunk : WireTap::ReadChunk;
    // Asked for exactly what is there, Qt hands its buffer over instead of copying it.
    const QByteArray bytes = m_socket->read(std::min(chunk, m_socket->bytesAvailable()));
    receive(bytes);
    return !bytes.isEmpty();
}

void Upstream::receive(QByteArrayView bytes)
{
    if (!isHandshakeOver())
        m_answer.count(bytes);
    m_arrivedNs = m_clock.monotonicNs();
    m_peer.receive(bytes, m_arrivedNs);
    m_events.bytesCrossed(Direction::ServerToClient, m_arrivedNs);
    // A pong has to wait for the end of a frame; only one that goes on excuses that.
    if (m_peer.isReceivingFrame())
        m_keepalive.excuse();
    if (m_answer.isRefusal())
        takeBody(bytes);
    else if (m_breach && !isHandshakeOver())
        end({EndCause::HandshakeInvalid, m_breach->toString()});
}

void Upstream::takeBody(QByteArrayView bytes)
{
    m_answer.takeBody(bytes);
    m_facts.failureBody = m_answer.body();
    if (m_answer.isBodyOver())
        end(endByRefusal(m_answer));
}

void Upstream::interimResponseReceived(const HttpHead &head)
{
    m_answer.takeInterim(head);
}

void Upstream::responseReceived(const HttpHead &head, const ResponseVerdict &verdict)
{
    m_answer.take(head, verdict);
    m_facts.responseHead = head.raw;
    m_facts.phaseNs.at(static_cast<size_t>(Phase::Upgrade)) = m_arrivedNs - m_requestNs;
    m_events.responseArrived();
}

void Upstream::opened(const Agreement &agreement)
{
    m_handshakeTimer.stop();
    m_answer.accept();
    m_facts.openedNs = m_arrivedNs;
    m_facts.protocol = QString::fromUtf8(agreement.protocol);
    m_facts.extensions = QString::fromUtf8(agreement.extensions);
    m_valve.begin();
    m_keepalive.start();
    m_events.upstreamOpened(agreement);
}

void Upstream::messageReceived(Opcode opcode, QByteArrayView payload)
{
    m_events.messageArrived(opcode, payload);
}

void Upstream::messageSkipped(Opcode, quint64)
{
    m_events.hugeMessageArrived();
}

void Upstream::pingReceived(QByteArrayView payload)
{
    m_pingAnswerer.take(payload);
    if (m_peer.hasHeldPing() && !std::exchange(m_pongsWereHeld, true))
        m_events.pongsHeld();
}

void Upstream::pongReceived(QByteArrayView payload)
{
    m_keepalive.takePong(payload);
    m_events.pongArrived(payload);
}

void Upstream::closeReceived(const CloseBody &body)
{
    stopPings();
    m_events.closeArrived(body);
}

void Upstream::failed(const Violation &violation)
{
    m_breach = violation;
    stopPings();
    if (isHandshakeOver())
        m_events.failing(violation);
}

// The valve ------------------------------------------------------------------------------------------

bool Upstream::askForRoom(quint64 bytes)
{
    if (!isHeld(Hold::LogFull) && m_hasRoom && !m_hasRoom(bytes))
        hold(Hold::LogFull, true);
    return !isHeld(Hold::LogFull);
}

// What holds by a wish of ours.
void Upstream::letGo()
{
    hold(Hold::User, false);
    hold(Hold::Unsent, false);
}

void Upstream::hold(Hold reason, bool on)
{
    if (on)
        m_keepalive.excuse();
    // Later: whoever opens the valve may be inside an event of ours.
    if (m_valve.set(reason, on))
        QMetaObject::invokeMethod(this, &Upstream::read, Qt::QueuedConnection);
}

// The end --------------------------------------------------------------------------------------------

void Upstream::armCloseTimer()
{
    const bool closing =
        m_closePrepared || m_closeWanted || m_breach || m_peer.closeSent() || m_peer.closeWasReceived();
    if (closing && isHandshakeOver() && !m_closeTimer.isActive() && m_options.timeouts.close > 0)
        m_closeTimer.start(m_options.timeouts.close);
}

void Upstream::handshakeTimedOut()
{
    end(endOfHandshakeTime(m_answer, m_options.timeouts.handshake));
    finish();
}

void Upstream::closeTimedOut()
{
    // While we do not read, silence says nothing about the server; nor while what it shall take is still
    // on its way through the relay.
    const bool ownDelay = !m_closeWanted && !m_breach && !m_peer.closeWasReceived() && unsentBytes() == 0;
    if (!m_valve.isOpen() || ownDelay)
        return m_closeTimer.start();
    end(endOfCloseTime(state(), m_options.timeouts.close));
    finish();
}

void Upstream::keepaliveGaveUp(int unanswered)
{
    platform::endWriting(m_socket->socketDescriptor());
    end({EndCause::KeepaliveTimeout, u"%1 pings in a row had no answer."_s.arg(unanswered)});
}

// Nothing but the closing handshake, or the end, follows.
void Upstream::stopPings()
{
    m_keepalive.stop();
    m_pingAnswerer.stop();
}

// Empty where the server ended TCP.
QString Upstream::socketError() const
{
    const bool ended = m_socket->error() == QAbstractSocket::RemoteHostClosedError;
    return ended ? QString() : m_socket->errorString();
}

void Upstream::tcpEnded()
{
    m_tcpEnded = true;
    m_peer.stopWriting();
    read();
}

UpstreamState Upstream::state() const
{
    return {m_answer, isHandshakeOver(), m_breach, m_peer.closeSent(), m_peer.closeWasReceived(),
        unsentBytes() > 0, m_peer.isSendingFrame()};
}

void Upstream::end(const UpstreamEnd &end)
{
    if (!m_end)
        m_end = end;
    if (!m_reading)
        finish();
}

void Upstream::finish()
{
    if (!m_end || m_over || m_reading)
        return;
    m_over = true;
    m_handshakeTimer.stop();
    m_closeTimer.stop();
    stopPings();
    m_valve.end();
    const qint64 now = m_clock.monotonicNs();
    m_peer.receiveEnd(now);
    m_peer.sendEnd(now);
    m_facts.endedNs = now;
    m_facts.closeCode = closecode::Abnormal;
    if (m_peer.closeWasReceived() && !m_breach) {
        m_facts.closeCode = m_peer.receivedClose().code.value_or(closecode::NoStatus);
        m_facts.closeReason = QString::fromUtf8(m_peer.receivedClose().reason);
    }
    if (m_facts.responseHead.isEmpty() && (m_tcpEnded || m_end->cause == EndCause::HandshakeInvalid))
        m_facts.responseHead = m_answer.headSoFar();
    m_facts.wasClean = m_end->cause == EndCause::CloseHandshake;
    m_facts.failed = !m_facts.wasClean;
    if (m_socket) {
        m_socket->disconnect(this);
        m_witness.release();
        m_socket->abort();
    }
    m_events.upstreamEnded(m_end->cause, m_end->detail);
}

} // namespace framescope

#include "moc_upstream.cpp"
