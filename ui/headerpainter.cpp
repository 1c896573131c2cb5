// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/headerpainter.h"

#include "ui/theme.h"

#include <QPainter>
#include <QtEndian>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Padding = 6;
constexpr int Gap = 4;
constexpr int MostSpelledBits = 16;

QString bitsText(const HeaderField &field)
{
    QString bits;
    for (int bit = field.bits - 1; bit >= 0; --bit) {
        bits += (field.value >> bit) & 1 ? u'1' : u'0';
        if (bit > 0 && bit % 8 == 0)
            bits += u' ';
    }
    return bits;
}

// The bits of a field as long as they can be read, else its bytes.
QString cellBits(const HeaderField &field)
{
    if (field.bits == 64) {
        const quint64 value = qToBigEndian(field.value);
        return QString::fromLatin1(
            QByteArray(reinterpret_cast<const char *>(&value), sizeof value).toHex(' '));
    }
    return field.bits == 1 || field.bits > MostSpelledBits ? field.spelled : bitsText(field);
}

// What they mean, beside them.
QString cellMeaning(const HeaderField &field)
{
    const bool isForm = field.bits == 7 && field.value > 125;
    return isForm ? QStringLiteral("%1: %2").arg(field.spelled, field.meaning) : field.meaning;
}

// The name of a field, short where there is no room.
QString cellName(const HeaderField &field, const QFontMetrics &metrics, int room)
{
    if (field.bits > 1 || metrics.horizontalAdvance(field.name) <= room)
        return field.name;
    return field.name.startsWith(u"RSV") ? QStringLiteral("R%1").arg(field.name.back()) : field.name.left(1);
}

} // namespace

HeaderPainter::HeaderPainter(QPainter &painter, const Theme &theme, const QFont &font)
    : m_painter(painter)
    , m_theme(theme)
    , m_font(font)
{
}

void HeaderPainter::paint(const HeaderLayout &layout, const FrameHeader &header) const
{
    paintBitNumbers(layout);
    const QByteArray bytes = headerBytes(header);
    for (const HeaderLayout::Cell &cell : layout.cells()) {
        if (cell.field.firstBit % HeaderLayout::BitsPerLine == 0)
            paintByte(cell, layout.origin().x(), static_cast<quint8>(bytes[cell.firstByte]));
        paintCell(cell);
    }
}

void HeaderPainter::paintBitNumbers(const HeaderLayout &layout) const
{
    m_painter.setFont(monospace(1));
    m_painter.setPen(m_theme.secondary);
    const QPoint from(layout.origin().x() + HeaderLayout::LabelWidth, layout.origin().y());
    const int height = m_painter.fontMetrics().height();
    for (int i = 0; i < HeaderLayout::BitsPerLine; ++i)
        m_painter.drawText(
            QRectF(from.x() + i * layout.bitWidth(), from.y() - height, layout.bitWidth(), height),
            Qt::AlignCenter, QString::number(i));
}

// Which it is, and below that its value in hex.
void HeaderPainter::paintByte(const HeaderLayout::Cell &cell, int left, quint8 value) const
{
    const QRect label(left, cell.rect.top(), HeaderLayout::LabelWidth - Gap, cell.rect.height());
    const int half = label.height() / 2;
    const bool several = cell.bytes > 1;
    const int place = Qt::AlignLeft | Qt::AlignVCenter;
    m_painter.setPen(m_theme.secondary);
    m_painter.setFont(m_font);
    m_painter.drawText(label.adjusted(0, Padding / 2, 0, -half), place,
        several ? QStringLiteral("%1\u2013%2").arg(cell.firstByte).arg(cell.firstByte + cell.bytes - 1)
                : QStringLiteral("Byte %1").arg(cell.firstByte));
    if (several)
        return;
    m_painter.setPen(m_theme.text);
    m_painter.setFont(monospace());
    m_painter.drawText(label.adjusted(0, half - Padding / 2, 0, 0), place,
        QStringLiteral("%1").arg(value, 2, 16, QLatin1Char('0')));
}

void HeaderPainter::paintCell(const HeaderLayout::Cell &cell) const
{
    const HeaderField &field = cell.field;
    const bool isFlag = field.bits == 1;
    const bool isSet = isFlag && field.value == 1;
    m_painter.setPen(field.isOdd ? m_theme.error : m_theme.divider);
    m_painter.setBrush(field.isOdd ? m_theme.errorBackground
            : isSet                ? m_theme.selection
            : isFlag               ? m_theme.base
                                   : m_theme.infoBackground);
    m_painter.drawRect(cell.rect.adjusted(0, 0, -1, -1));

    const int side = isFlag ? 1 : Padding;
    QRect top = cell.rect.adjusted(side, Padding / 2, -side, -Padding / 2);
    top.setHeight(top.height() / 2);
    const QRect bottom = top.translated(0, top.height());
    QFont small = m_font;
    small.setPointSizeF(small.pointSizeF() - 1.5);
    m_painter.setFont(small);
    m_painter.setPen(m_theme.secondary);
    draw(top, 0, isFlag, cellName(field, m_painter.fontMetrics(), top.width()));
    m_painter.setFont(monospace());
    m_painter.setPen(field.isOdd ? m_theme.error : m_theme.text);
    const int end = draw(bottom, 0, isFlag, cellBits(field));
    m_painter.setFont(m_font);
    if (!isFlag)
        draw(bottom, end + 2 * Padding, false, cellMeaning(field));
}

int HeaderPainter::draw(const QRect &place, int from, bool centred, const QString &words) const
{
    const QRect room = place.adjusted(from, 0, 0, 0);
    const auto alignment = centred ? Qt::AlignCenter : Qt::AlignVCenter | Qt::AlignLeft;
    m_painter.drawText(room, static_cast<int>(alignment),
        m_painter.fontMetrics().elidedText(words, Qt::ElideRight, std::max(0, room.width())));
    return from + m_painter.fontMetrics().horizontalAdvance(words);
}

QFont HeaderPainter::monospace(int smaller) const
{
    return monospaceFont(m_font.pointSize() - smaller);
}

} // namespace framescope
