// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinepainter.h"

#include "ui/timelinewords.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Pad = 6; // left and right in a cell
constexpr int ArrowWidth = 9;
constexpr int LetterWidth = 14;
constexpr int TriangleWidth = 12;
constexpr int FocusRing = 2;
constexpr auto Ellipsis = u'…';

QRect padded(const QRect &cell)
{
    return cell.adjusted(Pad, 0, -Pad, 0);
}

// A part of `width` at the leading edge, cut off from `rect` together with `gap`.
QRect takeLeading(QRect &rect, int width, int gap, Qt::LayoutDirection direction)
{
    QRect part = rect;
    if (direction == Qt::LeftToRight) {
        part.setWidth(width);
        rect.setLeft(rect.left() + width + gap);
    } else {
        part.setLeft(part.right() - width + 1);
        rect.setRight(rect.right() - width - gap);
    }
    return part;
}

void paintArrow(QPainter &painter, const QRect &box, bool up)
{
    const QPointF center = QRectF(box).center();
    const double half = 4.5;
    const double tip = up ? center.y() - half : center.y() + half;
    const double barb = up ? tip + 3.5 : tip - 3.5;
    QPainterPath path({center.x(), up ? center.y() + half : center.y() - half});
    path.lineTo(center.x(), tip);
    path.moveTo(center.x() - 3.5, barb);
    path.lineTo(center.x(), tip);
    path.lineTo(center.x() + 3.5, barb);
    painter.drawPath(path);
}

void paintTriangle(QPainter &painter, const QRect &box, const QColor &color)
{
    const QPointF center = QRectF(box).center();
    const QPolygonF triangle({{center.x(), center.y() - 5}, {center.x() + 5.5, center.y() + 4.5},
        {center.x() - 5.5, center.y() + 4.5}});
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolygon(triangle);
    painter.drawLine(QPointF(center.x(), center.y() - 1.5), QPointF(center.x(), center.y() + 1));
    painter.drawPoint(QPointF(center.x(), center.y() + 3));
}

// Runs `draw` with smooth lines of an icon's stroke.
template <typename Draw>
void withStroke(QPainter &painter, const QColor &color, Draw draw)
{
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw();
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

TimelinePainter::TimelinePainter(const QPalette &palette, const QFont &font)
    : m_theme(Theme::of(palette))
    , m_font(tabularDigits(font))
    , m_mono(monospaceFont(QFontInfo(font).pointSize()))
    , m_metrics(m_font)
    , m_monoMetrics(m_mono)
{
}

int TimelinePainter::rowHeight() const
{
    return std::max(22, std::max(m_metrics.height(), m_monoMetrics.height()) + 6);
}

int TimelinePainter::columnWidth(TimelineColumn column) const
{
    const auto fits = [this](const QString &text, int least, int more = 0) {
        return std::max(least, m_metrics.horizontalAdvance(text) + 2 * Pad + more);
    };
    switch (column) {
    case TimelineColumn::Number: return fits(QStringLiteral("10000000"), 64);
    case TimelineColumn::Connection: return fits(timelinewords::columnTitle(column), 44);
    case TimelineColumn::Direction: {
        const auto word = [](Direction d) { return timelinewords::direction(d, Role::Client); };
        const int more = ArrowWidth + 4 + 4 + LetterWidth;
        return std::max(
            fits(word(Direction::ClientToServer), 64, more), fits(word(Direction::ServerToClient), 64, more));
    }
    case TimelineColumn::Time: return fits(QStringLiteral("00:00:00.000"), 104);
    case TimelineColumn::Type: {
        Row violation;
        violation.kind = RowKind::Violation;
        return fits(timelinewords::type(violation), 76, TriangleWidth + 4);
    }
    case TimelineColumn::Size: return fits(timelinewords::size(1'048'000), 72);
    case TimelineColumn::Preview: return TimelineGeometry::PreviewMinimum;
    }
    return 0;
}

void TimelinePainter::paint(
    QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const
{
    const QRect rect = geometry.rowRect(row);
    painter.fillRect(rect, background(line));
    if (startsSecond(line))
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, m_theme.divider);
    painter.setFont(m_font);
    paintText(painter, padded(geometry.cell(row, TimelineColumn::Number)), QString::number(line.id),
        m_theme.secondary, Qt::AlignTrailing);
    if (!line.row)
        paintText(painter, padded(geometry.cell(row, TimelineColumn::Preview)), QString(Ellipsis),
            m_theme.secondary);
    else if (timelinewords::spansColumns(line.row->kind))
        paintSentence(painter, geometry, row, line);
    else
        paintFrame(painter, geometry, row, line);
    if (line.focused) {
        painter.setPen(QPen(m_theme.accent, FocusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(1, 1, -1, -1));
    }
}

bool TimelinePainter::isElided(const Row &row, TimelineColumn column, int width, Role role) const
{
    const bool isPreview = column == TimelineColumn::Preview;
    if (isPreview && !timelinewords::preview(row, Row::PreviewSize).whole)
        return true;
    const QFontMetrics &metrics = isPreview ? m_monoMetrics : m_metrics;
    const QString text = timelinewords::cell(row, column, role, m_epochOffsetNs);
    return metrics.horizontalAdvance(text) > width - 2 * Pad;
}

QColor TimelinePainter::background(const Line &line) const
{
    if (line.selected)
        return line.active ? m_theme.selection : m_theme.selectionInactive;
    if (line.row) {
        switch (line.row->kind) {
        case RowKind::Error: return m_theme.errorBackground;
        case RowKind::Violation: return m_theme.warningBackground;
        case RowKind::Mark: return m_theme.marks[0];
        default: break;
        }
    }
    return line.hovered ? m_theme.hover : m_theme.base;
}

void TimelinePainter::paintFrame(
    QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const
{
    const Row &facts = *line.row;
    const auto cell = [&](TimelineColumn column) { return padded(geometry.cell(row, column)); };
    const auto word = [&](TimelineColumn column) {
        return timelinewords::cell(facts, column, line.role, m_epochOffsetNs);
    };
    paintText(painter, cell(TimelineColumn::Connection), word(TimelineColumn::Connection), m_theme.secondary);
    paintDirection(painter, cell(TimelineColumn::Direction), line);
    paintText(painter, cell(TimelineColumn::Time), word(TimelineColumn::Time), m_theme.secondary);
    paintType(painter, cell(TimelineColumn::Type), facts);
    paintText(painter, cell(TimelineColumn::Size), word(TimelineColumn::Size), m_theme.secondary,
        Qt::AlignTrailing);
    paintPreview(painter, cell(TimelineColumn::Preview), facts);
}

void TimelinePainter::paintSentence(
    QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const
{
    const Row &facts = *line.row;
    const auto cell = [&](TimelineColumn column) { return padded(geometry.cell(row, column)); };
    paintText(painter, cell(TimelineColumn::Connection), QString::number(facts.connection), m_theme.secondary);
    if (facts.kind == RowKind::Handshake)
        paintDirection(painter, cell(TimelineColumn::Direction), line);
    paintText(painter, cell(TimelineColumn::Time), timelinewords::time(facts.timeNs, m_epochOffsetNs),
        m_theme.secondary);
    paintType(painter, cell(TimelineColumn::Type), facts);
    const QRect rest = padded(geometry.cellsFrom(row, TimelineColumn::Size));
    const qsizetype fits = rest.width() / std::max(1, m_metrics.averageCharWidth()) * 2;
    const QColor ink = facts.kind == RowKind::Error ? m_theme.error : m_theme.text;
    paintVisibleText(painter, rest, timelinewords::preview(facts, fits), m_font, ink);
}

void TimelinePainter::paintDirection(QPainter &painter, const QRect &cell, const Line &line) const
{
    if (cell.width() <= 0)
        return;
    const bool sent = line.row->direction == outgoing(line.role);
    const QColor ink = sent ? m_theme.sent : m_theme.received;
    QRect rest = cell;
    const Qt::LayoutDirection direction = painter.layoutDirection();
    const QRect arrow = takeLeading(rest, ArrowWidth, 4, direction);
    withStroke(painter, ink, [&] { paintArrow(painter, arrow, sent); });
    paintText(painter, rest, timelinewords::direction(line.row->direction, line.role), ink);
    const QString letter = timelinewords::origin(line.row->flags);
    if (letter.isEmpty())
        return;
    QRect box(0, 0, LetterWidth, LetterWidth);
    box.moveCenter(rest.center());
    if (direction == Qt::LeftToRight)
        box.moveRight(cell.right());
    else
        box.moveLeft(cell.left());
    withStroke(painter, m_theme.controlBorder, [&] {
        painter.setPen(QPen(m_theme.controlBorder, 1));
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    });
    QFont small = m_font;
    small.setPointSizeF(m_font.pointSizeF() * 0.8);
    painter.setFont(small);
    painter.setPen(m_theme.text);
    painter.drawText(box, Qt::AlignCenter, letter);
    painter.setFont(m_font);
}

void TimelinePainter::paintType(QPainter &painter, const QRect &cell, const Row &row) const
{
    QRect rest = cell;
    QColor ink = m_theme.text;
    if (row.kind == RowKind::Violation) {
        ink = m_theme.warning;
        const QRect icon = takeLeading(rest, TriangleWidth, 4, painter.layoutDirection());
        withStroke(painter, ink, [&] { paintTriangle(painter, icon, m_theme.warning); });
    } else if (row.kind == RowKind::Error) {
        ink = m_theme.error;
    } else if (row.kind != RowKind::Frame || isControl(row.header.opcode)) {
        ink = m_theme.secondary;
    }
    paintText(painter, rest, timelinewords::type(row), ink);
}

void TimelinePainter::paintPreview(QPainter &painter, QRect cell, const Row &row) const
{
    if (cell.width() <= 0)
        return;
    const QString chip = timelinewords::chip(row);
    if (!chip.isEmpty())
        cell = paintChip(painter, cell, chip, row);
    const bool isFrame = row.kind == RowKind::Frame;
    const QFont &font = isFrame ? m_mono : m_font;
    const int unit = isFrame ? m_monoMetrics.averageCharWidth() : m_metrics.averageCharWidth() / 2;
    // Shaping costs by the character, so the text is cut to the column first; one more shows that
    // it was.
    const qsizetype fits = cell.width() / std::max(1, unit) + 2;
    const QColor ink = row.kind == RowKind::Violation ? m_theme.warning : m_theme.text;
    // Payload reads from the left in every language's window: it is what was on the wire.
    const Qt::LayoutDirection direction = painter.layoutDirection();
    if (isFrame)
        painter.setLayoutDirection(Qt::LeftToRight);
    paintVisibleText(painter, cell, timelinewords::preview(row, fits), font, ink);
    painter.setLayoutDirection(direction);
}

QRect TimelinePainter::paintChip(
    QPainter &painter, const QRect &rect, const QString &text, const Row &row) const
{
    const bool warns = row.flags.testAnyFlags(RowFlag::Cut | RowFlag::NotDelivered);
    const QColor ink = warns ? m_theme.warning : m_theme.secondary;
    const QColor paper = warns ? m_theme.warningBackground : m_theme.window;
    QRect rest = rect;
    const int width = m_metrics.horizontalAdvance(text) + 2 * Pad;
    const QRect box = takeLeading(rest, width, 8, painter.layoutDirection());
    withStroke(painter, ink, [&] {
        painter.setPen(QPen(warns ? m_theme.warning : m_theme.controlBorder, 1));
        painter.setBrush(paper);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 2.5, -0.5, -2.5), 4, 4);
        painter.setBrush(Qt::NoBrush);
    });
    paintText(painter, padded(box), text, ink);
    return rest;
}

void TimelinePainter::paintVisibleText(
    QPainter &painter, const QRect &rect, const VisibleText &text, const QFont &font, const QColor &ink) const
{
    const QFontMetrics &metrics = &font == &m_mono ? m_monoMetrics : m_metrics;
    QString shown = text.text;
    if (!text.whole && !shown.isEmpty())
        shown += Ellipsis;
    if (metrics.horizontalAdvance(shown) > rect.width())
        shown = metrics.elidedText(shown, Qt::ElideRight, rect.width());
    const double baseline = rect.y() + (rect.height() - metrics.height()) / 2.0 + metrics.ascent();
    painter.setPen(ink);
    painter.setFont(font);
    if (text.glyphs.empty()) {
        const bool leading = painter.layoutDirection() == Qt::LeftToRight;
        const int x = leading ? rect.x() : rect.right() + 1 - metrics.horizontalAdvance(shown);
        painter.drawText(QPointF(x, std::floor(baseline)), shown);
        painter.setFont(m_font);
        return;
    }
    QTextLayout layout(shown, font);
    QTextOption option(Qt::AlignLeading);
    option.setTextDirection(painter.layoutDirection());
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const VisibleText::Glyph &glyph : text.glyphs) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(glyph.at);
        range.length = static_cast<int>(glyph.length);
        range.format.setForeground(m_theme.controlGlyph);
        formats.append(range);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine textLine = layout.createLine();
    textLine.setLineWidth(rect.width());
    layout.endLayout();
    layout.draw(&painter, QPointF(rect.x(), std::floor(baseline) - textLine.ascent()));
    painter.setFont(m_font);
}

void TimelinePainter::paintText(QPainter &painter, const QRect &rect, const QString &text, const QColor &ink,
    Qt::Alignment alignment) const
{
    if (rect.width() <= 0 || text.isEmpty())
        return;
    int width = m_metrics.horizontalAdvance(text);
    QString shown = text;
    if (width > rect.width()) {
        shown = m_metrics.elidedText(text, Qt::ElideRight, rect.width());
        width = m_metrics.horizontalAdvance(shown);
    }
    const bool atLeft = (alignment == Qt::AlignLeading) == (painter.layoutDirection() == Qt::LeftToRight);
    const int x = atLeft ? rect.x() : rect.right() + 1 - width;
    const int y = rect.y() + (rect.height() - m_metrics.height()) / 2 + m_metrics.ascent();
    painter.setPen(ink);
    painter.drawText(QPointF(x, y), shown);
}

bool TimelinePainter::startsSecond(const Line &line) const
{
    if (!line.row || !line.previous || line.row->timeNs == Row::UnknownTime
        || line.previous->timeNs == Row::UnknownTime)
        return false;
    const auto second = [this](const Row &row) { return (row.timeNs + m_epochOffsetNs) / 1'000'000'000; };
    return second(*line.row) != second(*line.previous);
}

} // namespace framescope
