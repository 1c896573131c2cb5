// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/timelinegeometry.h"
#include "ui/timelinemodel.h"
#include "ui/timelinepainter.h"

#include <QAbstractItemView>
#include <QPointer>

#include <functional>
#include <memory>

namespace framescope {

class TimelineCorner;
class TimelineFollower;
class TimelineHeader;
class TimelinePointer;

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
    const TimelinePainter &painter() const { return *m_painter; }
    // What a visible row says in a column, for tooltips and assistive tools.
    QString cellText(int row, TimelineColumn column) const;

    // How the times of rows are told.
    void setTime(const TimeDisplay &time);
    const TimeDisplay &time() const { return m_painter->time(); }
    // What the user calls close codes; a Close row says it.
    using CodeNamesOf = std::function<QString(ConnectionId connection, quint16 code)>;
    void setCodeNames(CodeNamesOf names);
    // What the words of a row that is shown depend on.
    timelinewords::Context contextOf(int row) const;

    bool isFollowing() const;
    // Goes to the end and stays there.
    void follow();
    // Where it is, although rows come.
    void stay();
    // Rows that came since the view stopped following.
    int newRows() const;

    // What is current has another row now: neither scrolls nor ends following.
    void carryCurrent(int row);

    // What lies over the rows, at their lower end: scrolling paints below its upper edge and moves the
    // picture above it.
    void setFloating(const QWidget *widget) { m_floating = widget; }
    // Paints these rows again, as far as they are to be seen.
    void updateRows(TimelineGeometry::Rows rows);

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
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
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
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void makePainter();
    bool hasRing() const;
    bool showsMessages() const;
    std::vector<FragmentBracket> bracketsOf(TimelineGeometry::Rows rows) const;
    void takeRemoved();
    void updateScrollBars();
    TimelinePainter::Line lineOf(int row) const;
    QString codeNameOf(const Row &row) const;

    CodeNamesOf m_codeNames;
    TimelineModel *m_timeline = nullptr;
    TimelineHeader *m_header;
    TimelineCorner *m_corner;
    TimelinePointer *m_pointer;
    TimelineFollower *m_follower = nullptr;
    bool m_carrying = false; // what is current changes, but not by the user
    QPointer<const QWidget> m_floating;
    std::unique_ptr<TimelinePainter> m_painter;
    TimelineGeometry m_geometry;
};

} // namespace framescope
