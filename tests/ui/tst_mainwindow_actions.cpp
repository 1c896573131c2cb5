// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What the buttons of the message bar do, each beside a server that makes it appear, and what the window says
// while it waits.
#include "support/drivenwindow.h"
#include "support/scriptedserver.h"
#include "ui/connectionview.h"
#include "ui/mainmenu.h"
#include "ui/rememberedpage.h"
#include "ui/settingswindow.h"
#include "ui/statusbar.h"
#include "ui/timelinepane.h"
#include "ui/waitinghint.h"

#include <QClipboard>
#include <QScrollBar>
#include <QTextBlock>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr int Patience = 20'000;
using Security = ScriptedServer::Security;
using Tab = ConnectionDraft::Tab;

} // namespace

class TestMainWindowActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_hands = std::make_unique<DrivenWindow>(); }
    void cleanup() { m_hands.reset(); }

    void showsBodyAndAnotherAddress();
    void showsCertificate();
    void theMenuShowsCertificates();
    void theMenuCopiesDiagnostics();
    void evidenceIsThatOfTheSentence();
    void acceptOnceIsNotKeptForLater();
    void showsLastFrames();
    void waitsLonger();
    void editsAuth();
    void editsProxyLogin();
    void editsTheAddress();
    void followsARedirect();
    void opensTheOptionsThatItIsAbout();
    void resumesReceiving();
    void saysThatThereIsNoAddress();
    void saysWhatItConnectsFor();
    void offersAPingWhileNothingComes();
    void saysWhenTheNextAttemptComes();

private:
    DetailArea *detail() const { return m_hands->find<DetailArea>(); }
    bool isDrawerAt(Tab tab, const QString &focus) const
    {
        const QWidget *widget = m_hands->window().focusWidget();
        return m_hands->drawer()->isVisible() && m_hands->drawer()->tab() == tab && widget
            && widget->accessibleName() == focus;
    }
    QString waiting() const
    {
        const auto *hint = m_hands->find<WaitingHint>();
        return hint->isVisible() ? hint->text() : QString();
    }

    std::unique_ptr<DrivenWindow> m_hands;
};

void TestMainWindowActions::showsBodyAndAnotherAddress()
{
    ScriptedServer server(Script().answer(502, "Bad Gateway", "no backend", {{"Server", "nginx"}}));
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"show-body"_s));
    QCOMPARE(detail()->tab(), DetailArea::Tab::Connection);
    QVERIFY(detail()->isVisible());
    QVERIFY(m_hands->clickAction(u"try-address"_s));
    QVERIFY(isDrawerAt(Tab::Route, u"Connect to address"_s));
    ScriptedServer other(Script().accept());
    m_hands->type(u"Connect to address"_s, u"127.0.0.1:%1"_s.arg(other.port()));
    QVERIFY(m_hands->clickAction(u"reconnect"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->state(), BadgeState::Open, Patience);
    QCOMPARE(other.connection().request().value("Host").value_or(""),
        QByteArray("127.0.0.1:" + QByteArray::number(server.port())));
}

void TestMainWindowActions::showsCertificate()
{
    ScriptedServer server(Script().accept(), Security::Tls);
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"show-certificate"_s));
    QCOMPARE(detail()->tab(), DetailArea::Tab::Connection);
}

void TestMainWindowActions::theMenuShowsCertificates()
{
    const auto *menu = m_hands->find<MainMenu>();
    QVERIFY(!menu->certificates->isEnabled());
    ScriptedServer server(Script().accept(), Security::Tls);
    m_hands->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(menu->certificates->isEnabled(), Patience);
    m_hands->window().resize(1200, 500);
    menu->certificates->trigger();
    QCOMPARE(detail()->tab(), DetailArea::Tab::Connection);
    const auto *page = m_hands->find<ConnectionView>();
    QTRY_VERIFY_WITH_TIMEOUT(page->verticalScrollBar()->value() > 0, Patience); // in sight, not above
    const QTextCursor top = page->cursorForPosition({4, 4});
    QVERIFY2(top.block().text().startsWith(u"TLS") || top.block().next().text().startsWith(u"TLS")
            || page->verticalScrollBar()->value() == page->verticalScrollBar()->maximum(),
        qPrintable(top.block().text()));
    menu->acceptedCertificates->trigger();
    const auto *settings = m_hands->find<SettingsWindow>();
    QVERIFY(settings && settings->isVisible());
    QVERIFY(settings->findChild<RememberedPage *>()->isVisible());
}

void TestMainWindowActions::theMenuCopiesDiagnostics()
{
    m_hands->find<MainMenu>()->diagnostics->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"Framescope "));
    QCOMPARE(m_hands->find<StatusBar>()->said(),
        u"Copied: versions, system and settings; no address and no secret."_s);
}

// Whichever row is chosen, or pinned: the sentence is about the connection that just failed.
void TestMainWindowActions::evidenceIsThatOfTheSentence()
{
    ScriptedServer first(Script().accept().text("of the first"));
    m_hands->connectTo(first.url());
    auto *timeline = m_hands->find<TimelinePane>();
    QTRY_VERIFY_WITH_TIMEOUT(timeline->model()->lastId() >= 5, Patience);
    timeline->setCurrentRow(timeline->lastRowOf(1));
    detail()->setPinned(true);
    QCOMPARE(detail()->connectionId(), 1);
    ScriptedServer second(Script().answer(401, "Unauthorized", "who are you"));
    m_hands->connectTo(second.url());
    QVERIFY(m_hands->clickAction(u"show-exchange"_s));
    const auto *connection = m_hands->find<ConnectionView>();
    QTRY_VERIFY_WITH_TIMEOUT(connection->toPlainText().contains(u"401 Unauthorized"), Patience);
    QVERIFY(!connection->toPlainText().contains(u"101 Switching"));
    QCOMPARE(m_hands->session().current(), 2);
    // And once more with the row of the other one chosen.
    timeline->setCurrentRow(timeline->lastRowOf(1));
    QTRY_COMPARE_WITH_TIMEOUT(detail()->connectionId(), 1, Patience);
    QVERIFY(m_hands->clickAction(u"show-exchange"_s));
    QTRY_COMPARE_WITH_TIMEOUT(detail()->connectionId(), 2, Patience);
    QVERIFY(connection->toPlainText().contains(u"401 Unauthorized"));
}

// "Accept once" is for the attempt that it starts, and not kept for another if that one cannot start.
void TestMainWindowActions::acceptOnceIsNotKeptForLater()
{
    ScriptedServer server(Script().accept(), Security::Tls);
    m_hands->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(m_hands->action(u"accept-once"_s), Patience);
    m_hands->type(u"Connect to address"_s, u"a b"_s);
    QVERIFY(m_hands->clickAction(u"accept-once"_s));
    QCOMPARE(m_hands->session().current(), 1); // nothing was opened
    m_hands->type(u"Connect to address"_s, u"127.0.0.1:%1"_s.arg(server.port()));
    m_hands->connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->session().current(), 2, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->facts().readyState, ReadyState::Closed, Patience);
    QCOMPARE(m_hands->state(), BadgeState::Failed);
}

void TestMainWindowActions::showsLastFrames()
{
    ScriptedServer server(Script().accept().text("one").text("two").end());
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"show-last-frames"_s));
    const auto *timeline = m_hands->find<TimelinePane>();
    QVERIFY(timeline->currentRow() > 0);
    QCOMPARE(timeline->currentRow(), timeline->model()->idOf(timeline->model()->rowCount() - 1));
}

void TestMainWindowActions::waitsLonger()
{
    ScriptedServer server(Script().request());
    m_hands->setNumber(u"101 within"_s, 300);
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"wait-longer"_s));
    QVERIFY(isDrawerAt(Tab::Behaviour, u"101 within"_s));
    QCOMPARE(m_hands->drawer()->draft().plain.timeouts.handshake, 900);
    server.setScript(Script().request().silence(400).accept());
    QVERIFY(m_hands->clickAction(u"reconnect"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->state(), BadgeState::Open, Patience);
}

void TestMainWindowActions::editsAuth()
{
    ScriptedServer server(Script().answer(401, "Unauthorized"));
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"edit-auth"_s));
    QVERIFY(isDrawerAt(Tab::Auth, u"Authorization"_s));
    QVERIFY(m_hands->clickAction(u"show-exchange"_s));
    QCOMPARE(detail()->tab(), DetailArea::Tab::Connection);
}

void TestMainWindowActions::editsProxyLogin()
{
    ScriptedServer proxy(
        Script().bytes("HTTP/1.1 407 Proxy Authentication Required\r\n"
                       "Proxy-Authenticate: Basic realm=\"corp\"\r\nContent-Length: 0\r\n\r\n"));
    m_hands->choose(u"Proxy"_s, u"HTTP"_s);
    m_hands->type(u"Proxy address"_s, u"127.0.0.1:%1"_s.arg(proxy.port()));
    m_hands->connectTo(u"ws://api.example/"_s);
    QVERIFY(m_hands->clickAction(u"proxy-login"_s));
    QVERIFY(isDrawerAt(Tab::Route, u"Proxy user"_s));
}

void TestMainWindowActions::editsTheAddress()
{
    ScriptedServer server(Script().answer(200, "OK", "<p>Hi</p>", {{"Content-Type", "text/html"}}));
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"edit-url"_s));
    QCOMPARE(m_hands->window().focusWidget(), m_hands->find<UrlField>());
    QCOMPARE(m_hands->find<UrlField>()->selectedText(), server.url());
}

void TestMainWindowActions::followsARedirect()
{
    ScriptedServer there(Script().accept());
    ScriptedServer server(Script().answer(302, "Found", {}, {{"Location", there.url(u"/new"_s).toUtf8()}}));
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"connect-location"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->state(), BadgeState::Open, Patience);
    QCOMPARE(there.connection().request().startLine, "GET /new HTTP/1.1");
}

void TestMainWindowActions::opensTheOptionsThatItIsAbout()
{
    ScriptedServer server(Script().accept().bytes(QByteArray("\xC1\x01x", 3)).awaitClose());
    m_hands->connectTo(server.url());
    QVERIFY(m_hands->clickAction(u"edit-options"_s));
    QVERIFY(isDrawerAt(Tab::Behaviour, u"Violations"_s));
}

void TestMainWindowActions::resumesReceiving()
{
    ScriptedServer server(Script().accept().awaitMessages(1).text("answer"));
    m_hands->connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->state(), BadgeState::Open, Patience);
    QTest::keyClick(&m_hands->window(), Qt::Key_F7, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(m_hands->message().startsWith(u"Receiving is paused."), Patience);
    m_hands->session().sendText(u"go"_s);
    QVERIFY(m_hands->clickAction(u"resume"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_hands->session().counters().framesIn, 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_hands->message().isEmpty(), Patience);
}

void TestMainWindowActions::saysThatThereIsNoAddress()
{
    m_hands->window().findChild<DetailArea *>()->setFocus();
    QTest::keyClick(&m_hands->window(), Qt::Key_F5);
    QCOMPARE(m_hands->message(),
        u"There is no address to connect to. Type or paste a ws:// or wss:// address above, or a curl, wscat "
        u"or "
        "websocat command."_s);
    QVERIFY(m_hands->find<UrlField>()->hasFocus());
    QTest::keyClicks(m_hands->find<UrlField>(), u"h"_s);
    QCOMPARE(m_hands->message(), QString());
}

void TestMainWindowActions::saysWhatItConnectsFor()
{
    ScriptedServer server(Script().request());
    m_hands->connectTo(server.url());
    QTRY_VERIFY2_WITH_TIMEOUT(
        waiting().contains(u"waiting for 101 \u2026 1."), qPrintable(waiting()), Patience);
    QVERIFY2(waiting().startsWith(u"Address ") && waiting().contains(u", TCP "), qPrintable(waiting()));
}

void TestMainWindowActions::offersAPingWhileNothingComes()
{
    ScriptedServer server(Script().accept());
    m_hands->connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(waiting(), u"Open for 5 s. Nothing received yet."_s, Patience);
    auto *button = m_hands->find<WaitingHint>()->findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(server.connection().pings(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(waiting(), QString(), Patience); // the pong is something
}

void TestMainWindowActions::saysWhenTheNextAttemptComes()
{
    ScriptedServer server(Script().accept().end());
    ConnectionDraft draft;
    draft.plain.reconnect.on = true;
    draft.plain.reconnect.delay = 60'000;
    draft.plain.reconnect.maxDelay = 60'000;
    draft.plain.reconnect.jitter = 0;
    m_hands->drawer()->setDraft(draft);
    m_hands->connectTo(server.url());
    QTRY_VERIFY2_WITH_TIMEOUT(
        waiting().startsWith(u"Next attempt in "), qPrintable(m_hands->message()), Patience);
    QVERIFY(!waiting().contains(u"0 ms"));
    QTest::keyClick(&m_hands->window(), Qt::Key_F5, Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(waiting(), QString(), Patience);
}

QTEST_MAIN(TestMainWindowActions)
#include "tst_mainwindow_actions.moc"
