// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinewords.h"

#include "protocol/closecode.h"
#include "ui/localclock.h"
#include "ui/units.h"

#include <QCoreApplication>

namespace framescope::timelinewords {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Timeline", text);
}

bool hasMore(const Row &row)
{
    return quint64(row.preview.size()) < row.payloadSize || row.flags.testFlag(RowFlag::Arriving);
}

// A request or response: its start line says it all, the rest is in the detail.
VisibleText firstLine(const Row &row, qsizetype maxLength, ControlGlyphs glyphs)
{
    QByteArrayView line(row.preview);
    if (const qsizetype end = line.indexOf('\n'); end >= 0)
        line = line.first(end);
    if (line.endsWith('\r'))
        line.chop(1);
    return visibleText(line, maxLength, false, glyphs);
}

VisibleText closePreview(const Row &row, qsizetype maxLength, ControlGlyphs glyphs, const QString &codeName)
{
    if (row.preview.isEmpty())
        return {words("no code"), {}, true};
    const CloseBody body = parseCloseBody(row.preview);
    if (!body.code)
        return hexLine(row.preview, maxLength);
    const QString head = QString::number(*body.code) + u' '
        + (codeName.isEmpty() ? QString(closecode::name(*body.code)) : codeName);
    VisibleText out = visibleText(body.reason, maxLength, false, glyphs);
    const QString gap = out.text.isEmpty() ? QString() : QStringLiteral("  ");
    out.text.prepend(head + gap);
    for (VisibleText::Glyph &glyph : out.glyphs)
        glyph.at += head.size() + gap.size();
    return out;
}

VisibleText framePreview(const Row &row, qsizetype maxLength, ControlGlyphs glyphs, const QString &codeName)
{
    const bool more = hasMore(row);
    const bool isText = row.flags.testFlag(RowFlag::ContinuesText);
    switch (isText ? Opcode::Text : row.header.opcode) {
    case Opcode::Text: return visibleText(row.preview, maxLength, more, glyphs);
    case Opcode::Binary: return hexLine(row.preview, maxLength, more);
    case Opcode::Close: return closePreview(row, maxLength, glyphs, codeName);
    default: // whatever the peer put in: pings carry text as well as counters
        return looksLikeText(row.preview, more) ? visibleText(row.preview, maxLength, more, glyphs)
                                                : hexLine(row.preview, maxLength, more);
    }
}

// Facts of a frame's header; "…" where the row is told as a message of several.
QString frameCell(const Row &row, TimelineColumn column, const Context &context)
{
    if (row.kind != RowKind::Frame)
        return {};
    if (isOfOneFrame(column) && context.asMessage && row.frames > 1)
        return QStringLiteral("…");
    switch (column) {
    case TimelineColumn::Wire: return size(row.wireSize);
    case TimelineColumn::Ratio: return wireRatio(row);
    case TimelineColumn::Fin: return row.header.fin ? words("1") : words("0");
    case TimelineColumn::Rsv: return rsvBits(row);
    case TimelineColumn::Mask: return maskKey(row);
    default: return row.message == row.id ? QString() : QString::number(row.message);
    }
}

} // namespace

QString columnTitle(TimelineColumn column)
{
    switch (column) {
    case TimelineColumn::Wire: return words("Wire");
    case TimelineColumn::Ratio: return words("Ratio");
    case TimelineColumn::Fin: return words("FIN");
    case TimelineColumn::Rsv: return words("RSV");
    case TimelineColumn::Mask: return words("Mask");
    case TimelineColumn::Message: return words("Message");
    case TimelineColumn::Number: return words("#");
    case TimelineColumn::Connection: return words("Conn");
    case TimelineColumn::Direction: return words("Dir");
    case TimelineColumn::Time: return words("Time");
    case TimelineColumn::Type: return words("Type");
    case TimelineColumn::Size: return words("Size");
    case TimelineColumn::Preview: return words("Preview");
    }
    return {};
}

QString columnMeaning(TimelineColumn column)
{
    switch (column) {
    case TimelineColumn::Connection: return words("Number of the connection");
    case TimelineColumn::Size: return words("Bytes of the payload as the application has it");
    case TimelineColumn::Wire: return words("Bytes of the frame on the wire, with its header");
    case TimelineColumn::Ratio: return words("Compressed payload in per cent of the inflated one");
    case TimelineColumn::Fin: return words("FIN: 1 in the last frame of a message (RFC 6455, 5.2)");
    case TimelineColumn::Rsv: return words("RSV1, RSV2 and RSV3 (RFC 6455, 5.2)");
    case TimelineColumn::Mask: return words("Masking key of the frame (RFC 6455, 5.3)");
    case TimelineColumn::Message: return words("First frame of the message that the frame belongs to");
    default: return {};
    }
}

bool spansColumns(RowKind kind)
{
    return kind != RowKind::Frame && kind != RowKind::Violation;
}

QString direction(Direction direction, Role ours)
{
    return direction == outgoing(ours) ? words("Sent") : words("Recv");
}

QString origin(RowFlags flags)
{
    if (flags.testFlag(RowFlag::Injected))
        return words("I");
    if (flags.testFlag(RowFlag::Replayed))
        return words("R");
    return flags.testFlag(RowFlag::Automatic) ? words("A") : QString();
}

QString originMeaning(RowFlags flags)
{
    if (flags.testFlag(RowFlag::Injected))
        return words("Injected: built by hand, not a message of the application.");
    if (flags.testFlag(RowFlag::Replayed))
        return words("Replayed: sent by a replay of recorded messages.");
    if (flags.testFlag(RowFlag::Automatic))
        return words("Automatic: Framescope sent it, nobody by hand.");
    return {};
}

QString time(qint64 timeNs, qint64 epochOffsetNs)
{
    LocalClock clock;
    return TimeDisplay{TimeDisplay::Mode::Local, epochOffsetNs}.text(timeNs, Row::UnknownTime, clock);
}

QString type(const Row &row)
{
    switch (row.kind) {
    case RowKind::Frame: break;
    case RowKind::Handshake: return words("open");
    case RowKind::State: return words("state");
    case RowKind::Error: return words("error");
    case RowKind::Violation: return words("violation");
    case RowKind::Mark: return words("mark");
    case RowKind::Note: return words("note");
    }
    if (isReserved(row.header.opcode))
        return words("opcode %1").arg(static_cast<int>(row.header.opcode));
    if (row.header.opcode == Opcode::Continuation)
        return words("cont.");
    return QString(opcodeName(row.header.opcode));
}

QString messageType(const Row &row)
{
    if (row.kind != RowKind::Frame || row.header.opcode != Opcode::Continuation || row.message == row.id)
        return type(row);
    return QString(opcodeName(row.flags.testFlag(RowFlag::ContinuesText) ? Opcode::Text : Opcode::Binary));
}

QString size(quint64 bytes)
{
    return bytes < 1024 ? words("%1 B").arg(bytes) : bytesText(bytes);
}

QString chip(const Row &row)
{
    if (row.kind != RowKind::Frame)
        return {};
    if (row.flags.testFlag(RowFlag::Cut))
        return words("cut at %1").arg(size(row.received));
    if (row.flags.testFlag(RowFlag::Arriving))
        return words("%1 of %2").arg(size(row.received), size(row.header.payloadLength));
    if (row.flags.testFlag(RowFlag::NotDelivered))
        return words("not delivered");
    if (row.flags.testFlag(RowFlag::EndsMessage) && row.frames > 1)
        return words("%1 frames").arg(row.frames);
    return isControl(row.header.opcode) || row.header.fin ? QString() : words("fragment");
}

VisibleText preview(const Row &row, qsizetype maxLength, ControlGlyphs glyphs, const QString &codeName)
{
    switch (row.kind) {
    case RowKind::Frame: return framePreview(row, maxLength, glyphs, codeName);
    case RowKind::Handshake: return firstLine(row, maxLength, glyphs);
    default: return visibleText(row.preview, maxLength, hasMore(row), glyphs);
    }
}

QString wireRatio(const Row &row)
{
    const bool isKnown = row.flags.testFlag(RowFlag::Compressed) && row.frames == 1 && row.payloadSize > 0
        && row.flags.testFlag(RowFlag::EndsMessage);
    return isKnown
        ? words("%1 %").arg((100 * row.header.payloadLength + row.payloadSize / 2) / row.payloadSize)
        : QString();
}

QString rsvBits(const Row &row)
{
    QString bits;
    for (const bool set : {row.header.rsv1, row.header.rsv2, row.header.rsv3})
        bits += set ? u'1' : u'0';
    return bits;
}

QString maskKey(const Row &row)
{
    if (!row.header.maskKey)
        return words("none");
    const auto &key = *row.header.maskKey;
    return QString::fromLatin1(
        QByteArray::fromRawData(reinterpret_cast<const char *>(key.data()), qsizetype(key.size())).toHex());
}

QString cell(const Row &row, TimelineColumn column, const Context &context)
{
    switch (column) {
    case TimelineColumn::Number: return QString::number(row.id);
    case TimelineColumn::Connection: return row.connection == 0 ? QString() : QString::number(row.connection);
    case TimelineColumn::Direction:
        if (spansColumns(row.kind) && row.kind != RowKind::Handshake)
            return {};
        return direction(row.direction, context.ours);
    case TimelineColumn::Time: {
        LocalClock clock;
        return context.time.text(row.timeNs, context.previousNs, clock);
    }
    case TimelineColumn::Type: return context.asMessage ? messageType(row) : type(row);
    case TimelineColumn::Size:
        if (row.kind != RowKind::Frame)
            return {};
        return size(context.asMessage || row.frames == 1 ? row.payloadSize : row.header.payloadLength);
    case TimelineColumn::Preview:
        return preview(row, Row::PreviewSize, ControlGlyphs::Pictures, context.codeName).text;
    default: return frameCell(row, column, context);
    }
}

QString line(const Row &row, const Context &context)
{
    QStringList cells;
    for (int i = 0; i < TimelineColumnCount; ++i) {
        const auto column = static_cast<TimelineColumn>(i);
        if (isUsual(column) && column != TimelineColumn::Connection)
            cells += cell(row, column, context);
    }
    return cells.join(u'\t');
}

} // namespace framescope::timelinewords
