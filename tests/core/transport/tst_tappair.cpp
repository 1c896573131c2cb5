// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/sessionprobe.h"
#include "transport/tappair.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

using Verdict = Gate::Verdict;

ConnectionOptions plainOptions()
{
    ConnectionOptions options;
    options.deflate.reset();
    return options;
}

// A pair that started, and what it said: `< "hi" #5`, `dropped #5`, `replaced #5 by 3`, `withheld #5`,
// `not sent 4: why`.
struct Session {
    explicit Session(const ScriptedServer &server, const Gate::Rule &rule = {})
        : witness(probe.journal(), 1, probe.clock(), options, [] {})
        , pair(*parseWebSocketUrl(server.url()), options, witness, probe.clock())
    {
        using Arrival = WireWitness::Arrival;
        const auto note = [this](const QString &event) { events += event; };
        QObject::connect(&pair, &TapPair::textArrived, &pair, [=](const Arrival &arrival, const QString &text) {
            note(u"< \"%1\" %2 bytes of #%3"_s.arg(text).arg(arrival.size).arg(arrival.row));
        });
        QObject::connect(&pair, &TapPair::withheld, &pair,
            [=](const Arrival &arrival) { note(u"withheld #%1"_s.arg(arrival.row)); });
        QObject::connect(&pair, &TapPair::gateDropped, &pair,
            [=](const Arrival &arrival) { note(u"dropped #%1"_s.arg(arrival.row)); });
        QObject::connect(&pair, &TapPair::gateReplaced, &pair, [=](const Arrival &arrival, quint64 size) {
            note(u"replaced #%1 of %2 bytes by %3"_s.arg(arrival.row).arg(arrival.size).arg(size));
        });
        QObject::connect(&pair, &TapPair::dropped, &pair,
            [=](quint64 bytes, const QString &why) { note(u"not sent %1: %2"_s.arg(bytes).arg(why)); });
        QObject::connect(&pair.tap(), &WireTap::finished, &pair, [this] { finished = true; });
        pair.tap().gate().setRule(rule);
        pair.tap().setRoom([this](quint64 bytes) { return bytes <= room; });
        if (!pair.start())
            qFatal("the pair does not start");
    }
    Gate &gate() { return pair.tap().gate(); }
    std::size_t held(Direction direction) { return gate().held(direction).size(); }

    SessionProbe probe;
    ConnectionOptions options = plainOptions();
    WireWitness witness;
    TapPair pair;
    QStringList events;
    quint64 room = 1u << 30;
    bool finished = false;
};

// "hold...", "drop...", "short" and "long" are what a rule does with them.
Gate::Decision judge(const GateMessage &message)
{
    if (message.payload.startsWith("hold"))
        return {Verdict::Hold, {}};
    if (message.payload.startsWith("drop"))
        return {Verdict::Drop, {}};
    if (message.payload == "short")
        return {Verdict::Replace, "s"};
    if (message.payload == "long")
        return {Verdict::Replace, "much longer"};
    return {};
}

// Messages that came.
QByteArrayList payloads(ScriptedServer &server)
{
    QByteArrayList list;
    if (server.connectionCount() == 0)
        return list;
    for (const auto &[opcode, payload] : server.connection().messages())
        list += payload;
    return list;
}

} // namespace

// Rows 1 and 2 are the heads of the handshake.
class TestTapPair : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void arrivalsKnowTheirRows()
    {
        ScriptedServer server(Script().accept().text("a").ping("row of its own").text("bcd"));
        Session session(server);
        QTRY_COMPARE(session.events, (QStringList{u"< \"a\" 1 bytes of #3"_s, u"< \"bcd\" 3 bytes of #6"_s}));
        QVERIFY(session.pair.inside().empty());
    }

    void gateOnTheWayIn()
    {
        ScriptedServer server(
            Script().accept().text("drop it").text("short").text("long").text("plain").awaitMessages(1));
        Session session(server, judge);
        QTRY_COMPARE(session.events.size(), 6);
        QCOMPARE(session.events,
            (QStringList{u"dropped #3"_s, u"replaced #4 of 5 bytes by 1"_s, u"replaced #5 of 4 bytes by 11"_s,
                u"< \"s\" 1 bytes of #4"_s, u"< \"much longer\" 11 bytes of #5"_s,
                u"< \"plain\" 5 bytes of #6"_s}));
        QVERIFY(session.pair.inside().empty());
        QVERIFY(!session.witness.takeArrival());
    }

    void heldOnTheWayIn()
    {
        ScriptedServer server(
            Script().accept().text("hold").text("drop it").text("behind").ping().awaitPongs(1));
        Session session(server, judge);
        QTRY_COMPARE(session.held(Direction::ServerToClient), std::size_t(3));
        QCOMPARE(session.events, QStringList());
        session.gate().release(Direction::ServerToClient, {Verdict::Replace, "let go"});
        QTRY_COMPARE(session.events,
            (QStringList{u"replaced #3 of 4 bytes by 6"_s, u"dropped #4"_s, u"< \"let go\" 6 bytes of #3"_s,
                u"< \"behind\" 6 bytes of #5"_s}));
    }

    void gateOnTheWayOut()
    {
        ScriptedServer server(Script().accept());
        Session session(server, judge);
        for (const auto &text : {u"drop it"_s, u"short"_s, u"long"_s, u"plain"_s})
            session.pair.send(text);
        QTRY_COMPARE(payloads(server), (QByteArrayList{"s", "much longer", "plain"}));
        QTRY_COMPARE(session.pair.unsent(), 0u);
        // What was dropped never left (WHATWG: bufferedAmount counts what was not transmitted).
        QCOMPARE(session.pair.bufferedAmount(), 7u);
        QCOMPARE(session.events, QStringList{u"not sent 7: a rule dropped it."_s});
    }

    void heldOnTheWayOut()
    {
        ScriptedServer server(Script().accept());
        Session session(server, judge);
        session.pair.send(u"hold"_s);
        session.pair.send(u"long"_s);
        QTRY_COMPARE(session.held(Direction::ClientToServer), std::size_t(2));
        QCOMPARE(session.pair.bufferedAmount(), 8u);
        session.gate().release(Direction::ClientToServer, {});
        QTRY_COMPARE(payloads(server), (QByteArrayList{"hold", "much longer"}));
        QTRY_COMPARE(session.pair.bufferedAmount(), 0u);
    }

    void originsPassTheGate()
    {
        ScriptedServer server(Script().accept());
        QList<FrameOrigins> origins;
        Session session(server, [&origins](const GateMessage &message) {
            if (message.direction == Direction::ClientToServer)
                origins.append(message.origin);
            return Gate::Decision();
        });
        session.pair.send({u"by hand"_s});
        session.pair.send({u"again"_s, FrameOrigin::Automatic});
        session.pair.send({QByteArray("bytes"), FrameOrigin::Replayed});
        QTRY_COMPARE(payloads(server).size(), 3);
        QCOMPARE(origins, (QList<FrameOrigins>{{}, FrameOrigin::Automatic, FrameOrigin::Replayed}));
    }

    // They were given before it.
    void closeWaitsForWhatIsHeld()
    {
        ScriptedServer server(Script().accept());
        Session session(server, judge);
        session.pair.send(u"hold"_s);
        session.pair.closeWhenDrained({closecode::Normal, {}});
        QTRY_COMPARE(session.held(Direction::ClientToServer), std::size_t(1));
        server.connection().socket().peer().ping("x", 0);
        server.connection().socket().flush();
        QTRY_COMPARE(server.connection().pongs(), 1);
        QVERIFY(!server.connection().close());
        session.gate().release(Direction::ClientToServer, {});
        QTRY_VERIFY(session.finished);
        QCOMPARE(payloads(server), QByteArrayList{"hold"});
        QVERIFY(session.pair.tap().facts().wasClean);
    }

    void whatIsHeldAtTheEndIsTold()
    {
        ScriptedServer server(
            Script().accept().text("hold").text("behind").awaitMessages(1).close({closecode::Normal, {}}));
        Session session(server, judge);
        QTRY_COMPARE(session.held(Direction::ServerToClient), std::size_t(2));
        session.pair.send(u"go"_s);
        session.pair.send(u"hold mine"_s);
        QTRY_VERIFY(session.finished);
        QCOMPARE(session.events.filter(u"withheld"_s), (QStringList{u"withheld #3"_s, u"withheld #4"_s}));
        QCOMPARE(session.held(Direction::ServerToClient), std::size_t(0));
        QCOMPARE(session.pair.bufferedAmount(), 9u);
        QCOMPARE(session.events.filter(u"not sent"_s),
            QStringList{u"not sent 9: the connection ended while a rule held it back."_s});
    }

    // The log takes no message that it has no room for: it stays in the queue.
    void theLogHoldsBackWhatWeSend()
    {
        ScriptedServer server(Script().accept());
        Session session(server);
        session.room = 1000;
        session.pair.send(QByteArray(1000, 'a'));
        session.pair.send(QByteArray(1001, 'b'));
        session.pair.send(QByteArray(1, 'c'));
        QTRY_COMPARE(payloads(server).size(), 1);
        QTRY_COMPARE(session.pair.unsent(), 1002u);
        session.pair.resume(); // too little
        QCOMPARE(session.pair.unsent(), 1002u);
        session.room = 1001;
        session.pair.resume();
        QTRY_COMPARE(payloads(server).size(), 3);
        QTRY_COMPARE(session.pair.bufferedAmount(), 0u);
    }

    void whatWaitsStaysForEver()
    {
        ScriptedServer server(Script().accept());
        Session session(server);
        session.pair.send(u"before it is open"_s);
        session.pair.stopSending();
        session.pair.tap().hold(WireTap::Hold::User, false);
        QTRY_VERIFY(session.pair.tap().facts().openedNs);
        session.pair.tap().abort(WireTap::Abort::Fin);
        QTRY_VERIFY(session.finished);
        QCOMPARE(session.pair.bufferedAmount(), 17u);
        QVERIFY(server.connection().messages().empty());
    }
};

QTEST_GUILESS_MAIN(TestTapPair)
#include "tst_tappair.moc"
