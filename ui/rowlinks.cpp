// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowlinks.h"

#include "ui/timelinemodel.h"

namespace framescope {

namespace {

constexpr RowId Reach = 5000; // rows

bool isPairOf(const Row &a, const Row &b, Opcode wanted)
{
    return b.kind == RowKind::Frame && b.header.opcode == wanted && b.connection == a.connection
        && b.direction != a.direction && b.preview == a.preview;
}

} // namespace

RowId pairOf(const TimelineModel &model, const Row &row)
{
    const bool isPing = row.header.opcode == Opcode::Ping;
    if (row.kind != RowKind::Frame || (!isPing && row.header.opcode != Opcode::Pong))
        return 0;
    const Opcode wanted = isPing ? Opcode::Pong : Opcode::Ping;
    const RowId step = isPing ? 1 : -1;
    for (RowId id = row.id + step; id >= 1 && std::abs(id - row.id) <= Reach; id += step) {
        const Row *other = model.peekAt(id);
        if (!other)
            return 0;
        if (isPairOf(row, *other, wanted))
            return id;
    }
    return 0;
}

} // namespace framescope
