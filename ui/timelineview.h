// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/timelinegeometry.h"
#include "ui/timelinemodel.h"
#include "ui/timelinepainter.h"

#include <QAbstractItemView>

#include <memory>

namespace framescope {

class TimelineHeader;

// The rows of a TimelineModel under a header, equally high and painted directly: an append costs
// the same at ten rows and at ten million. At the end it follows what comes; moving up stops that.
// The stock views lay out or store something for each row (figures in README.md).
class TimelineView final : public QAbstractItemView {
    Q_OBJECT
public:
    explicit TimelineView(QWidget *parent = nullptr);
    ~TimelineView() override;

    // Only a TimelineModel.
    void setModel(QAbstractItemModel *model) override;
    TimelineModel *timeline() const { return m_timeline; }
    TimelineHeader *header() const { return m_header; }
    const TimelineGeometry &timelineGeometry() const { return m_geometry; }
    // What a visible row says in a column, for tooltips and assistive tools.
    QString cellText(int row, TimelineColumn column) const;

    void setEpochOffsetNs(qint64 offset);
    qint64 epochOffsetNs() const { return m_painter->epochOffsetNs(); }

    bool isFollowing() const { return m_following; }
    // Goes to the end and stays there.
    void follow();
    // Rows that came since the view stopped following.
    int newRows() const { return m_newRows; }

    // Selected rows as ranges, ascending and apart from each other.
    std::vector<TimelineGeometry::Rows> selectedRows() const;

    QRect visualRect(const QModelIndex &index) const override; // of the whole row
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void reset() override;
    void selectAll() override;
    // Letters belong to the row menu's shortcuts; and a search would walk ten million rows.
    void keyboardSearch(const QString &) override { }

Q_SIGNALS:
    void followingChanged(bool following);
    void newRowsChanged(int count);
    void selectedRowsChanged();

protected:
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void dataChanged(
        const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles = {}) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;

    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void makePainter();
    void placeColumns();
    void sizeColumns();
    void updateScrollBars();
    void verticalMoved(int value);
    void setFollowing(bool following);
    void setNewRows(int count);
    void hover(int row);
    void updateRows(TimelineGeometry::Rows rows);
    TimelinePainter::Line lineOf(int row) const;
    bool showTip(const QPoint &at, const QPoint &global);

    TimelineModel *m_timeline = nullptr;
    TimelineHeader *m_header;
    std::unique_ptr<TimelinePainter> m_painter;
    TimelineGeometry m_geometry;
    bool m_following = true;
    bool m_adjusting = false; // the scroll bar moves because of us, not of the user
    int m_newRows = 0;
    int m_hovered = -1;
};

} // namespace framescope
