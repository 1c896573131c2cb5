// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scriptedserver.h"
#include "ui/composer.h"
#include "ui/connectionbar.h"
#include "ui/connectioncontrol.h"
#include "ui/connectionsetup.h"
#include "ui/livesession.h"
#include "ui/messageactions.h"
#include "ui/optionsdrawer.h"

#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;

} // namespace

class TestConnectionControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void theSameAddressAgainIsInsteadOfIt();
    void anotherAddressIsBeside();
    void theSameAddressIsBesideWhenAsked();
    void copiesAreOpenedAtOnce();
    void copiesEndWithTheFirstThatIsRefused();
    void anewNothingIsSpokenTo();
    void sendingOpensFirst();
    void whatIsRefusedEndsNothing();
    void theNewestAddressesAreKept();
    void secretsAreNotKept();
    void aChosenConnectionBringsItsOptions();
    void itsAttemptsShareThem();
    void itsQueryIsNotDoubled();
    void whatIsTypedForAnotherIsNotForIt();
    void aDuplicateTakesItsOptions();
    void anewNothingIsCarriedOver();
    void aRedirectToAnotherServerTakesNoLogin();

private:
    void connectWithToken(const QString &url, const QString &token)
    {
        ConnectionDraft draft;
        draft.auth = ConnectionDraft::Auth::Bearer;
        draft.token = token;
        m_drawer->setDraft(draft);
        m_control->connectTo(url);
    }
    // As the sidebar does.
    void choose(ConnectionId id)
    {
        m_session->setCurrent(id);
        m_control->showCurrent();
    }
    static QByteArray tokenIn(ScriptedServer &server, int connection)
    {
        return server.connection(connection).request().value("Authorization").value_or("none");
    }

    bool isOpen(ConnectionId id) const { return m_session->factsOf(id).readyState == ReadyState::Open; }
    bool isClosed(ConnectionId id) const { return m_session->factsOf(id).readyState == ReadyState::Closed; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<ConnectionBar> m_bar;
    std::unique_ptr<OptionsDrawer> m_drawer;
    EnvironmentList m_environments;
    std::unique_ptr<ConnectionSetup> m_setup;
    std::unique_ptr<ConnectionControl> m_control;
    std::unique_ptr<MessageActions> m_actions;
};

void TestConnectionControl::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestConnectionControl::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    auto session = LiveSession::create(m_folder->filePath(u"session.framescope"_s));
    QVERIFY(session);
    m_session = std::move(session).value();
    m_bar = std::make_unique<ConnectionBar>();
    m_drawer = std::make_unique<OptionsDrawer>();
    m_setup = std::make_unique<ConnectionSetup>(*m_bar, *m_drawer, m_environments);
    m_control = std::make_unique<ConnectionControl>(*m_session, *m_bar, *m_setup);
    m_actions = std::make_unique<MessageActions>();
    m_control->declare(*m_actions);
    m_setup->declare(*m_actions, [] { return EndCause::None; });
}

void TestConnectionControl::cleanup()
{
    m_control.reset();
    m_setup.reset();
    m_drawer.reset();
    m_bar.reset();
    m_session.reset();
}

void TestConnectionControl::theSameAddressAgainIsInsteadOfIt()
{
    ScriptedServer server(Script().accept().awaitClose().close({1000, {}}));
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    m_control->connectTo(server.url().chopped(1)); // the path is empty
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(1) && isOpen(2), Patience);
    QCOMPARE(m_session->current(), 2);
}

void TestConnectionControl::anotherAddressIsBeside()
{
    ScriptedServer first(Script().accept());
    ScriptedServer second(Script().accept());
    m_control->connectTo(first.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    m_control->connectTo(second.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    QVERIFY(isOpen(1));
    QCOMPARE(m_session->current(), 2);
}

void TestConnectionControl::theSameAddressIsBesideWhenAsked()
{
    ScriptedServer server(Script().accept());
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    QCOMPARE(m_control->openBeside(server.url()), 1);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    QVERIFY(isOpen(1));
}

void TestConnectionControl::copiesAreOpenedAtOnce()
{
    ScriptedServer server(Script().accept());
    m_bar->setUrl(server.url());
    QSignalSpy opened(m_control.get(), &ConnectionControl::opened);
    QCOMPARE(m_control->openBeside(m_bar->url(), 12), 12);
    QCOMPARE(opened.count(), 12);
    for (ConnectionId id = 1; id <= 12; ++id)
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(id), Patience);
    QCOMPARE(m_session->current(), 12);
    QCOMPARE(AddressHistory().addresses(), QStringList{server.url()});
}

void TestConnectionControl::copiesEndWithTheFirstThatIsRefused()
{
    QSignalSpy refused(m_control.get(), &ConnectionControl::refused);
    QCOMPARE(m_control->openBeside(u"ws://localhost/#room"_s, 12), 0);
    QCOMPARE(refused.count(), 1);
    QVERIFY(refused.first().first().value<Notice>().actions.contains(u"remove-fragment"_s));
}

void TestConnectionControl::anewNothingIsSpokenTo()
{
    ScriptedServer server(Script().accept());
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    QSignalSpy facts(m_session.get(), &LiveSession::factsChanged);
    m_control->beginAnew();
    QCOMPARE(m_session->current(), 0);
    QCOMPARE(facts.last().first().value<ConnectionFacts>().id, 0);
    QVERIFY(m_bar->url().isEmpty());
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    QVERIFY(isOpen(1));
}

void TestConnectionControl::sendingOpensFirst()
{
    ScriptedServer server(Script().accept().awaitMessages(1).close({1000, {}}));
    m_bar->setUrl(server.url());
    m_control->send({true, u"hello"_s, {}});
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(1), Patience);
    QCOMPARE(int(m_session->factsOf(1).closeCode.value_or(0)), 1000);
    m_bar->setUrl(u"ws://localhost/#room"_s);
    m_control->send({true, u"to nobody"_s, {}});
    QCOMPARE(m_session->current(), 1); // none was opened
}

void TestConnectionControl::whatIsRefusedEndsNothing()
{
    ScriptedServer server(Script().accept());
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    ConnectionDraft draft = m_drawer->draft();
    draft.plain.protocols = {u"not a token"_s};
    m_drawer->setDraft(draft);
    QSignalSpy refused(m_control.get(), &ConnectionControl::refused);
    m_control->connectTo(server.url());
    QCOMPARE(refused.count(), 1);
    QCOMPARE(m_session->current(), 1);
    QVERIFY(isOpen(1));
}

void TestConnectionControl::theNewestAddressesAreKept()
{
    for (int i = 0; i < 60; ++i)
        m_control->connectTo(u"ws://127.0.0.1:1/%1"_s.arg(i));
    m_control->connectTo(u"ws://127.0.0.1:1/20"_s);
    const QStringList history = AddressHistory().addresses();
    QCOMPARE(history.size(), 50);
    QCOMPARE(history.first(), u"ws://127.0.0.1:1/20"_s);
    QCOMPARE(history.at(1), u"ws://127.0.0.1:1/59"_s);
    QCOMPARE(history.count(u"ws://127.0.0.1:1/20"_s), 1);
}

void TestConnectionControl::secretsAreNotKept()
{
    QSettings().setValue(u"connection/history"_s, QStringList{u"wss://old.example/?key=k3y"_s});
    ConnectionControl later(*m_session, *m_bar, *m_setup);
    QCOMPARE(AddressHistory().addresses(), QStringList{u"wss://old.example/?key="_s});
    m_control->connectTo(u"ws://127.0.0.1:1/x?room=7&token=t0ken"_s);
    QCOMPARE(AddressHistory().addresses().first(), u"ws://127.0.0.1:1/x?room=7&token="_s);
    QSettings settings;
    for (const QString &key : settings.allKeys()) {
        const QString kept = settings.value(key).toStringList().join(u' ');
        QVERIFY2(!kept.contains(u"t0ken") && !kept.contains(u"k3y"), qPrintable(key + u": " + kept));
    }
}

void TestConnectionControl::aChosenConnectionBringsItsOptions()
{
    ScriptedServer first(Script().accept());
    ScriptedServer second(Script().accept());
    connectWithToken(first.url(), u"of-first"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    connectWithToken(second.url(), u"of-second"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    choose(1);
    QCOMPARE(m_bar->url(), first.url());
    QCOMPARE(m_drawer->draft().token, u"of-first"_s);
    QVERIFY(m_actions->run(u"reconnect"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(3), Patience);
    QCOMPARE(tokenIn(first, 1), QByteArray("Bearer of-first"));
}

void TestConnectionControl::itsAttemptsShareThem()
{
    ScriptedServer server(Script().accept().end());
    ScriptedServer other(Script().accept());
    ConnectionDraft draft;
    draft.plain.reconnect.on = true;
    draft.plain.reconnect.delay = 50;
    draft.userAgent = u"Mine/1"_s;
    m_drawer->setDraft(draft);
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(server.connectionCount() >= 3, Patience);
    m_session->cancelReconnect();
    connectWithToken(other.url(), u"of-other"_s);
    QTRY_COMPARE_WITH_TIMEOUT(other.connectionCount(), 1, Patience);
    choose(2);
    QCOMPARE(m_drawer->draft().userAgent, u"Mine/1"_s);
    QVERIFY(m_drawer->draft().token.isEmpty());
}

void TestConnectionControl::itsQueryIsNotDoubled()
{
    ScriptedServer server(Script().accept());
    ConnectionDraft draft;
    draft.query = {{true, u"room"_s, u"7"_s, u"typed"_s}};
    m_drawer->setDraft(draft);
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    m_control->reopen();
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    QCOMPARE(server.connection(1).request().startLine, QByteArray("GET /?room=7 HTTP/1.1"));
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(1), Patience); // it is the same address
}

void TestConnectionControl::whatIsTypedForAnotherIsNotForIt()
{
    ScriptedServer first(Script().accept());
    ScriptedServer second(Script().accept());
    m_control->connectTo(first.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    m_bar->setUrl(second.url());
    for (auto *edit : m_drawer->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == u"User-Agent")
            QTest::keyClicks(edit, u"for second"_s);
    }
    m_control->connectTo(second.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    QCOMPARE(second.connection().request().value("User-Agent").value_or(""), QByteArray("for second"));
    choose(1);
    m_control->reopen();
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(3), Patience);
    QVERIFY(!first.connection(1).request().value("User-Agent"));
}

void TestConnectionControl::aRedirectToAnotherServerTakesNoLogin()
{
    ScriptedServer other(Script().accept());
    ScriptedServer server(Script().answer(302, "Found", {}, {{"Location", other.url().toLatin1()}}));
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"of-server"_s;
    draft.cookies = {{true, u"session"_s, u"1"_s, {}}};
    draft.headers = {{true, u"X-Api-Key"_s, u"secret"_s, {}}, {true, u"X-Client"_s, u"tester"_s, {}}};
    m_drawer->setDraft(draft);
    m_control->connectTo(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(1), Patience);
    QCOMPARE(tokenIn(server, 0), QByteArray("Bearer of-server"));
    QVERIFY(m_actions->run(u"connect-location"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    const auto &request = other.connection(0).request();
    QCOMPARE(request.count("Authorization") + request.count("Cookie") + request.count("X-Api-Key"), 0);
    QCOMPARE(request.value("X-Client").value_or("none"), QByteArray("tester"));
}

void TestConnectionControl::aDuplicateTakesItsOptions()
{
    ScriptedServer first(Script().accept());
    ScriptedServer second(Script().accept());
    connectWithToken(first.url(), u"of-first"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    connectWithToken(second.url(), u"of-second"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    choose(1);
    m_control->duplicate();
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(3), Patience);
    QVERIFY(isOpen(1));
    QCOMPARE(tokenIn(first, 1), QByteArray("Bearer of-first"));
}

void TestConnectionControl::anewNothingIsCarriedOver()
{
    ScriptedServer server(Script().accept());
    ScriptedServer other(Script().accept());
    connectWithToken(server.url(), u"secret"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(1), Patience);
    QSignalSpy noticed(m_setup.get(), &ConnectionSetup::noticed);
    m_control->beginAnew();
    QCOMPARE(noticed.count(), 1);
    const auto notice = noticed.first().first().value<Notice>();
    QCOMPARE(notice.what, u"A new connection begins with the defaults."_s);
    QCOMPARE(m_drawer->draft().differences({}), 0);
    m_control->connectTo(other.url());
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(2), Patience);
    QVERIFY(!other.connection().request().value("Authorization"));
    m_control->beginAnew(); // nothing to leave behind, nothing to say
    QCOMPARE(noticed.count(), 1);
    choose(1);
    m_control->beginAnew();
    m_bar->setUrl(other.url());
    QVERIFY(m_actions->run(u"carry-over"_s));
    QCOMPARE(m_drawer->draft().token, u"secret"_s);
    QCOMPARE(m_bar->url(), other.url());
}

QTEST_MAIN(TestConnectionControl)
#include "tst_connectioncontrol.moc"
