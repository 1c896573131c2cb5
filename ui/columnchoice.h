// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/timelinecolumn.h"

#include <QStringList>

#include <array>

namespace framescope {

// Which columns of the timeline the user wants to see, and how wide. A value that is remembered as words.
struct ColumnChoice {
    struct Column {
        bool shown = true;
        double width = 1; // in the measure of the column's usual width, whatever the font
        bool operator==(const Column &) const = default;
    };
    std::array<Column, TimelineColumnCount> columns;

    ColumnChoice(); // the usual ones
    Column &operator[](TimelineColumn column) { return columns[static_cast<std::size_t>(column)]; }
    const Column &operator[](TimelineColumn column) const
    {
        return columns[static_cast<std::size_t>(column)];
    }
    bool operator==(const ColumnChoice &) const = default;

    // The number and the preview are what a row is; the connection comes and goes with what is shown.
    static constexpr bool isFree(TimelineColumn column)
    {
        return column != TimelineColumn::Number && column != TimelineColumn::Connection
            && column != TimelineColumn::Preview;
    }

    // "time*1.25", "size": those shown. What is not understood is left out; from nothing come the usual ones.
    QStringList toWords() const;
    static ColumnChoice fromWords(const QStringList &words);
};

} // namespace framescope
