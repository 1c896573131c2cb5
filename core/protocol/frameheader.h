// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/opcode.h"

#include <array>
#include <optional>

namespace framescope {

using MaskKey = std::array<quint8, 4>;

// How the payload length is written (RFC 6455, 5.2). A longer form than needed is a violation that
// can be seen and made.
enum class LengthForm : quint8 { Seven, Sixteen, SixtyFour };

constexpr LengthForm minimalLengthForm(quint64 length)
{
    if (length <= 125)
        return LengthForm::Seven;
    return length <= 0xFFFF ? LengthForm::Sixteen : LengthForm::SixtyFour;
}

// The two to fourteen bytes in front of a payload, as they stood on the wire.
struct FrameHeader {
    bool fin = true;
    bool rsv1 = false;
    bool rsv2 = false;
    bool rsv3 = false;
    Opcode opcode = Opcode::Text;
    LengthForm lengthForm = LengthForm::Seven;
    std::optional<MaskKey> maskKey; // absent = MASK bit 0; a key of four zeros is a key
    quint64 payloadLength = 0;      // as stated; 2^63 and above can be held, and are a violation

    constexpr int size() const
    {
        constexpr int extended[] = {0, 2, 8}; // by LengthForm
        return 2 + extended[static_cast<int>(lengthForm)] + (maskKey ? 4 : 0);
    }
    bool operator==(const FrameHeader &) const = default;
};

} // namespace framescope
