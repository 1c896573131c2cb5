// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/headerfields.h"

#include "protocol/frameencoder.h"

#include <QLocale>

namespace framescope {

namespace {

const QString Framing = QStringLiteral("RFC 6455, 5.2");

QString counted(quint64 count)
{
    return count == 1 ? QStringLiteral("1 byte")
                      : QLocale(QLocale::English).toString(count) + QStringLiteral(" bytes");
}

QString opcodeMeaning(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation: return QStringLiteral("continuation");
    case Opcode::Text: return QStringLiteral("text");
    case Opcode::Binary: return QStringLiteral("binary");
    case Opcode::Close: return QStringLiteral("close");
    case Opcode::Ping: return QStringLiteral("ping");
    case Opcode::Pong: return QStringLiteral("pong");
    }
    return isControl(opcode) ? QStringLiteral("reserved control") : QStringLiteral("reserved data");
}

// Appends fields one behind the other.
class Fields {
public:
    void flag(const QString &name, bool set, const QString &meaning, const QString &note,
        const QString &section = Framing)
    {
        add({name, section, 0, 1, set ? 1u : 0u, set ? QStringLiteral("1") : QStringLiteral("0"), meaning,
            note});
    }
    void markOdd(bool isOdd) { m_fields.back().isOdd = isOdd; }
    void add(HeaderField field)
    {
        field.firstBit = m_bits;
        m_bits += field.bits;
        m_fields.push_back(std::move(field));
    }
    std::vector<HeaderField> take() { return std::move(m_fields); }

private:
    std::vector<HeaderField> m_fields;
    int m_bits = 0;
};

void addReserved(Fields &fields, const FrameHeader &header, bool compressed)
{
    const QString unused = QStringLiteral("not used");
    const QString unknown = QStringLiteral("set without an agreed meaning");
    const bool deflated = header.rsv1 && compressed;
    fields.flag(QStringLiteral("RSV1"), header.rsv1,
        deflated          ? QStringLiteral("compressed")
            : header.rsv1 ? unknown
                          : unused,
        QStringLiteral("Reserved for extensions. With permessage-deflate, set on the first frame of a "
                       "compressed message (RFC 7692, 6)."),
        deflated ? QStringLiteral("RFC 7692, 6") : Framing);
    fields.markOdd(header.rsv1 && !deflated);
    const QString note =
        QStringLiteral("Reserved for extensions: 0, unless an extension that was agreed gives it a meaning.");
    fields.flag(QStringLiteral("RSV2"), header.rsv2, header.rsv2 ? unknown : unused, note);
    fields.markOdd(header.rsv2);
    fields.flag(QStringLiteral("RSV3"), header.rsv3, header.rsv3 ? unknown : unused, note);
    fields.markOdd(header.rsv3);
}

void addLength(Fields &fields, const FrameHeader &header)
{
    const QString name = QStringLiteral("payload length");
    const QString note = QStringLiteral(
        "0 to 125 is the length itself; 126: the next 2 bytes are the length; 127: the next 8 bytes are.");
    const QString stated = counted(header.payloadLength);
    const bool minimal = header.lengthForm == minimalLengthForm(header.payloadLength);
    const QString extended = minimal ? stated : stated + QStringLiteral(", not the shortest form");
    switch (header.lengthForm) {
    case LengthForm::Seven:
        fields.add(
            {name, Framing, 0, 7, header.payloadLength, QString::number(header.payloadLength), stated, note});
        return;
    case LengthForm::Sixteen:
        fields.add({name, Framing, 0, 7, 126, QStringLiteral("126"), QStringLiteral("16 bits follow"), note});
        break;
    case LengthForm::SixtyFour:
        fields.add({name, Framing, 0, 7, 127, QStringLiteral("127"), QStringLiteral("64 bits follow"), note});
        break;
    }
    const int bits = header.lengthForm == LengthForm::Sixteen ? 16 : 64;
    fields.add({QStringLiteral("extended payload length"), Framing, 0, bits, header.payloadLength,
        QString::number(header.payloadLength), extended,
        QStringLiteral("The length in network byte order. The shortest form that holds it must be used, and "
                       "of 64 bits the first must be 0.")});
    fields.markOdd(!minimal || header.payloadLength >> 63 != 0);
}

} // namespace

std::vector<HeaderField> headerFields(const FrameHeader &header, bool compressed)
{
    Fields fields;
    fields.flag(QStringLiteral("FIN"), header.fin,
        header.fin ? QStringLiteral("last frame of its message") : QStringLiteral("more frames follow"),
        QStringLiteral("Set on the last frame of a message, which may also be the first."));
    addReserved(fields, header, compressed);
    const auto opcode = static_cast<quint8>(header.opcode);
    fields.add({QStringLiteral("opcode"), Framing, 0, 4, opcode, QStringLiteral("0x%1").arg(opcode, 0, 16),
        opcodeMeaning(header.opcode),
        QStringLiteral("What the payload is. 0 continues a message, 1 text, 2 binary, 8 close, 9 ping, 10 "
                       "pong; the others are reserved. 8 and above are control frames.")});
    fields.markOdd(isReserved(header.opcode));
    fields.flag(QStringLiteral("MASK"), header.maskKey.has_value(),
        header.maskKey ? QStringLiteral("masked") : QStringLiteral("not masked"),
        QStringLiteral("Frames of a client must be masked, those of a server must not (5.1)."));
    addLength(fields, header);
    if (header.maskKey) {
        const MaskKey &key = *header.maskKey;
        quint64 value = 0;
        QByteArray bytes;
        for (const quint8 byte : key) {
            value = value << 8 | byte;
            bytes.append(static_cast<char>(byte));
        }
        fields.add({QStringLiteral("masking key"), QStringLiteral("RFC 6455, 5.3"), 0, 32, value,
            QString::fromLatin1(bytes.toHex(' ')),
            value == 0 ? QStringLiteral("changes nothing") : QStringLiteral("XORed over the payload"),
            QStringLiteral("Byte i of the payload is XORed with byte i modulo 4 of the key. A client takes a "
                           "new one for each frame, that nobody can foresee.")});
    }
    return fields.take();
}

QByteArray headerBytes(const FrameHeader &header)
{
    QByteArray bytes;
    appendFrameHeader(bytes, header);
    return bytes;
}

} // namespace framescope
