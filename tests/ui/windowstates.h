// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fulldraft.h"
#include "support/scriptedserver.h"
#include "ui/composer.h"
#include "ui/connectioncontrol.h"
#include "ui/connectionsetup.h"
#include "ui/connectionsidebar.h"
#include "ui/detailarea.h"
#include "ui/environmentlist.h"
#include "ui/filterbar.h"
#include "ui/findbar.h"
#include "ui/frameview.h"
#include "ui/hexview.h"
#include "ui/jsontreeview.h"
#include "ui/library.h"
#include "ui/librarypreview.h"
#include "ui/librarysection.h"
#include "ui/libraryview.h"
#include "ui/mainwindow.h"
#include "ui/messageview.h"
#include "ui/nohits.h"
#include "ui/optionsdrawer.h"
#include "ui/panes.h"
#include "ui/recoveredcard.h"
#include "ui/startpage.h"
#include "ui/timelinefind.h"
#include "ui/timelineheader.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"
#include "ui/urlfield.h"
#include "ui/waitinghint.h"

#include <QApplication>
#include <QDir>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "support/patience.h"

namespace framescope::test {

using namespace Qt::StringLiterals;

// A state of the window, the server that causes it, and what its user does to see it.
struct WindowState {
    const char *name;
    Script script;
    std::function<void(MainWindow &, LiveSession &)> reach;
    ScriptedServer::Security security = ScriptedServer::Security::Plain;
};

inline bool isState(const LiveSession &session, ReadyState state)
{
    return session.facts().id != 0 && session.facts().readyState == state;
}

inline void choose(MainWindow &window, RowId row)
{
    auto *timeline = window.findChild<TimelinePane *>();
    QTRY_VERIFY(timeline->model()->peekAt(row));
    window.showRow(row);
}

inline Script lively()
{
    Script script;
    script.accept().text(R"({"type":"tick","symbol":"EURUSD","price":1.0843,"venue":"LD4"})");
    script.binary(QByteArray::fromHex("89504e470d0a1a0a"))
        .text("Gr\xc3\xbc\xc3\x9f"
              "e \x1b[31m");
    script.bytes(QByteArray::fromHex("01036869208900800121"));
    return script;
}

inline void openDrawer(MainWindow &window, ConnectionDraft::Tab tab)
{
    choose(window, 4);
    window.findChild<ConnectionSetup *>()->setDrawerShown(true);
    window.findChild<OptionsDrawer *>()->setTab(tab);
}

// The library as somebody has filled it, the third of it chosen.
inline void fillLibrary(MainWindow &window)
{
    auto *library = window.findChild<Library *>();
    const auto add = [library](const QString &name, const QString &url, const ConnectionDraft &draft = {}) {
        LibraryEntry entry = libraryEntry(url, draft);
        entry.name = name;
        library->insert(library->entries().size(), entry);
    };
    add(u"Demo"_s, u"ws://127.0.0.1:8080/"_s);
    add(u"Prices of the staging server in Frankfurt"_s, u"wss://stage.prices.example:8443/feed/v2?depth=20"_s);
    ConnectionDraft draft = fullDraft();
    draft.headers[1].on = true;
    add(u"Orders"_s, u"wss://orders.example/socket?token=abc"_s, draft);
    auto *view = window.findChild<LibraryView *>();
    const QModelIndex third = view->model()->index(2, 0);
    view->scrollTo(third);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(third).center());
}

// One that a server refuses, again and again: its attempts are folded.
inline void reconnect(MainWindow &window, LiveSession &session)
{
    ConnectionDraft draft;
    draft.plain.reconnect = {true, 20, 1, 20, 0, 3};
    window.findChild<OptionsDrawer *>()->setDraft(draft);
    window.connectTo(window.findChild<UrlField *>()->text());
    QTRY_VERIFY(session.current() == 5 && isState(session, ReadyState::Closed)); // of them three by themselves
    auto *sidebar = window.findChild<ConnectionSidebar *>();
    sidebar->view()->expandAll();
    QTRY_VERIFY(sidebar->model()->hasAttempts());
}

// Every field that can be wrong at once: nothing was sent.
inline void writeWrongFields(MainWindow &window)
{
    ConnectionDraft draft;
    draft.headers = {{true, u"X Trace"_s, u"1"_s, u"typed"_s, false}};
    draft.plain.protocols = {u"chat room"_s};
    draft.plain.connectTo.host = u"10.0.0.7 80"_s;
    window.findChild<OptionsDrawer *>()->setDraft(draft);
    openDrawer(window, ConnectionDraft::Tab::Request);
    window.connectTo(window.findChild<UrlField *>()->text());
    QTRY_VERIFY(window.findChild<MessageBar *>()->isVisible());
}

// In an environment, whose variables are in the drawer and in the message; one of them has no value.
inline void chooseEnvironment(MainWindow &window)
{
    auto *environments = window.findChild<EnvironmentList *>();
    environments->set({{u"1"_s, u"Staging in Frankfurt"_s, 2, true,
        {{u"user"_s, u"ann"_s, false}, {u"password"_s, u"s3cret"_s, true}, {u"room"_s, u"7"_s, false}}}});
    window.findChild<ConnectionSetup *>()->setEnvironment(u"1"_s);
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"${token}"_s;
    draft.signIn = {true, u"POST"_s, u"https://login.staging.example/oauth2/token"_s,
        {{true, u"Content-Type"_s, u"application/json"_s, {}}},
        uR"({"user": "${user}", "password": "${password}"})"_s,
        {{true, u"token"_s, u"$.access_token"_s, {}}, {true, u"sid"_s, u"token"_s, {}}}};
    window.findChild<OptionsDrawer *>()->setDraft(draft);
    openDrawer(window, ConnectionDraft::Tab::Auth);
    auto *editor = window.findChild<Composer *>()->findChild<QPlainTextEdit *>();
    editor->setPlainText(uR"({"join": "${room}", "as": "${nick}"})"_s);
    window.findChild<Composer *>()->send();
    QTRY_VERIFY(window.findChild<MessageBar *>()->isVisible());
}

inline const std::vector<WindowState> &windowStates()
{
    using Tab = ConnectionDraft::Tab;
    static const std::vector<WindowState> all{
        {"start", Script(),
            [](MainWindow &window, LiveSession &) {
                window.setCaptures(QStringLiteral("Captures without a name are kept for 14 days, 5.0 GiB at "
                                                  "most: 1,234 now, 4.9 GiB. 12 older ones were removed."),
                    QDir::tempPath());
            }},
        {"start with a demo and addresses", Script(),
            [](MainWindow &window, LiveSession &) {
                window.setDemo([] { return Result<QString>(QString()); });
                window.setSessionWindow([](const QString &) { return Result<void>(Done{}); });
                window.setCaptures(
                    u"Captures without a name are kept for 14 days, 5.0 GiB at most: 3 now, 1.2 "
                    u"MiB. 2 interrupted captures were recovered."_s,
                    QDir::tempPath());
                const QDateTime time(QDate(2026, 11, 30), QTime(14, 2));
                window.setRecovered({{u"2026-11-30 13-12-09.framescope"_s, time, 1204},
                    {u"2026-11-29 08-31-40.framescope"_s, time.addDays(-1), 12'331'204}});
                window.findChild<StartPage *>()->setRecent(
                    {u"wss://stage.prices.example:8443/feed/v2?depth=20"_s, u"ws://127.0.0.1:8080/"_s,
                        u"wss://api.example/a/path/that/is/longer/than/the/card/is/wide?and=more"_s});
            }},
        {"connecting", Script().request().until([](auto &) { return false; }),
            [](MainWindow &window, LiveSession &session) {
                QTRY_VERIFY(isState(session, ReadyState::Connecting));
                QTRY_VERIFY(window.findChild<WaitingHint *>()->isVisible());
            }},
        {"silent", Script().accept(),
            [](MainWindow &window, LiveSession &session) {
                QTRY_VERIFY(isState(session, ReadyState::Open));
                if (qEnvironmentVariableIsSet("FRAMESCOPE_PICTURES")) // it takes 5 s
                    QTRY_VERIFY(window.findChild<WaitingHint *>()->isVisible());
            }},
        {"message", lively(), [](MainWindow &window, LiveSession &) { choose(window, 5); }},
        {"nothing matches", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                QTest::keyClicks(window.findChild<FilterBar *>()->findChild<QLineEdit *>(), u"cherry"_s);
                QTRY_VERIFY(window.findChild<NoHits *>()->isVisible());
            }},
        {"hex", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 6);
                window.findChild<DetailArea *>()->setTab(DetailArea::Tab::Hex);
            }},
        {"frame", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<DetailArea *>()->setTab(DetailArea::Tab::Frame);
            }},
        {"frames and columns", lively(),
            [](MainWindow &window, LiveSession &) {
                auto *timeline = window.findChild<TimelinePane *>();
                timeline->setFrames(true);
                ColumnChoice choice;
                for (const TimelineColumn column :
                    {TimelineColumn::Wire, TimelineColumn::Fin, TimelineColumn::Mask})
                    choice[column].shown = true;
                timeline->view()->header()->setChoice(choice);
                choose(window, 8);
            }},
        {"connection", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<DetailArea *>()->setTab(DetailArea::Tab::Connection);
            }},
        {"detail below", lively(),
            [](MainWindow &window, LiveSession &) {
                window.findChild<Panes *>()->setDetailBelow(true);
                choose(window, 5);
            }},
        {"cleared", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<TimelinePane *>()->clearView();
            }},
        {"refused upgrade",
            Script().answer(401, "Unauthorized", R"({"error":"expired"})",
                {{"WWW-Authenticate", "Bearer error=\"invalid_token\""}}),
            [](MainWindow &, LiveSession &session) { QTRY_VERIFY(isState(session, ReadyState::Closed)); }},
        {"lost", Script().accept().text("a").reset(),
            [](MainWindow &, LiveSession &session) { QTRY_VERIFY(isState(session, ReadyState::Closed)); }},
        {"violation", Script().accept().bytes(QByteArray("\xC1\x01x", 3)),
            [](MainWindow &window, LiveSession &session) {
                QTRY_VERIFY(isState(session, ReadyState::Closed));
                choose(window, 5);
            }},
        {"library", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                QTRY_VERIFY(window.findChild<LibraryPreview *>()->isVisible());
            }},
        {"library: name", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                auto *view = window.findChild<LibraryView *>();
                view->editName(view->currentId());
            }},
        {"library: secrets", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                QTest::keyClick(window.findChild<LibraryView *>(), Qt::Key_Return);
                QTRY_COMPARE(window.findChild<MessageBar *>()->findChildren<QPushButton *>().size(), 1);
                window.findChild<ConnectionSetup *>()->setDrawerShown(true);
            }},
        {"library: password", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                auto *view = window.findChild<LibraryView *>();
                Q_EMIT view->fillRequested(view->currentId());
                openDrawer(window, Tab::Auth);
                QTRY_COMPARE(window.findChild<MessageBar *>()->findChildren<QPushButton *>().size(), 1);
            }},
        {"library: folded", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                window.findChild<LibrarySection *>()->setOpen(false);
            }},
        {"library: completed", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                auto *field = window.findChild<UrlField *>();
                field->clear();
                QTest::keyClicks(field, u"e"_s);
            }},
        {"options: request", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Request); }},
        {"options: auth", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Auth); }},
        {"options: protocols", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Protocols); }},
        {"options: tls", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Tls); }},
        {"options: route", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Route); }},
        {"options: behaviour", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Behaviour); }},
        {"tree", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                auto *message = window.findChild<DetailArea *>()->message();
                QTRY_VERIFY(message->forms().contains(PayloadForm::Tree));
                message->setForm(PayloadForm::Tree);
                QTRY_VERIFY(message->tree()->isVisible() && !message->isBusy());
            }},
        {"hex, cut", Script().accept().binary(QByteArray(2 << 20, '\x7f')),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<DetailArea *>()->setTab(DetailArea::Tab::Hex);
                QTRY_VERIFY(window.findChild<DetailArea *>()->hex()->bytes().size() > 0);
            }},
        {"find", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                auto *message = window.findChild<DetailArea *>()->message();
                QTRY_VERIFY(!message->shownText().isEmpty());
                message->find();
                auto *find = message->findChild<FindBar *>();
                find->setNeedle(u"1.08"_s);
                QTRY_COMPARE(find->countText(), u"1 of 1"_s);
            }},
        {"ways to end", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                auto *bar = window.findChild<ConnectionBar *>();
                QTest::mouseClick(bar->findChild<QToolButton *>(u"more"_s), Qt::LeftButton);
                QTRY_VERIFY(QApplication::activePopupWidget());
            }},
        {"certificate", Script().accept(),
            [](MainWindow &window, LiveSession &session) {
                QTRY_VERIFY(isState(session, ReadyState::Closed));
                QTRY_VERIFY(!window.findChild<MessageBar *>()->buttons().isEmpty());
            },
            ScriptedServer::Security::Tls},
        {"disk full", lively(),
            [](MainWindow &window, LiveSession &session) {
                choose(window, 5);
                AppendBatch batch;
                batch.trouble = u"the disk is full"_s;
                Q_EMIT session.appended(batch);
                QVERIFY(window.findChild<MessageBar *>()->isVisible());
            }},
        {"attempts", Script().answer(503, "Service Unavailable"), &reconnect},
        {"find in rows", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<TimelinePane *>()->find()->open();
                auto *bar = window.findChild<TimelinePane *>()->findChild<FindBar *>();
                bar->setNeedle(u"h"_s);
                QTRY_VERIFY(bar->countText().contains(u" of "));
            }},
        {"two connections", lively(),
            [](MainWindow &window, LiveSession &session) {
                choose(window, 4);
                window.findChild<ConnectionControl *>()->duplicate();
                QTRY_VERIFY(session.current() == 2 && isState(session, ReadyState::Open));
                QTRY_VERIFY(session.counters().framesIn >= 5);
            }},
        {"environment", lively(), [](MainWindow &window, LiveSession &) { chooseEnvironment(window); }},
        {"wrong fields", lively(), [](MainWindow &window, LiveSession &) { writeWrongFields(window); }},
    };
    return all;
}

} // namespace framescope::test
