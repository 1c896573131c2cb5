// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"
#include "support/hex.h"
#include "support/sessionprobe.h"
#include "transport/wirewitness.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr Direction up = Direction::ClientToServer;
constexpr Direction down = Direction::ServerToClient;

// Reads the wire of an open connection.
struct Wire {
    explicit Wire(Policy policy = Policy::Strict, quint64 deliveryLimit = 1000)
    {
        options.policy = policy;
        options.deliveryLimit = deliveryLimit;
        witness.emplace(probe.journal(), 1, probe.clock(), options, [this] { ++active; });
        WireReader::Limits limits;
        limits.assembledMessage = deliveryLimit;
        reader.emplace(*witness, limits);
        reader->beginOpen({});
    }
    void feed(Direction direction, const QByteArray &bytes, qint64 timeNs = 1)
    {
        reader->feed(direction, bytes, timeNs);
    }
    // "3 +2, 5 -0": rows that own messages, whether delivered, and sizes.
    QString arrivals()
    {
        QStringList list;
        while (const auto arrival = witness->takeArrival())
            list +=
                u"%1 %2%3"_s.arg(arrival->row).arg(arrival->saysDelivered ? u"+"_s : u"-"_s).arg(arrival->size);
        return list.join(u", "_s);
    }
    SessionProbe probe;
    ConnectionOptions options;
    std::optional<WireWitness> witness;
    std::optional<WireReader> reader;
    int active = 0;
};

} // namespace

class TestWireWitness : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void arrivals_data()
    {
        QTest::addColumn<Policy>("policy");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("arrivals");
        const QByteArray huge = QByteArray("\x82\x7e\x03\xe9", 4) + QByteArray(1001, 'x');
        const auto row = [](const char *name, const QByteArray &bytes, const QString &strict,
                             const QString &lenient) {
            QTest::addRow("%s, strict", name) << Policy::Strict << bytes << strict;
            QTest::addRow("%s, lenient", name) << Policy::Lenient << bytes << lenient;
        };
        row("two", "81 02 68 69 82 01 00"_hex, u"1 +2, 2 +1"_s, u"1 +2, 2 +1"_s);
        // The row is that of the frame which completes the message.
        row("fragments with a ping", "01 01 61 89 00 80 01 62"_hex, u"3 +2"_s, u"3 +2"_s);
        row("above the limit", huge, u"1 -1001"_s, u"1 -1001"_s);
        row("text that is none", "81 01 ff 81 01 61"_hex, u"1 -1, 3 -1"_s, u"1 -1, 3 +1"_s);
        row("a broken rule before", "8b 00 81 01 61"_hex, u"3 -1"_s, u"3 +1"_s);
        row("masked by a server", "81 81 00 00 00 00 61"_hex, u"1 -1"_s, u"1 +1"_s);
        row("behind the server's Close", "88 00 81 01 61"_hex, u"2 -1"_s, u"2 -1"_s);
    }
    void arrivals()
    {
        QFETCH(Policy, policy);
        QFETCH(QByteArray, bytes);
        Wire wire(policy);
        wire.feed(down, bytes);
        QTEST(wire.arrivals(), "arrivals");
    }

    void whatWeSendIsNoArrival()
    {
        Wire wire;
        wire.feed(up, "81 81 00 00 00 00 61"_hex);
        QCOMPARE(wire.arrivals(), QString());
        QCOMPARE(wire.probe.dataRows(), QStringList{u"> text \"a\""_s});
    }

    void stopsDelivering()
    {
        Wire wire;
        wire.feed(down, "01 01 61"_hex);
        wire.witness->stopDelivering();
        wire.feed(down, "80 01 62"_hex);
        QCOMPARE(wire.arrivals(), u"2 -2"_s);
        QVERIFY(wire.probe.dataRows().constLast().endsWith(u"not-delivered"));
    }

    void remembersWhoClosedFirstAndWhenEachSpoke()
    {
        Wire wire;
        QVERIFY(!wire.witness->lastNs(down));
        wire.feed(up, "81 81 00 00 00 00 61"_hex, 10);
        wire.feed(down, "81 01 61"_hex, 20);
        QCOMPARE(wire.witness->lastNs(up), 10);
        QCOMPARE(wire.witness->lastNs(down), 20);
        QVERIFY(!wire.witness->firstClose());
        QVERIFY(!wire.witness->signsBeforeClose());
        wire.feed(up, "89 80 00 00 00 00"_hex, 22);
        wire.feed(down, "88 02 03 e8"_hex, 30);
        QCOMPARE(wire.witness->signsBeforeClose()->silenceInNs, 10);
        QCOMPARE(wire.witness->signsBeforeClose()->silenceOutNs, 8);
        QCOMPARE(wire.witness->signsBeforeClose()->pingsUnanswered, 1);
        QCOMPARE(wire.witness->signsBeforeClose()->pingWaitNs, 8);
        wire.feed(up, "88 80 00 00 00 00"_hex, 40);
        QCOMPARE(wire.witness->firstClose(), down);
        QCOMPARE(wire.witness->lastNs(up), 40);
        QCOMPARE(wire.witness->signsBeforeClose()->silenceOutNs, 8); // of the first Close
        QVERIFY(wire.active >= 4);
    }

    void pongsAnswerThePingAndThoseBefore()
    {
        Wire wire;
        wire.feed(up, "89 81 00 00 00 00 61"_hex, 100);
        wire.feed(up, "89 81 00 00 00 00 62"_hex, 200);
        wire.feed(up, "89 81 00 00 00 00 63"_hex, 300);
        QCOMPARE(wire.witness->signs(5000, 0).pingsUnanswered, 3);
        QCOMPARE(wire.witness->signs(5000, 0).pingWaitNs, 4900);
        QVERIFY(!wire.witness->answerPing("unasked", 400));
        QCOMPARE(wire.witness->answerPing("b", 450), 250);
        QCOMPARE(wire.witness->signs(5000, 0).pingsUnanswered, 1);
        QCOMPARE(wire.witness->signs(5000, 0).pingWaitNs, 4700);
        QVERIFY(!wire.witness->answerPing("a", 500)); // it counts as answered
    }

    void pingsThatNobodyAnswersDoNotPileUp()
    {
        Wire wire;
        for (int i = 0; i < 2000; ++i)
            wire.feed(up, "89 80 00 00 00 00"_hex, 100 + i);
        QCOMPARE(wire.witness->signs(5000, 0).pingsUnanswered, 1024);
        QCOMPARE(wire.witness->signs(5000, 0).pingWaitNs, 4900);
    }

    void onlyTheServersBreachCounts()
    {
        Wire wire;
        wire.feed(up, "81 01 61"_hex); // not masked
        QVERIFY(!wire.witness->firstBreach());
        wire.feed(down, "8b 00 83 00"_hex);
        QCOMPARE(wire.witness->firstBreach()->kind, ViolationKind::ReservedOpcode);
        QCOMPARE(wire.witness->firstBreach()->offset, 0u);
    }
};

QTEST_GUILESS_MAIN(TestWireWitness)
#include "tst_wirewitness.moc"
