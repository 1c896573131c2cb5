// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/platform.h"

#include <chrono>

namespace framescope {

// The time, injected so that tests own it. Both in nanoseconds.
class Clock {
public:
    virtual ~Clock() = default;
    // Since an arbitrary start; never goes back, and counts the time the computer sleeps. What rows
    // are stamped with.
    virtual qint64 monotonicNs() const = 0;
    // Since 1970-01-01 UTC; may jump. Read once a run to anchor the monotonic time.
    virtual qint64 epochNs() const = 0;
};

class SystemClock final : public Clock {
public:
    qint64 monotonicNs() const override { return platform::monotonicNs(); }
    qint64 epochNs() const override
    {
        return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
    }
};

} // namespace framescope
