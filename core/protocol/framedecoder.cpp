// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/framedecoder.h"

#include "protocol/frameencoder.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace framescope {

namespace {

constexpr quint8 Fin = 0x80;
constexpr quint8 Rsv1 = 0x40;
constexpr quint8 Rsv2 = 0x20;
constexpr quint8 Rsv3 = 0x10;
constexpr quint8 OpcodeBits = 0x0F;
constexpr quint8 Mask = 0x80;
constexpr quint8 LengthBits = 0x7F;
constexpr quint64 TopBit = quint64(1) << 63;

// Of a header, from its second byte.
int headerSize(char second)
{
    const auto bits = static_cast<quint8>(second);
    const int length = bits & LengthBits;
    return 2 + (length == 127 ? 8 : length == 126 ? 2 : 0) + ((bits & Mask) != 0 ? 4 : 0);
}

} // namespace

FrameDecoder::Step FrameDecoder::nextHeader(QByteArrayView &bytes)
{
    if (m_untrustworthy)
        return Step::Untrustworthy;
    if (m_heldSize == 0 && bytes.size() >= 2) {
        const int size = headerSize(bytes[1]);
        if (bytes.size() >= size) {
            read(bytes.data());
            bytes = bytes.sliced(size);
            return completeHeader(bytes);
        }
    }
    if (!hold(bytes, 2) || !hold(bytes, headerSize(m_held[1])))
        return Step::NeedMore;
    read(m_held.data());
    m_heldSize = 0;
    return completeHeader(bytes);
}

// True if the first `size` bytes of a header are at hand in m_held.
bool FrameDecoder::hold(QByteArrayView &bytes, int size)
{
    const qsizetype count = std::clamp<qsizetype>(size - m_heldSize, 0, bytes.size());
    std::copy_n(bytes.data(), count, m_held.data() + m_heldSize);
    m_heldSize += static_cast<int>(count);
    bytes = bytes.sliced(count);
    return m_heldSize >= size;
}

void FrameDecoder::read(const char *bytes)
{
    const auto first = static_cast<quint8>(bytes[0]);
    const auto second = static_cast<quint8>(bytes[1]);
    m_header.fin = (first & Fin) != 0;
    m_header.rsv1 = (first & Rsv1) != 0;
    m_header.rsv2 = (first & Rsv2) != 0;
    m_header.rsv3 = (first & Rsv3) != 0;
    m_header.opcode = static_cast<Opcode>(first & OpcodeBits);
    m_header.lengthForm = LengthForm::Seven;
    m_header.payloadLength = second & LengthBits;
    bytes += 2;
    if (m_header.payloadLength == 126) {
        m_header.lengthForm = LengthForm::Sixteen;
        m_header.payloadLength = qFromBigEndian<quint16>(bytes);
        bytes += 2;
    } else if (m_header.payloadLength == 127) {
        m_header.lengthForm = LengthForm::SixtyFour;
        m_header.payloadLength = qFromBigEndian<quint64>(bytes);
        bytes += 8;
    }
    m_header.maskKey.reset();
    if ((second & Mask) != 0)
        std::memcpy(m_header.maskKey.emplace().data(), bytes, sizeof(MaskKey));
}

FrameDecoder::Step FrameDecoder::completeHeader(QByteArrayView &bytes)
{
    m_payload = bytes.first(0);
    m_payloadLeft = m_header.payloadLength;
    m_untrustworthy = (m_header.payloadLength & TopBit) != 0;
    m_insideFrame = !m_untrustworthy;
    return m_untrustworthy ? Step::Untrustworthy : Step::Header;
}

FrameDecoder::Step FrameDecoder::nextPayload(QByteArrayView &bytes)
{
    if (bytes.isEmpty() && m_payloadLeft > 0)
        return Step::NeedMore;
    const quint64 done = m_header.payloadLength - m_payloadLeft;
    const quint64 size = std::min(m_payloadLeft, static_cast<quint64>(bytes.size()));
    m_payload = bytes.first(static_cast<qsizetype>(size));
    bytes = bytes.sliced(m_payload.size());
    m_payloadLeft -= size;
    m_insideFrame = m_payloadLeft > 0;
    if (m_header.maskKey)
        unmask(done);
    return Step::Payload;
}

// The piece at hand starts at byte `offset` of its frame.
void FrameDecoder::unmask(quint64 offset)
{
    if (m_unmasked.size() < m_payload.size())
        m_unmasked.resize(m_payload.size());
    char *const to = m_unmasked.data();
    copyMasked(to, m_payload, *m_header.maskKey, offset);
    m_payload = QByteArrayView(to, m_payload.size());
}

} // namespace framescope
