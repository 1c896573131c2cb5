// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinegeometry.h"

#include <algorithm>
#include <limits>

namespace framescope {

namespace {

// Half of what an int holds: rectangles this far away can still be united without overflow.
int clampToInt(qint64 y)
{
    constexpr qint64 Far = std::numeric_limits<int>::max() / 2;
    return static_cast<int>(std::clamp(y, -Far, Far));
}

int floorDivide(int a, int b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

} // namespace

int TimelineGeometry::wholeRows() const
{
    return std::max(1, viewport.height() / rowHeight);
}

int TimelineGeometry::lastTop() const
{
    return std::max(0, rowCount - wholeRows());
}

TimelineGeometry::Rows TimelineGeometry::rowsBetween(int y1, int y2) const
{
    const qint64 first = qint64(top) + floorDivide(y1, rowHeight);
    const qint64 last = qint64(top) + floorDivide(y2, rowHeight);
    return {
        static_cast<int>(std::max<qint64>(first, 0)), static_cast<int>(std::min<qint64>(last, rowCount - 1))};
}

int TimelineGeometry::rowAt(int y) const
{
    const qint64 row = qint64(top) + floorDivide(y, rowHeight);
    return row >= 0 && row < rowCount ? static_cast<int>(row) : -1;
}

int TimelineGeometry::nearestRow(int y) const
{
    const qint64 row = qint64(top) + floorDivide(y, rowHeight);
    return static_cast<int>(std::clamp<qint64>(row, rowCount > 0 ? 0 : -1, rowCount - 1));
}

QRect TimelineGeometry::rowRect(int row) const
{
    return QRect(0, clampToInt((qint64(row) - top) * rowHeight), viewport.width(), rowHeight);
}

QRect TimelineGeometry::rowsRect(Rows rows) const
{
    return rows.isEmpty() ? QRect() : rowRect(rows.first).united(rowRect(rows.last));
}

QRect TimelineGeometry::cell(int row, TimelineColumn column) const
{
    const Span span = columns[static_cast<std::size_t>(column)];
    const QRect whole = rowRect(row);
    return QRect(span.x, whole.y(), span.width, whole.height());
}

QRect TimelineGeometry::cellsFrom(int row, TimelineColumn first) const
{
    QRect all;
    for (const TimelineColumn column : shownColumns()) {
        if (column >= first)
            all |= cell(row, column);
    }
    return all;
}

TimelineColumn TimelineGeometry::columnAt(int x) const
{
    const auto found = std::find_if(
        columns.begin(), columns.end(), [x](Span span) { return x >= span.x && x < span.x + span.width; });
    return found == columns.end() ? TimelineColumn::Preview
                                  : static_cast<TimelineColumn>(found - columns.begin());
}

std::vector<TimelineColumn> TimelineGeometry::shownColumns() const
{
    std::vector<TimelineColumn> shown;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].width > 0)
            shown.push_back(static_cast<TimelineColumn>(i));
    }
    return shown;
}

int TimelineGeometry::topShowing(int row) const
{
    const int lowest = std::max(0, row - wholeRows() + 1);
    return std::clamp(top, std::min(lowest, lastTop()), std::max(0, std::min(row, lastTop())));
}

int TimelineGeometry::previewWidth(int available, int others)
{
    return std::max(PreviewMinimum, available - others);
}

} // namespace framescope
