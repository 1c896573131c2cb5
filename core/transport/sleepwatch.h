// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/outcome.h"

#include <functional>
#include <optional>

namespace framescope {

// Notices that the computer slept: the system's clock that counts sleep has run away from the one
// that does not.
class SleepWatch {
public:
    // Of this computer.
    SleepWatch();
    // `suspendedNs`: the time slept since some start.
    explicit SleepWatch(std::function<qint64()> suspendedNs);

    // The sleep since the last call, taken to have ended now; ask every few seconds.
    std::optional<SleepSpan> check(qint64 nowEpochNs);

private:
    std::function<qint64()> m_suspended;
    qint64 m_seenNs;
};

} // namespace framescope
