// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sendtargets.h"

#include <QTest>

using namespace framescope;

namespace {

ConnectionFacts connection(ConnectionId id, ReadyState state, ConnectionId first = 0)
{
    ConnectionFacts facts;
    facts.id = id;
    facts.first = first;
    facts.url = QStringLiteral("ws://host%1:9001/").arg(id);
    facts.readyState = state;
    return facts;
}

using Ids = std::vector<ConnectionId>;

} // namespace

class TestSendTargets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsNameTheOneThatIsSpokenTo_data();
    void wordsNameTheOneThatIsSpokenTo();
    void severalMustBeTickedAndAreCounted();
    void oneThatClosesIsNoTargetAnyMore();
    void oneThatReconnectsStaysTicked();
};

void TestSendTargets::wordsNameTheOneThatIsSpokenTo_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("withInvalidJson");
    QTest::addColumn<QString>("chooser");
    QTest::newRow("nobody") << "" << false << "Send"
                            << "Send invalid JSON"
                            << "to nobody";
    QTest::newRow("open") << "1 host" << true << "Send to 1 host"
                          << "Send invalid JSON to 1 host"
                          << "to 1 host";
    QTest::newRow("not open") << "ws://host/" << false << "Connect and send"
                              << "Connect and send invalid JSON"
                              << "to a new connection";
}

void TestSendTargets::wordsNameTheOneThatIsSpokenTo()
{
    QFETCH(QString, current);
    QFETCH(bool, open);
    SendTargets targets;
    targets.setCurrent(current, open);
    QTEST(targets.sendWords(false), "words");
    QTEST(targets.sendWords(true), "withInvalidJson");
    QTEST(targets.chooserWords(), "chooser");
    QCOMPARE(targets.isNobody(), current.isEmpty());
    QCOMPARE(targets.several(), Ids());
}

void TestSendTargets::severalMustBeTickedAndAreCounted()
{
    SendTargets targets;
    targets.setCurrent(QStringLiteral("3 host3:9001"), true);
    for (const ConnectionId id : {1, 2, 3})
        targets.take(connection(id, ReadyState::Open));
    QCOMPARE(targets.several(), Ids()); // however many are open
    targets.tick({1, 2, 3});
    QCOMPARE(targets.sendWords(false), QStringLiteral("Send to 3"));
    QCOMPARE(targets.chooserWords(), QStringLiteral("to 3 connections"));
    QCOMPARE(targets.several(), (Ids{1, 2, 3}));
    targets.tick({2});
    QCOMPARE(targets.sendWords(true), QStringLiteral("Send invalid JSON to 2 host2:9001"));
    QCOMPARE(targets.several(), (Ids{2}));
    targets.tick({});
    QCOMPARE(targets.sendWords(false), QStringLiteral("Send to 3 host3:9001"));
}

void TestSendTargets::oneThatClosesIsNoTargetAnyMore()
{
    SendTargets targets;
    targets.setCurrent(QStringLiteral("3 host3:9001"), true);
    targets.take(connection(1, ReadyState::Open));
    targets.take(connection(2, ReadyState::Open));
    targets.tick({1, 2});
    targets.take(connection(1, ReadyState::Closing));
    QCOMPARE(targets.several(), (Ids{2}));
    QCOMPARE(targets.sendWords(false), QStringLiteral("Send to 2 host2:9001"));
    targets.take(connection(2, ReadyState::Closed));
    QVERIFY(targets.isNobody()); // and not silently the one that is spoken to
    QCOMPARE(targets.chooserWords(), QStringLiteral("none of the ticked is open"));
}

void TestSendTargets::oneThatReconnectsStaysTicked()
{
    SendTargets targets;
    targets.take(connection(1, ReadyState::Open));
    targets.take(connection(2, ReadyState::Open, 2));
    targets.tick({1, 2});
    targets.take(connection(3, ReadyState::Connecting, 2)); // the next attempt
    targets.take(connection(2, ReadyState::Closed, 2));
    QCOMPARE(targets.several(), (Ids{1}));
    targets.take(connection(3, ReadyState::Open, 2));
    QCOMPARE(targets.several(), (Ids{1, 3}));
    QCOMPARE(targets.open().at(2).name, QStringLiteral("3 host3:9001"));
}

QTEST_MAIN(TestSendTargets)
#include "tst_sendtargets.moc"
