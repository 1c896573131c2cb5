// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameheader.h"
#include "protocol/violation.h"

#include <QByteArrayView>
#include <QList>

namespace framescope {

// RFC 6455, 5.5.
inline constexpr quint64 MaxControlPayload = 125;

// What there is to know about a frame, beside its header, to judge it.
struct FramePlace {
    Direction direction = Direction::ServerToClient;
    quint64 offset = 0;         // of its first byte, in its direction
    bool deflate = false;       // permessage-deflate was agreed
    bool insideMessage = false; // a fragmented message is open
    bool closed = false;        // a Close frame went by in this direction
};

// Appends what is wrong with a frame by its header alone (RFC 6455, 5.1 to 5.5; RFC 7692, 6.1).
void judgeFrameHeader(const FrameHeader &header, const FramePlace &place, QList<Violation> &found);

// Appends what is wrong with the body of a Close frame (RFC 6455, 5.5.1 and 7.4), which begins at
// `offset`.
void judgeCloseBody(QByteArrayView payload, Direction direction, quint64 offset, QList<Violation> &found);

} // namespace framescope
