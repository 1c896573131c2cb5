// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameheader.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>

namespace framescope {

// XORs `bytes` with the key, which starts at key byte `offset % 4` (RFC 6455, 5.3). Its own
// inverse.
void applyMask(std::span<char> bytes, MaskKey key, quint64 offset = 0);

// The same from one place to another, in one pass; `to` has room for all of `bytes`.
void copyMasked(char *to, QByteArrayView bytes, MaskKey key, quint64 offset = 0);

// Appends the header exactly as described, legal or not: form, stated length, RSV bits and all. The
// form must be able to hold the length: up to 125 in Seven, up to 65535 in Sixteen.
void appendFrameHeader(QByteArray &out, const FrameHeader &header);

// Appends header and payload; masks with header.maskKey. header.payloadLength is written as it
// stands, so it may lie about `payload`. For the honest case see frameFor().
void appendFrame(QByteArray &out, const FrameHeader &header, QByteArrayView payload);

// A header that tells the truth about `payload`, in the minimal length form.
FrameHeader frameFor(
    Opcode opcode, QByteArrayView payload, std::optional<MaskKey> maskKey = {}, bool fin = true);

} // namespace framescope
