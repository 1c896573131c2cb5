// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <ctime>

namespace framescope::test {

// How much slower this build is than the one that users run, roughly.
#if defined(__SANITIZE_THREAD__)
inline constexpr double Slowdown = 8;
#elif defined(__SANITIZE_ADDRESS__)
inline constexpr double Slowdown = 4;
#else
inline constexpr double Slowdown = 1;
#endif

// How long the calling thread has worked since this was made, in milliseconds of the program that users
// run, roughly: time that the thread did not get from a busy machine does not count, and what sanitizers
// cost is taken off. For limits that find work of the wrong order; figures come from tests/bench.
class WorkTimer {
public:
    double ms() const { return (now() - m_begin) / Slowdown; }

private:
    static double now()
    {
#ifdef Q_OS_UNIX
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
#else
        return double(std::clock()) * 1e3 / CLOCKS_PER_SEC;
#endif
    }

    double m_begin = now();
};

} // namespace framescope::test
