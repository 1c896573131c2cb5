// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"
#include "protocol/peer.h"
#include "support/hex.h"
#include "support/transcript.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

constexpr MaskKey maskKey{0x01, 0x02, 0x03, 0x04};
const QByteArray requestKey = "MDEyMzQ1Njc4OWFiY2RlZg==";

// What an owner hears, as lines; accepts every request with what `agreement` says.
class Owner final : public PeerEvents {
public:
    Peer *peer = nullptr;
    Agreement agreement;
    HttpHeaders extraHeaders;
    QStringList told;
    std::function<void(QByteArrayView)> onMessage;

    void requestReceived(const HttpHead &, const RequestVerdict &verdict) override
    {
        told += u"request "_s + quotedBytes(verdict.target);
        peer->accept(agreement, extraHeaders, 0);
    }
    void interimResponseReceived(const HttpHead &head) override
    {
        told += u"interim "_s + quotedBytes(head.startLine);
    }
    void responseReceived(const HttpHead &, const ResponseVerdict &verdict) override
    {
        told += u"response %1"_s.arg(verdict.status);
    }
    void opened(const Agreement &agreed) override
    {
        told += u"opened"_s + (agreed.deflate ? u" deflate"_s : QString());
    }
    void messageReceived(Opcode opcode, QByteArrayView payload) override
    {
        told += opcodeName(opcode) + u' ' + quotedBytes(payload);
        if (onMessage)
            onMessage(payload);
    }
    void messageSkipped(Opcode opcode, quint64 size) override
    {
        told += u"skipped "_s + opcodeName(opcode) + u" %1"_s.arg(size);
    }
    void pingReceived(QByteArrayView payload) override { told += u"ping "_s + quotedBytes(payload); }
    void pongReceived(QByteArrayView payload) override { told += u"pong "_s + quotedBytes(payload); }
    void closeReceived(const CloseBody &body) override
    {
        told += u"close %1 %2"_s.arg(body.code.value_or(0)).arg(quotedBytes(body.reason));
    }
    void failed(const Violation &violation) override { told += u"failed "_s + violation.toString(); }
};

struct PairOptions {
    Policy clientPolicy = Policy::Strict;
    Policy serverPolicy = Policy::Strict;
    std::optional<DeflateParameters> deflate;
    qsizetype cut = 0; // 0: whole
    WireReader::Limits limits;
    qsizetype compressFrom = 0;
};

// A client and a server wired to each other. What each writes reaches the other in pieces of `cut`
// bytes; each has a log of its own, and the two have to agree.
class Pair {
public:
    explicit Pair(const PairOptions &options = {})
        : m_cut(options.cut)
        , client(settings(Role::Client, options.clientPolicy, options), clientLog, clientOwner)
        , server(settings(Role::Server, options.serverPolicy, options), serverLog, serverOwner)
    {
        clientOwner.peer = &client;
        serverOwner.peer = &server;
        serverOwner.agreement.deflate = options.deflate;
        HandshakeRequest request;
        request.headers = standardHeaders("test", requestKey, {"chat"}, options.deflate, {});
        client.connect(request, 0);
    }

    // Carries bytes until nobody has anything to say.
    void run()
    {
        while (client.hasOutput() || server.hasOutput()) {
            carry(client.takeOutput(), server);
            carry(server.takeOutput(), client);
        }
    }
    // Handshake done, and what it wrote forgotten.
    void runHandshake()
    {
        run();
        clientLog.takeLines();
        serverLog.takeLines();
        clientOwner.told.clear();
        serverOwner.told.clear();
    }

private:
    static Peer::Settings settings(Role role, Policy policy, const PairOptions &options)
    {
        Peer::Settings settings;
        settings.role = role;
        settings.policy = policy;
        settings.limits = options.limits;
        settings.compressFrom = options.compressFrom;
        settings.maskKey = [] { return maskKey; };
        return settings;
    }
    void carry(const QByteArray &bytes, Peer &to)
    {
        const qsizetype step = m_cut > 0 ? m_cut : std::max<qsizetype>(bytes.size(), 1);
        for (qsizetype i = 0; i < bytes.size(); i += step)
            to.receive(QByteArrayView(bytes).sliced(i, std::min(step, bytes.size() - i)), 0);
    }

    qsizetype m_cut;

public:
    Transcript clientLog;
    Transcript serverLog;
    Owner clientOwner;
    Owner serverOwner;
    Peer client;
    Peer server;
};

// One Peer alone, handshake done, whose other side is bytes of the test.
class Single {
public:
    explicit Single(Role role, Policy policy = Policy::Strict, const WireReader::Limits &limits = {})
        : peer(settings(role, policy, limits), log, owner)
    {
        owner.peer = &peer;
        if (role == Role::Client) {
            peer.connect({"/", standardHeaders("test", requestKey, {}, {}, {})}, 0);
            peer.receive(acceptingResponse(requestKey, {}), 0);
        } else {
            peer.receive(HandshakeRequest{"/", standardHeaders("test", requestKey, {}, {}, {})}.head(), 0);
        }
        peer.takeOutput();
        log.takeLines();
        owner.told.clear();
    }
    // What the peer wrote since, as lines of a reader of its own.
    QStringList takeOutput()
    {
        Transcript transcript;
        WireReader reader(transcript);
        reader.beginOpen({});
        reader.feed(outDirection, peer.takeOutput(), 0);
        return transcript.takeLines();
    }

    Transcript log;
    Owner owner;
    Direction outDirection = Direction::ClientToServer; // set while `peer` is made
    Peer peer;

private:
    Peer::Settings settings(Role role, Policy policy, const WireReader::Limits &limits)
    {
        Peer::Settings settings;
        settings.role = role;
        settings.policy = policy;
        settings.limits = limits;
        settings.maskKey = [] { return maskKey; };
        outDirection = outgoing(role);
        return settings;
    }
};

// What a peer in that role receives for one frame of the other side.
QByteArray frameTo(Role role, Opcode opcode, const QByteArray &payload, bool fin = true)
{
    QByteArray bytes;
    const std::optional<MaskKey> key = role == Role::Server ? std::optional(maskKey) : std::nullopt;
    appendFrame(bytes, frameFor(opcode, payload, key, fin), payload);
    return bytes;
}

QByteArray joined(const QByteArray &first, const QByteArray &second)
{
    return first + second;
}

QStringList conversation(const PairOptions &options)
{
    Pair pair(options);
    pair.run();
    pair.serverOwner.onMessage = [&pair](
                                     QByteArrayView payload) { pair.server.send(Opcode::Text, payload, 0); };
    Peer::SendOptions fragments;
    fragments.fragmentSize = 4;
    pair.client.send(Opcode::Text, "Hello, Hello, Hello", 0, fragments);
    pair.client.send(Opcode::Binary, "", 0);
    pair.run();
    pair.client.ping("p", 0);
    pair.server.ping("q", 0);
    pair.run();
    pair.client.close({1000, "done"}, 0);
    pair.run();
    QStringList lines = pair.clientLog.takeLines();
    lines += u"--"_s;
    lines += pair.serverLog.takeLines();
    return lines << u"--"_s << pair.clientOwner.told << u"--"_s << pair.serverOwner.told;
}

} // namespace

class TestPeer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensAndCloses()
    {
        Pair pair;
        pair.run();
        QCOMPARE(pair.clientOwner.told, QStringList({u"response 101"_s, u"opened"_s}));
        QCOMPARE(pair.serverOwner.told, QStringList({u"request \"/\""_s, u"opened"_s}));
        QVERIFY(pair.client.send(Opcode::Text, "hi", 0));
        pair.run();
        QVERIFY(pair.server.close({1001, "bye"}, 0));
        QCOMPARE(pair.server.state(), Peer::State::Closing);
        QVERIFY(!pair.server.send(Opcode::Text, "late", 0));
        QVERIFY(!pair.server.ping("late", 0));
        QVERIFY(!pair.server.close({1000, {}}, 0));
        pair.run();
        QCOMPARE(pair.clientLog.lines(),
            QStringList({u"> head \"GET / HTTP/1.1\""_s, u"< head \"HTTP/1.1 101 Switching Protocols\""_s,
                u"> text fin masked \"hi\""_s, u"< close 1001 \"bye\""_s,
                u"> close masked 1001 \"bye\" automatic"_s}));
        QCOMPARE(pair.serverOwner.told.last(), u"close 1001 \"bye\""_s);
        for (const Peer *peer : {&pair.client, &pair.server}) {
            QCOMPARE(peer->state(), Peer::State::Closed);
            QVERIFY(peer->closeSent() && peer->closeWasReceived());
            QCOMPARE(peer->receivedClose(), CloseBody({1001, "bye"}));
            QCOMPARE(peer->sentClose(), CloseBody({1001, "bye"}));
            QVERIFY(!peer->hasOutput());
        }
    }

    void interimAnswersDoNotEndTheHandshake() // RFC 9110, 15.2
    {
        for (const Policy policy : {Policy::Strict, Policy::Lenient}) {
            Transcript log;
            Owner owner;
            Peer::Settings settings;
            settings.policy = policy;
            settings.maskKey = [] { return maskKey; };
            Peer client(settings, log, owner);
            client.connect({"/", standardHeaders("test", requestKey, {}, {}, {})}, 0);
            client.receive("HTTP/1.1 100 Continue\r\n\r\n", 0);
            QCOMPARE(client.state(), Peer::State::Handshake);
            client.receive(joined("HTTP/1.1 103 Early Hints\r\n\r\n", acceptingResponse(requestKey, {})), 0);
            QCOMPARE(client.state(), Peer::State::Open);
            QCOMPARE(owner.told,
                QStringList({u"interim \"HTTP/1.1 100 Continue\""_s,
                    u"interim \"HTTP/1.1 103 Early Hints\""_s, u"response 101"_s, u"opened"_s}));
        }
    }

    void closesCross()
    {
        Pair pair;
        pair.runHandshake();
        pair.client.close({}, 0);
        pair.server.close({4000, {}}, 0);
        pair.run();
        QCOMPARE(pair.client.state(), Peer::State::Closed);
        QCOMPARE(pair.server.state(), Peer::State::Closed);
        QCOMPARE(pair.client.receivedClose(), CloseBody({4000, {}}));
        QCOMPARE(pair.server.receivedClose(), CloseBody());
        QCOMPARE(pair.clientLog.lines(), QStringList({u"> close masked"_s, u"< close 4000"_s}));
    }

    void conversations_data()
    {
        QTest::addColumn<bool>("deflate");
        QTest::addRow("plain") << false;
        QTest::addRow("compressed") << true;
    }
    void conversations()
    {
        QFETCH(bool, deflate);
        PairOptions options;
        if (deflate)
            options.deflate = DeflateParameters::browserOffer();
        if (options.deflate)
            options.deflate->clientMaxWindowBitsOffered = false;
        const QStringList whole = conversation(options);
        QCOMPARE(whole.filter(u"!"_s), QStringList());
        QCOMPARE(whole.filter(u"?"_s), QStringList());
        QVERIFY(whole.contains(u"text \"Hello, Hello, Hello\""_s));
        QCOMPARE(whole.filter(u"rsv1"_s).isEmpty(), !deflate);
        for (const qsizetype cut : {1, 2, 3, 7}) {
            options.cut = cut;
            QCOMPARE(conversation(options), whole);
        }
    }

    void bothLogsSayTheSame()
    {
        Pair pair;
        pair.runHandshake();
        pair.serverOwner.onMessage = [&pair](QByteArrayView payload) {
            pair.server.send(Opcode::Text, payload, 0);
        };
        Peer::SendOptions fragments;
        fragments.fragmentSize = 2;
        pair.client.send(Opcode::Text, "abc", 0, fragments);
        pair.run();
        const QStringList lines{u"> text masked \"ab\""_s,
            u"> continuation fin masked \"c\" = text \"abc\""_s, u"< text fin \"abc\""_s};
        QCOMPARE(pair.clientLog.lines(), lines);
        QCOMPARE(pair.serverLog.lines(), lines);
    }

    void compresses()
    {
        PairOptions options;
        options.deflate.emplace();
        options.deflate->clientMaxWindowBitsOffered = false;
        options.compressFrom = 3;
        Pair pair(options);
        pair.runHandshake();
        Peer::SendOptions plain;
        plain.compress = false;
        pair.client.send(Opcode::Text, "Hello", 0);
        pair.client.send(Opcode::Text, "Hello", 0); // again: the window is kept
        pair.client.send(Opcode::Text, "hi", 0);
        pair.client.send(Opcode::Text, "Hello", 0, plain);
        pair.run();
        QCOMPARE(pair.serverLog.lines(),
            QStringList({u"> text fin rsv1 masked \"\\xf2H\\xcd\\xc9\\xc9\\x07\\x00\" = text \"Hello\""_s,
                u"> text fin rsv1 masked \"\\xf2\\x00\\x11\\x00\\x00\" = text \"Hello\""_s,
                u"> text fin masked \"hi\""_s, u"> text fin masked \"Hello\""_s}));
    }

    void everyDeflateParameterWorksBothWays_data()
    {
        QTest::addColumn<QByteArray>("answer");
        for (const char *answer : {"permessage-deflate", "permessage-deflate; server_no_context_takeover",
                 "permessage-deflate; client_no_context_takeover",
                 "permessage-deflate; server_max_window_bits=8", "permessage-deflate; client_max_window_bits=8",
                 "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                 "server_max_window_bits=9; "
                 "client_max_window_bits=15"})
            QTest::newRow(answer) << QByteArray(answer);
    }
    void everyDeflateParameterWorksBothWays()
    {
        QFETCH(QByteArray, answer);
        Agreement agreement;
        const qsizetype end = answer.indexOf(';');
        agreement.deflate = *parseDeflateParameters(end < 0 ? QByteArray() : answer.mid(end + 1), false);
        const HttpHeaders offer{
            {"Sec-WebSocket-Extensions", DeflateParameters::browserOffer().toHeaderValue()}};
        Transcript clientLog;
        Transcript serverLog;
        Owner clientOwner;
        Owner serverOwner;
        Peer::Settings settings;
        settings.maskKey = [] { return maskKey; };
        Peer client(settings, clientLog, clientOwner);
        settings.role = Role::Server;
        Peer server(settings, serverLog, serverOwner);
        serverOwner.peer = &server;
        serverOwner.agreement = agreement;
        client.connect({"/", standardHeaders("test", requestKey, {}, {}, offer)}, 0);
        server.receive(client.takeOutput(), 0);
        client.receive(server.takeOutput(), 0);
        QCOMPARE(clientOwner.told, QStringList({u"response 101"_s, u"opened deflate"_s}));
        QByteArray text;
        for (int i = 0; i < 3000; ++i)
            text += QByteArray::number(i * 7919 % 1000);
        for (int i = 0; i < 3; ++i) {
            client.send(Opcode::Binary, text, 0);
            server.send(Opcode::Binary, text, 0);
            server.receive(client.takeOutput(), 0);
            client.receive(server.takeOutput(), 0);
            QCOMPARE(clientOwner.told.last(), u"binary "_s + quotedBytes(text));
            QCOMPARE(serverOwner.told.last(), u"binary "_s + quotedBytes(text));
        }
        QCOMPARE(clientLog.lines().filter(u"!"_s), QStringList());
        QCOMPARE(serverLog.lines().filter(u"!"_s), QStringList());
    }

    void pingsAreAnsweredUnlessTold()
    {
        Single client(Role::Client);
        client.peer.receive(frameTo(Role::Client, Opcode::Ping, "x"), 0);
        QCOMPARE(client.takeOutput(), QStringList({u"> pong masked \"x\""_s}));
        QCOMPARE(client.log.lines(), QStringList({u"< ping \"x\""_s, u"> pong masked \"x\" automatic"_s}));
        client.peer.close({}, 0);
        client.takeOutput();
        client.peer.receive(frameTo(Role::Client, Opcode::Ping, "y"), 0);
        QCOMPARE(client.takeOutput(), QStringList({u"> pong masked \"y\""_s})); // our Close excuses nothing
        client.peer.receive(frameTo(Role::Client, Opcode::Close, {}), 0);
        client.peer.receive(frameTo(Role::Client, Opcode::Ping, "z"), 0); // theirs does (RFC 6455, 5.5.2)
        QCOMPARE(client.takeOutput(), QStringList());
        QCOMPARE(client.owner.told, QStringList({u"ping \"x\""_s, u"ping \"y\""_s, u"close 0 \"\""_s}));

        Transcript log;
        Owner owner;
        Peer::Settings settings;
        settings.maskKey = [] { return maskKey; };
        settings.answerPings = false;
        Peer silent(settings, log, owner);
        silent.connect({"/", standardHeaders("test", requestKey, {}, {}, {})}, 0);
        silent.receive(joined(acceptingResponse(requestKey, {}), frameTo(Role::Client, Opcode::Ping, "x")), 0);
        silent.takeOutput();
        QCOMPARE(owner.told, QStringList({u"response 101"_s, u"opened"_s, u"ping \"x\""_s}));
        silent.receive(frameTo(Role::Client, Opcode::Ping, "x"), 0);
        QVERIFY(!silent.hasOutput());
    }

    // RFC 6455, 5.5.3: only the newest of those that wait.
    void answersToPingsMayBeHeldBack()
    {
        Transcript log;
        Owner owner;
        bool full = true;
        Peer::Settings settings;
        settings.maskKey = [] { return maskKey; };
        settings.holdsPongs = [&full] { return full; };
        Peer client(settings, log, owner);
        client.connect({"/", standardHeaders("test", requestKey, {}, {}, {})}, 0);
        client.receive(acceptingResponse(requestKey, {}), 0);
        client.takeOutput();
        log.takeLines();
        for (const char *payload : {"a", "b", "c"})
            client.receive(frameTo(Role::Client, Opcode::Ping, payload), 0);
        QVERIFY(client.hasHeldPing());
        QVERIFY(!client.hasOutput());
        client.answerHeldPing(0);
        QVERIFY(!client.hasHeldPing());
        client.answerHeldPing(0); // nothing is left
        client.receive(frameTo(Role::Client, Opcode::Ping, "d"), 0);
        full = false;
        client.receive(frameTo(Role::Client, Opcode::Ping, "e"), 0); // newer than the one that waits
        QCOMPARE(log.takeLines().filter(u"pong"_s),
            (QStringList{u"> pong masked \"c\" automatic"_s, u"> pong masked \"e\" automatic"_s}));
        full = true;
        client.receive(frameTo(Role::Client, Opcode::Ping, "f"), 0);
        client.receive(frameTo(Role::Client, Opcode::Close, {}), 0); // which excuses it (5.5.2)
        client.answerHeldPing(0);
        QCOMPARE(log.takeLines().filter(u"pong"_s), QStringList());
    }

    void aCloseMayStayUnanswered()
    {
        Transcript log;
        Owner owner;
        Peer::Settings settings;
        settings.maskKey = [] { return maskKey; };
        settings.answerClose = false;
        Peer client(settings, log, owner);
        client.connect({"/", standardHeaders("test", requestKey, {}, {}, {})}, 0);
        client.receive(
            joined(acceptingResponse(requestKey, {}), frameTo(Role::Client, Opcode::Close, "\x03\xe8")), 0);
        client.takeOutput();
        QCOMPARE(client.state(), Peer::State::Closing);
        QVERIFY(!client.closeSent());
        QVERIFY(!client.send(Opcode::Text, "late", 0));
        QVERIFY(client.close({3000, {}}, 0));
        QCOMPARE(client.state(), Peer::State::Closed);
    }

    // Each breach by the other side: what a strict peer closes with.
    void breaches_data()
    {
        QTest::addColumn<Role>("role"); // of the peer that meets it
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QByteArray &bytes, int code, Role role = Role::Client) {
            QTest::newRow(name) << role << bytes << code;
        };
        row("RSV1", "c1 00"_hex, 1002);
        row("RSV2 on a control frame", "a9 00"_hex, 1002);
        row("reserved opcode", "83 00"_hex, 1002);
        row("reserved control opcode", "8f 00"_hex, 1002);
        row("length not minimal", "82 7e 00 01 61"_hex, 1002);
        row("top bit of the length", "82 7f 80 00 00 00 00 00 00 00"_hex, 1002);
        row("server masks", "81 80 00 00 00 00"_hex, 1002);
        row("client does not mask", "81 00"_hex, 1002, Role::Server);
        row("control too long", "89 7e 00 7e"_hex + QByteArray(126, 'a'), 1002);
        row("control fragmented", "09 00"_hex, 1002);
        row("continuation without start", "80 00"_hex, 1002);
        row("message interrupted", "01 00 81 00"_hex, 1002);
        row("not UTF-8", "81 01 ff"_hex, 1007);
        row("not UTF-8 over fragments", "01 01 c3 80 01 28"_hex, 1007);
        row("ends inside a character", "81 01 c3"_hex, 1007);
        row("close of one byte", "88 01 03"_hex, 1002);
        row("close 1005", "88 02 03 ed"_hex, 1002);
        row("close 999", "88 02 03 e7"_hex, 1002);
        row("close reason not UTF-8", "88 03 03 e8 ff"_hex, 1007);
    }
    void breaches()
    {
        QFETCH(Role, role);
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        for (const bool whole : {true, false}) {
            Single strict(role);
            const QByteArray after = frameTo(role, Opcode::Text, "after");
            for (qsizetype i = 0; i < bytes.size(); i += whole ? bytes.size() : 1)
                strict.peer.receive(whole ? joined(bytes, after) : bytes.mid(i, 1), 0);
            strict.peer.receive(after, 0);
            QCOMPARE(strict.owner.told.size(), 1);
            QVERIFY2(
                strict.owner.told.first().startsWith(u"failed "_s), qPrintable(strict.owner.told.first()));
            QCOMPARE(strict.peer.sentClose().code, std::optional(static_cast<quint16>(code)));
            const QStringList output = strict.takeOutput();
            QCOMPARE(output.size(), 1);
            QVERIFY2(output.first().contains(u"close"_s), qPrintable(output.first()));
            QVERIFY(!strict.peer.send(Opcode::Text, "x", 0));
            // recorded all the same, where frames can still be told apart
            if (!strict.log.lines().join(u'\n').contains(u"The top bit"_s))
                QVERIFY(strict.log.lines().filter(u"\"after\""_s).size() >= 1);
            strict.peer.receive(frameTo(role, Opcode::Close, "\x03\xea"), 0);
            QVERIFY(!strict.peer.hasOutput());
        }
    }

    void aLenientPeerGoesOn_data() { breaches_data(); }
    void aLenientPeerGoesOn()
    {
        QFETCH(Role, role);
        QFETCH(QByteArray, bytes);
        Single lenient(role, Policy::Lenient);
        lenient.peer.receive(joined(bytes, frameTo(role, Opcode::Text, "after")), 0);
        const bool closed = lenient.peer.closeWasReceived();
        QCOMPARE(lenient.log.lines().filter(u"! "_s).size(), closed ? 2 : 1); // "after" is data after it
        const bool lost = lenient.log.lines().join(u'\n').contains(u"The top bit"_s);
        QCOMPARE(lenient.owner.told.contains(u"text \"after\""_s), !closed && !lost);
        QCOMPARE(lenient.owner.told.filter(u"failed"_s).size(), lost ? 1 : 0); // there is nothing to go on with
        // its echo of a bad Close is a good one
        QCOMPARE(lenient.takeOutput().filter(u"! "_s), QStringList());
    }

    void compressedBreaches_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addRow("corrupt") << "c2 03 ff ff ff"_hex << 1007;
        QTest::addRow("RSV1 on a continuation") << "41 00 c0 01 00"_hex << 1002;
        QTest::addRow("RSV1 on a ping") << "c9 00"_hex << 1002;
        QTest::addRow("bomb") << frameOf(Deflater(15, false).compress(QByteArray(100'000, 'a'))) << 1009;
    }
    void compressedBreaches()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        PairOptions options;
        options.deflate.emplace();
        options.limits.inflatedMessage = 10'000;
        Pair pair(options);
        pair.runHandshake();
        pair.server.sendBytes(bytes, 0);
        pair.run();
        QCOMPARE(pair.client.sentClose().code, std::optional(static_cast<quint16>(code)));
        QCOMPARE(pair.client.state(), Peer::State::Closed); // the server echoed it
    }

    void invalidTextFailsAtTheFirstImpossibleByte()
    {
        Single client(Role::Client);
        client.peer.receive("81 7e 10 00 61 e2 82"_hex, 0); // of 4096 bytes
        QVERIFY(client.owner.told.isEmpty());
        client.peer.receive("41"_hex, 0);
        QCOMPARE(client.owner.told,
            QStringList(
                {u"failed A text message is not UTF-8 (RFC 6455, 8.1): byte 3 of the message. Byte %1."_s.arg(
                    acceptingResponse(requestKey, {}).size() + 7)}));
        QCOMPARE(client.peer.sentClose().code, std::optional(closecode::InvalidPayload));
    }

    void longMessagesAreSkipped()
    {
        WireReader::Limits limits;
        limits.assembledMessage = 10;
        Single client(Role::Client, Policy::Strict, limits);
        client.peer.receive(frameTo(Role::Client, Opcode::Text, QByteArray(6, 'a'), false), 0);
        client.peer.receive(frameTo(Role::Client, Opcode::Continuation, QByteArray(6, 'a')), 0);
        client.peer.receive(frameTo(Role::Client, Opcode::Binary, QByteArray(10, 'b')), 0);
        QCOMPARE(client.owner.told, QStringList({u"skipped text 12"_s, u"binary \"bbbbbbbbbb\""_s}));
    }

    void handshakes_data()
    {
        QTest::addColumn<QByteArray>("response");
        QTest::addColumn<QStringList>("strict");
        QTest::addColumn<QStringList>("lenient");
        const QByteArray good = acceptingResponse(requestKey, {});
        const QString wrong = u"failed Connection: Upgrade is missing (RFC 6455, 4.1). Byte 0."_s;
        const QString garbage =
            u"failed This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): The start line "
            u"is not one of HTTP/1.1. Byte 0."_s;
        const QString message = u"text \"hi\""_s;
        QTest::addRow("good, data glued to it")
            << good + "81 02 68 69"_hex << QStringList({u"response 101"_s, u"opened"_s, message})
            << QStringList({u"response 101"_s, u"opened"_s, message});
        QTest::addRow("refused") << "HTTP/1.1 401 No\r\n\r\nbody"_ba << QStringList({u"response 401"_s})
                                 << QStringList({u"response 401"_s});
        QTest::addRow("wrong in two places, data glued to it")
            << QByteArray(good).replace("Connection: Upgrade\r\n", "").replace("BACS", "AACS")
                + "81 02 68 69"_hex
            << QStringList({u"response 101"_s, wrong})
            << QStringList({u"response 101"_s, u"opened"_s, message});
        QTest::addRow("garbage") << "SSH-2.0\r\n"_ba << QStringList({garbage}) << QStringList({garbage});
    }
    void handshakes()
    {
        QFETCH(QByteArray, response);
        for (const Policy policy : {Policy::Strict, Policy::Lenient}) {
            for (const qsizetype cut : {response.size(), qsizetype(1)}) {
                Transcript log;
                Owner owner;
                Peer::Settings settings;
                settings.policy = policy;
                settings.maskKey = [] { return maskKey; };
                Peer client(settings, log, owner);
                client.connect({"/", standardHeaders("test", requestKey, {}, {}, {})}, 0);
                client.takeOutput();
                for (qsizetype i = 0; i < response.size(); i += cut)
                    client.receive(response.mid(i, cut), 0);
                QFETCH(QStringList, strict);
                QFETCH(QStringList, lenient);
                const QStringList &expected = policy == Policy::Strict ? strict : lenient;
                QCOMPARE(owner.told, expected);
                const bool opened = expected.contains(u"opened"_s);
                QCOMPARE(client.state(), opened ? Peer::State::Open : Peer::State::Closed);
                QVERIFY(!client.hasOutput());
            }
        }
    }

    void theServerMayRefuse()
    {
        Transcript log;
        PeerEvents owner;
        Peer::Settings settings;
        settings.role = Role::Server;
        Peer server(settings, log, owner);
        server.receive(HandshakeRequest{"/", standardHeaders("test", requestKey, {}, {}, {})}.head(), 0);
        QVERIFY(!server.hasOutput());
        server.refuse(403, "Forbidden", "no", {}, 0);
        QCOMPARE(server.takeOutput(), refusingResponse(403, "Forbidden", "no"));
        QCOMPARE(server.state(), Peer::State::Closed);
        QCOMPARE(log.lines(),
            QStringList({u"> head \"GET / HTTP/1.1\""_s, u"< head \"HTTP/1.1 403 Forbidden\""_s}));
    }

    void theServerAnswersGarbageWith400()
    {
        Transcript log;
        Owner owner;
        Peer::Settings settings;
        settings.role = Role::Server;
        Peer server(settings, log, owner);
        server.receive("\x16\x03\x01", 0);
        QVERIFY(server.takeOutput().startsWith("HTTP/1.1 400 Bad Request\r\n"));
        QCOMPARE(server.state(), Peer::State::Closed);
        QCOMPARE(owner.told.size(), 1);
    }

    void whatTheOwnerSpoilsIsRecorded()
    {
        Single client(Role::Client);
        client.peer.sendFrame(frameFor(Opcode::Text, "hi"), "hi", 0);
        FrameHeader reserved = frameFor(static_cast<Opcode>(3), "", maskKey);
        reserved.rsv3 = true;
        client.peer.sendFrame(reserved, "", 0, FrameOrigin::Replayed);
        const QStringList kinds = client.log.lines();
        QCOMPARE(kinds.size(), 5);
        QCOMPARE(kinds[0], u"> text fin \"hi\" injected"_s);
        QVERIFY(kinds[1].startsWith(u"! A client's frame is not masked"_s));
        QCOMPARE(kinds[2], u"> reserved 3 fin rsv3 masked \"\" replayed"_s);
        QCOMPARE(client.peer.state(), Peer::State::Open); // our own breach fails nothing
        QCOMPARE(client.owner.told, QStringList());
    }

    void aCloseBuiltByHandCounts()
    {
        Single client(Role::Client);
        const QByteArray body = "\x03\xe9";
        client.peer.sendFrame(frameFor(Opcode::Close, body, maskKey), body, 0);
        QCOMPARE(client.peer.state(), Peer::State::Closing);
        QCOMPARE(client.peer.sentClose(), CloseBody({1001, {}}));
        QVERIFY(!client.peer.send(Opcode::Text, "late", 0));
        client.peer.receive(frameTo(Role::Client, Opcode::Close, body), 0);
        QCOMPARE(client.peer.state(), Peer::State::Closed);
    }

    void nothingIsWrittenIntoAnOpenFrame()
    {
        Single client(Role::Client);
        client.peer.sendBytes("82 85 00 00 00 00 61"_hex, 0); // one of five bytes
        client.peer.takeOutput();
        QVERIFY(!client.peer.send(Opcode::Text, "x", 0));
        QVERIFY(!client.peer.ping("x", 0));
        QVERIFY(!client.peer.close({}, 0));
        client.peer.receive(frameTo(Role::Client, Opcode::Ping, "x"), 0);
        QVERIFY(!client.peer.hasOutput());
        client.peer.sendBytes("62 63 64 65"_hex, 0);
        client.peer.takeOutput();
        QVERIFY(client.peer.send(Opcode::Text, "x", 0));
        client.peer.sendBytes("81"_hex, 0);
        client.peer.sendBytes("85 00 00 00 00 61"_hex, 0);
        client.peer.sendEnd(0);
        QCOMPARE(client.peer.state(), Peer::State::Closed);
        QCOMPARE(client.log.lines(),
            QStringList({u"< ping \"x\""_s, u"> binary fin masked \"abcde\" injected"_s,
                u"> text fin masked \"x\""_s, u"> text fin masked \"a\" cut at 1 of 5 injected"_s}));
    }

    void nothingIsWrittenIntoAnOpenMessage()
    {
        Single client(Role::Client);
        client.peer.sendFrame(frameFor(Opcode::Text, "a", maskKey, false), "a", 0);
        client.peer.takeOutput();
        QVERIFY(!client.peer.send(Opcode::Text, "x", 0));
        QVERIFY(!client.peer.hasOutput());
        QVERIFY(!client.peer.isSendingFrame()); // control frames may stand there (RFC 6455, 5.4)
        QVERIFY(client.peer.ping("p", 0));
        client.peer.sendFrame(frameFor(Opcode::Binary, "!", maskKey), "!", 0); // by hand it can be broken
        QVERIFY(client.peer.send(Opcode::Text, "y", 0));                       // the whole one ended it
        client.peer.sendFrame(frameFor(Opcode::Text, "b", maskKey, false), "b", 0);
        QVERIFY(!client.peer.send(Opcode::Text, "x", 0));
        client.peer.sendFrame(frameFor(Opcode::Continuation, "c", maskKey), "c", 0);
        QVERIFY(client.peer.send(Opcode::Text, "z", 0));
        QCOMPARE(client.log.lines().filter(u"fin masked \"x\""_s), QStringList());
    }

    void theEndOfTheOtherSideCloses()
    {
        Single client(Role::Client);
        client.peer.receive("81 05 61"_hex, 0);
        client.peer.receiveEnd(0);
        QCOMPARE(client.peer.state(), Peer::State::Closed);
        QVERIFY(!client.peer.closeWasReceived());
        QCOMPARE(client.log.lines(), QStringList({u"< text fin \"a\" cut at 1 of 5"_s}));
        QCOMPARE(client.owner.told, QStringList());
    }

    void theEndInsideTheAnswerFails()
    {
        Transcript log;
        Owner owner;
        Peer::Settings settings;
        settings.maskKey = [] { return maskKey; };
        Peer client(settings, log, owner);
        client.connect({"/", standardHeaders("test", requestKey, {}, {}, {})}, 0);
        client.receive("HTTP/1.1 101 Sw", 0);
        client.receiveEnd(0);
        QCOMPARE(owner.told,
            QStringList({u"failed This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4): it "
                         u"ends before its "
                         u"empty line. Byte 15."_s}));
        QCOMPARE(client.state(), Peer::State::Closed);
    }

    void bodiesThatDoNotFitAreNotSent()
    {
        Single client(Role::Client);
        QVERIFY(!client.peer.close({1000, QByteArray(124, 'x')}, 0));
        QVERIFY(!client.peer.close({{}, "reason"}, 0));
        QVERIFY(!client.peer.ping(QByteArray(126, 'x'), 0));
        QVERIFY(!client.peer.pong(QByteArray(126, 'x'), 0));
        QVERIFY(!client.peer.hasOutput());
        QVERIFY(client.peer.pong(QByteArray(125, 'x'), 0, FrameOrigin::Automatic));
        QVERIFY(client.peer.close({1000, QByteArray(123, 'x')}, 0));
    }

private:
    static QByteArray frameOf(const QByteArray &compressed)
    {
        QByteArray bytes;
        FrameHeader header = frameFor(Opcode::Text, compressed);
        header.rsv1 = true;
        appendFrame(bytes, header, compressed);
        return bytes;
    }
};

QTEST_GUILESS_MAIN(TestPeer)
#include "tst_peer.moc"
