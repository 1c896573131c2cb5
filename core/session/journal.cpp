// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/journal.h"

#include <algorithm>
#include <array>
#include <thread>

namespace framescope {

namespace {

QByteArrayView bytesOf(const auto &value)
{
    return QByteArrayView(reinterpret_cast<const char *>(&value), qsizetype(sizeof value));
}

} // namespace

Journal::Journal(Ring &ring, RowId nextId, const QString &spillPath)
    : m_ring(ring)
    , m_nextId(nextId)
    , m_spill(spillPath, ring.identity())
{
}

bool Journal::ringHasRoom(quint64 bytes)
{
    const AtRing atRing(m_isAtRing);
    if (m_spill.isOpen())
        return false;
    const quint64 capacity = m_ring.capacity();
    const quint64 need = std::max(std::min(RoomForRead, capacity / 2), std::min(bytes, capacity / 4 * 3));
    return capacity - m_ring.used() >= need + Ring::Reserve;
}

bool Journal::hasRoom(quint64 bytes)
{
    Q_ASSERT(m_thread.isThis());
    if (ringHasRoom(bytes))
        return true;
    // The store may have freed everything just before it could see the wish. An exchange and not a
    // store: see takeRoomWish().
    m_wantsRoom.exchange(true);
    return ringHasRoom(bytes);
}

void Journal::connectionFacts(const ConnectionFacts &facts)
{
    const auto type = RecordType::Facts;
    const QByteArray json = facts.toJsonText();
    writeRecord(std::array{bytesOf(type), QByteArrayView(json)}, Urgency::Urgent);
}

void Journal::counters(const ConnectionCounters &counters)
{
    static_assert(std::is_trivially_copyable_v<ConnectionCounters>);
    const auto type = RecordType::Counters;
    writeRecord(std::array{bytesOf(type), bytesOf(counters)}, Urgency::Ordinary);
}

void Journal::annotate(const Annotation &annotation)
{
    Q_ASSERT(annotation.row > 0 && annotation.row < m_nextId);
    const AnnotationRecord record{RecordType::Annotated, annotation.colour, annotation.row};
    const QByteArray text = annotation.text.toUtf8();
    writeRecord(std::array{bytesOf(record), QByteArrayView(text)}, Urgency::Urgent);
}

RowId Journal::event(
    ConnectionId connection, RowKind kind, Direction direction, qint64 timeNs, QByteArrayView sentence)
{
    RowRecord record;
    record.kind = kind;
    record.direction = direction;
    record.timeNs = timeNs;
    record.connection = connection;
    return writeEvent(record, sentence);
}

RowId Journal::violation(
    ConnectionId connection, Direction direction, qint64 timeNs, QByteArrayView sentence, BrokenRow broken)
{
    RowRecord record;
    record.kind = RowKind::Violation;
    record.direction = direction;
    record.message = broken.about;
    record.timeNs = timeNs;
    record.connection = connection;
    if (broken.about != 0 && !broken.isWrittenSo)
        record.does = RowRecord::BreaksRow;
    return writeEvent(record, sentence);
}

RowId Journal::writeEvent(RowRecord event, QByteArrayView sentence)
{
    event.id = takeId();
    if (event.message == 0)
        event.message = event.id;
    event.payloadSize = event.payloadLength = event.received = quint64(sentence.size());
    event.does |= RowRecord::ClosesPayload | RowRecord::IsText;
    write(event, sentence, {}, Urgency::Urgent);
    return event.id;
}

void Journal::write(const RowRecord &record, QByteArrayView application, QByteArrayView wire, Urgency urgency)
{
    Q_ASSERT(record.wireBytes == quint64(wire.size()));
    writeRecord(std::array{bytesOf(record), application, wire}, urgency);
}

void Journal::writeRecord(std::span<const QByteArrayView> pieces, Urgency urgency)
{
    Q_ASSERT(m_thread.isThis());
    quint64 size = 0;
    for (const QByteArrayView piece : pieces)
        size += quint64(piece.size());
    if (!writeIntoRing(pieces, size, urgency))
        m_spill.push(pieces);
    m_doorbell.touch();
}

bool Journal::writeIntoRing(std::span<const QByteArrayView> pieces, quint64 size, Urgency urgency)
{
    const AtRing atRing(m_isAtRing);
    if (m_spill.isOpen() || size > Ring::MaxRecord || !m_ring.fits(size, urgency == Urgency::Urgent))
        return false;
    m_ring.write(pieces);
    return true;
}

// It is there for the time of copying half a MiB.
void Journal::divert()
{
    m_spill.open();
    while (m_isAtRing.load())
        std::this_thread::yield();
}

} // namespace framescope
