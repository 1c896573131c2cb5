// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineaccessible.h"

#include "ui/timelineview.h"
#include "ui/timelinewords.h"

#include <QItemSelectionModel>

#include <algorithm>

namespace framescope {

namespace {

// One place on screen.
class Cell final : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    Cell(TimelineView &view, int line, TimelineColumn column)
        : m_view(&view)
        , m_line(line)
        , m_column(column)
    {
    }

    bool isValid() const override { return m_view && row() < m_view->timelineGeometry().rowCount; }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view->window()->windowHandle(); }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override;
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    bool isSelected() const override
    {
        return m_view->selectionModel()->isSelected(m_view->model()->index(row(), 0));
    }
    QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    int columnIndex() const override
    {
        const std::vector<TimelineColumn> shown = m_view->timelineGeometry().shownColumns();
        return static_cast<int>(std::find(shown.begin(), shown.end(), m_column) - shown.begin());
    }
    int rowIndex() const override { return m_line; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface *table() const override { return parent(); }

private:
    int row() const { return m_view->timelineGeometry().top + m_line; }

    QPointer<TimelineView> m_view;
    int m_line;
    TimelineColumn m_column;
};

QAccessible::State Cell::state() const
{
    QAccessible::State state;
    state.invalid = !isValid();
    if (state.invalid)
        return state;
    state.selectable = true;
    state.focusable = true;
    state.readOnly = true;
    state.selected = isSelected();
    state.focused = m_view->hasFocus() && m_view->currentIndex().row() == row();
    return state;
}

QString Cell::text(QAccessible::Text kind) const
{
    if (!isValid())
        return {};
    if (kind == QAccessible::Name)
        return m_view->cellText(row(), m_column);
    const Row *facts = m_view->timeline()->peekAt(m_view->timeline()->idOf(row()));
    const bool hasLetter = kind == QAccessible::Description && facts && m_column == TimelineColumn::Direction;
    return hasLetter ? timelinewords::originMeaning(facts->flags) : QString();
}

QRect Cell::rect() const
{
    const QRect cell = m_view->timelineGeometry().cell(row(), m_column);
    return cell.translated(m_view->viewport()->mapToGlobal(QPoint(0, 0)));
}

void *Cell::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface *>(this)
                                                   : nullptr;
}

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<TimelineView *>(object);
    return view ? new TimelineAccessible(view) : nullptr;
}

} // namespace

void TimelineAccessible::install()
{
    static const bool once = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(once)
}

TimelineAccessible::TimelineAccessible(TimelineView *view)
    : QAccessibleWidget(view, QAccessible::Table)
{
}

TimelineAccessible::~TimelineAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_cells))
        QAccessible::deleteAccessibleInterface(id);
}

int TimelineAccessible::childIndex(const TimelineView &view, int row)
{
    const TimelineGeometry::Rows visible = view.timelineGeometry().visible();
    const auto columns = static_cast<int>(view.timelineGeometry().shownColumns().size());
    return visible.contains(row) ? (row - visible.first) * columns : -1;
}

void *TimelineAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TableInterface)
        return static_cast<QAccessibleTableInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

int TimelineAccessible::childCount() const
{
    return rowCount() * columnCount();
}

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    return index < 0 ? nullptr : cellAt(index / columnCount(), index % columnCount());
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    auto *cell = child ? const_cast<QAccessibleInterface *>(child)->tableCellInterface() : nullptr;
    return cell ? cell->rowIndex() * columnCount() + cell->columnIndex() : -1;
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    const QPoint at = view().viewport()->mapFromGlobal(QPoint(x, y));
    const int row = view().timelineGeometry().rowAt(at.y());
    const TimelineColumn column = view().timelineGeometry().columnAt(at.x());
    return row < 0 ? nullptr : cellOf(row - view().timelineGeometry().top, column);
}

QAccessibleInterface *TimelineAccessible::focusChild() const
{
    return view().hasFocus() ? child(childIndex(view(), view().currentIndex().row())) : nullptr;
}

QAccessibleInterface *TimelineAccessible::cellAt(int line, int column) const
{
    if (line < 0 || line >= rowCount() || column < 0 || column >= columnCount())
        return nullptr;
    return cellOf(line, columns()[static_cast<std::size_t>(column)]);
}

QAccessibleInterface *TimelineAccessible::cellOf(int line, TimelineColumn column) const
{
    const int place = line * TimelineColumnCount + index(column);
    const auto known = m_cells.constFind(place);
    if (known != m_cells.cend())
        return QAccessible::accessibleInterface(*known);
    auto *cell = new Cell(view(), line, column);
    m_cells.insert(place, QAccessible::registerAccessibleInterface(cell));
    return cell;
}

int TimelineAccessible::selectedCellCount() const
{
    return selectedRowCount() * columnCount();
}

QList<QAccessibleInterface *> TimelineAccessible::selectedCells() const
{
    QList<QAccessibleInterface *> cells;
    for (const int line : selectedRows()) {
        for (int column = 0; column < columnCount(); ++column)
            cells += cellAt(line, column);
    }
    return cells;
}

QString TimelineAccessible::columnDescription(int column) const
{
    return timelinewords::columnTitle(columns()[static_cast<std::size_t>(column)]);
}

QString TimelineAccessible::rowDescription(int line) const
{
    return view().cellText(rowOf(line), TimelineColumn::Preview);
}

int TimelineAccessible::selectedRowCount() const
{
    return static_cast<int>(selectedRows().size());
}

int TimelineAccessible::columnCount() const
{
    return static_cast<int>(columns().size());
}

std::vector<TimelineColumn> TimelineAccessible::columns() const
{
    return view().timelineGeometry().shownColumns();
}

int TimelineAccessible::rowCount() const
{
    const TimelineGeometry::Rows visible = view().timelineGeometry().visible();
    return visible.last - visible.first + 1;
}

QList<int> TimelineAccessible::selectedRows() const
{
    QList<int> lines;
    for (int line = 0; line < rowCount(); ++line) {
        if (isRowSelected(line))
            lines += line;
    }
    return lines;
}

bool TimelineAccessible::isRowSelected(int line) const
{
    return view().selectionModel()->isSelected(view().model()->index(rowOf(line), 0));
}

bool TimelineAccessible::selectRow(int line)
{
    return select(line, true);
}

bool TimelineAccessible::unselectRow(int line)
{
    return select(line, false);
}

TimelineView &TimelineAccessible::view() const
{
    return *static_cast<TimelineView *>(widget());
}

int TimelineAccessible::rowOf(int line) const
{
    return view().timelineGeometry().top + line;
}

bool TimelineAccessible::select(int line, bool selected)
{
    if (line < 0 || line >= rowCount())
        return false;
    const auto how = selected ? QItemSelectionModel::Select : QItemSelectionModel::Deselect;
    view().selectionModel()->select(view().model()->index(rowOf(line), 0), how | QItemSelectionModel::Rows);
    return true;
}

} // namespace framescope
