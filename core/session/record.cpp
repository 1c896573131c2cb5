// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/record.h"

#include "session/schema.h"

#include <bit>
#include <cstring>

namespace framescope {

Row RowRecord::toRow() const
{
    Row row;
    row.id = id;
    row.connection = connection;
    row.kind = kind;
    row.flags = RowFlags::fromInt(flags);
    row.direction = direction;
    row.timeNs = timeNs;
    row.header.fin = bits & Fin;
    row.header.rsv1 = bits & Rsv1;
    row.header.rsv2 = bits & Rsv2;
    row.header.rsv3 = bits & Rsv3;
    row.header.opcode = static_cast<Opcode>(opcode & 0x0F);
    row.header.lengthForm = static_cast<LengthForm>((bits >> FormShift) & 3);
    if (bits & Masked)
        row.header.maskKey = std::bit_cast<MaskKey>(maskKey);
    row.header.payloadLength = payloadLength;
    row.wireSize = wireSize;
    row.payloadSize = payloadSize;
    row.received = received;
    row.message = firstFrame();
    row.frames = frames;
    return row;
}

quint8 headerBits(const FrameHeader &header)
{
    return static_cast<quint8>((header.fin ? RowRecord::Fin : 0) | (header.rsv1 ? RowRecord::Rsv1 : 0)
        | (header.rsv2 ? RowRecord::Rsv2 : 0) | (header.rsv3 ? RowRecord::Rsv3 : 0)
        | (header.maskKey ? RowRecord::Masked : 0)
        | (static_cast<int>(header.lengthForm) << RowRecord::FormShift));
}

std::optional<RowRecordView> RowRecordView::of(QByteArrayView record)
{
    if (record.size() < qsizetype(sizeof(RowRecord)))
        return {};
    RowRecordView view;
    std::memcpy(&view.row, record.data(), sizeof(RowRecord));
    const QByteArrayView bytes = record.sliced(qsizetype(sizeof(RowRecord)));
    if (view.row.wireBytes > quint64(bytes.size()) || view.row.kind > RowKind::Note
        || view.row.direction > Direction::ServerToClient)
        return {};
    view.application = bytes.chopped(qsizetype(view.row.wireBytes));
    view.wire = view.row.does & RowRecord::WireIsPayload ? view.application
                                                         : bytes.last(qsizetype(view.row.wireBytes));
    return view;
}

std::optional<Annotation> AnnotationRecord::read(QByteArrayView record)
{
    AnnotationRecord fixed;
    if (record.size() < qsizetype(sizeof fixed))
        return {};
    std::memcpy(&fixed, record.data(), sizeof fixed);
    if (fixed.colour > Annotation::LastColour || fixed.row < 1)
        return {};
    return Annotation{fixed.row, fixed.colour, QString::fromUtf8(record.sliced(qsizetype(sizeof fixed)))};
}

std::optional<RecordType> recordType(QByteArrayView record)
{
    const auto type = record.isEmpty() ? 0 : static_cast<quint8>(record.front());
    if (type < static_cast<quint8>(RecordType::Row) || type > static_cast<quint8>(RecordType::Annotated))
        return {};
    return static_cast<RecordType>(type);
}

QByteArray previewOf(QByteArrayView payload, bool isText)
{
    if (payload.size() <= Row::PreviewSize)
        return payload.toByteArray();
    qsizetype size = Row::PreviewSize;
    // A character has at most three continuation bytes; more of them are no text anyway.
    while (isText && size > Row::PreviewSize - 4 && (static_cast<quint8>(payload[size]) & 0xC0) == 0x80)
        --size;
    return payload.first(size).toByteArray();
}

bool showsWire(const RowRecord &row)
{
    const RowFlags flags = RowFlags::fromInt(row.flags);
    return !(row.does & RowRecord::ClosesPayload) && flags.testFlag(RowFlag::HasWire)
        && !flags.testFlag(RowFlag::Compressed);
}

Row shownRow(const RowRecordView &view)
{
    Row row = view.row.toRow();
    const bool isText = view.row.does & RowRecord::IsText;
    if (view.row.does & RowRecord::ClosesPayload) {
        row.payloadSize = quint64(view.application.size());
        row.flags.setFlag(RowFlag::InParts, row.payloadSize > schema::InlineSize);
        row.preview = previewOf(view.application, isText);
    } else if (showsWire(view.row)) {
        row.preview = previewOf(view.wire, isText);
    }
    return row;
}

} // namespace framescope
