// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/annotations.h"

namespace framescope {

void Annotations::take(const std::vector<Annotation> &changed)
{
    for (const Annotation &annotation : changed) {
        if (annotation.isEmpty())
            m_all.erase(annotation.row);
        else
            m_all.insert_or_assign(annotation.row, annotation);
    }
}

const Annotation *Annotations::of(RowId row) const
{
    const auto found = m_all.find(row);
    return found == m_all.end() ? nullptr : &found->second;
}

RowId Annotations::after(RowId row) const
{
    const auto next = m_all.upper_bound(row);
    return next == m_all.end() ? 0 : next->first;
}

RowId Annotations::before(RowId row) const
{
    const auto from = m_all.lower_bound(row);
    return from == m_all.begin() ? 0 : std::prev(from)->first;
}

} // namespace framescope
