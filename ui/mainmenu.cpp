// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/mainmenu.h"

#include <QActionGroup>

namespace framescope {

namespace {

QAction *add(QMenu *menu, const QString &words, const QKeySequence &keys = {}, bool checkable = false)
{
    QAction *action = menu->addAction(words);
    action->setShortcut(keys);
    action->setCheckable(checkable);
    return action;
}

} // namespace

MainMenu::MainMenu(QWidget *parent)
    : QMenuBar(parent)
{
    addFile();
    addEdit();
    addView();
    addConnection();
    addSession();
    addTools();
    addHelp();
    setOpen(false);
    setEnd({});
}

void MainMenu::addFile()
{
    QMenu *menu = addMenu(QStringLiteral("&File"));
    newWindow =
        add(menu, QStringLiteral("New session window"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    openSession = add(menu, QStringLiteral("Open a session..."), QKeySequence(QKeySequence::Open));
    saveCopy = add(menu, QStringLiteral("Save a copy of the session..."), QKeySequence(QKeySequence::Save));
    copyPath = add(menu, QStringLiteral("Copy the path of the session file"));
    menu->addSeparator();
    settings = add(menu, QStringLiteral("Settings..."), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    menu->addSeparator();
    quit = add(menu, QStringLiteral("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void MainMenu::addEdit()
{
    edit = addMenu(QStringLiteral("&Edit"));
    undoClearView = add(edit, QStringLiteral("Undo Clear view"), QKeySequence(QKeySequence::Undo));
    undoClearView->setEnabled(false);
    goTo = add(edit, QStringLiteral("Go to row or time..."), QKeySequence(Qt::CTRL | Qt::Key_G));
    filter = add(edit, QStringLiteral("Filter"), QKeySequence(QKeySequence::Find));
    find = add(edit, QStringLiteral("Find without hiding"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    findNext = add(edit, QStringLiteral("Next hit"), QKeySequence(Qt::Key_F3));
    findPrevious = add(edit, QStringLiteral("Previous hit"), QKeySequence(Qt::SHIFT | Qt::Key_F3));
    edit->addSeparator();
}

void MainMenu::addView()
{
    QMenu *menu = addMenu(QStringLiteral("&View"));
    message = add(menu, QStringLiteral("Message"), QKeySequence(Qt::ALT | Qt::Key_1));
    hex = add(menu, QStringLiteral("Hex"), QKeySequence(Qt::ALT | Qt::Key_2));
    frame = add(menu, QStringLiteral("Frame"), QKeySequence(Qt::ALT | Qt::Key_3));
    connection = add(menu, QStringLiteral("Connection"), QKeySequence(Qt::ALT | Qt::Key_4));
    menu->addSeparator();
    sidebar = add(menu, QStringLiteral("Connections"), QKeySequence(Qt::CTRL | Qt::Key_B), true);
    detail = add(menu, QStringLiteral("Detail"), QKeySequence(Qt::CTRL | Qt::Key_D), true);
    detailBelow = add(menu, QStringLiteral("Detail below"), {}, true);
    fold = add(menu, QStringLiteral("Composer on one line"), QKeySequence(Qt::CTRL | Qt::Key_J), true);
    nextPane = add(menu, QStringLiteral("Next pane"), QKeySequence(Qt::Key_F6));
    previousPane = add(menu, QStringLiteral("Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6));
    menu->addSeparator();
    frames =
        add(menu, QStringLiteral("Frames instead of messages"), QKeySequence(Qt::SHIFT | Qt::Key_M), true);
    frames->setShortcutContext(Qt::WidgetShortcut);
    strip = add(menu, QStringLiteral("Activity strip"), {}, true);
    columns = add(menu, QStringLiteral("Columns"));
    times = menu->addMenu(QStringLiteral("Time"));
    menu->addSeparator();
    larger = add(menu, QStringLiteral("Larger text"), QKeySequence(QKeySequence::ZoomIn));
    smaller = add(menu, QStringLiteral("Smaller text"), QKeySequence(QKeySequence::ZoomOut));
    normal = add(menu, QStringLiteral("Normal text"), QKeySequence(Qt::CTRL | Qt::Key_0));
    addThemes(menu->addMenu(QStringLiteral("Theme")));
}

void MainMenu::addThemes(QMenu *menu)
{
    m_themes = new QActionGroup(this);
    for (const ThemeChoice choice :
        {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast}) {
        QAction *action = add(menu, wordsOf(choice), {}, true);
        action->setData(int(choice));
        m_themes->addAction(action);
    }
    connect(m_themes, &QActionGroup::triggered, this, [this](const QAction *action) {
        Q_EMIT themeChosen(static_cast<ThemeChoice>(action->data().toInt()));
    });
}

void MainMenu::setTheme(ThemeChoice choice)
{
    m_themes->actions().at(int(choice))->setChecked(true);
}

void MainMenu::addConnection()
{
    QMenu *menu = addMenu(QStringLiteral("&Connection"));
    connectAnew = add(menu, QStringLiteral("New connection"), QKeySequence(Qt::CTRL | Qt::Key_N));
    duplicate = add(menu, QStringLiteral("Duplicate"));
    saveToLibrary = add(menu, QStringLiteral("Save to library"));
    address = add(menu, QStringLiteral("Address"), QKeySequence(Qt::CTRL | Qt::Key_L));
    options = add(menu, QStringLiteral("Options"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    connectNow = add(menu, QStringLiteral("Connect, reconnect"), QKeySequence(Qt::Key_F5));
    menu->addSeparator();
    disconnectNow = add(menu, QStringLiteral("Disconnect"), QKeySequence(Qt::SHIFT | Qt::Key_F5));
    endAs = add(menu, QStringLiteral("End as..."));
    ping = add(menu, QStringLiteral("Send a ping"));
    pause = add(menu, QStringLiteral("Pause receiving"), QKeySequence(Qt::SHIFT | Qt::Key_F7), true);
}

void MainMenu::addSession()
{
    QMenu *menu = addMenu(QStringLiteral("&Session"));
    clearView = add(menu, QStringLiteral("Clear view"), QKeySequence(Qt::CTRL | Qt::Key_K));
    mark = add(menu, QStringLiteral("Mark now..."), QKeySequence(Qt::CTRL | Qt::Key_M));
    freeze = add(menu, QStringLiteral("Freeze view"), QKeySequence(Qt::Key_F7), true);
    follow = add(menu, QStringLiteral("Follow the end"), QKeySequence(Qt::Key_End));
    follow->setShortcutContext(Qt::WidgetShortcut); // the view's own key, told here
}

void MainMenu::addTools()
{
    QMenu *menu = addMenu(QStringLiteral("&Tools"));
    certificates = add(menu, QStringLiteral("Certificates of the connection"));
    acceptedCertificates = add(menu, QStringLiteral("Accepted certificates..."));
}

void MainMenu::addHelp()
{
    QMenu *menu = addMenu(QStringLiteral("&Help"));
    manual = add(menu, QStringLiteral("Manual"), QKeySequence(Qt::Key_F1));
    commands =
        add(menu, QStringLiteral("Commands and their keys"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    diagnostics = add(menu, QStringLiteral("Copy diagnostics"));
    about = add(menu, QStringLiteral("About Framescope"));
}

void MainMenu::setOpen(bool open)
{
    for (QAction *action : {endAs, ping, pause})
        action->setEnabled(open);
}

void MainMenu::setEnd(const QString &words)
{
    disconnectNow->setText(words.isEmpty() ? QStringLiteral("Disconnect") : words);
    disconnectNow->setEnabled(!words.isEmpty());
}

} // namespace framescope
