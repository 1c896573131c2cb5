// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/frameheader.h"
#include "protocol/httphead.h"
#include "protocol/violation.h"

#include <QByteArrayView>
#include <QFlags>

namespace framescope {

// How a frame came to be written, where it is not simply the application's message.
enum class FrameOrigin : quint8 {
    Application = 0x00,
    Injected = 0x01,  // built by hand in the forge, or a fault
    Automatic = 0x02, // pong, echo of a Close, keepalive ping
    Replayed = 0x04
};
Q_DECLARE_FLAGS(FrameOrigins, FrameOrigin)
Q_DECLARE_OPERATORS_FOR_FLAGS(FrameOrigins)

// Whether a frame's payload is there whole.
enum class FrameState : quint8 { Arriving, Complete, Cut };

// What completing a frame completed with it: the application's message (RFC 6455, 5.4).
struct MessageEnd {
    Opcode opcode = Opcode::Text; // Text or Binary
    quint64 size = 0;             // application payload, inflated and reassembled
    bool compressed = false;      // RSV1 with permessage-deflate
    quint32 frames = 1;
    // The whole application payload; null if it is above the assembly limit and went by in pieces
    // only. For a message of one uncompressed frame that is at hand whole it is that frame's payload
    // (same memory). Valid during the call.
    QByteArrayView payload;
    bool assembled = true; // false: above the limit, payload is null
};

// One frame. Valid during the call.
struct FrameEvent {
    Direction direction = Direction::ServerToClient;
    FrameOrigins origin;
    FrameState state = FrameState::Complete;
    FrameHeader header;
    quint64 offset = 0;   // of the first header byte, in this direction, from the first byte of the head
    quint64 index = 0;    // frames before this one, in this direction
    qint64 timeNs = 0;    // when its header was complete
    quint64 received = 0; // payload bytes at hand; header.payloadLength unless Arriving or Cut
    // index of the first frame of the message this frame belongs to; its own for control frames
    quint64 messageIndex = 0;
    // Only in frame(): this frame's bytes as they stood on the wire, unmasked.
    QByteArrayView payload;
    // Only in frame(): what they are for the application: the same memory if not compressed, null
    // for a control frame.
    QByteArrayView application;
    const MessageEnd *message = nullptr; // set if this frame completes a data message
    quint32 violations = 0;              // so many calls of violation() follow this one at once
};

// An HTTP head or what came in its place.
struct HeadEvent {
    Direction direction = Direction::ClientToServer;
    qint64 timeNs = 0;
    HttpHead head; // only `raw` is filled if it could not be read
    bool readable = true;
    quint32 violations = 0; // so many calls of violation() follow this one at once
    bool interim = false;   // a 1xx answer that another follows (RFC 9110, 15.2)
};

// The one language in which live captures, imported files, replays and relayed clients speak. The
// order of calls is the order of the wire within a direction. Implementations must not call back
// into the caller.
class WireEventSink {
public:
    virtual ~WireEventSink() = default;
    virtual void head(const HeadEvent &event) = 0;
    // A frame that was at hand whole: the common case, one call.
    virtual void frame(const FrameEvent &event) = 0;
    // Otherwise: its header is complete (state Arriving) ...
    virtual void frameBegan(const FrameEvent &event) = 0;
    // ... then its bytes in pieces. `wire` is unmasked; `application` is what they are for the
    // application, which is the same memory if not compressed, may come in several calls of which
    // the later have an empty `wire` if they inflate, and is null for control frames ...
    virtual void framePayload(Direction direction, QByteArrayView wire, QByteArrayView application) = 0;
    // ... then its end, Complete or Cut.
    virtual void frameEnded(const FrameEvent &event) = 0;
    // Follows the call it is about.
    virtual void violation(const Violation &violation, qint64 timeNs) = 0;
};

} // namespace framescope
