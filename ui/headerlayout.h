// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/headerfields.h"

#include <QRect>

#include <vector>

namespace framescope {

// Where the fields of a header stand: eight bits a line, each line two rows of text high; a field that
// goes over several bytes is one block. A value; x and y in pixels.
class HeaderLayout {
public:
    HeaderLayout() = default;
    HeaderLayout(std::vector<HeaderField> fields, QPoint origin, int width, int lineHeight);

    struct Cell {
        HeaderField field;
        QRect rect;
        int firstByte = 0;
        int bytes = 1; // lines it stands on
    };
    const std::vector<Cell> &cells() const { return m_cells; }
    const Cell *cellAt(QPoint position) const;
    QPoint origin() const { return m_origin; }
    double bitWidth() const { return m_bitWidth; }
    int height() const { return m_height; }
    static constexpr int BitsPerLine = 8;
    static constexpr int LabelWidth = 56; // byte number and value, at the left

private:
    std::vector<Cell> m_cells;
    QPoint m_origin;
    double m_bitWidth = 0;
    int m_height = 0;
};

} // namespace framescope
