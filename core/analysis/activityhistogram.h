// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/packedrow.h"

#include <vector>

namespace framescope {

// How much happened when: rows counted by their time, in so many spans of equal length as are needed, at most
// MostBuckets. Spans become twice as long, two and two put together, as the time from the first row to the last
// grows; they begin at multiples of their length, so that those of two histograms fit each other. A value;
// counting a row is a shift and an addition.
class ActivityHistogram {
public:
    static constexpr int MostBuckets = 1024;

    struct Bucket {
        quint32 toServer = 0; // frames
        quint32 fromServer = 0;
        quint32 events = 0;     // all other rows, also ...
        quint32 violations = 0; // ... rows that say which rule was broken
        quint32 errors = 0;
        bool hasBroken =
            false; // some frame or head broke a rule, whether or not a row that says so is counted
        quint64 bytesToServer = 0; // of payloads that ended here, as RowTotals has them
        quint64 bytesFromServer = 0;

        quint64 rows() const { return quint64{toServer} + fromServer + events; }
        Bucket &operator+=(const Bucket &other);
        bool operator==(const Bucket &) const = default;
    };

    void add(const PackedRow &row) { change(row, 1); }
    // A row that was added.
    void remove(const PackedRow &row) { change(row, -1); }
    // Its payload has ended since it was added while it was Arriving.
    void addPayload(const PackedRow &row);
    // It was found to have broken a rule since.
    void noteBroken(const PackedRow &row);

    bool isEmpty() const { return m_buckets.empty(); }
    // From the first that has anything to the last.
    const std::vector<Bucket> &buckets() const { return m_buckets; }
    // When the bucket begins; also that of one behind the last.
    qint64 startNs(qsizetype bucket) const;
    // How long each of them is, as a power of two.
    int widthBits() const { return m_shift; }
    qint64 widthNs() const { return qint64{1} << m_shift; }
    // Rows without a time; they are in no bucket.
    quint64 untimed() const { return m_untimed; }
    Bucket total() const;

    bool operator==(const ActivityHistogram &) const = default;

private:
    // About a millisecond.
    static constexpr int ShortestBits = 20;

    void change(const PackedRow &row, int by);
    Bucket &at(qint64 timeNs);
    void widen();

    int m_shift = ShortestBits;
    qint64 m_first = 0; // start of the first bucket, in widths
    std::vector<Bucket> m_buckets;
    quint64 m_untimed = 0;
};

} // namespace framescope
