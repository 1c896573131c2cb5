// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameheader.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace framescope {

// A field of a frame's header as the wire has it, for a person: which bits, what they say, what that
// means (RFC 6455, 5.2).
struct HeaderField {
    QString name;     // "FIN", "opcode", "payload length", ...
    QString section;  // "RFC 6455, 5.2"
    int firstBit = 0; // from the start of the header, most significant first
    int bits = 1;
    quint64 value = 0;  // of the masking key its four bytes, big-endian
    QString spelled;    // "1", "0x1", "126", "37 fa 21 3d"
    QString meaning;    // "last frame of its message", "text", ...
    QString note;       // a sentence or two about what the field is for
    bool isOdd = false; // no well-behaved peer sends it so
};

// All fields of a header, in the order of the wire, without gaps. `compressed`: permessage-deflate
// gives RSV1 its meaning.
std::vector<HeaderField> headerFields(const FrameHeader &header, bool compressed);

// The header's bytes as they stood on the wire.
QByteArray headerBytes(const FrameHeader &header);

} // namespace framescope
