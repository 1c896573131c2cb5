// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/hexview.h"

#include "ui/focusring.h"
#include "ui/hexdigits.h"
#include "ui/theme.h"
#include "ui/visibletext.h"

#include <QClipboard>
#include <QEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace framescope {

namespace {

constexpr int TopMargin = 4;
const QString Dot = QStringLiteral("\u2022"); // of what is secret
const QString Dots = QStringLiteral("\u2022\u2022");

bool isPrintable(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7F;
}

// What a byte is shows in its colour: zero, text, control, above ASCII.
const QColor &colorOf(unsigned char byte, const Theme &theme)
{
    if (byte == 0)
        return theme.controlBorder;
    if (isPrintable(byte))
        return theme.text;
    return byte < 0x80 ? theme.controlGlyph : theme.number;
}

QString digits(unsigned char byte)
{
    static constexpr char Hex[] = "0123456789abcdef";
    const QChar pair[] = {QLatin1Char(Hex[byte >> 4]), QLatin1Char(Hex[byte & 0xF])};
    return QString(pair, 2);
}

// A byte as text: the character that begins with it, or a point.
QString character(QByteArrayView bytes, qsizetype at)
{
    const auto found = utf8CharacterAt(bytes, at);
    const bool shows = found && found->begin == at && found->name.isEmpty() && QChar::isPrint(found->code)
        && QChar::direction(found->code) == QChar::DirL
        && QChar::category(found->code) != QChar::Mark_NonSpacing;
    if (isPrintable(static_cast<unsigned char>(bytes[at])))
        return QString(QLatin1Char(bytes[at]));
    return shows ? QString::fromUcs4(&found->code, 1) : QStringLiteral("\u00B7");
}

} // namespace

HexView::HexView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFont(monospaceFont());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    setAccessibleName(QStringLiteral("Bytes of the payload"));
    relayout();
    new FocusRing(this);
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_secrets.clear();
    m_anchor = m_cursor = 0;
    relayout();
    verticalScrollBar()->setValue(0);
    setAccessibleDescription(hexText(QByteArrayView(bytes).first(std::min<qsizetype>(64, bytes.size()))));
    Q_EMIT selectionChanged();
}

void HexView::setSecrets(std::vector<HeadSecret> secrets)
{
    m_secrets = std::move(secrets);
    viewport()->update();
}

bool HexView::isSecret(quint64 offset) const
{
    const auto at = static_cast<qsizetype>(offset);
    return std::any_of(m_secrets.begin(), m_secrets.end(),
        [at](const HeadSecret &secret) { return secret.begin <= at && at < secret.end; });
}

void HexView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void HexView::select(quint64 anchor, quint64 cursor)
{
    if (m_bytes.isEmpty())
        return;
    const auto last = static_cast<quint64>(m_bytes.size()) - 1;
    m_anchor = std::min(anchor, last);
    m_cursor = std::min(cursor, last);
    viewport()->update();
    Q_EMIT selectionChanged();
}

void HexView::reveal(quint64 anchor, quint64 cursor)
{
    select(anchor, cursor);
    scrollToCursor();
}

void HexView::selectAll()
{
    if (!m_bytes.isEmpty())
        select(0, static_cast<quint64>(m_bytes.size()) - 1);
}

void HexView::copy() const
{
    if (m_bytes.isEmpty())
        return;
    const auto begin = static_cast<qsizetype>(selectionBegin());
    const QByteArrayView chosen =
        QByteArrayView(m_bytes).sliced(begin, static_cast<qsizetype>(selectionEnd()) - begin + 1);
    const bool asText = m_area == HexLayout::Area::Text;
    QString text = asText ? QString::fromUtf8(chosen) : hexText(chosen);
    const qsizetype width = asText ? 1 : 3;
    for (const HeadSecret &secret : m_secrets) { // a head is ASCII: a character for each byte
        for (qsizetype at = std::max(secret.begin, begin); at < std::min(secret.end, begin + chosen.size());
             ++at)
            text.replace((at - begin) * width, asText ? 1 : 2, asText ? Dot : Dots);
    }
    QGuiApplication::clipboard()->setText(text);
}

void HexView::relayout()
{
    const QFontMetrics metrics(font());
    const int charWidth = std::max(1, metrics.horizontalAdvance(QLatin1Char('0')));
    const auto size = static_cast<quint64>(m_bytes.size());
    const int perLine = HexLayout::bytesPerLineFor(viewport()->width(), size, charWidth);
    const qint64 top =
        m_layout.lineCount() > 0 ? verticalScrollBar()->value() * qint64{m_layout.bytesPerLine()} : 0;
    m_layout = HexLayout(size, perLine, charWidth, metrics.height() + 2);

    verticalScrollBar()->setPageStep(visibleLines());
    verticalScrollBar()->setRange(
        0, static_cast<int>(std::max<qint64>(0, m_layout.lineCount() - visibleLines())));
    verticalScrollBar()->setValue(static_cast<int>(top / perLine));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, m_layout.width() - viewport()->width()));
    viewport()->update();
}

int HexView::visibleLines() const
{
    return std::max(1, (viewport()->height() - TopMargin) / m_layout.lineHeight());
}

QRect HexView::cellRect(quint64 offset, HexLayout::Area area) const
{
    const int column = static_cast<int>(offset % static_cast<quint64>(m_layout.bytesPerLine()));
    const QRect cell = area == HexLayout::Area::Hex ? m_layout.hexCell(column) : m_layout.textCell(column);
    const qint64 line = m_layout.lineOf(offset) - verticalScrollBar()->value();
    return cell.translated(
        -horizontalScrollBar()->value(), TopMargin + static_cast<int>(line) * m_layout.lineHeight());
}

void HexView::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.base);
    painter.setFont(font());
    if (m_bytes.isEmpty()) {
        painter.setFont(QGuiApplication::font());
        painter.setPen(theme.secondary);
        painter.drawText(viewport()->rect(), Qt::AlignCenter, m_emptyText);
        return;
    }
    painter.translate(-horizontalScrollBar()->value(), 0);
    int y = TopMargin;
    for (qint64 line = verticalScrollBar()->value(); line < m_layout.lineCount() && y < viewport()->height();
         ++line) {
        paintLine(painter, line, y);
        y += m_layout.lineHeight();
    }
}

void HexView::paintLine(QPainter &painter, qint64 line, int y) const
{
    const Theme &theme = Theme::of(palette());
    const auto first = static_cast<quint64>(line) * static_cast<quint64>(m_layout.bytesPerLine());
    const int baseline = y + painter.fontMetrics().ascent() + 1;
    painter.setPen(theme.secondary);
    painter.drawText(m_layout.offsetX(), baseline,
        QStringLiteral("%1").arg(first, m_layout.offsetDigits(), 16, QLatin1Char('0')));

    const QColor &selected = hasFocus() ? theme.selection : theme.selectionInactive;
    const quint64 end = std::min(m_layout.size(), first + static_cast<quint64>(m_layout.bytesPerLine()));
    for (quint64 offset = first; offset < end; ++offset) {
        const int column = static_cast<int>(offset - first);
        const auto byte = static_cast<unsigned char>(m_bytes[static_cast<qsizetype>(offset)]);
        if (offset >= selectionBegin() && offset <= selectionEnd()) {
            // One band, without holes between the cells.
            QRect cell = m_layout.hexCell(column).translated(0, y);
            if (offset != selectionEnd() && offset + 1 != end)
                cell.setRight(m_layout.hexX(column + 1) - 1);
            painter.fillRect(cell, selected);
            painter.fillRect(m_layout.textCell(column).translated(0, y), selected);
        }
        if (isSecret(offset)) {
            painter.setPen(theme.secondary);
            painter.drawText(m_layout.hexX(column), baseline, Dots);
            painter.drawText(m_layout.textX(column), baseline, Dot);
            continue;
        }
        painter.setPen(colorOf(byte, theme));
        painter.drawText(m_layout.hexX(column), baseline, digits(byte));
        painter.drawText(m_layout.textX(column), baseline, character(m_bytes, static_cast<qsizetype>(offset)));
    }
}

std::optional<HexLayout::Hit> HexView::hitAt(QPoint position) const
{
    const int y = position.y() - TopMargin;
    const int row = y < 0 ? -1 : y / m_layout.lineHeight();
    return m_layout.hit(position.x() + horizontalScrollBar()->value(), verticalScrollBar()->value() + row);
}

void HexView::moveCursor(qint64 target, bool extend)
{
    if (m_bytes.isEmpty())
        return;
    const auto cursor = static_cast<quint64>(std::clamp<qint64>(target, 0, m_bytes.size() - 1));
    select(extend ? m_anchor : cursor, cursor);
    scrollToCursor();
}

void HexView::scrollToCursor()
{
    const auto line = static_cast<int>(m_layout.lineOf(m_cursor));
    QScrollBar *bar = verticalScrollBar();
    if (line < bar->value())
        bar->setValue(line);
    else if (line >= bar->value() + visibleLines())
        bar->setValue(line - visibleLines() + 1);
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    const auto at = static_cast<qint64>(m_cursor);
    const qint64 line = m_layout.bytesPerLine();
    const bool whole = event->modifiers().testFlag(Qt::ControlModifier);
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left: moveCursor(at - 1, extend); return;
    case Qt::Key_Right: moveCursor(at + 1, extend); return;
    case Qt::Key_Up: moveCursor(at >= line ? at - line : at, extend); return;
    case Qt::Key_Down: moveCursor(at + line < m_bytes.size() ? at + line : at, extend); return;
    case Qt::Key_PageUp: moveCursor(at - line * visibleLines(), extend); return;
    case Qt::Key_PageDown: moveCursor(at + line * visibleLines(), extend); return;
    case Qt::Key_Home: moveCursor(whole ? 0 : at - at % line, extend); return;
    case Qt::Key_End: moveCursor(whole ? m_bytes.size() - 1 : at - at % line + line - 1, extend); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto hit = hitAt(event->position().toPoint())) {
        m_area = hit->area;
        const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
        select(extend ? m_anchor : hit->offset, hit->offset);
    }
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    if (const auto hit = hitAt(event->position().toPoint()))
        moveCursor(static_cast<qint64>(hit->offset), true);
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        relayout();
}

void HexView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace framescope
