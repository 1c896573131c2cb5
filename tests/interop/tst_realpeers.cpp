// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/capture.h"
#include "interop/realpeers.h"
#include "support/patience.h"

#include "protocol/closecode.h"

#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

using Kind = RealPeer::Kind;

namespace {

constexpr auto ToServer = Direction::ClientToServer;
constexpr auto FromServer = Direction::ServerToClient;

const QList<std::pair<const char *, Kind>> &kinds()
{
    static const QList<std::pair<const char *, Kind>> all{{"libwebsockets", Kind::Libwebsockets},
        {"mosquitto", Kind::Mosquitto}, {"websocketd", Kind::Websocketd}, {"ws", Kind::NodeWs},
        {"socket.io", Kind::SocketIo}};
    return all;
}

QStringList usualProtocols(Kind kind)
{
    if (kind == Kind::Libwebsockets)
        return {u"lws-mirror-protocol"_s};
    if (kind == Kind::Mosquitto)
        return {u"mqtt"_s};
    return {};
}

QString usualPath(Kind kind)
{
    return kind == Kind::SocketIo ? u"/socket.io/?EIO=4&transport=websocket"_s : u"/"_s;
}

// MQTT 3.1.1, 3.1: a clean session of the client "fs".
const QByteArray MqttConnect = QByteArray::fromHex("100e00044d5154540402003c00026673");
const QByteArray MqttConnack = QByteArray::fromHex("20020000");

QString text(QByteArrayView payload)
{
    return QString::fromUtf8(payload);
}

} // namespace

// Real programs as the server: what they agree to, both kinds of messages both ways byte by byte, pings, ends.
class TestRealPeers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { m_peers.clear(); }

    void agreement_data();
    void agreement();
    void unknownSubprotocol();
    void pingAndCleanClose_data();
    void pingAndCleanClose();
    void killed_data();
    void killed();

    void libwebsocketsMirrors();
    void libwebsocketsMirrorsBinaryAsText();
    void libwebsocketsCounts();
    void libwebsocketsCompresses();

    void mosquittoSpeaksMqtt();
    void mosquittoIsTalkedNonsense();

    void websocketdEchoesLines();
    void websocketdEchoesBytes();

    void wsEchoes();
    void wsPings();
    void wsCloses();
    void wsCutsTcp();

    void socketIoEchoes();
    void socketIoAsksWhetherWeAreThere();

private:
    RealPeer &peer(Kind kind);
    // Fails the test where there is none.
    bool hasPeer(Kind kind);
    ConnectionOptions options(Kind kind, const QString &path, const QStringList &protocols);
    ConnectionOptions usual(Kind kind) { return options(kind, usualPath(kind), usualProtocols(kind)); }
    // Open, and a message there and back.
    bool talksToUs(Capture &capture, Kind kind);

    std::map<Kind, std::unique_ptr<RealPeer>> m_peers;
};

bool TestRealPeers::hasPeer(Kind kind)
{
    if (const auto known = m_peers.find(kind); known != m_peers.end()) {
        if (known->second->isRunning())
            return true;
        // Programs of others crash too, between two cases: what they do is no part of ours.
        qWarning("it ended by itself:\n%s", qPrintable(known->second->account().join(u'\n')));
        m_peers.erase(known);
    }
    auto started = RealPeer::start(kind);
    if (!started) {
        qWarning("%s", qPrintable(started.error().toString()));
        return false;
    }
    m_peers[kind] = std::move(started).value();
    return true;
}

RealPeer &TestRealPeers::peer(Kind kind)
{
    return *m_peers.at(kind);
}

ConnectionOptions TestRealPeers::options(Kind kind, const QString &path, const QStringList &protocols)
{
    ConnectionOptions options;
    options.url = peer(kind).url(path);
    options.protocols = protocols;
    return options;
}

bool TestRealPeers::talksToUs(Capture &capture, Kind kind)
{
    constexpr int patience = 30'000;
    const bool isOpen = QTest::qWaitFor([&] { return capture.isOpen(); }, patience);
    QString answer = u"hello"_s;
    if (kind == Kind::Mosquitto) {
        capture.network().sendBinary(capture.id(), MqttConnect);
        answer = text(MqttConnack);
    } else if (kind == Kind::SocketIo) {
        capture.network().sendText(capture.id(), u"40"_s);
        answer = u"40{\"sid\":"_s;
    } else {
        capture.network().sendText(capture.id(), u"hello"_s);
    }
    const auto hasAnswer = [&] {
        const QByteArrayList messages = capture.messages(FromServer);
        return std::any_of(messages.begin(), messages.end(),
            [&](const QByteArray &message) { return text(message).startsWith(answer); });
    };
    if (isOpen && QTest::qWaitFor(hasAnswer, patience))
        return true;
    qWarning("%s\n%s\n%s", qPrintable(capture.facts().outcome.what), qPrintable(capture.lines().join(u'\n')),
        qPrintable(peer(kind).account().join(u'\n')));
    return false;
}

// What all of them do ---------------------------------------------------------------------------------------

void TestRealPeers::agreement_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("extensions");
    const QString none;
    const QString deflate = u"permessage-deflate"_s;
    QTest::newRow("lws-mirror-protocol")
        << Kind::Libwebsockets << u"/"_s << usualProtocols(Kind::Libwebsockets) << u"lws-mirror-protocol"_s
        << none;
    QTest::newRow("lws-status") << Kind::Libwebsockets << u"/"_s << QStringList{u"unknown"_s, u"lws-status"_s}
                                << u"lws-status"_s << deflate;
    QTest::newRow("mqtt") << Kind::Mosquitto << u"/mqtt"_s << QStringList{u"mqtt"_s} << u"mqtt"_s << none;
    QTest::newRow("websocketd") << Kind::Websocketd << u"/"_s << QStringList() << none << none;
    QTest::newRow("ws, one of two") << Kind::NodeWs << u"/"_s << QStringList{u"other"_s, u"chat.v1"_s}
                                    << u"chat.v1"_s << deflate;
    QTest::newRow("ws, none of them") << Kind::NodeWs << u"/"_s << QStringList{u"other"_s} << none << deflate;
    QTest::newRow("socket.io") << Kind::SocketIo << usualPath(Kind::SocketIo) << QStringList() << none
                               << deflate;
}

void TestRealPeers::agreement()
{
    QFETCH(const Kind, kind);
    QFETCH(const QString, path);
    QFETCH(const QStringList, offered);
    QFETCH(const QString, protocol);
    QFETCH(const QString, extensions);
    QVERIFY(hasPeer(kind));
    Capture capture(options(kind, path, offered));
    QTRY_VERIFY(capture.isOpen());
    const ConnectionFacts stored = capture.storedFacts();
    QCOMPARE(stored.readyState, ReadyState::Open);
    QCOMPARE(stored.protocol, protocol);
    QCOMPARE(stored.extensions, extensions);
    QVERIFY2(stored.responseHead.startsWith("HTTP/1.1 101 "), stored.responseHead.constData());
    QVERIFY2(
        stored.requestHead.contains("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"),
        stored.requestHead.constData());
    QVERIFY(capture.lines().filter(u"!"_s).isEmpty());
}

// libwebsockets does not answer it at all.
void TestRealPeers::unknownSubprotocol()
{
    QVERIFY(hasPeer(Kind::Libwebsockets));
    Capture capture(options(Kind::Libwebsockets, u"/"_s, {u"nonsense"_s}));
    QTRY_VERIFY(capture.isClosed());
    QCOMPARE(capture.storedFacts().outcome.cause, EndCause::ServerFin);
    QCOMPARE(capture.storedFacts().outcome.what,
        u"The server ended TCP (FIN) instead of answering the upgrade."_s);
    QTRY_VERIFY(
        !peer(Kind::Libwebsockets).account().filter(u"No supported protocol \"nonsense\""_s).isEmpty());
}

void TestRealPeers::pingAndCleanClose_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("answer");  // to our Close
    QTest::addColumn<QString>("account"); // a pattern
    const QString echo = u"< close 1000 \"done\""_s;
    const QString withoutReason = u"< close 1000 \"\""_s;
    QTest::newRow("libwebsockets") << Kind::Libwebsockets << echo << u"received 14 byte ping, sending pong$"_s;
    QTest::newRow("mosquitto") << Kind::Mosquitto << echo << u"Client fs closed its connection\\.$"_s;
    QTest::newRow("websocketd") << Kind::Websocketd << withoutReason << u"DISCONNECT$"_s;
    QTest::newRow("ws") << Kind::NodeWs << echo << u"^close 1000 \"done\"$"_s;
    QTest::newRow("socket.io") << Kind::SocketIo << withoutReason << u"^disconnect$"_s;
}

void TestRealPeers::pingAndCleanClose()
{
    QFETCH(const Kind, kind);
    QVERIFY(hasPeer(kind));
    Capture capture(usual(kind));
    QFETCH(const QString, answer);
    QFETCH(const QString, account);
    QVERIFY(talksToUs(capture, kind));
    capture.network().ping(capture.id(), "are you there?");
    QTRY_VERIFY2(capture.says(u"< pong \"are you there?\""_s), qPrintable(capture.lines().join(u'\n')));
    QVERIFY(capture.says(u"> ping \"are you there?\""_s));
    capture.network().close(capture.id(), closecode::Normal, u"done"_s);
    QTRY_VERIFY(capture.isClosed());
    const ConnectionFacts stored = capture.storedFacts();
    QCOMPARE(stored.outcome.cause, EndCause::CloseHandshake);
    QCOMPARE(stored.closeCode, closecode::Normal);
    QVERIFY(stored.wasClean);
    QVERIFY(!stored.failed);
    QCOMPARE(capture.lines().last(2), (QStringList{u"> close 1000 \"done\""_s, answer}));
    QTRY_VERIFY2(!peer(kind).account().filter(QRegularExpression(account)).isEmpty(),
        qPrintable(peer(kind).account().join(u'\n')));
}

void TestRealPeers::killed_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("unread");
    for (const auto &[name, kind] : kinds()) {
        QTest::addRow("%s, idle", name) << kind << false;
        QTest::addRow("%s, with something unread", name) << kind << true;
    }
}

// What a system does with the sockets of a process that is gone: FIN, or RST where it had not read all.
void TestRealPeers::killed()
{
    QFETCH(const Kind, kind);
    QFETCH(const bool, unread);
    QVERIFY(hasPeer(kind));
    Capture capture(usual(kind));
    QVERIFY(talksToUs(capture, kind));
    if (unread) {
        peer(kind).freeze();
        capture.network().sendText(capture.id(), u"into the void"_s);
        QTRY_VERIFY(!capture.lines().filter(u"\"into the void\""_s).isEmpty());
    }
    peer(kind).kill();
    m_peers.erase(kind);
    QTRY_VERIFY(capture.isClosed());
    const ConnectionFacts stored = capture.storedFacts();
    QVERIFY2(stored.outcome.cause == (unread ? EndCause::ServerReset : EndCause::ServerFin),
        qPrintable(
            stored.outcome.what + u'\n' + stored.outcome.evidence + u'\n' + capture.lines().join(u'\n')));
    QVERIFY2(stored.outcome.evidence.contains(unread ? u"(RST)"_s : u"(FIN)"_s),
        qPrintable(stored.outcome.evidence));
    QCOMPARE(stored.outcome.what, u"Connection lost without a close frame (1006)."_s);
    QCOMPARE(stored.closeCode, closecode::Abnormal);
    QVERIFY(!stored.wasClean);
    QVERIFY(stored.failed);

    QVERIFY(hasPeer(kind));
    Capture next(usual(kind));
    QVERIFY(talksToUs(next, kind));
}

// libwebsockets ---------------------------------------------------------------------------------------------

// In messages of its own, as large as its buffer.
void TestRealPeers::libwebsocketsMirrors()
{
    QVERIFY(hasPeer(Kind::Libwebsockets));
    Capture capture(usual(Kind::Libwebsockets));
    QTRY_VERIFY(capture.isOpen());
    capture.network().sendText(capture.id(), u"Grüße €"_s);
    QTRY_VERIFY(capture.says(u"< text \"Grüße €\""_s));
    QVERIFY(capture.says(u"> text \"Grüße €\""_s));
    QByteArray large;
    for (int i = 0; large.size() < 1 << 20; ++i)
        large += QByteArray::number(i) + ' ';
    capture.network().sendText(capture.id(), text(large));
    const auto back = [&] { return capture.messages(FromServer).mid(1).join(); };
    QTRY_COMPARE(back().size(), large.size());
    QVERIFY(back() == large);
    QVERIFY(capture.messages(ToServer).last() == large);
}

void TestRealPeers::libwebsocketsMirrorsBinaryAsText()
{
    QVERIFY(hasPeer(Kind::Libwebsockets));
    Capture capture(usual(Kind::Libwebsockets));
    QTRY_VERIFY(capture.isOpen());
    capture.network().sendBinary(capture.id(), "as good as text");
    QTRY_VERIFY(capture.says(u"< text \"as good as text\""_s));
    capture.network().sendBinary(capture.id(), QByteArray::fromHex("00ff"));
    QTRY_VERIFY(capture.isClosed());
    QCOMPARE(capture.messages(ToServer).last().toHex(), QByteArray("00ff"));
    QCOMPARE(capture.messages(FromServer).last().toHex(), QByteArray("00ff"));
    QCOMPARE(capture.lines().last(3).mid(1),
        (QStringList{u"> close automatic 1007 \"A text message is not UTF-8\""_s,
            u"< close 1007 \"A text message is not UTF-8\""_s}));
    QCOMPARE(capture.storedFacts().outcome.cause, EndCause::ProtocolFailure);
    QCOMPARE(capture.storedFacts().outcome.what,
        u"Framescope failed the connection: A text message is not UTF-8 (RFC 6455, 8.1)."_s);
}

void TestRealPeers::libwebsocketsCounts()
{
    QVERIFY(hasPeer(Kind::Libwebsockets));
    Capture capture(options(Kind::Libwebsockets, u"/"_s, {u"dumb-increment-protocol"_s}));
    QTRY_VERIFY(capture.messages(FromServer).size() >= 3);
    QCOMPARE(capture.messages(FromServer).first(3), (QByteArrayList{"0", "1", "2"}));
    capture.network().sendText(capture.id(), u"reset\n"_s);
    QTRY_VERIFY(capture.messages(FromServer).count("0") == 2);
    capture.network().sendText(capture.id(), u"closeme\n"_s);
    QTRY_VERIFY(capture.isClosed());
    const ConnectionFacts stored = capture.storedFacts();
    QCOMPARE(stored.closeCode, closecode::GoingAway);
    QCOMPARE(stored.closeReason, u"seeya"_s);
    QVERIFY(stored.wasClean);
    QVERIFY(capture.says(u"< close 1001 \"seeya\""_s));
    QVERIFY(capture.says(u"> close automatic 1001 \"seeya\""_s));
}

void TestRealPeers::libwebsocketsCompresses()
{
    QVERIFY(hasPeer(Kind::Libwebsockets));
    Capture capture(options(Kind::Libwebsockets, u"/"_s, {u"lws-status"_s}));
    QTRY_VERIFY(!capture.messages(FromServer).isEmpty());
    const QByteArray status = capture.messages(FromServer).first();
    QVERIFY2(status.startsWith("{ \"version\":\"") && status.endsWith("}"), status.constData());
    const QRegularExpression line(u"^< text compressed %1 bytes in \\d{2,3}$"_s.arg(status.size()));
    QCOMPARE(capture.lines().filter(line).size(), 1);
}

// mosquitto -------------------------------------------------------------------------------------------------

void TestRealPeers::mosquittoSpeaksMqtt()
{
    QVERIFY(hasPeer(Kind::Mosquitto));
    Capture capture(usual(Kind::Mosquitto));
    QTRY_VERIFY(capture.isOpen());
    const QByteArray subscribe = QByteArray::fromHex("820600010001") + "t" + '\0';
    const QByteArray publish = QByteArray::fromHex("30a31f0001") + "t" + QByteArray(4000, 'z');
    const QByteArray pingreq = QByteArray::fromHex("c000");
    QByteArrayList answers;
    for (const auto &[packet, answer] : std::initializer_list<std::pair<QByteArray, QByteArray>>{
             {MqttConnect, MqttConnack}, {subscribe, QByteArray::fromHex("9003000100")}, {publish, publish},
             {pingreq, QByteArray::fromHex("d000")}}) {
        capture.network().sendBinary(capture.id(), packet);
        answers += answer;
        QTRY_COMPARE(capture.messages(FromServer), answers);
    }
    QCOMPARE(capture.messages(ToServer), (QByteArrayList{MqttConnect, subscribe, publish, pingreq}));
    QCOMPARE(capture.lines().filter(QRegularExpression(u"^[<>] binary "_s)).size(), 8);
    capture.network().sendBinary(capture.id(), QByteArray::fromHex("e000")); // DISCONNECT
    QTRY_VERIFY(capture.isClosed());
    QCOMPARE(capture.storedFacts().outcome.cause, EndCause::ServerFin); // it sends no Close
    QCOMPARE(capture.storedFacts().closeCode, closecode::Abnormal);
    QTRY_VERIFY(!peer(Kind::Mosquitto).account().filter(u"Client fs disconnected."_s).isEmpty());
}

void TestRealPeers::mosquittoIsTalkedNonsense()
{
    QVERIFY(hasPeer(Kind::Mosquitto));
    Capture capture(usual(Kind::Mosquitto));
    QTRY_VERIFY(capture.isOpen());
    capture.network().sendText(capture.id(), u"this is not MQTT"_s);
    QTRY_VERIFY(capture.isClosed());
    QCOMPARE(capture.lines(), QStringList{u"> text \"this is not MQTT\""_s});
    QCOMPARE(capture.storedFacts().outcome.cause, EndCause::ServerFin);
    QCOMPARE(capture.storedFacts().closeCode, closecode::Abnormal);
}

// websocketd ------------------------------------------------------------------------------------------------

void TestRealPeers::websocketdEchoesLines()
{
    QVERIFY(hasPeer(Kind::Websocketd));
    Capture capture(usual(Kind::Websocketd));
    QTRY_VERIFY(capture.isOpen());
    const QString large(1 << 20, u'x');
    for (const QString &message : {u"Grüße €"_s, u"two\nlines"_s, large})
        capture.network().sendText(capture.id(), message);
    QTRY_COMPARE(capture.messages(FromServer),
        (QByteArrayList{u"Grüße €"_s.toUtf8(), "two", "lines", large.toUtf8()}));
    QVERIFY(capture.says(u"> text \"two\nlines\""_s));
}

void TestRealPeers::websocketdEchoesBytes()
{
    QVERIFY(hasPeer(Kind::WebsocketdBinary));
    Capture capture(usual(Kind::WebsocketdBinary));
    QTRY_VERIFY(capture.isOpen());
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    capture.network().sendBinary(capture.id(), all);
    QTRY_COMPARE(capture.messages(FromServer).join().toHex(), all.toHex());
    QVERIFY(!capture.lines().filter(u"< binary"_s).isEmpty());
}

// ws --------------------------------------------------------------------------------------------------------

void TestRealPeers::wsEchoes()
{
    QVERIFY(hasPeer(Kind::NodeWs));
    Capture capture(usual(Kind::NodeWs));
    QTRY_VERIFY(capture.isOpen());
    QByteArray large;
    for (int i = 0; large.size() < 1 << 20; ++i)
        large += QByteArray::number(i * 7919) + '\0';
    capture.network().sendText(capture.id(), u"Grüße €"_s);
    capture.network().sendText(capture.id(), QString());
    capture.network().sendBinary(capture.id(), QByteArray::fromHex("00ff"));
    capture.network().sendBinary(capture.id(), large);
    const QByteArrayList sent{u"Grüße €"_s.toUtf8(), QByteArray(""), QByteArray::fromHex("00ff"), large};
    QTRY_VERIFY(capture.messages(FromServer).size() == sent.size());
    QVERIFY(capture.messages(FromServer) == sent);
    QVERIFY(capture.messages(ToServer) == sent);
    QVERIFY(capture.says(u"< text compressed \"Grüße €\""_s));
    QVERIFY(capture.says(u"> text compressed \"Grüße €\""_s));
    for (const QString &arrow : {u"<"_s, u">"_s}) {
        const QRegularExpression compressed(
            u"^%1 binary compressed %2 bytes in \\d{6}$"_s.arg(arrow).arg(large.size()));
        QCOMPARE(capture.lines().filter(compressed).size(), 1);
    }
    const QStringList &account = peer(Kind::NodeWs).account();
    for (const QString &line :
        {u"text \"Grüße €\""_s, u"binary 00ff"_s, u"binary %1 bytes"_s.arg(large.size())})
        QVERIFY2(account.contains(line), qPrintable(account.join(u'\n')));
}

void TestRealPeers::wsPings()
{
    QVERIFY(hasPeer(Kind::NodeWs));
    Capture capture(options(Kind::NodeWs, u"/ping"_s, {}));
    QTRY_VERIFY(capture.says(u"> pong automatic \"are you there?\""_s));
    QVERIFY(capture.says(u"< ping \"are you there?\""_s));
    QTRY_VERIFY(peer(Kind::NodeWs).account().contains(u"pong \"are you there?\""_s));
}

void TestRealPeers::wsCloses()
{
    QVERIFY(hasPeer(Kind::NodeWs));
    Capture capture(options(Kind::NodeWs, u"/close"_s, {}));
    QTRY_VERIFY(capture.isClosed());
    const ConnectionFacts stored = capture.storedFacts();
    QCOMPARE(stored.closeCode, quint16(3001));
    QCOMPARE(stored.closeReason, u"Tschüß €"_s);
    QVERIFY(stored.wasClean);
    QCOMPARE(capture.lines(),
        (QStringList{u"< close 3001 \"Tschüß €\""_s, u"> close automatic 3001 \"Tschüß €\""_s}));
    QTRY_VERIFY(peer(Kind::NodeWs).account().contains(u"close 3001 \"Tschüß €\""_s));
}

void TestRealPeers::wsCutsTcp()
{
    QVERIFY(hasPeer(Kind::NodeWs));
    Capture capture(options(Kind::NodeWs, u"/cut"_s, {}));
    QTRY_VERIFY(capture.isClosed());
    QCOMPARE(capture.storedFacts().outcome.cause, EndCause::ServerFin);
    QCOMPARE(capture.storedFacts().closeCode, closecode::Abnormal);
    QCOMPARE(capture.lines(), QStringList());
    QTRY_VERIFY(peer(Kind::NodeWs).account().contains(u"close 1006 \"\""_s));
}

// socket.io -------------------------------------------------------------------------------------------------

void TestRealPeers::socketIoEchoes()
{
    QVERIFY(hasPeer(Kind::SocketIo));
    Capture capture(usual(Kind::SocketIo));
    QTRY_VERIFY(!capture.messages(FromServer).isEmpty());
    const QByteArray open = capture.messages(FromServer).first();
    QVERIFY2(open.startsWith("0{\"sid\":\"") && open.contains("\"pingInterval\":200"), open.constData());
    QVERIFY(talksToUs(capture, Kind::SocketIo));
    const QString large(1 << 20, u'x');
    capture.network().sendText(capture.id(), u"42[\"echo\",\"Grüße €\",1]"_s);
    capture.network().sendText(capture.id(), u"451-[\"echo\",{\"_placeholder\":true,\"num\":0}]"_s);
    capture.network().sendBinary(capture.id(), QByteArray::fromHex("00ff"));
    capture.network().sendText(capture.id(), u"42[\"echo\",\"%1\"]"_s.arg(large));
    const QByteArrayList wanted{R"(42["echoed","Gr\u00fc\u00dfe \u20ac",1])",
        "451-[\"echoed\",{\"_placeholder\":true,\"num\":0}]", QByteArray::fromHex("00ff"),
        u"42[\"echoed\",\"%1\"]"_s.arg(large).toUtf8()};
    const auto events = [&] {
        QByteArrayList messages = capture.messages(FromServer);
        messages.removeAll("2"); // the heartbeat comes when it comes
        return messages.mid(2);
    };
    QTRY_VERIFY2(events().size() == wanted.size(), qPrintable(capture.lines().join(u'\n')));
    QCOMPARE(events().first(3), wanted.first(3));
    QVERIFY(events().last() == wanted.last());
    QVERIFY(!capture.lines().filter(u"< binary compressed"_s).isEmpty());
    const QStringList &account = peer(Kind::SocketIo).account();
    for (const QString &line : {u"echo str int"_s, u"echo bytes"_s, u"echo str"_s})
        QVERIFY2(account.contains(line), qPrintable(account.join(u'\n')));
}

// Engine.IO 4: the server sends "2" and wants "3".
void TestRealPeers::socketIoAsksWhetherWeAreThere()
{
    QVERIFY(hasPeer(Kind::SocketIo));
    Capture capture(usual(Kind::SocketIo));
    for (int beat = 1; beat <= 2; ++beat) {
        QTRY_COMPARE(capture.messages(FromServer).count("2"), beat);
        capture.network().sendText(capture.id(), u"3"_s);
    }
    QTRY_COMPARE(capture.messages(ToServer), (QByteArrayList{"3", "3"}));
    QVERIFY(capture.isOpen());
}

QTEST_GUILESS_MAIN(TestRealPeers)
#include "tst_realpeers.moc"
