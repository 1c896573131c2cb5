// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameheader.h"

#include <QByteArray>
#include <QFlags>

#include <limits>

namespace framescope {

using RowId = qint64;        // dense, from 1; row number in the file = id - 1
using ConnectionId = qint32; // dense, from 1

enum class RowKind : quint8 {
    Frame = 0,
    Handshake = 1, // a head: the request (client to server) or the response
    State = 2,     // readyState or another fact of the connection changed
    Error = 3,     // something of ours or of the network failed
    Violation = 4, // a frame or head broke a rule; the file says which
    Mark = 5,      // the user said "now"
    Note = 6       // anything else worth a line: a limit reached, the computer slept, not delivered
};

enum class RowFlag : quint16 {
    Injected = 0x0001,
    Automatic = 0x0002,
    Replayed = 0x0004,
    NotDelivered = 0x0008,  // recorded, but the application never saw it (CLOSING, above the delivery limit)
    Cut = 0x0010,           // ended before its stated length; `received` tells where
    Arriving = 0x0020,      // header complete, payload still coming
    InParts = 0x0040,       // application payload is in table part; `preview` holds its beginning
    HasWire = 0x0080,       // the frame's own bytes are in table wire (compressed, fragmented, invalid)
    Compressed = 0x0100,    // permessage-deflate
    EndsMessage = 0x0200,   // owns the application payload of its message
    ContinuesText = 0x0400, // a continuation frame, of a text message
    Broken = 0x0800         // a frame or head that broke a rule: rows of kind Violation are about it
};
Q_DECLARE_FLAGS(RowFlags, RowFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(RowFlags)

// A line of the log: a frame or an event. What is stored of it, without its payload.
struct Row {
    static constexpr qint64 UnknownTime = std::numeric_limits<qint64>::min();
    static constexpr int PreviewSize = 256; // bytes

    RowId id = 0;
    ConnectionId connection = 0;
    RowKind kind = RowKind::Frame;
    RowFlags flags;
    Direction direction = Direction::ClientToServer;
    qint64 timeNs = UnknownTime; // monotonic; SessionInfo::anchor makes it a date
    FrameHeader header;          // frames only
    quint64 wireSize = 0;        // header and payload as on the wire
    quint64 payloadSize = 0;     // application bytes of the message if EndsMessage, else of this frame
    quint64 received = 0;        // payload bytes at hand; header.payloadLength unless Arriving or Cut
    RowId message = 0;           // id of the message's first frame; own id for everything else
    quint32 frames = 1;          // frames of the message, if EndsMessage
    QByteArray preview;          // beginning of the payload, or the event's sentence; at most PreviewSize

    // Whether the preview is all there is, so that nothing need be read.
    bool isPreviewWhole() const
    {
        return !flags.testFlag(RowFlag::Arriving) && static_cast<quint64>(preview.size()) == payloadSize;
    }
};

} // namespace framescope
