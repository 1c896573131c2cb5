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
        QVERIFY(!pair.server.send(Opcode::Text, "late", 0));
        pair.run();
        QCOMPARE(pair.clientLog.lines(),
            QStringList({u"> head \"GET / HTTP/1.1\""_s, u"< head \"HTTP/1.1 101 Switching Protocols\""_s,
                u"> text fin masked \"hi\""_s, u"< close 1001 \"bye\""_s,
                u"> close masked 1001 \"bye\" automatic"_s}));
        QCOMPARE(pair.client.state(), Peer::State::Closed);
        QCOMPARE(pair.server.state(), Peer::State::Closed);
    }
};

QTEST_GUILESS_MAIN(TestPeer)
#include "tst_peer.moc"
