// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <vector>

namespace framescope {

// Places in a long list that are left out: which stands at the n-th place that is not. A value of four bytes
// a gap; everything but insert() takes logarithmic time.
class RowGaps {
public:
    RowGaps() = default;
    // Ascending, each once.
    explicit RowGaps(std::vector<quint32> places);

    bool isEmpty() const { return m_places.empty(); }
    quint32 count() const { return static_cast<quint32>(m_places.size()); }
    bool contains(quint32 place) const;
    // How many stand before `place`.
    quint32 before(quint32 place) const;
    // The place of the n-th, from 0, that is no gap.
    quint32 placeOf(quint32 n) const;
    // Those that are not before `place`.
    std::vector<quint32> from(quint32 place) const;
    const std::vector<quint32> &places() const { return m_places; }

    // Once more changes nothing. Time by the gaps behind it: cheap at the end of the list.
    void insert(quint32 place);

private:
    std::vector<quint32> m_places;
};

} // namespace framescope
