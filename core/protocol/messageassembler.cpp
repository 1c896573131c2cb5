// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/messageassembler.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr quint64 PieceSize = 64 << 10;
// What is kept for the next message rather than given back: fresh pages cost more than copying.
constexpr qsizetype KeptCapacity = 8 << 20;
constexpr quint64 SmallestRoom = 512;

quint64 sizeOf(QByteArrayView bytes)
{
    return static_cast<quint64>(bytes.size());
}

} // namespace

MessageAssembler::MessageAssembler(quint64 assembleLimit, quint64 inflateLimit)
    : m_assembleLimit(assembleLimit)
    , m_inflateLimit(inflateLimit)
{
}

void MessageAssembler::setInflater(std::optional<Inflater> inflater)
{
    Q_ASSERT(!m_insideMessage || !m_end.compressed);
    m_inflater = std::move(inflater);
    m_windowLost = false;
}

void MessageAssembler::beginFrame(const FrameHeader &header)
{
    Q_ASSERT(!isControl(header.opcode) && !isReserved(header.opcode));
    m_orphan = header.opcode == Opcode::Continuation && !m_insideMessage;
    m_fin = header.fin;
    if (m_orphan)
        return;
    if (header.opcode == Opcode::Continuation)
        ++m_end.frames;
    else
        beginMessage(header);
    if (!m_end.compressed && m_end.assembled)
        expect(header.payloadLength);
}

void MessageAssembler::beginMessage(const FrameHeader &header)
{
    if (m_insideMessage && m_end.compressed)
        abandonCompressed();
    m_insideMessage = true;
    m_end = {};
    m_end.opcode = header.opcode;
    m_end.compressed = header.rsv1 && m_inflater;
    m_givenUp = false;
    m_tailFed = false;
    m_checkingText = header.opcode == Opcode::Text;
    m_utf8.reset();
    if (!m_buffer.isEmpty())
        emptyBuffer();
}

void MessageAssembler::emptyBuffer()
{
    if (m_buffer.capacity() > KeptCapacity)
        m_buffer = {};
    else
        m_buffer.resize(0);
}

// What a message cut off in the middle leaves behind is of use only if no block is open.
void MessageAssembler::abandonCompressed()
{
    if (m_inflater->noContextTakeover())
        m_inflater->reset();
    else
        m_windowLost = m_windowLost || !m_inflater->isBetweenBlocks();
}

// `length` more bytes are announced for a message that is not compressed.
void MessageAssembler::expect(quint64 length)
{
    if (length > m_assembleLimit - m_end.size) {
        m_end.assembled = false;
        m_buffer = {};
    } else if (m_fin && m_end.size > 0) {
        m_buffer.reserve(static_cast<qsizetype>(m_end.size + length));
    }
}

void MessageAssembler::feed(QByteArrayView wire, bool endsFrame)
{
    Q_ASSERT(!m_hasMore);
    m_problem = Problem::None;
    m_completed = false;
    m_endsMessage = endsFrame && m_fin;
    if (m_orphan) {
        m_application = wire;
        return;
    }
    if (!m_end.compressed) {
        takePlain(wire);
        return;
    }
    m_application = {};
    if (m_windowLost && !m_givenUp)
        giveUp(Problem::Corrupt);
    if (!m_givenUp) {
        m_inflater->feed(wire);
        inflateOn();
    }
    completeIfDone();
}

void MessageAssembler::feedMore()
{
    Q_ASSERT(m_hasMore);
    m_problem = std::exchange(m_nextProblem, Problem::None);
    m_problemOffset = m_end.size;
    m_hasMore = false;
    m_application = {};
    if (!m_givenUp)
        inflateOn();
    completeIfDone();
}

void MessageAssembler::takePlain(QByteArrayView wire)
{
    const bool isWholeMessage = m_endsMessage && m_end.size == 0;
    m_application = wire;
    m_end.size += sizeOf(wire);
    checkText();
    if (m_end.assembled && !isWholeMessage)
        m_buffer.append(wire);
    if (m_endsMessage)
        complete(isWholeMessage ? wire : QByteArrayView(m_buffer));
}

// Inflates until the input is used up or a limit is reached. One byte above a limit is asked for,
// to tell a message that ends there from one that goes on.
void MessageAssembler::inflateOn()
{
    if (!m_end.assembled)
        m_buffer.resize(0);
    const qsizetype start = m_buffer.size();
    const quint64 most = m_end.assembled ? m_assembleLimit - m_end.size + 1 : PieceSize;
    const Inflater::Outcome outcome = inflateInto(std::min(most, m_inflateLimit - m_end.size + 1));

    const bool isTooBig = m_end.size + sizeOf(m_buffer) - static_cast<quint64>(start) > m_inflateLimit;
    m_application = QByteArrayView(m_buffer).sliced(start).chopped(isTooBig ? 1 : 0);
    m_end.size += sizeOf(m_application);
    m_end.assembled = m_end.assembled && m_end.size <= m_assembleLimit;
    m_hasMore = outcome == Inflater::Outcome::RoomUsed && !isTooBig;
    checkText();
    if (isTooBig)
        giveUp(Problem::TooBig);
    else if (outcome == Inflater::Outcome::Corrupt)
        giveUp(Problem::Corrupt);
}

// Appends at most `most` inflated bytes to the buffer.
Inflater::Outcome MessageAssembler::inflateInto(quint64 most)
{
    const qsizetype start = m_buffer.size();
    auto outcome = Inflater::Outcome::RoomUsed;
    for (qsizetype size = start; outcome == Inflater::Outcome::RoomUsed;) {
        const quint64 left = most - static_cast<quint64>(size - start);
        if (left == 0)
            break;
        // Doubling keeps the copying linear.
        const quint64 room = std::min(left, std::max(SmallestRoom, static_cast<quint64>(size)));
        m_buffer.resize(size + static_cast<qsizetype>(room));
        qsizetype written = 0;
        outcome = m_inflater->inflate(std::span(m_buffer.data() + size, room), written);
        size += written;
        m_buffer.resize(size);
        if (outcome == Inflater::Outcome::InputUsed && m_endsMessage && !m_tailFed) {
            m_inflater->endInput();
            m_tailFed = true;
            outcome = Inflater::Outcome::RoomUsed;
        }
    }
    return outcome;
}

void MessageAssembler::completeIfDone()
{
    if (m_endsMessage && !m_hasMore)
        complete(m_buffer);
}

void MessageAssembler::complete(QByteArrayView payload)
{
    if (m_checkingText && !m_utf8.isComplete() && !m_givenUp)
        report(Problem::InvalidUtf8, m_end.size);
    if (m_end.assembled)
        m_end.payload = payload;
    m_insideMessage = false;
    m_completed = true;
}

void MessageAssembler::checkText()
{
    if (!m_checkingText || m_utf8.feed(m_application))
        return;
    m_checkingText = false;
    report(Problem::InvalidUtf8, static_cast<quint64>(m_utf8.errorOffset()));
}

// The rest of this compressed message is skipped.
void MessageAssembler::giveUp(Problem problem)
{
    m_givenUp = true;
    m_end.assembled = false;
    if (m_inflater->noContextTakeover())
        m_inflater->reset();
    else
        m_windowLost = true;
    report(problem, m_end.size);
}

// The second problem of one step is told by feedMore().
void MessageAssembler::report(Problem problem, quint64 offset)
{
    if (m_problem != Problem::None) {
        m_nextProblem = problem;
        m_hasMore = true;
        return;
    }
    m_problem = problem;
    m_problemOffset = offset;
}

} // namespace framescope
