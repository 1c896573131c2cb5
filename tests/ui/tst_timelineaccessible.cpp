// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rows.h"
#include "ui/timelineaccessible.h"
#include "ui/timelineheader.h"
#include "ui/timelineview.h"

#include <QScrollBar>
#include <QTest>

using namespace framescope;
using namespace framescope::test;

class TestTimelineAccessible : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void isATableOfTheRowsOnScreen();
    void cellsSayWhatStandsThere();
    void columnsAreThoseShown();
    void lettersAreSpoken();
    void cellsSurviveScrolling();
    void selects();
    void knowsTheFocus();
    void findsTheCellUnderAPoint();

private:
    QAccessibleInterface *interface() const { return QAccessible::queryAccessibleInterface(m_view.get()); }
    QAccessibleTableInterface *table() const { return interface()->tableInterface(); }
    int placeOf(TimelineColumn column) const
    {
        const std::vector<TimelineColumn> shown = m_view->timelineGeometry().shownColumns();
        return static_cast<int>(std::find(shown.begin(), shown.end(), column) - shown.begin());
    }

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
};

void TestTimelineAccessible::init()
{
    m_model = std::make_unique<TimelineModel>([](qint64) {});
    m_view = std::make_unique<TimelineView>();
    m_view->setModel(m_model.get());
    m_model->append(appendedMany(0, 200));
    m_view->resize(900, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->setFocus();
}

void TestTimelineAccessible::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void TestTimelineAccessible::isATableOfTheRowsOnScreen()
{
    QCOMPARE(interface()->role(), QAccessible::Table);
    QVERIFY(table());
    const auto visible = m_view->timelineGeometry().visible();
    QCOMPARE(table()->rowCount(), visible.last - visible.first + 1);
    QCOMPARE(table()->columnCount(), 6); // with one connection it is not a column
    QCOMPARE(interface()->childCount(), table()->rowCount() * 6);
    QCOMPARE(table()->columnDescription(placeOf(TimelineColumn::Time)), QStringLiteral("Time"));
    QVERIFY(!table()->cellAt(-1, 0));
    QVERIFY(!table()->cellAt(table()->rowCount(), 0));
    QVERIFY(!table()->cellAt(0, 6));
    QVERIFY(!interface()->child(interface()->childCount()));
}

void TestTimelineAccessible::cellsSayWhatStandsThere()
{
    const int line = table()->rowCount() - 1; // the newest: row 200, {"n":199}, received
    const auto said = [&](TimelineColumn column) {
        return table()->cellAt(line, placeOf(column))->text(QAccessible::Name);
    };
    QCOMPARE(said(TimelineColumn::Number), QStringLiteral("200"));
    QCOMPARE(said(TimelineColumn::Direction), QStringLiteral("Recv"));
    QCOMPARE(said(TimelineColumn::Preview), QStringLiteral("{\"n\":199}"));
    QCOMPARE(table()->rowDescription(line), QStringLiteral("{\"n\":199}"));
    QAccessibleInterface *cell = table()->cellAt(line, 2);
    QCOMPARE(cell->parent(), interface());
    QCOMPARE(cell->tableCellInterface()->rowIndex(), line);
    QCOMPARE(cell->tableCellInterface()->columnIndex(), 2);
    QCOMPARE(interface()->indexOfChild(cell), line * 6 + 2);
    QCOMPARE(interface()->child(line * 6 + 2), cell);
}

void TestTimelineAccessible::columnsAreThoseShown()
{
    ColumnChoice choice;
    choice[TimelineColumn::Wire].shown = true;
    choice[TimelineColumn::Type].shown = false;
    m_view->header()->setChoice(choice);
    QCOMPARE(table()->columnCount(), 6);
    QCOMPARE(table()->columnDescription(3), QStringLiteral("Size"));
    QCOMPARE(table()->columnDescription(4), QStringLiteral("Wire"));
    QCOMPARE(table()->cellAt(0, 4)->tableCellInterface()->columnIndex(), 4);
}

void TestTimelineAccessible::lettersAreSpoken()
{
    m_model->append(appended(numbered({text(">", "x", RowFlag::Injected)}, 201)));
    QAccessibleInterface *cell = table()->cellAt(table()->rowCount() - 1, placeOf(TimelineColumn::Direction));
    QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("Sent"));
    QVERIFY(cell->text(QAccessible::Description).startsWith(QStringLiteral("Injected")));
}

void TestTimelineAccessible::cellsSurviveScrolling()
{
    QAccessibleInterface *cell = table()->cellAt(0, placeOf(TimelineColumn::Number));
    m_view->verticalScrollBar()->setValue(0);
    QCOMPARE(table()->cellAt(0, placeOf(TimelineColumn::Number)), cell);
    QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("1"));
    m_model->reset(0);
    QVERIFY(!cell->isValid());
    QVERIFY(cell->state().invalid);
    QCOMPARE(table()->rowCount(), 0);
}

void TestTimelineAccessible::selects()
{
    QVERIFY(table()->selectRow(1));
    QVERIFY(table()->selectRow(3));
    QCOMPARE(table()->selectedRows(), QList<int>({1, 3}));
    QVERIFY(table()->cellAt(3, 0)->state().selected);
    QCOMPARE(table()->selectedCellCount(), 2 * 6);
    QCOMPARE(table()->selectedCells().size(), 2 * 6);
    QVERIFY(table()->unselectRow(1));
    QCOMPARE(table()->selectedRows(), QList<int>({3}));
    QVERIFY(!table()->selectRow(10'000));
}

void TestTimelineAccessible::knowsTheFocus()
{
    QVERIFY(!interface()->focusChild());
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QAccessibleInterface *cell = interface()->focusChild();
    QVERIFY(cell);
    QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("200"));
    QVERIFY(cell->state().focused);
    m_view->verticalScrollBar()->setValue(0);
    QVERIFY(!interface()->focusChild()); // it is not on screen
}

void TestTimelineAccessible::findsTheCellUnderAPoint()
{
    QAccessibleInterface *cell = table()->cellAt(2, placeOf(TimelineColumn::Time));
    const QPoint center = cell->rect().center();
    QCOMPARE(interface()->childAt(center.x(), center.y()), cell);
}

QTEST_MAIN(TestTimelineAccessible)
#include "tst_timelineaccessible.moc"
