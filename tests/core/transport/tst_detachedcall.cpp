// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "transport/systemproxylookup.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <semaphore>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestSystemProxyLookup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersInTheThreadOfItsOwner();
    void nobodyWaitsForIt();
    void theAnswerAfterItsEndIsDropped();
};

void TestSystemProxyLookup::answersInTheThreadOfItsOwner()
{
    SystemProxyLookup lookup;
    QList<ProxyOptions> answers;
    QThread *asked = nullptr;
    connect(&lookup, &SystemProxyLookup::found, this, [&](const ProxyOptions &proxy) {
        QCOMPARE(QThread::currentThread(), thread());
        answers.append(proxy);
    });
    lookup.start([&asked] {
        asked = QThread::currentThread();
        return ProxyOptions{ProxyOptions::Kind::Socks5, u"socks.test"_s, 1080, {}, {}};
    });
    QVERIFY(answers.isEmpty());
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(asked != thread());
    QCOMPARE(answers.constFirst().kind, ProxyOptions::Kind::Socks5);
    QCOMPARE(answers.constFirst().host, u"socks.test"_s);
}

// A script that runs for long holds up its own connection only.
void TestSystemProxyLookup::nobodyWaitsForIt()
{
    std::binary_semaphore goOn{0};
    SystemProxyLookup slow;
    SystemProxyLookup quick;
    QSignalSpy slowFound(&slow, &SystemProxyLookup::found);
    QSignalSpy quickFound(&quick, &SystemProxyLookup::found);
    slow.start([&goOn] {
        goOn.acquire();
        return ProxyOptions{};
    });
    quick.start([] { return ProxyOptions{}; });
    QTRY_COMPARE(quickFound.size(), 1);
    QCOMPARE(slowFound.size(), 0);
    goOn.release();
    QTRY_COMPARE(slowFound.size(), 1);
}

void TestSystemProxyLookup::theAnswerAfterItsEndIsDropped()
{
    // Everything that the question holds is gone once its answer was dropped.
    auto held = std::make_shared<std::binary_semaphore>(0);
    const std::weak_ptr<std::binary_semaphore> watched = held;
    int answers = 0;
    {
        SystemProxyLookup lookup;
        connect(&lookup, &SystemProxyLookup::found, this, [&answers] { ++answers; });
        lookup.start([held] {
            held->acquire();
            return ProxyOptions{};
        });
    }
    held->release();
    held.reset();
    SystemProxyLookup later;
    QSignalSpy found(&later, &SystemProxyLookup::found);
    later.start([] { return ProxyOptions{}; });
    QTRY_COMPARE(found.size(), 1);
    QTRY_VERIFY(watched.expired());
    QCOMPARE(answers, 0);
}

QTEST_GUILESS_MAIN(TestSystemProxyLookup)
#include "tst_systemproxylookup.moc"
