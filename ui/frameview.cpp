// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frameview.h"

#include "ui/focusring.h"
#include "ui/headerpainter.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace framescope {

namespace {

using Kind = FrameLine::Kind;

constexpr int Margin = 12;
constexpr int Gap = 4;
constexpr int Padding = 6;
constexpr int NameWidth = 104;
constexpr int TitleGap = 12;

} // namespace

FrameView::FrameView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setAccessibleName(QStringLiteral("Frame"));
    clear(QStringLiteral("Choose a row to see its frame."));
    new FocusRing(this);
}

void FrameView::clear(const QString &sentence)
{
    m_hasFacts = false;
    m_facts = {};
    m_sentence = sentence;
    relayout();
}

void FrameView::setFacts(const FrameFacts &facts)
{
    const bool other = facts.row.id != m_facts.row.id;
    m_hasFacts = true;
    m_facts = facts;
    if (other)
        m_cursor = facts.row.id;
    relayout();
    if (other)
        verticalScrollBar()->setValue(0);
}

void FrameView::relayout()
{
    m_lines.clear();
    m_header = {};
    m_height = 0;
    if (m_hasFacts) {
        const int lineHeight = fontMetrics().height() + 2;
        m_header = HeaderLayout(
            headerFields(m_facts.row.header, m_facts.row.flags.testFlag(RowFlag::Compressed)),
            QPoint(Margin, Margin + lineHeight), std::max(200, viewport()->width() - 2 * Margin), lineHeight);
        m_height = Margin + lineHeight + m_header.height() + Gap;
        for (const FrameLine &line : frameLines(m_facts))
            placeLine(line);
        m_height += Margin;
    }
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(fontMetrics().height());
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    setAccessibleDescription(text());
    viewport()->update();
}

void FrameView::placeLine(const FrameLine &line)
{
    if (line.kind == Kind::Title)
        m_height += TitleGap;
    const int width = std::max(100, viewport()->width() - 2 * Margin);
    const int height = heightOf(line, width);
    m_lines.push_back({line, QRect(Margin, m_height, width, height)});
    m_height += height + (line.kind == Kind::Violation ? Gap : 0);
}

int FrameView::heightOf(const FrameLine &line, int width) const
{
    const int oneLine = fontMetrics().height() + Gap;
    if (line.kind == Kind::Title || line.kind == Kind::Frame)
        return oneLine;
    const bool isPair = line.kind == Kind::Pair;
    const QRect room(0, 0, width - (isPair ? NameWidth : 2 * Padding), 1 << 20);
    const int words = fontMetrics().boundingRect(room, Qt::TextWordWrap, line.value).height() + Gap;
    return std::max(oneLine, words) + (isPair ? 0 : Padding);
}

QString FrameView::text() const
{
    if (!m_hasFacts)
        return m_sentence;
    QStringList lines;
    for (const HeaderLayout::Cell &cell : m_header.cells())
        lines += QStringLiteral("%1: %2, %3").arg(cell.field.name, cell.field.spelled, cell.field.meaning);
    for (const Line &line : m_lines)
        lines += line.words.toString();
    return lines.join(u'\n');
}

QString FrameView::tipAt(QPoint position) const
{
    const HeaderLayout::Cell *cell = m_header.cellAt(position + QPoint(0, verticalScrollBar()->value()));
    if (!cell)
        return {};
    const HeaderField &field = cell->field;
    const int last = field.firstBit + field.bits - 1;
    const QString where = field.bits == 1 ? QStringLiteral("bit %1").arg(field.firstBit)
                                          : QStringLiteral("bits %1 to %2").arg(field.firstBit).arg(last);
    return QStringLiteral("<p><b>%1</b> = %2, %3</p><p>%4</p><p>%5, %6</p>")
        .arg(field.name, field.spelled.toHtmlEscaped(), field.meaning.toHtmlEscaped(),
            field.note.toHtmlEscaped(), field.section, where);
}

const FrameView::Line *FrameView::lineAt(QPoint position) const
{
    const QPoint place = position + QPoint(0, verticalScrollBar()->value());
    const auto found = std::find_if(
        m_lines.begin(), m_lines.end(), [place](const Line &line) { return line.rect.contains(place); });
    return found == m_lines.end() ? nullptr : &*found;
}

void FrameView::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.base);
    if (!m_hasFacts) {
        painter.setPen(theme.secondary);
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_sentence);
        return;
    }
    painter.translate(0, -verticalScrollBar()->value());
    HeaderPainter(painter, theme, font()).paint(m_header, m_facts.row.header);
    for (const Line &line : m_lines)
        paintLine(painter, line);
}

void FrameView::paintLine(QPainter &painter, const Line &line) const
{
    const Theme &theme = Theme::of(palette());
    painter.setFont(line.words.kind == Kind::Title ? semibold(font()) : font());
    painter.setPen(theme.text);
    const int wrap = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    switch (line.words.kind) {
    case Kind::Title: painter.drawText(line.rect, Qt::AlignLeft | Qt::AlignVCenter, line.words.value); return;
    case Kind::Pair:
        painter.drawText(line.rect.adjusted(NameWidth, 0, 0, 0), wrap, line.words.value);
        painter.setPen(theme.secondary);
        painter.drawText(line.rect, Qt::AlignLeft | Qt::AlignTop, line.words.name);
        return;
    case Kind::Violation:
        painter.fillRect(line.rect, theme.errorBackground);
        painter.setPen(theme.error);
        painter.drawText(line.rect.adjusted(Padding, Gap, -Padding, 0), wrap, line.words.value);
        return;
    case Kind::Frame: paintFrame(painter, line); return;
    }
}

// The frame that is shown stands on a ground, the one that Enter chooses in a frame.
void FrameView::paintFrame(QPainter &painter, const Line &line) const
{
    const Theme &theme = Theme::of(palette());
    const int place = Qt::AlignLeft | Qt::AlignVCenter;
    if (!leadsElsewhere(line))
        painter.fillRect(line.rect.adjusted(-Gap, 0, Gap, 0), theme.selectionInactive);
    painter.drawText(line.rect.adjusted(NameWidth, 0, 0, 0), place, line.words.value);
    painter.setPen(leadsElsewhere(line) ? theme.accent : theme.text);
    painter.drawText(line.rect, place, line.words.name);
    if (hasFocus() && line.words.row == m_cursor) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme.accent);
        painter.drawRect(line.rect.adjusted(-Gap, 0, Gap - 1, -1));
    }
}

bool FrameView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto &help = static_cast<const QHelpEvent &>(*event);
    QToolTip::showText(help.globalPos(), tipAt(help.pos()), viewport());
    return true;
}

bool FrameView::leadsElsewhere(const Line &line) const
{
    return line.words.row != 0 && line.words.row != m_facts.row.id;
}

void FrameView::keyPressEvent(QKeyEvent *event)
{
    const bool isInList = std::any_of(
        m_lines.begin(), m_lines.end(), [this](const Line &line) { return line.words.row == m_cursor; });
    if (m_cursor == 0 || !isInList)
        return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!moveCursor(event->key() == Qt::Key_Up ? -1 : 1))
            QAbstractScrollArea::keyPressEvent(event);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor != m_facts.row.id)
            Q_EMIT rowChosen(m_cursor);
        return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

bool FrameView::moveCursor(int step)
{
    const auto isCursor = [this](const Line &line) { return line.words.row == m_cursor; };
    const auto at = std::find_if(m_lines.begin(), m_lines.end(), isCursor) - m_lines.begin() + step;
    if (at < 0 || at >= std::ssize(m_lines) || m_lines[std::size_t(at)].words.row == 0)
        return false;
    const Line &line = m_lines[std::size_t(at)];
    m_cursor = line.words.row;
    setAccessibleDescription(line.words.toString());
    QScrollBar &bar = *verticalScrollBar();
    const int lowest = line.rect.bottom() + Gap - viewport()->height();
    bar.setValue(std::min(std::max(bar.value(), lowest), line.rect.top() - Gap));
    viewport()->update();
    return true;
}

void FrameView::mousePressEvent(QMouseEvent *event)
{
    const Line *line = lineAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && line && leadsElsewhere(*line))
        Q_EMIT rowChosen(line->words.row);
}

void FrameView::mouseMoveEvent(QMouseEvent *event)
{
    const Line *line = lineAt(event->position().toPoint());
    const bool leads = line && leadsElsewhere(*line);
    viewport()->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void FrameView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void FrameView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        relayout();
}

} // namespace framescope
