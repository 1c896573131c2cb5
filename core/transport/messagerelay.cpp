// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/messagerelay.h"

#include "protocol/utf8validator.h"
#include "transport/downstream.h"
#include "transport/upstream.h"

namespace framescope {

using namespace Qt::StringLiterals;
using How = PassedMessage::How;

namespace {

// Bytes on their way to the server above which nothing is read from QWebSocket.
constexpr qint64 upMark = 1024 * 1024;
// Payload of messages that the Gate holds above which nothing more is read from the server.
constexpr qint64 gateMark = 1024 * 1024;

} // namespace

MessageRelay::MessageRelay(Upstream &upstream, Downstream &downstream, Policy policy, QObject *parent)
    : QObject(parent)
    , m_upstream(upstream)
    , m_downstream(downstream)
    // QWebSocket would end the session on text that the lenient policy let pass.
    , m_checksText(policy == Policy::Lenient)
    , m_gate(
          [this](const GateMessage &original, const Gate::Decision &decision) { passOn(original, decision); })
{
}

// What is not delivered any more passes the Gate for its place only.
void MessageRelay::takeFromServer(Opcode opcode, QByteArrayView payload)
{
    if (m_gate.isPassThrough()) {
        Q_EMIT passed(deliver(opcode, payload));
        return;
    }
    m_gate.pass({Direction::ServerToClient, opcode, m_delivering ? payload.toByteArray() : QByteArray(),
        m_delivering});
    if (m_delivering && m_gate.heldBytes(Direction::ServerToClient) > gateMark)
        m_upstream.hold(Upstream::Hold::Gate, true);
}

void MessageRelay::takeHugeFromServer()
{
    m_gate.pass({Direction::ServerToClient, Opcode::Binary, {}, false});
}

void MessageRelay::takeFromClient(Opcode opcode, const QByteArray &payload)
{
    const FrameOrigins origin = takeAnnounced();
    if (m_gate.isPassThrough())
        send(opcode, payload, static_cast<quint64>(payload.size()), origin);
    else
        m_gate.pass({Direction::ClientToServer, opcode, payload, true, origin});
}

// TCP keeps the order, so what comes out of QWebSocket is the oldest that went in.
FrameOrigins MessageRelay::takeAnnounced()
{
    if (m_announced.empty())
        return {};
    const FrameOrigins origin = m_announced.front();
    m_announced.pop_front();
    return origin;
}

void MessageRelay::flush()
{
    m_downstream.flush();
    if (m_downstream.isFull())
        m_upstream.hold(Upstream::Hold::SlowReader, true);
}

void MessageRelay::resumeClient()
{
    if (m_upstream.unsentBytes() <= upMark && !m_upstream.isHeld(Upstream::Hold::LogFull))
        m_downstream.setReading(true);
}

void MessageRelay::stopDelivering()
{
    m_delivering = false;
    // Else neither the answer to our Close nor the end would be seen.
    m_upstream.hold(Upstream::Hold::Gate, false);
}

void MessageRelay::end()
{
    m_over = true;
    stopDelivering();
    m_gate.dropHeld(Direction::ServerToClient);
    m_gate.dropHeld(Direction::ClientToServer);
}

void MessageRelay::passOn(const GateMessage &original, const Gate::Decision &decision)
{
    if (original.direction == Direction::ServerToClient)
        passDown(original, decision);
    else
        passUp(original, decision);
}

PassedMessage MessageRelay::deliverAs(const GateMessage &original, const Gate::Decision &decision)
{
    if (decision.verdict == Gate::Verdict::Drop)
        return {m_over ? How::Withheld : How::Dropped};
    if (!original.isWhole)
        return {};
    if (decision.verdict == Gate::Verdict::Forward)
        return deliver(original.opcode, original.payload);
    const PassedMessage message = deliver(original.opcode, decision.replacement);
    return message.how == How::Delivered
        ? PassedMessage{How::Replaced, static_cast<quint64>(decision.replacement.size())}
        : message;
}

void MessageRelay::passDown(const GateMessage &original, const Gate::Decision &decision)
{
    Q_EMIT passed(deliverAs(original, decision));
    flush(); // a held message is released at any time
    if (m_gate.heldBytes(Direction::ServerToClient) <= gateMark)
        m_upstream.hold(Upstream::Hold::Gate, false);
}

void MessageRelay::passUp(const GateMessage &original, const Gate::Decision &decision)
{
    const auto givenSize = static_cast<quint64>(original.payload.size());
    if (decision.verdict == Gate::Verdict::Drop)
        Q_EMIT dropped(givenSize,
            m_over ? u"the connection ended while a rule held it back."_s : u"a rule dropped it."_s);
    else if (decision.verdict == Gate::Verdict::Replace)
        send(original.opcode, decision.replacement, givenSize, original.origin);
    else
        send(original.opcode, original.payload, givenSize, original.origin);
    // Later: the Gate still counts it, and may let more go in the same call.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!holdsOfClient())
                Q_EMIT clientReleased();
        },
        Qt::QueuedConnection);
}

PassedMessage MessageRelay::deliver(Opcode opcode, QByteArrayView payload)
{
    const bool readable = !m_checksText || opcode != Opcode::Text || isValidUtf8(payload);
    if (!m_delivering || !readable || !m_downstream.isOpen())
        return {};
    m_downstream.deliver(opcode, payload);
    return {How::Delivered};
}

// The books know the message by the size with which QWebSocket was given it.
void MessageRelay::send(Opcode opcode, QByteArrayView payload, quint64 givenSize, FrameOrigins origin)
{
    if (!m_upstream.send(opcode, payload, givenSize, origin) && !m_over) {
        Q_EMIT dropped(givenSize,
            !m_upstream.isOpen()              ? u"the closing handshake had begun."_s
                : m_upstream.isSendingFrame() ? u"what was sent before it ends inside a frame."_s
                                              : u"what was sent before it ends inside a message."_s);
    }
    if (m_upstream.unsentBytes() > upMark || !m_upstream.askForRoom())
        m_downstream.setReading(false);
}

} // namespace framescope

#include "moc_messagerelay.cpp"
