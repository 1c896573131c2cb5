// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadview.h"

#include "ui/focusring.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Margin = 12;
constexpr int TopMargin = 8;
constexpr int FewestColumns = 16;
constexpr int NameColumns = 5;              // "‹ESC›"
constexpr qsizetype FirstSlice = 128 << 10; // more than any screen shows

void layOut(QTextLayout &layout, const QFont &font)
{
    layout.setFont(font);
    layout.setCacheEnabled(false);
    layout.beginLayout();
    layout.createLine().setLineWidth(1e6);
    layout.endLayout();
}

QColor colourOf(PayloadRow::Role role, const Theme &theme)
{
    switch (role) {
    case PayloadRow::Role::Key: return theme.received;
    case PayloadRow::Role::String: return theme.sent;
    case PayloadRow::Role::Number: return theme.number;
    case PayloadRow::Role::Word:
    case PayloadRow::Role::Glyph: return theme.controlGlyph;
    case PayloadRow::Role::Invalid: return theme.error;
    }
    return theme.text;
}

QList<QTextLayout::FormatRange> formatsOf(const PayloadRow &row, const Theme &theme)
{
    QList<QTextLayout::FormatRange> formats;
    for (const PayloadRow::Part &part : row.parts) {
        QTextLayout::FormatRange format;
        format.start = part.at;
        format.length = part.length;
        format.format.setForeground(colourOf(part.role, theme));
        if (part.role == PayloadRow::Role::Invalid)
            format.format.setBackground(theme.errorBackground);
        formats.append(format);
    }
    return formats;
}

// Appends the background of the bytes [from, to) of the text to a row that begins at `start`.
void addBackground(QList<QTextLayout::FormatRange> &marks, const PayloadRow &row, quint64 start, quint64 from,
    quint64 to, const QColor &background, const QColor &foreground = {})
{
    const quint64 end = start + static_cast<quint64>(row.bytes);
    from = std::clamp(from, start, end) - start;
    to = std::clamp(to, start, end) - start;
    if (from >= to)
        return;
    QTextLayout::FormatRange mark;
    mark.start = row.unitOf(static_cast<qsizetype>(from));
    mark.length = std::max(1, row.unitOf(static_cast<qsizetype>(to)) - mark.start);
    mark.format.setBackground(background);
    if (foreground.isValid())
        mark.format.setForeground(foreground);
    marks.append(mark);
}

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}

} // namespace

PayloadView::PayloadView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFont(monospaceFont());
    m_glyphs = controlGlyphs(font());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    setAccessibleName(QStringLiteral("Text of the payload"));
    new FocusRing(this);
}

void PayloadView::setText(PayloadText text, bool keepsPlace)
{
    const quint64 top = keepsPlace ? m_returnTo.value_or(topOffset()) : 0;
    m_returnTo.reset();
    m_text = std::move(text);
    const auto size = static_cast<quint64>(m_text.shown.size());
    m_anchor = keepsPlace ? std::min(m_anchor, size) : 0;
    m_cursor = keepsPlace ? std::min(m_cursor, size) : 0;
    m_hits.clear();
    m_columns = 0;
    m_lines = {};
    wrap();
    verticalScrollBar()->setValue(static_cast<int>(m_lines.lineOf(top)));
    if (m_wrapping.isBusy())
        m_returnTo = top;
    setAccessibleDescription(visibleText());
}

int PayloadView::lineHeight() const
{
    return fontMetrics().height() + 2;
}

int PayloadView::visibleLines() const
{
    return std::max(1, (viewport()->height() - TopMargin) / lineHeight());
}

int PayloadView::columnsThatFit() const
{
    const int charWidth = std::max(1, fontMetrics().horizontalAdvance(QLatin1Char('0')));
    return std::max(FewestColumns, (viewport()->width() - 2 * Margin) / charWidth);
}

ByteWidths PayloadView::byteWidths() const
{
    return {m_glyphs == ControlGlyphs::Pictures ? 1 : NameColumns, 4};
}

quint64 PayloadView::topOffset() const
{
    const qint64 line = verticalScrollBar()->value();
    return line < m_lines.count() ? m_lines.start(line) : 0;
}

// The index must fit to text and width; until a large one does, the one before stays.
void PayloadView::wrap()
{
    const int columns = columnsThatFit();
    if (columns == m_columns) {
        updateRange();
        return;
    }
    m_columns = columns;
    if (m_text.shown.size() <= WrapAtOnce) {
        m_wrapping.cancel();
        takeLines(PayloadLines(m_text.shown, columns, byteWidths()), columns);
        return;
    }
    if (m_lines.count() == 0)
        takeLines(
            PayloadLines(QByteArrayView(m_text.shown).first(FirstSlice), columns, byteWidths()), columns);
    wrapInBackground();
}

void PayloadView::wrapInBackground()
{
    m_wrapping.run([this, text = m_text.shown, columns = m_columns, widths = byteWidths()](
                       const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        auto lines = std::make_shared<PayloadLines>(text, columns, widths, &cancelled);
        return [this, lines, columns] { takeLines(std::move(*lines), columns); };
    });
}

void PayloadView::takeLines(PayloadLines lines, int columns)
{
    Q_ASSERT(columns == m_columns);
    const quint64 top = std::exchange(m_returnTo, std::nullopt).value_or(topOffset());
    m_lines = std::move(lines);
    m_headRow = -1;
    updateRange();
    verticalScrollBar()->setValue(static_cast<int>(m_lines.lineOf(top)));
}

void PayloadView::updateRange()
{
    verticalScrollBar()->setPageStep(visibleLines());
    verticalScrollBar()->setRange(0, static_cast<int>(std::max<qint64>(0, m_lines.count() - visibleLines())));
    viewport()->update();
}

void PayloadView::select(Range range)
{
    const auto size = static_cast<quint64>(m_text.shown.size());
    m_anchor = std::min(range.begin, size);
    m_cursor = std::min(range.end, size);
    showOffset(m_anchor);
    viewport()->update();
}

void PayloadView::selectAll()
{
    m_anchor = 0;
    m_cursor = static_cast<quint64>(m_text.shown.size());
    viewport()->update();
    Q_EMIT selectionChanged();
}

QByteArray PayloadView::selectedText() const
{
    const Range range = selection();
    return m_text.shown.mid(
        static_cast<qsizetype>(range.begin), static_cast<qsizetype>(range.end - range.begin));
}

void PayloadView::copy() const
{
    if (m_anchor != m_cursor)
        QGuiApplication::clipboard()->setText(QString::fromUtf8(selectedText()));
}

void PayloadView::setHits(std::vector<TextHit> hits)
{
    m_hits = std::move(hits);
    m_currentHit = 0;
    viewport()->update();
}

void PayloadView::setCurrentHit(std::size_t index)
{
    Q_ASSERT(index < m_hits.size());
    m_currentHit = index;
    const TextHit &hit = m_hits[index];
    select({hit.begin, hit.begin + hit.length});
    Q_EMIT selectionChanged();
}

PayloadRow PayloadView::rowAt(qint64 number) const
{
    // Line ends are part of what is shown raw, and only layout where the text is indented.
    if (!m_text.isJson || m_lines.start(number) >= m_text.brokenAt)
        return PayloadRow(m_lines.wholeLine(number), m_glyphs);
    PayloadRow row(m_lines.line(number), m_glyphs);
    const qint64 head = lineHead(number);
    if (head != m_headRow) {
        const quint64 from = m_lines.start(head);
        const quint64 to = m_lines.start(number) + static_cast<quint64>(row.bytes);
        m_headLine =
            JsonLine::of(QByteArrayView(m_text.shown)
                             .sliced(static_cast<qsizetype>(from), static_cast<qsizetype>(to - from)));
        m_headRow = head;
    }
    const quint64 start = m_lines.start(number);
    row.colour(m_headLine, static_cast<qsizetype>(start - m_lines.start(head)),
        static_cast<qsizetype>(std::min(m_text.brokenAt - start, static_cast<quint64>(row.bytes))),
        !m_lines.isWrapped(number));
    return row;
}

// The line that `number` is a continuation of.
qint64 PayloadView::lineHead(qint64 number) const
{
    if (number == 0 || !m_lines.isWrapped(number - 1))
        return number;
    if (m_headRow >= 0 && m_headRow < number
        && !QByteArrayView(m_text.shown)
                .sliced(static_cast<qsizetype>(m_lines.start(m_headRow)),
                    static_cast<qsizetype>(m_lines.start(number) - m_lines.start(m_headRow)))
                .contains('\n'))
        return m_headRow;
    const qsizetype feed = m_text.shown.lastIndexOf('\n', static_cast<qsizetype>(m_lines.start(number)) - 1);
    return m_lines.lineOf(static_cast<quint64>(feed + 1));
}

void PayloadView::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.base);
    painter.setPen(theme.text);
    int y = TopMargin;
    for (qint64 line = verticalScrollBar()->value(); line < m_lines.count() && y < viewport()->height();
         ++line) {
        paintLine(painter, line, y);
        y += lineHeight();
    }
}

void PayloadView::paintLine(QPainter &painter, qint64 number, int y) const
{
    const Theme &theme = Theme::of(palette());
    const PayloadRow row = rowAt(number);
    const quint64 start = m_lines.start(number);
    const quint64 end = start + static_cast<quint64>(row.bytes);
    QTextLayout layout(row.text);
    layout.setFormats(formatsOf(row, theme));
    layOut(layout, font());

    QList<QTextLayout::FormatRange> marks;
    if (m_text.broken)
        addBackground(
            marks, row, start, m_text.brokenAt, m_text.brokenAt + 1, theme.errorBackground, theme.error);
    auto hit = std::lower_bound(m_hits.begin(), m_hits.end(), start,
        [](const TextHit &each, quint64 offset) { return each.begin + each.length <= offset; });
    for (; hit != m_hits.end() && hit->begin < end; ++hit)
        addBackground(marks, row, start, hit->begin, hit->begin + hit->length, theme.marks[0], theme.text);
    const Range chosen = selection();
    addBackground(marks, row, start, chosen.begin, chosen.end,
        palette().color(hasFocus() ? QPalette::Active : QPalette::Inactive, QPalette::Highlight));
    if (!m_hits.empty()) {
        const TextHit &current = m_hits[m_currentHit];
        addBackground(
            marks, row, start, current.begin, current.begin + current.length, theme.accent, theme.accentText);
    }
    layout.draw(&painter, QPointF(Margin, y), marks);
    if (hasFocus() && m_cursor >= start
        && (m_cursor < end || (m_cursor == end && number + 1 == m_lines.count())))
        layout.drawCursor(
            &painter, QPointF(Margin, y), row.unitOf(static_cast<qsizetype>(m_cursor - start)), 1);
    if (m_lines.isWrapped(number)) {
        painter.save();
        painter.setPen(theme.controlBorder);
        painter.drawText(QRect(viewport()->width() - Margin, y, Margin, lineHeight()), Qt::AlignCenter,
            QStringLiteral("\u21A9"));
        painter.restore();
    }
}

quint64 PayloadView::offsetAt(QPoint position) const
{
    if (m_lines.count() == 0)
        return 0;
    const int below = position.y() - TopMargin;
    const qint64 step = below < 0 ? -1 : below / lineHeight();
    const qint64 number = std::clamp<qint64>(verticalScrollBar()->value() + step, 0, m_lines.count() - 1);
    const PayloadRow row = rowAt(number);
    QTextLayout layout(row.text);
    layOut(layout, font());
    const int unit = layout.lineAt(0).xToCursor(position.x() - Margin);
    // Behind a line feed the next line begins: the end of a line is in front of it.
    const qsizetype last = m_lines.line(number).size();
    return m_lines.start(number) + static_cast<quint64>(std::min(row.byteAt(unit), last));
}

QPoint PayloadView::positionOf(quint64 offset) const
{
    if (m_lines.count() == 0)
        return QPoint(Margin, TopMargin);
    const qint64 number = m_lines.lineOf(offset);
    const PayloadRow row = rowAt(number);
    QTextLayout layout(row.text);
    layOut(layout, font());
    const int unit = row.unitOf(static_cast<qsizetype>(offset - m_lines.start(number)));
    const int y = TopMargin + static_cast<int>(number - verticalScrollBar()->value()) * lineHeight();
    return QPoint(Margin + static_cast<int>(layout.lineAt(0).cursorToX(unit)), y + lineHeight() / 2);
}

QString PayloadView::explanationAt(QPoint position) const
{
    if (m_lines.count() == 0)
        return {};
    const int step = (position.y() - TopMargin) / lineHeight();
    const qint64 number = verticalScrollBar()->value() + step;
    if (position.y() < TopMargin || number >= m_lines.count())
        return {};
    const PayloadRow row = rowAt(number);
    QTextLayout layout(row.text);
    layOut(layout, font());
    const int unit = layout.lineAt(0).xToCursor(position.x() - Margin, QTextLine::CursorOnCharacter);
    const auto part = std::find_if(row.parts.rbegin(), row.parts.rend(),
        [unit](const PayloadRow::Part &each) { return unit >= each.at && unit < each.at + each.length; });
    if (part == row.parts.rend() || part->role < PayloadRow::Role::Glyph)
        return {};
    const quint64 shown = m_lines.start(number) + static_cast<quint64>(row.byteAt(part->at));
    const auto byte = static_cast<quint8>(m_text.shown[static_cast<qsizetype>(shown)]);
    const QString where =
        QStringLiteral("Byte %1: %2").arg(m_text.toSource(shown)).arg(byte, 2, 16, QLatin1Char('0'));
    return part->role == PayloadRow::Role::Invalid ? where + QStringLiteral(", not UTF-8") : where;
}

QString PayloadView::visibleText() const
{
    QStringList rows;
    const qint64 first = verticalScrollBar()->value();
    for (qint64 line = first; line < std::min(m_lines.count(), first + visibleLines()); ++line)
        rows += PayloadRow(m_lines.line(line), m_glyphs).text;
    return rows.join(u'\n');
}

bool PayloadView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto &help = static_cast<const QHelpEvent &>(*event);
    QToolTip::showText(help.globalPos(), explanationAt(help.pos()), viewport());
    return true;
}

// The next character boundary before (-1) or behind (1) a place.
quint64 PayloadView::neighbour(quint64 offset, int step) const
{
    const qsizetype size = m_text.shown.size();
    auto at = std::clamp<qsizetype>(static_cast<qsizetype>(offset) + step, 0, size);
    for (int i = 0; i < 3 && at > 0 && at < size && (static_cast<quint8>(m_text.shown[at]) & 0xC0) == 0x80;
         ++i)
        at += step;
    return static_cast<quint64>(at);
}

bool PayloadView::moveByKey(const QKeyEvent &event)
{
    if (m_lines.count() == 0)
        return false;
    const bool whole = event.modifiers().testFlag(Qt::ControlModifier);
    const bool extend = event.modifiers().testFlag(Qt::ShiftModifier);
    const qint64 line = m_lines.lineOf(m_cursor);
    const auto inLine = [&](qint64 number) {
        const qint64 target = std::clamp<qint64>(number, 0, m_lines.count() - 1);
        const int x = positionOf(m_cursor).x();
        const int y = TopMargin + static_cast<int>(target - verticalScrollBar()->value()) * lineHeight();
        return offsetAt(QPoint(x, y));
    };
    switch (event.key()) {
    case Qt::Key_Left: moveCursor(neighbour(m_cursor, -1), extend); return true;
    case Qt::Key_Right: moveCursor(neighbour(m_cursor, 1), extend); return true;
    case Qt::Key_Up: moveCursor(inLine(line - 1), extend); return true;
    case Qt::Key_Down: moveCursor(inLine(line + 1), extend); return true;
    case Qt::Key_PageUp: moveCursor(inLine(line - visibleLines()), extend); return true;
    case Qt::Key_PageDown: moveCursor(inLine(line + visibleLines()), extend); return true;
    case Qt::Key_Home: moveCursor(whole ? 0 : m_lines.start(line), extend); return true;
    case Qt::Key_End:
        moveCursor(whole ? static_cast<quint64>(m_text.shown.size())
                         : m_lines.start(line) + static_cast<quint64>(m_lines.line(line).size()),
            extend);
        return true;
    default: return false;
    }
}

void PayloadView::moveCursor(quint64 offset, bool extend)
{
    m_cursor = offset;
    if (!extend)
        m_anchor = m_cursor;
    showOffset(m_cursor);
    viewport()->update();
    Q_EMIT selectionChanged();
}

void PayloadView::showOffset(quint64 offset)
{
    const auto line = static_cast<int>(m_lines.lineOf(offset));
    QScrollBar *bar = verticalScrollBar();
    if (line < bar->value())
        bar->setValue(line);
    else if (line >= bar->value() + visibleLines())
        bar->setValue(line - visibleLines() + 1);
}

void PayloadView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (!moveByKey(*event))
        QAbstractScrollArea::keyPressEvent(event);
}

void PayloadView::mousePressEvent(QMouseEvent *event)
{
    m_returnTo.reset();
    if (event->button() == Qt::LeftButton)
        moveCursor(offsetAt(event->position().toPoint()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void PayloadView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        moveCursor(offsetAt(event->position().toPoint()), true);
}

// A word, or what is between two words.
void PayloadView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_text.shown.isEmpty())
        return;
    const QByteArray &text = m_text.shown;
    const auto at = std::min(static_cast<qsizetype>(offsetAt(event->position().toPoint())), text.size() - 1);
    constexpr qsizetype LongestWord = 64 << 10;
    qsizetype begin = at, end = at + 1;
    while (isWordByte(text[at]) && begin > 0 && at - begin < LongestWord && isWordByte(text[begin - 1]))
        --begin;
    while (isWordByte(text[at]) && end < text.size() && end - at < LongestWord && isWordByte(text[end]))
        ++end;
    m_anchor = static_cast<quint64>(begin);
    moveCursor(static_cast<quint64>(end), true);
}

void PayloadView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    QAction *copying = menu.addAction(QStringLiteral("Copy"), this, &PayloadView::copy);
    copying->setShortcut(QKeySequence::Copy);
    copying->setEnabled(m_anchor != m_cursor);
    QAction *all = menu.addAction(QStringLiteral("Select all"), this, &PayloadView::selectAll);
    all->setShortcut(QKeySequence::SelectAll);
    menu.exec(event->globalPos());
}

void PayloadView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    wrap();
}

void PayloadView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_glyphs = controlGlyphs(font());
        m_columns = 0;
        wrap();
    }
}

void PayloadView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void PayloadView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace framescope
