// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinepainter.h"

#include "ui/timelinewords.h"

#include <QPainter>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Pad = 6; // left and right in a cell
constexpr int LetterSize = 14;
constexpr int FocusRing = 2;
constexpr int BracketEdge = 7; // behind the bar of a mark
constexpr int BracketGap = 4;
constexpr int MarkWidth = 4;
constexpr int BracketHook = 4;
constexpr auto Ellipsis = u'…';

// A mark's colour at an edge, where it is narrow: away from the paper that it lies on.
QColor edgeOf(const QColor &mark)
{
    return mark.lightness() > 128 ? mark.darker(140) : mark.lighter(220);
}

} // namespace

TimelinePainter::TimelinePainter(const QPalette &palette, const QFont &font)
    : m_theme(Theme::of(palette))
    , m_font(tabularDigits(font))
    , m_mono(monospaceFont(QFontInfo(font).pointSize()))
    , m_metrics(m_font)
    , m_monoMetrics(m_mono)
    , m_ascii(m_font)
    , m_monoAscii(m_mono)
    , m_glyphs(controlGlyphs(m_mono))
{
}

int TimelinePainter::rowHeight() const
{
    // 22 at ten points, and in that measure at any other size, if the fonts need no more.
    const int usual = QFontInfo(m_mono).pointSize() * 22 / 10;
    return std::max(usual, std::max(m_metrics.height(), m_monoMetrics.height()) + 6);
}

int TimelinePainter::columnWidth(TimelineColumn column) const
{
    const auto fits = [this](const QString &text, int least, int more = 0) {
        return std::max(least, wordsWidth(text) + 2 * Pad + more);
    };
    switch (column) {
    case TimelineColumn::Number: return fits(QStringLiteral("10000000"), 64);
    case TimelineColumn::Connection: return fits(timelinewords::columnTitle(column), 44);
    case TimelineColumn::Direction: {
        const auto word = [](Direction d) { return timelinewords::direction(d, Role::Client); };
        const int more = RowSymbols::ArrowWidth + 4 + 4 + LetterSize;
        return std::max(
            fits(word(Direction::ClientToServer), 64, more), fits(word(Direction::ServerToClient), 64, more));
    }
    case TimelineColumn::Time:
        return std::max(fits(QStringLiteral("-00:00:00.000"), 104), fits(m_time.title(), 0));
    case TimelineColumn::Type: {
        Row violation;
        violation.kind = RowKind::Violation;
        return fits(timelinewords::type(violation), 76, RowSymbols::TriangleWidth + 4);
    }
    case TimelineColumn::Size:
    case TimelineColumn::Wire: return fits(timelinewords::size(1'048'000), 72);
    case TimelineColumn::Ratio: return fits(QStringLiteral("1000 %"), 56);
    case TimelineColumn::Fin:
    case TimelineColumn::Rsv: return fits(timelinewords::columnTitle(column), 44);
    case TimelineColumn::Mask: return fits(QStringLiteral("00000000"), 72);
    case TimelineColumn::Message:
        return std::max(fits(QStringLiteral("10000000"), 72), fits(timelinewords::columnTitle(column), 0));
    case TimelineColumn::Preview: return TimelineGeometry::PreviewMinimum;
    }
    return 0;
}

void TimelinePainter::paint(
    QPainter &painter, const TimelineGeometry &geometry, int row, const Line &line) const
{
    const Canvas canvas{painter, geometry, row, line};
    const QRect rect = geometry.rowRect(row);
    if (const QColor paper = background(line); paper != m_theme.base)
        painter.fillRect(rect, paper);
    if (startsSecond(line))
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, m_theme.divider);
    painter.setFont(m_font);
    paintMark(canvas);
    paintWords(canvas, canvas.cell(TimelineColumn::Number), QString::number(line.id), m_theme.secondary,
        Qt::AlignTrailing);
    for (const Direction direction : {Direction::ClientToServer, Direction::ServerToClient})
        paintBracket(canvas, direction);
    if (!line.row)
        paintWords(canvas, canvas.cell(TimelineColumn::Preview), QString(Ellipsis), m_theme.secondary);
    else if (timelinewords::spansColumns(line.row->kind))
        paintSentence(canvas);
    else
        paintFrame(canvas);
    if (line.focused) {
        painter.setPen(QPen(ink(canvas, m_theme.accent), FocusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(1, 1, -1, -1));
    }
}

timelinewords::Context TimelinePainter::contextOf(const Line &line) const
{
    return {line.role, m_time, line.previous ? line.previous->timeNs : Row::UnknownTime, m_messages,
        line.codeName};
}

bool TimelinePainter::isElided(
    const Row &row, TimelineColumn column, int width, const timelinewords::Context &context) const
{
    const bool isPreview = column == TimelineColumn::Preview;
    if (isPreview && !timelinewords::preview(row, Row::PreviewSize).whole)
        return true;
    const QString text = timelinewords::cell(row, column, context);
    const int needed = isPreview ? m_monoMetrics.horizontalAdvance(text) : wordsWidth(text);
    return needed > width - 2 * Pad;
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
    if (line.hovered)
        return m_theme.hover;
    return line.row && timelinewords::spansColumns(line.row->kind) ? m_theme.window : m_theme.base;
}

const QColor &TimelinePainter::ink(const Canvas &canvas, const QColor &usual) const
{
    return m_theme.highContrast && canvas.line.selected ? m_theme.selectedText : usual;
}

bool TimelinePainter::startsSecond(const Line &line) const
{
    if (!line.row || !line.previous || line.row->timeNs == Row::UnknownTime
        || line.previous->timeNs == Row::UnknownTime)
        return false;
    const auto second = [this](const Row &row) { return (row.timeNs + m_time.epochOffsetNs) / 1'000'000'000; };
    return second(*line.row) != second(*line.previous);
}

void TimelinePainter::paintFrame(const Canvas &canvas) const
{
    paintWord(canvas, TimelineColumn::Connection);
    paintDirection(canvas);
    paintTime(canvas);
    paintType(canvas);
    for (int i = index(TimelineColumn::Size); i < index(TimelineColumn::Preview); ++i)
        paintWord(canvas, static_cast<TimelineColumn>(i));
    paintPreview(canvas);
}

// The colour that somebody gave the row, behind its number and as a bar at the window's edge.
void TimelinePainter::paintMark(const Canvas &canvas) const
{
    const Annotation *annotation = canvas.line.annotation;
    if (!annotation || annotation->colour == Annotation::NoColour)
        return;
    const QColor &mark = m_theme.marks[static_cast<std::size_t>(annotation->colour - 1)];
    QRect rest = canvas.geometry.cell(canvas.row, TimelineColumn::Number);
    canvas.painter.fillRect(rest, mark);
    const QRect bar = canvas.takeLeading(rest, MarkWidth, 0);
    canvas.painter.fillRect(bar, m_theme.highContrast ? m_theme.text : edgeOf(mark));
}

void TimelinePainter::paintWord(const Canvas &canvas, TimelineColumn column) const
{
    if (canvas.geometry.columns[static_cast<std::size_t>(column)].width == 0)
        return;
    const QString word = timelinewords::cell(*canvas.line.row, column, contextOf(canvas.line));
    paintWords(canvas, canvas.cell(column), word, m_theme.secondary,
        isNumber(column) ? Qt::AlignTrailing : Qt::AlignLeading);
}

void TimelinePainter::paintSentence(const Canvas &canvas) const
{
    const Row &row = *canvas.line.row;
    paintWord(canvas, TimelineColumn::Connection);
    if (row.kind == RowKind::Handshake)
        paintDirection(canvas);
    paintTime(canvas);
    paintType(canvas);
    QRect rest = canvas.cellsFrom(TimelineColumn::Size);
    paintNote(canvas, rest);
    paintWords(canvas, rest, timelinewords::preview(row, Row::PreviewSize, m_glyphs).text,
        row.kind == RowKind::Error ? m_theme.error : m_theme.text);
}

void TimelinePainter::paintTime(const Canvas &canvas) const
{
    const qint64 previousNs = canvas.line.previous ? canvas.line.previous->timeNs : Row::UnknownTime;
    const QString time = m_time.text(canvas.line.row->timeNs, previousNs, m_clock);
    paintWords(canvas, canvas.cell(TimelineColumn::Time), time, m_theme.secondary);
}

// In front of the number: the frames of a message hang together, what passes between them does not.
void TimelinePainter::paintBracket(const Canvas &canvas, Direction direction) const
{
    using Part = FragmentBracket::Part;
    const Part part = FragmentBracket(canvas.line.bracket).lane(direction);
    if (part == Part::None)
        return;
    const QRect rect = canvas.geometry.rowRect(canvas.row);
    const bool sent = direction == outgoing(canvas.line.role);
    const int lane = BracketEdge + (direction == Direction::ClientToServer ? 0 : BracketGap);
    const auto x = [&](int from, int width) {
        return canvas.leftToRight() ? rect.left() + from : rect.right() + 1 - from - width;
    };
    const int middle = rect.center().y();
    const int top = part == Part::First ? middle : rect.top();
    const int bottom = part == Part::Last ? middle : rect.bottom();
    const QColor color = ink(canvas, sent ? m_theme.sent : m_theme.received);
    canvas.painter.fillRect(x(lane, 1), top, 1, bottom - top + 1, color);
    if (part != Part::Through)
        canvas.painter.fillRect(x(lane, BracketHook), middle, BracketHook, 1, color);
}

void TimelinePainter::paintDirection(const Canvas &canvas) const
{
    QRect rest = canvas.cell(TimelineColumn::Direction);
    if (rest.width() <= 0)
        return;
    const Row &row = *canvas.line.row;
    const bool sent = row.direction == outgoing(canvas.line.role);
    const QColor &canvasInk = ink(canvas, sent ? m_theme.sent : m_theme.received);
    m_symbols.paintArrow(canvas.painter, canvas.takeLeading(rest, RowSymbols::ArrowWidth, 4), sent, canvasInk);
    paintWords(canvas, rest, timelinewords::direction(row.direction, canvas.line.role), canvasInk);
    const QString letter = timelinewords::origin(row.flags);
    if (!letter.isEmpty())
        paintOrigin(canvas, rest, letter);
}

void TimelinePainter::paintOrigin(const Canvas &canvas, const QRect &rect, const QString &letter) const
{
    QRect box(0, 0, LetterSize, LetterSize);
    box.moveCenter(rect.center());
    box.moveLeft(canvas.leftToRight() ? rect.right() + 1 - LetterSize : rect.left());
    QPainter &painter = canvas.painter;
    RowSymbols::paintBox(
        painter, QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, ink(canvas, m_theme.controlBorder));
    QFont small = m_font;
    small.setPointSizeF(m_font.pointSizeF() * 0.8);
    painter.setFont(small);
    painter.setPen(ink(canvas, m_theme.text));
    painter.drawText(box, Qt::AlignCenter, letter);
    painter.setFont(m_font);
}

void TimelinePainter::paintType(const Canvas &canvas) const
{
    const Row &row = *canvas.line.row;
    QRect rest = canvas.cell(TimelineColumn::Type);
    QColor color = m_theme.text;
    if (row.kind == RowKind::Violation || canvas.line.broken) {
        color = m_theme.warning;
        const QRect icon = canvas.takeLeading(rest, RowSymbols::TriangleWidth, 4);
        RowSymbols::paintTriangle(canvas.painter, icon, ink(canvas, color));
    } else if (row.kind == RowKind::Error) {
        color = m_theme.error;
    } else if (row.kind != RowKind::Frame || isControl(row.header.opcode)) {
        color = m_theme.secondary;
    }
    paintWords(canvas, rest, m_messages ? timelinewords::messageType(row) : timelinewords::type(row), color);
}

void TimelinePainter::paintPreview(const Canvas &canvas) const
{
    const Row &row = *canvas.line.row;
    QRect rest = canvas.cell(TimelineColumn::Preview);
    paintNote(canvas, rest);
    if (row.kind == RowKind::Violation) {
        const QString sentence = timelinewords::preview(row, Row::PreviewSize, m_glyphs).text;
        paintWords(canvas, rest, sentence, m_theme.warning);
        return;
    }
    const QString chip = timelinewords::chip(row);
    if (!chip.isEmpty()) {
        const bool warns = row.flags.testAnyFlags(RowFlag::Cut | RowFlag::NotDelivered);
        paintChip(canvas, rest, chip,
            warns ? ChipColours{m_theme.warning, m_theme.warningBackground, m_theme.warning}
                  : ChipColours{m_theme.divider, m_theme.window, m_theme.secondary});
    }
    if (rest.width() <= 0)
        return;
    // Shaping costs by the character, so the text is cut to the column first. Two more than fit:
    // then what was cut is elided.
    const qsizetype fits = rest.width() / std::max(1, m_monoMetrics.averageCharWidth()) + 2;
    paintPayload(canvas, rest, timelinewords::preview(row, fits, m_glyphs, canvas.line.codeName));
}

// What somebody wrote beside the row; it leaves the payload the larger part.
void TimelinePainter::paintNote(const Canvas &canvas, QRect &rect) const
{
    const Annotation *annotation = canvas.line.annotation;
    if (!annotation || annotation->text.isEmpty() || rect.width() < TimelineGeometry::PreviewMinimum / 2)
        return;
    const QString text = fitted(annotation->text, rect.width() * 2 / 5).first;
    paintChip(canvas, rect, text, {m_theme.accent, m_theme.infoBackground, m_theme.text});
}

void TimelinePainter::paintChip(
    const Canvas &canvas, QRect &rect, const QString &text, const ChipColours &colours) const
{
    const QRect box = canvas.takeLeading(rect, wordsWidth(text) + 2 * Pad, 8);
    RowSymbols::paintBox(canvas.painter, QRectF(box).adjusted(0.5, 2.5, -0.5, -2.5), 4,
        ink(canvas, colours.edge), m_theme.highContrast ? QColor() : colours.fill);
    paintWords(canvas, box.adjusted(Pad, 0, -Pad, 0), text, colours.text);
}

void TimelinePainter::paintPayload(const Canvas &canvas, const QRect &rect, const VisibleText &text) const
{
    QString shown = text.text;
    if (!text.whole && !shown.isEmpty())
        shown += Ellipsis;
    const bool plain = text.glyphs.empty() && m_monoAscii.covers(shown);
    if (plain && m_monoAscii.width(shown) > rect.width())
        shown = m_monoAscii.elided(shown, rect.width());
    else if (!plain && m_monoMetrics.horizontalAdvance(shown) > rect.width())
        shown = m_monoMetrics.elidedText(shown, Qt::ElideRight, rect.width());
    const QPoint at(rect.x(), rect.y() + (rect.height() - m_monoMetrics.height()) / 2);
    const QPoint baseline = at + QPoint(0, m_monoMetrics.ascent());
    QPainter &painter = canvas.painter;
    painter.setPen(ink(canvas, m_theme.text));
    if (plain) {
        m_monoAscii.draw(painter, baseline, shown);
    } else if (text.glyphs.empty()) {
        painter.setFont(m_mono);
        painter.setLayoutDirection(Qt::LeftToRight);
        painter.drawText(baseline, shown);
        painter.setFont(m_font);
    } else {
        paintGlyphs(canvas, at, shown, text);
    }
}

void TimelinePainter::paintGlyphs(
    const Canvas &canvas, QPointF at, const QString &shown, const VisibleText &text) const
{
    QList<QTextLayout::FormatRange> formats;
    for (const VisibleText::Glyph &glyph : text.glyphs) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(glyph.at);
        range.length = static_cast<int>(glyph.length);
        range.format.setForeground(ink(canvas, m_theme.controlGlyph));
        formats.append(range);
    }
    QTextOption option(Qt::AlignLeft);
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    QTextLayout layout(shown, m_mono);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    layout.draw(&canvas.painter, at);
}

int TimelinePainter::wordsWidth(const QString &text) const
{
    return m_ascii.covers(text) ? qCeil(m_ascii.width(text)) : m_metrics.horizontalAdvance(text);
}

std::pair<QString, int> TimelinePainter::fitted(const QString &text, int available) const
{
    if (const int width = wordsWidth(text); width <= available)
        return {text, width};
    const QString shown = m_ascii.covers(text) ? m_ascii.elided(text, available)
                                               : m_metrics.elidedText(text, Qt::ElideRight, available);
    return {shown, wordsWidth(shown)};
}

void TimelinePainter::paintWords(const Canvas &canvas, const QRect &rect, const QString &text,
    const QColor &color, Qt::Alignment edge) const
{
    if (rect.width() <= 0 || text.isEmpty())
        return;
    const auto [shown, width] = fitted(text, rect.width());
    if (width > rect.width()) // not even "…" has room
        return;
    const bool atLeft = (edge == Qt::AlignLeading) == canvas.leftToRight();
    const QPoint baseline(atLeft ? rect.x() : rect.right() + 1 - width,
        rect.y() + (rect.height() - m_metrics.height()) / 2 + m_metrics.ascent());
    canvas.painter.setPen(ink(canvas, color));
    if (m_ascii.covers(shown)) {
        m_ascii.draw(canvas.painter, baseline, shown);
        return;
    }
    canvas.painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    canvas.painter.drawText(baseline, shown);
}

QRect TimelinePainter::Canvas::cell(TimelineColumn column) const
{
    return geometry.cell(row, column).adjusted(Pad, 0, -Pad, 0);
}

QRect TimelinePainter::Canvas::cellsFrom(TimelineColumn column) const
{
    return geometry.cellsFrom(row, column).adjusted(Pad, 0, -Pad, 0);
}

QRect TimelinePainter::Canvas::takeLeading(QRect &rect, int width, int gap) const
{
    QRect part = rect;
    if (leftToRight()) {
        part.setWidth(width);
        rect.setLeft(rect.left() + width + gap);
    } else {
        part.setLeft(part.right() - width + 1);
        rect.setRight(rect.right() - width - gap);
    }
    return part;
}

} // namespace framescope
