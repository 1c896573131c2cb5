// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/wirewitness.h"

#include "protocol/utf8validator.h"

#include <algorithm>

namespace framescope {

namespace {

// More than these wait only if nobody answers; the oldest and their number is what counts then.
constexpr size_t maxPings = 1024;

size_t index(Direction direction)
{
    return static_cast<size_t>(direction);
}

} // namespace

WireWitness::WireWitness(Journal &journal, ConnectionId connection, const Clock &clock,
    const ConnectionOptions &options, std::function<void()> active)
    : m_journal(journal)
    , m_recorder(journal, connection)
    , m_clock(clock)
    , m_deliveryLimit(options.deliveryLimit)
    , m_strict(options.policy == Policy::Strict)
    , m_active(std::move(active))
{
}

std::optional<WireWitness::Arrival> WireWitness::takeArrival()
{
    if (m_arrivals.empty())
        return {};
    const Arrival arrival = m_arrivals.front();
    m_arrivals.pop_front();
    return arrival;
}

std::optional<qint64> WireWitness::lastNs(Direction direction) const
{
    return m_lastNs[index(direction)];
}

std::optional<qint64> WireWitness::answerPing(QByteArrayView payload, qint64 nowNs)
{
    const auto ping = std::find_if(
        m_pings.begin(), m_pings.end(), [&](const SentPing &sent) { return payload == sent.payload; });
    if (ping == m_pings.end())
        return {};
    const qint64 roundTrip = nowNs - ping->sentNs;
    m_pings.erase(m_pings.begin(), ping + 1);
    return roundTrip;
}

LastSigns WireWitness::signs(qint64 atNs, qint64 beginNs) const
{
    return signsSince(m_lastNs, atNs, beginNs);
}

LastSigns WireWitness::signsSince(const Times &lastNs, qint64 atNs, qint64 beginNs) const
{
    LastSigns signs;
    signs.silenceInNs = atNs - lastNs[index(Direction::ServerToClient)].value_or(beginNs);
    signs.silenceOutNs = atNs - lastNs[index(Direction::ClientToServer)].value_or(beginNs);
    signs.pingsUnanswered = static_cast<int>(m_pings.size());
    signs.pingWaitNs = m_pings.empty() ? 0 : atNs - m_pings.front().sentNs;
    return signs;
}

void WireWitness::active(Direction direction, qint64 timeNs)
{
    m_lastNs[index(direction)] = m_lastEventNs[index(direction)] = timeNs;
    m_active();
}

void WireWitness::bytesCrossed(Direction direction, qint64 timeNs)
{
    m_lastNs[index(direction)] = timeNs;
}

void WireWitness::noteControl(const FrameEvent &event)
{
    if (event.header.opcode == Opcode::Close && !m_firstClose) {
        m_firstClose = event.direction;
        // What came behind the last event is of its own header.
        m_signsBeforeClose = signsSince(m_lastEventNs, event.timeNs, event.timeNs);
    }
    if (event.header.opcode == Opcode::Close && event.direction == Direction::ServerToClient)
        stopDelivering(); // what follows the server's Close is no message any more (RFC 6455, 5.5.1)
    if (event.header.opcode == Opcode::Ping && event.direction == Direction::ServerToClient)
        ++m_pingsReceived;
    if (event.header.opcode == Opcode::Ping && event.direction == Direction::ClientToServer
        && m_pings.size() < maxPings)
        m_pings.push_back({event.payload.toByteArray(), event.timeNs});
}

void WireWitness::noteMessage(const FrameEvent &event, RowId row, bool delivered)
{
    if (!event.message || event.direction != Direction::ServerToClient)
        return;
    m_arrivals.push_back(
        {row, event.message->size, delivered, !delivered && canReach(event) && isAboveLimit(event)});
    m_textIsInvalid = false;
}

// Only what the server sends is delivered; and of that neither the message that fails the connection,
// nor one above the delivery limit, nor text that the lenient policy let pass and QWebSocket would not.
bool WireWitness::reaches(const FrameEvent &event) const
{
    if (event.direction == Direction::ClientToServer)
        return true;
    if (!canReach(event) || isAboveLimit(event))
        return false;
    if (!event.message)
        return true;
    const MessageEnd &message = *event.message;
    const bool suspect = m_textIsInvalid || event.violations > 0;
    return !suspect || message.opcode != Opcode::Text || isValidUtf8(message.payload);
}

bool WireWitness::canReach(const FrameEvent &event) const
{
    return m_delivering && !(m_strict && event.violations > 0);
}

bool WireWitness::isAboveLimit(const FrameEvent &event) const
{
    return event.message && (!event.message->assembled || event.message->size > m_deliveryLimit);
}

void WireWitness::head(const HeadEvent &event)
{
    m_recorder.head(event);
    if (event.direction == Direction::ClientToServer)
        m_requestNs = event.timeNs;
    active(event.direction, event.timeNs);
}

void WireWitness::frame(const FrameEvent &event)
{
    const bool delivered = reaches(event);
    m_recorder.setDelivering(delivered);
    m_recorder.frame(event);
    noteMessage(event, m_journal.nextId() - 1, delivered);
    if (isControl(event.header.opcode))
        noteControl(event);
    active(event.direction, event.timeNs);
}

void WireWitness::frameBegan(const FrameEvent &event)
{
    m_recorder.frameBegan(event);
    m_openRow[index(event.direction)] = m_journal.nextId() - 1;
    if (isControl(event.header.opcode))
        noteControl(event);
    active(event.direction, event.timeNs);
}

void WireWitness::framePayload(Direction direction, QByteArrayView wire, QByteArrayView application)
{
    m_recorder.framePayload(direction, wire, application);
    active(direction, m_clock.monotonicNs());
}

void WireWitness::frameEnded(const FrameEvent &event)
{
    const bool delivered = reaches(event);
    m_recorder.setDelivering(delivered);
    m_recorder.frameEnded(event);
    noteMessage(event, m_openRow[index(event.direction)], delivered);
    // A frame that was cut ended without a byte of its own.
    if (event.state == FrameState::Complete)
        active(event.direction, m_clock.monotonicNs());
    else if (event.direction == Direction::ServerToClient)
        m_cutFrame = CutFrame{m_openRow[index(event.direction)], event.received, event.header.payloadLength};
}

void WireWitness::violation(const Violation &violation, qint64 timeNs)
{
    m_recorder.violation(violation, timeNs);
    if (violation.direction != Direction::ServerToClient)
        return;
    if (!m_firstBreach) {
        m_firstBreach = violation;
        m_breachPlace = m_recorder.placeOf(violation);
    }
    if (violation.kind == ViolationKind::InvalidUtf8)
        m_textIsInvalid = true;
    // Behind such a length no policy goes on.
    if (m_strict || violation.kind == ViolationKind::LengthTopBitSet)
        stopDelivering();
}

} // namespace framescope
