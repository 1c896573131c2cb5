// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/localclock.h"
#include "ui/timedisplay.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

using Mode = TimeDisplay::Mode;

constexpr qint64 Ms = 1'000'000;
constexpr qint64 Epoch = 1'790'000'000'000 * Ms; // 2026-09-21 14:13:20 UTC

} // namespace

class TestTimeDisplay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsARow_data();
    void tellsARow();
    void tellsASpan();
    void goesRound();
    void elapsed_data();
    void elapsed();
    void delta_data();
    void delta();
};

void TestTimeDisplay::initTestCase()
{
    qputenv("TZ", "Asia/Kolkata"); // five and a half hours ahead
}

void TestTimeDisplay::tellsARow_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<qint64>("zero");
    QTest::addColumn<QString>("text");
    QTest::newRow("local") << int(Mode::Local) << Row::UnknownTime << u"19:43:22.500"_s;
    QTest::newRow("UTC") << int(Mode::Utc) << Row::UnknownTime << u"14:13:22.500"_s;
    QTest::newRow("since start") << int(Mode::SinceStart) << Row::UnknownTime << u"0:00:02.000"_s;
    QTest::newRow("since zero") << int(Mode::SinceZero) << 3500 * Ms << u"-0:00:01.000"_s;
    QTest::newRow("no zero set") << int(Mode::SinceZero) << Row::UnknownTime << u"0:00:02.000"_s;
    QTest::newRow("since the row above") << int(Mode::Delta) << Row::UnknownTime << u"+100 ms"_s;
}

// The program started at Epoch, the first row came half a second later, this one after 2.5 seconds.
void TestTimeDisplay::tellsARow()
{
    QFETCH(const int, mode);
    QFETCH(const qint64, zero);
    const TimeDisplay display{static_cast<Mode>(mode), Epoch, 500 * Ms, zero};
    LocalClock clock;
    QTEST(display.text(2500 * Ms, 2400 * Ms, clock), "text");
    QCOMPARE(display.text(Row::UnknownTime, 2400 * Ms, clock), u"unknown"_s);
}

void TestTimeDisplay::tellsASpan()
{
    const auto told = [](Mode mode, qint64 lastMs, TimeDisplay::Room room = TimeDisplay::Room::Enough) {
        return TimeDisplay{mode, Epoch, 500 * Ms}.spanText({2500 * Ms, lastMs * Ms}, room);
    };
    QCOMPARE(told(Mode::Utc, 4750), u"14:13:22.500 \u2013 14:13:24.750"_s);
    QCOMPARE(told(Mode::Utc, 4750, TimeDisplay::Room::Little), u"14:13:22.500 \u2013 24.750"_s);
    QCOMPARE(told(Mode::Utc, 60'000, TimeDisplay::Room::Little), u"14:13:22.500 \u2013 14:14:20.000"_s);
    QCOMPARE(told(Mode::SinceStart, 4750), u"0:00:02.000 \u2013 0:00:04.250"_s);
    QCOMPARE(told(Mode::Delta, 4750), u"19:43:22.500 \u2013 19:43:24.750"_s);
}

void TestTimeDisplay::goesRound()
{
    TimeDisplay display;
    QStringList titles;
    for (int i = 0; i < TimeDisplay::ModeCount - 1; ++i) {
        titles += display.title();
        display.mode = display.next();
    }
    QCOMPARE(titles, QStringList({u"Time"_s, u"Time UTC"_s, u"Since start"_s, u"Since row above"_s}));
    QCOMPARE(display.mode, Mode::Local);
    display = {Mode::SinceStart, 0, 0, 1};
    QCOMPARE(display.next(), Mode::SinceZero);
}

void TestTimeDisplay::elapsed_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64{0} << u"0:00:00.000"_s;
    QTest::newRow("less than is shown") << qint64{999'999} << u"0:00:00.000"_s;
    QTest::newRow("before") << -1250 * Ms << u"-0:00:01.250"_s;
    QTest::newRow("a day") << 86'399'999 * Ms << u"23:59:59.999"_s;
    QTest::newRow("more than a day") << 100 * 3'600'000 * Ms << u"100:00:00.000"_s;
}

void TestTimeDisplay::elapsed()
{
    QFETCH(const qint64, ns);
    QTEST(elapsedText(ns), "text");
}

void TestTimeDisplay::delta_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64{0} << u"+0 \u00b5s"_s;
    QTest::newRow("microseconds") << qint64{850'400} << u"+850 \u00b5s"_s;
    QTest::newRow("milliseconds") << qint64{12'340'000} << u"+12.3 ms"_s;
    QTest::newRow("many milliseconds") << 850 * Ms << u"+850 ms"_s;
    QTest::newRow("almost a millisecond") << qint64{999'600} << u"+1.0 ms"_s;
    QTest::newRow("almost a second") << qint64{999'600'000} << u"+1.000 s"_s;
    QTest::newRow("seconds") << 1234 * Ms << u"+1.234 s"_s;
    QTest::newRow("minutes") << 72'345 * Ms << u"+0:01:12.345"_s;
    QTest::newRow("backwards: another connection's clock") << -20 * Ms << u"-20.0 ms"_s;
}

void TestTimeDisplay::delta()
{
    QFETCH(const qint64, ns);
    QTEST(deltaText(ns), "text");
}

QTEST_GUILESS_MAIN(TestTimeDisplay)
#include "tst_timedisplay.moc"
