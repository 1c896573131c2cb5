// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "transport/detachedcall.h"

#include <QTest>
#include <QThread>

#include <semaphore>

using namespace framescope;

class TestDetachedCall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersInTheThreadOfItsOwner();
    void nobodyWaitsForIt();
    void theAnswerAfterItsEndIsDropped();
    void whoGaveUpIsNotCalled();
    void theAnswerMayEndIt();
    void theThreadOfItsOwnerMayBeOver();
};

void TestDetachedCall::answersInTheThreadOfItsOwner()
{
    DetachedCall<int> call;
    QList<int> answers;
    QThread *asked = nullptr;
    call.start(
        [&asked] {
            asked = QThread::currentThread();
            return 7;
        },
        [&](int answer) {
            QCOMPARE(QThread::currentThread(), thread());
            answers.append(answer);
        });
    QVERIFY(answers.isEmpty());
    QTRY_COMPARE(answers, QList{7});
    QVERIFY(asked != thread());
}

void TestDetachedCall::nobodyWaitsForIt()
{
    std::binary_semaphore goOn{0};
    DetachedCall<int> slow;
    DetachedCall<int> quick;
    QList<int> answers;
    const auto take = [&answers](int answer) { answers.append(answer); };
    slow.start(
        [&goOn] {
            goOn.acquire();
            return 1;
        },
        take);
    quick.start([] { return 2; }, take);
    QTRY_COMPARE(answers, QList{2});
    goOn.release();
    QTRY_COMPARE(answers, (QList{2, 1}));
}

void TestDetachedCall::theAnswerAfterItsEndIsDropped()
{
    // Everything that the question holds is gone once its answer was dropped.
    auto held = std::make_shared<std::binary_semaphore>(0);
    const std::weak_ptr<std::binary_semaphore> watched = held;
    int answers = 0;
    {
        DetachedCall<int> call;
        call.start(
            [held] {
                held->acquire();
                return 1;
            },
            [&answers](int) { ++answers; });
    }
    held->release();
    held.reset();
    QTRY_VERIFY(watched.expired());
    DetachedCall<int> later;
    later.start([] { return 2; }, [&answers](int) { answers += 10; });
    QTRY_COMPARE(answers, 10);
}

// Also where the answer is there, but has not been taken.
void TestDetachedCall::whoGaveUpIsNotCalled()
{
    DetachedCall<int> given;
    int answers = 0;
    std::binary_semaphore called{0};
    given.start(
        [&called] {
            called.release();
            return 1;
        },
        [&answers](int) { ++answers; });
    called.acquire();
    given.giveUp();
    DetachedCall<int> later;
    later.start([] { return 2; }, [&answers](int) { answers += 10; });
    QTRY_COMPARE(answers, 10);
}

void TestDetachedCall::theAnswerMayEndIt()
{
    auto call = std::make_unique<DetachedCall<QByteArray>>();
    QByteArray taken;
    call->start([] { return QByteArray("answer"); },
        [&](const QByteArray &answer) {
            call.reset();
            taken = answer;
        });
    QTRY_COMPARE(taken, "answer");
}

void TestDetachedCall::theThreadOfItsOwnerMayBeOver()
{
    auto held = std::make_shared<std::binary_semaphore>(0);
    const std::weak_ptr<std::binary_semaphore> watched = held;
    const std::unique_ptr<QThread> owner(QThread::create([held] {
        DetachedCall<int> call;
        call.start(
            [held] {
                held->acquire();
                return 1;
            },
            [](int) {});
    }));
    owner->start();
    QVERIFY(owner->wait());
    held->release();
    held.reset();
    QTRY_VERIFY(watched.expired());
}

QTEST_GUILESS_MAIN(TestDetachedCall)
#include "tst_detachedcall.moc"
