// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "transport/keepalive.h"

#include <QSignalSpy>
#include <QTest>

using namespace framescope;

// A wire that remembers pings, and answers them as a test says.
class TestKeepalive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_sent.clear();
        m_open = m_canHear = true;
    }

    void sendsNothingUnlessItIsOn()
    {
        Keepalive keepalive({}, ping(), canHear());
        keepalive.start();
        letTimePass();
        QVERIFY(m_sent.isEmpty());
    }

    void goesOnWhileItIsAnswered()
    {
        Keepalive keepalive({1, 1}, ping(), canHear());
        m_answer = [&keepalive](const QByteArray &payload) { keepalive.takePong(payload); };
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        keepalive.start();
        QTRY_VERIFY(m_sent.size() >= 5);
        QCOMPARE(m_sent.first(2), (QByteArrayList{"keepalive 1", "keepalive 2"}));
        QCOMPARE(gaveUp.size(), 0);
    }

    void givesUpOnceAfterSoManyMisses_data()
    {
        QTest::addColumn<int>("misses");
        QTest::newRow("1") << 1;
        QTest::newRow("3") << 3;
    }
    void givesUpOnceAfterSoManyMisses()
    {
        QFETCH(int, misses);
        Keepalive keepalive({1, misses}, ping(), canHear());
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        keepalive.start();
        QTRY_COMPARE(gaveUp.size(), 1);
        QCOMPARE(gaveUp.at(0).at(0).toInt(), misses);
        QCOMPARE(m_sent.size(), misses);
    }

    void neverGivesUpWithoutACount()
    {
        Keepalive keepalive({1, 0}, ping(), canHear());
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        keepalive.start();
        QTRY_VERIFY(m_sent.size() >= 20);
        QCOMPARE(gaveUp.size(), 0);
    }

    void aPongAnswersOlderPingsToo()
    {
        Keepalive keepalive({1, 3}, ping(), canHear());
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        // Only every second one is answered.
        m_answer = [&](const QByteArray &payload) {
            if (m_sent.size() % 2 == 0)
                keepalive.takePong(payload);
        };
        keepalive.start();
        QTRY_VERIFY(m_sent.size() >= 20);
        QCOMPARE(gaveUp.size(), 0);
    }

    void aForeignPongAnswersNothing()
    {
        Keepalive keepalive({1, 2}, ping(), canHear());
        m_answer = [&keepalive](const QByteArray &) { keepalive.takePong("keepalive 0"); };
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        keepalive.start();
        QTRY_COMPARE(gaveUp.size(), 1);
    }

    // Receiving is paused, or one large frame is coming: pings keep the way open, but nobody is blamed.
    void silenceWhileWeAreDeafSaysNothing()
    {
        Keepalive keepalive({1, 1}, ping(), canHear());
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        m_canHear = false;
        keepalive.start();
        QTRY_VERIFY(m_sent.size() >= 10);
        QCOMPARE(gaveUp.size(), 0);
        m_canHear = true;
        QTRY_COMPARE(gaveUp.size(), 1);
    }

    void anExcuseCountsForWhatWasBefore()
    {
        Keepalive keepalive({1, 1}, ping(), canHear());
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        m_answer = [&](const QByteArray &) {
            if (m_sent.size() < 10)
                keepalive.excuse();
        };
        keepalive.start();
        QTRY_COMPARE(gaveUp.size(), 1);
        QCOMPARE(m_sent.size(), 10);
    }

    void aPingThatCannotGoIsNotMissed()
    {
        Keepalive keepalive({1, 1}, ping(), canHear());
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        m_open = false;
        keepalive.start();
        QTRY_VERIFY(m_sent.size() >= 10);
        QCOMPARE(gaveUp.size(), 0);
    }

    void stops()
    {
        Keepalive keepalive({1, 1}, ping(), canHear());
        QSignalSpy gaveUp(&keepalive, &Keepalive::gaveUp);
        m_answer = [&keepalive](const QByteArray &) { keepalive.stop(); };
        keepalive.start();
        QTRY_COMPARE(m_sent.size(), 1);
        letTimePass();
        QCOMPARE(m_sent.size(), 1);
        QCOMPARE(gaveUp.size(), 0);
    }

private:
    Keepalive::Ping ping()
    {
        m_answer = nullptr;
        return [this](QByteArrayView payload) {
            m_sent.append(payload.toByteArray());
            if (m_answer) // as the network would: later than the ping
                QMetaObject::invokeMethod(
                    this, [this, sent = m_sent.constLast()] { m_answer(sent); }, Qt::QueuedConnection);
            return m_open;
        };
    }
    // As another one at the same interval counts it.
    static void letTimePass()
    {
        int pings = 0;
        Keepalive other(
            {1, 0}, [&pings](QByteArrayView) { return ++pings > 0; }, [] { return true; });
        other.start();
        QTRY_VERIFY(pings >= 10);
    }
    Keepalive::CanHear canHear()
    {
        return [this] { return m_canHear; };
    }

    QByteArrayList m_sent;
    std::function<void(const QByteArray &)> m_answer;
    bool m_open = true;
    bool m_canHear = true;
};

QTEST_GUILESS_MAIN(TestKeepalive)
#include "tst_keepalive.moc"
