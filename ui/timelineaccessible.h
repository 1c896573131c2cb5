// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/timelinecolumn.h"

#include <QAccessibleWidget>
#include <QHash>

#include <vector>

namespace framescope {

class TimelineView;

// What assistive tools see of a timeline: a table of the rows and columns on screen, since a tool that walks
// ten million would never come back. A cell is a place on screen; its words are those of the row
// that stands there now.
class TimelineAccessible final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    // Once for the program; again does nothing.
    static void install();

    explicit TimelineAccessible(TimelineView *view);
    ~TimelineAccessible() override;

    // Place of the cell in child(): for events about it. -1 if it is not on screen.
    static int childIndex(const TimelineView &view, int row);

    void *interface_cast(QAccessible::InterfaceType type) override;
    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int line, int column) const override;
    int selectedCellCount() const override;
    QList<QAccessibleInterface *> selectedCells() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int line) const override;
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override;
    int columnCount() const override;
    int rowCount() const override;
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override;
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int line) const override;
    bool selectRow(int line) override;
    bool selectColumn(int) override { return false; }
    bool unselectRow(int line) override;
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *) override { }

private:
    TimelineView &view() const;
    int rowOf(int line) const;                   // in the model
    std::vector<TimelineColumn> columns() const; // those shown, which are those of the table
    QAccessibleInterface *cellOf(int line, TimelineColumn column) const;
    bool select(int line, bool selected);

    mutable QHash<int, QAccessible::Id> m_cells; // by place on screen, made when asked for
};

} // namespace framescope
