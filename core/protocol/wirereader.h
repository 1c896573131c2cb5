// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/framedecoder.h"
#include "protocol/handshake.h"
#include "protocol/messageassembler.h"
#include "protocol/wireevent.h"

namespace framescope {

// The witness: both directions of one connection in, events out. It records every frame and every
// violation and goes on; it stops only where a length can no longer be trusted, and says at which
// byte. It never refuses and never answers: that is Peer's business.
class WireReader {
public:
    struct Limits {
        quint64 assembledMessage = 64u << 20; // above it a message goes by in pieces only
        quint64 inflatedMessage = 1u << 30;   // above it inflating stops: MessageTooBig
        qsizetype head = HttpHeadParser::DefaultLimit;
    };
    explicit WireReader(WireEventSink &sink); // default limits
    WireReader(WireEventSink &sink, Limits limits);

    // Bytes as they crossed the wire. `origin` marks the frames that begin in them.
    void feed(Direction direction, QByteArrayView bytes, qint64 timeNs, FrameOrigins origin = {});
    // The direction ended: a frame that is open is reported Cut, a head that is open as unreadable.
    void finish(Direction direction, qint64 timeNs);

    // Skips the heads: for sources that know what was agreed (imports, tests).
    void beginOpen(const Agreement &agreement);

    // After both heads are read.
    const ResponseVerdict &verdict() const;
    bool isOpen() const;
    // False after a length that cannot be trusted, or after a head that is not HTTP; the bytes that
    // follow are counted but not read.
    bool isReading(Direction direction) const;
    quint64 bytes(Direction direction) const;
    // True if this direction stands between frames (and, for data frames, between messages).
    bool atFrameBoundary(Direction direction) const;
    bool atMessageBoundary(Direction direction) const;
};

} // namespace framescope
