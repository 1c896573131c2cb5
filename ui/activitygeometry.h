// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/activityhistogram.h"
#include "analysis/rowfilter.h"

#include <QRect>

#include <vector>

namespace framescope {

// Where the activity strip has what: columns of time from left to right, in each of them what was sent upwards from
// the middle and what was received downwards, and above them the marks of what went wrong. Heights grow with the
// square root, so that a quiet time is to be seen beside a flood. A value.
class ActivityGeometry {
public:
    static constexpr int MarkLane = 10;
    static constexpr int MarkWidth = 9;
    static constexpr int NarrowestColumn = 3;
    static constexpr int WidestColumn = 12;

    struct Column {
        ActivityHistogram::Bucket all; // of the session
        ActivityHistogram::Bucket shown;
    };
    struct Mark {
        int left = 0; // of its MarkWidth
        bool isError = false;
    };
    enum class Of : quint8 { All, Shown };

    ActivityGeometry() = default;
    ActivityGeometry(const ActivityHistogram &all, const ActivityHistogram &shown, const QRect &area);

    int count() const { return static_cast<int>(m_columns.size()); }
    const Column &column(int column) const { return m_columns[static_cast<std::size_t>(column)]; }
    // From the top of the bars to their bottom.
    QRect rectOf(int column) const;
    int middle() const { return m_middle; }                  // the line from which bars grow
    QRect bar(int column, Direction direction, Of of) const; // frames
    // How far from the middle the line of bytes is; 0: there are none.
    int byteHeight(int column, Direction direction) const;
    // Of what is shown; those of one kind that would cover each other are one.
    std::vector<Mark> marks() const;

    // The nearest; -1: there are none.
    int columnAt(int x) const;
    int columnOf(qint64 timeNs) const;
    // From the beginning of the first to the end of the last.
    RowFilter::Time timeOf(int first, int last) const;
    double xOf(qint64 timeNs) const;

private:
    int half() const { return m_area.bottom() + 1 - m_middle; }
    int heightOf(quint64 count, quint64 most) const;
    int edge(int column) const;
    void fill(const ActivityHistogram &histogram, ActivityHistogram::Bucket Column::*to);

    QRect m_area;
    int m_middle = 0;
    int m_width = 0;      // of all columns
    qint64 m_first = 0;   // beginning of the first column, in widths of a column
    int m_shift = 0;      // log2 of that width in nanoseconds ...
    qint64 m_buckets = 1; // ... of which a column has so many
    std::vector<Column> m_columns;
    quint64 m_mostFrames = 0; // of any bar
    quint64 m_mostBytes = 0;
};

} // namespace framescope
