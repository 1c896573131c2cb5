// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/look.h"
#include "ui/settingsfile.h"

#include <QPointer>

namespace framescope {

class ConnectionControl;
class ConnectionSetup;
class EnvironmentList;
class LiveSession;
class MainMenu;
class Panes;
class SettingsWindow;

// Opens the settings of a window, and carries what was changed there, in its menus or in another window of the
// program to the panes. GUI thread.
class SettingsTools final : public QObject {
    Q_OBJECT
public:
    // All must outlive it; `window` is its parent.
    SettingsTools(LiveSession &session, Panes &panes, ConnectionControl &control, ConnectionSetup &setup,
        EnvironmentList &environments, MainMenu &menu, QWidget &window);

    // Where that variable gets its value; empty: where environments are edited.
    void editValue(const QString &variable, const QString &environment);

private:
    void open();
    void apply();
    void applyTheme();
    void applyHistory();

    LiveSession &m_session;
    Panes &m_panes;
    ConnectionControl &m_control;
    ConnectionSetup &m_setup;
    EnvironmentList &m_environments;
    MainMenu &m_menu;
    QWidget &m_window;
    SettingsFile m_file;
    QPointer<SettingsWindow> m_open;
    ThemeChoice m_theme;     // that holds
    QStringList m_addresses; // that are shown
};

} // namespace framescope
