// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/activitygeometry.h"

#include <algorithm>
#include <cmath>

namespace framescope {

namespace {

using Bucket = ActivityHistogram::Bucket;

// Downwards also below zero.
qint64 divided(qint64 number, qint64 by)
{
    return number / by - (number % by < 0 ? 1 : 0);
}

} // namespace

ActivityGeometry::ActivityGeometry(
    const ActivityHistogram &all, const ActivityHistogram &shown, const QRect &area)
    : m_area(area)
    , m_middle(area.top() + MarkLane + (area.height() - MarkLane) / 2)
{
    if (all.isEmpty() || area.width() < NarrowestColumn)
        return;
    // So many buckets make a column that it is wide enough; from where does not change while the session grows.
    m_shift = all.widthBits();
    const qint64 first = all.startNs(0) >> m_shift;
    const qint64 last = first + qint64(all.buckets().size()) - 1;
    const qint64 most = area.width() / NarrowestColumn;
    while (divided(last, m_buckets) - divided(first, m_buckets) >= most)
        ++m_buckets;
    m_first = divided(first, m_buckets);
    const qint64 count = divided(last, m_buckets) - m_first + 1;
    m_columns.resize(static_cast<std::size_t>(count));
    m_width = static_cast<int>(std::min<qint64>(area.width(), count * WidestColumn));
    fill(all, &Column::all);
    fill(shown, &Column::shown);
    for (const Column &column : m_columns) {
        m_mostFrames = std::max<quint64>({m_mostFrames, column.all.toServer, column.all.fromServer});
        m_mostBytes = std::max({m_mostBytes, column.all.bytesToServer, column.all.bytesFromServer});
    }
}

void ActivityGeometry::fill(const ActivityHistogram &histogram, Bucket Column::*to)
{
    for (std::size_t i = 0; i < histogram.buckets().size(); ++i) {
        const int column = columnOf(histogram.startNs(qsizetype(i)));
        m_columns[static_cast<std::size_t>(column)].*to += histogram.buckets()[i];
    }
}

int ActivityGeometry::columnOf(qint64 timeNs) const
{
    return static_cast<int>(
        std::clamp<qint64>(divided(timeNs >> m_shift, m_buckets) - m_first, 0, std::max(0, count() - 1)));
}

int ActivityGeometry::edge(int column) const
{
    return m_area.left() + static_cast<int>(std::lround(double(column) * m_width / count()));
}

QRect ActivityGeometry::rectOf(int column) const
{
    const int top = m_area.top() + MarkLane;
    return {edge(column), top, edge(column + 1) - edge(column), m_area.bottom() + 1 - top};
}

int ActivityGeometry::heightOf(quint64 count, quint64 most) const
{
    if (count == 0 || most == 0)
        return 0;
    const double part = std::sqrt(double(std::min(count, most)) / double(most));
    return std::max(1, static_cast<int>(std::lround(part * half())));
}

QRect ActivityGeometry::bar(int column, Direction direction, Of of) const
{
    const Bucket &bucket = of == Of::All ? this->column(column).all : this->column(column).shown;
    const bool isUp = direction == Direction::ClientToServer;
    const int height = heightOf(isUp ? bucket.toServer : bucket.fromServer, m_mostFrames);
    const QRect rect = rectOf(column);
    return {rect.left(), isUp ? m_middle - height : m_middle, rect.width(), height};
}

int ActivityGeometry::byteHeight(int column, Direction direction) const
{
    const Bucket &bucket = this->column(column).shown;
    return heightOf(
        direction == Direction::ClientToServer ? bucket.bytesToServer : bucket.bytesFromServer, m_mostBytes);
}

std::vector<ActivityGeometry::Mark> ActivityGeometry::marks() const
{
    std::vector<Mark> marks;
    int behind = m_area.left();                                         // of the last mark
    int of[2] = {m_area.left() - MarkWidth, m_area.left() - MarkWidth}; // the last of each kind
    for (int i = 0; i < count(); ++i) {
        const Bucket &bucket = column(i).shown;
        const bool has[] = {bucket.violations > 0 || bucket.hasBroken, bucket.errors > 0};
        for (const bool isError : {false, true}) {
            const int wanted = rectOf(i).center().x() - MarkWidth / 2;
            if (!has[isError] || wanted < of[isError] + MarkWidth)
                continue;
            const int left = std::min(std::max(wanted, behind), m_area.right() + 1 - MarkWidth);
            marks.push_back({left, isError});
            of[isError] = left;
            behind = left + MarkWidth;
        }
    }
    return marks;
}

int ActivityGeometry::columnAt(int x) const
{
    if (m_columns.empty())
        return -1;
    int column = static_cast<int>(
        std::clamp<qint64>(qint64(x - m_area.left()) * count() / std::max(1, m_width), 0, count() - 1));
    while (column > 0 && x < edge(column))
        --column;
    while (column + 1 < count() && x >= edge(column + 1))
        ++column;
    return column;
}

RowFilter::Time ActivityGeometry::timeOf(int first, int last) const
{
    const auto begin = [this](qint64 column) {
        const qint64 index = (m_first + column) * m_buckets;
        const qint64 time = index << m_shift;
        if (time >> m_shift == index)
            return time;
        return index < 0 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
    };
    // The end of all time may be the end of the last column.
    const qint64 end = begin(last + 1);
    return {begin(first), end == std::numeric_limits<qint64>::max() ? end : end - 1};
}

double ActivityGeometry::xOf(qint64 timeNs) const
{
    const double column = std::ldexp(double(timeNs), -m_shift) / double(m_buckets) - double(m_first);
    return m_area.left() + std::clamp(column / std::max(1, count()), 0.0, 1.0) * m_width;
}

} // namespace framescope
