// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineheader.h"

#include "ui/theme.h"
#include "ui/timelinepainter.h"
#include "ui/timelinewords.h"

#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace framescope;
using Columns = TimelineGeometry::Columns;

namespace {

// A header over the columns of the timeline, shown 1000 wide.
struct Shown {
    QStandardItemModel model{0, TimelineColumnCount};
    TimelinePainter painter{Theme::light().palette(), QFont()};
    TimelineHeader header;
    Columns columns;

    explicit Shown(int width = 1000, Qt::LayoutDirection direction = Qt::LeftToRight)
    {
        header.setPalette(Theme::light().palette());
        header.setLayoutDirection(direction);
        header.setModel(&model);
        header.fitColumns(painter);
        header.resize(width, header.sizeHint().height());
        header.show();
        columns = header.placeColumns(width);
    }
    TimelineGeometry::Span span(TimelineColumn column) const { return columns[std::size_t(index(column))]; }
    // Where the title of a column begins and ends, from the column's left edge.
    std::pair<int, int> title(TimelineColumn column)
    {
        const QImage image = header.grab().toImage();
        int first = 0, last = -1;
        const auto [x, width] = span(column);
        for (int i = x + 3; i < x + width - 3; ++i) {
            for (int y = 2; y < image.height() - 2; ++y) {
                if (image.pixelColor(i, y).lightness() < 150) {
                    first = last < 0 ? i - x : first;
                    last = i - x;
                }
            }
        }
        return {first, last};
    }
};

} // namespace

class TestTimelineHeader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsLieSideBySide();
    void previewTakesTheRest();
    void previewKeepsItsMinimum();
    void hiddenColumnsTakeNothing();
    void placingIsNoUsersResize();
    void usersResizeIsInTheMeasureOfTheFont();
    void chosenColumnsAppear();
    void titlesStandAtTheEdgeOfTheirWords_data();
    void titlesStandAtTheEdgeOfTheirWords();
    void endsInADivider();
};

void TestTimelineHeader::columnsLieSideBySide()
{
    Shown s;
    int x = 0;
    for (int i = 0; i < TimelineColumnCount; ++i) {
        const auto column = static_cast<TimelineColumn>(i);
        if (!isUsual(column)) {
            QCOMPARE(s.span(column).width, 0);
            continue;
        }
        QCOMPARE(s.span(column).x, x);
        x += s.span(column).width;
        if (column != TimelineColumn::Preview)
            QCOMPARE(s.span(column).width, s.painter.columnWidth(column));
    }
    QCOMPARE(x, 1000);
}

void TestTimelineHeader::previewTakesTheRest()
{
    Shown s;
    const int before = s.span(TimelineColumn::Preview).width;
    s.header.resizeSection(index(TimelineColumn::Time), s.span(TimelineColumn::Time).width + 40);
    s.columns = s.header.placeColumns(1000);
    QCOMPARE(s.span(TimelineColumn::Preview).width, before - 40);
    s.columns = s.header.placeColumns(1300);
    QCOMPARE(s.span(TimelineColumn::Preview).width, before + 260);
}

void TestTimelineHeader::previewKeepsItsMinimum()
{
    Shown s;
    s.columns = s.header.placeColumns(300);
    QCOMPARE(s.span(TimelineColumn::Preview).width, TimelineGeometry::PreviewMinimum);
}

void TestTimelineHeader::hiddenColumnsTakeNothing()
{
    Shown s;
    const int connection = s.span(TimelineColumn::Connection).width;
    const int before = s.span(TimelineColumn::Preview).width;
    s.header.setSectionHidden(index(TimelineColumn::Connection), true);
    s.columns = s.header.placeColumns(1000);
    QCOMPARE(s.span(TimelineColumn::Connection).width, 0);
    QCOMPARE(s.span(TimelineColumn::Preview).width, before + connection);
    QCOMPARE(s.span(TimelineColumn::Direction).x, s.span(TimelineColumn::Number).width);
}

void TestTimelineHeader::placingIsNoUsersResize()
{
    Shown s;
    QSignalSpy changed(&s.header, &TimelineHeader::choiceChanged);
    s.header.placeColumns(1200);
    QCOMPARE(changed.count(), 0); // who answers it by placing would never end
    QCOMPARE(s.header.choice(), ColumnChoice());
}

void TestTimelineHeader::usersResizeIsInTheMeasureOfTheFont()
{
    Shown s;
    const int usual = s.span(TimelineColumn::Time).width;
    s.header.resizeSection(index(TimelineColumn::Time), 2 * usual);
    QCOMPARE(s.header.choice()[TimelineColumn::Time].width, 2.0);
    QFont large;
    large.setPointSize(20);
    const TimelinePainter painter(Theme::light().palette(), large);
    s.header.fitColumns(painter);
    s.columns = s.header.placeColumns(1000);
    QCOMPARE(s.span(TimelineColumn::Time).width, 2 * painter.columnWidth(TimelineColumn::Time));
}

void TestTimelineHeader::chosenColumnsAppear()
{
    Shown s;
    ColumnChoice choice;
    choice[TimelineColumn::Mask].shown = true;
    choice[TimelineColumn::Type].shown = false;
    s.header.setChoice(choice);
    s.columns = s.header.placeColumns(1000);
    QCOMPARE(s.span(TimelineColumn::Mask).width, s.painter.columnWidth(TimelineColumn::Mask));
    QCOMPARE(s.span(TimelineColumn::Type).width, 0);
    QCOMPARE(
        s.span(TimelineColumn::Size).x, s.span(TimelineColumn::Time).x + s.span(TimelineColumn::Time).width);
}

void TestTimelineHeader::titlesStandAtTheEdgeOfTheirWords_data()
{
    QTest::addColumn<TimelineColumn>("column");
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<bool>("atLeft");
    QTest::newRow("number") << TimelineColumn::Number << Qt::LeftToRight << false;
    QTest::newRow("time") << TimelineColumn::Time << Qt::LeftToRight << true;
    QTest::newRow("size") << TimelineColumn::Size << Qt::LeftToRight << false;
    QTest::newRow("preview") << TimelineColumn::Preview << Qt::LeftToRight << true;
    QTest::newRow("number, mirrored") << TimelineColumn::Number << Qt::RightToLeft << true;
    QTest::newRow("time, mirrored") << TimelineColumn::Time << Qt::RightToLeft << false;
    QTest::newRow("size, mirrored") << TimelineColumn::Size << Qt::RightToLeft << true;
}

void TestTimelineHeader::titlesStandAtTheEdgeOfTheirWords()
{
    QFETCH(TimelineColumn, column);
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(bool, atLeft);
    Shown s(1000, direction);
    const auto [first, last] = s.title(column);
    const int width = s.span(column).width;
    QVERIFY(last > first);
    // Six pixels of padding, as the cells have, and up to two that a glyph leaves beside itself.
    const int gap = atLeft ? first : width - 1 - last;
    QVERIFY2(
        gap >= 6 && gap <= 8, qPrintable(QStringLiteral("%1 to %2 of %3").arg(first).arg(last).arg(width)));
}

void TestTimelineHeader::endsInADivider()
{
    Shown s;
    const QImage image = s.header.grab().toImage();
    const int bottom = image.height() - 1;
    QCOMPARE(image.pixelColor(500, bottom), Theme::light().divider);
    QCOMPARE(image.pixelColor(900, bottom / 2), Theme::light().window);
    const int edge = s.span(TimelineColumn::Type).x + s.span(TimelineColumn::Type).width - 1;
    QCOMPARE(image.pixelColor(edge, bottom / 2), Theme::light().divider);
}

QTEST_MAIN(TestTimelineHeader)
#include "tst_timelineheader.moc"
