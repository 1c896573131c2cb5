// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/backgroundjob.h"

#include <QTest>
#include <QThread>

#include <semaphore>

using namespace framescope;

class TestBackgroundJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worksElsewhereAndFinishesHere();
    void theNewestCounts();
    void cancelledWorkIsNotHeardOf();
    void endsWhileItWorks();
};

void TestBackgroundJob::worksElsewhereAndFinishesHere()
{
    BackgroundJob job;
    QThread *worked = nullptr, *finished = nullptr;
    job.run([&](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        worked = QThread::currentThread();
        return [&] { finished = QThread::currentThread(); };
    });
    QVERIFY(job.isBusy());
    QTRY_COMPARE(finished, QThread::currentThread());
    QVERIFY(worked != finished);
    QVERIFY(!job.isBusy());
}

void TestBackgroundJob::theNewestCounts()
{
    BackgroundJob job;
    QStringList finished;
    std::binary_semaphore begun(0);
    job.run([&](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        begun.release();
        while (!cancelled)
            QThread::yieldCurrentThread();
        return [&] { finished += QStringLiteral("first"); };
    });
    begun.acquire();
    job.run([&](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [&] { finished += QStringLiteral("second"); };
    });
    job.run([&](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [&] { finished += QStringLiteral("third"); };
    });
    QTRY_COMPARE(finished.join(u' '), QStringLiteral("third"));
}

void TestBackgroundJob::cancelledWorkIsNotHeardOf()
{
    BackgroundJob job;
    QStringList finished;
    std::binary_semaphore done(0);
    job.run([&](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [&] { finished += QStringLiteral("cancelled"); };
    });
    job.cancel();
    QVERIFY(!job.isBusy());
    job.run([&](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [&] { finished += QStringLiteral("other"); };
    });
    QTRY_COMPARE(finished.join(u' '), QStringLiteral("other"));
}

void TestBackgroundJob::endsWhileItWorks()
{
    std::binary_semaphore begun(0);
    bool wasCancelled = false;
    {
        BackgroundJob job;
        job.run([&](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
            begun.release();
            while (!cancelled)
                QThread::yieldCurrentThread();
            wasCancelled = true;
            return {};
        });
        begun.acquire();
    }
    QVERIFY(wasCancelled);
}

QTEST_GUILESS_MAIN(TestBackgroundJob)
#include "tst_backgroundjob.moc"
