// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/units.h"

#include <QTest>

using namespace framescope;

class TestUnits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytes_data();
    void bytes();
    void durations_data();
    void durations();
    void rates_data();
    void rates();
};

void TestUnits::bytes_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << quint64(0) << "0 bytes";
    QTest::newRow("one") << quint64(1) << "1 byte";
    QTest::newRow("grouped") << quint64(1023) << "1,023 bytes";
    QTest::newRow("KiB") << quint64(1024) << "1.0 KiB";
    QTest::newRow("rounds up to the next unit") << (quint64(1) << 20) - 1 << "1.0 MiB";
    QTest::newRow("MiB") << quint64(54'945'382) << "52.4 MiB";
    QTest::newRow("the most") << ~quint64(0) << "16.0 EiB";
}

void TestUnits::bytes()
{
    QFETCH(quint64, count);
    QTEST(bytesText(count), "text");
}

void TestUnits::durations_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << "0.0 ms";
    QTest::newRow("part of a millisecond") << qint64(431'000) << "0.4 ms";
    QTest::newRow("milliseconds") << qint64(11'400'000) << "11 ms";
    QTest::newRow("rounds up to seconds") << qint64(999'600'000) << "1.0 s";
    QTest::newRow("seconds") << qint64(2'060'000'000) << "2.1 s";
    QTest::newRow("rounds up to minutes") << qint64(59'960'000'000) << "1 min 0 s";
    QTest::newRow("minutes") << qint64(252'000'000'000) << "4 min 12 s";
    QTest::newRow("hours") << qint64(11'100'000'000'000) << "3 h 5 min";
}

void TestUnits::durations()
{
    QFETCH(qint64, ns);
    QTEST(durationText(ns), "text");
}

void TestUnits::rates_data()
{
    QTest::addColumn<double>("perSecond");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << "0/s";
    QTest::newRow("few") << 2.54 << "2.5/s";
    QTest::newRow("many") << 1203.7 << "1,204/s";
    QTest::newRow("thousands") << 123'456.0 << "123 k/s";
    QTest::newRow("millions") << 1'250'000.0 << "1.3 M/s";
}

void TestUnits::rates()
{
    QFETCH(double, perSecond);
    QTEST(rateText(perSecond), "text");
}

QTEST_GUILESS_MAIN(TestUnits)
#include "tst_units.moc"
