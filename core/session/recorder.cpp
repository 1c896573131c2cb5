// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/recorder.h"

#include <bit>

namespace framescope {

namespace {

// A record carries so much payload; more is cut into pieces.
constexpr qsizetype PieceSize = 256 << 10;

constexpr quint16 bit(RowFlag flag)
{
    return static_cast<quint16>(flag);
}

quint16 originFlags(FrameOrigins origin)
{
    quint16 flags = 0;
    if (origin.testFlag(FrameOrigin::Injected))
        flags |= bit(RowFlag::Injected);
    if (origin.testFlag(FrameOrigin::Automatic))
        flags |= bit(RowFlag::Automatic);
    if (origin.testFlag(FrameOrigin::Replayed))
        flags |= bit(RowFlag::Replayed);
    return flags;
}

bool isSame(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && (a.isEmpty() || a.data() == b.data());
}

// A frame whose payload belongs to a message: control frames and those with a reserved opcode may
// stand between its fragments and are none of them.
bool carriesData(const FrameEvent &event)
{
    return static_cast<quint8>(event.header.opcode) <= static_cast<quint8>(Opcode::Binary);
}

// True if a frame that has only begun will be a message by itself, as it stands: its bytes need no
// second place.
bool isPlainMessage(const FrameEvent &event)
{
    const Opcode opcode = event.header.opcode;
    return event.header.fin && !event.header.rsv1 && event.messageIndex == event.index
        && (opcode == Opcode::Text || opcode == Opcode::Binary);
}

Journal::Urgency urgency(const RowRecord &record)
{
    return record.kind != RowKind::Frame || record.opcode == static_cast<quint8>(Opcode::Close)
        ? Journal::Urgency::Urgent
        : Journal::Urgency::Ordinary;
}

} // namespace

Recorder::Recorder(Journal &journal, ConnectionId connection)
    : m_journal(journal)
    , m_connection(connection)
{
}

void Recorder::head(const HeadEvent &event)
{
    RowRecord record;
    record.kind = RowKind::Handshake;
    record.direction = event.direction;
    record.does = RowRecord::ClosesPayload | RowRecord::IsText;
    record.id = record.message = m_journal.takeId();
    record.timeNs = event.timeNs;
    record.connection = m_connection;
    record.wireSize = record.payloadSize = record.payloadLength = record.received =
        quint64(event.head.raw.size());
    Side &side = this->side(event.direction);
    side.latest = {record.id, side.wireBytes, true, false};
    side.wireBytes += record.wireSize;
    writeWhole(record, event.head.raw, {});
}

// What is known of a frame once its header is.
RowRecord Recorder::begin(const FrameEvent &event)
{
    Side &side = this->side(event.direction);
    ++side.frames;
    RowRecord record;
    record.direction = event.direction;
    record.opcode = static_cast<quint8>(event.header.opcode);
    record.bits = headerBits(event.header);
    record.flags = originFlags(event.origin);
    if (event.violations > 0)
        record.flags |= bit(RowFlag::Broken);
    record.id = record.message = m_journal.takeId();
    side.latest = {record.id, event.offset, false, event.violations > 0};
    record.timeNs = event.timeNs;
    record.payloadLength = event.header.payloadLength;
    record.connection = m_connection;
    if (event.header.maskKey)
        record.maskKey = std::bit_cast<quint32>(*event.header.maskKey);
    if (!carriesData(event))
        return record;
    if (event.messageIndex == event.index) {
        side.message = record.id;
        side.messageIndex = event.index;
        side.isText = event.header.opcode == Opcode::Text;
    } else if (side.message != 0 && event.messageIndex == side.messageIndex) {
        record.message = side.message;
    }
    if (side.isText)
        record.does |= RowRecord::IsText;
    if (side.isText && event.header.opcode == Opcode::Continuation)
        record.flags |= bit(RowFlag::ContinuesText);
    return record;
}

void Recorder::end(RowRecord &record, const FrameEvent &event, quint64 applicationBytes) const
{
    const bool cut = event.state == FrameState::Cut;
    record.received = event.received;
    record.wireSize = quint64(event.header.size()) + event.received;
    record.payloadSize = applicationBytes;
    if (cut)
        record.flags |= bit(RowFlag::Cut);
    if (cut || !carriesData(event))
        record.does |= RowRecord::ClosesPayload;
    if (!event.message)
        return;
    record.does |= RowRecord::ClosesPayload;
    record.flags |= bit(RowFlag::EndsMessage);
    if (event.message->compressed)
        record.flags |= bit(RowFlag::Compressed);
    if (!m_delivering)
        record.flags |= bit(RowFlag::NotDelivered);
    record.payloadSize = event.message->size;
    record.frames = event.message->frames;
}

void Recorder::frame(const FrameEvent &event)
{
    RowRecord record = begin(event);
    const MessageEnd *message = event.message;
    const bool single = message && message->frames == 1;
    const QByteArrayView application = single && message->assembled ? message->payload : event.application;
    const bool plain = !carriesData(event) || (single && isSame(application, event.payload));
    end(record, event, quint64(plain ? event.payload.size() : application.size()));
    side(event.direction).wireBytes += record.wireSize;
    if (plain) {
        writeWhole(record, event.payload, {});
        return;
    }
    record.flags |= bit(RowFlag::HasWire);
    if (isSame(application, event.payload)) {
        record.does |= RowRecord::WireIsPayload;
        writeWhole(record, event.payload, {});
        return;
    }
    if (!application.isEmpty())
        record.flags |= bit(RowFlag::Compressed);
    writeWhole(record, application, event.payload);
}

void Recorder::frameBegan(const FrameEvent &event)
{
    Side &side = this->side(event.direction);
    side.open = begin(event);
    side.application = 0;
    side.wireBytes += quint64(event.header.size());
    side.open.type = RecordType::Began;
    side.open.flags |= bit(RowFlag::Arriving);
    side.open.wireSize = quint64(event.header.size());
    if (carriesData(event) && !isPlainMessage(event))
        side.open.flags |= bit(RowFlag::HasWire);
    m_journal.write(side.open, {}, {}, urgency(side.open));
}

void Recorder::framePayload(Direction direction, QByteArrayView wire, QByteArrayView application)
{
    Side &side = this->side(direction);
    side.wireBytes += quint64(wire.size());
    if (!(side.open.flags & bit(RowFlag::HasWire))) {
        side.application += quint64(wire.size());
        writePieces(side.open, wire, {});
        return;
    }
    side.application += quint64(application.size());
    const bool same = isSame(wire, application);
    if (!same && !application.isEmpty())
        side.open.flags |= bit(RowFlag::Compressed);
    RowRecord piece = side.open;
    if (same)
        piece.does |= RowRecord::WireIsPayload;
    writePieces(piece, application, same ? QByteArrayView() : wire);
}

void Recorder::frameEnded(const FrameEvent &event)
{
    Side &side = this->side(event.direction);
    RowRecord record = side.open;
    record.type = RecordType::Ended;
    record.flags &= static_cast<quint16>(~bit(RowFlag::Arriving));
    record.flags |= originFlags(event.origin);
    end(record, event, side.application);
    m_journal.write(record, {}, {}, urgency(record));
}

void Recorder::violation(const Violation &violation, qint64 timeNs)
{
    Side &side = this->side(violation.direction);
    const std::optional<ViolationPlace> place = placeOf(violation);
    const QString sentence = place ? violation.toString(place->toString()) : violation.toString();
    m_journal.violation(m_connection, violation.direction, timeNs, sentence.toUtf8(),
        {side.latest.row, side.latest.isBroken});
    side.latest.isBroken = true;
    if (side.open.id == side.latest.row)
        side.open.flags |= bit(RowFlag::Broken);
}

// What both heads are judged by has no byte: it is told of as the first.
std::optional<ViolationPlace> Recorder::placeOf(const Violation &violation) const
{
    const Latest &latest = side(violation.direction).latest;
    if (latest.row == 0)
        return {};
    ViolationPlace place{latest.row, latest.isHead, {}};
    if (violation.offset >= latest.offset)
        place.byte = violation.offset - latest.offset;
    else if (latest.isHead)
        place.byte = violation.offset;
    return place;
}

void Recorder::writeWhole(RowRecord record, QByteArrayView application, QByteArrayView wire)
{
    record.wireBytes = quint32(wire.size());
    if (application.size() + wire.size() <= PieceSize) {
        m_journal.write(record, application, wire, urgency(record));
        return;
    }
    record.wireBytes = 0;
    RowRecord began = record;
    began.type = RecordType::Began;
    began.flags &= static_cast<quint16>(~bit(RowFlag::EndsMessage));
    began.flags |= bit(RowFlag::Arriving);
    began.does &= static_cast<quint8>(~RowRecord::ClosesPayload);
    // The header; the pieces add themselves.
    began.wireSize -= record.received;
    began.payloadSize = 0;
    m_journal.write(began, {}, {}, urgency(began));
    writePieces(began, application, wire);
    record.type = RecordType::Ended;
    m_journal.write(record, {}, {}, urgency(record));
}

void Recorder::writePieces(const RowRecord &record, QByteArrayView application, QByteArrayView wire)
{
    RowRecord piece = record;
    piece.type = RecordType::Piece;
    piece.wireBytes = 0;
    for (qsizetype at = 0; at < application.size(); at += PieceSize)
        m_journal.write(
            piece, application.sliced(at, std::min(PieceSize, application.size() - at)), {}, urgency(piece));
    piece.does &= static_cast<quint8>(~RowRecord::WireIsPayload);
    for (qsizetype at = 0; at < wire.size(); at += PieceSize) {
        const QByteArrayView bytes = wire.sliced(at, std::min(PieceSize, wire.size() - at));
        piece.wireBytes = quint32(bytes.size());
        m_journal.write(piece, {}, bytes, urgency(piece));
    }
}

} // namespace framescope
