// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/framerules.h"

#include "protocol/closecode.h"
#include "protocol/utf8validator.h"

#include <QStringList>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// Where in a frame the byte stands that breaks a rule.
constexpr quint64 FirstByte = 0;  // FIN, RSV, opcode
constexpr quint64 LengthByte = 1; // MASK, length

// Adds violations of one frame.
class Finder {
public:
    Finder(Direction direction, quint64 offset, QList<Violation> &found)
        : m_direction(direction)
        , m_offset(offset)
        , m_found(found)
    {
    }
    void add(ViolationKind kind, quint64 byte, const QString &detail = {})
    {
        m_found.append({kind, m_direction, m_offset + byte, detail});
    }

private:
    Direction m_direction;
    quint64 m_offset;
    QList<Violation> &m_found;
};

void judgeReservedBits(const FrameHeader &header, bool deflate, Finder &finder)
{
    if (header.rsv1 && deflate && isControl(header.opcode))
        finder.add(ViolationKind::Rsv1OnControl, FirstByte);
    else if (header.rsv1 && deflate && header.opcode == Opcode::Continuation)
        finder.add(ViolationKind::Rsv1OnContinuation, FirstByte);
    QStringList meaningless;
    if (header.rsv1 && !deflate)
        meaningless += u"RSV1"_s;
    if (header.rsv2)
        meaningless += u"RSV2"_s;
    if (header.rsv3)
        meaningless += u"RSV3"_s;
    if (!meaningless.isEmpty())
        finder.add(ViolationKind::ReservedBitSet, FirstByte, meaningless.join(u", "_s));
}

void judgeControl(const FrameHeader &header, Finder &finder)
{
    if (header.payloadLength > MaxControlPayload)
        finder.add(ViolationKind::ControlTooLong, LengthByte, u"%1 bytes"_s.arg(header.payloadLength));
    if (!header.fin)
        finder.add(ViolationKind::ControlFragmented, FirstByte);
}

void judgeData(const FrameHeader &header, const FramePlace &place, Finder &finder)
{
    if (place.closed)
        finder.add(ViolationKind::DataAfterClose, FirstByte);
    if (header.opcode == Opcode::Continuation && !place.insideMessage)
        finder.add(ViolationKind::ContinuationWithoutStart, FirstByte);
    else if (place.insideMessage && (header.opcode == Opcode::Text || header.opcode == Opcode::Binary))
        finder.add(ViolationKind::MessageInterrupted, FirstByte);
}

} // namespace

void judgeFrameHeader(const FrameHeader &header, const FramePlace &place, QList<Violation> &found)
{
    Finder finder(place.direction, place.offset, found);
    if (header.rsv1 || header.rsv2 || header.rsv3)
        judgeReservedBits(header, place.deflate, finder);
    if (isReserved(header.opcode))
        finder.add(
            ViolationKind::ReservedOpcode, FirstByte, u"opcode %1"_s.arg(static_cast<int>(header.opcode)));
    if (header.lengthForm > minimalLengthForm(header.payloadLength))
        finder.add(ViolationKind::LengthNotMinimal, LengthByte, u"%1 bytes"_s.arg(header.payloadLength));
    if (place.direction == Direction::ClientToServer && !header.maskKey)
        finder.add(ViolationKind::MaskMissing, LengthByte);
    else if (place.direction == Direction::ServerToClient && header.maskKey)
        finder.add(ViolationKind::MaskUnexpected, LengthByte);
    if (isControl(header.opcode))
        judgeControl(header, finder);
    else
        judgeData(header, place, finder);
}

void judgeCloseBody(QByteArrayView payload, Direction direction, quint64 offset, QList<Violation> &found)
{
    constexpr quint64 codeSize = 2;
    Finder finder(direction, offset, found);
    if (payload.size() == 1)
        finder.add(ViolationKind::CloseBodyOneByte, 0);
    const CloseBody body = parseCloseBody(payload);
    if (body.code && !closecode::mayBeOnWire(*body.code))
        finder.add(ViolationKind::CloseCodeInvalid, 0, u"code %1"_s.arg(*body.code));
    Utf8Validator reason;
    if (!reason.feed(body.reason) || !reason.isComplete()) {
        const qint64 at = reason.errorOffset() < 0 ? body.reason.size() : reason.errorOffset();
        finder.add(ViolationKind::CloseReasonInvalidUtf8, codeSize + static_cast<quint64>(at),
            u"byte %1 of the reason"_s.arg(at));
    }
}

} // namespace framescope
