// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

#include <memory>
#include <span>

namespace framescope {

// The bounded queue between the network thread and the store thread: a file mapped MAP_SHARED, so
// what is written here survives the process (measured in reference: 0 lost in kill -9 runs). One
// producer, one consumer, no locks; records are read in order; space is freed only after the
// consumer's COMMIT holds them. When it is full the producer must stop reading the network: that is
// the backpressure.
//
// Layout: a page of header, then the data area. A record is a slot of eight bytes (its length and a
// checksum over its bytes and position), its bytes, and padding to eight; the slot after the last
// record is zero. A record never wraps: where it does not fit before the end, a filler takes the rest.
class Ring {
public:
    static constexpr quint64 DefaultCapacity = 64u << 20;
    // Room that ordinary records may not take, so that state and close events always fit.
    static constexpr quint64 Reserve = 64u << 10;
    // No record is larger; a payload above 256 KiB is written as several.
    static constexpr quint64 MaxRecord = 512u << 10;
    static constexpr quint64 MinCapacity = 4 * MaxRecord;

    // Makes the file, with its space really allocated (a sparse file would end in SIGBUS on a full
    // disk). What stood at `path` is gone. `capacity` is at least MinCapacity, a multiple of eight.
    static Result<std::unique_ptr<Ring>> create(const QString &path, quint64 capacity = DefaultCapacity);
    // Opens what a dead process left; read it with read() and freeUpTo(), then remove(). An error if
    // a living one still writes it, or if it is no ring.
    static Result<std::unique_ptr<Ring>> recover(const QString &path);
    ~Ring();

    // A random number made by create(): the session file names the ring that belongs to it.
    quint64 identity() const;
    quint64 capacity() const;

    // Producer. ------------------------------------------------------------------------------
    // True if a record of `size` bytes fits now (`urgent` may use the reserve).
    bool fits(quint64 size, bool urgent = false) const;
    // Writes one record made of `pieces`, not empty together, and publishes it. Must fit.
    void write(std::span<const QByteArrayView> pieces);
    // Bytes of capacity in use, as the producer sees it.
    quint64 used() const;
    // Position after the last record written.
    quint64 written() const;

    // Consumer. ------------------------------------------------------------------------------
    // Next record after `position`, which is moved behind it; a null view if there is none yet, or,
    // in a recovered ring, none that is whole. Valid until freeUpTo() passes it.
    QByteArrayView read(quint64 &position) const;
    // Position up to which records are safe elsewhere; the start for read().
    quint64 freed() const;
    void freeUpTo(quint64 position);

    void remove(); // deletes the file; the mapping stays until destruction

    // To go on in another file, `next`, made with the same capacity and not used yet; consumer. ----------------
    // Copies the records from `first` on, which there is the first, and answers the position behind them.
    // Again: only what came since `copied`.
    quint64 copyTo(Ring &next, quint64 first, quint64 copied) const;
    // Waits until the disk has all of it.
    Result<void> sync() const;
    // From here on this is in the file of `next`, which gets the one from before. The producer must not be at
    // the ring meanwhile.
    void exchangeFile(Ring &next);

private:
    struct Private;
    explicit Ring(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace framescope
