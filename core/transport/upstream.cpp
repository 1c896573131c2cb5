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

// Of the server's bytes at most so much waits in Qt's buffer; above it TCP does the rest. Not more than one
// read takes, so that a read can take the buffer over as it is.
constexpr qint64 readBufferSize = WireTap::ReadChunk;

Peer::Settings peerSettings(const ConnectionOptions &options)
{
    Peer::Settings settings;
    settings.role = Role::Client;
    settings.policy = options.policy;
    settings.answerPings = options.answerPings;
    settings.limits.assembledMessage = options.deliveryLimit;
    settings.maskKey = [] {
        const quint32 random = QRandomGenerator::global()->generate();
        return MaskKey{static_cast<quint8>(random), static_cast<quint8>(random >> 8),
            static_cast<quint8>(random >> 16), static_cast<quint8>(random >> 24)};
    };
    return settings;
}

QString seconds(int milliseconds)
{
    return QString::number(milliseconds / 1000.0, 'f', 1) + u" s"_s;
}

} // namespace

Upstream::Upstream(const ConnectionOptions &options, WireEventSink &sink, const Clock &clock,
    ConnectionFacts &facts, UpstreamEvents &events)
    : m_options(options)
    , m_clock(clock)
    , m_facts(facts)
    , m_events(events)
    , m_peer(peerSettings(options), sink, *this)
    , m_valve(clock)
{
    m_handshakeTimer.setSingleShot(true);
    m_closeTimer.setSingleShot(true);
    connect(&m_handshakeTimer, &QTimer::timeout, this, &Upstream::handshakeTimedOut);
    connect(&m_closeTimer, &QTimer::timeout, this, &Upstream::closeTimedOut);
}

Upstream::~Upstream()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void Upstream::start(std::unique_ptr<QTcpSocket> socket, const HandshakeRequest &request)
{
    m_socket = std::move(socket);
    m_socket->setReadBufferSize(readBufferSize);
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

bool Upstream::send(Opcode opcode, QByteArrayView payload, quint64 givenSize)
{
    if (m_over || !m_peer.send(opcode, payload, m_clock.monotonicNs()))
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
    armCloseTimer();
    // A server that cannot write may not read either.
    hold(Hold::User, false);
}

void Upstream::close(const CloseBody &body)
{
    if (m_over)
        return;
    m_closeWanted = true;
    m_closeTimer.stop(); // the time for the answer begins now
    m_peer.close(body, m_clock.monotonicNs());
    flush();
    // The answer can only be seen by reading on.
    hold(Hold::User, false);
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
    const qint64 accepted = m_given - unsentBytes();
    while (!m_sent.empty() && m_sent.front().end <= accepted) {
        const quint64 givenSize = m_sent.front().givenSize;
        m_sent.pop_front();
        m_unsentPayload -= givenSize;
        m_events.payloadAccepted(givenSize);
    }
    // Whoever still takes bytes is not silent: the time to answer our Close begins behind them.
    if (m_closeTimer.isActive())
        m_closeTimer.start();
    m_events.writeQueueShrank();
}

// What comes in --------------------------------------------------------------------------------------

void Upstream::read()
{
    if (m_reading || m_over)
        return;
    {
        const QScopedValueRollback reading(m_reading, true);
        while (readSome()) { }
    }
    flush();
    m_events.readEnded();
    if (m_tcpEnded && m_socket->bytesAvailable() == 0)
        end(endOfTcp());
    finish();
}

// Asked before each read: then what it turns into has room.
static_assert(Journal::RoomForRead >= Journal::roomForRead(WireTap::ReadChunk));
static_assert(Journal::RoomForRead >= Journal::roomForRead(WireTap::CompressedReadChunk, 1032));

bool Upstream::readSome()
{
    if (m_end || m_socket->bytesAvailable() == 0)
        return false;
    if (isHandshakeOver() && m_valve.isOpen())
        askForRoom();
    if (isHandshakeOver() && !m_valve.isOpen())
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
    m_peer.receive(bytes, m_clock.monotonicNs());
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
        end(endOfHandshake());
}

void Upstream::interimResponseReceived(const HttpHead &head)
{
    m_answer.takeInterim(head);
}

void Upstream::responseReceived(const HttpHead &head, const ResponseVerdict &verdict)
{
    m_answer.take(head, verdict);
    m_facts.responseHead = head.raw;
    m_facts.phaseNs.at(static_cast<size_t>(Phase::Upgrade)) = m_clock.monotonicNs() - m_requestNs;
    m_events.responseArrived();
}

void Upstream::opened(const Agreement &agreement)
{
    m_handshakeTimer.stop();
    m_answer.accept();
    m_facts.openedNs = m_clock.monotonicNs();
    m_facts.protocol = QString::fromUtf8(agreement.protocol);
    m_facts.extensions = QString::fromUtf8(agreement.extensions);
    m_valve.begin();
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

void Upstream::pongReceived(QByteArrayView payload)
{
    m_events.pongArrived(payload);
}

void Upstream::closeReceived(const CloseBody &body)
{
    m_events.closeArrived(body);
}

void Upstream::failed(const Violation &violation)
{
    m_breach = violation;
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

void Upstream::hold(Hold reason, bool on)
{
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
    if (m_answer.isRefusal())
        end(endOfHandshake());
    else
        end({EndCause::HandshakeTimeout,
            u"The server did not answer the request within %1; %2 bytes came."_s
                .arg(seconds(m_options.timeouts.handshake))
                .arg(m_answer.received())});
    finish();
}

void Upstream::closeTimedOut()
{
    // While we do not read, silence says nothing about the server; nor while what it shall take is still
    // on its way through the relay.
    const bool ownDelay = !m_closeWanted && !m_breach && !m_peer.closeWasReceived() && unsentBytes() == 0;
    if (!m_valve.isOpen() || ownDelay)
        return m_closeTimer.start();
    const QString within = u" within "_s + seconds(m_options.timeouts.close) + u'.';
    if (m_breach)
        end({EndCause::ProtocolFailure, m_breach->toString()});
    else if (m_peer.closeWasReceived())
        end({EndCause::CloseHandshake, u"Both sides sent Close; the server did not end TCP"_s + within});
    else if (unsentBytes() > 0)
        end({EndCause::CloseTimeout, u"The server did not take our data"_s + within});
    else if (!m_peer.closeSent())
        end({EndCause::CloseTimeout,
            u"The Close could not be written: what was sent before ends inside a frame."_s});
    else
        end({EndCause::CloseTimeout, u"The server did not answer our Close"_s + within});
    finish();
}

void Upstream::tcpEnded()
{
    m_tcpEnded = true;
    read();
}

Upstream::End Upstream::endOfHandshake() const
{
    return {EndCause::HttpStatus, m_answer.refusalSentence()};
}

Upstream::End Upstream::endOfTcp() const
{
    if (m_answer.isRefusal())
        return endOfHandshake();
    if (m_breach)
        return {
            isHandshakeOver() ? EndCause::ProtocolFailure : EndCause::HandshakeInvalid, m_breach->toString()};
    const bool reset = m_witness.wasReset();
    const QString how = reset ? u"The server reset TCP (RST) "_s : u"The server ended TCP (FIN) "_s;
    if (m_peer.closeSent() && m_peer.closeWasReceived())
        return {EndCause::CloseHandshake, u"Both sides sent Close. "_s + how.trimmed() + u'.'};
    if (m_socket->error() != QAbstractSocket::RemoteHostClosedError)
        return {EndCause::NetworkError, u"The connection broke: %1."_s.arg(m_socket->errorString())};
    const EndCause cause = reset ? EndCause::ServerReset : EndCause::ServerFin;
    if (!isHandshakeOver())
        return {cause, how + m_answer.place()};
    return {cause,
        how + (m_peer.closeSent() ? u"without an answer to our Close."_s : u"without a Close frame."_s)};
}

void Upstream::end(const End &end)
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
    if (m_tcpEnded && m_end->cause != EndCause::HandshakeInvalid && m_facts.responseHead.isEmpty())
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
