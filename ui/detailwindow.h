// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <QWidget>

namespace framescope {

class DetailArea;
class LiveSession;
class TimelinePane;

// One row in a window of its own, where it stays while others are chosen in the timeline. Deletes itself
// when it is closed.
class DetailWindow final : public QWidget {
    Q_OBJECT
public:
    // Shows the current row of `timeline`. All must outlive it; `parent` is the window it belongs to.
    DetailWindow(LiveSession &session, TimelinePane &timeline, QWidget *parent);

    DetailArea *detail() const { return m_detail; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    DetailArea *m_detail;
};

} // namespace framescope
