// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <vector>

namespace framescope {

// Rows that follow each other in the log, both ends included.
struct RowRange {
    RowId first = 0;
    RowId last = 0;
    bool operator==(const RowRange &) const = default;
};
using RowRanges = std::vector<RowRange>;

// What rows come to together.
struct RowTotals {
    quint64 rows = 0;
    quint64 payloadBytes = 0; // of the messages and control frames that end in these rows
    qint64 firstNs = Row::UnknownTime;
    qint64 lastNs = Row::UnknownTime;

    void add(const Row &row) { add(row.kind, row.header.opcode, row.flags, row.payloadSize, row.timeNs); }
    void add(RowKind kind, Opcode opcode, RowFlags flags, quint64 payloadSize, qint64 timeNs);
};

} // namespace framescope
