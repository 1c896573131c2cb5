// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/hexlayout.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr int Group = 8;

// Eight digits suffice for 4 GiB; above it two more at a time.
int digitsFor(quint64 size)
{
    int digits = 8;
    while (digits < 16 && (size >> (4 * digits)) != 0)
        digits += 2;
    return digits;
}

// In characters: margin, offset, gap of two, cells of three with one more between groups, gap, text,
// margin.
int hexChars(int column)
{
    return column * 3 + column / Group;
}
int textStart(int digits, int bytesPerLine)
{
    return 1 + digits + 2 + hexChars(bytesPerLine) + 1;
}
int lineChars(int digits, int bytesPerLine)
{
    return textStart(digits, bytesPerLine) + bytesPerLine + 1;
}

} // namespace

HexLayout::HexLayout(quint64 size, int bytesPerLine, int charWidth, int lineHeight)
    : m_size(size)
    , m_bytesPerLine(bytesPerLine)
    , m_charWidth(charWidth)
    , m_lineHeight(lineHeight)
    , m_offsetDigits(digitsFor(size))
{
    Q_ASSERT(bytesPerLine > 0 && bytesPerLine % Group == 0);
    Q_ASSERT(charWidth > 0 && lineHeight > 0);
}

int HexLayout::bytesPerLineFor(int width, quint64 size, int charWidth)
{
    const int digits = digitsFor(size);
    int best = Group;
    for (int candidate = 2 * Group; candidate <= 64; candidate *= 2) {
        if (lineChars(digits, candidate) * charWidth <= width)
            best = candidate;
    }
    return best;
}

qint64 HexLayout::lineCount() const
{
    const auto perLine = static_cast<quint64>(m_bytesPerLine);
    return static_cast<qint64>(m_size / perLine + (m_size % perLine != 0 ? 1 : 0));
}

qint64 HexLayout::lineOf(quint64 offset) const
{
    return static_cast<qint64>(offset / static_cast<quint64>(m_bytesPerLine));
}

int HexLayout::width() const
{
    return lineChars(m_offsetDigits, m_bytesPerLine) * m_charWidth;
}

int HexLayout::hexX(int column) const
{
    return (1 + m_offsetDigits + 2 + hexChars(column)) * m_charWidth;
}

int HexLayout::textX(int column) const
{
    return (textStart(m_offsetDigits, m_bytesPerLine) + column) * m_charWidth;
}

QRect HexLayout::hexCell(int column) const
{
    return QRect(hexX(column), 0, 2 * m_charWidth, m_lineHeight);
}

QRect HexLayout::textCell(int column) const
{
    return QRect(textX(column), 0, m_charWidth, m_lineHeight);
}

std::optional<HexLayout::Hit> HexLayout::hit(int x, qint64 line) const
{
    if (m_size == 0)
        return std::nullopt;
    line = std::clamp<qint64>(line, 0, lineCount() - 1);
    // The border between the areas lies in the middle of the gap before the characters.
    const bool inText = x >= textX(0) - m_charWidth / 2;
    int column = 0;
    if (inText) {
        column = (x - textX(0)) / m_charWidth;
    } else {
        while (column + 1 < m_bytesPerLine && x >= hexX(column + 1) - m_charWidth / 2)
            ++column;
    }
    column = std::clamp(column, 0, m_bytesPerLine - 1);
    const quint64 offset =
        static_cast<quint64>(line) * static_cast<quint64>(m_bytesPerLine) + static_cast<quint64>(column);
    return Hit{std::min(offset, m_size - 1), inText ? Area::Text : Area::Hex};
}

} // namespace framescope
