// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ownsettings.h"
#include "support/patience.h"
#include "support/responsiveness.h"
#include "support/scriptedserver.h"
#include "support/serverthread.h"
#include "ui/composer.h"
#include "ui/connectionbar.h"
#include "ui/connectionsidebar.h"
#include "ui/connectionview.h"
#include "ui/detailarea.h"
#include "ui/hexview.h"
#include "ui/look.h"
#include "ui/mainwindow.h"
#include "ui/messageview.h"
#include "ui/panes.h"
#include "ui/startpage.h"
#include "ui/statusbar.h"
#include "ui/theme.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"
#include "ui/urlfield.h"
#include "ui/waitinghint.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using framescope::test::Script;
using framescope::test::ScriptedConnection;
using framescope::test::ScriptedServer;
using framescope::test::ServerThread;

namespace {

constexpr int Patience = 20'000;

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void connectSendLookDisconnect();
    void wrongAddressIsSaidAtTheField_data();
    void wrongAddressIsSaidAtTheField();
    void refusedUpgradeIsExplained();
    void nothingListens();
    void connectAndSend();
    void keyboardReachesAllPanes();
    void acceptsACertificateOnce();
    void followsARedirectWhenAsked();
    void removesAFragmentWhenAsked();
    void saysThatRecordingWaits();
    void saysThatReceivingIsPaused();
    void endsAsChosen_data();
    void endsAsChosen();
    void copiesWhatIsNotLoaded();
    void remembersItsShape();
    void remembersTheTheme();
    void fitsTheScreen();
    void textGrows();
    void twoConnectionsAtOnce();
    void anotherWindowWhenThereIsAWay();
    void connectionsBesideEachOther();
    void sidebarOpensAndCloses();
    void staysResponsiveInAFlood();
    void disconnectsInAFlood();

private:
    ConnectionSidebar *sidebar() const { return m_window->findChild<ConnectionSidebar *>(); }
    UrlField *urlField() const { return m_window->findChild<UrlField *>(); }
    StateBadge *badge() const { return m_window->findChild<StateBadge *>(); }
    TimelinePane *timeline() const { return m_window->findChild<TimelinePane *>(); }
    DetailArea *detail() const { return m_window->findChild<DetailArea *>(); }
    MessageBar *messageBar() const { return m_window->findChild<MessageBar *>(); }
    QPlainTextEdit *editor() const
    {
        return m_window->findChild<Composer *>()->findChild<QPlainTextEdit *>();
    }
    // Clicks the message bar's button for that action, once it is there.
    void clickAction(const char *name)
    {
        const QString action = QString::fromLatin1(name);
        const auto button = [&]() -> QPushButton * {
            for (QPushButton *candidate : messageBar()->buttons()) {
                if (candidate->objectName() == action)
                    return candidate;
            }
            return nullptr;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(button(), qPrintable(messageBar()->text()), Patience);
        QTest::mouseClick(button(), Qt::LeftButton);
    }
    void showAgain()
    {
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void type(const QString &url)
    {
        urlField()->clear();
        QTest::keyClicks(urlField(), url);
        QTest::keyClick(urlField(), Qt::Key_Return);
    }
    // The newest row of that direction whose preview is `text`; 0 if there is none.
    RowId findRow(Direction direction, const QByteArray &text) const
    {
        TimelineModel &model = *timeline()->model();
        for (RowId id = model.lastId(); id > 0; --id) {
            const Row *row = model.rowAt(id);
            if (row && row->kind == RowKind::Frame && row->direction == direction && row->preview == text)
                return id;
        }
        return 0;
    }

    test::OwnSettings m_settings;
    QTemporaryDir m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_number = 0;
};

void TestMainWindow::init()
{
    QSettings().clear();
    auto session = LiveSession::create(m_folder.filePath(QStringLiteral("%1.framescope").arg(++m_number)));
    QVERIFY2(session, qPrintable(session ? QString() : session.error().toString()));
    m_session = std::move(session).value();
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->show();
    m_window->activateWindow(); // its shortcuts work
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_session.reset();
}

// The purpose of the first window, as its user goes through it.
void TestMainWindow::connectSendLookDisconnect()
{
    ScriptedServer server(Script().accept().echo());
    QVERIFY(m_window->findChild<StartPage *>()->isVisible());
    QVERIFY(messageBar()->isHidden());

    type(server.url().mid(5)); // without ws://
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    QVERIFY(timeline()->isVisible());
    QVERIFY(messageBar()->isHidden());

    const QByteArray json = R"({"b":1.10,"a":12345678901234567890})";
    editor()->setFocus();
    QTest::keyClicks(editor(), QString::fromUtf8(json));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ClientToServer, json) != 0, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, json) != 0, Patience);

    timeline()->setCurrentRow(findRow(Direction::ServerToClient, json));
    QTRY_COMPARE_WITH_TIMEOUT(detail()->message()->shownText(),
        QByteArray("{\n  \"b\": 1.10,\n  \"a\": 12345678901234567890\n}"), Patience);
    detail()->setTab(DetailArea::Tab::Hex);
    QCOMPARE(detail()->hex()->bytes(), json);
    detail()->setTab(DetailArea::Tab::Connection);
    const QString about = detail()->connection()->toPlainText();
    QVERIFY2(about.contains(u"GET / HTTP/1.1"), qPrintable(about));
    QVERIFY2(about.contains(u"101"), qPrintable(about));
    QVERIFY2(m_window->findChild<StatusBar *>()->text().contains(u"REC "), "status");

    QTest::mouseClick(m_window->findChild<ConnectionBar *>()->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Closed, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(detail()->connection()->toPlainText().contains(u"CLOSED"), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(server.connection().close().has_value(), Patience);
    QCOMPARE(server.connection().close()->code, std::optional<quint16>(1000));
    QVERIFY2(messageBar()->isHidden(), qPrintable(messageBar()->text())); // it was asked for
}

void TestMainWindow::wrongAddressIsSaidAtTheField_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("character");
    const auto row = [](const char *name, const char *url, const char *what, int character) {
        QTest::newRow(name) << QString::fromLatin1(url) << QString::fromLatin1(what) << character;
    };
    row("fragment", "ws://127.0.0.1:1/#room", "A WebSocket address cannot contain \"#room\"", 18);
    row("scheme", "ftp://127.0.0.1/", "\"ftp:\" does not begin a WebSocket address", 1);
    row("space", "ws://foo bar.com/", "A host name cannot contain a space", 9);
    row("empty host", "ws://:80/", "The address names no host", 6);
    row("port", "ws://127.0.0.1:99999/", "Port 99999 is too big", 16);
}

void TestMainWindow::wrongAddressIsSaidAtTheField()
{
    QFETCH(QString, url);
    QFETCH(QString, what);
    QFETCH(int, character);
    type(url);
    QVERIFY(urlField()->hasError());
    QCOMPARE(urlField()->errorPosition(), character - 1);
    QVERIFY(!messageBar()->isHidden());
    QVERIFY2(messageBar()->text().contains(what), qPrintable(messageBar()->text()));
    QVERIFY2(
        messageBar()->text().contains(u"character %1"_s.arg(character)), qPrintable(messageBar()->text()));
    QCOMPARE(m_session->current(), 0); // nothing is recorded
    QTest::keyClick(urlField(), Qt::Key_Backspace);
    QVERIFY(!urlField()->hasError());
    QVERIFY(messageBar()->isHidden());
}

void TestMainWindow::refusedUpgradeIsExplained()
{
    ScriptedServer server(
        Script().answer(401, "Unauthorized", "{\"error\":\"expired\"}", {{"WWW-Authenticate", "Bearer"}}));
    type(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Failed, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!messageBar()->isHidden(), Patience);
    QVERIFY2(messageBar()->text().contains(u"401"), qPrintable(messageBar()->text()));
    detail()->setTab(DetailArea::Tab::Connection);
    QVERIFY(detail()->connection()->toPlainText().contains(u"{\"error\":\"expired\"}"));
}

void TestMainWindow::nothingListens()
{
    quint16 port = 0;
    {
        const ScriptedServer gone{Script()};
        port = gone.port();
    }
    type(QStringLiteral("127.0.0.1:%1").arg(port));
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Failed, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(messageBar()->text().contains(u"Nothing listens"), Patience);
    QCOMPARE(messageBar()->notice().tone, Notice::Tone::Error);
}

void TestMainWindow::connectAndSend()
{
    ScriptedServer server(Script().accept().echo());
    m_window->findChild<ConnectionBar *>()->setUrl(server.url());
    QTest::keyClick(urlField(), Qt::Key_End);
    QTest::keyClicks(urlField(), QStringLiteral("x"));
    QTest::keyClicks(editor(), QStringLiteral("first"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, "first") != 0, Patience);
    QCOMPARE(badge()->state(), BadgeState::Open);
}

void TestMainWindow::keyboardReachesAllPanes()
{
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(urlField()->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(editor()->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(detail()->isAncestorOf(m_window->focusWidget()));
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::AltModifier);
    QCOMPARE(detail()->tab(), DetailArea::Tab::Hex);
    Composer *composer = m_window->findChild<Composer *>();
    QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(composer->isFolded());
    QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(!detail()->isVisible());
}

void TestMainWindow::acceptsACertificateOnce()
{
    ScriptedServer server(
        Script().accept().text("secret"), ScriptedServer::Security::Tls, QStringLiteral("selfsigned.pem"));
    type(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Failed, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(messageBar()->notice().what,
        QStringLiteral("The certificate is signed by nobody but itself."), Patience);
    clickAction("accept-once");
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, "secret") != 0, Patience);

    type(server.url()); // the next attempt is as strict as the first
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Failed, Patience);
}

void TestMainWindow::followsARedirectWhenAsked()
{
    ScriptedServer target(Script().accept().text("here"));
    ScriptedServer server(
        Script().answer(302, "Found", {}, {{"Location", target.url(QStringLiteral("/new")).toLatin1()}}));
    type(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Failed, Patience);
    QCOMPARE(target.connectionCount(), 0); // not without being asked
    clickAction("connect-location");
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    QCOMPARE(target.connection().verdict().target, QByteArray("/new"));
    QCOMPARE(m_window->findChild<ConnectionBar *>()->url(), target.url(QStringLiteral("/new")));
}

void TestMainWindow::removesAFragmentWhenAsked()
{
    ScriptedServer server(Script().accept());
    type(server.url(QStringLiteral("/chat#room1")));
    QCOMPARE(m_session->current(), 0);
    clickAction("remove-fragment");
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    QCOMPARE(server.connection().verdict().target, QByteArray("/chat"));
}

void TestMainWindow::saysThatRecordingWaits()
{
    AppendBatch batch;
    batch.trouble = QStringLiteral("the disk is full");
    Q_EMIT m_session->appended(batch);
    QCOMPARE(messageBar()->notice().what, QStringLiteral("Recording waits: the disk is full."));
    QCOMPARE(messageBar()->notice().tone, Notice::Tone::Warning);
    QVERIFY(!messageBar()->isHidden());
    Q_EMIT m_session->appended({});
    QVERIFY(messageBar()->isHidden());
}

void TestMainWindow::saysThatReceivingIsPaused()
{
    ScriptedServer server(Script().accept().awaitMessages(1).text("held back"));
    type(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    QTest::keyClick(m_window.get(), Qt::Key_F7, Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(messageBar()->notice().what, QStringLiteral("Receiving is paused."), Patience);
    m_session->sendText(QStringLiteral("go on"));
    QTRY_VERIFY_WITH_TIMEOUT(server.connection().isScriptOver(), Patience);
    QCOMPARE(findRow(Direction::ServerToClient, "held back"), RowId(0));
    clickAction("resume");
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, "held back") != 0, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(messageBar()->isHidden(), Patience);
}

void TestMainWindow::endsAsChosen_data()
{
    QTest::addColumn<EndRequest::Way>("way");
    QTest::newRow("close handshake") << EndRequest::Way::CloseHandshake;
    QTest::newRow("FIN") << EndRequest::Way::Fin;
    QTest::newRow("RST") << EndRequest::Way::Reset;
    QTest::newRow("stop reading") << EndRequest::Way::StopReading;
}

void TestMainWindow::endsAsChosen()
{
    QFETCH(EndRequest::Way, way);
    ScriptedServer server(Script().accept());
    type(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    m_window->findChild<ConnectionBar *>()->popUpMore();
    auto *popover = m_window->findChild<EndPopover *>();
    QVERIFY(popover->isVisible());
    popover->findChild<QButtonGroup *>()->button(int(way))->click();
    popover->findChild<QPushButton *>()->click();
    QVERIFY(!popover->isVisible());
    ScriptedConnection &connection = server.connection();
    if (way == EndRequest::Way::StopReading) {
        QTRY_COMPARE_WITH_TIMEOUT(
            messageBar()->notice().what, QStringLiteral("Receiving is paused."), Patience);
        QCOMPARE(badge()->state(), BadgeState::Open);
        return;
    }
    QTRY_VERIFY_WITH_TIMEOUT(connection.isEnded(), Patience);
    QCOMPARE(connection.isReset(), way == EndRequest::Way::Reset);
    QCOMPARE(connection.close().has_value(), way == EndRequest::Way::CloseHandshake);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState == ReadyState::Closed, Patience);
    QVERIFY2(messageBar()->isHidden(), qPrintable(messageBar()->text())); // it was asked for
}

void TestMainWindow::copiesWhatIsNotLoaded()
{
    const QByteArray large = "[" + QByteArray("1234,").repeated(2000) + "0]";
    ScriptedServer server(Script().accept().text(large).text(large).text("end"));
    type(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, "end") != 0, Patience);
    const RowId last = findRow(Direction::ServerToClient, "end");
    TimelineView *view = timeline()->view();
    const auto copy = [view] {
        for (QAction *action : view->actions()) {
            if (action->shortcut() == QKeySequence(QKeySequence::Copy))
                action->trigger();
        }
    };
    timeline()->setCurrentRow(last - 1);
    copy();
    QTRY_COMPARE_WITH_TIMEOUT(QGuiApplication::clipboard()->text(), QString::fromUtf8(large), Patience);

    view->selectAll();
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    copy();
    auto *status = m_window->findChild<StatusBar *>();
    QTRY_VERIFY2_WITH_TIMEOUT(
        status->said().startsWith(u"Nothing was copied"), qPrintable(status->said()), Patience);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
}

void TestMainWindow::remembersItsShape()
{
    m_window->resize(m_window->minimumWidth(), 740); // high enough for the whole composer
    auto *panes = m_window->findChild<Panes *>();
    panes->setDetailBelow(true);
    panes->setTextSize(13);
    m_window->findChildren<QSplitter *>().first()->setSizes({300, 130});
    const auto sizes = [this] {
        QList<QList<int>> all;
        for (const QSplitter *splitter : m_window->findChildren<QSplitter *>()) {
            if (splitter->isVisible()) // one that is closed has its size when it opens
                all += splitter->sizes();
        }
        return all;
    };
    QCoreApplication::processEvents();
    const auto before = sizes();
    const QSize size = m_window->size();
    m_window->close();
    showAgain();
    panes = m_window->findChild<Panes *>();
    QVERIFY(panes->isDetailBelow());
    QCOMPARE(panes->textSize(), 13);
    QCOMPARE(m_window->size(), size);
    QCOMPARE(sizes(), before);
    panes->setDetailVisible(false);
    showAgain(); // also without being closed
    QVERIFY(!m_window->findChild<Panes *>()->isDetailVisible());
}

void TestMainWindow::remembersTheTheme()
{
    QCOMPARE(rememberedTheme(), ThemeChoice::System);
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (action->text() == u"Dark")
            action->trigger();
    }
    QCOMPARE(rememberedTheme(), ThemeChoice::Dark);
    QTRY_VERIFY(Theme::of(m_window->palette()).dark);
    showAgain();
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        if (action->text() == u"Dark" || action->text() == u"Light")
            QCOMPARE(action->isChecked(), action->text() == u"Dark");
    }
    applyLook(ThemeChoice::Light);
}

void TestMainWindow::fitsTheScreen()
{
    const QRect room = m_window->screen()->availableGeometry();
    QVERIFY2(room.contains(m_window->geometry()), "a window of the default size");
    m_window->setMinimumSize(0, 0);
    m_window->resize(3000, 2000); // of a larger screen, which is gone
    m_window->close();
    showAgain();
    QVERIFY(m_window->width() <= room.width());
    QVERIFY(m_window->height() <= room.height());
}

void TestMainWindow::textGrows()
{
    TimelineView *view = timeline()->view();
    const int normal = view->timelineGeometry().rowHeight;
    const auto press = [this](Qt::Key key) { QTest::keyClick(m_window.get(), key, Qt::ControlModifier); };
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    press(Qt::Key_Plus);
    press(Qt::Key_Plus);
    QVERIFY(view->timelineGeometry().rowHeight > normal);
    for (int i = 0; i < 20; ++i)
        press(Qt::Key_Plus);
    QCOMPARE(view->font().pointSize(), Panes::LargestText);
    for (int i = 0; i < 20; ++i)
        press(Qt::Key_Minus);
    QCOMPARE(view->font().pointSize(), Panes::SmallestText);
    QVERIFY(view->timelineGeometry().rowHeight < normal);
    press(Qt::Key_0);
    QCOMPARE(view->timelineGeometry().rowHeight, normal);
}

// The first goes on while the second is opened; each has its own timeline, and one is spoken to.
void TestMainWindow::twoConnectionsAtOnce()
{
    ScriptedServer first(Script().accept().text("of the first").echo());
    ScriptedServer second(Script().accept().text("of the second").echo());
    type(first.url());
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, "of the first") != 0, Patience);
    type(second.url());
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, "of the second") != 0, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(sidebar()->model()->openCount(), 2, Patience);
    QCOMPARE(m_session->current(), 2);
    const int all = timeline()->model()->rowCount();

    sidebar()->choose(1);
    QCOMPARE(m_session->current(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    QCOMPARE(urlField()->url(), m_session->facts().url);
    QVERIFY(timeline()->model()->rowCount() < all);
    for (int row = 0; row < timeline()->model()->rowCount(); ++row)
        QCOMPARE(timeline()->model()->rowAt(timeline()->model()->idOf(row))->connection, 1);
    m_session->sendText(QStringLiteral("to the first"));
    QTRY_VERIFY_WITH_TIMEOUT(findRow(Direction::ServerToClient, "to the first") != 0, Patience);
    const RowId echo = findRow(Direction::ServerToClient, "to the first");
    QCOMPARE(timeline()->model()->rowAt(echo)->connection, 1);
    QVERIFY(timeline()->model()->rowOf(echo) >= 0); // it came into the view of the first

    m_session->close(1000); // the first; the second stays
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Closed, Patience);
    QTRY_COMPARE(sidebar()->model()->openCount(), 1);
    sidebar()->choose(2);
    QCOMPARE(badge()->state(), BadgeState::Open);
    QVERIFY(messageBar()->isHidden());
    sidebar()->choose(0);
    QCOMPARE(m_session->current(), 2); // all: what is spoken to stays
    QVERIFY(timeline()->model()->rowCount() > all);
    type(second.url()); // the same address again: instead of it
    QTRY_COMPARE_WITH_TIMEOUT(sidebar()->model()->connectionCount(), 3, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(sidebar()->model()->openCount(), 1, Patience);
}

void TestMainWindow::anotherWindowWhenThereIsAWay()
{
    int opened = 0;
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const auto press = [this] {
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    };
    press(); // nobody said how
    m_window->setNewWindow([&opened]() -> Result<void> {
        if (++opened == 1)
            return Done{};
        return Error{QStringLiteral("Another window cannot be opened."), {}, {}};
    });
    press();
    QCOMPARE(opened, 1);
    QVERIFY(messageBar()->isHidden());
    press();
    QCOMPARE(messageBar()->notice().what, QStringLiteral("Another window cannot be opened."));
}

void TestMainWindow::connectionsBesideEachOther()
{
    ScriptedServer server(Script().accept().echo());
    type(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Open, Patience);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(badge()->state(), BadgeState::Idle);
    QVERIFY(urlField()->url().isEmpty());
    QVERIFY(urlField()->hasFocus());
    type(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(sidebar()->model()->openCount(), 2, Patience);
}

void TestMainWindow::sidebarOpensAndCloses()
{
    m_window->resize(1100, 700);
    QTRY_VERIFY(!sidebar()->isVisible()); // too narrow for it
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(sidebar()->isVisible());
    m_window->resize(1300, 700);
    QVERIFY(sidebar()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!sidebar()->isVisible());
    m_window->resize(1100, 700);
    m_window->resize(1300, 700);
    QVERIFY(!sidebar()->isVisible()); // the user closed it
}

// 100,000 messages as fast as the chain takes them, while a timer of one millisecond ticks in the window.
void TestMainWindow::staysResponsiveInAFlood()
{
    constexpr int Messages = 100'000;
    const ServerThread server(Script().accept().then([](ScriptedConnection &connection) {
        QByteArray frame("\x81\x64", 2);
        frame += QByteArray(100, 'x');
        connection.socket().write(frame.repeated(Messages));
    }));
    const test::Responsiveness window;
    QElapsedTimer whole;
    whole.start();
    type(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(timeline()->model()->lastId() >= Messages, 60'000);
    qInfo("%d messages in %lld ms; the window worked at most %.1f ms at a time, longest gap %.1f ms",
        Messages, whole.elapsed(), window.longestWork(), window.longestGap());
    QVERIFY2(window.longestWork() <= 50, qPrintable(QString::number(window.longestWork())));
    QVERIFY2(window.longestGap() <= 500, qPrintable(QString::number(window.longestGap())));
    QVERIFY(timeline()->view()->isFollowing());
}

// However much is on its way: CLOSING is seen at once, and a second press waits for nobody. The limit finds a wait of
// the wrong order on a machine that does other things too; the goal is 200 ms, and what it took is told.
void TestMainWindow::disconnectsInAFlood()
{
    constexpr int AtOnce = 1000; // ms
    const ServerThread server(Script().accept().then([](ScriptedConnection &connection) {
        QByteArray frame("\x81\x64", 2);
        frame += QByteArray(100, 'x');
        connection.socket().write(frame.repeated(1'000'000));
    }));
    type(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(timeline()->model()->lastId() >= 1000, Patience);
    QElapsedTimer pressed;
    pressed.start();
    m_window->findChild<ConnectionBar *>()->activate();
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Closing, Patience);
    const qint64 closing = pressed.restart();
    QVERIFY2(double(closing) <= AtOnce * test::Slowdown, qPrintable(QString::number(closing)));
    m_window->findChild<ConnectionBar *>()->activate();
    QTRY_COMPARE_WITH_TIMEOUT(badge()->state(), BadgeState::Closed, Patience);
    const qint64 closed = pressed.elapsed();
    QVERIFY2(double(closed) <= AtOnce * test::Slowdown, qPrintable(QString::number(closed)));
    qInfo("CLOSING after %lld ms, CLOSED %lld ms after the second press", closing, closed);
    QVERIFY(m_session->facts().closeCode == quint16(1006));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
