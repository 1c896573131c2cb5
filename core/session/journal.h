// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/threadbound.h"
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
// It never blocks and never refuses: what the ring cannot take waits beside it (Spill). hasRoom()
// says when to stop reading the network so that this stays the exception.
class Journal {
public:
    // What one read of the network can turn into, by the rules. The least that makes rows is an empty
    // Ping: two bytes become two records of 88 bytes, its row and the Pong's. So 256 KiB become 22 MiB
    // at most. Inflating, a byte becomes 1032 (DEFLATE's limit) at most: 16 KiB become 16.1 MiB, and
    // the rows. A peer that breaks several rules in every frame exceeds this, for each violation is
    // a row with its sentence: that is what Spill is for.
    static constexpr quint64 RoomForRead = 24u << 20;
    static constexpr quint64 roomForRead(quint64 bytes, quint64 inflation = 0)
    {
        constexpr quint64 record = sizeof(RowRecord) + 8;
        // No record wraps: up to one record's space is left unused at the ring's end.
        return bytes * (record + inflation) + Ring::MaxRecord;
    }

    // `spillPath`: where what the ring cannot take outlives the process; empty: it does not.
    Journal(Ring &ring, RowId nextId, const QString &spillPath = {});

    // False while the ring has less room than one read of the network can need: the caller then stops
    // reading and is called back (SessionStore::setRoomCallback) when it is worth asking again. The same
    // for `bytes` that are to be written at once, if they are more: then up to three quarters of the ring
    // have to be free, and what is larger still goes by the spill.
    bool hasRoom(quint64 bytes = 0);
    RowId nextId() const { return m_nextId; }

    void connectionFacts(const ConnectionFacts &facts); // stored, published
    void counters(const ConnectionCounters &counters);  // published only
    void annotate(const Annotation &annotation);        // stored, published
    // Events that are rows; they may use the reserve.
    RowId event(
        ConnectionId connection, RowKind kind, Direction direction, qint64 timeNs, QByteArrayView sentence);
    // A violation in the frame or head of the row `about` (0: of none), which is Broken from here on unless
    // it was written so.
    struct BrokenRow {
        RowId about = 0;
        bool isWrittenSo = false;
    };
    RowId violation(ConnectionId connection, Direction direction, qint64 timeNs, QByteArrayView sentence,
        BrokenRow broken);

    // For Recorder: gives the next id away, and writes a record.
    RowId takeId()
    {
        Q_ASSERT(m_thread.isThis());
        return m_nextId++;
    }
    enum class Urgency : quint8 { Ordinary, Urgent };
    void write(const RowRecord &record, QByteArrayView application, QByteArrayView wire, Urgency urgency);

    // For the store, in its thread.
    Spill &spill() { return m_spill; }
    Doorbell &doorbell() { return m_doorbell; }
    // True once after hasRoom() answered false. After the room was made: both sides exchange, so
    // either this sees the wish or hasRoom(), which looks again behind its exchange, sees the room.
    bool takeRoomWish() { return m_wantsRoom.exchange(false); }
    // From here on the producer keeps away from the ring, whatever it has to write: until Spill::closeIfEmpty().
    void divert();

private:
    // The producer is at the ring, if the spill is not open behind this. Both it and divert() first write and
    // then look, so either this sees the spill open or divert() sees this.
    class AtRing {
    public:
        explicit AtRing(std::atomic<bool> &isThere)
            : m_isThere(isThere)
        {
            m_isThere.store(true);
        }
        ~AtRing() { m_isThere.store(false, std::memory_order_release); }
        Q_DISABLE_COPY_MOVE(AtRing)

    private:
        std::atomic<bool> &m_isThere;
    };
    bool ringHasRoom(quint64 bytes);
    RowId writeEvent(RowRecord event, QByteArrayView sentence);
    void writeRecord(std::span<const QByteArrayView> pieces, Urgency urgency);
    // False if it must go beside it.
    bool writeIntoRing(std::span<const QByteArrayView> pieces, quint64 size, Urgency urgency);

    ThreadBound m_thread; // of the producer
    Ring &m_ring;
    RowId m_nextId;
    Spill m_spill;
    Doorbell m_doorbell;
    std::atomic<bool> m_wantsRoom = false;
    std::atomic<bool> m_isAtRing = false;
};

} // namespace framescope
