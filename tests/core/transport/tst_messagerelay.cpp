// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/tapsession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// How the tap carries messages through its Gate; the books are in tst_tappair.
class TestMessageRelay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gateDecides()
    {
        ScriptedServer server(Script().accept().text("one").text("two").text("three"));
        TapSession session(server.url());
        session.tap().gate().setRule([](const GateMessage &message) {
            if (message.payload == "one")
                return Gate::Decision{Gate::Verdict::Drop, {}};
            if (message.payload == "two")
                return Gate::Decision{Gate::Verdict::Replace, "2"};
            return Gate::Decision{};
        });
        QTRY_COMPARE(session.handedOut(), 2);
        QCOMPARE(session.events().mid(1), (QStringList{u"text \"2\""_s, u"text \"three\""_s}));
        QCOMPARE(session.withheld(), 1);
    }

    void gateHoldsAndReleases()
    {
        ScriptedServer server(Script().accept().text("one").text("two").ping("behind"));
        TapSession session(server.url());
        session.tap().gate().setRule(holdsOne);
        QTRY_VERIFY(server.connectionCount() == 1 && server.connection().pongs() == 1);
        QCOMPARE(session.handedOut(), 0);
        session.tap().gate().release(Direction::ServerToClient, {});
        QTRY_COMPARE(session.handedOut(), 2);
        QCOMPARE(session.events().mid(1), (QStringList{u"text \"one\""_s, u"text \"two\""_s}));
    }

    void aHugeMessageWaitsForItsTurn()
    {
        ScriptedServer server(Script().accept().text("one").binary(QByteArray(1000, 'h')).text("two").ping());
        TapSession session(server.url(), [](ConnectionOptions &options) { options.deliveryLimit = 999; });
        session.tap().gate().setRule(holdsOne);
        QTRY_COMPARE(session.tap().gate().held(Direction::ServerToClient).size(), std::size_t(3));
        QCOMPARE(session.withheld(), 0);
        session.tap().gate().release(Direction::ServerToClient, {});
        QTRY_COMPARE(session.handedOut(), 2);
        QCOMPARE(session.withheld(), 1);
    }

    // What is held is in memory: more than a little is left to TCP.
    void whatIsHeldHoldsTheServerBack()
    {
        constexpr int count = 64;
        Script script = Script().accept().text("one");
        for (int i = 0; i < count; ++i)
            script.binary(QByteArray(256 << 10, 'x'));
        ScriptedServer server(script);
        TapSession session(server.url());
        session.tap().gate().setRule(holdsOne);
        QTRY_VERIFY(session.tap().heldBackNs() > 0);
        const Gate &gate = session.tap().gate();
        QVERIFY(gate.heldBytes(Direction::ServerToClient) < 2 << 20);
        session.tap().gate().release(Direction::ServerToClient, {});
        QTRY_COMPARE(session.handedOut(), 1 + count);
        QCOMPARE(gate.heldBytes(Direction::ServerToClient), 0);
    }

    void closeIsAnsweredWhileTheGateIsFull()
    {
        Script script = Script().accept().text("one");
        for (int i = 0; i < 64; ++i)
            script.binary(QByteArray(256 << 10, 'x'));
        ScriptedServer server(script);
        TapSession session(server.url());
        session.tap().gate().setRule(holdsOne);
        QTRY_VERIFY(session.tap().heldBackNs() > 0);
        session.tap().close({closecode::Normal, {}});
        QTRY_VERIFY(session.isFinished());
        QVERIFY(session.facts().wasClean);
        QCOMPARE(session.withheld(), 65);
        QCOMPARE(session.handedOut(), 0);
    }

private:
    static Gate::Decision holdsOne(const GateMessage &message)
    {
        return {message.payload == "one" ? Gate::Verdict::Hold : Gate::Verdict::Forward, {}};
    }
};

QTEST_GUILESS_MAIN(TestMessageRelay)
#include "tst_messagerelay.moc"
