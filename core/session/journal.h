// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"
#include "session/doorbell.h"
#include "session/record.h"
#include "session/ring.h"
#include "session/spill.h"

#include <atomic>

namespace framescope {

// The producer's side of the log: numbers the rows of a session and writes them into the ring as
// records. One per session, owned by the network thread; every call there, but for the last three.
// The ids it hands out are the ids in the file: the ring keeps order and has one producer.
//
// It never blocks and never refuses: what the ring cannot take waits in memory (Spill). hasRoom()
// says when to stop reading the network so that this stays the exception.
class Journal {
public:
    // What one read of the network (up to 64 KiB of it) can turn into without inflating: 32,768 empty
    // frames at 88 bytes each, or a fragment whose bytes are kept twice.
    static constexpr quint64 RoomForRead = 4u << 20;

    Journal(Ring &ring, RowId nextId);

    // False while the ring has less room than one read of the network can need: the caller then stops
    // reading and is called back (SessionStore::setRoomCallback) when it is worth asking again.
    bool hasRoom();
    RowId nextId() const { return m_nextId; }

    void connectionFacts(const ConnectionFacts &facts); // stored, published
    void counters(const ConnectionCounters &counters);  // published only
    // Events that are rows; they may use the reserve.
    RowId event(
        ConnectionId connection, RowKind kind, Direction direction, qint64 timeNs, QByteArrayView sentence);

    // For Recorder: gives the next id away, and writes a record.
    RowId takeId() { return m_nextId++; }
    enum class Urgency : quint8 { Ordinary, Urgent };
    void write(const RowRecord &record, QByteArrayView application, QByteArrayView wire, Urgency urgency);

    // For the store, in its thread.
    Spill &spill() { return m_spill; }
    Doorbell &doorbell() { return m_doorbell; }
    // True once after hasRoom() answered false.
    bool takeRoomWish() { return m_wantsRoom.load(std::memory_order_relaxed) && m_wantsRoom.exchange(false); }

private:
    bool ringHasRoom() const;
    void writeRecord(std::span<const QByteArrayView> pieces, Urgency urgency);

    Ring &m_ring;
    RowId m_nextId;
    Spill m_spill;
    Doorbell m_doorbell;
    std::atomic<bool> m_wantsRoom = false;
};

} // namespace framescope
