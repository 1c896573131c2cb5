// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/growingrownumbers.h"

#include <vector>

namespace framescope {

namespace {

struct Source {
    const RowNumbers *rows;
    quint32 next;
    RowId row() const { return rows->at(next); }
};

} // namespace

GrowingRowNumbers::GrowingRowNumbers()
{
    m_soFar.m_blocks = std::make_shared<RowNumbers::Blocks>();
}

void GrowingRowNumbers::append(RowId row)
{
    Q_ASSERT(row > last() && row <= std::numeric_limits<quint32>::max());
    const RowNumbers::Place place(m_soFar.m_size);
    std::unique_ptr<quint32[]> &block = m_soFar.m_blocks->of[place.block];
    if (place.offset == 0)
        block = std::make_unique_for_overwrite<quint32[]>(RowNumbers::room(place.block));
    block[place.offset] = static_cast<quint32>(row);
    ++m_soFar.m_size;
}

void GrowingRowNumbers::extend(std::span<const RowNumbers> sources)
{
    std::vector<Source> left;
    for (const RowNumbers &rows : sources) {
        const quint32 next = rows.lowerBound(last() + 1);
        if (next < rows.size())
            left.push_back({&rows, next});
    }
    while (!left.empty()) {
        // Rows of one connection come in runs: the source with the lowest goes on until another is lower.
        size_t lowest = 0;
        RowId until = std::numeric_limits<RowId>::max();
        for (size_t i = 1; i < left.size(); ++i) {
            const RowId row = left[i].row();
            if (row < left[lowest].row()) {
                until = left[lowest].row();
                lowest = i;
            } else if (row < until) {
                until = row;
            }
        }
        Source &source = left[lowest];
        do {
            if (source.row() > last())
                append(source.row());
        } while (++source.next < source.rows->size() && source.row() <= until);
        if (source.next == source.rows->size())
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(lowest));
    }
}

} // namespace framescope
