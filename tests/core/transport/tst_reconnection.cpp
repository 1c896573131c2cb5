// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/sessionprobe.h"
#include "transport/reconnection.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

ReconnectOptions quick(int delay, int maxAttempts = 0)
{
    ReconnectOptions options;
    options.on = true;
    options.delay = delay;
    options.jitter = 0;
    options.maxAttempts = maxAttempts;
    return options;
}

ConnectionFacts ended()
{
    ConnectionFacts facts;
    facts.id = 1;
    facts.url = u"ws://server.test/"_s;
    facts.readyState = ReadyState::Closed;
    facts.startedNs = 1;
    facts.endedNs = 2;
    return facts;
}

constexpr int longTime = 3'600'000;

} // namespace

class TestReconnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_session = std::make_unique<SessionProbe>(); }

    void tellsWhenTheNextAttemptIsDue()
    {
        Reconnection reconnection(quick(1, 5), m_session->journal(), m_session->clock());
        QSignalSpy due(&reconnection, &Reconnection::due);
        const qint64 before = m_session->clock().monotonicNs();
        QVERIFY(reconnection.attemptEnded(ended(), {}));
        QVERIFY(reconnection.isWaiting());
        QVERIFY(*reconnection.facts().nextAttemptNs >= before + 1'000'000);
        QCOMPARE(stored().nextAttemptNs, reconnection.facts().nextAttemptNs);
        QTRY_COMPARE(due.size(), 1);
        QVERIFY(!reconnection.isWaiting());
        QVERIFY(!stored().nextAttemptNs);
        QCOMPARE(m_session->rows(), QStringList{u"note Reconnecting in 1 ms (attempt 1 of 5)."_s});
    }

    void saysWhyNoneFollows()
    {
        Reconnection reconnection(quick(1, 1), m_session->journal(), m_session->clock());
        QVERIFY(!reconnection.attemptEnded(ended(), u"it was ended here"_s));
        QVERIFY(reconnection.attemptEnded(ended(), {}));
        QSignalSpy due(&reconnection, &Reconnection::due);
        QTRY_COMPARE(due.size(), 1);
        QVERIFY(!reconnection.attemptEnded(ended(), {}));
        QVERIFY(!reconnection.isWaiting());
        QCOMPARE(m_session->rows(),
            (QStringList{u"note Not reconnecting: it was ended here."_s,
                u"note Reconnecting in 1 ms (attempt 1 of 1)."_s,
                u"note Not reconnecting: as many attempts as wanted were made (1)."_s}));
    }

    void canBeCalledOff()
    {
        Reconnection reconnection(quick(longTime), m_session->journal(), m_session->clock());
        QVERIFY(reconnection.attemptEnded(ended(), {}));
        reconnection.cancel();
        QVERIFY(!reconnection.isWaiting());
        QVERIFY(!stored().nextAttemptNs);
        reconnection.cancel();
        QCOMPARE(m_session->rows().size(), 2);
        QCOMPARE(m_session->rows().constLast(), u"note Not reconnecting: it was called off."_s);
    }

    void canBeHurried()
    {
        Reconnection reconnection(quick(longTime), m_session->journal(), m_session->clock());
        QSignalSpy due(&reconnection, &Reconnection::due);
        reconnection.hurry();
        QVERIFY(!reconnection.isWaiting());
        QVERIFY(reconnection.attemptEnded(ended(), {}));
        reconnection.hurry();
        QTRY_COMPARE(due.size(), 1);
    }

    void isCalledOffByItsEnd()
    {
        {
            Reconnection reconnection(quick(longTime), m_session->journal(), m_session->clock());
            QVERIFY(reconnection.attemptEnded(ended(), {}));
        }
        QVERIFY(!stored().nextAttemptNs);
    }

private:
    ConnectionFacts stored() { return m_session->log().connections()->at(0); }

    std::unique_ptr<SessionProbe> m_session;
};

QTEST_GUILESS_MAIN(TestReconnection)
#include "tst_reconnection.moc"
