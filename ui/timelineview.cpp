// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineview.h"

#include "protocol/closecode.h"
#include "ui/movedpicture.h"
#include "ui/rowscrollbar.h"
#include "ui/timelineaccessible.h"
#include "ui/timelinefollower.h"
#include "ui/timelineheader.h"
#include "ui/timelinepointer.h"
#include "ui/timelinewords.h"

#include <QItemSelection>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace framescope {

namespace {

constexpr int RingWidth = 2;
constexpr int BracketReach = 64; // rows

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QAbstractItemView(parent)
    , m_header(new TimelineHeader(this))
    , m_corner(new TimelineCorner)
    , m_pointer(new TimelinePointer(*this))
{
    TimelineAccessible::install();
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    auto *vertical = new RowScrollBar;
    setVerticalScrollBar(vertical);
    m_follower = new TimelineFollower(*vertical);
    addScrollBarWidget(m_corner, Qt::AlignTop);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else columns jump with the first full page
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // paintEvent fills everything; scrolling blits
    makePainter();
    connect(m_follower, &TimelineFollower::followingChanged, this, &TimelineView::followingChanged);
    connect(m_follower, &TimelineFollower::newRowsChanged, this, &TimelineView::newRowsChanged);
    connect(m_header, &TimelineHeader::choiceChanged, this, &TimelineView::updateGeometries);
}

TimelineView::~TimelineView() = default;

void TimelineView::setModel(QAbstractItemModel *model)
{
    m_timeline = qobject_cast<TimelineModel *>(model);
    Q_ASSERT(!model || m_timeline);
    QAbstractItemView::setModel(model);
    m_header->setModel(model);
    m_header->fitColumns(*m_painter);
    if (!m_timeline)
        return;
    const auto showConnections = [this](int count) {
        m_header->setSectionHidden(index(TimelineColumn::Connection), count < 2);
        updateGeometries();
    };
    connect(m_timeline, &TimelineModel::connectionCountChanged, this, showConnections);
    connect(m_timeline, &QAbstractItemModel::rowsRemoved, this, &TimelineView::takeRemoved);
    showConnections(m_timeline->connectionCount());
}

QString TimelineView::cellText(int row, TimelineColumn column) const
{
    const Row *facts = m_timeline ? m_timeline->peekAt(m_timeline->idOf(row)) : nullptr;
    return facts ? timelinewords::cell(*facts, column, contextOf(row)) : QString();
}

timelinewords::Context TimelineView::contextOf(int row) const
{
    const Row *facts = m_timeline->peekAt(m_timeline->idOf(row));
    const Row *previous = m_timeline->peekAt(m_timeline->idOf(row - 1));
    return {facts ? m_timeline->roleOf(facts->connection) : Role::Client, time(),
        previous ? previous->timeNs : Row::UnknownTime, showsMessages(),
        facts ? codeNameOf(*facts) : QString()};
}

QString TimelineView::codeNameOf(const Row &row) const
{
    const bool isClose = row.kind == RowKind::Frame && row.header.opcode == Opcode::Close;
    const auto code = isClose && m_codeNames ? parseCloseBody(row.preview).code : std::nullopt;
    return code ? m_codeNames(row.connection, *code) : QString();
}

void TimelineView::setCodeNames(CodeNamesOf names)
{
    m_codeNames = std::move(names);
    viewport()->update();
}

bool TimelineView::isFollowing() const
{
    return m_follower->isFollowing();
}

int TimelineView::newRows() const
{
    return m_follower->newRows();
}

void TimelineView::setTime(const TimeDisplay &time)
{
    const bool isOther = time.mode != m_painter->time().mode;
    m_painter->setTime(time);
    if (isOther)
        m_header->setTimeTitle(time.title(), m_painter->columnWidth(TimelineColumn::Time));
    viewport()->update();
}

void TimelineView::follow()
{
    m_follower->follow();
}

void TimelineView::stay()
{
    m_follower->setFollowing(false);
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
    m_painter->setMessages(showsMessages());
    m_pointer->forget();
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
    m_follower->addRows(last - first + 1);
    updateScrollBars();
    updateRows({first, last});
}

// What lies below the rows that go stays where it is, if it can.
void TimelineView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, first, last);
    m_carrying = true; // until takeRemoved()
    const auto countFrom = [&](int from, int to) {
        return std::max(0, std::min(last + 1, to) - std::max(first, from));
    };
    m_follower->removeRows(countFrom(0, m_geometry.top),
        countFrom(m_geometry.rowCount - m_follower->newRows(), m_geometry.rowCount));
}

void TimelineView::takeRemoved()
{
    m_carrying = false;
    m_geometry.rowCount = m_timeline->rowCount();
    updateScrollBars();
    viewport()->update();
}

void TimelineView::carryCurrent(int row)
{
    const std::vector<TimelineGeometry::Rows> selected = selectedRows();
    const bool several = selected.size() > 1 || (selected.size() == 1 && selected[0].first < selected[0].last);
    const auto how = several ? QItemSelectionModel::SelectionFlags(QItemSelectionModel::NoUpdate)
                             : QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    const QScopedValueRollback carrying(m_carrying, true);
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(m_timeline->index(row, 0), how);
    setAutoScroll(true);
}

void TimelineView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &)
{
    // The row below draws the line between seconds; a bracket goes on as far as it likes.
    if (m_timeline->hasFragments() && !showsMessages())
        viewport()->update();
    else
        updateRows({topLeft.row(), bottomRight.row() + 1});
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (current.isValid() != previous.isValid())
        viewport()->update(); // the ring around all came or went
    if (current.isValid() && current.row() < m_geometry.rowCount - 1 && !m_carrying)
        m_follower->setFollowing(false);
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
    m_corner->setFixedHeight(headerHeight);
    m_header->setGeometry(inside.left(), inside.top() - headerHeight, inside.width(), headerHeight);
    m_geometry.rowHeight = m_painter->rowHeight();
    m_geometry.rowCount = m_timeline ? m_timeline->rowCount() : 0;
    m_geometry.viewport = viewport()->size();
    m_geometry.direction = layoutDirection();
    m_geometry.columns = m_header->placeColumns(viewport()->width());
    updateScrollBars();
    viewport()->update();
    QAbstractItemView::updateGeometries();
}

void TimelineView::scrollContentsBy(int dx, int dy)
{
    m_geometry.top = verticalScrollBar()->value();
    if (dx != 0) {
        m_header->setOffset(horizontalScrollBar()->value());
        m_geometry.columns = m_header->placeColumns(viewport()->width());
    }
    if (dx == 0 && std::abs(dy) < m_geometry.wholeRows())
        movePicture(*viewport(), dy * m_geometry.rowHeight, m_floating, hasRing() ? RingWidth : 0);
    else
        viewport()->update();
    m_pointer->rowsMoved();
}

QModelIndex TimelineView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (m_geometry.rowCount == 0)
        return {};
    const int lastWhole = std::min(m_geometry.top + m_geometry.wholeRows(), m_geometry.rowCount) - 1;
    const int page = std::max(1, m_geometry.wholeRows() - 1);
    const bool down = action == MoveDown || action == MoveNext || action == MovePageDown;
    const int from = currentIndex().isValid() ? currentIndex().row() : down ? m_geometry.top - 1 : lastWhole;
    if (action == MoveLeft || action == MoveRight) {
        const bool back = (action == MoveLeft) == (layoutDirection() == Qt::LeftToRight);
        horizontalScrollBar()->triggerAction(
            back ? QAbstractSlider::SliderSingleStepSub : QAbstractSlider::SliderSingleStepAdd);
        return currentIndex();
    }
    const auto target = [&] {
        switch (action) {
        case MoveUp:
        case MovePrevious: return from - 1;
        case MoveDown:
        case MoveNext: return from + 1;
        case MovePageUp: return from - page;
        case MovePageDown: return from + page;
        case MoveHome: return 0;
        default: return m_geometry.rowCount - 1;
        }
    };
    return m_timeline->index(std::clamp(target(), 0, m_geometry.rowCount - 1), 0);
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
    m_painter->begin();
    painter.fillRect(asked, theme.base);
    const TimelineGeometry::Rows rows = m_geometry.rowsBetween(asked.top(), asked.bottom());
    std::vector<bool> selected(rows.isEmpty() ? 0 : static_cast<std::size_t>(rows.last - rows.first + 1));
    for (const TimelineGeometry::Rows range : selectedRows()) {
        const int last = std::min(range.last, rows.last);
        for (int row = std::max(range.first, rows.first); row <= last; ++row)
            selected[static_cast<std::size_t>(row - rows.first)] = true;
    }
    const std::vector<FragmentBracket> brackets = bracketsOf(rows);
    for (int row = rows.first; row <= rows.last; ++row) {
        if (!event->region().intersects(m_geometry.rowRect(row)))
            continue;
        TimelinePainter::Line line = lineOf(row);
        line.selected = selected[static_cast<std::size_t>(row - rows.first)];
        if (!brackets.empty())
            line.bracket = brackets[static_cast<std::size_t>(row - rows.first)];
        m_painter->paint(painter, m_geometry, row, line);
    }
    if (hasRing()) {
        painter.setPen(QPen(theme.accent, RingWidth));
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
        m_header->fitColumns(*m_painter);
        updateGeometries();
        break;
    case QEvent::PaletteChange: makePainter(); break;
    case QEvent::LayoutDirectionChange: updateGeometries(); break;
    default: break;
    }
    QAbstractItemView::changeEvent(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    // Not the item view's: it would make the first visible row the current one, and stop following.
    QAbstractScrollArea::focusInEvent(event); // NOLINT(bugprone-parent-virtual-call)
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
    if (event->angleDelta().y() < 0 && m_follower->isAtEnd())
        m_follower->setFollowing(true);
}

void TimelineView::makePainter()
{
    const TimeDisplay time = m_painter ? m_painter->time() : TimeDisplay();
    m_painter = std::make_unique<TimelinePainter>(palette(), font());
    m_painter->setTime(time);
    m_painter->setMessages(showsMessages());
    viewport()->update();
}

// Around all rows while the focus is on none of them.
bool TimelineView::hasRing() const
{
    return hasFocus() && !currentIndex().isValid();
}

void TimelineView::updateScrollBars()
{
    m_follower->setRange(m_geometry.lastTop(), m_geometry.wholeRows());
    QScrollBar *horizontal = horizontalScrollBar();
    horizontal->setPageStep(viewport()->width());
    horizontal->setSingleStep(m_geometry.rowHeight);
    horizontal->setRange(0, std::max(0, m_header->length() - viewport()->width()));
}

void TimelineView::updateRows(TimelineGeometry::Rows rows)
{
    const TimelineGeometry::Rows visible = m_geometry.visible();
    rows = {std::max(rows.first, visible.first), std::min(rows.last, visible.last)};
    if (!rows.isEmpty())
        viewport()->update(m_geometry.rowsRect(rows));
}

bool TimelineView::showsMessages() const
{
    return m_timeline && m_timeline->shown().as() == ShownRows::As::Messages;
}

// None where there is nothing to join. A message may have begun, or go on, a little off the picture.
std::vector<FragmentBracket> TimelineView::bracketsOf(TimelineGeometry::Rows rows) const
{
    if (!m_timeline || !m_timeline->hasFragments() || showsMessages() || rows.isEmpty())
        return {};
    const int from = std::max(0, rows.first - BracketReach);
    const int to = std::min(rows.last + BracketReach, m_geometry.rowCount - 1);
    std::vector<BracketedRow> around;
    for (int row = from; row <= to; ++row) {
        const RowId id = m_timeline->idOf(row);
        around.push_back({id, m_timeline->peekAt(id)});
    }
    std::vector<FragmentBracket> all = fragmentBrackets(around);
    all.erase(all.begin() + (rows.last - from + 1), all.end());
    all.erase(all.begin(), all.begin() + (rows.first - from));
    return all;
}

TimelinePainter::Line TimelineView::lineOf(int row) const
{
    const RowId id = m_timeline->idOf(row);
    TimelinePainter::Line line;
    line.id = id;
    line.row = m_timeline->rowAt(id);
    line.previous = m_timeline->peekAt(m_timeline->idOf(row - 1));
    line.annotation = m_timeline->annotations().of(id);
    if (line.row) {
        line.role = m_timeline->roleOf(line.row->connection);
        line.broken = TimelineModel::isBroken(*line.row);
        line.codeName = codeNameOf(*line.row);
    }
    line.active = isActiveWindow() && hasFocus();
    line.hovered = row == m_pointer->row();
    line.focused = hasFocus() && currentIndex().row() == row;
    return line;
}

} // namespace framescope
