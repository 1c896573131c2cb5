// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/repeatedsends.h"

#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace std::chrono_literals;

namespace {

using Ids = std::vector<ConnectionId>;

Ids whom(const QList<QVariant> &signal)
{
    return signal.at(1).value<Ids>();
}

ConnectionFacts closed(ConnectionId id)
{
    ConnectionFacts facts;
    facts.id = id;
    facts.readyState = ReadyState::Closed;
    return facts;
}

} // namespace

class TestRepeatedSends : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsUntilItIsStopped();
    void endsWithItsConnections();
};

void TestRepeatedSends::sendsUntilItIsStopped()
{
    RepeatedSends sends;
    QSignalSpy due(&sends, &RepeatedSends::due);
    QCOMPARE(sends.words(), QString());
    sends.start({true, QStringLiteral("a"), {}}, {1}, 10ms);
    QCOMPARE(due.count(), 1); // at once
    QCOMPARE(sends.words(), QStringLiteral("1 automatic send."));
    QTRY_VERIFY(due.count() >= 3);
    QCOMPARE(due.last().first().value<Draft>().text, QStringLiteral("a"));
    sends.start({true, QStringLiteral("b"), {}}, {1, 2}, 1h);
    QCOMPARE(whom(due.last()), (Ids{1, 2}));
    QCOMPARE(sends.words(), QStringLiteral("2 automatic sends."));

    sends.stopAll();
    QCOMPARE(sends.count(), 0);
    due.clear();
    QVERIFY(!due.wait(50));
}

void TestRepeatedSends::endsWithItsConnections()
{
    RepeatedSends sends;
    QSignalSpy due(&sends, &RepeatedSends::due);
    QSignalSpy changed(&sends, &RepeatedSends::changed);
    sends.start({true, QStringLiteral("a"), {}}, {1, 2}, 10ms);
    sends.takeFacts(closed(1));
    QCOMPARE(sends.count(), 1);
    QTRY_COMPARE(whom(due.last()), Ids{2});
    sends.takeFacts(closed(2));
    QCOMPARE(sends.count(), 0);
    QCOMPARE(changed.count(), 2);
}

QTEST_MAIN(TestRepeatedSends)
#include "tst_repeatedsends.moc"
