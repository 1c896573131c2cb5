// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/sleepwatch.h"

#include "base/platform.h"

#include <QTest>

using namespace framescope;

class TestSleepWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noSleepIsNoSpan();
    void sleepEndsNow();
    void shortSleepsAddUp();
    void theSystemTellsItsSleep();
};

void TestSleepWatch::noSleepIsNoSpan()
{
    SleepWatch watch([] { return qint64(77'000'000'000); }); // slept before we began
    QVERIFY(!watch.check(1000));
}

void TestSleepWatch::sleepEndsNow()
{
    qint64 suspended = 5;
    SleepWatch watch([&] { return suspended; });
    suspended += 60'000'000'000;
    const auto span = watch.check(100'000'000'000);
    QVERIFY(span);
    QCOMPARE(span->fromEpochNs, 40'000'000'000);
    QCOMPARE(span->toEpochNs, 100'000'000'000);
    QVERIFY(!watch.check(101'000'000'000)); // told once
}

void TestSleepWatch::shortSleepsAddUp()
{
    qint64 suspended = 0;
    SleepWatch watch([&] { return suspended; });
    suspended += 600'000'000;
    QVERIFY(!watch.check(0));
    suspended += 600'000'000;
    QVERIFY(watch.check(0));
}

void TestSleepWatch::theSystemTellsItsSleep()
{
    const qint64 first = platform::suspendedNs();
    // The test itself does not sleep: two readings differ by no more than the time between two calls.
    QVERIFY(qAbs(platform::suspendedNs() - first) < 1'000'000'000);
}

QTEST_GUILESS_MAIN(TestSleepWatch)
#include "tst_sleepwatch.moc"
