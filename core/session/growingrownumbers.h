// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/rownumbers.h"

#include <span>

namespace framescope {

// What makes RowNumbers: ids are appended in one thread, and values of what is there so far handed to any.
class GrowingRowNumbers {
public:
    GrowingRowNumbers();
    GrowingRowNumbers(GrowingRowNumbers &&) = default;
    GrowingRowNumbers &operator=(GrowingRowNumbers &&) = default;
    Q_DISABLE_COPY(GrowingRowNumbers)

    // `row` is above the last, and at most the largest that fits into 32 bits.
    void append(RowId row);
    // Appends every row of `sources` behind the last, each once: several connections as one timeline, and
    // what they got since. Takes time by rows: from begin on it is for a worker (10 million in 0.2 s).
    void extend(std::span<const RowNumbers> sources);
    RowId last() const { return m_soFar.isEmpty() ? 0 : m_soFar.at(m_soFar.size() - 1); }
    const RowNumbers &soFar() const { return m_soFar; }

private:
    RowNumbers m_soFar;
};

} // namespace framescope
