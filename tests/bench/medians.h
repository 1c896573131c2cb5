// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

namespace framescope::test {

// Nanoseconds that `work` takes, the median of seven runs after one to warm up.
template <typename Work>
double medianNs(Work &&work)
{
    work();
    std::array<double, 7> runs{};
    for (double &run : runs) {
        const auto start = std::chrono::steady_clock::now();
        work();
        run = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
    }
    std::sort(runs.begin(), runs.end());
    return runs[runs.size() / 2];
}

// One row of a table: what was done, nanoseconds for each of `count` things, and the rate of all bytes.
inline void printRow(const char *what, double ns, double count, double bytes)
{
    std::printf("%-44s %12.1f %10.2f\n", what, ns / count, bytes / ns);
}

inline void printHead(const char *title)
{
    std::printf("%-44s %12s %10s\n", title, "ns each", "GB/s");
}

// Value below which `share` (0 to 1) of the values lie; 0.5 is the median.
inline double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}
inline double median(std::vector<double> values)
{
    return percentile(std::move(values), 0.5);
}

} // namespace framescope::test
