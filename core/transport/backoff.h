// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"

#include <optional>

namespace framescope {

// How long to wait before each attempt of a connection that reconnects. No timer and no chance of its own.
class BackOff {
public:
    explicit BackOff(const ReconnectOptions &options);

    // Milliseconds until the next attempt, after one that was open for `openMs` (0: it never was); nothing
    // if there were enough. `chance` is from 0 to 1.
    std::optional<int> next(qint64 openMs, double chance);
    // Number of the attempt that next() allowed last, since the connection last worked; 1 is the first.
    int attempt() const { return m_attempt; }

private:
    const ReconnectOptions m_options;
    int m_attempt = 0;
    int m_wait = 0; // the last one
};

} // namespace framescope
