// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"

#include <QtEndian>

#include <cstring>

namespace framescope {

namespace {

constexpr qsizetype WordSize = sizeof(quint64);

quint8 firstByte(const FrameHeader &header)
{
    return static_cast<quint8>((header.fin ? 0x80 : 0) | (header.rsv1 ? 0x40 : 0) | (header.rsv2 ? 0x20 : 0)
        | (header.rsv3 ? 0x10 : 0) | static_cast<quint8>(header.opcode));
}

// Writes the length behind the second byte; returns what that byte says about it.
quint8 writeLength(char *to, const FrameHeader &header)
{
    switch (header.lengthForm) {
    case LengthForm::Seven: break;
    case LengthForm::Sixteen:
        Q_ASSERT(header.payloadLength <= 0xFFFF);
        qToBigEndian(static_cast<quint16>(header.payloadLength), to);
        return 126;
    case LengthForm::SixtyFour: qToBigEndian(header.payloadLength, to); return 127;
    }
    Q_ASSERT(header.payloadLength <= 125);
    return static_cast<quint8>(header.payloadLength);
}

} // namespace

void applyMask(std::span<char> bytes, MaskKey key, quint64 offset)
{
    copyMasked(bytes.data(), QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())), key, offset);
}

// In words of eight bytes: the compiler makes vectors of the loop, and the key is turned once only.
void copyMasked(char *to, QByteArrayView bytes, MaskKey key, quint64 offset)
{
    std::array<quint8, WordSize> turned;
    for (quint64 i = 0; i < turned.size(); ++i)
        turned[i] = key[(offset + i) % key.size()];
    quint64 keyWord = 0;
    std::memcpy(&keyWord, turned.data(), WordSize);

    const char *const from = bytes.data();
    qsizetype i = 0;
    for (; i + WordSize <= bytes.size(); i += WordSize) {
        quint64 word = 0;
        std::memcpy(&word, from + i, WordSize);
        word ^= keyWord;
        std::memcpy(to + i, &word, WordSize);
    }
    for (std::size_t k = 0; i < bytes.size(); ++i, ++k)
        to[i] = static_cast<char>(static_cast<quint8>(from[i]) ^ turned[k]);
}

void appendFrameHeader(QByteArray &out, const FrameHeader &header)
{
    std::array<char, 14> bytes;
    const quint8 length = writeLength(bytes.data() + 2, header);
    bytes[0] = static_cast<char>(firstByte(header));
    bytes[1] = static_cast<char>((header.maskKey ? 0x80 : 0) | length);
    if (header.maskKey)
        std::memcpy(bytes.data() + header.size() - 4, header.maskKey->data(), 4);
    out.append(bytes.data(), header.size());
}

void appendFrame(QByteArray &out, const FrameHeader &header, QByteArrayView payload)
{
    appendFrameHeader(out, header);
    const qsizetype start = out.size();
    out.append(payload);
    if (header.maskKey)
        applyMask(std::span(out.data() + start, static_cast<std::size_t>(payload.size())), *header.maskKey);
}

FrameHeader frameFor(Opcode opcode, QByteArrayView payload, std::optional<MaskKey> maskKey, bool fin)
{
    FrameHeader header;
    header.fin = fin;
    header.opcode = opcode;
    header.payloadLength = static_cast<quint64>(payload.size());
    header.lengthForm = minimalLengthForm(header.payloadLength);
    header.maskKey = maskKey;
    return header;
}

} // namespace framescope
