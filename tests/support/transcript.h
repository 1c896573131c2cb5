// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/wireevent.h"

#include <QStringList>

#include <array>

namespace framescope::test {

// Writes wire events as lines to compare with:
//     > head "GET /chat HTTP/1.1"
//     > text fin masked "hi"
//     < text "He"
//     < ping "x"
//     < continuation fin "llo" = text "Hello"
//     < close 1000 "bye" automatic
//     ! The opcode is reserved (RFC 6455, 5.2): opcode 3. Byte 7.
// A frame is one line, written when it ends, and violations stand behind the frame they are about:
// so bytes give the same lines however they are cut. Breaches of WireEventSink's contract are lines
// that begin with "?".
class Transcript final : public WireEventSink {
public:
    QStringList takeLines();
    const QStringList &lines() const { return m_lines; }
    // Calls of frame(), and of frameBegan().
    int wholeFrames() const { return m_wholeFrames; }
    int begunFrames() const { return m_begunFrames; }

    void head(const HeadEvent &event) override;
    void frame(const FrameEvent &event) override;
    void frameBegan(const FrameEvent &event) override;
    void framePayload(Direction direction, QByteArrayView wire, QByteArrayView application) override;
    void frameEnded(const FrameEvent &event) override;
    void violation(const Violation &violation, qint64 timeNs) override;

private:
    // What is known of one direction.
    struct Lane {
        bool arriving = false;
        FrameHeader header;
        QByteArray wire;
        QByteArray application;
        QStringList violations; // of the arriving frame
        quint64 frames = 0;
        quint64 nextOffset = 0; // at least here the next frame begins
    };
    Lane &lane(Direction direction) { return m_lanes[static_cast<std::size_t>(direction)]; }
    void expect(bool holds, const char *what);
    void expectInOrder(const FrameEvent &event);
    void write(const FrameEvent &event, QByteArrayView wire, QByteArrayView application);

    std::array<Lane, 2> m_lanes;
    QStringList m_lines;
    int m_wholeFrames = 0;
    int m_begunFrames = 0;
};

// A frame as its line tells it, without the arrow: `text fin masked "hi"`. `wire` is unmasked.
QString frameText(const FrameHeader &header, QByteArrayView wire);
// "hi", with \n and \xNN for what cannot be seen; long ones as size and checksum.
QString quotedBytes(QByteArrayView bytes);

} // namespace framescope::test
