// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/gate.h"
#include "protocol/peer.h"

#include <QObject>

#include <deque>

namespace framescope {

class Downstream;
class Upstream;

// What became of a complete message from the server.
struct PassedMessage {
    enum class How : quint8 {
        Withheld, // it did not go to QWebSocket: too large, too late, not readable
        Delivered,
        Replaced, // another went in its place
        Dropped   // by the Gate
    };
    How how = How::Withheld;
    quint64 size = 0; // of what went in its place, if Replaced
};

// Carries whole messages between both sides of the tap, through the Gate, and keeps the books: of each
// message is told what became of it, once and in order. Slows one side down when the other, or the Gate,
// has enough.
class MessageRelay final : public QObject {
    Q_OBJECT
public:
    // Both must outlive this.
    MessageRelay(Upstream &upstream, Downstream &downstream, Policy policy, QObject *parent = nullptr);

    Gate &gate() { return m_gate; }

    void takeFromServer(Opcode opcode, QByteArrayView payload);
    void takeHugeFromServer(); // above the delivery limit
    // Of the message that takeFromClient() gets next and was not told of yet.
    void announce(FrameOrigins origin) { m_announced.push_back(origin); }
    void takeFromClient(Opcode opcode, const QByteArray &payload);
    // Writes to QWebSocket what was taken.
    void flush();
    // Reads from QWebSocket as far as the server and the log have room.
    void resumeClient();

    bool isDelivering() const { return m_delivering; }
    // Messages of the server are only told as withheld from now on; what the Gate holds of ours still goes.
    void stopDelivering();
    bool holdsOfClient() const { return !m_gate.held(Direction::ClientToServer).empty(); }
    // The server is gone: what the Gate holds goes nowhere any more.
    void end();

Q_SIGNALS:
    void passed(framescope::PassedMessage message);
    // A client message that QWebSocket was given with so many bytes will never be written; `why` is a sentence.
    void dropped(quint64 bytes, const QString &why);
    // The Gate let the last of the client's messages go that it had held.
    void clientReleased();

private:
    void passOn(const GateMessage &original, const Gate::Decision &decision);
    PassedMessage deliverAs(const GateMessage &original, const Gate::Decision &decision);
    void passDown(const GateMessage &original, const Gate::Decision &decision);
    void passUp(const GateMessage &original, const Gate::Decision &decision);
    PassedMessage deliver(Opcode opcode, QByteArrayView payload);
    FrameOrigins takeAnnounced();
    void send(Opcode opcode, QByteArrayView payload, quint64 givenSize, FrameOrigins origin);

    Upstream &m_upstream;
    Downstream &m_downstream;
    const bool m_checksText;
    Gate m_gate;
    std::deque<FrameOrigins> m_announced; // of messages that are inside QWebSocket
    bool m_delivering = true;
    bool m_over = false;
};

} // namespace framescope
