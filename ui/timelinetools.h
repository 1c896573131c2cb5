// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace framescope {

class ConnectionControl;
class LiveSession;
class MainMenu;
class Panes;
class StatusBar;

// Makes what serves the timeline of a window and lets it speak to the panes: the detail of the current row,
// the row menu, marks, ways to a place, and what a selection comes to. GUI thread.
class TimelineTools final : public QObject {
    Q_OBJECT
public:
    // All must outlive it; `window` is its parent.
    TimelineTools(LiveSession &session, Panes &panes, StatusBar &status, const ConnectionControl &control,
        QWidget &window);
    void obey(const MainMenu &menu);

private:
    void serveDetail();
    void serveRows(const ConnectionControl &control);
    void serveSelection();
    void openDetailWindow();
    void askForMark();

    LiveSession &m_session;
    Panes &m_panes;
    StatusBar &m_status;
    QWidget &m_window;
};

} // namespace framescope
