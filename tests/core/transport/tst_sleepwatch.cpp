// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/sleepwatch.h"

#include "base/platform.h"

#include <QTest>

#include <ctime>

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
    const auto read = [](clockid_t clock) {
        timespec time{};
        clock_gettime(clock, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    };
    // Since the computer started: what the clock that counts sleep is ahead of the one that does not.
    const qint64 slept = read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC);
    QVERIFY2(qAbs(platform::suspendedNs() - slept) < 1'000'000'000, qPrintable(QString::number(slept)));
}

QTEST_GUILESS_MAIN(TestSleepWatch)
#include "tst_sleepwatch.moc"
