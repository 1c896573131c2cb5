// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/demoserver.h"

#include "support/patience.h"
#include "support/transcript.h"
#include "transport/peersocket.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

#include <algorithm>

using namespace framescope;
using namespace framescope::test;

namespace {

// A client that shows the wire: a Peer of ours, with every frame as a line.
class Visitor {
public:
    explicit Visitor(const QUrl &url, const std::optional<DeflateParameters> &offer = {})
    {
        auto *socket = new QTcpSocket;
        socket->connectToHost(url.host(), static_cast<quint16>(url.port()));
        if (!socket->waitForConnected())
            qFatal("no connection to the demo server");
        Peer::Settings settings;
        settings.maskKey = [] { return MaskKey{1, 2, 3, 4}; };
        m_socket = std::make_unique<PeerSocket>(socket, settings, m_transcript, m_clock);
        HandshakeRequest request;
        request.target = url.path().toLatin1();
        request.headers = standardHeaders("127.0.0.1", "AAAAAAAAAAAAAAAAAAAAAA==", {}, offer, {});
        m_socket->peer().connect(request, 0);
        m_socket->flush();
        QSignalSpy opened(m_socket.get(), &PeerSocket::opened);
        QSignalSpy ended(m_socket.get(), &PeerSocket::ended);
        QTRY_VERIFY(opened.size() + ended.size() > 0);
    }

    void send(const char *text)
    {
        m_socket->peer().send(Opcode::Text, text, 0);
        m_socket->flush();
    }
    // What came from the server so far.
    QStringList received() const
    {
        return m_transcript.lines().filter(QRegularExpression(QStringLiteral("^[<!?]")));
    }
    bool saw(const char *pattern) const
    {
        return !m_transcript.lines().filter(QRegularExpression(QString::fromUtf8(pattern))).isEmpty();
    }
    PeerSocket &socket() { return *m_socket; }

private:
    SystemClock m_clock;
    Transcript m_transcript;
    std::unique_ptr<PeerSocket> m_socket;
};

} // namespace

class TestDemoServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto started = DemoServer::start();
        QVERIFY(started);
        m_server = std::move(started).value();
    }
    void cleanup() { m_server.reset(); }

    // One cycle shows everything that the window has to show.
    void mixture()
    {
        Visitor visitor(QUrl(m_server->url()), DeflateParameters::browserOffer());
        QTRY_VERIFY_WITH_TIMEOUT(visitor.saw("\"\\{\\\\?\"type\\\\?\":\\\\?\"heartbeat"), 20'000);
        QVERIFY2(visitor.saw("^< text fin rsv1"), qPrintable(visitor.received().join(u'\n')));
        QVERIFY(visitor.saw("^< binary fin"));
        QVERIFY(visitor.saw("^< ping \"demo"));
        // A message in pieces, and a ping inside it.
        const QStringList lines = visitor.received();
        const auto first = std::find_if(lines.begin(), lines.end(), [](const QString &line) {
            return line.startsWith(u"< text ") && !line.startsWith(u"< text fin");
        });
        const auto last = std::find_if(
            first, lines.end(), [](const QString &line) { return line.startsWith(u"< continuation fin "); });
        QVERIFY2(last != lines.end(), qPrintable(lines.join(u'\n')));
        QVERIFY(std::any_of(first, last, [](const QString &line) { return line.startsWith(u"< ping "); }));
        QVERIFY(!visitor.saw("^[!?]"));
    }

    void fragmentsWithAPingBetween()
    {
        Visitor visitor(QUrl(m_server->url()));
        visitor.send("quiet");
        visitor.send("fragment 3");
        QTRY_VERIFY(visitor.saw("^< continuation fin .* = text"));
        QStringList lines = visitor.received();
        while (lines.size() > 4)
            lines.removeFirst();
        for (QString &line : lines)
            line.truncate(line.indexOf(QLatin1Char('"')));
        QCOMPARE(lines,
            (QStringList{QStringLiteral("< text "), QStringLiteral("< ping "),
                QStringLiteral("< continuation "), QStringLiteral("< continuation fin ")}));
    }

    // The usual four pieces cut the euro sign in two.
    void fragmentsCutCharacters()
    {
        Visitor visitor(QUrl(m_server->url()));
        visitor.send("fragment");
        QTRY_VERIFY(visitor.saw("^< continuation fin .* = text"));
        QVERIFY2(
            visitor.saw(R"(^< continuation ".*\\xe2\\x82"$)"), qPrintable(visitor.received().join(u'\n')));
    }

    void misbehavesOnDemand_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("reserved opcode") << QByteArray("garbage") << QByteArray("^! The opcode is reserved");
        QTest::newRow("no UTF-8") << QByteArray("badtext") << QByteArray("^! .*UTF-8");
        QTest::newRow("code 1006") << QByteArray("close 1006 never") << QByteArray("^! .*code 1006");
    }
    void misbehavesOnDemand()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, line);
        Visitor visitor(QUrl(m_server->url()));
        visitor.send(command.constData());
        QTRY_VERIFY2(visitor.saw(line.constData()), qPrintable(visitor.received().join(u'\n')));
    }

    void endsTcpOnDemand_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::newRow("FIN") << QByteArray("end");
        QTest::newRow("RST") << QByteArray("reset");
        QTest::newRow("after the closing handshake") << QByteArray("close 4001 bye");
    }
    void endsTcpOnDemand()
    {
        QFETCH(QByteArray, command);
        Visitor visitor(QUrl(m_server->url()));
        QSignalSpy ended(&visitor.socket(), &PeerSocket::ended);
        visitor.send(command.constData());
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(visitor.saw("^< close 4001 \"bye\""), command.startsWith("close"));
    }

    void complainsAboutArguments_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("close x") << QByteArray(
            "close x") << QByteArray("A close code is a number from 0 to 65535. Usage: close [CODE [REASON]]");
        QTest::newRow("close 70000")
            << QByteArray("close 70000")
            << QByteArray("A close code is a number from 0 to 65535. Usage: close [CODE [REASON]]");
        QTest::newRow("big 0") << QByteArray("big 0")
                               << QByteArray("Right is a whole number from 1 to 262144. Usage: big [KIB]");
        QTest::newRow("fragment x") << QByteArray(
            "fragment x") << QByteArray("Right is a whole number from 1 to 100. Usage: fragment [PIECES]");
    }
    void complainsAboutArguments()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, answer);
        Visitor visitor(QUrl(m_server->url()));
        visitor.send(command.constData());
        QTRY_VERIFY2(visitor.received().contains(QStringLiteral("< text fin ") + quotedBytes(answer)),
            qPrintable(visitor.received().join(u'\n')));
    }

    void qwebsocketIsEchoed()
    {
        QWebSocket socket;
        QSignalSpy connected(&socket, &QWebSocket::connected);
        QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
        QSignalSpy blobs(&socket, &QWebSocket::binaryMessageReceived);
        QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
        socket.open(QUrl(m_server->url()));
        QVERIFY(connected.wait());
        socket.sendTextMessage(QStringLiteral("quiet"));
        socket.sendTextMessage(QStringLiteral("Grüße €"));
        QTRY_VERIFY(texts.contains(QVariantList{QStringLiteral("Grüße €")}));
        QVERIFY(!QJsonDocument::fromJson(texts.first().first().toString().toUtf8()).isNull());
        socket.sendBinaryMessage(QByteArrayLiteral("\x00\xff"));
        QTRY_VERIFY(blobs.contains(QVariantList{QByteArrayLiteral("\x00\xff")}));
        socket.sendTextMessage(QStringLiteral("close 4001 bye"));
        QTRY_COMPARE(disconnected.size(), 1);
        QCOMPARE(int(socket.closeCode()), 4001);
        QCOMPARE(socket.closeReason(), QStringLiteral("bye"));
    }

    void statusPathRefuses()
    {
        Visitor visitor(QUrl(m_server->url().replace(QStringLiteral("/demo"), QStringLiteral("/status/503"))));
        QTRY_VERIFY(visitor.saw("^< head \"HTTP/1.1 503"));
    }

    void severalVisitorsAtOnce()
    {
        Visitor first(QUrl(m_server->url()));
        Visitor second(QUrl(m_server->url()));
        first.send("end");
        second.send("still here");
        QTRY_VERIFY(second.saw("^< text fin \"still here\""));
    }

private:
    std::unique_ptr<DemoServer> m_server;
};

QTEST_GUILESS_MAIN(TestDemoServer)
#include "tst_demoserver.moc"
