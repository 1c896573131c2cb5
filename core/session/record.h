// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/annotation.h"

#include <QByteArrayView>

#include <optional>

namespace framescope {

// What the producer writes into the ring and the store reads from it. In memory and on the same
// machine only, so plain structs in the machine's byte order.
enum class RecordType : quint8 {
    Row = 1,      // a row that is there whole
    Began = 2,    // a row whose payload is still coming
    Piece = 3,    // bytes of the row that began last in its direction
    Ended = 4,    // that row again, as it ended, with its last bytes
    Facts = 5,    // ConnectionFacts as JSON
    Counters = 6, // ConnectionCounters
    Annotated = 7 // an AnnotationRecord, followed by the text as UTF-8
};

// The fixed part of the first four, followed by application bytes, then by the frame's own.
struct RowRecord {
    enum Bit : quint8 {
        Fin = 0x01,
        Rsv1 = 0x02,
        Rsv2 = 0x04,
        Rsv3 = 0x08,
        Masked = 0x10,
        FormShift = 5 // two bits of LengthForm
    };
    enum Does : quint8 {
        ClosesPayload = 0x01, // with this record the payload of `message` is at its end
        WireIsPayload = 0x02, // the frame's own bytes go to the wire table and are the application bytes
        IsText = 0x04,        // the payload should be UTF-8
        BreaksRow = 0x08      // a violation: the row in `message`, written before, is Broken from here on
    };
    RecordType type = RecordType::Row;
    RowKind kind = RowKind::Frame;
    Direction direction = Direction::ClientToServer;
    quint8 opcode = 0;
    quint8 bits = 0;
    quint8 does = 0;
    quint16 flags = 0;
    RowId id = 0;
    RowId message = 0; // as Row has it; of a violation the row that it is about
    qint64 timeNs = Row::UnknownTime;
    quint64 wireSize = 0;
    quint64 payloadSize = 0;
    quint64 payloadLength = 0; // as stated in the header
    quint64 received = 0;
    ConnectionId connection = 0;
    quint32 frames = 1;
    quint32 maskKey = 0;
    quint32 wireBytes = 0; // of the bytes that follow, the last so many

    // Id of the message's first frame; own id for everything else.
    RowId firstFrame() const { return kind == RowKind::Frame ? message : id; }
    Row toRow() const; // without preview
};
static_assert(std::is_trivially_copyable_v<RowRecord> && sizeof(RowRecord) == 80);

// RowRecord::bits of a frame.
quint8 headerBits(const FrameHeader &header);

// A RowRecord with its bytes, wherever they lie.
struct RowRecordView {
    RowRecord row;
    QByteArrayView application;
    QByteArrayView wire;

    // Nothing if `record` cannot be one: what a damaged ring holds.
    static std::optional<RowRecordView> of(QByteArrayView record);
};

// The fixed part of an annotation.
struct AnnotationRecord {
    RecordType type = RecordType::Annotated;
    quint8 colour = Annotation::NoColour;
    RowId row = 0;

    // Nothing if `record` cannot be one.
    static std::optional<Annotation> read(QByteArrayView record);
};
static_assert(std::is_trivially_copyable_v<AnnotationRecord> && sizeof(AnnotationRecord) == 16);

// Type of any record; nothing if it has none of ours.
std::optional<RecordType> recordType(QByteArrayView record);

// The first bytes of a payload as a row shows them: whole characters if it is text.
QByteArray previewOf(QByteArrayView payload, bool isText);
// A frame that is no end of a message shows its own bytes, unless they are compressed.
bool showsWire(const RowRecord &row);
// The row of a record that is whole and needs nothing from earlier ones, as the file will have it.
Row shownRow(const RowRecordView &view);

} // namespace framescope
