// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/columnchoice.h"
#include "ui/timelinegeometry.h"

#include <QHeaderView>

namespace framescope {

class TimelinePainter;

// The titles above the timeline's columns, flat as the rest of the window, and the widths that the
// columns have.
class TimelineHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TimelineHeader(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    // Each column as wide as its usual words need, in the measure that the user chose.
    void fitColumns(const TimelinePainter &painter);
    // The column says what its times are.
    void setTimeTitle(const QString &title, int usualWidth);

    const ColumnChoice &choice() const { return m_choice; }
    void setChoice(const ColumnChoice &choice);
    // Gives the preview what the others leave of `available`; answers where the columns lie then.
    TimelineGeometry::Columns placeColumns(int available);

Q_SIGNALS:
    void choiceChanged();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    QString titleOf(TimelineColumn column) const;
    void applyChoice();
    void takeResize(int section, int width);

    ColumnChoice m_choice;
    std::array<int, TimelineColumnCount> m_usual{}; // widths for the font
    QString m_timeTitle;
};

// Goes on with the header above the scroll bar.
class TimelineCorner final : public QWidget {
    Q_OBJECT
public:
    explicit TimelineCorner(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace framescope
