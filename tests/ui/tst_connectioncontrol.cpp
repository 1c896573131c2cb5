// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scriptedserver.h"
#include "ui/composer.h"
#include "ui/connectionbar.h"
#include "ui/connectioncontrol.h"
#include "ui/connectionsetup.h"
#include "ui/livesession.h"
#include "ui/optionsdrawer.h"

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

private:
    bool isOpen(ConnectionId id) const { return m_session->factsOf(id).readyState == ReadyState::Open; }
    bool isClosed(ConnectionId id) const { return m_session->factsOf(id).readyState == ReadyState::Closed; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<ConnectionBar> m_bar;
    std::unique_ptr<OptionsDrawer> m_drawer;
    std::unique_ptr<ConnectionSetup> m_setup;
    std::unique_ptr<ConnectionControl> m_control;
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
    m_setup = std::make_unique<ConnectionSetup>(*m_bar, *m_drawer);
    m_control = std::make_unique<ConnectionControl>(*m_session, *m_bar, *m_setup);
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
    Q_EMIT m_bar->copiesRequested(m_bar->url(), 12);
    QCOMPARE(opened.count(), 12);
    for (ConnectionId id = 1; id <= 12; ++id)
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(id), Patience);
    QCOMPARE(m_session->current(), 12);
    QCOMPARE(ConnectionControl::history(), QStringList{server.url()});
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
    const QStringList history = ConnectionControl::history();
    QCOMPARE(history.size(), 50);
    QCOMPARE(history.first(), u"ws://127.0.0.1:1/20"_s);
    QCOMPARE(history.at(1), u"ws://127.0.0.1:1/59"_s);
    QCOMPARE(history.count(u"ws://127.0.0.1:1/20"_s), 1);
}

QTEST_MAIN(TestConnectionControl)
#include "tst_connectioncontrol.moc"
