// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/headerlayout.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr int Gap = 4;
constexpr int CellPadding = 6;

} // namespace

HeaderLayout::HeaderLayout(std::vector<HeaderField> fields, QPoint origin, int width, int lineHeight)
    : m_origin(origin)
    , m_bitWidth(static_cast<double>(width - LabelWidth) / BitsPerLine)
{
    const int left = origin.x() + LabelWidth;
    const int cellHeight = 2 * lineHeight + CellPadding;
    int y = origin.y();
    for (HeaderField &field : fields) {
        const int column = field.firstBit % BitsPerLine;
        if (column == 0 && !m_cells.empty())
            y += cellHeight + Gap;
        Cell cell;
        cell.firstByte = field.firstBit / 8;
        cell.bytes = std::max(1, field.bits / 8);
        const int from = left + static_cast<int>(column * m_bitWidth);
        const int to = left + static_cast<int>((column + std::min(field.bits, BitsPerLine)) * m_bitWidth);
        cell.rect = QRect(from, y, to - from - 1, cellHeight);
        cell.field = std::move(field);
        m_cells.push_back(std::move(cell));
    }
    m_height = y + cellHeight - origin.y();
}

const HeaderLayout::Cell *HeaderLayout::cellAt(QPoint position) const
{
    const auto found = std::find_if(m_cells.begin(), m_cells.end(),
        [position](const Cell &cell) { return cell.rect.contains(position); });
    return found == m_cells.end() ? nullptr : &*found;
}

} // namespace framescope
