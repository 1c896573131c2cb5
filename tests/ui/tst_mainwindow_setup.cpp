// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What a connection is made with, as its user goes through it in the window.
#include "support/ownsettings.h"
#include "support/scriptedserver.h"
#include "ui/connectionbar.h"
#include "ui/connectioncontrol.h"
#include "ui/connectionsidebar.h"
#include "ui/detailarea.h"
#include "ui/findbar.h"
#include "ui/mainmenu.h"
#include "ui/mainwindow.h"
#include "ui/messageview.h"
#include "ui/optionsdrawer.h"
#include "ui/requestpreview.h"
#include "ui/startpage.h"
#include "ui/urlfield.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;

} // namespace

class TestMainWindowSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aCopiedRequestIsSentAgain();
    void aWrongFieldIsSaidAndNothingIsSent();
    void aChangeAppliesToTheNextConnection();
    void aRefusedLoginIsMended();
    void aCertificateIsAcceptedForItsHost();
    void aFailedAttemptBecomesCurl();
    void aLostConnectionIsMadeAgain();
    void reconnectingCanBeStopped();
    void aKeyStopsReconnecting_data();
    void aKeyStopsReconnecting();
    void aKeyCallsConnectingOff();
    void aSilentEndIsPreventedByPings();
    void keysOpenAndCloseTheDrawer();
    void choosingAConnectionShowsWhatItWasOpenedWith();
    void theStartPageIsReachedByKeys();
    void theStartPageOpensTheDemo();
    void theStartPageOpensRecentOnes();
    void aFileThatCannotBeReadIsSaidAndNothingIsSent();
    void escapeClosesFindBeforeTheDrawer();

private:
    UrlField *urlField() const { return m_window->findChild<UrlField *>(); }
    BadgeState state() const { return m_window->findChild<ConnectionBar *>()->state(); }
    MessageBar *messageBar() const { return m_window->findChild<MessageBar *>(); }
    OptionsDrawer *drawer() const { return m_window->findChild<OptionsDrawer *>(); }
    QLineEdit *field(const QString &name) const
    {
        for (auto *edit : drawer()->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == name)
                return edit;
        }
        return nullptr;
    }
    void typeInto(const QString &name, const QString &text)
    {
        QVERIFY2(field(name), qPrintable(name));
        QTest::keyClicks(field(name), text);
    }
    void connectTo(const QString &url)
    {
        urlField()->clear();
        QTest::keyClicks(urlField(), url);
        QTest::keyClick(urlField(), Qt::Key_Return);
    }
    void paste(const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        urlField()->selectAll();
        QTest::keySequence(urlField(), QKeySequence::Paste);
    }
    void reconnectAfter(int milliseconds)
    {
        ConnectionDraft draft;
        draft.plain.reconnect.on = true;
        draft.plain.reconnect.delay = milliseconds;
        draft.plain.reconnect.maxDelay = milliseconds;
        drawer()->setDraft(draft);
    }
    void clickAction(const QString &action)
    {
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

    test::OwnSettings m_settings;
    QTemporaryDir m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_number = 0;
};

void TestMainWindowSetup::init()
{
    QSettings().clear();
    auto session = LiveSession::create(m_folder.filePath(u"%1.framescope"_s.arg(++m_number)));
    QVERIFY2(session, qPrintable(session ? QString() : session.error().toString()));
    m_session = std::move(session).value();
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindowSetup::cleanup()
{
    m_window.reset();
    m_session.reset();
}

void TestMainWindowSetup::aCopiedRequestIsSentAgain()
{
    ScriptedServer server(Script().accept());
    paste(u"curl '%1' \\\n  -H 'Origin: https://app.example' \\\n  -H 'Cookie: sid=1; theme=dark' \\\n"
          u"  -H 'X-Trace: 7' --data-raw x"_s.arg(server.url(u"/feed"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(
        messageBar()->text().contains(u"Taken from curl: 1 header, 2 cookies, Origin."), Patience);
    QVERIFY2(messageBar()->text().contains(u"--data-raw"), qPrintable(messageBar()->text()));
    QTest::keyClick(urlField(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    const HttpHead &request = server.connection().request();
    QCOMPARE(request.startLine, QByteArray("GET /feed HTTP/1.1"));
    QCOMPARE(request.value("Origin").value_or(""), QByteArray("https://app.example"));
    QCOMPARE(request.value("Cookie").value_or(""), QByteArray("sid=1; theme=dark"));
    QCOMPARE(request.value("X-Trace").value_or(""), QByteArray("7"));
}

void TestMainWindowSetup::aWrongFieldIsSaidAndNothingIsSent()
{
    ScriptedServer server(Script().accept());
    typeInto(u"Subprotocols"_s, u"chat, chat"_s);
    connectTo(server.url());
    QVERIFY2(messageBar()->text().contains(u"\"chat\" is given twice"), qPrintable(messageBar()->text()));
    QVERIFY(drawer()->isVisible());
    QCOMPARE(drawer()->tab(), ConnectionDraft::Tab::Protocols);
    QCOMPARE(m_session->current(), 0);
    field(u"Subprotocols"_s)->clear();
    typeInto(u"Subprotocols"_s, u"chat"_s);
    connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    QCOMPARE(server.connectionCount(), 1);
}

void TestMainWindowSetup::aChangeAppliesToTheNextConnection()
{
    ScriptedServer server(Script().accept().echo());
    connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    typeInto(u"User-Agent"_s, u"Me/1"_s);
    QVERIFY2(messageBar()->text().startsWith(u"Applies to the next connection."),
        qPrintable(messageBar()->text()));
    QCOMPARE(state(), BadgeState::Open);
    clickAction(u"reconnect-now"_s);
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 2, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(server.connection(1).hasRequest(), Patience);
    QVERIFY(!server.connection(0).request().value("User-Agent"));
    QCOMPARE(server.connection(1).request().value("User-Agent").value_or(""), QByteArray("Me/1"));
}

void TestMainWindowSetup::aRefusedLoginIsMended()
{
    ScriptedServer server(
        Script().answer(401, "Unauthorized", "no", {{"WWW-Authenticate", "Bearer realm=\"x\""}}));
    connectTo(server.url());
    clickAction(u"edit-auth"_s);
    QVERIFY(drawer()->isVisible());
    QCOMPARE(drawer()->tab(), ConnectionDraft::Tab::Auth);
    ConnectionDraft draft = drawer()->draft();
    draft.auth = ConnectionDraft::Auth::Bearer;
    drawer()->setDraft(draft);
    typeInto(u"Token"_s, u"t0ken"_s);
    server.setScript(Script().accept());
    QTest::keyClick(urlField(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    QCOMPARE(server.connection(1).request().value("Authorization").value_or(""), QByteArray("Bearer t0ken"));
}

void TestMainWindowSetup::aCertificateIsAcceptedForItsHost()
{
    ScriptedServer server(Script().accept().echo(), ScriptedServer::Security::Tls);
    connectTo(server.url());
    clickAction(u"accept-host"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    QVERIFY(!field(u"Accepted for this host"_s)->text().isEmpty());
    QTest::keyClick(m_window.get(), Qt::Key_F5); // once more: nobody is asked
    QTRY_VERIFY_WITH_TIMEOUT(m_session->current() == 3 && state() == BadgeState::Open, Patience);
    field(u"Accepted for this host"_s)->selectAll();
    QTest::keyClick(field(u"Accepted for this host"_s), Qt::Key_Delete);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Failed, Patience);
}

void TestMainWindowSetup::aFailedAttemptBecomesCurl()
{
    ScriptedServer server(Script().answer(401, "Unauthorized"));
    connectTo(server.url(u"/x"_s));
    clickAction(u"copy-curl"_s);
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(command.startsWith(
                 u"curl --include --no-buffer --http1.1 'http://127.0.0.1:%1/x' \\\n"_s.arg(server.port())),
        qPrintable(command));
    QVERIFY2(command.contains(u"--header 'Upgrade: websocket'"), qPrintable(command));
}

void TestMainWindowSetup::aLostConnectionIsMadeAgain()
{
    ScriptedServer server(Script().accept().end());
    reconnectAfter(50);
    connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(server.connectionCount() >= 2, Patience);
    server.setScript(Script().accept().text("back"));
    QTRY_VERIFY_WITH_TIMEOUT(state() == BadgeState::Open && m_session->counters().framesIn > 0, Patience);
    QCOMPARE(m_session->current(), server.connectionCount()); // the bar speaks to the newest attempt
    QCOMPARE(m_session->facts().first, ConnectionId(1));
}

void TestMainWindowSetup::reconnectingCanBeStopped()
{
    ScriptedServer server(Script().accept().end());
    reconnectAfter(600'000);
    connectTo(server.url());
    QTRY_VERIFY2_WITH_TIMEOUT(messageBar()->text().contains(u"Another attempt follows by itself."),
        qPrintable(messageBar()->text()), Patience);
    clickAction(u"attempt-now"_s);
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 2, Patience);
    clickAction(u"stop-reconnecting"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(
        !messageBar()->text().contains(u"follows by itself"), qPrintable(messageBar()->text()), Patience);
    QVERIFY(!m_session->facts().nextAttemptNs);
}

void TestMainWindowSetup::aKeyStopsReconnecting_data()
{
    QTest::addColumn<bool>("withKey");
    QTest::newRow("Shift+F5") << true;
    QTest::newRow("the button") << false;
}

void TestMainWindowSetup::aKeyStopsReconnecting()
{
    QFETCH(const bool, withKey);
    ScriptedServer server(Script().accept().end());
    reconnectAfter(600'000);
    connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().nextAttemptNs, Patience);
    messageBar()->findChild<QToolButton *>()->click(); // hidden: it is no longer the way out
    QVERIFY(!messageBar()->isVisible());
    auto *menu = m_window->findChild<MainMenu *>();
    QCOMPARE(menu->disconnectNow->text(), u"Stop reconnecting"_s);
    auto *button = m_window->findChild<ConnectionBar *>()->findChild<QPushButton *>();
    QCOMPARE(button->text(), u"Cancel"_s);
    if (withKey)
        QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ShiftModifier);
    else
        QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->facts().nextAttemptNs, Patience);
    QVERIFY(!menu->disconnectNow->isEnabled());
    QCOMPARE(button->text(), u"Connect"_s);
    QCOMPARE(server.connectionCount(), 1);
}

void TestMainWindowSetup::aKeyCallsConnectingOff()
{
    ScriptedServer server{Script()}; // says nothing
    connectTo(server.url());
    QCOMPARE(state(), BadgeState::Connecting);
    auto *menu = m_window->findChild<MainMenu *>();
    QCOMPARE(menu->disconnectNow->text(), u"Cancel connecting"_s);
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 1, Patience);
    QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Failed, Patience);
    QVERIFY(!menu->disconnectNow->isEnabled());
}

void TestMainWindowSetup::aSilentEndIsPreventedByPings()
{
    ScriptedServer server(Script().accept().end());
    connectTo(server.url());
    clickAction(u"ping-regularly"_s);
    QCOMPARE(drawer()->tab(), ConnectionDraft::Tab::Behaviour);
    QCOMPARE(drawer()->draft().plain.keepalive.interval, 25'000);
}

void TestMainWindowSetup::keysOpenAndCloseTheDrawer()
{
    QVERIFY(!drawer()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(drawer()->isVisible());
    connectTo(u"ws://nobody.example/y#x"_s); // refused at once
    QTest::keyClick(field(u"Origin"_s), Qt::Key_Escape);
    QVERIFY(!drawer()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(drawer()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!drawer()->isVisible());
}

void TestMainWindowSetup::choosingAConnectionShowsWhatItWasOpenedWith()
{
    ScriptedServer first(Script().accept().end());
    ScriptedServer second(Script().accept().end());
    typeInto(u"User-Agent"_s, u"First/1"_s);
    connectTo(first.url());
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Closed, Patience);
    QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY2(messageBar()->text().startsWith(u"A new connection begins with the defaults."),
        qPrintable(messageBar()->text()));
    typeInto(u"User-Agent"_s, u"Second/1"_s);
    connectTo(second.url());
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Closed, Patience);
    m_window->findChild<ConnectionSidebar *>()->choose(1);
    QCOMPARE(urlField()->text(), first.url());
    QCOMPARE(field(u"User-Agent"_s)->text(), u"First/1"_s);
    clickAction(u"reconnect"_s);
    QTRY_VERIFY_WITH_TIMEOUT(first.connectionCount() == 2 && first.connection(1).hasRequest(), Patience);
    QCOMPARE(first.connection(1).request().value("User-Agent").value_or(""), QByteArray("First/1"));
}

void TestMainWindowSetup::aFileThatCannotBeReadIsSaidAndNothingIsSent()
{
    ScriptedServer server(Script().accept());
    typeInto(u"Client certificate"_s, u"/no/such/client.pem"_s);
    QTest::keyClick(field(u"Client certificate"_s), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!drawer()->isReading(), Patience);
    connectTo(server.url());
    QVERIFY2(messageBar()->text().startsWith(u"\"/no/such/client.pem\" cannot be read"),
        qPrintable(messageBar()->text()));
    QCOMPARE(drawer()->tab(), ConnectionDraft::Tab::Tls);
    QCOMPARE(m_session->current(), 0);
    QCOMPARE(server.connectionCount(), 0);
}

void TestMainWindowSetup::theStartPageIsReachedByKeys()
{
    m_window->setDemo([] { return u"ws://127.0.0.1:1/"_s; });
    m_window->activateWindow();
    urlField()->setFocus();
    const auto *page = m_window->findChild<StartPage *>();
    for (int i = 0; i < 5 && !page->isAncestorOf(m_window->focusWidget()); ++i)
        QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(page->isAncestorOf(m_window->focusWidget()));
    const auto *button = qobject_cast<QPushButton *>(m_window->focusWidget());
    QVERIFY(button);
    QCOMPARE(button->text(), u"Try the demo"_s);
}

void TestMainWindowSetup::theStartPageOpensTheDemo()
{
    ScriptedServer server(Script().accept());
    auto *page = m_window->findChild<StartPage *>();
    QVERIFY(page->findChild<QLabel *>()->text().startsWith(
        u"Paste a ws:// or wss:// address, or a curl command, above."));
    auto *demo = page->findChild<QPushButton *>(u"try-demo"_s);
    QVERIFY(!demo->isVisible()); // none is known
    m_window->setDemo([&] { return server.url(); });
    QVERIFY(demo->isVisible());
    QTest::mouseClick(demo, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!page->isVisible(), Patience);
    QVERIFY(AddressHistory().addresses().isEmpty()); // it is gone with the program
}

void TestMainWindowSetup::theStartPageOpensRecentOnes()
{
    ScriptedServer server(Script().accept());
    QSettings().setValue(u"connection/history"_s, QStringList{u"ws://127.0.0.1:1/"_s, server.url(u"/a"_s)});
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    const QList<QPushButton *> buttons = m_window->findChild<StartPage *>()->findChildren<QPushButton *>();
    const auto recent = std::find_if(buttons.begin(), buttons.end(),
        [&](const QPushButton *button) { return button->toolTip() == server.url(u"/a"_s); });
    QVERIFY(recent != buttons.end());
    QTest::mouseClick(*recent, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(state(), BadgeState::Open, Patience);
    QCOMPARE(server.connection().request().startLine, QByteArray("GET /a HTTP/1.1"));
    QCOMPARE(AddressHistory().addresses().first(), server.url(u"/a"_s));
}

void TestMainWindowSetup::escapeClosesFindBeforeTheDrawer()
{
    auto *detail = m_window->findChild<DetailArea *>();
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    detail->find();
    QWidget *origin = field(u"Origin"_s);
    origin->setFocus();
    QTest::keyClick(origin, Qt::Key_Escape);
    QVERIFY(detail->message()->findBar()->isHidden());
    QVERIFY(drawer()->isVisible());
    QVERIFY(origin->hasFocus()); // the keyboard stays where it is
    QTest::keyClick(origin, Qt::Key_Escape);
    QVERIFY(!drawer()->isVisible());
}

QTEST_MAIN(TestMainWindowSetup)
#include "tst_mainwindow_setup.moc"
