// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/transcript.h"
#include "transport/peersocket.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

class TestPeerSocket : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void twoTalk();
    void serverEndsTcpWhenClosed();
    void serverCanLeaveTcpOpen();
    void endAndReset_data();
    void endAndReset();
    void endWaitsForWhatIsUnwritten();
    void notReadingHoldsTheOtherBack();
    void bytesPastThePeerAreNotInItsLog();

private:
    void openBoth();

    SystemClock m_clock;
    Transcript m_clientLog;
    Transcript m_serverLog;
    std::unique_ptr<QTcpServer> m_listener;
    std::unique_ptr<PeerSocket> m_client;
    std::unique_ptr<PeerSocket> m_server;
    QStringList m_told; // by both, in order
};

namespace {

Peer::Settings clientSettings()
{
    Peer::Settings settings;
    settings.maskKey = [] { return MaskKey{1, 2, 3, 4}; };
    return settings;
}

Peer::Settings serverSettings()
{
    Peer::Settings settings;
    settings.role = Role::Server;
    return settings;
}

const HandshakeRequest request{"/", standardHeaders("localhost", "dGhlIHNhbXBsZSBub25jZQ==", {}, {}, {})};

} // namespace

void TestPeerSocket::init()
{
    m_told.clear();
    m_listener = std::make_unique<QTcpServer>();
    QVERIFY(m_listener->listen(QHostAddress::LocalHost));
    auto *socket = new QTcpSocket;
    socket->connectToHost(QHostAddress::LocalHost, m_listener->serverPort());
    QTRY_VERIFY(m_listener->hasPendingConnections());
    QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
    m_client = std::make_unique<PeerSocket>(socket, clientSettings(), m_clientLog, m_clock);
    m_server = std::make_unique<PeerSocket>(
        m_listener->nextPendingConnection(), serverSettings(), m_serverLog, m_clock);
    connect(m_server.get(), &PeerSocket::requested, this, [this] {
        m_told.append(u"requested"_s);
        m_server->peer().accept({}, {}, 0);
    });
    connect(m_client.get(), &PeerSocket::opened, this, [this] { m_told.append(u"opened"_s); });
    const auto tell = [this](PeerSocket &one, const QString &name) {
        connect(&one, &PeerSocket::message, this, [=, this](Opcode, const QByteArray &payload) {
            m_told.append(name + u" has "_s + quotedBytes(payload));
        });
        connect(&one, &PeerSocket::pinged, this, [=, this] { m_told.append(name + u" pinged"_s); });
        connect(&one, &PeerSocket::ponged, this, [=, this] { m_told.append(name + u" ponged"_s); });
        connect(&one, &PeerSocket::closeReceived, this, [=, this] { m_told.append(name + u" close"_s); });
        connect(&one, &PeerSocket::failed, this, [=, this] { m_told.append(name + u" failed"_s); });
        connect(&one, &PeerSocket::ended, this, [=, this] { m_told.append(name + u" ended"_s); });
    };
    tell(*m_client, u"client"_s);
    tell(*m_server, u"server"_s);
}

void TestPeerSocket::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_clientLog.takeLines();
    m_serverLog.takeLines();
}

void TestPeerSocket::openBoth()
{
    m_client->peer().connect(request, 0);
    m_client->flush();
    QTRY_COMPARE(m_told, (QStringList{u"requested"_s, u"opened"_s}));
    m_told.clear();
}

void TestPeerSocket::twoTalk()
{
    openBoth();
    m_client->peer().send(Opcode::Text, "hi", 0);
    m_client->peer().ping("p", 0);
    m_client->flush();
    QTRY_COMPARE(m_told, (QStringList{u"server has \"hi\""_s, u"server pinged"_s, u"client ponged"_s}));
    const QStringList frames{u"> text fin masked \"hi\""_s, u"> ping masked \"p\""_s};
    QCOMPARE(m_clientLog.lines().mid(2), frames + QStringList{u"< pong \"p\""_s});
    QCOMPARE(m_serverLog.lines().mid(2), frames + QStringList{u"< pong \"p\" automatic"_s});
}

void TestPeerSocket::serverEndsTcpWhenClosed()
{
    openBoth();
    m_client->setEndsWhenClosed(false);
    m_client->peer().close({closecode::Normal, {}}, 0);
    m_client->flush();
    QTRY_COMPARE(
        m_told, (QStringList{u"server close"_s, u"client close"_s, u"client ended"_s, u"server ended"_s}));
    QVERIFY(!m_client->wasReset());
}

void TestPeerSocket::serverCanLeaveTcpOpen()
{
    openBoth();
    m_client->setEndsWhenClosed(false);
    m_server->setEndsWhenClosed(false);
    m_client->peer().close({closecode::Normal, {}}, 0);
    m_client->flush();
    QTRY_COMPARE(m_told, (QStringList{u"server close"_s, u"client close"_s}));
    m_client->write("late"); // TCP still takes bytes
    QTRY_COMPARE(m_client->unwritten(), 0u);
    QCOMPARE(m_told.size(), 2);
}

void TestPeerSocket::endAndReset_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void TestPeerSocket::endAndReset()
{
    QFETCH(bool, reset);
    openBoth();
    if (reset)
        m_server->reset();
    else
        m_server->end();
    QTRY_VERIFY(m_told.contains(u"client ended"_s));
    QCOMPARE(m_client->wasReset(), reset);
}

void TestPeerSocket::endWaitsForWhatIsUnwritten()
{
    openBoth();
    const QByteArray big(16 << 20, 'b');
    m_server->peer().send(Opcode::Binary, big, 0);
    m_server->flush();
    QVERIFY(m_server->unwritten() > 0);
    m_server->end();
    QTRY_VERIFY(m_told.contains(u"client ended"_s));
    QCOMPARE(m_told.constFirst(), u"client has "_s + quotedBytes(big));
}

void TestPeerSocket::notReadingHoldsTheOtherBack()
{
    openBoth();
    m_client->setReading(false);
    for (int i = 0; i < 64; ++i)
        m_server->peer().send(Opcode::Binary, QByteArray(1 << 20, 'b'), 0);
    m_server->flush();
    m_server->peer().ping({}, 0);
    m_server->flush();
    QTRY_VERIFY(m_server->unwritten() < 64u << 20); // the kernels' part
    QVERIFY(m_server->unwritten() > 32u << 20);
    QVERIFY(m_told.isEmpty());
    m_client->setReading(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_told.filter(u"client has"_s).size(), 64, 20'000);
    QTRY_COMPARE(m_server->unwritten(), 0u);
}

void TestPeerSocket::bytesPastThePeerAreNotInItsLog()
{
    openBoth();
    m_serverLog.takeLines();
    m_server->write(QByteArray("\x8b\x00", 2)); // a reserved opcode
    QTRY_COMPARE(m_told.value(0), u"client failed"_s);
    QCOMPARE(m_serverLog.lines().filter(u"< reserved"_s), QStringList());
}

QTEST_GUILESS_MAIN(TestPeerSocket)
#include "tst_peersocket.moc"
