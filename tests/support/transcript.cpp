// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/transcript.h"

#include "protocol/closecode.h"

namespace framescope::test {

using namespace Qt::StringLiterals;

namespace {

QString arrow(Direction direction)
{
    return direction == Direction::ClientToServer ? u">"_s : u"<"_s;
}

QString opcodeText(Opcode opcode)
{
    QString text = opcodeName(opcode);
    if (isReserved(opcode))
        text += u' ' + QString::number(static_cast<int>(opcode));
    return text;
}

// Control frames are always final, so there only the exception is told.
QString finText(const FrameHeader &header)
{
    if (isControl(header.opcode))
        return header.fin ? QString() : u" not-fin"_s;
    return header.fin ? u" fin"_s : QString();
}

QString headerText(const FrameHeader &header)
{
    QString text = opcodeText(header.opcode) + finText(header);
    if (header.rsv1)
        text += u" rsv1"_s;
    if (header.rsv2)
        text += u" rsv2"_s;
    if (header.rsv3)
        text += u" rsv3"_s;
    if (header.maskKey)
        text += u" masked"_s;
    if (header.lengthForm != minimalLengthForm(header.payloadLength))
        text += header.lengthForm == LengthForm::Sixteen ? u" length16"_s : u" length64"_s;
    return text;
}

QString payloadText(Opcode opcode, QByteArrayView payload)
{
    if (opcode != Opcode::Close || payload.size() < 2)
        return payload.isEmpty() && isControl(opcode) ? QString() : u' ' + quotedBytes(payload);
    const CloseBody body = parseCloseBody(payload);
    const QString code = u' ' + QString::number(*body.code);
    return body.reason.isEmpty() ? code : code + u' ' + quotedBytes(body.reason);
}

QString originText(FrameOrigins origin)
{
    QString text;
    if (origin.testFlag(FrameOrigin::Injected))
        text += u" injected"_s;
    if (origin.testFlag(FrameOrigin::Automatic))
        text += u" automatic"_s;
    if (origin.testFlag(FrameOrigin::Replayed))
        text += u" replayed"_s;
    return text;
}

// The message that a frame completed, where it is more than that frame.
QString messageText(const MessageEnd &message)
{
    if (message.frames == 1 && !message.compressed && message.assembled)
        return {};
    const QString name = u" = "_s + opcodeName(message.opcode) + u' ';
    if (!message.assembled)
        return name + QString::number(message.size) + u" bytes, not assembled"_s;
    return name + quotedBytes(message.payload);
}

} // namespace

QStringList Transcript::takeLines()
{
    return std::exchange(m_lines, {});
}

void Transcript::head(const HeadEvent &event)
{
    if (event.readable)
        m_lines += arrow(event.direction) + u" head "_s + quotedBytes(event.head.startLine);
    else
        m_lines += arrow(event.direction) + u" head unreadable"_s;
    expect(event.readable || event.head.startLine.isEmpty(), "an unreadable head has only raw");
    if (event.readable)
        lane(event.direction).nextOffset += static_cast<quint64>(event.head.raw.size());
}

void Transcript::frame(const FrameEvent &event)
{
    ++m_wholeFrames;
    expect(!lane(event.direction).arriving, "frame() while another frame arrives");
    expect(event.state == FrameState::Complete, "frame() is complete");
    expect(event.received == static_cast<quint64>(event.payload.size()), "received is the payload's size");
    expectInOrder(event);
    write(event, event.payload, event.application);
}

void Transcript::frameBegan(const FrameEvent &event)
{
    ++m_begunFrames;
    Lane &arriving = lane(event.direction);
    expect(!arriving.arriving, "frameBegan() while another frame arrives");
    expect(event.state == FrameState::Arriving, "frameBegan() says Arriving");
    expect(event.received == 0 && !event.message, "nothing was received at frameBegan()");
    expectInOrder(event);
    arriving.arriving = true;
    arriving.header = event.header;
    arriving.wire.clear();
    arriving.application.clear();
}

void Transcript::framePayload(Direction direction, QByteArrayView wire, QByteArrayView application)
{
    Lane &arriving = lane(direction);
    expect(arriving.arriving, "framePayload() between frames");
    expect(!wire.isEmpty() || !application.isEmpty(), "framePayload() brings something");
    expect(!isControl(arriving.header.opcode) || application.isNull(),
        "the application gets nothing of a control frame");
    arriving.wire += wire;
    arriving.application += application;
}

void Transcript::frameEnded(const FrameEvent &event)
{
    Lane &arriving = lane(event.direction);
    expect(arriving.arriving, "frameEnded() without frameBegan()");
    expect(event.header == arriving.header, "the header stays the same");
    expect(event.received == static_cast<quint64>(arriving.wire.size()), "received is what came");
    expect(event.payload.isNull() && event.application.isNull(), "bytes are only in frame()");
    expect(event.state != FrameState::Arriving, "frameEnded() says Complete or Cut");
    arriving.arriving = false;
    write(event, arriving.wire, arriving.application);
    m_lines += std::exchange(arriving.violations, {});
}

void Transcript::violation(const Violation &violation, qint64)
{
    Lane &about = lane(violation.direction);
    (about.arriving ? about.violations : m_lines) += u"! "_s + violation.toString();
}

void Transcript::expect(bool holds, const char *what)
{
    if (!holds)
        m_lines += u"? "_s + QLatin1StringView(what);
}

void Transcript::expectInOrder(const FrameEvent &event)
{
    Lane &known = lane(event.direction);
    expect(event.index == known.frames, "frames are counted");
    expect(event.offset == known.nextOffset || known.nextOffset == 0, "frames follow each other");
    expect(event.messageIndex <= event.index, "a message begins before it ends");
    known.frames = event.index + 1;
    known.nextOffset = event.offset + static_cast<quint64>(event.header.size()) + event.header.payloadLength;
}

void Transcript::write(const FrameEvent &event, QByteArrayView wire, QByteArrayView application)
{
    QString line = arrow(event.direction) + u' ' + frameText(event.header, wire);
    if (event.state == FrameState::Cut) {
        line += u" cut at %1 of %2"_s.arg(event.received).arg(event.header.payloadLength);
    } else if (!event.message && application != wire && !application.isEmpty()) {
        line += u" -> "_s + quotedBytes(application);
    }
    if (event.message)
        line += messageText(*event.message);
    m_lines += line + originText(event.origin);
}

QString frameText(const FrameHeader &header, QByteArrayView wire)
{
    return headerText(header) + payloadText(header.opcode, wire);
}

QString quotedBytes(QByteArrayView bytes)
{
    constexpr qsizetype longest = 80;
    if (bytes.size() > longest) {
        return u"%1 bytes #%2"_s.arg(bytes.size()).arg(qChecksum(bytes), 4, 16, QLatin1Char('0'));
    }
    QString text = u"\""_s;
    for (const char byte : bytes) {
        if (byte == '"' || byte == '\\')
            text += u'\\' + QLatin1Char(byte);
        else if (byte == '\n')
            text += u"\\n"_s;
        else if (byte >= 0x20 && byte < 0x7F)
            text += QLatin1Char(byte);
        else
            text += u"\\x%1"_s.arg(static_cast<quint8>(byte), 2, 16, QLatin1Char('0'));
    }
    return text + u'"';
}

} // namespace framescope::test
