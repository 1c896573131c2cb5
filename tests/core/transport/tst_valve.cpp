// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/valve.h"

#include <QTest>

using namespace framescope;

namespace {

class HandClock final : public Clock {
public:
    qint64 monotonicNs() const override { return now; }
    qint64 epochNs() const override { return now; }
    qint64 now = 0;
};

} // namespace

class TestValve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensWithTheLastReason()
    {
        HandClock clock;
        Valve valve(clock);
        QVERIFY(valve.isOpen());
        QVERIFY(!valve.set(Valve::Hold::User, false)); // it was open
        QVERIFY(!valve.set(Valve::Hold::User, true));
        QVERIFY(!valve.set(Valve::Hold::LogFull, true));
        QVERIFY(!valve.set(Valve::Hold::User, false));
        QVERIFY(!valve.isOpen());
        QVERIFY(!valve.isHeld(Valve::Hold::User));
        QVERIFY(valve.isHeld(Valve::Hold::LogFull));
        QVERIFY(valve.set(Valve::Hold::LogFull, false));
        QVERIFY(!valve.set(Valve::Hold::LogFull, false));
        QVERIFY(valve.isOpen());
    }

    void countsTheTimeOfAllReasonsOnce()
    {
        HandClock clock;
        Valve valve(clock);
        clock.now = 100;
        valve.set(Valve::Hold::SlowReader, true);
        clock.now = 110;
        valve.set(Valve::Hold::Gate, true);
        QCOMPARE(valve.heldBackNs(), 10);
        clock.now = 125;
        valve.set(Valve::Hold::SlowReader, false);
        clock.now = 130;
        valve.set(Valve::Hold::Gate, false);
        clock.now = 500;
        QCOMPARE(valve.heldBackNs(), 30);
        valve.set(Valve::Hold::User, true);
        clock.now = 501;
        QCOMPARE(valve.heldBackNs(), 31);
    }

    // Paused before the connection is open: nothing could have been read then.
    void timeBeginsWhenThereIsSomethingToRead()
    {
        HandClock clock;
        Valve valve(clock);
        valve.set(Valve::Hold::User, true);
        clock.now = 1000;
        valve.begin();
        clock.now = 1007;
        QCOMPARE(valve.heldBackNs(), 7);
        valve.end();
        clock.now = 2000;
        QCOMPARE(valve.heldBackNs(), 7);
        QVERIFY(valve.isOpen());
    }
};

QTEST_GUILESS_MAIN(TestValve)
#include "tst_valve.moc"
