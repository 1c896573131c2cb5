// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "transport/openingrequest.h"
#include "transport/unwitnessed.h"
#include "transport/upstream.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

// An Upstream on a socket that is connected, and what it told.
struct Session final : UpstreamEvents {
    explicit Session(ScriptedServer &server, const ConnectionOptions &with = {})
        : options(with)
    {
        options.deflate.reset();
        upstream.emplace(options, sink, clock, facts, *this);
        upstream->setRoom([this](quint64 bytes) { return bytes <= room; });
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(u"127.0.0.1"_s, server.port());
        if (!socket->waitForConnected())
            qFatal("not connected");
        upstream->start(std::move(socket), openingRequest(*parseWebSocketUrl(server.url()), options));
    }
    void responseArrived() override { events += u"response"_s; }
    void upstreamOpened(const Agreement &) override { events += u"open"_s; }
    void messageArrived(Opcode, QByteArrayView payload) override
    {
        events += u"message "_s + QString::fromUtf8(payload);
    }
    void hugeMessageArrived() override { events += u"huge"_s; }
    void readEnded() override { }
    void pongArrived(QByteArrayView payload) override { events += u"pong "_s + QString::fromUtf8(payload); }
    void closeArrived(const CloseBody &body) override
    {
        events += u"close %1"_s.arg(body.code.value_or(closecode::NoStatus));
    }
    void failing(const Violation &) override { events += u"failing"_s; }
    void payloadAccepted(quint64 bytes) override { accepted += bytes; }
    void writeQueueShrank() override { }
    void upstreamEnded(EndCause endCause, const QString &endDetail) override
    {
        events += u"end"_s;
        cause = endCause;
        detail = endDetail;
    }

    ConnectionOptions options;
    Unwitnessed sink;
    SystemClock clock;
    ConnectionFacts facts;
    QStringList events;
    quint64 accepted = 0;
    quint64 room = 1u << 30;
    EndCause cause = EndCause::None;
    QString detail;
    std::optional<Upstream> upstream;
};

} // namespace

class TestUpstream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsInTheOrderOfTheWire()
    {
        ScriptedServer server(Script().accept().text("a").ping().text("b").close({4000, {}}));
        Session session(server);
        QTRY_COMPARE(session.events,
            (QStringList{u"response"_s, u"open"_s, u"message a"_s, u"message b"_s, u"close 4000"_s, u"end"_s}));
        QCOMPARE(session.cause, EndCause::CloseHandshake);
        QVERIFY(session.facts.wasClean);
        QCOMPARE(session.facts.closeCode, quint16(4000));
    }

    void nothingIsSentBeforeItIsOpen()
    {
        ScriptedServer server(Script().request());
        Session session(server);
        QVERIFY(!session.upstream->send(Opcode::Text, "early", 5, {}));
        QVERIFY(!session.upstream->ping("early", {}));
        session.upstream->sendFrame(frameFor(Opcode::Text, "early"), "early");
        session.upstream->sendBytes("early");
        QTRY_VERIFY(server.connectionCount() == 1 && server.connection().hasRequest());
        QCOMPARE(server.connection().transcript().lines().size(), 1);
    }

    // In the sizes by which the owner knows them, not in those on the wire.
    void acceptedIsWhatWasGiven()
    {
        ScriptedServer server(Script().accept());
        Session session(server);
        QTRY_VERIFY(session.upstream->isOpen());
        QVERIFY(session.upstream->send(Opcode::Text, "short", 1'000'000, {}));
        QVERIFY(session.upstream->send(Opcode::Text, QByteArray(1000, 'x'), 0, {}));
        QTRY_COMPARE(session.accepted, 1'000'000u);
        QTRY_COMPARE(session.upstream->unsentBytes(), 0);
        QCOMPARE(session.upstream->unsentPayload(), 0u);
    }

    void endsOfTcp_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<EndCause>("cause");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const Script &script, EndCause cause, const QString &detail) {
            QTest::newRow(name) << script << cause << detail;
        };
        row("FIN", Script().accept().end(), EndCause::ServerFin,
            u"The server ended TCP (FIN) without a Close frame."_s);
        row("RST", Script().accept().reset(), EndCause::ServerReset,
            u"The server reset TCP (RST) without a Close frame."_s);
        row("no answer", Script().request().end(), EndCause::ServerFin,
            u"The server ended TCP (FIN) before it answered the request."_s);
        row("half an answer", Script().request().bytes("HTTP/1.1 101 Swi").end(), EndCause::ServerFin,
            u"The server ended TCP (FIN) within the head of its answer, after 16 bytes."_s);
        row("a refusal without a length", Script().request().bytes("HTTP/1.1 403 No\r\n\r\nbody").end(),
            EndCause::HttpStatus, u"The server answered 403 No instead of 101 Switching Protocols."_s);
    }
    void endsOfTcp()
    {
        QFETCH(Script, script);
        ScriptedServer server(script);
        Session session(server);
        QTRY_COMPARE(session.events.value(session.events.size() - 1), u"end"_s);
        QTEST(session.cause, "cause");
        QTEST(session.detail, "detail");
        QCOMPARE(session.facts.closeCode, closecode::Abnormal);
        QCOMPARE(session.events.count(u"end"_s), 1);
    }

    void handshakeTimeout()
    {
        ScriptedServer server(Script().request().bytes("HTTP/1.1 1"));
        ConnectionOptions options;
        options.timeouts.handshake = 200;
        Session session(server, options);
        QTRY_COMPARE(session.cause, EndCause::HandshakeTimeout);
        QCOMPARE(session.detail, u"The server did not answer the request within 0.2 s; 10 bytes came."_s);
    }

    void closeTimeout()
    {
        ScriptedServer server(
            Script().withSettings([](Peer::Settings &settings) { settings.answerClose = false; }).accept());
        ConnectionOptions options;
        options.timeouts.close = 100;
        Session session(server, options);
        QTRY_VERIFY(session.upstream->isOpen());
        session.upstream->close({closecode::Normal, {}});
        QTRY_COMPARE(session.cause, EndCause::CloseTimeout);
        QCOMPARE(session.detail, u"The server did not answer our Close within 0.1 s."_s);
    }

    void roomIsAskedFor()
    {
        ScriptedServer server(Script().accept().awaitMessages(1).text("answer"));
        Session session(server);
        QTRY_VERIFY(session.upstream->isOpen());
        session.room = 10;
        QVERIFY(session.upstream->askForRoom(10));
        QVERIFY(!session.upstream->askForRoom(11));
        QVERIFY(session.upstream->isHeld(Upstream::Hold::LogFull));
        QVERIFY(!session.upstream->askForRoom(0)); // until the owner opens it
        QVERIFY(session.upstream->send(Opcode::Text, "x", 1, {}));
        QTRY_VERIFY(server.connection().messages().size() == 1);
        QVERIFY(!session.events.contains(u"message answer"_s));
        session.upstream->hold(Upstream::Hold::LogFull, false);
        QTRY_VERIFY(session.events.contains(u"message answer"_s));
        QVERIFY(session.upstream->heldBackNs() > 0);
    }
};

QTEST_GUILESS_MAIN(TestUpstream)
#include "tst_upstream.moc"
