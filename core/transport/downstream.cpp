// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/downstream.h"

#include "protocol/frameencoder.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr qsizetype maxHeaderSize = 10; // of a frame that is not masked (RFC 6455, 5.2)
constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");
static_assert(byteOrderMark.size() == Downstream::ByteOrderMarkSize);
constexpr auto drainMarker = "framescope-drained";

} // namespace

Downstream::Downstream(const Clock &clock, int patienceMs, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, &Downstream::giveUp);
}

void Downstream::take(std::unique_ptr<PeerSocket> peer, const RequestVerdict &request)
{
    Q_ASSERT(!m_peer);
    m_peer = std::move(peer);
    m_offered = request.protocols;
    connect(m_peer.get(), &PeerSocket::message, this, &Downstream::messageCame);
    connect(m_peer.get(), &PeerSocket::written, this, &Downstream::roomMade);
    connect(m_peer.get(), &PeerSocket::ponged, this, [this](const QByteArray &payload) {
        if (payload == drainMarker)
            Q_EMIT drained();
    });
    // QWebSocket's Close is no wish of the application: it goes no further.
    connect(m_peer.get(), &PeerSocket::closeReceived, this, &Downstream::end);
    connect(m_peer.get(), &PeerSocket::ended, this, &Downstream::end);
}

// The extension ends at the tap: QWebSocket has none.
void Downstream::accept(const QByteArray &protocol)
{
    if (!isOpen())
        return;
    Agreement plain;
    if (m_offered.contains(protocol))
        plain.protocol = protocol;
    m_peer->peer().accept(plain, {}, m_clock.monotonicNs());
    m_peer->flush();
}

void Downstream::refuse()
{
    if (isOpen()) {
        m_peer->peer().refuse(502, "Bad Gateway", {}, {}, m_clock.monotonicNs());
        m_peer->flush();
    }
    m_over = true;
}

void Downstream::deliver(Opcode opcode, QByteArrayView payload)
{
    Q_ASSERT(isOpen());
    if (m_frames.isEmpty())
        m_frames.reserve(std::max(m_lastSize, payload.size() + maxHeaderSize));
    // QWebSocket takes one byte order mark off the front of a text, which no browser does: it gets another.
    if (opcode == Opcode::Text && payload.startsWith(byteOrderMark)) {
        QByteArray marked = byteOrderMark.toByteArray();
        marked += payload;
        appendFrame(m_frames, frameFor(opcode, marked), marked);
        return;
    }
    appendFrame(m_frames, frameFor(opcode, payload), payload);
}

void Downstream::flush()
{
    if (!isOpen() || m_frames.isEmpty())
        return;
    m_lastSize = m_frames.size();
    m_peer->write(std::exchange(m_frames, {}));
}

void Downstream::setReading(bool on)
{
    if (isOpen())
        m_peer->setReading(on || m_saidFarewell);
}

// QWebSocket answers a ping behind everything it was given before. Closing it instead would lose what it
// still holds.
void Downstream::drain()
{
    Q_ASSERT(isOpen());
    flush();
    m_peer->peer().ping(drainMarker, m_clock.monotonicNs());
    m_peer->flush();
}

// QWebSocket answers a Close after it has handed out every message before it. It is told 1000 whatever
// the server said: it knows neither 1005 nor 1012 to 1014, and nobody asks it.
void Downstream::farewell()
{
    if (!isOpen()) {
        Q_EMIT emptied();
        return;
    }
    if (m_saidFarewell)
        return;
    m_saidFarewell = true;
    m_patience.start();
    flush();
    m_peer->peer().close({closecode::Normal, {}}, m_clock.monotonicNs());
    m_peer->flush();
    // Its answer stands behind what it had sent, and that goes nowhere any more.
    setReading(true);
}

void Downstream::end()
{
    if (m_over)
        return;
    m_over = true;
    m_patience.stop();
    Q_EMIT left();
    Q_EMIT emptied();
}

void Downstream::giveUp()
{
    m_over = true;
    Q_EMIT emptied();
}

} // namespace framescope

#include "moc_downstream.cpp"
