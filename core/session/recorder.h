// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/wireevent.h"
#include "session/journal.h"
#include "session/violationplace.h"

#include <array>

namespace framescope {

// Turns the wire events of one connection into rows of the journal. Network thread.
class Recorder final : public WireEventSink {
public:
    Recorder(Journal &journal, ConnectionId connection);

    // Messages that are complete from now on are marked NotDelivered (CLOSING; above the limit).
    void setDelivering(bool delivering) { m_delivering = delivering; }
    quint64 frames(Direction direction) const { return side(direction).frames; }
    quint64 wireBytes(Direction direction) const { return side(direction).wireBytes; }
    // Of a violation that is told now; nothing if neither a frame nor a head was.
    std::optional<ViolationPlace> placeOf(const Violation &violation) const;

    void head(const HeadEvent &event) override;
    void frame(const FrameEvent &event) override;
    void frameBegan(const FrameEvent &event) override;
    void framePayload(Direction direction, QByteArrayView wire, QByteArrayView application) override;
    void frameEnded(const FrameEvent &event) override;
    void violation(const Violation &violation, qint64 timeNs) override;

private:
    // The frame or head that came last: what a violation is about.
    struct Latest {
        RowId row = 0;
        quint64 offset = 0; // as FrameEvent has it
        bool isHead = false;
        bool isBroken = false; // so it was written, or a violation made it so
    };
    // What one direction needs to remember between events.
    struct Side {
        Latest latest;
        quint64 frames = 0;
        quint64 wireBytes = 0;
        RowId message = 0;        // first row of the message that began last ...
        quint64 messageIndex = 0; // ... and the number of its frame
        bool isText = false;
        RowRecord open;          // the frame that is arriving
        quint64 application = 0; // application bytes of it so far
    };
    const Side &side(Direction direction) const { return m_sides[static_cast<size_t>(direction)]; }
    Side &side(Direction direction) { return m_sides[static_cast<size_t>(direction)]; }

    RowRecord begin(const FrameEvent &event);
    void end(RowRecord &record, const FrameEvent &event, quint64 applicationBytes) const;
    void writeWhole(RowRecord record, QByteArrayView application, QByteArrayView wire);
    void writePieces(const RowRecord &record, QByteArrayView application, QByteArrayView wire);

    Journal &m_journal;
    ConnectionId m_connection;
    bool m_delivering = true;
    std::array<Side, 2> m_sides;
};

} // namespace framescope
