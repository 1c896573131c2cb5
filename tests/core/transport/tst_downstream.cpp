// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "transport/downstream.h"
#include "transport/localdoor.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// With a real QWebSocket, whose ways are what this class is about.
class TestDownstream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(Downstream::Patience); }
    void accepts_data()
    {
        QTest::addColumn<QByteArray>("agreed");
        QTest::addColumn<QString>("told");
        QTest::newRow("offered") << "chat"_ba << u"chat"_s;
        QTest::newRow("not offered, so QWebSocket would fail") << "soap"_ba << QString();
        QTest::newRow("none") << QByteArray() << QString();
    }
    void accepts()
    {
        QFETCH(QByteArray, agreed);
        m_downstream->accept(agreed);
        QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
        const QString subprotocol = m_socket->subprotocol();
        QTEST(subprotocol, "told");
    }

    void refuses()
    {
        m_downstream->refuse();
        QVERIFY(!m_downstream->isOpen());
        QTRY_VERIFY(m_socket->error() != QAbstractSocket::UnknownSocketError);
        m_downstream->farewell();
        QCOMPARE(m_events, QStringList{u"emptied"_s});
    }

    void deliversAtTheFlush()
    {
        open();
        m_downstream->deliver(Opcode::Text, "a");
        m_downstream->deliver(Opcode::Text, QByteArray(70'000, 'b'));
        m_downstream->deliver(Opcode::Text, "");
        m_downstream->flush();
        const QString large = u"down "_s + QString(70'000, u'b');
        QTRY_COMPARE(m_events, (QStringList{u"down a"_s, large, u"down "_s}));
    }

    void drainsWhatQWebSocketHolds()
    {
        open();
        m_socket->sendTextMessage(u"1"_s);
        m_socket->sendTextMessage(u"2"_s);
        m_downstream->drain();
        QTRY_COMPARE(m_events, (QStringList{u"up 1"_s, u"up 2"_s, u"drained"_s}));
    }

    void farewellComesBehindEveryMessage()
    {
        open();
        m_downstream->deliver(Opcode::Text, "last");
        m_downstream->farewell();
        m_downstream->farewell(); // once is enough
        QTRY_COMPARE(m_events, (QStringList{u"down last"_s, u"left"_s, u"emptied"_s}));
        m_downstream->farewell();
        QCOMPARE(m_events.last(2), (QStringList{u"emptied"_s, u"emptied"_s}));
    }

    void farewellReadsThoughHeldBack()
    {
        open();
        m_downstream->setReading(false);
        m_socket->sendTextMessage(u"waits"_s);
        m_downstream->farewell();
        m_downstream->setReading(false);
        QTRY_COMPARE(m_events, (QStringList{u"up waits"_s, u"left"_s, u"emptied"_s}));
    }

    void qWebSocketThatLeaves()
    {
        open();
        m_socket->abort();
        QTRY_COMPARE(m_events, (QStringList{u"left"_s, u"emptied"_s}));
        QVERIFY(!m_downstream->isOpen());
    }

    void qWebSocketThatHandsNothingOut()
    {
        begin(100);
        open();
        QVERIFY(m_socket->findChild<QTcpSocket *>()->disconnect(SIGNAL(readyRead()))); // it hears no more
        m_downstream->deliver(Opcode::Text, "last");
        m_downstream->farewell();
        QVERIFY(m_events.isEmpty());
        QTRY_COMPARE(m_events, QStringList{u"emptied"_s});
        QVERIFY(!m_downstream->isOpen());
    }

private:
    void begin(int patienceMs)
    {
        m_events.clear();
        m_door = std::make_unique<LocalDoor>(m_clock);
        m_downstream = std::make_unique<Downstream>(m_clock, patienceMs);
        m_socket = std::make_unique<QWebSocket>();
        QVERIFY(m_door->open());
        m_door->expectPeer([this] { return m_socket->localPort(); });
        connect(m_door.get(), &LocalDoor::entered, this,
            [this](std::unique_ptr<PeerSocket> &peer, const RequestVerdict &request) {
                m_downstream->take(std::move(peer), request);
            });
        const auto note = [this](const char *event) {
            return [this, event] { m_events += QString::fromLatin1(event); };
        };
        connect(m_downstream.get(), &Downstream::messageCame, this,
            [this](Opcode, const QByteArray &payload) { m_events += u"up "_s + QString::fromUtf8(payload); });
        connect(m_downstream.get(), &Downstream::drained, this, note("drained"));
        connect(m_downstream.get(), &Downstream::left, this, note("left"));
        connect(m_downstream.get(), &Downstream::emptied, this, note("emptied"));
        connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { m_events += u"down "_s + text; });
        QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_door->port())));
        request.setRawHeader(m_door->token().name, m_door->token().value);
        QWebSocketHandshakeOptions handshake;
        handshake.setSubprotocols({u"chat"_s});
        m_socket->setProxy(QNetworkProxy::NoProxy);
        m_socket->open(request, handshake);
        QTRY_VERIFY(m_downstream->isOpen());
    }

    void open()
    {
        m_downstream->accept({});
        QTRY_COMPARE(m_socket->state(), QAbstractSocket::ConnectedState);
    }

    SystemClock m_clock;
    QStringList m_events;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<LocalDoor> m_door;
    std::unique_ptr<Downstream> m_downstream;
};

QTEST_GUILESS_MAIN(TestDownstream)
#include "tst_downstream.moc"
