// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>

namespace framescope {

// The time, injected so that tests own it. Both in nanoseconds.
class Clock {
public:
    virtual ~Clock() = default;
    // Since an arbitrary start; never goes back. What rows are stamped with.
    virtual qint64 monotonicNs() const = 0;
    // Since 1970-01-01 UTC; may jump. Read once a run to anchor the monotonic time.
    virtual qint64 epochNs() const = 0;
};

class SystemClock final : public Clock {
public:
    qint64 monotonicNs() const override { return count(std::chrono::steady_clock::now()); }
    qint64 epochNs() const override { return count(std::chrono::system_clock::now()); }

private:
    template <typename Point>
    static qint64 count(Point point)
    {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(point.time_since_epoch()).count();
    }
};

} // namespace framescope
