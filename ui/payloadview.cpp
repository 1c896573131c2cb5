// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadview.h"

#include "ui/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Margin = 12;
constexpr int TopMargin = 8;
constexpr int FewestColumns = 16;

// For the eye: one glyph for each control character (U+2400 and following). Tabs become a space.
QString displayText(QByteArrayView bytes)
{
    QString text = QString::fromUtf8(bytes);
    for (QChar &c : text) {
        const char16_t u = c.unicode();
        if (u == u'\t')
            c = u' ';
        else if (u < 0x20)
            c = QChar(static_cast<char16_t>(0x2400 + u));
        else if (u == 0x7F)
            c = QChar(u'\u2421');
        else if (u == 0x2028 || u == 0x2029)
            c = QChar(u'\u21B5'); // would break the line
    }
    return text;
}

void layOut(QTextLayout &layout, const QFont &font)
{
    layout.setFont(font);
    layout.setCacheEnabled(false);
    layout.beginLayout();
    layout.createLine().setLineWidth(1e6);
    layout.endLayout();
}

// How many bytes stand before the UTF-16 place `units`, which is how QTextLayout counts.
qsizetype bytesBefore(QByteArrayView line, int units)
{
    return QString::fromUtf8(line).left(units).toUtf8().size();
}

} // namespace

PayloadView::PayloadView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFont(monospaceFont());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    setAccessibleName(QStringLiteral("Text of the payload"));
}

void PayloadView::setText(const QByteArray &utf8)
{
    m_text = utf8;
    m_anchor = m_cursor = 0;
    m_columns = 0;
    wrap();
    verticalScrollBar()->setValue(0);
}

int PayloadView::lineHeight() const
{
    return fontMetrics().height() + 2;
}

int PayloadView::visibleLines() const
{
    return std::max(1, (viewport()->height() - TopMargin) / lineHeight());
}

void PayloadView::wrap()
{
    const int charWidth = std::max(1, fontMetrics().horizontalAdvance(QLatin1Char('0')));
    const int columns = std::max(FewestColumns, (viewport()->width() - 2 * Margin) / charWidth);
    if (columns != m_columns) {
        const quint64 top =
            m_lines.count() > verticalScrollBar()->value() ? m_lines.start(verticalScrollBar()->value()) : 0;
        m_columns = columns;
        m_lines = PayloadLines(m_text, columns);
        verticalScrollBar()->setRange(0, static_cast<int>(m_lines.count()));
        verticalScrollBar()->setValue(static_cast<int>(m_lines.lineOf(top)));
    }
    verticalScrollBar()->setPageStep(visibleLines());
    verticalScrollBar()->setRange(0, static_cast<int>(std::max<qint64>(0, m_lines.count() - visibleLines())));
    viewport()->update();
}

void PayloadView::selectAll()
{
    m_anchor = 0;
    m_cursor = static_cast<quint64>(m_text.size());
    viewport()->update();
}

QByteArray PayloadView::selectedText() const
{
    const quint64 from = std::min(m_anchor, m_cursor);
    const quint64 to = std::max(m_anchor, m_cursor);
    return m_text.mid(static_cast<qsizetype>(from), static_cast<qsizetype>(to - from));
}

void PayloadView::copy() const
{
    if (m_anchor != m_cursor)
        QGuiApplication::clipboard()->setText(QString::fromUtf8(selectedText()));
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
    const QByteArrayView bytes = m_lines.line(number);
    const quint64 start = m_lines.start(number);
    QTextLayout layout(displayText(bytes));
    layOut(layout, font());

    QList<QTextLayout::FormatRange> marks;
    const auto size = static_cast<quint64>(bytes.size());
    const quint64 from = std::clamp(std::min(m_anchor, m_cursor), start, start + size) - start;
    const quint64 to = std::clamp(std::max(m_anchor, m_cursor), start, start + size) - start;
    if (from < to) {
        const auto units = [&](quint64 byteCount) {
            return static_cast<int>(QString::fromUtf8(bytes.first(static_cast<qsizetype>(byteCount))).size());
        };
        QTextLayout::FormatRange mark;
        mark.start = units(from);
        mark.length = units(to) - mark.start;
        mark.format.setBackground(
            palette().color(hasFocus() ? QPalette::Active : QPalette::Inactive, QPalette::Highlight));
        marks.append(mark);
    }
    layout.draw(&painter, QPointF(Margin, y), marks);
    if (m_lines.isWrapped(number)) {
        painter.save();
        painter.setPen(Theme::of(palette()).controlBorder);
        painter.drawText(QRect(viewport()->width() - Margin, y, Margin, lineHeight()), Qt::AlignCenter,
            QStringLiteral("\u21A9"));
        painter.restore();
    }
}

quint64 PayloadView::offsetAt(QPoint position) const
{
    if (m_lines.count() == 0)
        return 0;
    const int row = std::max(0, position.y() - TopMargin) / lineHeight();
    const qint64 number = std::min<qint64>(verticalScrollBar()->value() + row, m_lines.count() - 1);
    const QByteArrayView bytes = m_lines.line(number);
    QTextLayout layout(displayText(bytes));
    layOut(layout, font());
    const int units = layout.lineAt(0).xToCursor(position.x() - Margin);
    return m_lines.start(number) + static_cast<quint64>(bytesBefore(bytes, units));
}

void PayloadView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->key() == Qt::Key_Home) {
        bar->setValue(0);
    } else if (event->key() == Qt::Key_End) {
        bar->setValue(bar->maximum());
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void PayloadView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_cursor = offsetAt(event->position().toPoint());
    if (!event->modifiers().testFlag(Qt::ShiftModifier))
        m_anchor = m_cursor;
    viewport()->update();
}

void PayloadView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const int y = event->position().toPoint().y();
    if (y < 0 || y > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (y < 0 ? -1 : 1));
    m_cursor = offsetAt(event->position().toPoint());
    viewport()->update();
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
        m_columns = 0;
        wrap();
    }
}

} // namespace framescope
