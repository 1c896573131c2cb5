// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/activitystrip.h"

#include "ui/focusring.h"
#include "ui/localclock.h"
#include "ui/rowsymbols.h"
#include "ui/theme.h"
#include "ui/tooltip.h"
#include "ui/units.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int ScaleWidth = 60; // at the left: which direction is which
constexpr int Pad = 8;
constexpr int FarStep = 10; // columns, with Ctrl
constexpr int FillAlpha = 110;
constexpr int FaintAlpha = 75;

using Of = ActivityGeometry::Of;

QString amount(const QString &words, quint32 frames, quint64 bytes)
{
    return words + u' ' + countText(frames, u"frame"_s, u"frames"_s) + u", "_s + bytesText(bytes);
}

} // namespace

ActivityStrip::ActivityStrip(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(Height);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(u"Activity"_s);
    setAccessibleDescription(
        u"Frames and bytes over time. The arrow keys move, with Shift they choose a time, Enter goes to the rows."_s);
    setAttribute(Qt::WA_OpaquePaintEvent);
    new FocusRing(this);
}

QRect ActivityStrip::area() const
{
    return {ScaleWidth, 0, width() - ScaleWidth - Pad, height() - 1};
}

void ActivityStrip::setActivity(
    const ActivityHistogram &all, const ActivityHistogram &shown, const QString &remark)
{
    m_remark = remark;
    m_isAllShown = all == shown;
    if (all == m_all && shown == m_shown)
        return;
    m_all = all;
    m_shown = shown;
    layOut();
}

void ActivityStrip::layOut()
{
    m_geometry = ActivityGeometry(m_all, m_shown, area());
    update();
}

void ActivityStrip::setTime(const std::optional<RowFilter::Time> &time)
{
    m_time = time;
    if (!time)
        m_anchorNs.reset();
    update();
}

void ActivityStrip::setDisplay(const TimeDisplay &display)
{
    m_display = display;
}

QString ActivityStrip::wordsOf(int first, int last) const
{
    ActivityHistogram::Bucket shown, all;
    for (int i = first; i <= last; ++i) {
        shown += m_geometry.column(i).shown;
        all += m_geometry.column(i).all;
    }
    QStringList lines{m_display.spanText(m_geometry.timeOf(first, last))};
    lines += amount(u"Sent"_s, shown.toServer, shown.bytesToServer);
    lines += amount(u"Received"_s, shown.fromServer, shown.bytesFromServer);
    if (shown.events > 0)
        lines += countText(shown.events, u"other row"_s, u"other rows"_s);
    if (shown.violations > 0)
        lines += countText(shown.violations, u"broken rule"_s, u"broken rules"_s);
    else if (shown.hasBroken)
        lines += u"A frame that broke a rule"_s;
    if (shown.errors > 0)
        lines += countText(shown.errors, u"error"_s, u"errors"_s);
    if (all.rows() != shown.rows())
        lines += u"%1 of %2 rows shown"_s.arg(countText(shown.rows()), countText(all.rows()));
    if (!m_remark.isEmpty())
        lines += m_remark;
    return lines.join(u'\n');
}

bool ActivityStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int column = m_geometry.columnAt(help->pos().x());
    if (column < 0 || !m_geometry.rectOf(column).adjusted(0, -Height, 0, 0).contains(help->pos()))
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), toolTipText(wordsOf(column, column)), this,
            m_geometry.rectOf(column).adjusted(0, -Height, 0, 0));
    return true;
}

void ActivityStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

void ActivityStrip::resizeEvent(QResizeEvent *)
{
    layOut();
}

void ActivityStrip::mousePressEvent(QMouseEvent *event)
{
    const int column = m_geometry.columnAt(event->position().toPoint().x());
    if (event->button() != Qt::LeftButton || column < 0)
        return event->ignore();
    const qint64 time = m_geometry.timeOf(column, column).firstNs;
    m_press = Press{event->position().toPoint(), time, time};
    m_cursorNs = time;
    m_anchorNs.reset();
    update();
}

void ActivityStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_press)
        return;
    const QPoint at = event->position().toPoint();
    m_press->isDrag =
        m_press->isDrag || std::abs(at.x() - m_press->at.x()) >= QApplication::startDragDistance();
    const int column = m_geometry.columnAt(at.x());
    m_press->toNs = m_geometry.timeOf(column, column).firstNs;
    if (m_press->isDrag)
        update();
}

void ActivityStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_press || event->button() != Qt::LeftButton)
        return;
    const auto time = draggedTime();
    const qint64 place = m_press->fromNs;
    m_press.reset();
    update();
    if (time)
        Q_EMIT timeChosen(time);
    else
        Q_EMIT placeChosen(place);
}

void ActivityStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_press.reset();
    if (event->button() == Qt::LeftButton && m_time)
        Q_EMIT timeChosen({});
}

// Whole columns, as they are now.
std::optional<RowFilter::Time> ActivityStrip::draggedTime() const
{
    if (!m_press || !m_press->isDrag)
        return {};
    const auto [first, last] = std::minmax({m_press->fromNs, m_press->toNs});
    return m_geometry.timeOf(m_geometry.columnOf(first), m_geometry.columnOf(last));
}

void ActivityStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_press) {
        m_press.reset();
        update();
    } else if (event->key() == Qt::Key_Escape && m_time) {
        Q_EMIT timeChosen({});
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_cursorNs) {
        Q_EMIT placeChosen(*m_cursorNs);
    } else if (!moveCursor(*event)) {
        QWidget::keyPressEvent(event);
    }
}

bool ActivityStrip::moveCursor(const QKeyEvent &key)
{
    if (m_geometry.count() == 0)
        return false;
    const int step = key.modifiers().testFlag(Qt::ControlModifier) ? FarStep : 1;
    int column = cursorColumn();
    switch (key.key()) {
    case Qt::Key_Left: column -= step; break;
    case Qt::Key_Right: column += step; break;
    case Qt::Key_Home: column = 0; break;
    case Qt::Key_End: column = m_geometry.count() - 1; break;
    default: return false;
    }
    setCursorColumn(
        std::clamp(column, 0, m_geometry.count() - 1), key.modifiers().testFlag(Qt::ShiftModifier));
    return true;
}

// At first at the newest.
int ActivityStrip::cursorColumn() const
{
    return m_cursorNs ? m_geometry.columnOf(*m_cursorNs) : m_geometry.count() - 1;
}

void ActivityStrip::setCursorColumn(int column, bool isChoosing)
{
    if (!isChoosing)
        m_anchorNs.reset();
    else if (!m_anchorNs)
        m_anchorNs = m_geometry.timeOf(cursorColumn(), cursorColumn()).firstNs;
    m_cursorNs = m_geometry.timeOf(column, column).firstNs;
    update();
    const QRect rect = m_geometry.rectOf(column);
    const QString words = wordsOf(column, column);
    setAccessibleDescription(words);
    QToolTip::showText(mapToGlobal(rect.bottomLeft()), toolTipText(words), this);
    if (isChoosing) {
        const auto [first, last] = std::minmax({column, m_geometry.columnOf(*m_anchorNs)});
        Q_EMIT timeChosen(m_geometry.timeOf(first, last));
    }
}

void ActivityStrip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void ActivityStrip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.base);
    painter.fillRect(0, height() - 1, width(), 1, theme.divider);
    if (const auto time = m_press && m_press->isDrag ? draggedTime() : m_time)
        paintTime(painter, *time);
    if (!m_isAllShown)
        paintBars(painter, Of::All);
    paintBars(painter, Of::Shown);
    for (const Direction direction : {Direction::ClientToServer, Direction::ServerToClient})
        paintBytes(painter, direction);
    painter.fillRect(area().left(), m_geometry.middle(), area().width(), 1, theme.divider);
    paintMarks(painter);
    paintScale(painter);
    paintCursor(painter);
}

void ActivityStrip::paintScale(QPainter &painter) const
{
    const Theme &theme = Theme::of(palette());
    RowSymbols symbols;
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.8);
    painter.setFont(small);
    const int half = height() - 1 - m_geometry.middle();
    for (const bool isUp : {true, false}) {
        const QColor ink = isUp ? theme.sent : theme.received;
        const QRect rect(Pad, isUp ? m_geometry.middle() - half : m_geometry.middle(), ScaleWidth - Pad, half);
        symbols.paintArrow(painter, rect, isUp, ink);
        painter.setPen(ink);
        painter.drawText(rect.adjusted(RowSymbols::ArrowWidth + 4, 0, 0, 0),
            static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), isUp ? u"Sent"_s : u"Recv"_s);
    }
}

void ActivityStrip::paintTime(QPainter &painter, const RowFilter::Time &time) const
{
    const Theme &theme = Theme::of(palette());
    const int left = static_cast<int>(m_geometry.xOf(time.firstNs));
    const int right = std::max(left + 1, static_cast<int>(m_geometry.xOf(time.lastNs) + 0.5));
    if (!theme.highContrast)
        painter.fillRect(left, 0, right - left, height() - 1, theme.selection);
    painter.fillRect(left, 0, 1, height() - 1, theme.accent);
    painter.fillRect(right - 1, 0, 1, height() - 1, theme.accent);
}

void ActivityStrip::paintBars(QPainter &painter, Of of) const
{
    const Theme &theme = Theme::of(palette());
    for (const Direction direction : {Direction::ClientToServer, Direction::ServerToClient}) {
        QColor ink = direction == Direction::ClientToServer ? theme.sent : theme.received;
        if (of == Of::All)
            ink = theme.controlBorder;
        ink.setAlpha(of == Of::All ? FaintAlpha : FillAlpha);
        for (int i = 0; i < m_geometry.count(); ++i) {
            if (const QRect bar = m_geometry.bar(i, direction, of); !bar.isEmpty())
                painter.fillRect(bar, ink);
        }
    }
}

// A stair over the bars, where there are bytes.
void ActivityStrip::paintBytes(QPainter &painter, Direction direction) const
{
    const Theme &theme = Theme::of(palette());
    const bool isUp = direction == Direction::ClientToServer;
    const QColor ink = isUp ? theme.sent : theme.received;
    const auto yOf = [&](int height) {
        return isUp ? m_geometry.middle() - height : m_geometry.middle() + height - 1;
    };
    int before = 0;
    for (int i = 0; i < m_geometry.count(); ++i) {
        const int height = m_geometry.byteHeight(i, direction);
        const QRect rect = m_geometry.rectOf(i);
        if (height > 0)
            painter.fillRect(rect.left(), yOf(height), rect.width(), 1, ink);
        if (height != before) {
            const auto [top, bottom] = std::minmax({yOf(std::max(1, height)), yOf(std::max(1, before))});
            painter.fillRect(rect.left(), top, 1, bottom - top + 1, ink);
        }
        before = height;
    }
    if (before > 0 && m_geometry.count() > 0) {
        const auto [top, bottom] = std::minmax({yOf(1), yOf(before)});
        painter.fillRect(m_geometry.rectOf(m_geometry.count() - 1).right(), top, 1, bottom - top + 1, ink);
    }
}

// A triangle for a broken rule, a cross for an error.
void ActivityStrip::paintMarks(QPainter &painter) const
{
    const Theme &theme = Theme::of(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ActivityGeometry::Mark &mark : m_geometry.marks()) {
        const QRectF box(mark.left + 1, 2, 7, 7);
        if (mark.isError) {
            painter.setPen(QPen(theme.error, 1.75, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(box.topLeft() + QPointF(0.75, 0.75), box.bottomRight() - QPointF(0.75, 0.75));
            painter.drawLine(box.topRight() + QPointF(-0.75, 0.75), box.bottomLeft() + QPointF(0.75, -0.75));
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.warning);
            painter.drawPolygon(
                QPolygonF({QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()}));
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ActivityStrip::paintCursor(QPainter &painter) const
{
    if (!hasFocus() || !m_cursorNs || m_geometry.count() == 0)
        return;
    const QRect rect = m_geometry.rectOf(cursorColumn());
    painter.fillRect(rect.left(), 0, 2, height() - 1, Theme::of(palette()).accent);
}

} // namespace framescope
