// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/wireevent.h"
#include "session/connectionfacts.h"
#include "session/ring.h"

#include <memory>

namespace framescope {

// The producer's side of the log: numbers the rows of a session and writes them into the ring as
// records. One per session, owned by the network thread; every call there. The ids it hands out are
// the ids in the file: the ring keeps order and has one producer.
class Journal {
public:
    Journal(Ring &ring, RowId nextId);

    // False while the ring has less room than one read of the network can need (see roomForRead()):
    // the caller then stops reading and is called back by `onRoom` (in its thread; posted by the
    // store after a commit).
    bool hasRoom() const;
    RowId nextId() const;

    void connectionFacts(const ConnectionFacts &facts); // stored, published
    void counters(const ConnectionCounters &counters);  // published only
    // Events that are rows. `urgent` ones may use the reserve.
    RowId event(ConnectionId connection, RowKind kind, Direction direction, qint64 timeNs, QByteArrayView sentence);

private:
    friend class Recorder;
    struct Private;
    std::unique_ptr<Private> d;

public:
    ~Journal();
};

// Turns the wire events of one connection into rows of the journal.
class Recorder final : public WireEventSink {
public:
    Recorder(Journal &journal, ConnectionId connection);
    ~Recorder() override;

    // Messages that are complete from now on are marked NotDelivered (CLOSING; above the limit).
    void setDelivering(bool delivering);
    quint64 frames(Direction direction) const;
    quint64 wireBytes(Direction direction) const;

    void head(const HeadEvent &event) override;
    void frame(const FrameEvent &event) override;
    void frameBegan(const FrameEvent &event) override;
    void framePayload(Direction direction, QByteArrayView wire, QByteArrayView application) override;
    void frameEnded(const FrameEvent &event) override;
    void violation(const Violation &violation, qint64 timeNs) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
