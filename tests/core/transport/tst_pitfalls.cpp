// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/allocations.h"
#include "support/hex.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/sessionprobe.h"
#include "support/tapsession.h"
#include "support/worktimer.h"
#include "transport/unwitnessed.h"
#include "transport/wirewitness.h"

#include "protocol/frameencoder.h"
#include "protocol/permessagedeflate.h"

#include <QFile>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

// QWebSocket of Qt 6.4 breaks valid sessions and hides what was on the wire; a relay in front of it has
// pitfalls of its own. Each has its test, against a server that behaves, or misbehaves, in just that way.
class TestPitfalls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The relay's.
    void p01_onlyWholeMessagesAreForwarded();
    void p02_noByteIsParsedTwice();
    void p02_workGrowsWithTheBytes();
    void p03_readsOnAfterQWebSocketHasClosed();
    void p04_normalEndIsNoError_data();
    void p04_normalEndIsNoError();
    void p05_pathStaysAsItWasEncoded();
    void p06_sslErrorsAreIgnoredInTheSlot(); // also b7
    void p07_injectsBetweenMessages();
    void p07_injectsBehindAHalfWrittenMessage();
    void p08_extensionEndsAtTheTap();
    void p08_extensionAnswers_data();
    void p08_extensionAnswers();
    void p08_emptyMessageIsCompressed();
    void p08_controlFramesStayPlain();
    void p08_windowIsTheAgreedOne_data();
    void p08_windowIsTheAgreedOne();
    void p08_serverMayUseEveryWindowAndFinalBlocks();
    void p08_bombIsInflatedInPieces();
    void p08_bombIsInflatedUpToTheLimitOnly_data();
    void p08_bombIsInflatedUpToTheLimitOnly();
    void p09_slowPeerHoldsTheServerBack();
    void p10_readBufferIsBoundedAndResumes_data();
    void p10_readBufferIsBoundedAndResumes();
    void p11_onlyTheRightPeerEnters();
    void p12_ownsTheTimeouts_data();
    void p12_ownsTheTimeouts();
    void p13_payloadIsNotCopiedForTheLog();
    void p13_logTakesNoMemoryPerFrame();
    void p14_messagesCorrelateByOrder();

    // QWebSocket's: what it does not show.
    void uninvitedExtensionIsNamed();
    void handshakesThatQWebSocketLeavesOpen_data();
    void handshakesThatQWebSocketLeavesOpen();
    void failureBodyIsKept();
    void keepAliveAfter401DoesNotHang();
    void dropIsNotAClose_data();
    void dropIsNotAClose();
    void closeCodesArrive_data();
    void closeCodesArrive();
    void closeReachesTheServerUnderLoad();
    void emptyCloseCanBeSent();
    void pingIsSeenAndPongIsExact();
    void invalidBytesAreShown_data();
    void invalidBytesAreShown();
    void maskedServerFrameIsRefused();

    // QWebSocket's: what it breaks.
    void b1_fragmentMaySplitACharacter();
    void b2_gapOfSixSeconds();
    void b3_frameLargerThanTheReadBuffer();
    void b4_connectionMayBeAList();
    void b5_emptyPathWithQuery();
    void b6_givenHostReplacesOurs(); // CR and LF in headers: tst_network, badInputIsAnErrorAtOnce
    void headMayBeLargerThanQWebSocketTakes();
    void b8_endIsToldOnce();
    void b9_nextAttemptKnowsNothingOfTheLast();
    void closeUnderLoadWithAFullSendQueueLosesNothing();
};

namespace {

QByteArray textFrame(const QByteArray &payload, bool fin = true, Opcode opcode = Opcode::Text)
{
    QByteArray bytes;
    appendFrame(bytes, frameFor(opcode, payload, {}, fin), payload);
    return bytes;
}

void compressed(ConnectionOptions &options)
{
    options.deflate = DeflateParameters::browserOffer();
}

QByteArray noiseTwice()
{
    QByteArray noise(600, '\0');
    QRandomGenerator random(1);
    for (char &byte : noise)
        byte = static_cast<char>(random.generate());
    return noise.repeated(2);
}

constexpr auto goodHead = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: ACCEPT\r\n";

// Not QWebSocket: a peer that never reads.
class DeafPeer : public QTcpSocket {
public:
    explicit DeafPeer(const WireTap &tap)
        : m_tap(tap)
    {
        setReadBufferSize(1);
        connect(this, &QAbstractSocket::connected, this, [this] {
            const HttpHeader token = m_tap.tokenHeader();
            write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + token.name + ": " + token.value + "\r\n\r\n");
        });
        connectToHost(QHostAddress::LocalHost, static_cast<quint16>(tap.localUrl().port()));
    }

private:
    const WireTap &m_tap;
};

Script blocks(int count, qsizetype size)
{
    Script script;
    script.accept().awaitMessages(1);
    for (int i = 0; i < count; ++i)
        script.binary(QByteArray(size, static_cast<char>(i)));
    return script;
}

// True once the server has got rid of nothing in ten turns of QTRY.
class Stuck {
public:
    explicit Stuck(ScriptedServer &server)
        : m_server(server)
    {
    }
    // Also if it got rid of everything.
    bool isOver() { return isTrue() || m_server.connection().socket().unwritten() == 0; }
    bool isTrue()
    {
        const quint64 now = m_server.connection().socket().unwritten();
        m_turns = now > 0 && now == m_before ? m_turns + 1 : 0;
        m_before = now;
        return m_turns >= 10;
    }

private:
    ScriptedServer &m_server;
    quint64 m_before = 0;
    int m_turns = 0;
};

// What lies in the kernel's buffers of connections with that port at either end.
qint64 heldByKernel(quint16 port)
{
    QFile table(u"/proc/net/tcp"_s);
    if (!table.open(QIODevice::ReadOnly))
        qFatal("no /proc");
    const QByteArray end = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    qint64 held = 0;
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.size() < 5 || fields[3] == "0A") // nobody's: it listens
            continue;
        if (fields[1].endsWith(end) || fields[2].endsWith(end)) {
            for (const QByteArray &queue : fields[4].split(':'))
                held += queue.toLongLong(nullptr, 16);
        }
    }
    return held;
}

} // namespace

// The relay's --------------------------------------------------------------------------------------------

void TestPitfalls::p01_onlyWholeMessagesAreForwarded()
{
    const QByteArray frame = textFrame(QByteArray(1000, 'x'));
    // Its pong would fall into its own half frame.
    const auto mute = [](Peer::Settings &settings) { settings.answerPings = false; };
    ScriptedServer server(
        Script().accept().bytes(frame.first(500)).awaitMessages(1).bytes(frame.sliced(500)).withSettings(mute));
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    int bytesInQWebSocket = 0;
    const auto *inner = session.socket().findChild<QTcpSocket *>();
    QVERIFY(inner);
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    connect(inner, &QIODevice::readyRead, &session, [&] { ++bytesInQWebSocket; });
    QTRY_COMPARE(session.transcript().begunFrames(), 1); // half of it is here ...
    QVERIFY(session.tap().ping("turn"));
    QTRY_VERIFY(server.connection().transcript().lines().contains(u"> ping masked \"turn\""_s));
    QCOMPARE(bytesInQWebSocket, 0); // ... and stays here
    session.socket().sendTextMessage(u"go"_s);
    QTRY_COMPARE(session.handedOut(), 1);
}

void TestPitfalls::p02_noByteIsParsedTwice()
{
    constexpr int fragments = 20'000;
    QByteArray train = textFrame("a", false);
    for (int i = 1; i < fragments; ++i)
        train += textFrame("a", i == fragments - 1, Opcode::Continuation);
    ScriptedServer server(Script().accept().bytes(train));
    TapSession session(server.url());
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.events().constLast(), u"text "_s + quotedBytes(QByteArray(fragments, 'a')));
    QCOMPARE(session.transcript().lines().size(), 2 + fragments);
}

// A frame a read, all of one message: four times as many are four times the work, not sixteen times.
void TestPitfalls::p02_workGrowsWithTheBytes()
{
    const auto work = [](int fragments) {
        Unwitnessed nobody;
        WireReader reader(nobody);
        reader.beginOpen({});
        const QByteArray first = textFrame("a", false);
        const QByteArray next = textFrame("a", false, Opcode::Continuation);
        const WorkTimer timer;
        for (int i = 0; i < fragments; ++i)
            reader.feed(Direction::ServerToClient, i == 0 ? first : next, i);
        return timer.ms();
    };
    constexpr int few = 40'000;
    constexpr int runs = 3; // the best of them is the one that nothing disturbed
    double little = work(few);
    double much = work(4 * few);
    for (int run = 1; run < runs; ++run) {
        little = std::min(little, work(few));
        much = std::min(much, work(4 * few));
    }
    QVERIFY2(much < 8 * little, qPrintable(u"%1 ms, then %2 ms"_s.arg(little).arg(much)));
}

void TestPitfalls::p03_readsOnAfterQWebSocketHasClosed()
{
    ScriptedServer server(Script().accept().awaitMessages(1).text("one").text("two").close({1000, {}}));
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.socket().sendTextMessage(u"go"_s);
    session.socket().close(); // as no owner should
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::CloseHandshake);
    QVERIFY(session.transcript().lines().contains(u"< text fin \"one\""_s));
    QVERIFY(session.transcript().lines().contains(u"< text fin \"two\""_s));
    QCOMPARE(session.delivered() + session.withheld(), 2);
    QCOMPARE(session.handedOut(), 0);
    // The only Close that went up is the answer to the server's.
    QCOMPARE(
        session.transcript().lines().filter(u"> close"_s), QStringList{u"> close masked 1000 automatic"_s});
}

void TestPitfalls::p04_normalEndIsNoError_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("ws") << false;
    QTest::newRow("wss") << true;
}

void TestPitfalls::p04_normalEndIsNoError()
{
    QFETCH(bool, tls);
    ScriptedServer server(Script().accept().close({1000, "bye"}),
        tls ? ScriptedServer::Security::Tls : ScriptedServer::Security::Plain);
    TapSession session(server.url(), [](ConnectionOptions &options) { options.tls.acceptAnything = true; });
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::CloseHandshake);
    QVERIFY(session.facts().wasClean);
    QVERIFY(!session.facts().failed);
}

void TestPitfalls::p05_pathStaysAsItWasEncoded()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url(u"/a%20b%2Fc?q=%25"_s));
    QTRY_VERIFY(session.isOpen());
    QCOMPARE(server.connection().request().startLine, QByteArray("GET /a%20b%2Fc?q=%25 HTTP/1.1"));
}

void TestPitfalls::p06_sslErrorsAreIgnoredInTheSlot()
{
    ScriptedServer server(Script().accept(), ScriptedServer::Security::Tls, u"selfsigned.pem"_s);
    TapSession session(server.url(), [](ConnectionOptions &options) { options.tls.acceptAnything = true; });
    QTRY_VERIFY2(session.isOpen(), qPrintable(session.detail()));
    QCOMPARE(session.facts().tls->errors.size(), 1); // and what was passed over is on record
}

void TestPitfalls::p07_injectsBetweenMessages()
{
    const QByteArray big(4 << 20, 'b');
    ScriptedServer server(Script().accept());
    TapSession session(server.url());
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.socket().setOutgoingFrameSize(64 * 1024);
    session.socket().sendBinaryMessage(big);
    QVERIFY(session.tap().ping("a")); // while the message is somewhere between
    QTRY_COMPARE(server.connection().messages().size(), 1u);
    QVERIFY(session.tap().ping("b"));
    QTRY_COMPARE(server.connection().transcript().lines().size(), 7);
    QCOMPARE(server.connection().messages().at(0).second, big);
    QCOMPARE(server.connection().transcript().lines().filter(u"!"_s), QStringList());
    QCOMPARE(server.connection().transcript().lines().filter(u"> continuation"_s), QStringList());
}

// The server takes only a part of it: the rest waits in the tap, and the ping behind it.
void TestPitfalls::p07_injectsBehindAHalfWrittenMessage()
{
    const QByteArray big(32 << 20, 'b');
    ScriptedServer server(Script().accept().stopReading().until([](ScriptedConnection &) { return false; }));
    TapSession session(server.url());
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.socket().setOutgoingFrameSize(64 * 1024);
    session.socket().sendBinaryMessage(big);
    QTRY_COMPARE(session.tap().unsentPayload(), quint64(big.size()));
    QVERIFY(session.tap().ping("behind"));
    QCOMPARE(session.tap().unsentPayload(), quint64(big.size())); // and still nothing of it is through
    server.connection().socket().setReading(true);
    QTRY_COMPARE(server.connection().pings(), 1);
    const QStringList lines = server.connection().transcript().lines();
    QCOMPARE(lines.filter(u"!"_s), QStringList());
    const QStringList sent = lines.filter(u"> "_s).mid(1); // behind the head
    QCOMPARE(sent.size(), 2);
    QVERIFY2(sent.first().startsWith(u"> binary fin masked 33554432 bytes"_s), qPrintable(sent.first()));
    QCOMPARE(sent.last(), u"> ping masked \"behind\""_s);
    QCOMPARE(server.connection().messages().at(0).second, big);
}

// Seen to fail with Downstream::accept() handing the extension on.
void TestPitfalls::p08_extensionEndsAtTheTap()
{
    ScriptedServer server(Script().acceptDeflate().text(QByteArray(1000, 'z')));
    TapSession session(server.url(), compressed);
    QTRY_COMPARE(session.handedOut(), 1); // QWebSocket would fail on RSV1
    QCOMPARE(session.events().at(0), u"opened \"\" \"%1\""_s.arg(session.facts().extensions));
    QVERIFY(session.facts().extensions.startsWith(u"permessage-deflate"));

    // QWebSocket says nothing of a header that it does not understand: another peer looks.
    TapSession looked(server.url(), TapSession::WithoutPeer(), compressed);
    DeafPeer peer(looked.tap());
    looked.tap().expectPeer([&peer] { return peer.localPort(); });
    peer.setReadBufferSize(0);
    QTRY_VERIFY(peer.peek(4096).contains("\r\n\r\n"));
    const QByteArray head = peer.peek(4096);
    QVERIFY2(head.startsWith("HTTP/1.1 101 "), head.constData());
    QVERIFY2(!head.toLower().contains("sec-websocket-extensions"), head.constData());
    QVERIFY(looked.facts().responseHead.contains("Sec-WebSocket-Extensions: permessage-deflate"));
}

void TestPitfalls::p08_extensionAnswers_data()
{
    QTest::addColumn<DeflateParameters>("offer");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("opens");
    const DeflateParameters browser = DeflateParameters::browserOffer();
    const DeflateParameters bare;
    const DeflateParameters narrow{true, false, 10, {}, false};
    QTest::newRow("plain") << browser << QByteArray("permessage-deflate") << true;
    QTest::newRow("all parameters") << browser
                                    << QByteArray("permessage-deflate; server_no_context_takeover; "
                                                  "client_no_context_takeover; "
                                                  "server_max_window_bits=10; client_max_window_bits=9")
                                    << true;
    QTest::newRow("smallest windows")
        << browser << QByteArray("permessage-deflate; server_max_window_bits=8; client_max_window_bits=8")
        << true;
    QTest::newRow("what the client may do unasked")
        << bare << QByteArray("permessage-deflate; server_max_window_bits=9; client_no_context_takeover")
        << true;
    QTest::newRow("unknown parameter") << browser << QByteArray("permessage-deflate; turbo") << false;
    QTest::newRow("window too big") << browser << QByteArray("permessage-deflate; server_max_window_bits=16")
                                    << false;
    QTest::newRow("window too small")
        << browser << QByteArray("permessage-deflate; client_max_window_bits=7") << false;
    QTest::newRow("another extension") << browser << QByteArray("x-webkit-deflate-frame") << false;
    QTest::newRow("twice") << browser << QByteArray("permessage-deflate, permessage-deflate") << false;
    QTest::newRow("window that was not offered")
        << bare << QByteArray("permessage-deflate; client_max_window_bits=10") << false;
    QTest::newRow("window above the offer")
        << narrow << QByteArray("permessage-deflate; server_no_context_takeover; server_max_window_bits=11")
        << false;
    QTest::newRow("offer not kept") << narrow << QByteArray("permessage-deflate; server_max_window_bits=10")
                                    << false;
}

// Seen to fail without checkDeflateAnswer(): the last three opened.
void TestPitfalls::p08_extensionAnswers()
{
    QFETCH(DeflateParameters, offer);
    QFETCH(QByteArray, answer);
    QFETCH(bool, opens);
    ScriptedServer server(
        Script().acceptWith(goodHead + QByteArray("Sec-WebSocket-Extensions: ") + answer + "\r\n\r\n"));
    TapSession session(server.url(), [&offer](ConnectionOptions &options) { options.deflate = offer; });
    QTRY_VERIFY(session.isOpen() || session.isFinished());
    QCOMPARE(session.isOpen(), opens);
    if (!opens) {
        QCOMPARE(session.cause(), EndCause::HandshakeInvalid);
        QVERIFY2(session.detail().contains(u"(RFC "), qPrintable(session.detail()));
    }
}

// Seen to fail with a Deflater that makes nothing of nothing.
void TestPitfalls::p08_emptyMessageIsCompressed()
{
    ScriptedServer server(Script().acceptDeflate().echo());
    TapSession session(server.url(), compressed);
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.socket().sendTextMessage(QString());
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.events().constLast(), u"text \"\""_s);
    QCOMPARE(server.connection().transcript().lines().filter(u"> text"_s),
        QStringList{uR"(> text fin rsv1 masked "\x00" = text "")"_s});
}

// Seen to fail with RSV1 on the control frames that Peer writes. RSV1 on fragments that come in is in
// tst_conformance_deflate.
void TestPitfalls::p08_controlFramesStayPlain()
{
    ScriptedServer server(Script().acceptDeflate());
    TapSession session(server.url(), compressed);
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.socket().setOutgoingFrameSize(10);
    session.socket().sendTextMessage(QString(100, u'a'));
    QTRY_COMPARE(server.connection().messages().size(), 1u);
    QVERIFY(session.tap().ping("ping ping ping ping"));
    session.tap().close({1000, "close close close"});
    QTRY_VERIFY(session.isFinished());
    const QStringList sent = server.connection().transcript().lines().filter(u"> "_s).mid(1);
    QCOMPARE(sent.size(), 3);
    QVERIFY2(sent.at(0).startsWith(u"> text fin rsv1 masked "_s), qPrintable(sent.at(0)));
    QCOMPARE(sent.at(1), u"> ping masked \"ping ping ping ping\""_s);
    QVERIFY2(sent.at(2).startsWith(u"> close masked 1000 \"close close close\""_s), qPrintable(sent.at(2)));
    QCOMPARE(server.connection().transcript().lines().filter(u"!"_s), QStringList());
}

void TestPitfalls::p08_windowIsTheAgreedOne_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<bool>("reachesBack");
    for (const int bits : {8, 9, 10, 15})
        QTest::addRow("%d bits", bits) << bits << (bits >= 10);
}

// The same noise again, 600 bytes behind: who looks back so far sends half as much. How zlib keeps within 256
// bytes when it knows 512 at least is in tst_permessagedeflate. Seen to fail with a Deflater of 15 bits always.
void TestPitfalls::p08_windowIsTheAgreedOne()
{
    QFETCH(int, bits);
    QFETCH(bool, reachesBack);
    const QByteArray twice = noiseTwice();
    DeflateParameters agreed;
    agreed.clientMaxWindowBits = bits;
    ScriptedServer server(Script().acceptDeflate(agreed));
    TapSession session(server.url(), compressed);
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.socket().sendBinaryMessage(twice);
    QTRY_COMPARE(server.connection().messages().size(), 1u);
    QCOMPARE(server.connection().messages().at(0).second, twice);
    const QString sent = server.connection().transcript().lines().filter(u"> binary"_s).value(0);
    static const QRegularExpression size(u"masked (\\d+) bytes"_s);
    const int wire = size.match(sent).captured(1).toInt();
    QVERIFY2(reachesBack ? wire < 700 : wire > 1100, qPrintable(sent));
}

// A server that looks back farther than it said, ends its DEFLATE for good, and forgets the block behind that.
// Seen to fail with an Inflater of 9 bits.
void TestPitfalls::p08_serverMayUseEveryWindowAndFinalBlocks()
{
    const QByteArray twice = noiseTwice();
    const QByteArray far = Deflater(15, true).compress(twice);
    QVERIFY(far.size() < 700);
    const auto deflated = [](Opcode opcode, const QByteArray &wire) {
        FrameHeader header = frameFor(opcode, wire);
        header.rsv1 = true;
        return header;
    };
    const QByteArray final = "f3 48 cd c9 c9 07 00"_hex, more = "f2 00 11 00 00"_hex;
    ScriptedServer server(Script()
                              .acceptWith(goodHead
                                  + QByteArray("Sec-WebSocket-Extensions: permessage-deflate; "
                                               "server_max_window_bits=9\r\n\r\n"))
                              .frame(deflated(Opcode::Binary, far), far)
                              .frame(deflated(Opcode::Text, final), final)
                              .frame(deflated(Opcode::Text, more), more));
    TapSession session(server.url(), compressed);
    QTRY_VERIFY(session.handedOut() == 3 || session.isFinished());
    QCOMPARE(session.events().mid(1),
        QStringList({u"binary "_s + quotedBytes(twice), u"text \"Hello\""_s, u"text \"Hello\""_s}));
}

// An inspector shows what is in it: what it is spared is the whole of it in memory, and QWebSocket. How flat
// memory stays is in tst_hostile.
void TestPitfalls::p08_bombIsInflatedInPieces()
{
    ScriptedServer server(Script().acceptDeflate().binary(QByteArray(64 << 20, '\0')).text("after"));
    TapSession session(server.url(), [](ConnectionOptions &options) {
        compressed(options);
        options.deliveryLimit = 1 << 20;
    });
    QTRY_COMPARE_WITH_TIMEOUT(session.handedOut(), 1, 20'000);
    QCOMPARE(session.events().constLast(), u"text \"after\""_s);
    QCOMPARE(session.withheld(), 1);
    const QStringList bomb = session.transcript().lines().filter(u"< binary"_s);
    QCOMPARE(bomb.size(), 1);
    QVERIFY2(bomb.first().endsWith(u" = binary 67108864 bytes, not assembled"), qPrintable(bomb.first()));
}

void TestPitfalls::p08_bombIsInflatedUpToTheLimitOnly_data()
{
    QTest::addColumn<Policy>("policy");
    QTest::addColumn<QString>("end");
    QTest::newRow("strict") << Policy::Strict << u"end ProtocolFailure"_s;
    QTest::newRow("lenient") << Policy::Lenient << u"text \"after\""_s;
}

void TestPitfalls::p08_bombIsInflatedUpToTheLimitOnly()
{
    QFETCH(Policy, policy);
    DeflateParameters fresh; // else no later message could be inflated either
    fresh.serverNoContextTakeover = true;
    ScriptedServer server(Script().acceptDeflate(fresh).binary(QByteArray(64 << 20, '\0')).text("after"));
    TapSession session(server.url(), [policy](ConnectionOptions &options) {
        compressed(options);
        options.policy = policy;
        options.deliveryLimit = 1 << 20;
        options.inflateLimit = 8 << 20;
    });
    QTRY_VERIFY_WITH_TIMEOUT(session.isFinished() || session.handedOut() == 1, 20'000);
    QTEST(session.events().constLast(), "end");
    const QStringList bomb = session.transcript().lines().filter(u"< binary"_s);
    QCOMPARE(bomb.size(), 1);
    QVERIFY2(bomb.first().endsWith(u" = binary 8388608 bytes, not assembled"), qPrintable(bomb.first()));
    QCOMPARE(session.transcript().lines().filter(u"it inflates to more than 8388608 bytes"_s).size(), 1);
    if (policy == Policy::Strict) {
        QTRY_VERIFY(server.connection().close());
        QCOMPARE(server.connection().close()->code, closecode::TooBig);
    }
}

void TestPitfalls::p09_slowPeerHoldsTheServerBack()
{
    ScriptedServer server(blocks(96, 1 << 20).withSettings([](Peer::Settings &) {}));
    TapSession session(server.url(), TapSession::WithoutPeer());
    DeafPeer deaf(session.tap());
    session.tap().expectPeer([&deaf] { return deaf.localPort(); });
    QTRY_VERIFY(session.isOpen());
    session.tap().sendFrame(frameFor(Opcode::Text, "go", MaskKey{}), "go");
    QTRY_VERIFY(server.connection().isScriptOver());
    Stuck stuck(server);
    QTRY_VERIFY(stuck.isTrue());
    // Of 96 MiB two thirds never left the server: kernels and relay hold the rest, and no more.
    QVERIFY2(server.connection().socket().unwritten() > 64u << 20,
        qPrintable(QString::number(server.connection().socket().unwritten())));
    QVERIFY(session.tap().heldBackNs() > 0);
    deaf.setReadBufferSize(0);
    connect(&deaf, &QIODevice::readyRead, &deaf, [&deaf] { deaf.readAll(); });
    deaf.readAll();
    QTRY_COMPARE_WITH_TIMEOUT(session.delivered(), 96, 20'000);
}

void TestPitfalls::p10_readBufferIsBoundedAndResumes_data()
{
    p04_normalEndIsNoError_data();
}

// What has left the server and does not lie in the kernel lies in the process. Seen to fail without
// setReadBufferSize() (all of it), and with one of 4 MiB.
void TestPitfalls::p10_readBufferIsBoundedAndResumes()
{
    QFETCH(bool, tls);
    constexpr int count = 64;
    ScriptedServer server(
        blocks(count, 1 << 20), tls ? ScriptedServer::Security::Tls : ScriptedServer::Security::Plain);
    TapSession session(server.url(), [](ConnectionOptions &options) { options.tls.acceptAnything = true; });
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
    session.tap().hold(WireTap::Hold::User, true);
    session.socket().sendTextMessage(u"go"_s);
    QTRY_VERIFY(server.connection().isScriptOver());
    Stuck stuck(server);
    QTRY_VERIFY(stuck.isOver());
    const qint64 unwritten = static_cast<qint64>(server.connection().socket().unwritten());
    const qint64 inProcess = (qint64(count) << 20) - unwritten - heldByKernel(server.port());
    // TLS has two: encrypted, and plain.
    QVERIFY2(
        inProcess <= (tls ? 2 : 1) * WireTap::ReadChunk + (16 << 10), qPrintable(QString::number(inProcess)));
    QVERIFY(unwritten > 32 << 20);
    QCOMPARE(session.delivered(), 0);
    session.tap().hold(WireTap::Hold::User, false);
    QTRY_COMPARE_WITH_TIMEOUT(session.handedOut(), count, 20'000);
}

void TestPitfalls::p11_onlyTheRightPeerEnters()
{
    ScriptedServer server(Script().accept().text("hi"));
    TapSession session(server.url(), TapSession::WithoutPeer());
    const auto port = static_cast<quint16>(session.tap().localUrl().port());

    QTcpSocket stranger; // knows the port, not the token
    stranger.connectToHost(QHostAddress::LocalHost, port);
    stranger.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QTRY_VERIFY(stranger.peek(100).startsWith("HTTP/1.1 403 "));
    DeafPeer thief(session.tap()); // knows the token, and comes from elsewhere
    thief.setReadBufferSize(0);
    QTRY_VERIFY(thief.peek(100).startsWith("HTTP/1.1 403 "));
    QTcpSocket silent; // blocks nobody
    silent.connectToHost(QHostAddress::LocalHost, port);
    QTRY_COMPARE(silent.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(server.connectionCount() > 0 && server.connection().hasRequest(), false);

    session.openPeer();
    QTRY_COMPARE(session.handedOut(), 1);
    QTRY_COMPARE(silent.state(), QAbstractSocket::UnconnectedState);
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestPitfalls::p12_ownsTheTimeouts_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<EndCause>("cause");
    QTest::newRow("TLS") << Script().stopReading() << true << EndCause::TlsTimeout;
    QTest::newRow("handshake") << Script().request() << false << EndCause::HandshakeTimeout;
    QTest::newRow("close") << Script().accept().withSettings([](Peer::Settings &settings) {
        settings.answerClose = false;
    }) << false << EndCause::CloseTimeout;
}

void TestPitfalls::p12_ownsTheTimeouts()
{
    QFETCH(Script, script);
    QFETCH(bool, tls);
    ScriptedServer server(script);
    QString url = server.url();
    if (tls)
        url.replace(u"ws:"_s, u"wss:"_s); // a server that does not speak TLS, and does not say so
    TapSession session(url, [](ConnectionOptions &options) { options.timeouts = {200, 200, 200, 200}; });
    QTRY_VERIFY(session.isOpen() || session.isFinished());
    if (session.isOpen())
        session.tap().close({1000, {}});
    QTRY_VERIFY(session.isFinished());
    QTEST(session.cause(), "cause");
}

// The same memory all the way: what the frame carried is what the message is. Seen to fail with a MessageAssembler
// that gathers messages of one frame too.
void TestPitfalls::p13_payloadIsNotCopiedForTheLog()
{
    class Memory final : public WireEventSink {
    public:
        void head(const HeadEvent &) override { }
        void frame(const FrameEvent &event) override
        {
            same = event.message && event.message->payload.data() == event.payload.data();
        }
        void frameBegan(const FrameEvent &) override { }
        void framePayload(Direction, QByteArrayView, QByteArrayView) override { }
        void frameEnded(const FrameEvent &) override { }
        void violation(const Violation &, qint64) override { }
        bool same = false;
    } memory;
    ScriptedServer server(Script().accept().text(QByteArray(4096, 'm')));
    ConnectionOptions options;
    SystemClock clock;
    QWebSocket socket;
    WireTap tap(*parseWebSocketUrl(server.url()), options, memory, clock);
    tap.expectPeer([&socket] { return socket.localPort(); });
    QVERIFY(tap.start());
    QNetworkRequest request(tap.localUrl());
    request.setRawHeader(tap.tokenHeader().name, tap.tokenHeader().value);
    socket.open(request);
    QTRY_VERIFY(memory.same);
}

// From the bytes of a read to the ring: per message no more than what it keeps of where it stands. Seen to fail
// with a preview of each frame kept as a QByteArray, and with messages of one frame gathered.
void TestPitfalls::p13_logTakesNoMemoryPerFrame()
{
    constexpr int count = 2000;
    constexpr qsizetype size = 1000;
    const QByteArray message(size, 'm');
    QByteArray read;
    for (int i = 0; i < count; ++i)
        read += textFrame(message);
    SessionProbe probe;
    const ConnectionOptions options;
    WireWitness witness(probe.journal(), 1, probe.clock(), options, [] {});
    WireReader reader(witness, {});
    reader.beginOpen({});
    const qint64 before = Allocations::bytes();
    {
        const Allocations counted;
        reader.feed(Direction::ServerToClient, read, 1);
    }
    const qint64 perMessage = (Allocations::bytes() - before) / count;
    QVERIFY2(perMessage < size / 10, qPrintable(u"%1 bytes a message"_s.arg(perMessage)));
    QCOMPARE(probe.log().info()->lastId, count);
    QCOMPARE(*probe.log().payload(count, 0, size), message);
}

void TestPitfalls::p14_messagesCorrelateByOrder()
{
    constexpr int count = 2000;
    Script script;
    script.accept();
    for (int i = 0; i < count; ++i) {
        script.text(QByteArray::number(i));
        if (i % 100 == 0)
            script.ping("between");
    }
    ScriptedServer server(script.close({1000, {}}));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.delivered(), count);
    QCOMPARE(session.handedOut(), count); // all of them, before the end is told
    for (int i = 0; i < count; ++i)
        QCOMPARE(session.events().at(i + 1), u"text \"%1\""_s.arg(i));
}

// What QWebSocket does not show ------------------------------------------------------------------------

void TestPitfalls::uninvitedExtensionIsNamed()
{
    ScriptedServer server(
        Script().acceptWith(goodHead + QByteArray("Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n")));
    TapSession session(server.url()); // offers none
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::HandshakeInvalid);
    QVERIFY2(session.detail().contains(u"permessage-deflate"), qPrintable(session.detail()));
}

void TestPitfalls::handshakesThatQWebSocketLeavesOpen_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("detail");
    QTest::newRow("wrong accept")
        << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n")
        << u"Sec-WebSocket-Accept does not fit the key (RFC 6455, 4.1): \"AAAA\" instead of \""_s;
    QTest::newRow("protocol not offered")
        << goodHead + QByteArray("Sec-WebSocket-Protocol: uninvited\r\n\r\n")
        << u"The server chose a subprotocol that was not offered (RFC 6455, 4.1): \"uninvited\". Byte 0."_s;
    QTest::newRow("not HTTP")
        << QByteArray("SSH-2.0-OpenSSH_9.2p1\r\n")
        << u"This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): The start line is not one of HTTP/1.1. Byte 0."_s;
    QTest::newRow("no upgrade") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                                              "Sec-WebSocket-Accept: ACCEPT\r\n\r\n")
                                << u"Upgrade: websocket is missing (RFC 6455, 4.1). Byte 0."_s;
}

void TestPitfalls::handshakesThatQWebSocketLeavesOpen()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, detail);
    ScriptedServer server(Script().acceptWith(answer));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::HandshakeInvalid);
    QVERIFY2(session.detail().startsWith(detail), qPrintable(session.detail()));
    QVERIFY(!session.isOpen());
    QTRY_VERIFY(server.connection().isEnded());
}

void TestPitfalls::failureBodyIsKept()
{
    ScriptedServer server(Script().answer(403, "Forbidden", "no websockets for you\n"));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::HttpStatus);
    QCOMPARE(session.facts().failureBody, QByteArray("no websockets for you\n"));
}

void TestPitfalls::keepAliveAfter401DoesNotHang()
{
    ScriptedServer server(Script().request().bytes("HTTP/1.1 401 Unauthorized\r\nConnection: keep-alive\r\n"
                                                   "WWW-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno"));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::HttpStatus);
    QTRY_VERIFY(server.connection().isEnded());
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::UnconnectedState);
}

void TestPitfalls::dropIsNotAClose_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<EndCause>("cause");
    QTest::newRow("FIN") << Script().accept().text("x").end() << EndCause::ServerFin;
    QTest::newRow("RST") << Script().accept().awaitMessages(1).reset() << EndCause::ServerReset;
    QTest::newRow("FIN within a frame")
        << Script().accept().bytes("8105 6865"_hex).end() << EndCause::ServerFin;
}

void TestPitfalls::dropIsNotAClose()
{
    QFETCH(Script, script);
    ScriptedServer server(script);
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.socket().sendTextMessage(u"go"_s);
    QTRY_VERIFY(session.isFinished());
    QTEST(session.cause(), "cause");
    QCOMPARE(session.facts().closeCode, closecode::Abnormal);
    QVERIFY(!session.facts().wasClean);
}

void TestPitfalls::closeCodesArrive_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("event");
    QTest::addColumn<int>("code");
    QTest::newRow("empty") << QByteArray() << u"close 1005 \"\""_s << 1005;
    QTest::newRow("1012") << "03f4"_hex << u"close 1012 \"\""_s << 1012;
    QTest::newRow("1013") << "03f5 6c61746572"_hex << u"close 1013 \"later\""_s << 1013;
    QTest::newRow("1014") << "03f6"_hex << u"close 1014 \"\""_s << 1014;
    QTest::newRow("4999") << "1387"_hex << u"close 4999 \"\""_s << 4999;
}

void TestPitfalls::closeCodesArrive()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, event);
    QFETCH(int, code);
    ScriptedServer server(Script().accept().frame(frameFor(Opcode::Close, payload), payload));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.events().mid(1), (QStringList{event, u"end CloseHandshake"_s}));
    QCOMPARE(session.facts().closeCode, static_cast<quint16>(code));
    QCOMPARE(server.connection().close(), parseCloseBody(payload)); // echoed as it came
    QVERIFY(session.facts().wasClean);
}

void TestPitfalls::closeReachesTheServerUnderLoad()
{
    for (int run = 0; run < 5; ++run) { // without the relay three of five got lost
        ScriptedServer server(blocks(12, 1 << 20));
        TapSession session(server.url());
        QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
        session.socket().sendTextMessage(u"go"_s);
        QTRY_VERIFY(session.delivered() > 0);
        session.tap().close({1000, "enough"});
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), 20'000);
        QCOMPARE(server.connection().close(), (CloseBody{1000, "enough"}));
        QVERIFY(session.facts().wasClean);
        QCOMPARE(session.delivered() + session.withheld(), 12); // all of it was read
    }
}

void TestPitfalls::emptyCloseCanBeSent()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url());
    QTRY_VERIFY(session.isOpen());
    session.tap().close({});
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(server.connection().close(), CloseBody{});
    QVERIFY(session.transcript().lines().filter(u"> close masked"_s).size() == 1);
    QCOMPARE(session.facts().closeCode, closecode::NoStatus);
}

void TestPitfalls::pingIsSeenAndPongIsExact()
{
    const QByteArray full(125, 'p');
    ScriptedServer server(Script().accept().ping(full).awaitPongs(1).text("done"));
    TapSession session(server.url());
    QTRY_COMPARE(session.handedOut(), 1);
    QVERIFY(session.transcript().lines().contains(u"< ping "_s + quotedBytes(full)));
    QVERIFY(session.transcript().lines().contains(u"> pong masked "_s + quotedBytes(full) + u" automatic"_s));
    // One of QWebSocket's own would be cut, and its answer would reach the application.
    QVERIFY(session.tap().ping(full));
    QTRY_COMPARE(session.events().constLast(), u"pong "_s + quotedBytes(full));
}

void TestPitfalls::invalidBytesAreShown_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("answer");
    QTest::newRow("invalid UTF-8") << "8102 fffe"_hex << u"< text fin "_s + quotedBytes("fffe"_hex) << 1007;
    QTest::newRow("reserved opcode") << "8b01 78"_hex << u"< reserved"_s << 1002;
    QTest::newRow("RSV1") << "c101 78"_hex << u"< text fin rsv1 \"x\""_s << 1002;
    QTest::newRow("length not minimal") << "817e 0001 78"_hex << u"< text fin"_s << 1002;
}

void TestPitfalls::invalidBytesAreShown()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, line);
    QFETCH(int, answer);
    ScriptedServer server(Script().accept().bytes(bytes));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::ProtocolFailure);
    const QStringList lines = session.transcript().lines();
    QVERIFY2(lines.at(2).startsWith(line), qPrintable(lines.join(u'\n')));
    QVERIFY2(lines.at(3).startsWith(u"! "_s), qPrintable(lines.join(u'\n')));
    QCOMPARE(server.connection().close()->code, static_cast<quint16>(answer));
    QCOMPARE(session.handedOut(), 0);
}

void TestPitfalls::maskedServerFrameIsRefused()
{
    ScriptedServer server(Script().accept().frame(frameFor(Opcode::Text, "hi", MaskKey{1, 2, 3, 4}), "hi"));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.cause(), EndCause::ProtocolFailure);
    QCOMPARE(session.handedOut(), 0);
    QVERIFY2(session.detail().contains(u"RFC 6455, 5.1"), qPrintable(session.detail()));
}

// What QWebSocket breaks ---------------------------------------------------------------------------------

void TestPitfalls::b1_fragmentMaySplitACharacter()
{
    const QByteArray text = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z"; // one to four bytes a character
    QByteArray train = textFrame(text.first(1), false);
    for (qsizetype i = 1; i < text.size(); ++i)
        train += textFrame(text.sliced(i, 1), i == text.size() - 1, Opcode::Continuation);
    ScriptedServer server(Script().accept().bytes(train));
    TapSession session(server.url());
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.events().constLast(), u"text "_s + quotedBytes(text));
}

void TestPitfalls::b2_gapOfSixSeconds()
{
    const QByteArray frame = textFrame("hello");
    ScriptedServer withinFrame(Script().accept().bytes(frame.first(4)).silence(6000).bytes(frame.sliced(4)));
    ScriptedServer betweenFragments(Script()
                                        .accept()
                                        .bytes(textFrame("hel", false))
                                        .silence(6000)
                                        .bytes(textFrame("lo", true, Opcode::Continuation)));
    TapSession first(withinFrame.url());
    TapSession second(betweenFragments.url());
    QTRY_VERIFY_WITH_TIMEOUT(first.handedOut() == 1 && second.handedOut() == 1, 10'000);
    QCOMPARE(first.events().constLast(), u"text \"hello\""_s);
    QCOMPARE(second.events().constLast(), u"text \"hello\""_s);
    QVERIFY(!first.isFinished() && !second.isFinished());
}

void TestPitfalls::b3_frameLargerThanTheReadBuffer()
{
    const QByteArray big(8 << 20, 'b');
    ScriptedServer server(Script().accept().binary(big));
    TapSession session(server.url());
    QTRY_COMPARE(session.handedOut(), 1);
    QCOMPARE(session.events().constLast(), u"binary "_s + quotedBytes(big));
}

void TestPitfalls::b4_connectionMayBeAList()
{
    ScriptedServer server(
        Script()
            .acceptWith("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n"
                        "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n")
            .text("hi"));
    TapSession session(server.url());
    QTRY_COMPARE(session.handedOut(), 1);
}

void TestPitfalls::b5_emptyPathWithQuery()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url(u"?x=1"_s));
    QTRY_VERIFY(session.isOpen());
    QCOMPARE(server.connection().request().startLine, QByteArray("GET /?x=1 HTTP/1.1"));
}

void TestPitfalls::b6_givenHostReplacesOurs()
{
    ScriptedServer server(Script().accept());
    TapSession session(server.url(), [](ConnectionOptions &options) {
        options.headers = {{"Host", "other.test"}};
    });
    QTRY_VERIFY(session.isOpen());
    QCOMPARE(server.connection().request().count("Host"), 1);
    QCOMPARE(server.connection().request().value("Host"), QByteArray("other.test"));
}

// QHttpHeaderParser takes 100 fields; the tap answers QWebSocket by a head of its own.
void TestPitfalls::headMayBeLargerThanQWebSocketTakes()
{
    QByteArray head = goodHead;
    for (int i = 0; i < 200; ++i)
        head += "X-Field-" + QByteArray::number(i) + ": " + QByteArray(1000, 'x') + "\r\n";
    ScriptedServer server(Script().acceptWith(head + "\r\n").text("hi"));
    TapSession session(server.url());
    QTRY_COMPARE(session.handedOut(), 1);
}

void TestPitfalls::b8_endIsToldOnce()
{
    ScriptedServer server(Script().accept().close({1000, {}}));
    TapSession session(server.url());
    QTRY_VERIFY(session.isFinished());
    session.tap().abort(WireTap::Abort::Reset); // too late for anything
    session.tap().close({1000, {}});
    QTRY_COMPARE(session.socket().state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(session.events().filter(u"close"_s).size(), 1);
    QCOMPARE(session.events().filter(u"end "_s).size(), 1);
}

void TestPitfalls::b9_nextAttemptKnowsNothingOfTheLast()
{
    ScriptedServer server(Script().accept().close({4001, "old"}));
    TapSession first(server.url());
    QTRY_VERIFY(first.isFinished());
    server.setScript(Script().accept().end());
    TapSession second(server.url());
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.facts().closeCode, closecode::Abnormal);
    QCOMPARE(second.facts().closeReason, QString());
}

void TestPitfalls::closeUnderLoadWithAFullSendQueueLosesNothing()
{
    for (int run = 0; run < 2; ++run) { // without the relay each lost about 4 MiB and the Close
        ScriptedServer server(blocks(32, 1 << 20));
        TapSession session(server.url());
        QTRY_COMPARE(session.socket().state(), QAbstractSocket::ConnectedState);
        for (int i = 0; i < 64; ++i)
            session.socket().sendBinaryMessage(QByteArray(1 << 20, static_cast<char>(i)));
        session.tap().close({1000, "all of it"});
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), 30'000);
        QCOMPARE(server.connection().messages().size(), 64u);
        for (size_t i = 0; i < 64; ++i)
            QCOMPARE(server.connection().messages().at(i).second.at(0), static_cast<char>(i));
        QCOMPARE(server.connection().close(), (CloseBody{1000, "all of it"}));
        QCOMPARE(session.payloadSent(), 64u << 20);
        QVERIFY(session.facts().wasClean);
    }
}

QTEST_GUILESS_MAIN(TestPitfalls)
#include "tst_pitfalls.moc"
