// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/peersocket.h"

#include "base/platform.h"

#include <QSslSocket>

namespace framescope {

namespace {

// As much as one turn of the event loop takes in.
constexpr qint64 readBufferSize = 256 * 1024;

} // namespace

struct PeerSocket::Private final : PeerEvents {
    Private(PeerSocket *owner, QTcpSocket *with, const Peer::Settings &settings, WireEventSink &sink,
        const Clock &by)
        : q(owner)
        , socket(with)
        , clock(by)
        , peer(settings, sink, *this)
    {
    }

    void requestReceived(const HttpHead &head, const RequestVerdict &verdict) override
    {
        Q_EMIT q->requested(head, verdict);
    }
    void opened(const Agreement &) override { Q_EMIT q->opened(); }
    void messageReceived(Opcode opcode, QByteArrayView payload) override
    {
        Q_EMIT q->message(opcode, payload.toByteArray());
    }
    void pingReceived(QByteArrayView payload) override { Q_EMIT q->pinged(payload.toByteArray()); }
    void pongReceived(QByteArrayView payload) override { Q_EMIT q->ponged(payload.toByteArray()); }
    void closeReceived(const CloseBody &body) override { Q_EMIT q->closeReceived(body); }
    void failed(const Violation &violation) override { Q_EMIT q->failed(violation); }

    void read();
    void bytesLeft();
    void endNow();
    void otherSideEnded();

    PeerSocket *q;
    QTcpSocket *socket; // child of q
    const Clock &clock;
    Peer peer;
    platform::SocketWitness witness;
    bool reading = true;
    bool ending = false; // end() was called, and waits for what is unwritten
    bool endsWhenClosed = true;
    bool reset = false;
    bool over = false;
};

PeerSocket::PeerSocket(QTcpSocket *socket, const Peer::Settings &settings, WireEventSink &sink,
    const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(new Private(this, socket, settings, sink, clock))
{
    socket->setParent(this);
    socket->setReadBufferSize(readBufferSize);
    d->witness.watch(socket->socketDescriptor());
    connect(socket, &QIODevice::readyRead, this, [this] { d->read(); });
    connect(socket, &QIODevice::bytesWritten, this, [this] { d->bytesLeft(); });
    connect(socket, &QAbstractSocket::disconnected, this, [this] { d->otherSideEnded(); });
    // What came before now; later than this constructor, so that the owner hears of it.
    QMetaObject::invokeMethod(
        this, [this] { d->read(); }, Qt::QueuedConnection);
}

PeerSocket::~PeerSocket()
{
    d->socket->disconnect(this);
}

Peer &PeerSocket::peer()
{
    return d->peer;
}

void PeerSocket::flush()
{
    if (d->peer.hasOutput())
        d->socket->write(d->peer.takeOutput());
    d->socket->flush();
    if (d->endsWhenClosed && d->peer.state() == Peer::State::Closed)
        end();
}

void PeerSocket::write(const QByteArray &bytes)
{
    d->socket->write(bytes);
    d->socket->flush();
}

void PeerSocket::end()
{
    d->ending = true;
    d->endNow();
}

void PeerSocket::reset()
{
    if (d->socket->state() == QAbstractSocket::UnconnectedState)
        return;
    d->over = true;
    d->witness.release();
    platform::resetOnClose(d->socket->socketDescriptor());
    d->socket->abort();
}

quint64 PeerSocket::unwritten() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(d->socket);
    return static_cast<quint64>(d->socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0));
}

void PeerSocket::setReading(bool on)
{
    d->reading = on;
    if (on)
        d->read();
}

void PeerSocket::setEndsWhenClosed(bool on)
{
    d->endsWhenClosed = on;
}

bool PeerSocket::wasReset() const
{
    return d->reset;
}

void PeerSocket::Private::read()
{
    while (reading && socket->bytesAvailable() > 0) {
        peer.receive(socket->read(readBufferSize), clock.monotonicNs());
        q->flush();
    }
    if (reading && socket->state() == QAbstractSocket::UnconnectedState)
        otherSideEnded();
}

void PeerSocket::Private::bytesLeft()
{
    if (q->unwritten() != 0)
        return;
    Q_EMIT q->written();
    if (ending)
        endNow();
}

// Only the sending half is closed: closing all would answer what the other side still sends with RST,
// and that would take our last bytes away from it.
void PeerSocket::Private::endNow()
{
    if (q->unwritten() != 0 || socket->state() != QAbstractSocket::ConnectedState)
        return;
    if (qobject_cast<QSslSocket *>(socket))
        socket->disconnectFromHost(); // says close_notify first
    else
        platform::endWriting(socket->socketDescriptor());
}

void PeerSocket::Private::otherSideEnded()
{
    // What is still in Qt's buffer comes first.
    if (over || socket->bytesAvailable() > 0)
        return;
    over = true;
    // Behind our own FIN both endings look alike.
    reset = !ending && witness.wasReset();
    witness.release();
    peer.receiveEnd(clock.monotonicNs());
    Q_EMIT q->ended();
}

} // namespace framescope

#include "moc_peersocket.cpp"
