// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/rownumbers.h"
#include "ui/rowgaps.h"

#include <algorithm>
#include <optional>

namespace framescope {

// Which rows of the log a timeline shows: the whole log or a list of rows, both without the fragments of
// messages where messages are shown, and perhaps only those behind a row. A value; a log without fragments costs nothing, however long it is.
class ShownRows {
public:
    enum class As : quint8 { Frames, Messages };

    // The whole log; `gaps` are row numbers less one.
    explicit ShownRows(As as = As::Frames, RowGaps gaps = {});
    // These rows; `gaps` are their places.
    ShownRows(RowNumbers rows, As as, RowGaps gaps = {});

    As as() const { return m_as; }
    bool isWholeLog() const { return !m_rows; }
    // Nothing stands between two rows that follow each other here.
    bool isWithoutGaps() const { return !m_rows && m_gaps.isEmpty(); }

    // Rows up to this one are not shown; 0: all are.
    void setFloor(RowId floor);
    RowId floor() const { return m_floor; }
    // How many that is.
    int belowFloor() const { return placesUpTo(floorPlace()); }

    int count() const { return placesUpTo(m_places) - belowFloor(); }
    RowId idOf(int row) const; // below count()
    // The first row that is not before `id`; count() if all are.
    int rowFrom(RowId id) const;
    int rowOf(RowId id) const; // -1: not shown

    // Places: with gaps.
    quint32 places() const { return m_places; }
    bool isGap(quint32 place) const { return m_gaps.contains(place); }
    quint32 floorPlace() const { return std::min(m_floorPlace, m_places); }
    const std::optional<RowNumbers> &numbers() const { return m_rows; } // nothing: the log
    std::vector<quint32> gapsFrom(quint32 place) const { return m_gaps.from(place); }
    bool isBelowFloor(quint32 place) const { return place < m_floorPlace; }
    int rowAtPlace(quint32 place) const { return std::max(0, placesUpTo(place) - belowFloor()); }
    void addGap(quint32 place) { m_gaps.insert(place); }
    void growLog(RowId last) { m_places = static_cast<quint32>(last); }
    void growRows(const RowNumbers &rows);

private:
    quint32 placeFrom(RowId id) const;
    int placesUpTo(quint32 place) const
    {
        return static_cast<int>(place - m_gaps.before(place));
    } // less gaps

    As m_as;
    std::optional<RowNumbers> m_rows; // nothing: the log
    quint32 m_places = 0;
    RowGaps m_gaps;
    RowId m_floor = 0;
    quint32 m_floorPlace = 0; // the first that is shown
};

} // namespace framescope
