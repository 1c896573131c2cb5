// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/livelyrows.h"
#include "support/patience.h"
#include "ui/newrowspill.h"
#include "ui/noticebar.h"
#include "ui/theme.h"
#include "ui/timecontrol.h"
#include "ui/timelineheader.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qint64 Epoch = 1'795'453'228'000'000'000;

void ignorePages(qint64) { }

// For a look by eye: pictures are kept if FRAMESCOPE_PICTURES names a folder.
void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

} // namespace

class TestTimelinePane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pillAppearsAndGoes();
    void copiesPayloadsAtHand_data();
    void copiesPayloadsAtHand();
    void hidesNothingWhenPayloadsAreElsewhere();
    void copiesRowsAsLines();
    void clearedRowsComeBack();
    void aMessageEndsBehindAClearedView();
    void tellsTheCurrentRow();
    void showsChosenConnections();
    void selectionLeavesOutWhatIsNotShown();
    void oneRowAMessage();
    void theCurrentMessageGoesOn();
    void framesOfTheCurrentMessage();
    void picture_data();
    void picture();

private:
    void select(RowId first, RowId last);
    static AppendBatch twoConnections();
    static AppendBatch fragmented();

    std::unique_ptr<TimelinePane> m_pane;
};

void TestTimelinePane::init()
{
    m_pane = std::make_unique<TimelinePane>(ignorePages);
    m_pane->resize(900, 300);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    m_pane->view()->setFocus();
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
}

void TestTimelinePane::select(RowId first, RowId last)
{
    const QItemSelection rows(m_pane->model()->index(m_pane->model()->rowOf(first), 0),
        m_pane->model()->index(m_pane->model()->rowOf(last), TimelineColumnCount - 1));
    m_pane->view()->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

// Rows 1 to 6, by turns of connections 1 and 2.
AppendBatch TestTimelinePane::twoConnections()
{
    std::vector<Row> rows;
    for (int i = 0; i < 6; ++i) {
        rows.push_back(text("<", QByteArray::number(i)));
        rows.back().connection = 1 + i % 2;
    }
    AppendBatch batch = appended(numbered(std::move(rows)));
    GrowingRowNumbers first, second;
    for (const RowId id : {1, 3, 5}) {
        first.append(id);
        second.append(id + 1);
    }
    batch.rows = {{1, first.soFar()}, {2, second.soFar()}};
    return batch;
}

void TestTimelinePane::showsChosenConnections()
{
    m_pane->append(twoConnections());
    const auto *header = m_pane->view()->header();
    QVERIFY(!header->isSectionHidden(static_cast<int>(TimelineColumn::Connection)));
    m_pane->setCurrentRow(4);
    m_pane->setConnections({2});
    QCOMPARE(m_pane->model()->rowCount(), 3);
    QCOMPARE(m_pane->currentRow(), 4); // it is among them
    QVERIFY(header->isSectionHidden(static_cast<int>(TimelineColumn::Connection)));
    QSignalSpy said(m_pane.get(), &TimelinePane::noticed);
    m_pane->setCurrentRow(3);
    QCOMPARE(said.size(), 1);
    QCOMPARE(m_pane->currentRow(), 4);
    QSignalSpy current(m_pane.get(), &TimelinePane::currentRowChanged);
    m_pane->setConnections({1});
    QCOMPARE(current.last().first().toLongLong(), 0);
    m_pane->setConnections({});
    QCOMPARE(m_pane->model()->rowCount(), 6);
}

// A message of rows 2, 4 and 5; 3 is a ping between.
AppendBatch TestTimelinePane::fragmented()
{
    std::vector<Row> rows{text("<", "before"), text("<", "first"), frame(Opcode::Ping, "<", "p"),
        frame(Opcode::Continuation, "<", "middle"),
        frame(Opcode::Continuation, "<", "whole", RowFlag::ContinuesText), text("<", "after")};
    rows = numbered(std::move(rows));
    for (const std::size_t i : {1u, 3u, 4u})
        rows[i].message = 2;
    rows[1].header.fin = rows[3].header.fin = false;
    rows[1].flags = rows[3].flags = {};
    rows[4].frames = 3;
    AppendBatch batch = appended(std::move(rows));
    batch.superseded = {{2, 4}, {4, 5}};
    return batch;
}

void TestTimelinePane::oneRowAMessage()
{
    m_pane->append(fragmented());
    QCOMPARE(m_pane->model()->rowCount(), 4);
    QCOMPARE(m_pane->model()->idOf(2), 5);
    QCOMPARE(m_pane->view()->cellText(2, TimelineColumn::Type), QStringLiteral("text"));
    QSignalSpy told(m_pane.get(), &TimelinePane::framesChanged);
    m_pane->setFrames(true);
    QCOMPARE(told.size(), 1);
    QCOMPARE(m_pane->model()->rowCount(), 6);
    QCOMPARE(m_pane->view()->cellText(4, TimelineColumn::Type), QStringLiteral("cont."));
    m_pane->setFrames(false);
    QCOMPARE(m_pane->model()->rowCount(), 4);
    m_pane->view()->selectAll();
    QCOMPARE(m_pane->selectedCount(), 4);
    QCOMPARE(m_pane->selection().size(), 3u); // 1, 3, 5 to 6
}

void TestTimelinePane::theCurrentMessageGoesOn()
{
    AppendBatch all = fragmented();
    AppendBatch one = all, two = all;
    one.tail.resize(3);
    one.lastId = 3;
    one.superseded.clear();
    m_pane->append(one);
    m_pane->setCurrentRow(2);
    QSignalSpy current(m_pane.get(), &TimelinePane::currentRowChanged);
    m_pane->append(two);
    QCOMPARE(m_pane->currentRow(), 5);
    QCOMPARE(m_pane->selectedCount(), 1);
    QCOMPARE(current.size(), 1);
    QCOMPARE(current.first().first().toLongLong(), 5);
}

void TestTimelinePane::framesOfTheCurrentMessage()
{
    m_pane->append(fragmented());
    m_pane->setCurrentRow(5);
    m_pane->setFrames(true);
    QCOMPARE(m_pane->currentRow(), 5);
    m_pane->setCurrentRow(2);
    m_pane->setFrames(false);
    QCOMPARE(m_pane->currentRow(), 5);
}

void TestTimelinePane::selectionLeavesOutWhatIsNotShown()
{
    m_pane->append(twoConnections());
    m_pane->setConnections({2});
    m_pane->view()->selectAll();
    QCOMPARE(m_pane->selectedCount(), 3);
    QStringList ranges;
    for (const RowRange range : m_pane->selection())
        ranges += QStringLiteral("%1-%2").arg(range.first).arg(range.last);
    QCOMPARE(ranges.join(u' '), QStringLiteral("2-2 4-4 6-6"));
    m_pane->setConnections({1, 2});
    m_pane->view()->selectAll();
    QCOMPARE(m_pane->selection().size(), 1u);
    QCOMPARE(m_pane->selectedCount(), 6);
}

void TestTimelinePane::pillAppearsAndGoes()
{
    const auto *pill = m_pane->findChild<NewRowsPill *>();
    m_pane->append(appendedMany(0, 500));
    QVERIFY(!pill->isVisible());
    QTest::keyClick(m_pane->view(), Qt::Key_Home);
    QVERIFY(!pill->isVisible());
    m_pane->append(appendedMany(500, 100));
    QVERIFY(pill->isVisible());
    QCOMPARE(pill->text(), QStringLiteral("100 new"));
    m_pane->append(appendedMany(600, 1100));
    QTRY_COMPARE(pill->text(), QStringLiteral("1,200 new"));
    QVERIFY(m_pane->rect().contains(pill->geometry()));
    QVERIFY(pill->x() > m_pane->view()->header()->sectionViewportPosition(int(TimelineColumn::Preview)));
    QTest::mouseClick(m_pane->findChild<NewRowsPill *>(), Qt::LeftButton);
    QVERIFY(!pill->isVisible());
    QVERIFY(m_pane->view()->isFollowing());
    QVERIFY(m_pane->view()->hasFocus());
}

void TestTimelinePane::copiesPayloadsAtHand_data()
{
    QTest::addColumn<Row>("row");
    QTest::addColumn<QString>("copied");
    QTest::newRow("text, as it is") << text("<", "a\nb \xe2\x80\xae") << QStringLiteral("a\nb \u202e");
    QTest::newRow("binary") << frame(Opcode::Binary, "<", "PNG") << QStringLiteral("50 4e 47");
    QTest::newRow("ping") << frame(Opcode::Ping, "<", "17") << QStringLiteral("17");
    QTest::newRow("an event") << sentence(RowKind::State, "Open.") << QStringLiteral("Open.");
}

void TestTimelinePane::copiesPayloadsAtHand()
{
    QFETCH(Row, row);
    m_pane->append(appended(numbered({row})));
    select(1, 1);
    QTest::keyClick(m_pane->view(), Qt::Key_C, Qt::ControlModifier);
    QTEST(QGuiApplication::clipboard()->text(), "copied");
}

void TestTimelinePane::hidesNothingWhenPayloadsAreElsewhere()
{
    m_pane->append(appended(numbered({text("<", "short"), text("<", QByteArray(1000, 'x'))})));
    select(1, 2);
    QSignalSpy noticed(m_pane.get(), &TimelinePane::noticed);
    QTest::keyClick(m_pane->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));

    RowRanges asked;
    m_pane->copier()->setPayloadCopier([&asked](const auto &rows) { asked = rows; });
    QTest::keyClick(m_pane->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(asked.size(), 1u);
    QCOMPARE(asked.front().first, RowId(1));
    QCOMPARE(asked.front().last, RowId(2));
}

void TestTimelinePane::copiesRowsAsLines()
{
    m_pane->append(appendedMany(0, 10'000));
    select(9'999, 10'000);
    QSignalSpy noticed(m_pane.get(), &TimelinePane::noticed);
    QTest::keyClick(m_pane->view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.at(1).startsWith(QStringLiteral("10000\t")));
    QCOMPARE(noticed.count(), 0);

    m_pane->view()->selectAll();
    QTest::keyClick(m_pane->view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n') + 1, 256);
    QCOMPARE(noticed.at(0).at(0).toString(), QStringLiteral("Copied the 256 of 10,000 rows that are loaded."));
}

void TestTimelinePane::clearedRowsComeBack()
{
    m_pane->append(appendedMany(0, 10));
    auto *bar = m_pane->findChild<NoticeBar *>();
    QSignalSpy cleared(m_pane.get(), &TimelinePane::clearedChanged);
    m_pane->clearView();
    QCOMPARE(m_pane->model()->rowCount(), 0);
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->sentence(), QStringLiteral("10 earlier rows hidden, still recorded."));
    QCOMPARE(cleared.last().first().toBool(), true);
    m_pane->append(appendedMany(10, 2));
    QCOMPARE(m_pane->model()->rowCount(), 2);
    QCOMPARE(m_pane->model()->idOf(0), 11);
    QSignalSpy said(m_pane.get(), &TimelinePane::noticed);
    m_pane->setCurrentRow(3);
    QCOMPARE(said.last().first().toString(), QStringLiteral("Row 3 is hidden by Clear view."));
    Q_EMIT bar->triggered();
    QCOMPARE(m_pane->model()->rowCount(), 12);
    QVERIFY(!bar->isVisible());
    QCOMPARE(cleared.last().first().toBool(), false);
}

// What was going on when the view was cleared ends below it.
void TestTimelinePane::aMessageEndsBehindAClearedView()
{
    m_pane->append(twoConnections());
    m_pane->setConnections({2});
    m_pane->clearView();
    QCOMPARE(m_pane->model()->rowCount(), 0);
    m_pane->setConnections({});
    QCOMPARE(m_pane->model()->rowCount(), 0);
    AppendBatch more = appended(numbered({frame(Opcode::Continuation, "<", "end")}, 7));
    more.superseded = {{6, 7}};
    m_pane->append(more);
    QCOMPARE(m_pane->model()->rowCount(), 1);
    QCOMPARE(m_pane->model()->idOf(0), 7);
    m_pane->undoClearView();
    QCOMPARE(m_pane->model()->rowCount(), 6);
}

void TestTimelinePane::tellsTheCurrentRow()
{
    m_pane->append(appendedMany(0, 10));
    QCOMPARE(m_pane->currentRow(), RowId(0));
    QSignalSpy told(m_pane.get(), &TimelinePane::currentRowChanged);
    m_pane->setCurrentRow(7);
    QCOMPARE(told.at(0).at(0).value<RowId>(), RowId(7));
    m_pane->model()->reset(3);
    QCOMPARE(m_pane->currentRow(), RowId(0));
}

void TestTimelinePane::picture_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("rightToLeft");
    QTest::newRow("light") << false << false;
    QTest::newRow("dark") << true << false;
    QTest::newRow("light-rtl") << false << true;
}

void TestTimelinePane::picture()
{
    QFETCH(bool, dark);
    QFETCH(bool, rightToLeft);
    const Theme &theme = dark ? Theme::darkTheme() : Theme::light();
    TimelinePane pane(ignorePages);
    pane.setPalette(theme.palette());
    pane.setFont(QFont(QStringLiteral("DejaVu Sans"), 10));
    pane.setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    pane.time()->setEpochOffsetNs(Epoch);
    pane.resize(960, 740);
    pane.show();
    QVERIFY(QTest::qWaitForWindowActive(&pane));
    pane.append(appended(livelyRows()));
    pane.view()->setFocus();
    pane.setCurrentRow(6);
    QTest::keyClick(pane.view(), Qt::Key_Down, Qt::ShiftModifier);
    pane.append(appended(numbered({text("<", "new")}, 32)));
    const QImage image = pane.grab().toImage();
    QCOMPARE(image.pixelColor(480, 737), theme.base);
    keepPicture(pane, QStringLiteral("timeline-") + QString::fromLatin1(QTest::currentDataTag()));
}

QTEST_MAIN(TestTimelinePane)
#include "tst_timelinepane.moc"
