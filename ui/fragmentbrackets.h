// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <array>
#include <span>
#include <vector>

namespace framescope {

// What joins the frames of a message in front of the rows: one lane for each direction, since a direction
// has one message at a time (RFC 6455, 5.4).
struct FragmentBracket {
    enum class Part : quint8 { None, First, Middle, Last, Through };
    std::array<Part, 2> lanes{}; // by Direction
    Part &lane(Direction direction) { return lanes[static_cast<std::size_t>(direction)]; }
    bool operator==(const FragmentBracket &) const = default;
};

// The brackets of rows that follow each other in a timeline, found out of these rows alone: whatever is
// known about a message above and below them is not asked for.
struct BracketedRow {
    RowId id = 0;
    const Row *row = nullptr; // not at hand
};
std::vector<FragmentBracket> fragmentBrackets(std::span<const BracketedRow> rows);

} // namespace framescope
