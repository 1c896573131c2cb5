// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/timelinecolumn.h"

#include <QRect>
#include <QSize>

#include <array>
#include <vector>

namespace framescope {

// Where the rows and columns of the timeline lie in its viewport. All rows are equally high, so
// everything is arithmetic, whatever the number of rows. Pixels are those of the viewport.
struct TimelineGeometry {
    struct Span {
        int x = 0;
        int width = 0; // 0: hidden
    };
    struct Rows {
        int first = 0;
        int last = -1; // before first: none
        bool isEmpty() const { return last < first; }
        bool contains(int row) const { return row >= first && row <= last; }
        bool operator==(const Rows &) const = default;
    };
    using Columns = std::array<Span, TimelineColumnCount>;
    static constexpr int PreviewMinimum = 200;

    int rowHeight = 22;
    int rowCount = 0;
    int top = 0; // the row at y = 0
    QSize viewport;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    Columns columns;

    // Rows that fit as a whole: a page. At least one.
    int wholeRows() const;
    // `top` that shows the last row as a whole: the maximum of the scroll bar.
    int lastTop() const;
    // Everything of which at least a pixel is to be seen.
    Rows visible() const { return rowsBetween(0, viewport.height() - 1); }
    // Rows that touch the pixel lines y1 to y2.
    Rows rowsBetween(int y1, int y2) const;
    // Nothing (-1) above the first and below the last row.
    int rowAt(int y) const;
    // The row nearest to y; -1 only if there are none.
    int nearestRow(int y) const;
    // Of the whole width. Far away rows are clamped to where an int still reaches.
    QRect rowRect(int row) const;
    QRect rowsRect(Rows rows) const;
    QRect cell(int row, TimelineColumn column) const;
    // From the leading edge of `first` to the far end of the preview: what a row that spans columns
    // has.
    QRect cellsFrom(int row, TimelineColumn first) const;
    // The column at x; Preview where there is none.
    TimelineColumn columnAt(int x) const;
    std::vector<TimelineColumn> shownColumns() const;
    // `top` moved as little as possible so that `row` is to be seen as a whole.
    int topShowing(int row) const;

    // What the preview gets when the others have taken `others` of `available`.
    static int previewWidth(int available, int others);
};

} // namespace framescope
