// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/localclock.h"

#include <QDateTime>
#include <QTest>

using namespace framescope;

namespace {

qint64 utc(const char *date)
{
    return QDateTime::fromString(QLatin1StringView(date), Qt::ISODateWithMs).toMSecsSinceEpoch();
}

} // namespace

class TestLocalClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheZonesTime_data();
    void showsTheZonesTime();
    void agreesWithQt_data();
    void agreesWithQt();
    void cleanup();

private:
    void setZone(const QByteArray &zone)
    {
        qputenv("TZ", zone); // Qt asks the system, which reads it anew each time
    }
    const bool m_hadZone = qEnvironmentVariableIsSet("TZ");
    const QByteArray m_zone = qgetenv("TZ");
};

void TestLocalClock::cleanup()
{
    if (m_hadZone)
        qputenv("TZ", m_zone);
    else
        qunsetenv("TZ");
}

void TestLocalClock::showsTheZonesTime_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *zone, const char *date, const char *text) {
        QTest::newRow(name) << QByteArray(zone) << QByteArray(date) << QString::fromLatin1(text);
    };
    const char *berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
    row("UTC", "UTC0", "2026-11-23T14:02:11.204Z", "14:02:11.204");
    row("leading zeros", "UTC0", "2026-11-23T04:02:01.004Z", "04:02:01.004");
    row("last of the day", "UTC0", "2026-11-23T23:59:59.999Z", "23:59:59.999");
    row("before 1970", "UTC0", "1969-12-31T23:59:59.999Z", "23:59:59.999");
    row("next day east", "IST-5:30", "2026-11-23T20:00:00.000Z", "01:30:00.000");
    row("day before west", "PST8", "2026-11-23T04:00:00.000Z", "20:00:00.000");
    row("winter", berlin, "2026-01-01T12:00:00.000Z", "13:00:00.000");
    row("summer", berlin, "2026-07-01T12:00:00.000Z", "14:00:00.000");
}

void TestLocalClock::showsTheZonesTime()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, date);
    setZone(zone);
    QTEST(LocalClock().text(utc(date.constData())), "text");
}

void TestLocalClock::agreesWithQt_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::newRow("Berlin") << QByteArray("CET-1CEST,M3.5.0,M10.5.0/3");
    QTest::newRow("Kathmandu") << QByteArray("<+0545>-5:45");
    QTest::newRow("Lord Howe") << QByteArray("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
}

// One clock over all of 2026 in steps of seven minutes and 13 ms: the changes of the offset too.
void TestLocalClock::agreesWithQt()
{
    QFETCH(QByteArray, zone);
    setZone(zone);
    LocalClock clock;
    const qint64 end = utc("2027-01-01T00:00:00Z");
    for (qint64 at = utc("2026-01-01T00:00:00Z"); at < end; at += 7 * 60'000 + 13)
        QCOMPARE(clock.text(at), QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("HH:mm:ss.zzz")));
}

QTEST_GUILESS_MAIN(TestLocalClock)
#include "tst_localclock.moc"
