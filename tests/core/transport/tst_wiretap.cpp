// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/tapsession.h"

#include "protocol/frameencoder.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

class TestWireTap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void carriesMessagesBothWays();
    void factsOfAnOpenConnection();
    void writesTheHeadVerbatim();
    void originAndAuthorization();
    void negotiatesDeflate();
    void overTls();
    void pingsAndPongs();
    void pingsAreAnsweredAsTheOptionsSay_data();
    void pingsAreAnsweredAsTheOptionsSay();
    void keepalivePingsAreFramesOfTheLog();
    void keepaliveEndsASilentServer();
    void keepaliveWaitsForALargeFrame();
    void keepaliveEndsAServerThatStopsWithinAFrame();
    void keepaliveWaitsWhileTheUserHoldsTheServerBack();
    void injectedFramesArriveAsTheyAre();
    void bigMessages();
    void hugeMessageIsRecordedNotDelivered();
    void closesBothWays_data();
    void closesBothWays();
    void serverClosesFirst();
    void abort_data();
    void abort();
    void ends_data();
    void ends();
    void failsOnABreach();
    void lenientGoesOn();
    void lenientKeepsInvalidTextFromQWebSocket();
    void userHoldsTheServerBack();
    void logHoldsTheServerBack();
    void bytesInFrontOfAnEndAreReadAfterAHold();
    void logHoldsUsBack();
    void payloadIsCountedWhenItHasLeft();
    void closeDoesNotWaitForAServerThatReadsNothing();
    void peerThatLeavesIsTold();
    void interimAnswersDoNotEndTheHandshake();
    void aServerThatSpeaksFirst();
    void httpAnswers_data();
    void httpAnswers();
    void dialFailureIsTold();
    void closeBeforeItIsOpenAborts();
    void peerThatNeverComes();
};

void TestWireTap::carriesMessagesBothWays()
{
    ScriptedServer server(Script().accept().echo());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.socket().sendTextMessage(u"grüß dich"_s);
    session.socket().sendBinaryMessage("\x01\x02");
    QTRY_COMPARE(session.handedOut(), 2);
    session.tap().close({closecode::Normal, "bye"});
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.events(),
        (QStringList{u"opened \"\" \"\""_s, u"text "_s + quotedBytes("grüß dich"),
            u"binary "_s + quotedBytes("\x01\x02"), u"close 1000 \"bye\""_s, u"end CloseHandshake"_s}));
    QCOMPARE(session.transcript().lines(),
        (QStringList{u"> head \"GET / HTTP/1.1\""_s, u"< head \"HTTP/1.1 101 Switching Protocols\""_s,
            u"> text fin masked "_s + quotedBytes("grüß dich"),
            u"> binary fin masked "_s + quotedBytes("\x01\x02"), u"< text fin "_s + quotedBytes("grüß dich"),
            u"< binary fin "_s + quotedBytes("\x01\x02"), u"> close masked 1000 \"bye\""_s,
            u"< close 1000 \"bye\""_s}));
    QCOMPARE(session.delivered(), 2);
    QVERIFY(session.facts().wasClean);
    QVERIFY(session.facts().endedNs);
}

void TestWireTap::factsOfAnOpenConnection()
{
    ScriptedServer server(Script().accept({"chat", {}, {}}));
    TapSession session(server.url(), [](ConnectionOptions &options) {
        options.protocols = QStringList{u"soap"_s, u"chat"_s};
    });
    QTRY_VERIFY(session.isOpen());
    const ConnectionFacts &facts = session.facts();
    QCOMPARE(session.phases(), (QList{Phase::Address, Phase::Tcp, Phase::Upgrade}));
    QCOMPARE(facts.protocol, u"chat"_s);
    QCOMPARE(facts.addresses.size(), 1);
    QCOMPARE(facts.remoteAddress, u"127.0.0.1:%1"_s.arg(server.port()));
    QCOMPARE(facts.requestHead, server.connection().request().raw);
    QVERIFY(facts.requestHead.contains("Sec-WebSocket-Protocol: soap, chat\r\n"));
    QVERIFY(facts.responseHead.startsWith("HTTP/1.1 101 "));
    QVERIFY(facts.phaseNs.at(static_cast<size_t>(Phase::Upgrade)) > 0);
    QVERIFY(facts.openedNs > facts.startedNs);
    QVERIFY(!facts.endedNs);
}

void TestWireTap::writesTheHeadVerbatim()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url(u"/a%20b/%C3%A4?x=1&y=%2F"_s), [](ConnectionOptions &options) {
        options.headers = {{"X-One", "1"}, {"x-two", "2"}, {"X-One", "again"}, {"Cookie", "a=\xE4"}};
    });
    QTRY_VERIFY(session.isOpen());
    const HttpHead &head = server.connection().request();
    QCOMPARE(head.startLine, QByteArray("GET /a%20b/%C3%A4?x=1&y=%2F HTTP/1.1"));
    QVERIFY(head.raw.endsWith("X-One: 1\r\nx-two: 2\r\nX-One: again\r\nCookie: a=\xE4\r\n\r\n"));
    QCOMPARE(head.count("Host"), 1);
    QCOMPARE(head.value("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
    QVERIFY(!head.raw.contains("X-Framescope-Token"));
    QCOMPARE(head.count("Sec-WebSocket-Key"), 1);
}

void TestWireTap::originAndAuthorization()
{
    ScriptedServer server(Script().accept());
    QString url = server.url();
    url.insert(5, u"me:p%40ss@"_s);
    TapSession session(url, [](ConnectionOptions &options) { options.origin = "https://a.test"; });
    QTRY_VERIFY(session.isOpen());
    QCOMPARE(server.connection().request().value("Origin"), QByteArray("https://a.test"));
    QCOMPARE(
        server.connection().request().value("Authorization"), "Basic " + QByteArray("me:p@ss").toBase64());
    QCOMPARE(server.connection().request().value("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
}

void TestWireTap::negotiatesDeflate()
{
    const QByteArray text(5000, 'a');
    ScriptedServer server(Script().acceptDeflate().echo());
    TapSession session(server.url(),
        [](ConnectionOptions &options) { options.deflate = DeflateParameters::browserOffer(); });
    QTRY_VERIFY(session.isOpen());
    QVERIFY2(
        session.facts().extensions.startsWith(u"permessage-deflate"), qPrintable(session.facts().extensions));
    session.socket().sendTextMessage(QString::fromLatin1(text));
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.events().constLast(), u"text "_s + quotedBytes(text));
    QCOMPARE(server.connection().messages().at(0).second, text);
    QVERIFY2(session.transcript().lines().constLast().contains(u"rsv1"),
        qPrintable(session.transcript().lines().constLast()));
}

void TestWireTap::overTls()
{
    ScriptedServer server(Script().accept().echo(), ScriptedServer::Security::Tls);
    TapSession session(
        server.url(), [](ConnectionOptions &options) { options.tls.extraCa = testData(u"tls/ca.pem"_s); });
    QTRY_VERIFY2(session.isOpen(), qPrintable(session.detail()));
    QCOMPARE(session.phases(), (QList{Phase::Address, Phase::Tcp, Phase::Tls, Phase::Upgrade}));
    QCOMPARE(session.facts().tls->protocol, u"TLS 1.3"_s);
    const QByteArray big(3'000'000, 'x');
    session.socket().sendBinaryMessage(big);
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.events().constLast(), u"binary "_s + quotedBytes(big));
    QTRY_COMPARE(session.payloadSent(), 3'000'000u);
    QCOMPARE(session.tap().unsentPayload(), 0u);
    session.tap().close({closecode::Normal, {}});
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::CloseHandshake);
    QVERIFY(session.facts().wasClean);
}

void TestWireTap::pingsAndPongs()
{
    ScriptedServer server(Script().accept().ping("from server").awaitPongs(1).text("done"));
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    QVERIFY(session.tap().ping("from us"));
    QTRY_VERIFY(session.events().contains(u"text \"done\""_s));
    QTRY_VERIFY(session.events().contains(u"pong \"from us\""_s));
    QVERIFY(session.transcript().lines().contains(u"< ping \"from server\""_s));
    QVERIFY(session.transcript().lines().contains(u"> pong masked \"from server\" automatic"_s));
}

void TestWireTap::pingsAreAnsweredAsTheOptionsSay_data()
{
    QTest::addColumn<PingAnswer>("answer");
    QTest::addColumn<QStringList>("frames");
    using Kind = PingAnswer::Kind;
    const QString ping = u"< ping \"x\""_s;
    const QString text = u"< text fin \"done\""_s;
    QTest::newRow("at once") << PingAnswer{} << QStringList{ping, u"> pong masked \"x\" automatic"_s, text};
    QTest::newRow("late") << PingAnswer{Kind::Late, 20, {}}
                          << QStringList{ping, text, u"> pong masked \"x\" automatic"_s};
    QTest::newRow("another payload") << PingAnswer{Kind::OtherPayload, 0, "y"}
                                     << QStringList{ping, u"> pong masked \"y\" automatic"_s, text};
    QTest::newRow("never") << PingAnswer{Kind::Never, 0, {}} << QStringList{ping, text};
}

void TestWireTap::pingsAreAnsweredAsTheOptionsSay()
{
    QFETCH(PingAnswer, answer);
    QFETCH(QStringList, frames);
    ScriptedServer server(Script().accept().ping("x").text("done"));
    TapSession session(server.url(), [&](ConnectionOptions &options) { options.pingAnswer = answer; });
    QTRY_VERIFY(session.events().contains(u"text \"done\""_s));
    QTRY_COMPARE(session.transcript().lines().sliced(2), frames);
    QTRY_COMPARE(server.connection().pongs(), frames.filter(u"pong"_s).size());
}

void TestWireTap::keepalivePingsAreFramesOfTheLog()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url(), [](ConnectionOptions &options) { options.keepalive = {5, 100}; });
    QTRY_VERIFY(session.events().contains(u"pong \"keepalive 2\""_s));
    const QStringList lines = session.transcript().lines();
    QVERIFY(lines.contains(u"> ping masked \"keepalive 1\" automatic"_s));
    QVERIFY(lines.contains(u"< pong \"keepalive 1\""_s));
    session.tap().close({closecode::Normal, {}});
    QTRY_COMPARE(session.cause(), EndCause::CloseHandshake);
}

void TestWireTap::keepaliveEndsASilentServer()
{
    ScriptedServer server(Script().accept().withSettings([](Peer::Settings &s) { s.answerPings = false; }));
    TapSession session(server.url(), [](ConnectionOptions &options) { options.keepalive = {5, 3}; });
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::KeepaliveTimeout);
    QCOMPARE(session.detail(), u"3 pings in a row had no answer."_s);
    QCOMPARE(session.transcript().lines().filter(u"> ping"_s).size(), 3);
    QCOMPARE(session.facts().closeCode, std::optional(closecode::Abnormal));
    QVERIFY(!session.facts().wasClean);
    QTRY_VERIFY(server.connection().isEnded());
}

// No pong can come before its end (RFC 6455, 5.4): a message of 1 MiB, of which a piece comes after each ping.
void TestWireTap::keepaliveWaitsForALargeFrame()
{
    constexpr int pieces = 16;
    const QByteArray piece(1024 * 1024 / pieces, 'h');
    Script script;
    script.accept().withSettings([](Peer::Settings &s) { s.answerPings = false; });
    script.bytes(QByteArray::fromHex("827f0000000000100000"));
    for (int i = 0; i < pieces; ++i)
        script.awaitPings(i).bytes(piece);
    ScriptedServer server(script.text("after"));
    TapSession session(server.url(), [](ConnectionOptions &options) { options.keepalive = {20, 2}; });
    QTRY_VERIFY(session.events().contains(u"text \"after\""_s));
}

void TestWireTap::keepaliveEndsAServerThatStopsWithinAFrame()
{
    ScriptedServer server(Script()
                              .accept()
                              .withSettings([](Peer::Settings &s) { s.answerPings = false; })
                              .bytes(QByteArray::fromHex("827f0000000000100000") + "half"));
    TapSession session(server.url(), [](ConnectionOptions &options) { options.keepalive = {20, 2}; });
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::KeepaliveTimeout);
    QCOMPARE(session.detail(), u"2 pings in a row had no answer."_s);
}

void TestWireTap::keepaliveWaitsWhileTheUserHoldsTheServerBack()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url(), [](ConnectionOptions &options) { options.keepalive = {20, 2}; });
    QTRY_VERIFY(session.isOpen());
    session.tap().hold(WireTap::Hold::User, true);
    QTRY_VERIFY(server.connection().pings() >= 10);
    QVERIFY(!session.isFinished());
    session.tap().hold(WireTap::Hold::User, false);
    QTRY_VERIFY(session.events().contains(u"pong \"keepalive 10\""_s));
    QVERIFY(!session.isFinished());
}

void TestWireTap::injectedFramesArriveAsTheyAre()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    FrameHeader reserved = frameFor(static_cast<Opcode>(11), "abc");
    session.tap().sendFrame(reserved, "abc"); // not masked
    session.tap().sendFrame(frameFor(Opcode::Text, "He", MaskKey{1, 2, 3, 4}, false), "He");
    session.tap().ping("between");
    session.tap().sendFrame(frameFor(Opcode::Continuation, "llo", MaskKey{1, 2, 3, 4}), "llo");
    QTRY_COMPARE(server.connection().messages().size(), 1u);
    QCOMPARE(server.connection().messages().at(0).second, QByteArray("Hello"));
    const QStringList lines = server.connection().transcript().lines();
    QVERIFY(
        lines.join(u'\n').contains(u"> reserved fin \"abc\"") || lines.join(u'\n').contains(u"> reserved"));
    QVERIFY(lines.contains(u"> ping masked \"between\""_s));
}

void TestWireTap::bigMessages()
{
    QByteArray big(20 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < big.size(); ++i)
        big[i] = static_cast<char>(i * 7 + i / 251);
    ScriptedServer server(Script().accept().echo());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.socket().sendBinaryMessage(big);
    QTRY_COMPARE_WITH_TIMEOUT(session.handedOut(), 1, 20'000);
    QCOMPARE(session.events().constLast(), u"binary "_s + quotedBytes(big));
    QCOMPARE(server.connection().messages().at(0).second.size(), big.size());
    // QWebSocket cuts at its frame size; the server sees one frame.
    QCOMPARE(server.connection().transcript().lines().filter(u"> "_s).size(), 2);
}

void TestWireTap::hugeMessageIsRecordedNotDelivered()
{
    const QByteArray huge(100'000, 'h');
    ScriptedServer server(Script().accept().binary(huge).text("after"));
    TapSession session(server.url(), [](ConnectionOptions &options) { options.deliveryLimit = 99'999; });
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.events().constLast(), u"text \"after\""_s);
    QCOMPARE(session.withheld(), 1);
    QCOMPARE(session.delivered(), 1);
    QVERIFY2(session.transcript().lines().at(2).startsWith(u"< binary fin "_s + quotedBytes(huge)),
        qPrintable(session.transcript().lines().at(2)));
}

void TestWireTap::closesBothWays_data()
{
    QTest::addColumn<bool>("hasCode");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("event");
    QTest::newRow("empty") << false << 0 << QByteArray() << u"close 1005 \"\""_s;
    QTest::newRow("1000") << true << 1000 << QByteArray("done") << u"close 1000 \"done\""_s;
    QTest::newRow("3001, UTF-8") << true << 3001 << QByteArray("tschüß")
                                 << u"close 3001 "_s + quotedBytes("tschüß");
    QTest::newRow("1012") << true << 1012 << QByteArray() << u"close 1012 \"\""_s;
}

void TestWireTap::closesBothWays()
{
    QFETCH(bool, hasCode);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    CloseBody body;
    if (hasCode)
        body = {static_cast<quint16>(code), reason};
    ScriptedServer server(Script().accept());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.tap().close(body);
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(server.connection().close(), body);
    QTEST(session.events().at(1), "event");
    QCOMPARE(session.facts().closeCode, hasCode ? static_cast<quint16>(code) : closecode::NoStatus);
    QCOMPARE(session.facts().closeReason, QString::fromUtf8(reason));
    QVERIFY(session.facts().wasClean);
}

void TestWireTap::serverClosesFirst()
{
    ScriptedServer server(Script().accept().text("last words").close({4242, "over"}));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.events(),
        (QStringList{u"opened \"\" \"\""_s, u"text \"last words\""_s, u"close 4242 \"over\""_s,
            u"end CloseHandshake"_s}));
    QCOMPARE(session.transcript().lines().constLast(), u"> close masked 4242 \"over\" automatic"_s);
    QCOMPARE(server.connection().close(), (CloseBody{4242, "over"}));
    QCOMPARE(session.detail(), u"Both sides sent Close. The server ended TCP (FIN)."_s);
}

void TestWireTap::abort_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void TestWireTap::abort()
{
    QFETCH(bool, reset);
    ScriptedServer server(Script().accept());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.tap().abort(reset ? WireTap::Abort::Reset : WireTap::Abort::Fin);
    QVERIFY(!session.isFinished()); // never from within the call
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::LocalAbort);
    QTRY_VERIFY(server.connection().isEnded());
    QCOMPARE(server.connection().isReset(), reset);
    QVERIFY(!server.connection().close());
    QCOMPARE(session.facts().closeCode, closecode::Abnormal);
    QVERIFY(!session.facts().wasClean);
}

void TestWireTap::ends_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<bool>("weClose");
    QTest::addColumn<EndCause>("cause");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<int>("code");
    QTest::newRow("FIN") << Script().accept().end() << false << EndCause::ServerFin
                         << u"The server ended TCP (FIN) without a Close frame."_s << 1006;
    QTest::newRow("RST") << Script().accept().awaitMessages(1).reset() << false << EndCause::ServerReset
                         << u"The server reset TCP (RST) without a Close frame."_s << 1006;
    QTest::newRow("FIN after our Close")
        << Script().accept().awaitClose().end().withSettings(
               [](Peer::Settings &settings) { settings.answerClose = false; })
        << true << EndCause::ServerFin << u"The server ended TCP (FIN) without an answer to our Close."_s
        << 1006;
    QTest::newRow("no answer to our Close")
        << Script().accept().withSettings([](Peer::Settings &settings) { settings.answerClose = false; })
        << true << EndCause::CloseTimeout << u"The server did not answer our Close within 0.2 s."_s << 1006;
    QTest::newRow("no end of TCP") << Script().accept().then([](ScriptedConnection &connection) {
        connection.socket().setEndsWhenClosed(false);
    }) << true << EndCause::CloseHandshake
                                   << u"Both sides sent Close; the server did not end TCP within 0.2 s."_s
                                   << 1000;
    QTest::newRow("FIN before the answer")
        << Script().request().end() << false << EndCause::ServerFin
        << u"The server ended TCP (FIN) before it answered the request."_s << 1006;
    QTest::newRow("FIN within the head")
        << Script().request().bytes("HTTP/1.1 101 Swi").end() << false << EndCause::ServerFin
        << u"The server ended TCP (FIN) within the head of its answer, after 16 bytes."_s << 1006;
    QTest::newRow("FIN after an interim answer")
        << Script().request().bytes("HTTP/1.1 103 Early Hints\r\n\r\n").end() << false << EndCause::ServerFin
        << u"The server ended TCP (FIN) after an interim answer (1xx), before the final one."_s << 1006;
    QTest::newRow("FIN within the head after an interim answer")
        << Script().request().bytes("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 101 Swi").end() << false
        << EndCause::ServerFin
        << u"The server ended TCP (FIN) within the head of its answer, after 16 bytes."_s << 1006;
    QTest::newRow("RST before the answer")
        << Script().request().reset() << false << EndCause::ServerReset
        << u"The server reset TCP (RST) before it answered the request."_s << 1006;
    QTest::newRow("no answer") << Script() << false << EndCause::HandshakeTimeout
                               << u"The server did not answer the request within 0.3 s; 0 bytes came."_s
                               << 1006;
    QTest::newRow("half an answer") << Script().bytes("HTTP/1.1 1") << false << EndCause::HandshakeTimeout
                                    << u"The server did not answer the request within 0.3 s; 10 bytes came."_s
                                    << 1006;
}

void TestWireTap::ends()
{
    QFETCH(Script, script);
    QFETCH(bool, weClose);
    QFETCH(EndCause, cause);
    QFETCH(int, code);
    ScriptedServer server(script);
    TapSession session(server.url(), [](ConnectionOptions &options) {
        options.timeouts.close = 200;
        options.timeouts.handshake = 300;
    });
    QTRY_VERIFY(session.isOpen() || session.isFinished());
    if (weClose)
        session.tap().close({closecode::Normal, {}});
    else if (session.isOpen())
        session.socket().sendTextMessage(u"go"_s);
    QTRY_VERIFY(session.isFinished());
    QTEST(session.detail(), "detail");
    QCOMPARE(session.cause(), cause);
    QCOMPARE(session.facts().closeCode, static_cast<quint16>(code));
    QCOMPARE(session.facts().wasClean, cause == EndCause::CloseHandshake);
    QCOMPARE(session.facts().failed, cause != EndCause::CloseHandshake);
}

void TestWireTap::failsOnABreach()
{
    ScriptedServer server(
        Script().accept().text("fine").frame(frameFor(static_cast<Opcode>(3), "x"), "x").text("late"));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.events().size(), 4);
    QCOMPARE(session.events().at(1), u"text \"fine\""_s);
    QVERIFY2(session.events().at(2).startsWith(u"failing The opcode is reserved (RFC 6455, 5.2)"),
        qPrintable(session.events().at(2)));
    QCOMPARE(session.events().at(3), u"end ProtocolFailure"_s);
    QCOMPARE(server.connection().close()->code, closecode::ProtocolError);
    QVERIFY(session.transcript().lines().contains(u"< text fin \"late\""_s)); // seen, not delivered
    QCOMPARE(session.facts().closeCode, closecode::Abnormal);
}

void TestWireTap::lenientGoesOn()
{
    ScriptedServer server(Script().accept().frame(frameFor(static_cast<Opcode>(3), "x"), "x").text("late"));
    TapSession session(server.url(), [](ConnectionOptions &options) { options.policy = Policy::Lenient; });
    QTRY_VERIFY(session.events().contains(u"text \"late\""_s));
    QVERIFY(!session.isFinished());
}

void TestWireTap::lenientKeepsInvalidTextFromQWebSocket()
{
    ScriptedServer server(Script().accept().frame(frameFor(Opcode::Text, "\xff"), "\xff").text("late"));
    TapSession session(server.url(), [](ConnectionOptions &options) { options.policy = Policy::Lenient; });
    QTRY_VERIFY(session.events().contains(u"text \"late\""_s));
    QCOMPARE(session.withheld(), 1);
    QVERIFY(!session.isFinished());
}

void TestWireTap::userHoldsTheServerBack()
{
    const QByteArray block(1 << 20, 'b');
    Script script;
    script.accept().awaitMessages(1);
    for (int i = 0; i < 24; ++i)
        script.binary(block);
    ScriptedServer server(script);
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.tap().hold(WireTap::Hold::User, true);
    session.socket().sendTextMessage(u"go"_s);
    QTRY_VERIFY(server.connection().isScriptOver());
    // What fits into the system's buffers leaves the server, then nothing more.
    quint64 unwritten = 0;
    QTRY_VERIFY(
        std::exchange(unwritten, server.connection().socket().unwritten()) == unwritten && unwritten > 0);
    QCOMPARE(session.handedOut(), 0);
    QVERIFY(session.tap().heldBackNs() > 0);
    session.tap().hold(WireTap::Hold::User, false);
    QTRY_COMPARE_WITH_TIMEOUT(session.handedOut(), 24, 20'000);
    const qint64 held = session.tap().heldBackNs();
    QTRY_COMPARE(server.connection().socket().unwritten(), 0u);
    QVERIFY(session.tap().heldBackNs() < held + 1'000'000'000);
}

void TestWireTap::logHoldsTheServerBack()
{
    Script script;
    script.accept().awaitMessages(1);
    for (int i = 0; i < 3; ++i)
        script.binary(QByteArray(1 << 20, 'b'));
    ScriptedServer server(script);
    TapSession session(server.url());
    int room = 2;
    session.setRoom([&room] { return room-- > 0; });
    QTRY_VERIFY(session.isOpen());
    session.socket().sendTextMessage(u"go"_s);
    QTRY_COMPARE(room, -1); // asked before each read, and then no more
    QVERIFY(session.handedOut() < 3);
    QVERIFY(session.tap().heldBackNs() > 0);
    room = 1000;
    session.tap().hold(WireTap::Hold::LogFull, false);
    QTRY_COMPARE(session.handedOut(), 3);
}

void TestWireTap::bytesInFrontOfAnEndAreReadAfterAHold()
{
    ScriptedServer server(Script().accept().awaitMessages(1).text("kept").close({1001, "away"}));
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.tap().hold(WireTap::Hold::LogFull, true);
    session.socket().sendTextMessage(u"go"_s);
    QTRY_VERIFY(server.connection().isScriptOver());
    server.connection().socket().end();
    QTRY_COMPARE(server.connection().socket().unwritten(), 0u);
    QVERIFY(!session.isFinished());
    session.tap().hold(WireTap::Hold::LogFull, false);
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.events().mid(1),
        (QStringList{u"text \"kept\""_s, u"close 1001 \"away\""_s, u"end CloseHandshake"_s}));
}

void TestWireTap::logHoldsUsBack()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url());
    bool room = true;
    session.setRoom([&room] { return room; });
    QTRY_VERIFY(session.isOpen());
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    room = false;
    constexpr int count = 64;
    for (int i = 0; i < count; ++i)
        session.socket().sendBinaryMessage(QByteArray(1 << 20, 'b'));
    // One message, behind which the log is asked; the rest stays in QWebSocket and the kernel.
    QTRY_COMPARE(server.connection().messages().size(), 1u);
    qint64 waiting = 0;
    QTRY_VERIFY(std::exchange(waiting, session.socket().bytesToWrite()) == waiting && waiting > 0);
    QCOMPARE(server.connection().messages().size(), 1u);
    room = true;
    session.tap().hold(WireTap::Hold::LogFull, false);
    QTRY_COMPARE_WITH_TIMEOUT(server.connection().messages().size(), size_t(count), 20'000);
}

void TestWireTap::closeDoesNotWaitForAServerThatReadsNothing()
{
    ScriptedServer server(Script().accept().stopReading().until([](ScriptedConnection &) { return false; }));
    TapSession session(server.url(), [](ConnectionOptions &options) { options.timeouts.close = 200; });
    QTRY_VERIFY(session.isOpen());
    // The first stays in the tap, so the second is not read, nor the answer to the tap's question.
    session.socket().sendBinaryMessage(QByteArray(32 << 20, 'b'));
    session.socket().sendBinaryMessage(QByteArray(32 << 20, 'b'));
    QTRY_VERIFY_WITH_TIMEOUT(session.tap().unsentPayload() > 0, 20'000);
    session.tap().close({closecode::Normal, {}});
    QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), 20'000);
    QCOMPARE(session.cause(), EndCause::CloseTimeout);
    QCOMPARE(session.detail(), u"The server did not take our data within 0.2 s."_s);
    QVERIFY(session.transcript().lines().filter(u"close"_s).isEmpty());
}

void TestWireTap::peerThatLeavesIsTold()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.socket().abort();
    QTRY_COMPARE(session.events().last(), u"peer lost: QWebSocket left it."_s);
    QVERIFY(!session.isFinished()); // whether to go on is the owner's decision
    session.tap().abort(WireTap::Abort::Fin);
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.events().filter(u"peer lost"_s).size(), 1);
}

void TestWireTap::payloadIsCountedWhenItHasLeft()
{
    ScriptedServer server(Script().accept().stopReading());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    const QByteArray big(32 << 20, 'b');
    session.socket().sendBinaryMessage(big);
    QTRY_COMPARE(session.tap().unsentPayload(), static_cast<quint64>(big.size()));
    QCOMPARE(session.payloadSent(), 0u);
    server.connection().socket().setReading(true);
    QTRY_COMPARE_WITH_TIMEOUT(session.payloadSent(), static_cast<quint64>(big.size()), 20'000);
    QCOMPARE(session.tap().unsentPayload(), 0u);
}

void TestWireTap::interimAnswersDoNotEndTheHandshake()
{
    ScriptedServer server(Script()
                              .request()
                              .bytes("HTTP/1.1 100 Continue\r\n\r\n")
                              .silence(50)
                              .bytes("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                              .accept()
                              .text("hello"));
    TapSession session(server.url());
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.transcript().lines(),
        (QStringList{u"> head \"GET / HTTP/1.1\""_s, u"< head \"HTTP/1.1 100 Continue\""_s,
            u"< head \"HTTP/1.1 103 Early Hints\""_s, u"< head \"HTTP/1.1 101 Switching Protocols\""_s,
            u"< text fin \"hello\""_s}));
    QVERIFY(session.facts().responseHead.startsWith("HTTP/1.1 101 "));
}

// Its words are there before QWebSocket is, for whom the request waits.
void TestWireTap::aServerThatSpeaksFirst()
{
    ScriptedServer server(Script().bytes("220 mail.test ESMTP\r\n"));
    TapSession session(server.url(), TapSession::WithoutPeer());
    QTRY_COMPARE(session.phases(), (QList{Phase::Address, Phase::Tcp}));
    QTRY_VERIFY(server.connectionCount() == 1 && server.connection().isScriptOver());
    session.openPeer();
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::HandshakeInvalid);
    QCOMPARE(session.detail(),
        u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): The start line is not one of HTTP/1.1. Byte 0."_s);
    // What was sent before anybody knew better is on record, first.
    QCOMPARE(session.transcript().lines().first(), u"> head \"GET / HTTP/1.1\""_s);
}

void TestWireTap::httpAnswers_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("401") << Script().answer(401, "Unauthorized", "who are you?")
                         << u"The server answered 401 Unauthorized instead of 101 Switching Protocols."_s
                         << QByteArray("who are you?");
    QTest::newRow("302, no body") << Script().answer(302, "Found", {}, {{"Location", "/there"}})
                                  << u"The server answered 302 Found instead of 101 Switching Protocols."_s
                                  << QByteArray();
    QTest::newRow("chunked") << Script().request().bytes(
        "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n"
        "4\r\nnot \r\n3;x=y\r\nyou\r\n0\r\n\r\n")
                             << u"The server answered 403 Forbidden instead of 101 Switching Protocols."_s
                             << QByteArray("not you");
    QTest::newRow("until the end of TCP")
        << Script().request().bytes("HTTP/1.1 502 Bad Gateway\r\n\r\nupstream ").silence(50).bytes("is down").end()
        << u"The server answered 502 Bad Gateway instead of 101 Switching Protocols."_s
        << QByteArray("upstream is down");
    QTest::newRow("never ends") << Script().request().bytes(
        "HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nhalf")
                                << u"The server answered 500 Oops instead of 101 Switching Protocols."_s
                                << QByteArray("half");
    QTest::newRow("after an interim answer")
        << Script().request().bytes("HTTP/1.1 103 Early Hints\r\n\r\n").answer(403, "Forbidden", "not you")
        << u"The server answered 403 Forbidden instead of 101 Switching Protocols."_s << QByteArray("not you");
    QTest::newRow("too long") << Script().answer(404, "Not Found", QByteArray(100'000, 'x'))
                              << u"The server answered 404 Not Found instead of 101 Switching Protocols."_s
                              << QByteArray(64 * 1024, 'x');
}

void TestWireTap::httpAnswers()
{
    QFETCH(Script, script);
    ScriptedServer server(script);
    TapSession session(server.url(), [](ConnectionOptions &options) { options.timeouts.handshake = 500; });
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::HttpStatus);
    QTEST(session.detail(), "detail");
    QTEST(session.facts().failureBody, "body");
    QVERIFY(session.facts().responseHead.endsWith("\r\n\r\n"));
    QVERIFY(!session.isOpen());
    QCOMPARE(session.phases().constLast(), Phase::Upgrade);
}

void TestWireTap::dialFailureIsTold()
{
    quint16 port = 0;
    {
        ScriptedServer gone{Script()};
        port = gone.port();
    }
    TapSession session(u"ws://127.0.0.1:%1/"_s.arg(port));
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::Refused);
    QCOMPARE(session.facts().addresses.size(), 1);
    QCOMPARE(session.facts().closeCode, closecode::Abnormal);
    QVERIFY(session.facts().failed);
}

void TestWireTap::closeBeforeItIsOpenAborts()
{
    ScriptedServer server(Script().request());
    TapSession session(server.url());
    QTRY_VERIFY(server.connectionCount() == 1 && server.connection().hasRequest());
    session.tap().close({closecode::Normal, {}});
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::LocalAbort);
    QCOMPARE(session.facts().closeCode, closecode::Abnormal);
    QTRY_VERIFY(server.connection().isEnded());
}

void TestWireTap::peerThatNeverComes()
{
    ScriptedServer server{Script()};
    TapSession session(server.url(), TapSession::WithoutPeer(),
        [](ConnectionOptions &options) { options.timeouts.handshake = 100; });
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::NetworkError);
    QCOMPARE(session.detail(),
        u"The relay inside Framescope broke: QWebSocket did not come to it within 0.1 s."_s);
    QCOMPARE(session.facts().addresses.size(), 1);
}

QTEST_GUILESS_MAIN(TestWireTap)
#include "tst_wiretap.moc"
