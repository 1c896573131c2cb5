// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/rows.h"
#include "support/worktimer.h"
#include "ui/timelineheader.h"
#include "ui/timelineview.h"

#include <QPaintEvent>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace framescope;
using namespace framescope::test;
using Rows = TimelineGeometry::Rows;

namespace {

constexpr int TenMillion = 10'000'000;

// A shown view of ten whole rows over a model whose page requests are written down.
struct Shown {
    std::vector<qint64> asked;
    TimelineModel model{[this](qint64 page) { asked.push_back(page); }};
    TimelineView view;

    explicit Shown(int rows, int wholeRows = 10)
    {
        view.setModel(&model);
        if (rows > 0)
            model.append(appendedMany(0, rows));
        const int header = view.header()->sizeHint().height();
        view.resize(1000, header + wholeRows * view.timelineGeometry().rowHeight);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.setFocus();
        asked.clear();
    }
    int top() const { return view.verticalScrollBar()->value(); }
    int last() const { return model.rowCount() - 1; }
    int current() const { return view.currentIndex().row(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&view, key, modifiers);
    }
    void click(int visibleRow, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const int y = visibleRow * view.timelineGeometry().rowHeight + 5;
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, QPoint(300, y));
    }
    void wheel(int notches)
    {
        const QPointF at(300, 50);
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
};

// What a widget was asked to paint.
class Painted final : public QObject {
public:
    explicit Painted(QWidget *widget) { widget->installEventFilter(this); }
    QRegion take() { return std::exchange(m_region, {}); }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }

private:
    QRegion m_region;
};

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsThatGoMoveNothing();
    void followsTheEnd();
    void followingNeverAsksForAPage();
    void movingUpStopsFollowing_data();
    void movingUpStopsFollowing();
    void appendWhileScrolledUpMovesNothing();
    void newRowsAreCounted();
    void endResumes();
    void scrollingToTheEndResumes();
    void resizingKeepsTheEnd();
    void resizingKeepsTheTop();
    void keys_data();
    void keys();
    void lettersSearchNothing();
    void clicksSelect();
    void shiftSelectsARange();
    void selectAllOfTenMillion();
    void selectionSurvivesAppends();
    void onlyVisibleRowsAreAskedFor();
    void anAppendPaintsNoMoreThanItMust();
    void scrollingPaintsOnlyWhatIsNew_data();
    void scrollingPaintsOnlyWhatIsNew();
    void scrollingLeavesTheRightPicture_data();
    void scrollingLeavesTheRightPicture();
    void aPageThatComesIsPainted();
    void aChangedRowIsPaintedAlone();
    void connectionColumnComesWithTheSecond();
    void previewFillsTheWidth();
    void narrowWindowsScrollSideways();
    void rightToLeft();
    void hoverFollowsThePointer();
    void themeChangeRepaints();
    void resetGoesToTheEnd();
};

void TestTimelineView::followsTheEnd()
{
    Shown s(5);
    QVERIFY(s.view.isFollowing());
    QCOMPARE(s.top(), 0);
    s.model.append(appendedMany(5, 6));
    QCOMPARE(s.top(), 1);
    s.model.append(appendedMany(11, 2000));
    QCOMPARE(s.top(), 2001);
    QVERIFY(s.view.isFollowing());
    QCOMPARE(s.view.timelineGeometry().visible(), (Rows{2001, 2010}));
    QCOMPARE(s.view.newRows(), 0);
}

void TestTimelineView::followingNeverAsksForAPage()
{
    Shown s(100'000);
    for (int i = 0; i < 50; ++i) {
        s.model.append(appendedMany(s.model.lastId(), 2000));
        QCoreApplication::processEvents();
    }
    QVERIFY(s.asked.empty());
}

void TestTimelineView::movingUpStopsFollowing_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("wheel") << 0;
    QTest::newRow("page up") << 1;
    QTest::newRow("home") << 2;
    QTest::newRow("scroll bar") << 3;
    QTest::newRow("click on a row above") << 4;
    QTest::newRow("up, up") << 5;
}

void TestTimelineView::movingUpStopsFollowing()
{
    QFETCH(int, way);
    Shown s(100);
    switch (way) {
    case 0: s.wheel(1); break;
    case 1: s.press(Qt::Key_PageUp); break;
    case 2: s.press(Qt::Key_Home); break;
    case 3: s.view.verticalScrollBar()->setValue(20); break;
    case 4: s.click(3); break;
    default: s.press(Qt::Key_Up); s.press(Qt::Key_Up);
    }
    QVERIFY(!s.view.isFollowing());
    const int top = s.top();
    s.model.append(appendedMany(100, 50));
    QCOMPARE(s.top(), top);
    QCOMPARE(s.view.newRows(), 50);
}

void TestTimelineView::appendWhileScrolledUpMovesNothing()
{
    Shown s(1000);
    s.view.verticalScrollBar()->setValue(500);
    QCoreApplication::processEvents();
    Painted painted(s.view.viewport());
    s.model.append(appendedMany(1000, 2000));
    QCoreApplication::processEvents();
    QCOMPARE(s.top(), 500);
    QVERIFY(painted.take().isEmpty());
    QCOMPARE(s.view.verticalScrollBar()->maximum(), 2990);
}

void TestTimelineView::newRowsAreCounted()
{
    Shown s(100);
    QSignalSpy counted(&s.view, &TimelineView::newRowsChanged);
    QSignalSpy following(&s.view, &TimelineView::followingChanged);
    s.view.verticalScrollBar()->setValue(0);
    s.model.append(appendedMany(100, 100));
    s.model.append(appendedMany(200, 28));
    QCOMPARE(s.view.newRows(), 128);
    QCOMPARE(counted.count(), 2);
    s.view.follow();
    QCOMPARE(s.view.newRows(), 0);
    QCOMPARE(counted.count(), 3);
    QCOMPARE(following.count(), 2);
    QCOMPARE(s.top(), 218);
}

void TestTimelineView::endResumes()
{
    Shown s(100);
    s.press(Qt::Key_Home);
    s.model.append(appendedMany(100, 10));
    s.press(Qt::Key_End);
    QVERIFY(s.view.isFollowing());
    QCOMPARE(s.current(), 109);
    s.model.append(appendedMany(110, 10));
    QCOMPARE(s.top(), 110);
    s.press(Qt::Key_Up); // from the row End went to
    QVERIFY(!s.view.isFollowing());
    s.press(Qt::Key_End);
    s.press(Qt::Key_End);
    QVERIFY(s.view.isFollowing());
}

void TestTimelineView::scrollingToTheEndResumes()
{
    Shown s(100);
    s.wheel(2);
    QVERIFY(!s.view.isFollowing());
    s.wheel(-2);
    QVERIFY(s.view.isFollowing());
    s.click(2); // a row that is to be seen: nothing scrolls
    QVERIFY(!s.view.isFollowing());
    s.wheel(-1);
    QVERIFY(s.view.isFollowing());
}

void TestTimelineView::resizingKeepsTheEnd()
{
    Shown s(100);
    s.view.resize(s.view.width(), s.view.height() + 3 * s.view.timelineGeometry().rowHeight);
    QCOMPARE(s.top(), 87);
    s.view.resize(s.view.width(), s.view.height() / 2);
    QCOMPARE(s.top(), s.view.timelineGeometry().lastTop());
    QVERIFY(s.view.isFollowing());
}

void TestTimelineView::resizingKeepsTheTop()
{
    Shown s(100);
    s.view.verticalScrollBar()->setValue(40);
    s.view.resize(700, 600);
    QCOMPARE(s.top(), 40);
    QVERIFY(!s.view.isFollowing());
}

void TestTimelineView::keys_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<int>("current");
    QTest::addColumn<int>("top");
    QTest::newRow("down") << Qt::Key_Down << 46 << 40;
    QTest::newRow("up") << Qt::Key_Up << 44 << 40;
    QTest::newRow("page down") << Qt::Key_PageDown << 54 << 45;
    QTest::newRow("page up") << Qt::Key_PageUp << 36 << 36;
    QTest::newRow("home") << Qt::Key_Home << 0 << 0;
    QTest::newRow("end") << Qt::Key_End << 99 << 90;
}

void TestTimelineView::keys()
{
    QFETCH(Qt::Key, key);
    Shown s(100);
    s.view.verticalScrollBar()->setValue(40);
    s.click(5);
    s.press(key);
    QTEST(s.current(), "current");
    QTEST(s.top(), "top");
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{s.current(), s.current()}}));
}

void TestTimelineView::lettersSearchNothing()
{
    Shown s(100);
    s.click(5);
    const int before = s.current();
    s.press(Qt::Key_9);
    s.press(Qt::Key_E);
    QCOMPARE(s.current(), before);
}

void TestTimelineView::clicksSelect()
{
    Shown s(100);
    s.view.verticalScrollBar()->setValue(40);
    QSignalSpy selected(&s.view, &TimelineView::selectedRowsChanged);
    s.click(2);
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{42, 42}}));
    s.click(4, Qt::ControlModifier);
    s.click(7, Qt::ControlModifier);
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{42, 42}, {44, 44}, {47, 47}}));
    s.click(4, Qt::ControlModifier);
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{42, 42}, {47, 47}}));
    QCOMPARE(selected.count(), 4);
}

void TestTimelineView::shiftSelectsARange()
{
    Shown s(TenMillion);
    s.view.verticalScrollBar()->setValue(0);
    s.click(3);
    s.press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{3, 4}}));
    s.press(Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{3, TenMillion - 1}}));
    s.click(5);
    s.click(1, Qt::ShiftModifier);
    const int top = s.top();
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{top + 1, top + 5}}));
}

void TestTimelineView::selectAllOfTenMillion()
{
    Shown s(TenMillion);
    const WorkTimer timer;
    s.press(Qt::Key_A, Qt::ControlModifier);
    QCoreApplication::processEvents();
    QCOMPARE(s.view.selectedRows(), std::vector<Rows>({{0, TenMillion - 1}}));
    QVERIFY2(timer.ms() < 200, "selecting all must not walk the rows");
}

void TestTimelineView::selectionSurvivesAppends()
{
    Shown s(100);
    s.click(2);
    const auto before = s.view.selectedRows();
    s.model.append(appendedMany(100, 5000));
    QCOMPARE(s.view.selectedRows(), before);
    QCOMPARE(s.current(), before.front().first);
}

void TestTimelineView::onlyVisibleRowsAreAskedFor()
{
    Shown s(TenMillion);
    s.view.verticalScrollBar()->setValue(256 * 1000 - 5); // over the seam of two pages
    s.view.viewport()->repaint();
    QCOMPARE(s.asked, (std::vector<qint64>{999, 1000}));
    s.asked.clear();
    s.view.verticalScrollBar()->setValue(256 * 2000);
    s.view.viewport()->repaint();
    QCOMPARE(s.asked, std::vector<qint64>{2000});
}

void TestTimelineView::anAppendPaintsNoMoreThanItMust()
{
    Shown s(100);
    s.view.clearFocus(); // no ring
    QCoreApplication::processEvents();
    Painted painted(s.view.viewport());
    s.model.append(appendedMany(100, 2));
    QCoreApplication::processEvents();
    const int row = s.view.timelineGeometry().rowHeight;
    QCOMPARE(painted.take().boundingRect(), QRect(0, 8 * row, s.view.viewport()->width(), 2 * row));
}

void TestTimelineView::scrollingPaintsOnlyWhatIsNew_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<int>("floatingAt"); // in rows; -1: nothing lies over them
    QTest::addColumn<Rows>("painted");   // rows of the viewport
    QTest::newRow("down") << 3 << -1 << Rows{7, 9};
    QTest::newRow("up") << -3 << -1 << Rows{0, 2};
    QTest::newRow("down, under a pill") << 3 << 8 << Rows{5, 9};
    QTest::newRow("further than is clear") << 3 << 2 << Rows{0, 9};
    QTest::newRow("a page") << 10 << -1 << Rows{0, 9};
}

void TestTimelineView::scrollingPaintsOnlyWhatIsNew()
{
    QFETCH(int, by);
    QFETCH(int, floatingAt);
    QFETCH(Rows, painted);
    Shown s(1000);
    const int row = s.view.timelineGeometry().rowHeight;
    QWidget floating(&s.view);
    if (floatingAt >= 0) {
        s.view.setFloating(&floating);
        floating.setGeometry(400, s.view.header()->height() + floatingAt * row, 80, row);
        floating.show();
    }
    s.view.clearFocus(); // no ring
    s.view.verticalScrollBar()->setValue(500);
    QCoreApplication::processEvents();
    Painted seen(s.view.viewport());
    s.view.verticalScrollBar()->setValue(500 + by);
    QCoreApplication::processEvents();
    QCOMPARE(seen.take().boundingRect(),
        QRect(0, painted.first * row, s.view.viewport()->width(), (painted.last - painted.first + 1) * row));
}

void TestTimelineView::scrollingLeavesTheRightPicture_data()
{
    QTest::addColumn<bool>("floats");
    QTest::addColumn<bool>("ring");
    QTest::newRow("rows alone") << false << false;
    QTest::newRow("under a pill") << true << false;
    QTest::newRow("in a ring") << false << true;
    QTest::newRow("in a ring, under a pill") << true << true;
}

// What was moved and painted bit by bit is what painting all of it gives.
void TestTimelineView::scrollingLeavesTheRightPicture()
{
    QFETCH(bool, floats);
    QFETCH(bool, ring);
    Shown s(100);
    if (!ring)
        s.view.setCurrentIndex(s.model.index(79, 0));
    QWidget floating(&s.view);
    floating.setAutoFillBackground(true);
    floating.setGeometry(400, s.view.height() - 60, 80, 28);
    floating.setVisible(floats);
    s.view.setFloating(&floating);
    for (const int top : {80, 83, 82, 70, 71, 76, 60, 61}) {
        s.view.verticalScrollBar()->setValue(top);
        QCoreApplication::processEvents();
        const QImage shown = s.view.screen()->grabWindow(s.view.winId()).toImage();
        const QImage anew = s.view.grab().toImage();

        QCOMPARE(shown.convertToFormat(QImage::Format_RGB32), anew.convertToFormat(QImage::Format_RGB32));
    }
}

void TestTimelineView::aPageThatComesIsPainted()
{
    Shown s(TenMillion);
    s.view.verticalScrollBar()->setValue(256);
    QCoreApplication::processEvents();
    Painted painted(s.view.viewport());
    std::vector<Row> rows(PageReader::PageRows, text("<", "read"));
    s.model.addPage({1, numbered(rows, 257)});
    QCoreApplication::processEvents();
    QVERIFY(painted.take().contains(QPoint(10, 10)));
    QCOMPARE(s.view.cellText(256, TimelineColumn::Preview), u"read"_qs);
    s.model.addPage({2, numbered(rows, 513)});
    QCoreApplication::processEvents();
    QVERIFY(painted.take().isEmpty());
}

void TestTimelineView::aChangedRowIsPaintedAlone()
{
    Shown s(0);
    Row row = text("<", "beg");
    row.flags |= RowFlag::Arriving;
    s.model.append(appended(numbered({row, text(">", "a"), text(">", "b"), text(">", "c")})));
    QCoreApplication::processEvents();
    Painted painted(s.view.viewport());
    AppendBatch change;
    change.lastId = 4;
    change.changed = numbered({text("<", "begin and end")});
    s.model.append(change);
    QCoreApplication::processEvents();
    // It and the one below, whose line between seconds depends on it.
    QCOMPARE(painted.take().boundingRect().height(), 2 * s.view.timelineGeometry().rowHeight);
}

void TestTimelineView::connectionColumnComesWithTheSecond()
{
    Shown s(10);
    QVERIFY(s.view.header()->isSectionHidden(index(TimelineColumn::Connection)));
    Row other = text("<", "x");
    other.connection = 2;
    s.model.append(appended(numbered({other}, 11)));
    QVERIFY(!s.view.header()->isSectionHidden(index(TimelineColumn::Connection)));
    const auto &columns = s.view.timelineGeometry().columns;
    QVERIFY(columns[std::size_t(index(TimelineColumn::Connection))].width >= 44);
}

void TestTimelineView::previewFillsTheWidth()
{
    Shown s(10);
    const auto right = [&s] { return s.view.timelineGeometry().cell(0, TimelineColumn::Preview).right(); };
    QCOMPARE(right(), s.view.viewport()->width() - 1);
    s.view.resize(1300, 300);
    QCOMPARE(right(), s.view.viewport()->width() - 1);
    s.view.header()->resizeSection(index(TimelineColumn::Size), 150);
    QCOMPARE(right(), s.view.viewport()->width() - 1);
    QCOMPARE(s.view.timelineGeometry().cell(0, TimelineColumn::Size).width(), 150);
}

void TestTimelineView::narrowWindowsScrollSideways()
{
    Shown s(10);
    s.view.resize(500, 300);
    QScrollBar *bar = s.view.horizontalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(
        s.view.timelineGeometry().cell(0, TimelineColumn::Preview).width(), TimelineGeometry::PreviewMinimum);
    bar->setValue(bar->maximum());
    QCOMPARE(
        s.view.timelineGeometry().cell(0, TimelineColumn::Preview).right(), s.view.viewport()->width() - 1);
    QCOMPARE(s.view.header()->offset(), bar->maximum());
}

void TestTimelineView::rightToLeft()
{
    Shown s(10);
    s.view.setLayoutDirection(Qt::RightToLeft);
    QCoreApplication::processEvents();
    const TimelineGeometry &g = s.view.timelineGeometry();
    QCOMPARE(g.cell(0, TimelineColumn::Number).right(), s.view.viewport()->width() - 1);
    QCOMPARE(g.cell(0, TimelineColumn::Preview).left(), 0);
    QVERIFY(g.cell(0, TimelineColumn::Time).left() > g.cell(0, TimelineColumn::Type).left());
}

void TestTimelineView::hoverFollowsThePointer()
{
    Shown s(100);
    const auto pixel = [&s](int visibleRow) {
        const int y = visibleRow * s.view.timelineGeometry().rowHeight + 3;
        return s.view.viewport()->grab().toImage().pixelColor(s.view.viewport()->width() - 3, y);
    };
    const QColor base = pixel(4);
    QTest::mouseMove(s.view.viewport(), QPoint(300, 4 * s.view.timelineGeometry().rowHeight + 5));
    QTRY_VERIFY(pixel(4) != base);
    QCOMPARE(pixel(5), base);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(s.view.viewport(), &leave);
    QCOMPARE(pixel(4), base);
}

void TestTimelineView::themeChangeRepaints()
{
    Shown s(3);
    s.view.setPalette(Theme::darkTheme().palette());
    const QImage dark = s.view.viewport()->grab().toImage();
    QCOMPARE(dark.pixelColor(dark.width() - 3, dark.height() - 3), Theme::darkTheme().base);
    s.view.setPalette(Theme::light().palette());
    const QImage light = s.view.viewport()->grab().toImage();
    QCOMPARE(light.pixelColor(light.width() - 3, light.height() - 3), Theme::light().base);
}

void TestTimelineView::resetGoesToTheEnd()
{
    Shown s(1000);
    s.press(Qt::Key_Home);
    s.model.reset(500);
    QVERIFY(s.view.isFollowing());
    QCOMPARE(s.top(), 490);
    QVERIFY(s.view.selectedRows().empty());
    s.model.reset(0);
    QCOMPARE(s.view.verticalScrollBar()->maximum(), 0);
    QVERIFY(!s.view.indexAt(QPoint(5, 5)).isValid());
    s.press(Qt::Key_Down);
    s.press(Qt::Key_A, Qt::ControlModifier);
    QVERIFY(s.view.selectedRows().empty());
}

// A message goes on: the row it had goes, and what the reader looks at stays where it is.
void TestTimelineView::rowsThatGoMoveNothing()
{
    Shown shown(100);
    shown.model.setShown(ShownRows(ShownRows::As::Messages), 0);
    shown.press(Qt::Key_Home);
    shown.view.verticalScrollBar()->setValue(50);
    AppendBatch batch = appendedMany(100, 5);
    batch.superseded = {{20, 101}, {30, 102}, {80, 103}, {104, 105}};
    shown.model.append(batch);
    QCOMPARE(shown.model.rowCount(), 101);
    QCOMPARE(shown.top(), 48);
    QCOMPARE(shown.model.idOf(shown.top()), 51);
    QVERIFY(!shown.view.isFollowing());
    QCOMPARE(shown.view.newRows(), 4);

    batch = appendedMany(105, 1);
    batch.superseded = {{105, 106}};
    shown.model.append(batch);
    QCOMPARE(shown.view.newRows(), 4);
    shown.press(Qt::Key_End);
    QVERIFY(shown.view.isFollowing());
    batch = appendedMany(106, 1);
    batch.superseded = {{106, 107}};
    shown.model.append(batch);
    QVERIFY(shown.view.isFollowing());
    QCOMPARE(shown.view.timelineGeometry().rowCount, shown.model.rowCount());
    QCOMPARE(shown.top(), shown.view.timelineGeometry().lastTop());
}

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
