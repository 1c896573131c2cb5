// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/connections.h"
#include "ui/connectionsummary.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

class TestConnectionSummary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void states_data();
    void states();
    void durations_data();
    void durations();
    void saysHowAttemptsEnded();
    void saysItAll();
};

void TestConnectionSummary::names_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *url, const char *name) {
        QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(name);
    };
    row("wss://api.example/", "api.example");
    row("wss://api.example/v2/feed?token=secret#x", "api.example/v2/feed");
    row("ws://localhost:8080/a b", "localhost:8080/a b");
    row("ws://me:secret@[::1]:9000/x", "[::1]:9000/x");
    row("no address", "no address");
}

void TestConnectionSummary::names()
{
    QFETCH(QString, url);
    QTEST(connectionwords::name(url), "name");
}

void TestConnectionSummary::states_data()
{
    QTest::addColumn<ConnectionFacts>("facts");
    QTest::addColumn<QString>("state");
    const QString url = QStringLiteral("ws://a/");
    const auto row = [&](const char *state, const ConnectionFacts &facts) {
        QTest::newRow(state) << facts << QString::fromUtf8(state);
    };
    row("Connecting", connectionFacts(1, url, ReadyState::Connecting));
    row("Open", connectionFacts(1, url));
    row("Closing", connectionFacts(1, url, ReadyState::Closing));
    row("Closed 1000", closedFacts(1, url, 1000));
    row("Closed 4401", closedFacts(1, url, 4401));
    row("Closed", closedFacts(1, url, 1005));
    row("Lost (1006)", closedFacts(1, url, 1006));
    ConnectionFacts broken = closedFacts(1, url, 1006);
    broken.outcome.cause = EndCause::ProtocolFailure;
    row("Broke a rule (1006)", broken);
    ConnectionFacts failed = closedFacts(1, url, 1006);
    failed.openedNs.reset();
    row("Failed", failed);
}

void TestConnectionSummary::states()
{
    QFETCH(ConnectionFacts, facts);
    ConnectionSummary summary;
    summary.take(facts);
    QTEST(connectionwords::state(summary), "state");
}

void TestConnectionSummary::durations_data()
{
    QTest::addColumn<ConnectionFacts>("facts");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<QString>("duration");
    const QString url = QStringLiteral("ws://a/");
    QTest::newRow("connecting: since it began")
        << connectionFacts(1, url, ReadyState::Connecting) << qint64{4'200'000'000} << QStringLiteral("3 s");
    QTest::newRow("open: since it opened")
        << connectionFacts(1, url) << qint64{62'400'000'000} << QStringLiteral("1 min");
    QTest::newRow("hours") << connectionFacts(1, url) << qint64{7'300'000'000'000} << QStringLiteral("2 h");
    QTest::newRow("before its own clock") << connectionFacts(1, url) << qint64{0} << QStringLiteral("0 s");
    QTest::newRow("closed: as long as it was open")
        << closedFacts(1, url, 1000) << qint64{900'000'000'000} << QStringLiteral("2.0 s");
}

void TestConnectionSummary::durations()
{
    QFETCH(ConnectionFacts, facts);
    QFETCH(qint64, now);
    ConnectionSummary summary;
    summary.take(facts);
    QTEST(connectionwords::duration(summary, now), "duration");
}

void TestConnectionSummary::saysItAll()
{
    ConnectionSummary summary;
    summary.take(attemptFacts(12, QStringLiteral("wss://api.example/feed"), 9, 3));
    summary.take(connectionCounters(12, 1204, 12));
    QCOMPARE(connectionwords::traffic(summary), QStringLiteral("\u21931,204 \u219112"));
    QCOMPARE(connectionwords::sentence(summary, 14'000'000'000),
        QStringLiteral("Connection 12, wss://api.example/feed. Connecting, 2 s; 1,204 frames "
                       "(117.6 KiB) in, 12 frames (120 bytes) out."));
}

void TestConnectionSummary::saysHowAttemptsEnded()
{
    ConnectionSummary ended;
    ended.take(closedFacts(1, QStringLiteral("ws://a/"), 1006));
    QCOMPARE(connectionwords::attempts(37, &ended), QStringLiteral("37 attempts, last 1006"));
    ended.state = BadgeState::Failed;
    QCOMPARE(connectionwords::attempts(2, &ended), QStringLiteral("2 attempts, last failed"));
    QCOMPARE(connectionwords::attempts(2, nullptr), QStringLiteral("2 attempts"));
}

QTEST_GUILESS_MAIN(TestConnectionSummary)
#include "tst_connectionsummary.moc"
