// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "session/recorder.h"
#include "transport/connectionoptions.h"
#include "transport/cutframe.h"

#include <array>
#include <deque>
#include <functional>
#include <optional>

namespace framescope {

// Stands between the tap and the recorder of one connection and remembers what the rules and the
// outcome need of the wire: which row owns which message, when each direction last spoke, who closed
// first, which pings wait for an answer.
class WireWitness final : public WireEventSink {
public:
    // A message from the server that is complete, with the row that owns its payload.
    struct Arrival {
        RowId row = 0;
        quint64 size = 0;
        bool saysDelivered = false; // its row
        bool isAboveLimit = false;  // the only reason why it does not
        bool replaced = false;      // by another of `size` bytes before it was handed out
    };

    // `active` is called at every event: something countable happened.
    WireWitness(Journal &journal, ConnectionId connection, const Clock &clock,
        const ConnectionOptions &options, std::function<void()> active);

    const Recorder &recorder() const { return m_recorder; }
    // Messages that are complete from now on are recorded as not delivered.
    void stopDelivering() { m_delivering = false; }

    // Oldest message that was not asked for yet; nothing if there is none.
    std::optional<Arrival> takeArrival();
    // Behind the events of these bytes, which may have completed nothing: no head and no header of a frame.
    void bytesCrossed(Direction direction, qint64 timeNs);
    // Time of the last byte in that direction, of any kind; nothing if none came.
    std::optional<qint64> lastNs(Direction direction) const;
    std::optional<qint64> requestNs() const { return m_requestNs; }
    std::optional<Direction> firstClose() const { return m_firstClose; }
    // The first rule that the server broke, and where in the log.
    const std::optional<Violation> &firstBreach() const { return m_firstBreach; }
    const std::optional<ViolationPlace> &breachPlace() const { return m_breachPlace; }

    // The frame of the server inside which its direction ended; known once that is over.
    const std::optional<CutFrame> &cutFrame() const { return m_cutFrame; }

    // A pong: its round trip, if a ping with this payload waits; older pings count as answered too
    // (RFC 6455, 5.5.3).
    std::optional<qint64> answerPing(QByteArrayView payload, qint64 nowNs);
    int pingsReceived() const { return m_pingsReceived; }
    // How long each direction is silent at that time, and which pings wait. A direction in which nothing came is
    // silent since `beginNs`.
    LastSigns signs(qint64 atNs, qint64 beginNs) const;
    // The same when the first Close was seen, itself not counted.
    const std::optional<LastSigns> &signsBeforeClose() const { return m_signsBeforeClose; }

    void head(const HeadEvent &event) override;
    void frame(const FrameEvent &event) override;
    void frameBegan(const FrameEvent &event) override;
    void framePayload(Direction direction, QByteArrayView wire, QByteArrayView application) override;
    void frameEnded(const FrameEvent &event) override;
    void violation(const Violation &violation, qint64 timeNs) override;

private:
    struct SentPing {
        QByteArray payload;
        qint64 sentNs = 0;
    };

    using Times = std::array<std::optional<qint64>, 2>; // by direction

    void active(Direction direction, qint64 timeNs);
    LastSigns signsSince(const Times &lastNs, qint64 atNs, qint64 beginNs) const;
    void noteControl(const FrameEvent &event);
    void noteMessage(const FrameEvent &event, RowId row, bool delivered);
    bool reaches(const FrameEvent &event) const;
    bool canReach(const FrameEvent &event) const;
    bool isAboveLimit(const FrameEvent &event) const;

    Journal &m_journal;
    Recorder m_recorder;
    const Clock &m_clock;
    const quint64 m_deliveryLimit;
    const bool m_strict;
    std::function<void()> m_active;
    bool m_delivering = true;
    bool m_textIsInvalid = false; // of the message that is arriving from the server
    Times m_lastNs;               // of the last byte
    Times m_lastEventNs;          // of the last byte that was told of: bytes of an incomplete header are not
    std::array<RowId, 2> m_openRow{};
    std::optional<qint64> m_requestNs;
    std::optional<Direction> m_firstClose;
    std::optional<LastSigns> m_signsBeforeClose;
    std::optional<Violation> m_firstBreach;
    std::optional<ViolationPlace> m_breachPlace;
    std::optional<CutFrame> m_cutFrame;
    std::deque<Arrival> m_arrivals;
    std::deque<SentPing> m_pings;
    int m_pingsReceived = 0;
};

} // namespace framescope
