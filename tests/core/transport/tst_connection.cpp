// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"
#include "support/scriptedserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// One test for each rule of WHATWG WebSockets and of the inspector around it, named after it.
class TestConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Constructor
    void badInputThrowsSyntaxErrorAndRecordsNothing_data();
    void badInputThrowsSyntaxErrorAndRecordsNothing();
    void connectingBeginsWithTheNextTurn();
    void urlIsSerialised();
    // Opening
    void readyStateOnlyMovesForward();
    void protocolAndExtensionsAreEmptyUntilOpen();
    void chosenProtocolIsTaken();
    void missingProtocolFailsInBrowsers();
    void missingProtocolIsNotedInInspector();
    void unofferedProtocolFails();
    void blockedPortFailsInBrowsers();
    void blockedPortIsNotedInInspector();
    void refusedConnectionIsErrorThenClose1006();
    void httpStatusIsErrorThenClose1006();
};

namespace {

void inspect(ConnectionOptions &options)
{
    options.rules = Rules::Inspector;
}

} // namespace

void TestConnection::badInputThrowsSyntaxErrorAndRecordsNothing_data()
{
    QTest::addColumn<BrowserSocket::Change>("change");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const BrowserSocket::Change &change, const QString &error) {
        QTest::newRow(name) << change << error;
    };
    row(
        "fragment", [](ConnectionOptions &o) { o.url = u"ws://h/#room"_s; },
        u"A WebSocket address cannot contain \"#room\". (character 8) Remove it."_s);
    row(
        "subprotocol with a comma", [](ConnectionOptions &o) { o.protocols = {u"a,b"_s}; },
        u"The subprotocol \"a,b\" cannot contain \",\". (subprotocol 1, character 2) "
        "Give each subprotocol on its own."_s);
}

void TestConnection::badInputThrowsSyntaxErrorAndRecordsNothing()
{
    QFETCH(BrowserSocket::Change, change);
    BrowserSocket socket(u"ws://127.0.0.1/"_s, change);
    QVERIFY(!socket.isCreated());
    QCOMPARE(socket.error().exception, DomException::SyntaxError);
    QTEST(socket.error().error.toString(), "error");
    QCOMPARE(socket.rows(), QStringList());
}

void TestConnection::connectingBeginsWithTheNextTurn()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url());
    QCOMPARE(socket.state(), ReadyState::Connecting);
    QCOMPARE(socket.events(), QStringList());
    QTRY_COMPARE(socket.events(), QStringList{u"open 1"_s});
    QCOMPARE(socket.rows().first(), u"state Connecting to "_s + server.url());
}

void TestConnection::urlIsSerialised()
{
    BrowserSocket socket(u"HTTP://LocalHost:80"_s);
    QCOMPARE(socket->url(), u"ws://localhost/"_s);
}

void TestConnection::readyStateOnlyMovesForward()
{
    ScriptedServer server(Script().accept().awaitClose());
    BrowserSocket socket(server.url());
    QList<ReadyState> states;
    connect(&socket.connection(), &Connection::factsChanged, this, [&] {
        if (states.isEmpty() || states.last() != socket.state())
            states.append(socket.state());
    });
    QTRY_VERIFY(socket.isOpen());
    socket->close();
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(states,
        (QList<ReadyState>{ReadyState::Connecting, ReadyState::Open, ReadyState::Closing, ReadyState::Closed}));
}

void TestConnection::protocolAndExtensionsAreEmptyUntilOpen()
{
    ScriptedServer server(Script().acceptDeflate());
    BrowserSocket socket(server.url());
    QCOMPARE(socket->protocol(), QString());
    QCOMPARE(socket->extensions(), QString());
    QTRY_VERIFY(socket.isOpen());
    QVERIFY2(socket->extensions().startsWith(u"permessage-deflate"_s), qPrintable(socket->extensions()));
}

void TestConnection::chosenProtocolIsTaken()
{
    ScriptedServer server(Script().accept({"v2", {}, {}}));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.protocols = {u"v1"_s, u"v2"_s}; });
    QTRY_VERIFY(socket.isOpen());
    QCOMPARE(socket->protocol(), u"v2"_s);
    QVERIFY(socket.rows().contains(u"state Open. Subprotocol v2."_s));
}

void TestConnection::missingProtocolFailsInBrowsers()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.protocols = {u"chat"_s}; });
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(socket.storedFacts().outcome.what,
        u"Failed: the server chose no subprotocol, and chat was offered."_s);
}

void TestConnection::missingProtocolIsNotedInInspector()
{
    ScriptedServer server(Script().accept());
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.protocols = {u"chat"_s};
    });
    QTRY_VERIFY(socket.isOpen());
    QVERIFY(socket.rows().contains(u"note Open, but the server chose no subprotocol. You offered chat. "
                                   "A browser would fail this connection."_s));
}

void TestConnection::unofferedProtocolFails()
{
    ScriptedServer server(Script().accept({"other", {}, {}}));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
        inspect(o);
        o.protocols = {u"chat"_s};
    });
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.cause, EndCause::HandshakeInvalid);
    QVERIFY2(outcome.evidence.contains(u"other"_s) && outcome.evidence.endsWith(u"You offered chat."_s),
        qPrintable(outcome.evidence));
}

void TestConnection::blockedPortFailsInBrowsers()
{
    BrowserSocket socket(u"ws://127.0.0.1:25/"_s);
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    QCOMPARE(socket->facts().outcome.what, u"A browser does not connect to port 25."_s);
}

void TestConnection::blockedPortIsNotedInInspector()
{
    BrowserSocket socket(u"ws://127.0.0.1:1/"_s, inspect);
    QTRY_VERIFY(socket.isClosed());
    QVERIFY(socket.rows().contains(u"note A browser does not connect to port 1."_s));
    QCOMPARE(socket->facts().outcome.what, u"Nothing listens on 127.0.0.1:1."_s);
}

void TestConnection::refusedConnectionIsErrorThenClose1006()
{
    quint16 port = 0;
    {
        ScriptedServer server((Script()));
        port = server.port();
    }
    BrowserSocket socket(u"ws://127.0.0.1:%1/"_s.arg(port));
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const ConnectionFacts facts = socket.storedFacts();
    QCOMPARE(facts.readyState, ReadyState::Closed);
    QCOMPARE(facts.closeCode, quint16(1006));
    QVERIFY(facts.failed);
    QVERIFY(!facts.openedNs);
    QCOMPARE(facts.outcome.cause, EndCause::Refused);
}

void TestConnection::httpStatusIsErrorThenClose1006()
{
    ScriptedServer server(
        Script().answer(401, "Unauthorized", "no", {{"WWW-Authenticate", "Basic realm=\"lab\""}}));
    BrowserSocket socket(server.url());
    QTRY_COMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const ConnectionFacts facts = socket.storedFacts();
    QCOMPARE(facts.outcome.what, u"The server refused the upgrade: 401 Unauthorized."_s);
    QCOMPARE(facts.outcome.evidence,
        u"It wants Basic credentials (realm=lab). You sent no Authorization and no cookies. Answer: no (2 bytes)."_s);
    QCOMPARE(socket.rows().last(), u"error "_s + facts.outcome.what + u' ' + facts.outcome.evidence);
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
