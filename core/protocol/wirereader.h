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
// byte. It never refuses and never answers: that is Peer's business. While it calls its sink for one
// direction it may be fed for the other, not for the same.
class WireReader {
public:
    struct Limits {
        quint64 assembledMessage = 64u << 20;          // above it a message goes by in pieces only
        quint64 inflatedMessage = 1u << 30;            // above it inflating stops: MessageTooBig
        qsizetype head = HttpHeadParser::DefaultLimit; // interim answers (1xx) included
        // What we compressed ourselves is told whole, whatever the other side may inflate to.
        std::optional<Direction> own = {};
    };
    explicit WireReader(WireEventSink &sink); // default limits
    WireReader(WireEventSink &sink, Limits limits);

    // Bytes as they crossed the wire. `origin` marks the frames that begin in them. What a client sends
    // behind its head before the server answered can only be read once the answer tells whether it may be
    // compressed: up to EarlyLimit it is kept, and read with the client's next feed() behind the answer, be
    // it empty, or finish(). What exceeds the limit is read as if nothing was agreed.
    static constexpr qsizetype EarlyLimit = 64 * 1024;
    void feed(Direction direction, QByteArrayView bytes, qint64 timeNs, FrameOrigins origin = {});
    // The direction ended: a frame that is open is reported Cut, a head that is open as unreadable.
    void finish(Direction direction, qint64 timeNs);

    // Skips the heads: for sources that know what was agreed (imports, tests).
    void beginOpen(const Agreement &agreement);

    // From the client's head on; made before the sink hears of that head.
    const RequestVerdict &requestVerdict() const { return m_requestVerdict; }
    // From the server's head on, if both came; made before the sink hears of that head.
    const ResponseVerdict &verdict() const { return m_verdict; }
    // Both heads came, and the answer was 101.
    bool isOpen() const { return m_open; }
    // False after a length that cannot be trusted, after a head that is not HTTP, after an answer
    // other than 101 (then for both directions) and after finish(); the bytes that follow are counted
    // but not read.
    bool isReading(Direction direction) const { return lane(direction).stage != Stage::Stopped; }
    quint64 bytes(Direction direction) const { return lane(direction).bytes; }
    // True if this direction stands between frames (and, for data frames, between messages).
    bool atFrameBoundary(Direction direction) const;
    bool atMessageBoundary(Direction direction) const;

private:
    enum class Stage : quint8 { Head, Frames, Stopped };
    // Bytes that were fed, but not read.
    struct Piece {
        QByteArray bytes;
        quint64 end; // of them, in this direction
        qint64 timeNs;
        FrameOrigins origin;
    };
    // One direction.
    struct Lane {
        Lane(Direction direction, const Limits &limits);

        HttpHeadParser headParser;
        FrameDecoder decoder;
        MessageAssembler assembler;
        FrameEvent event;             // of the frame that is open
        QList<Violation> found;       // about it, not told yet
        QByteArray closeBody;         // of a Close frame that comes in pieces
        std::optional<HttpHead> head; // not an interim one
        qsizetype interimBytes = 0;   // of the interim heads before it
        quint64 bytes = 0;            // given to feed()
        quint64 frames = 0;           // whose header was complete
        quint64 messageIndex = 0;     // of the frame that began the open message
        quint64 messageBytes = 0;     // of the open message, in its frames before the open one
        FrameOrigins heldOrigin;      // of a header that is not complete
        QList<Piece> early;           // wait for the other side's head
        qsizetype earlyBytes = 0;
        Stage stage = Stage::Head;
        bool began = false;      // the sink knows of the open frame
        bool compressed = false; // the open message
        bool closed = false;     // a Close frame went by
    };
    Lane &lane(Direction direction) { return m_lanes[static_cast<std::size_t>(direction)]; }
    const Lane &lane(Direction direction) const { return m_lanes[static_cast<std::size_t>(direction)]; }

    void readHead(Lane &lane, QByteArrayView &bytes, qint64 timeNs);
    void takeInterimHead(Lane &lane, const HttpHead &head, qint64 timeNs);
    void takeHead(Lane &lane, HttpHead head, qint64 timeNs);
    Violation headProblem(const Lane &lane, const Error &error) const;
    void refuseHead(Lane &lane, const Violation &violation, qint64 timeNs);
    QList<Violation> judgeHeads(Direction latest);
    void tellHead(const HeadEvent &event, const QList<Violation> &violations);
    void agree(const Agreement &agreement);

    bool keepEarly(Lane &lane, QByteArrayView bytes, qint64 timeNs, FrameOrigins origin);
    void readEarly(Lane &lane);
    // `end` is where the bytes end in their direction.
    void readFrames(Lane &lane, QByteArrayView bytes, quint64 end, qint64 timeNs, FrameOrigins origin);
    void openFrame(Lane &lane, quint64 headerEnd, qint64 timeNs, FrameOrigins origin);
    void takePayload(Lane &lane, qint64 timeNs);
    void takeData(Lane &lane, QByteArrayView piece, bool ends, qint64 timeNs);
    void takeControl(Lane &lane, QByteArrayView piece, bool ends, qint64 timeNs);
    void tellWhole(Lane &lane, QByteArrayView payload, QByteArrayView application, qint64 timeNs);
    void tellBegan(Lane &lane, qint64 timeNs);
    void tellPiece(Lane &lane, QByteArrayView wire, QByteArrayView application, qint64 timeNs);
    void tellEnded(Lane &lane, FrameState state, const MessageEnd *message);
    void tellFound(Lane &lane, qint64 timeNs);
    void noteProblem(Lane &lane) const;
    void stopAtLength(Lane &lane, qint64 timeNs);

    WireEventSink &m_sink;
    Limits m_limits;
    std::array<Lane, 2> m_lanes; // by direction
    RequestVerdict m_requestVerdict;
    ResponseVerdict m_verdict;
    bool m_answered = false; // the server's head came, or is not waited for any more
    bool m_deflate = false;  // permessage-deflate was agreed
    bool m_open = false;
};

} // namespace framescope
