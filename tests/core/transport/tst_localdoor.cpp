// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/hex.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "transport/localdoor.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

// Somebody who knocks.
struct Caller {
    explicit Caller(const LocalDoor &door) { socket.connectToHost(QHostAddress::LocalHost, door.port()); }
    void say(const HttpHeaders &extra, const char *version = "13")
    {
        HttpHeaders headers = standardHeaders("127.0.0.1", "MDEyMzQ1Njc4OWFiY2RlZg==", {}, {}, extra);
        for (HttpHeader &header : headers) {
            if (header.name == "Sec-WebSocket-Version")
                header.value = version;
        }
        socket.write(HandshakeRequest{"/", headers}.head());
    }
    QByteArray answer()
    {
        heard += socket.readAll();
        return heard.left(heard.indexOf('\r'));
    }
    QTcpSocket socket;
    QByteArray heard;
};

} // namespace

class TestLocalDoor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_entered.reset();
        m_door = std::make_unique<LocalDoor>(m_clock);
        connect(m_door.get(), &LocalDoor::entered, this,
            [this](std::unique_ptr<PeerSocket> &peer, const RequestVerdict &) { m_entered = std::move(peer); });
        QVERIFY(m_door->open());
    }

    void letsTheExpectedOneIn()
    {
        Caller caller(*m_door);
        m_door->expectPeer([&caller] { return caller.socket.localPort(); });
        caller.say({m_door->token()});
        QTRY_VERIFY(m_entered);
        Caller late(*m_door);
        QTRY_COMPARE(late.socket.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("expected");
        QTest::addColumn<bool>("twice");
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("no token") << QByteArray() << true << false << "13"_ba;
        QTest::newRow("wrong token") << QByteArray(64, 'a') << true << false << "13"_ba;
        QTest::newRow("token twice") << "right"_ba << true << true << "13"_ba;
        QTest::newRow("other port") << "right"_ba << false << false << "13"_ba;
        QTest::newRow("no WebSocket") << "right"_ba << true << false << "8"_ba;
    }
    void refuses()
    {
        QFETCH(QByteArray, token);
        QFETCH(bool, expected);
        QFETCH(bool, twice);
        QFETCH(QByteArray, version);
        Caller caller(*m_door);
        m_door->expectPeer([&] { return expected ? caller.socket.localPort() : quint16(1); });
        HttpHeader shown = m_door->token();
        if (token != "right")
            shown.value = token;
        caller.say(twice ? HttpHeaders{shown, shown} : HttpHeaders{shown}, version.constData());
        QTRY_COMPARE(caller.answer(), "HTTP/1.1 403 Forbidden"_ba);
        QVERIFY(!m_entered);
        // Nobody can block the door by being first.
        Caller right(*m_door);
        m_door->expectPeer([&right] { return right.socket.localPort(); });
        right.say({m_door->token()});
        QTRY_VERIFY(m_entered);
    }

    void withoutAnExpectedPortNobodyComesIn()
    {
        Caller caller(*m_door);
        caller.say({m_door->token()});
        QTRY_COMPARE(caller.answer(), "HTTP/1.1 403 Forbidden"_ba);
        QVERIFY(!m_entered);
    }

    // What a QWebSocket sends whose random mask key is 0, which stands for "none" there.
    void aFrameThatIsNotMaskedIsTakenAsItIs()
    {
        Caller caller(*m_door);
        m_door->expectPeer([&caller] { return caller.socket.localPort(); });
        caller.say({m_door->token()});
        QTRY_VERIFY(m_entered);
        m_entered->peer().accept({}, {}, m_clock.monotonicNs());
        m_entered->flush();
        QTRY_COMPARE(caller.answer(), "HTTP/1.1 101 Switching Protocols"_ba);
        QByteArrayList messages;
        connect(m_entered.get(), &PeerSocket::message, this,
            [&](Opcode, const QByteArray &payload) { messages += payload; });
        caller.socket.write("81 02 68 69 81 82 00 00 00 00 68 6f"_hex);
        QTRY_COMPARE(messages.join(' '), "hi ho"_ba);
        QCOMPARE(m_entered->peer().state(), Peer::State::Open);
    }

    void tokensAreMadeForOnce()
    {
        const LocalDoor other(m_clock);
        QCOMPARE(m_door->token().value.size(), 64);
        QVERIFY(m_door->token().value != other.token().value);
    }

    void thoseWhoSayNothingDoNotPileUp()
    {
        std::vector<std::unique_ptr<Caller>> silent;
        for (int i = 0; i < 20; ++i)
            silent.push_back(std::make_unique<Caller>(*m_door));
        const auto sentAway = [&silent] {
            return std::count_if(silent.begin(), silent.end(),
                [](const auto &each) { return each->socket.state() == QAbstractSocket::UnconnectedState; });
        };
        QTRY_COMPARE(sentAway(), 4);
        silent.front()->socket.abort();
        // There is room for one as soon as the door has noticed.
        std::unique_ptr<Caller> right;
        m_door->expectPeer([&right] { return right->socket.localPort(); });
        const auto entersAtLast = [&] {
            if (!right || right->socket.state() == QAbstractSocket::UnconnectedState) {
                right = std::make_unique<Caller>(*m_door);
                right->say({m_door->token()});
            }
            return m_entered != nullptr;
        };
        QTRY_VERIFY(entersAtLast());
    }

    void shutSendsAwayWhoWaits()
    {
        Caller caller(*m_door);
        QTRY_COMPARE(caller.socket.state(), QAbstractSocket::ConnectedState);
        m_door->shut();
        QTRY_COMPARE(caller.socket.state(), QAbstractSocket::UnconnectedState);
    }

private:
    SystemClock m_clock;
    std::unique_ptr<LocalDoor> m_door;
    std::unique_ptr<PeerSocket> m_entered;
};

QTEST_GUILESS_MAIN(TestLocalDoor)
#include "tst_localdoor.moc"
