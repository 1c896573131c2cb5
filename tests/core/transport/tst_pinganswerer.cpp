// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "transport/pinganswerer.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framescope;

class TestPingAnswerer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_pongs.clear(); }

    void leavesToThePeerWhatIsAtOnceAndWhatIsNever_data()
    {
        QTest::addColumn<PingAnswer::Kind>("kind");
        QTest::newRow("at once") << PingAnswer::Kind::AtOnce;
        QTest::newRow("never") << PingAnswer::Kind::Never;
    }
    void leavesToThePeerWhatIsAtOnceAndWhatIsNever()
    {
        QFETCH(PingAnswer::Kind, kind);
        PingAnswerer answerer({kind, 0, "other"}, pong());
        answerer.take("a");
        letTimePass();
        QVERIFY(m_pongs.isEmpty());
    }

    void answersWithAnotherPayload()
    {
        PingAnswerer answerer({PingAnswer::Kind::OtherPayload, 0, "other"}, pong());
        answerer.take("a");
        answerer.take("");
        QCOMPARE(m_pongs, (QByteArrayList{"other", "other"}));
    }

    void answersLateAndInOrder()
    {
        PingAnswerer answerer({PingAnswer::Kind::Late, 30, {}}, pong());
        QElapsedTimer time;
        time.start();
        answerer.take("a");
        answerer.take("b");
        QVERIFY(m_pongs.isEmpty());
        const QByteArrayList inOrder{"a", "b"};
        QTRY_COMPARE(m_pongs, inOrder);
        QVERIFY(time.elapsed() >= 30);
        answerer.take("c");
        QTRY_COMPARE(m_pongs.size(), 3);
        QVERIFY(time.elapsed() >= 60);
    }

    void aFloodIsBounded()
    {
        PingAnswerer answerer({PingAnswer::Kind::Late, 1, {}}, pong());
        for (size_t i = 0; i < PingAnswerer::MaxWaiting + 2; ++i)
            answerer.take(QByteArray::number(i));
        QTRY_COMPARE(size_t(m_pongs.size()), PingAnswerer::MaxWaiting);
        QCOMPARE(m_pongs.constFirst(), "2");
    }

    void stops()
    {
        PingAnswerer answerer({PingAnswer::Kind::Late, 1, {}}, pong());
        answerer.take("a");
        answerer.stop();
        letTimePass();
        QVERIFY(m_pongs.isEmpty());
    }

private:
    std::function<void(QByteArrayView)> pong()
    {
        return [this](QByteArrayView payload) { m_pongs.append(payload.toByteArray()); };
    }
    // As another one counts it that answers later.
    static void letTimePass()
    {
        bool passed = false;
        PingAnswerer other({PingAnswer::Kind::Late, 10, {}}, [&passed](QByteArrayView) { passed = true; });
        other.take("a");
        QTRY_VERIFY(passed);
    }
    QByteArrayList m_pongs;
};

QTEST_GUILESS_MAIN(TestPingAnswerer)
#include "tst_pinganswerer.moc"
