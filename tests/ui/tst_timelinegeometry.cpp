// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinegeometry.h"

#include <QTest>

#include <limits>

using framescope::TimelineColumn;
using framescope::TimelineGeometry;
using Rows = TimelineGeometry::Rows;

namespace {

// Ten and a half rows of 20 pixels are to be seen.
TimelineGeometry geometry(int rowCount, int top = 0)
{
    TimelineGeometry g;
    g.rowHeight = 20;
    g.rowCount = rowCount;
    g.top = top;
    g.viewport = QSize(700, 210);
    return g;
}

} // namespace

class TestTimelineGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pages();
    void rowAt_data();
    void rowAt();
    void rowsBetween_data();
    void rowsBetween();
    void topShowing_data();
    void topShowing();
    void columns();
    void columnsFromTheRight();
    void previewTakesTheRest();
    void asManyRowsAsAnIntHolds();
};

void TestTimelineGeometry::pages()
{
    QCOMPARE(geometry(100).wholeRows(), 10);
    QCOMPARE(geometry(100).lastTop(), 90);
    QCOMPARE(geometry(10).lastTop(), 0);
    QCOMPARE(geometry(0).lastTop(), 0);
    QVERIFY(geometry(0).visible().isEmpty());
    QCOMPARE(geometry(100, 90).visible(), (Rows{90, 99}));
    QCOMPARE(geometry(100, 50).visible(), (Rows{50, 60})); // the half one too

    TimelineGeometry flat = geometry(100);
    flat.viewport.setHeight(3);
    QCOMPARE(flat.wholeRows(), 1);
}

void TestTimelineGeometry::rowAt_data()
{
    QTest::addColumn<int>("y");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("nearest");
    QTest::newRow("first pixel") << 0 << 5 << 5;
    QTest::newRow("last pixel of it") << 19 << 5 << 5;
    QTest::newRow("next") << 20 << 6 << 6;
    QTest::newRow("last row") << 59 << 7 << 7;
    QTest::newRow("below the last") << 60 << -1 << 7;
    QTest::newRow("just above the viewport") << -1 << 4 << 4;
    QTest::newRow("above") << -20 << 4 << 4;
    QTest::newRow("far above the first") << -2000 << -1 << 0;
}

void TestTimelineGeometry::rowAt()
{
    QFETCH(int, y);
    const TimelineGeometry g = geometry(8, 5);
    QTEST(g.rowAt(y), "row");
    QTEST(g.nearestRow(y), "nearest");
    QCOMPARE(geometry(0).rowAt(y), -1);
    QCOMPARE(geometry(0).nearestRow(y), -1);
}

void TestTimelineGeometry::rowsBetween_data()
{
    QTest::addColumn<int>("y1");
    QTest::addColumn<int>("y2");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("one pixel") << 20 << 20 << 6 << 6;
    QTest::newRow("a seam") << 39 << 40 << 6 << 7;
    QTest::newRow("beyond both ends") << -999 << 999 << 0 << 7;
    QTest::newRow("below everything") << 60 << 80 << 8 << 7;
}

void TestTimelineGeometry::rowsBetween()
{
    QFETCH(int, y1);
    QFETCH(int, y2);
    const Rows rows = geometry(8, 5).rowsBetween(y1, y2);
    QTEST(rows.first, "first");
    QTEST(rows.last, "last");
}

void TestTimelineGeometry::topShowing_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("top");
    QTest::newRow("above") << 30 << 30;
    QTest::newRow("the first to be seen") << 50 << 50;
    QTest::newRow("the last whole one") << 59 << 50;
    QTest::newRow("the half one") << 60 << 51;
    QTest::newRow("below") << 80 << 71;
    QTest::newRow("last row") << 99 << 90;
    QTest::newRow("first row") << 0 << 0;
}

void TestTimelineGeometry::topShowing()
{
    QFETCH(int, row);
    QTEST(geometry(100, 50).topShowing(row), "top");
}

void TestTimelineGeometry::columns()
{
    TimelineGeometry g = geometry(100, 50);
    g.columns = {{{0, 60}, {0, 0}, {60, 80}, {140, 100}, {240, 80}, {320, 70}}};
    g.columns.back() = {390, 310};
    QCOMPARE(g.cell(51, TimelineColumn::Time), QRect(140, 20, 100, 20));
    QCOMPARE(g.cellsFrom(50, TimelineColumn::Type), QRect(240, 0, 460, 20));
    QCOMPARE(g.columnAt(0), TimelineColumn::Number); // not the hidden one
    QCOMPARE(g.columnAt(139), TimelineColumn::Direction);
    QCOMPARE(g.columnAt(699), TimelineColumn::Preview);
    QCOMPARE(g.columnAt(9999), TimelineColumn::Preview);
    QCOMPARE(g.rowRect(49), QRect(0, -20, 700, 20));
    QCOMPARE(g.shownColumns().size(), std::size_t(6));
    QCOMPARE(g.shownColumns().at(1), TimelineColumn::Direction);
}

void TestTimelineGeometry::columnsFromTheRight()
{
    TimelineGeometry g = geometry(100);
    g.columns = {{{640, 60}, {0, 0}, {560, 80}, {460, 100}, {380, 80}, {310, 70}}};
    g.columns.back() = {0, 310};
    QCOMPARE(g.cellsFrom(0, TimelineColumn::Size), QRect(0, 0, 380, 20));
    QCOMPARE(g.columnAt(0), TimelineColumn::Preview);
}

void TestTimelineGeometry::previewTakesTheRest()
{
    QCOMPARE(TimelineGeometry::previewWidth(1000, 400), 600);
    QCOMPARE(TimelineGeometry::previewWidth(500, 400), TimelineGeometry::PreviewMinimum);
}

void TestTimelineGeometry::asManyRowsAsAnIntHolds()
{
    constexpr int Most = std::numeric_limits<int>::max();
    TimelineGeometry g = geometry(Most, Most - 10);
    QCOMPARE(g.lastTop(), Most - 10);
    QCOMPARE(g.rowAt(205), -1);
    QCOMPARE(g.rowAt(199), Most - 1);
    QCOMPARE(g.rowRect(Most - 1).top(), 180);
    QVERIFY(g.rowRect(0).top() < -1'000'000'000); // clamped, not wrapped
    QCOMPARE(g.topShowing(0), 0);
    QCOMPARE(g.visible(), (Rows{Most - 10, Most - 1}));
}

QTEST_GUILESS_MAIN(TestTimelineGeometry)
#include "tst_timelinegeometry.moc"
