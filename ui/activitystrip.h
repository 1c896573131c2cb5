// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/activitygeometry.h"
#include "ui/timedisplay.h"

#include <QWidget>

#include <optional>

namespace framescope {

// A line over the timeline: how much was sent and received when, in frames and in bytes, and when something went
// wrong. Dragging, or Shift with the arrow keys, chooses a time; a click, or Enter, asks to go to one. Painted only
// when what it shows has changed. Knows nothing of rows itself.
class ActivityStrip final : public QWidget {
    Q_OBJECT
public:
    static constexpr int Height = 44;

    explicit ActivityStrip(QWidget *parent = nullptr);

    // `remark` is said with every time: what is not counted.
    void setActivity(const ActivityHistogram &all, const ActivityHistogram &shown, const QString &remark);
    // The time that is chosen.
    void setTime(const std::optional<RowFilter::Time> &time);
    void setDisplay(const TimeDisplay &display);
    const ActivityGeometry &geometryOfColumns() const { return m_geometry; }
    // What happened in these columns, in words.
    QString wordsOf(int first, int last) const;

Q_SIGNALS:
    void timeChosen(std::optional<framescope::RowFilter::Time> time); // nothing: all of it
    void placeChosen(qint64 timeNs);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QRect area() const;
    void layOut();
    bool moveCursor(const QKeyEvent &key);
    void setCursorColumn(int column, bool isChoosing);
    int cursorColumn() const;
    std::optional<RowFilter::Time> draggedTime() const;
    void paintScale(QPainter &painter) const;
    void paintTime(QPainter &painter, const RowFilter::Time &time) const;
    void paintBars(QPainter &painter, ActivityGeometry::Of of) const;
    void paintBytes(QPainter &painter, Direction direction) const;
    void paintMarks(QPainter &painter) const;
    void paintCursor(QPainter &painter) const;

    ActivityHistogram m_all, m_shown;
    ActivityGeometry m_geometry;
    QString m_remark;
    TimeDisplay m_display;
    bool m_isAllShown = true;
    std::optional<RowFilter::Time> m_time;
    // Times and no columns, which move while the session grows.
    std::optional<qint64> m_cursorNs; // the keyboard's
    std::optional<qint64> m_anchorNs; // of Shift and the arrow keys
    struct Press {
        QPoint at;
        qint64 fromNs = 0;
        qint64 toNs = 0;
        bool isDrag = false;
    };
    std::optional<Press> m_press;
};

} // namespace framescope
