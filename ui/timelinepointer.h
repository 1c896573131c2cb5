// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QPoint>

namespace framescope {

class TimelineView;

// What the pointer is on: the row, which is lit, and what a cell there has no room to say, as tooltip.
class TimelinePointer final : public QObject {
    Q_OBJECT
public:
    // Follows the pointer over the viewport of `view`, which is its parent.
    explicit TimelinePointer(TimelineView &view);

    int row() const { return m_row; } // -1: on none
    // The rows moved, the pointer did not.
    void rowsMoved();
    // There are other rows now.
    void forget() { m_row = -1; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setRow(int row);
    bool showTip(const QPoint &at, const QPoint &global) const;

    TimelineView &m_view;
    int m_row = -1;
};

} // namespace framescope
