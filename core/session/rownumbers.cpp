// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rownumbers.h"

namespace framescope {

quint32 RowNumbers::lowerBound(RowId row) const
{
    quint32 first = 0;
    quint32 count = m_size;
    while (count > 0) {
        const quint32 half = count / 2;
        if (at(first + half) < row) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

bool RowNumbers::contains(RowId row) const
{
    const quint32 index = lowerBound(row);
    return index < m_size && at(index) == row;
}

} // namespace framescope
