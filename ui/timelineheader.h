// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHeaderView>

namespace framescope {

// The titles above the timeline's columns, flat as the rest of the window.
class TimelineHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit TimelineHeader(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
};

} // namespace framescope
