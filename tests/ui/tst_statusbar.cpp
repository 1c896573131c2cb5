// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/statusbar.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace framescope;

namespace {

constexpr qint64 Second = 1'000'000'000;

ConnectionFacts open()
{
    ConnectionFacts facts;
    facts.id = 1;
    facts.readyState = ReadyState::Open;
    facts.openedNs = 1;
    facts.protocol = QStringLiteral("chat");
    facts.extensions = QStringLiteral("permessage-deflate");
    return facts;
}

} // namespace

namespace {

QString spoken(StatusBar &bar)
{
    return QAccessible::queryAccessibleInterface(&bar)->text(QAccessible::Description);
}

} // namespace

class TestStatusBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsKnown();
    void countsAndBytesStandBehindTheRate();
    void ratesAreThoseOfTheLastSecond();
    void anotherConnectionBeginsAnew();
    void dropsFromTheRight();
    void saysWhyRecordingWaits();
    void offersWhatCanBeDoneAboutIt();
    void saysHowManyAreShownIfNotAll();
    void saysWhatIsSelected();
    void clickOnProtocolOrExtensionsAsksForTheConnection();
};

void TestStatusBar::saysWhatIsKnown()
{
    StatusBar bar;
    bar.setLog(12'331, 4'404'019, {});
    QCOMPARE(bar.text(), QStringLiteral("REC 12,331 rows 4.2 MiB"));
    bar.setFacts(open());
    ConnectionCounters counters;
    counters.id = 1;
    counters.bufferedAmount = 2048;
    counters.lastRttNs = 12'000'000;
    bar.setCounters(counters, Second);
    QCOMPARE(bar.text(),
        QStringLiteral("REC 12,331 rows 4.2 MiB | in 0/s  out 0/s | buffered 2.0 KiB | chat | "
                       "permessage-deflate | RTT 12 ms"));
}

void TestStatusBar::countsAndBytesStandBehindTheRate()
{
    StatusBar bar;
    bar.resize(1200, 28);
    bar.show();
    bar.setFacts(open());
    ConnectionCounters counters;
    counters.id = 1;
    counters.framesIn = 12'331;
    counters.bytesIn = 4'404'019;
    counters.framesOut = 7;
    counters.bytesOut = 512;
    bar.setCounters(counters, Second);
    const QString expected =
        QStringLiteral("Frames a second. Received 12,331 in 4.2 MiB, sent 7 in 512 bytes");
    // Wherever the rate stands in the line.
    const auto isToldAt = [&](int x) {
        QHelpEvent event(QEvent::ToolTip, {x, 14}, bar.mapToGlobal(QPoint(x, 14)));
        QCoreApplication::sendEvent(&bar, &event);
        return QToolTip::text() == expected;
    };
    bool told = false;
    for (int x = 0; x < bar.width() && !told; x += 20)
        told = isToldAt(x);
    QVERIFY2(told, qPrintable(QToolTip::text()));
}

void TestStatusBar::ratesAreThoseOfTheLastSecond()
{
    StatusBar bar;
    bar.setFacts(open());
    ConnectionCounters counters;
    counters.id = 1;
    for (int tenth = 0; tenth <= 20; ++tenth) {
        counters.framesIn = static_cast<quint64>(tenth) * 4;
        counters.framesOut = static_cast<quint64>(tenth) * 1;
        bar.setCounters(counters, tenth * Second / 10);
    }
    QVERIFY2(bar.text().contains(u"in 40/s  out 10/s"), qPrintable(bar.text()));
    bar.setCounters(counters, 10 * Second); // and then nothing came
    bar.setCounters(counters, 12 * Second);
    QVERIFY2(bar.text().contains(u"in 0/s  out 0/s"), qPrintable(bar.text()));
}

void TestStatusBar::anotherConnectionBeginsAnew()
{
    StatusBar bar;
    bar.setFacts(open());
    ConnectionCounters counters;
    counters.framesIn = 1'000'000;
    bar.setCounters(counters, Second);
    ConnectionFacts other = open();
    other.id = 2;
    bar.setFacts(other);
    counters.framesIn = 0;
    bar.setCounters(counters, 2 * Second);
    QVERIFY2(bar.text().contains(u"in 0/s"), qPrintable(bar.text()));
}

void TestStatusBar::dropsFromTheRight()
{
    StatusBar bar;
    bar.setLog(12'331, 4'404'019, {});
    bar.setFacts(open());
    bar.setCounters({}, Second);
    bar.resize(2000, 26);
    QCOMPARE(bar.visibleText(), bar.text());
    bar.resize(420, 26);
    QVERIFY(bar.text().startsWith(bar.visibleText()));
    QVERIFY(bar.visibleText() != bar.text());
    bar.resize(10, 26);
    QCOMPARE(bar.visibleText(), QStringLiteral("REC 12,331 rows 4.2 MiB")); // that it records is always said
}

void TestStatusBar::offersWhatCanBeDoneAboutIt()
{
    StatusBar bar;
    bar.resize(1200, 26);
    bar.show();
    const auto *button = bar.findChild<QPushButton *>(QStringLiteral("offered"));
    QVERIFY(!button->isVisible());
    int shown = 0;
    bar.offer(QStringLiteral("Sent #7."), QStringLiteral("Show"), [&shown] { ++shown; });
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("Show"));
    QCOMPARE(button->accessibleDescription(), QStringLiteral("Sent #7."));
    QTest::mouseClick(bar.findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(shown, 1);
    QCOMPARE(bar.said(), QString());
    QVERIFY(!button->isVisible());
    bar.offer(QStringLiteral("Sent #8."), QStringLiteral("Show"), [&shown] { ++shown; });
    bar.say(QStringLiteral("Copied.")); // it has no button
    QVERIFY(!button->isVisible());
}

void TestStatusBar::saysWhyRecordingWaits()
{
    StatusBar bar;
    bar.setLog(5, 100, QStringLiteral("the disk is full"));
    QCOMPARE(bar.text(), QStringLiteral("Recording waits: the disk is full"));
}

void TestStatusBar::saysHowManyAreShownIfNotAll()
{
    StatusBar bar;
    bar.setLog(12'331, 4'404'019, {});
    bar.setShown(12'331);
    QCOMPARE(bar.text(), QStringLiteral("REC 12,331 rows 4.2 MiB"));
    bar.setShown(311);
    QCOMPARE(bar.text(), QStringLiteral("REC 12,331 rows 4.2 MiB | 311 shown"));
    bar.setFacts(open()); // another connection: the timeline shows what it showed
    QVERIFY2(bar.text().contains(u"311 shown"), qPrintable(bar.text()));
    bar.setShown(12'331);
    QVERIFY2(!bar.text().contains(u"shown"), qPrintable(bar.text()));
    bar.setLog(12'332, 4'404'100, {}); // one that is not shown
    QVERIFY2(bar.text().contains(u"12,331 shown"), qPrintable(bar.text()));
}

void TestStatusBar::saysWhatIsSelected()
{
    StatusBar bar;
    bar.setLog(12'331, 4'404'019, {});
    bar.setSelection(QStringLiteral("2 rows, 118 bytes, 1.2 s"));
    bar.setFacts(open());
    QVERIFY2(bar.text().contains(u" MiB | 2 rows, 118 bytes, 1.2 s | "), qPrintable(bar.text()));
    QCOMPARE(spoken(bar), bar.text());
    bar.say(QStringLiteral("2 rows copied."));
    QCOMPARE(spoken(bar), QStringLiteral("2 rows copied. ") + bar.text());
    bar.say({});
    QCOMPARE(spoken(bar), bar.text());
    bar.setSelection({});
    QVERIFY2(!bar.text().contains(u"118"), qPrintable(bar.text()));
}

void TestStatusBar::clickOnProtocolOrExtensionsAsksForTheConnection()
{
    StatusBar bar;
    bar.setLog(12'331, 4'404'019, {});
    bar.setFacts(open());
    bar.resize(2000, 26);
    bar.show();
    QSignalSpy asked(&bar, &StatusBar::connectionRequested);
    int first = -1, last = -1; // where the pointer says that a click does something
    for (int x = 0; x < bar.width(); ++x) {
        QTest::mouseMove(&bar, {x, 13});
        if (bar.cursor().shape() != Qt::PointingHandCursor)
            continue;
        first = first < 0 ? x : first;
        last = x;
    }
    QVERIFY(first > bar.fontMetrics().horizontalAdvance(QStringLiteral("REC 12,331 rows 4.2 MiB")));
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {first, 13});
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {last, 13});
    QCOMPARE(asked.count(), 2);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {30, 13}); // recording: there is no table of it
    QCOMPARE(asked.count(), 2);
}

QTEST_MAIN(TestStatusBar)
#include "tst_statusbar.moc"
