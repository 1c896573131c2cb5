// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/sleepwatch.h"

#include "base/platform.h"

namespace framescope {

namespace {

// The two clocks are not read at the same instant, and nobody loses a connection to less.
constexpr qint64 shortestNs = 1'000'000'000;

} // namespace

SleepWatch::SleepWatch()
    : SleepWatch(platform::suspendedNs)
{
}

SleepWatch::SleepWatch(std::function<qint64()> suspendedNs)
    : m_suspended(std::move(suspendedNs))
    , m_seenNs(m_suspended())
{
}

std::optional<SleepSpan> SleepWatch::check(qint64 nowEpochNs)
{
    const qint64 slept = m_suspended() - m_seenNs;
    if (slept < shortestNs)
        return {};
    m_seenNs += slept;
    return SleepSpan{nowEpochNs - slept, nowEpochNs};
}

} // namespace framescope
