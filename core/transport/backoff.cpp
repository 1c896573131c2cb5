// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/backoff.h"

#include <algorithm>
#include <cmath>

namespace framescope {

BackOff::BackOff(const ReconnectOptions &options)
    : m_options(options)
{
}

std::optional<int> BackOff::next(qint64 openMs, double chance)
{
    if (openMs > m_wait)
        m_attempt = 0;
    if (m_options.maxAttempts > 0 && m_attempt >= m_options.maxAttempts)
        return {};
    const double grown = m_options.delay * std::pow(m_options.factor, m_attempt++);
    const double spread = 1 + m_options.jitter * (2 * chance - 1);
    m_wait = static_cast<int>(std::lround(std::min<double>(grown, m_options.maxDelay) * spread));
    return m_wait;
}

} // namespace framescope
