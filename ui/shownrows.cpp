// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shownrows.h"

#include <algorithm>

namespace framescope {

ShownRows::ShownRows(As as, RowGaps gaps)
    : m_as(as)
    , m_gaps(std::move(gaps))
{
}

ShownRows::ShownRows(RowNumbers rows, As as, RowGaps gaps)
    : m_as(as)
    , m_places(rows.size())
    , m_gaps(std::move(gaps))
{
    m_rows = std::move(rows);
}

RowId ShownRows::idOf(int row) const
{
    Q_ASSERT(row >= 0 && row < count());
    const quint32 place = m_gaps.placeOf(static_cast<quint32>(row + belowFloor()));
    return m_rows ? m_rows->at(place) : RowId(place) + 1;
}

int ShownRows::rowFrom(RowId id) const
{
    return rowAtPlace(placeFrom(id));
}

int ShownRows::rowOf(RowId id) const
{
    const int row = rowFrom(id);
    return row < count() && idOf(row) == id ? row : -1;
}

void ShownRows::setFloor(RowId floor)
{
    m_floor = floor;
    m_floorPlace = m_rows ? m_rows->lowerBound(floor + 1) : static_cast<quint32>(floor);
}

void ShownRows::growRows(const RowNumbers &rows)
{
    Q_ASSERT(m_rows && rows.size() >= m_places);
    m_rows = rows;
    m_places = rows.size();
}

quint32 ShownRows::placeFrom(RowId id) const
{
    return m_rows ? m_rows->lowerBound(id)
                  : static_cast<quint32>(std::clamp<RowId>(id - 1, 0, RowId(m_places)));
}

} // namespace framescope
