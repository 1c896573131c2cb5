// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QPointF>
#include <QRawFont>
#include <QStringView>

#include <array>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace framescope {

// Draws and measures text of printable ASCII and "…" one glyph a character, without shaping: most of
// what a timeline shows, at a third of the cost. No kerning, and no ligatures: bytes look like bytes.
class AsciiGlyphs {
public:
    explicit AsciiGlyphs(const QFont &font);

    // Anything else must go through Qt's text engine.
    bool covers(QStringView text) const;
    // Of text that is covered, in pixels.
    double width(QStringView text) const;
    // `baseline` is where its first character stands. Pen and nothing else is the painter's.
    void draw(QPainter &painter, QPointF baseline, QStringView text) const;
    // The beginning of `text` that fits into `available` together with "…".
    QString elided(QStringView text, double available) const;

private:
    static constexpr int First = 0x20;
    static constexpr int Count = 0x60; // up to 0x7E, and the ellipsis in the place of DEL
    static std::size_t placeOf(QChar character);

    QRawFont m_font;
    std::array<quint32, Count> m_glyphs{};
    std::array<double, Count> m_advances{};
    bool m_complete = false; // the font has them all
};

} // namespace framescope
