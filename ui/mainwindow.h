// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectionbar.h"
#include "ui/detailarea.h"
#include "ui/hiddensends.h"
#include "ui/livesession.h"
#include "ui/messageactions.h"
#include "ui/notices.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>

namespace framescope {

class CodeNaming;
class ConnectionControl;
class ConnectionSetup;
class ConnectionSidebar;
class EnvironmentList;
class Library;
class LibraryCommands;
class MainMenu;
class NoticeBar;
class OptionsDrawer;
class Panes;
class ProtectedSends;
struct RecoveredCapture;
class SessionMover;
class SessionOpener;
class SessionSaver;
class StatusBar;
class TimelinePane;
class WaitingHint;

// The window: places the panels and lets them speak to the session and to each other.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    // `session` must outlive the window.
    explicit MainWindow(LiveSession &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    // As if the user had typed `url` into the bar and pressed Enter.
    void connectTo(const QString &url);
    // Selects that row of the timeline, which shows its payload beside it.
    void showRow(RowId row);
    // In the message bar, until there is something else to say.
    void say(const Notice &notice);
    // The start page offers "Try the demo" once there is a way to start it; `start` answers the
    // address to connect to.
    void setDemo(std::function<Result<QString>()> start);
    // The start page says what becomes of captures that nobody saved, and opens their folder.
    void setCaptures(const QString &words, const QString &folder);
    // The start page offers what killed programs left.
    void setRecovered(const std::vector<RecoveredCapture> &captures);
    // Sessions are opened once it is known how to `open` one, in a window of its own.
    void setSessionWindow(std::function<Result<void>(const QString &path)> open);
    // "New session window" is there once it is known how to `open` one.
    void setNewWindow(std::function<Result<void>()> open);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    void connectSession();
    void connectPanels();
    void connectSetup();
    void connectMenu();
    void connectHelp();
    void connectOpening();
    void restore();

    void startDemo();
    void declareActions();
    void sayValueLacks(const QString &variable, const QString &environment);

    void takeOpened(ConnectionId id);
    void showChosen();
    void speakTo(ConnectionId id);
    void takeBatch(const AppendBatch &batch);
    void takeFacts(const ConnectionFacts &facts);
    void showState();
    void showNotice();
    void showWaiting();

    void showConnection();
    void showCertificates();
    void showTab(DetailArea::Tab tab);
    void focusNextPane(int step);

    LiveSession &m_session;
    MessageActions m_actions;
    std::function<Result<QString>()> m_startDemo;
    std::function<Result<void>()> m_openWindow;

    MainMenu *m_menu = nullptr;
    ConnectionBar *m_bar = nullptr;
    OptionsDrawer *m_drawer = nullptr;
    EnvironmentList *m_environments = nullptr;
    ConnectionSetup *m_setup = nullptr;
    ConnectionControl *m_control = nullptr;
    SessionOpener *m_opener = nullptr;
    SessionSaver *m_saver = nullptr;
    SessionMover *m_mover = nullptr;
    Library *m_library = nullptr;
    MessageBar *m_message = nullptr;
    Panes *m_panes = nullptr;
    LibraryCommands *m_libraryCommands = nullptr;
    ConnectionSidebar *m_sidebar = nullptr;
    TimelinePane *m_timeline = nullptr;
    WaitingHint *m_waiting = nullptr;
    DetailArea *m_detail = nullptr;
    NoticeBar *m_automatic = nullptr; // what goes on by itself
    StatusBar *m_status = nullptr;
    CodeNaming *m_naming = nullptr;
    ProtectedSends *m_protected = nullptr;

    QTimer m_tick; // what changes by time alone: rates, waiting
    Notices m_notices;
    HiddenSends m_hiddenSends;
};

} // namespace framescope
