// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/backoff.h"

#include <QTest>

using namespace framescope;

namespace {

ReconnectOptions plain()
{
    ReconnectOptions options;
    options.on = true;
    options.delay = 100;
    options.factor = 2;
    options.maxDelay = 500;
    options.jitter = 0;
    return options;
}

} // namespace

class TestBackOff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void growsUpToItsMost()
    {
        BackOff backOff(plain());
        for (const int wait : {100, 200, 400, 500, 500})
            QCOMPARE(backOff.next(0, 0.5), std::optional(wait));
        QCOMPARE(backOff.attempt(), 5);
    }

    void staysWithAFactorOfOne()
    {
        ReconnectOptions options = plain();
        options.factor = 1;
        BackOff backOff(options);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(backOff.next(0, 0.5), std::optional(100));
    }

    void chanceSpreadsTheWaits()
    {
        ReconnectOptions options = plain();
        options.factor = 1;
        options.jitter = 0.25;
        BackOff backOff(options);
        QCOMPARE(backOff.next(0, 0), std::optional(75));
        QCOMPARE(backOff.next(0, 0.5), std::optional(100));
        QCOMPARE(backOff.next(0, 1), std::optional(125));
    }

    void endsWithTheLastAttempt()
    {
        ReconnectOptions options = plain();
        options.maxAttempts = 2;
        BackOff backOff(options);
        QVERIFY(backOff.next(0, 0.5));
        QVERIFY(backOff.next(0, 0.5));
        QVERIFY(!backOff.next(0, 0.5));
    }

    // A server that accepts and hangs up at once does not work.
    void beginsAnewOnlyIfItWorkedForLongerThanTheWait()
    {
        ReconnectOptions options = plain();
        options.maxAttempts = 3;
        BackOff backOff(options);
        QCOMPARE(backOff.next(0, 0.5), std::optional(100));
        QCOMPARE(backOff.next(100, 0.5), std::optional(200));
        QCOMPARE(backOff.attempt(), 2);
        QCOMPARE(backOff.next(201, 0.5), std::optional(100));
        QCOMPARE(backOff.attempt(), 1);
    }

    void manyAttemptsDoNotOverflow()
    {
        ReconnectOptions options = plain();
        options.factor = 100;
        BackOff backOff(options);
        for (int i = 0; i < 1000; ++i)
            QVERIFY(*backOff.next(0, 0.5) <= 500);
    }
};

QTEST_GUILESS_MAIN(TestBackOff)
#include "tst_backoff.moc"
