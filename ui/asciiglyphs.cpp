// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/asciiglyphs.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>

namespace framescope {

namespace {

constexpr QChar Ellipsis = u'…';

} // namespace

AsciiGlyphs::AsciiGlyphs(const QFont &font)
    : m_font(QRawFont::fromFont(font))
{
    const QFontMetricsF metrics(font);
    m_complete = m_font.isValid();
    for (std::size_t i = 0; i < Count; ++i) {
        const QChar character = i + 1 < Count ? QChar(static_cast<char16_t>(First + i)) : Ellipsis;
        const auto found = m_font.glyphIndexesForString(character);
        m_glyphs[i] = found.value(0);
        m_advances[i] = metrics.horizontalAdvance(character);
        m_complete = m_complete && m_glyphs[i] != 0;
    }
}

bool AsciiGlyphs::covers(QStringView text) const
{
    return m_complete && std::all_of(text.begin(), text.end(), [](QChar character) {
        return (character >= u' ' && character <= u'~') || character == Ellipsis;
    });
}

double AsciiGlyphs::width(QStringView text) const
{
    double width = 0;
    for (const QChar character : text)
        width += m_advances[placeOf(character)];
    return width;
}

void AsciiGlyphs::draw(QPainter &painter, QPointF baseline, QStringView text) const
{
    Q_ASSERT(covers(text));
    QVarLengthArray<quint32, 256> glyphs(text.size());
    QVarLengthArray<QPointF, 256> positions(text.size());
    double x = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const std::size_t place = placeOf(text[i]);
        glyphs[i] = m_glyphs[place];
        positions[i] = QPointF(x, 0);
        x += m_advances[place];
    }
    QGlyphRun run;
    run.setRawFont(m_font);
    run.setRawData(glyphs.constData(), positions.constData(), static_cast<int>(text.size()));
    painter.drawGlyphRun(baseline, run);
}

QString AsciiGlyphs::elided(QStringView text, double available) const
{
    double width = m_advances.back();
    qsizetype fits = 0;
    while (fits < text.size()) {
        width += m_advances[placeOf(text[fits])];
        if (width > available)
            break;
        ++fits;
    }
    return text.first(fits).toString() + Ellipsis;
}

std::size_t AsciiGlyphs::placeOf(QChar character)
{
    return character == Ellipsis ? Count - 1 : std::size_t(character.unicode()) - First;
}

} // namespace framescope
