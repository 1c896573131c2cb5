// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settingstools.h"

#include "ui/connectioncontrol.h"
#include "ui/connectionsetup.h"
#include "ui/mainmenu.h"
#include "ui/panes.h"
#include "ui/settingswindow.h"
#include "ui/startpage.h"
#include "ui/timecontrol.h"
#include "ui/timelinepane.h"

#include <utility>

namespace framescope {

SettingsTools::SettingsTools(LiveSession &session, Panes &panes, ConnectionControl &control,
    ConnectionSetup &setup, EnvironmentList &environments, MainMenu &menu, QWidget &window)
    : QObject(&window)
    , m_session(session)
    , m_panes(panes)
    , m_control(control)
    , m_setup(setup)
    , m_environments(environments)
    , m_menu(menu)
    , m_window(window)
    , m_theme(rememberedTheme())
    , m_addresses(control.history().addresses())
{
    m_menu.setTheme(m_theme);
    connect(&m_menu, &MainMenu::themeChosen, this, [this](ThemeChoice choice) {
        themeSetting().set(int(choice));
        apply();
    });
    connect(m_menu.settings, &QAction::triggered, this, &SettingsTools::open);
    connect(m_menu.acceptedCertificates, &QAction::triggered, this, [this] {
        open();
        m_open->showRemembered();
    });
    connect(&m_setup, &ConnectionSetup::valueRequested, this, &SettingsTools::editValue);
    connect(&m_file, &SettingsFile::changed, this, &SettingsTools::apply);
}

void SettingsTools::open()
{
    if (!m_open) {
        m_open = new SettingsWindow(m_session.path(), m_environments, &m_window);
        connect(m_open, &SettingsWindow::changed, this, &SettingsTools::apply);
    }
    m_open->show();
    m_open->raise();
    m_open->activateWindow();
}

// A new environment, where there was none, is the one to connect in.
void SettingsTools::editValue(const QString &variable, const QString &environment)
{
    open();
    if (variable.isEmpty())
        return m_open->showEnvironments();
    const QString id = m_open->editValue(environment, variable);
    if (id == environment)
        return;
    m_environments.setUsual(id);
    m_setup.setEnvironment(id);
}

// Only what differs: nothing moves because of what is as before.
void SettingsTools::apply()
{
    applyTheme();
    applyHistory();
    if (const int size = Panes::textSizeSetting().value(); size != m_panes.textSize())
        m_panes.setTextSize(size);
    m_panes.timeline()->time()->takeSetting();
    m_panes.timeline()->setFrames(TimelinePane::framesSetting().value());
    m_environments.takeStored();
    m_setup.takeSettings();
    if (m_open)
        m_open->showStored();
}

void SettingsTools::applyTheme()
{
    const ThemeChoice now = rememberedTheme();
    if (std::exchange(m_theme, now) == now)
        return;
    applyLook(now);
    m_menu.setTheme(now);
}

void SettingsTools::applyHistory()
{
    const QStringList now = m_control.history().addresses();
    if (std::exchange(m_addresses, now) == now)
        return;
    m_control.showHistory();
    m_panes.start()->setRecent(now);
}

} // namespace framescope
