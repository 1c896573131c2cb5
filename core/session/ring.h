// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

#include <functional>
#include <memory>
#include <span>

namespace framescope {

// The bounded queue between the network thread and the store thread: a file mapped MAP_SHARED, so
// what is written here survives the process (measured in reference: 0 lost in kill -9 runs). One
// producer, one consumer; records are read in order; space is freed only after the consumer's
// COMMIT holds them. When it is full the producer must stop reading the network: that is the
// backpressure.
class Ring {
public:
    static constexpr quint64 DefaultCapacity = 64u << 20;
    // Room that ordinary records may not take, so that state and close events always fit.
    static constexpr quint64 Reserve = 64u << 10;
    // A payload above this is written as several records.
    static constexpr quint64 MaxRecord = 512u << 10;

    // Makes the file, with its space really allocated (a sparse file would end in SIGBUS on a full disk).
    static Result<std::unique_ptr<Ring>> create(const QString &path, quint64 capacity = DefaultCapacity);
    // Opens what a dead process left; read it with read() and freeUpTo(), then remove().
    static Result<std::unique_ptr<Ring>> recover(const QString &path);
    ~Ring();

    // Producer. ------------------------------------------------------------------------------
    // True if a record of `size` bytes fits now (`urgent` may use the reserve).
    bool fits(quint64 size, bool urgent = false) const;
    // Writes one record made of `pieces`, and publishes it. Must fit.
    void write(std::span<const QByteArrayView> pieces);
    // Bytes of capacity in use, as the producer sees it.
    quint64 used() const;
    quint64 capacity() const;
    // Position after the last record written.
    quint64 written() const;

    // Consumer. ------------------------------------------------------------------------------
    // Next record after `position`, which is moved behind it; a null view if there is none yet.
    // Valid until freeUpTo() passes it.
    QByteArrayView read(quint64 &position) const;
    // Position up to which records are safe elsewhere; the start for read() after a recovery.
    quint64 freed() const;
    void freeUpTo(quint64 position);

    void remove(); // deletes the file; the mapping stays until destruction

private:
    struct Private;
    explicit Ring(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace framescope
