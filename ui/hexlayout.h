// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>
#include <QString>

#include <optional>

namespace framescope {

// Where every byte of a hex dump stands: offset, hex columns in groups of eight, characters. A value;
// x and y in pixels from the top left of the whole dump, so it knows neither widget nor scroll bar.
class HexLayout {
public:
    enum class Area : quint8 { Hex, Text };
    struct Hit {
        quint64 offset = 0;
        Area area = Area::Hex;
    };

    HexLayout() = default;
    // `bytesPerLine` is a multiple of 8; `charWidth` and `lineHeight` in pixels.
    HexLayout(quint64 size, int bytesPerLine, int charWidth, int lineHeight);

    // The most bytes a line, of 8, 16, 32 and 64, that fit into `width`; at least 8.
    static int bytesPerLineFor(int width, quint64 size, int charWidth);

    quint64 size() const { return m_size; }
    int bytesPerLine() const { return m_bytesPerLine; }
    int lineHeight() const { return m_lineHeight; }
    qint64 lineCount() const; // an empty dump has none
    qint64 lineOf(quint64 offset) const;
    int width() const;
    int offsetDigits() const { return m_offsetDigits; }

    int offsetX() const { return m_charWidth; }
    int hexX(int column) const;
    int textX(int column) const;
    // Of the byte in its line (y is 0): the two digits, the character.
    QRect hexCell(int column) const;
    QRect textCell(int column) const;

    // The byte at (x, line); between two cells the nearer one, outside the bytes of a line its first
    // or last. Nothing only for an empty dump.
    std::optional<Hit> hit(int x, qint64 line) const;

private:
    quint64 m_size = 0;
    int m_bytesPerLine = 16;
    int m_charWidth = 8;
    int m_lineHeight = 16;
    int m_offsetDigits = 8;
};

} // namespace framescope
