// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineview.h"

#include "ui/timelineaccessible.h"
#include "ui/timelineheader.h"
#include "ui/timelinewords.h"

#include <QHelpEvent>
#include <QItemSelection>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace framescope {

TimelineView::TimelineView(QWidget *parent)
    : QAbstractItemView(parent)
    , m_header(new TimelineHeader(this))
{
    TimelineAccessible::install();
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else columns jump with the first full page
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // paintEvent fills everything; scrolling blits
    makePainter();
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TimelineView::verticalMoved);
    connect(m_header, &QHeaderView::sectionResized, this, &TimelineView::updateGeometries);
}

TimelineView::~TimelineView() = default;

void TimelineView::setModel(QAbstractItemModel *model)
{
    m_timeline = qobject_cast<TimelineModel *>(model);
    Q_ASSERT(!model || m_timeline);
    QAbstractItemView::setModel(model);
    m_header->setModel(model);
    sizeColumns();
    if (!m_timeline)
        return;
    const auto showConnections = [this](int count) {
        m_header->setSectionHidden(index(TimelineColumn::Connection), count < 2);
        updateGeometries();
    };
    connect(m_timeline, &TimelineModel::connectionCountChanged, this, showConnections);
    showConnections(m_timeline->connectionCount());
}

QString TimelineView::cellText(int row, TimelineColumn column) const
{
    const Row *facts = m_timeline ? m_timeline->peekAt(TimelineModel::idOf(row)) : nullptr;
    if (!facts)
        return {};
    return timelinewords::cell(*facts, column, m_timeline->roleOf(facts->connection), epochOffsetNs());
}

void TimelineView::setEpochOffsetNs(qint64 offset)
{
    m_painter->setEpochOffsetNs(offset);
    viewport()->update();
}

void TimelineView::follow()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    setFollowing(true);
}

std::vector<TimelineGeometry::Rows> TimelineView::selectedRows() const
{
    std::vector<TimelineGeometry::Rows> rows;
    if (!selectionModel())
        return rows;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        rows.push_back({range.top(), range.bottom()});
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    return rows;
}

QRect TimelineView::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? m_geometry.rowRect(index.row()) : QRect();
}

void TimelineView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    int top = m_geometry.topShowing(index.row());
    switch (hint) {
    case EnsureVisible: break;
    case PositionAtTop: top = index.row(); break;
    case PositionAtBottom: top = index.row() - m_geometry.wholeRows() + 1; break;
    case PositionAtCenter: top = index.row() - m_geometry.wholeRows() / 2; break;
    }
    verticalScrollBar()->setValue(top);
}

QModelIndex TimelineView::indexAt(const QPoint &point) const
{
    const int row = m_geometry.rowAt(point.y());
    return row < 0 ? QModelIndex() : m_timeline->index(row, index(m_geometry.columnAt(point.x())));
}

void TimelineView::reset()
{
    QAbstractItemView::reset();
    m_hovered = -1;
    updateGeometries();
    follow();
    viewport()->update();
}

void TimelineView::selectAll()
{
    if (m_geometry.rowCount == 0)
        return;
    const QItemSelection all(
        m_timeline->index(0, 0), m_timeline->index(m_geometry.rowCount - 1, TimelineColumnCount - 1));
    selectionModel()->select(all, QItemSelectionModel::ClearAndSelect);
}

void TimelineView::rowsInserted(const QModelIndex &, int first, int last)
{
    m_geometry.rowCount = last + 1; // rows come at the end only
    if (!m_following)
        setNewRows(m_newRows + last - first + 1);
    updateScrollBars();
    updateRows({first, last});
}

void TimelineView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &)
{
    // The row below draws the line between seconds.
    updateRows({topLeft.row(), bottomRight.row() + 1});
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (current.isValid() && current.row() < m_geometry.rowCount - 1)
        setFollowing(false);
    const int child = TimelineAccessible::childIndex(*this, current.row());
    if (QAccessible::isActive() && hasFocus() && child >= 0) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(child);
        QAccessible::updateAccessibility(&event);
    }
}

void TimelineView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    Q_EMIT selectedRowsChanged();
}

void TimelineView::updateGeometries()
{
    const int headerHeight = m_header->sizeHint().height();
    setViewportMargins(0, headerHeight, 0, 0);
    const QRect inside = viewport()->geometry();
    m_header->setGeometry(inside.left(), inside.top() - headerHeight, inside.width(), headerHeight);
    m_geometry.rowHeight = m_painter->rowHeight();
    m_geometry.rowCount = m_timeline ? m_timeline->rowCount() : 0;
    m_geometry.viewport = viewport()->size();
    m_geometry.direction = layoutDirection();
    placeColumns();
    updateScrollBars();
    viewport()->update();
    QAbstractItemView::updateGeometries();
}

void TimelineView::scrollContentsBy(int dx, int dy)
{
    m_geometry.top = verticalScrollBar()->value();
    if (dx != 0) {
        m_header->setOffset(horizontalScrollBar()->value());
        placeColumns();
    }
    if (dx == 0 && std::abs(dy) < m_geometry.wholeRows())
        viewport()->scroll(0, dy * m_geometry.rowHeight);
    else
        viewport()->update();
    if (m_hovered < 0)
        return;
    // What was moved carries the hover away from the pointer; the row that is under it now gets it.
    const int hovered = std::exchange(m_hovered, -1);
    updateRows({hovered, hovered});
    hover(m_geometry.rowAt(viewport()->mapFromGlobal(QCursor::pos()).y()));
}

QModelIndex TimelineView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (m_geometry.rowCount == 0)
        return {};
    const int lastWhole = std::min(m_geometry.top + m_geometry.wholeRows(), m_geometry.rowCount) - 1;
    const int page = std::max(1, m_geometry.wholeRows() - 1);
    const bool down = action == MoveDown || action == MoveNext || action == MovePageDown;
    const int from = currentIndex().isValid() ? currentIndex().row() : down ? m_geometry.top - 1 : lastWhole;
    int row = from;
    switch (action) {
    case MoveUp:
    case MovePrevious: row = from - 1; break;
    case MoveDown:
    case MoveNext: row = from + 1; break;
    case MovePageUp: row = from - page; break;
    case MovePageDown: row = from + page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = m_geometry.rowCount - 1; break;
    case MoveLeft:
    case MoveRight: {
        const bool back = (action == MoveLeft) == (layoutDirection() == Qt::LeftToRight);
        horizontalScrollBar()->triggerAction(
            back ? QAbstractSlider::SliderSingleStepSub : QAbstractSlider::SliderSingleStepAdd);
        return currentIndex();
    }
    }
    return m_timeline->index(std::clamp(row, 0, m_geometry.rowCount - 1), 0);
}

int TimelineView::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

int TimelineView::verticalOffset() const
{
    return 0; // rows are placed by number: their distance from the first one may not fit an int
}

void TimelineView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (m_geometry.rowCount == 0)
        return;
    const auto [low, high] = std::minmax({rect.top(), rect.bottom()});
    const QItemSelection rows(m_timeline->index(m_geometry.nearestRow(low), 0),
        m_timeline->index(m_geometry.nearestRow(high), TimelineColumnCount - 1));
    selectionModel()->select(rows, command);
}

QRegion TimelineView::visualRegionForSelection(const QItemSelection &selection) const
{
    const TimelineGeometry::Rows visible = m_geometry.visible();
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += m_geometry.rowsRect(
            {std::max(range.top(), visible.first), std::min(range.bottom(), visible.last)});
    return region;
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Theme &theme = m_painter->theme();
    const QRect asked = event->rect();
    painter.fillRect(asked, theme.base);
    const TimelineGeometry::Rows rows = m_geometry.rowsBetween(asked.top(), asked.bottom());
    std::vector<bool> selected(rows.isEmpty() ? 0 : static_cast<std::size_t>(rows.last - rows.first + 1));
    for (const TimelineGeometry::Rows range : selectedRows()) {
        const int last = std::min(range.last, rows.last);
        for (int row = std::max(range.first, rows.first); row <= last; ++row)
            selected[static_cast<std::size_t>(row - rows.first)] = true;
    }
    for (int row = rows.first; row <= rows.last; ++row) {
        if (!event->region().intersects(m_geometry.rowRect(row)))
            continue;
        TimelinePainter::Line line = lineOf(row);
        line.selected = selected[static_cast<std::size_t>(row - rows.first)];
        m_painter->paint(painter, m_geometry, row, line);
    }
    if (hasFocus() && !currentIndex().isValid()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void TimelineView::changeEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::StyleChange:
        makePainter();
        sizeColumns();
        updateGeometries();
        break;
    case QEvent::PaletteChange: makePainter(); break;
    case QEvent::LayoutDirectionChange: updateGeometries(); break;
    default: break;
    }
    QAbstractItemView::changeEvent(event);
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        hover(-1);
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (!showTip(help->pos(), help->globalPos()))
            QToolTip::hideText();
        return true;
    }
    return QAbstractItemView::viewportEvent(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    // Not the item view's: it would make the first visible row the current one, and stop following.
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    QAbstractItemView::keyPressEvent(event);
    if (event->key() == Qt::Key_End && !event->modifiers().testFlag(Qt::ShiftModifier))
        follow();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    QAbstractItemView::wheelEvent(event);
    // At the end there is nothing to scroll, but the wish is clear.
    const bool down = event->angleDelta().y() < 0;
    if (down && verticalScrollBar()->value() == verticalScrollBar()->maximum())
        setFollowing(true);
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    hover(m_geometry.rowAt(event->position().toPoint().y()));
    QAbstractItemView::mouseMoveEvent(event);
}

void TimelineView::makePainter()
{
    const qint64 offset = m_painter ? m_painter->epochOffsetNs() : 0;
    m_painter = std::make_unique<TimelinePainter>(palette(), font());
    m_painter->setEpochOffsetNs(offset);
    viewport()->update();
}

void TimelineView::sizeColumns()
{
    if (m_header->count() != TimelineColumnCount)
        return;
    for (int i = 0; i < TimelineColumnCount; ++i)
        m_header->resizeSection(i, m_painter->columnWidth(static_cast<TimelineColumn>(i)));
    m_header->setSectionResizeMode(index(TimelineColumn::Preview), QHeaderView::Fixed);
}

void TimelineView::placeColumns()
{
    if (m_header->count() != TimelineColumnCount)
        return;
    constexpr int Last = index(TimelineColumn::Preview);
    const int others = m_header->length() - m_header->sectionSize(Last);
    const int preview = TimelineGeometry::previewWidth(viewport()->width(), others);
    if (preview != m_header->sectionSize(Last)) {
        const QSignalBlocker quiet(m_header);
        m_header->resizeSection(Last, preview);
    }
    for (int i = 0; i < TimelineColumnCount; ++i) {
        const bool hidden = m_header->isSectionHidden(i);
        m_geometry.columns[static_cast<std::size_t>(i)] = hidden
            ? TimelineGeometry::Span()
            : TimelineGeometry::Span{m_header->sectionViewportPosition(i), m_header->sectionSize(i)};
    }
}

void TimelineView::updateScrollBars()
{
    const QScopedValueRollback guard(m_adjusting, true);
    QScrollBar *vertical = verticalScrollBar();
    vertical->setPageStep(m_geometry.wholeRows());
    vertical->setRange(0, m_geometry.lastTop());
    if (m_following)
        vertical->setValue(m_geometry.lastTop());
    QScrollBar *horizontal = horizontalScrollBar();
    horizontal->setPageStep(viewport()->width());
    horizontal->setSingleStep(m_geometry.rowHeight);
    horizontal->setRange(0, std::max(0, m_header->length() - viewport()->width()));
}

void TimelineView::verticalMoved(int value)
{
    if (!m_adjusting)
        setFollowing(value == verticalScrollBar()->maximum());
}

void TimelineView::setFollowing(bool following)
{
    if (following)
        setNewRows(0);
    if (std::exchange(m_following, following) != following)
        Q_EMIT followingChanged(following);
}

void TimelineView::setNewRows(int count)
{
    if (std::exchange(m_newRows, count) != count)
        Q_EMIT newRowsChanged(count);
}

void TimelineView::hover(int row)
{
    const int before = std::exchange(m_hovered, row);
    if (before == row)
        return;
    updateRows({before, before});
    updateRows({row, row});
}

void TimelineView::updateRows(TimelineGeometry::Rows rows)
{
    const TimelineGeometry::Rows visible = m_geometry.visible();
    rows = {std::max(rows.first, visible.first), std::min(rows.last, visible.last)};
    if (!rows.isEmpty())
        viewport()->update(m_geometry.rowsRect(rows));
}

TimelinePainter::Line TimelineView::lineOf(int row) const
{
    const RowId id = TimelineModel::idOf(row);
    TimelinePainter::Line line;
    line.id = id;
    line.row = m_timeline->rowAt(id);
    line.previous = m_timeline->peekAt(id - 1);
    if (line.row)
        line.role = m_timeline->roleOf(line.row->connection);
    line.active = isActiveWindow() && hasFocus();
    line.hovered = row == m_hovered;
    line.focused = hasFocus() && currentIndex().row() == row;
    return line;
}

bool TimelineView::showTip(const QPoint &at, const QPoint &global)
{
    const int row = m_geometry.rowAt(at.y());
    const Row *facts = row < 0 ? nullptr : m_timeline->peekAt(TimelineModel::idOf(row));
    if (!facts)
        return false;
    const TimelineColumn column = m_geometry.columnAt(at.x());
    const QRect cell = m_geometry.cell(row, column);
    QString tip;
    if (column == TimelineColumn::Direction)
        tip = timelinewords::originMeaning(facts->flags);
    else if (m_painter->isElided(*facts, column, cell.width(), m_timeline->roleOf(facts->connection)))
        tip = cellText(row, column);
    // Payload is never markup.
    QToolTip::showText(global, Qt::convertFromPlainText(tip), viewport(), cell);
    return !tip.isEmpty();
}

} // namespace framescope
