// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    // Each column as wide as its usual words need.
    void fitColumns(const TimelinePainter &painter);
    // Gives the preview what the others leave of `available`; answers where the columns lie then.
    TimelineGeometry::Columns placeColumns(int available);

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
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
