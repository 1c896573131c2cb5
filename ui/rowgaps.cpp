// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowgaps.h"

#include <algorithm>

namespace framescope {

RowGaps::RowGaps(std::vector<quint32> places)
    : m_places(std::move(places))
{
    Q_ASSERT(std::is_sorted(m_places.begin(), m_places.end()));
}

bool RowGaps::contains(quint32 place) const
{
    return std::binary_search(m_places.begin(), m_places.end(), place);
}

quint32 RowGaps::before(quint32 place) const
{
    return static_cast<quint32>(std::lower_bound(m_places.begin(), m_places.end(), place) - m_places.begin());
}

std::vector<quint32> RowGaps::from(quint32 place) const
{
    return {std::lower_bound(m_places.begin(), m_places.end(), place), m_places.end()};
}

quint32 RowGaps::placeOf(quint32 n) const
{
    // The i-th gap has place - i others before it, which never falls: those with n or less are before.
    quint32 first = 0;
    quint32 count = this->count();
    while (count > 0) {
        const quint32 half = count / 2;
        const quint32 middle = first + half;
        if (m_places[middle] - middle <= n) {
            first = middle + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return n + first;
}

void RowGaps::insert(quint32 place)
{
    const auto at = std::lower_bound(m_places.begin(), m_places.end(), place);
    if (at == m_places.end() || *at != place)
        m_places.insert(at, place);
}

} // namespace framescope
