// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/growingrownumbers.h"
#include "support/patience.h"
#include "support/rows.h"
#include "ui/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace framescope;
using namespace framescope::test;
using Tester = QAbstractItemModelTester;
using As = ShownRows::As;

namespace {

constexpr auto Fatal = Tester::FailureReportingMode::QtTest;

// A model whose page requests are written down.
struct Asked {
    std::vector<qint64> pages;
    TimelineModel model{[this](qint64 page) { pages.push_back(page); }};
};

PageReader::Page page(qint64 number, int rows = PageReader::PageRows)
{
    const auto count = static_cast<std::size_t>(rows);
    return {number, numbered(std::vector<Row>(count, text("<", "read")), number * PageReader::PageRows + 1)};
}

RowNumbers chosen(std::initializer_list<RowId> ids)
{
    GrowingRowNumbers rows;
    for (const RowId id : ids)
        rows.append(id);
    return rows.soFar();
}

QList<int> changedRows(const QSignalSpy &spy)
{
    QList<int> rows;
    for (const QList<QVariant> &arguments : spy)
        rows << arguments.at(0).toModelIndex().row() << arguments.at(1).toModelIndex().row();
    return rows;
}

} // namespace

class TestTimelineModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheRulesOfModels();
    void oneInsertABatch();
    void showsChosenRows();
    void knowsWhichFramesAreBroken();
    void annotationsChangeTheirRows();
    void tellsChangesOfChosenRows();
    void messagesWithoutTheirFragments();
    void aMessageGoesOn();
    void chosenMessages();
    void theEndIsKnownWithoutAPage();
    void anOldRowIsAskedForOnce();
    void anAnswerThatStaysOutIsAskedForAgain();
    void aShortPageIsAskedForAgain();
    void rowsChangeInPlace();
    void aRowThatArrivesWithItsBatchIsNoChange();
    void staleBatchChangesNothing();
    void factsNotWords();
    void countsConnections();
    void knowsWhichSideWeAre();
    void resetForgets();
    void noMoreRowsThanAnIntHolds();
};

void TestTimelineModel::keepsTheRulesOfModels()
{
    Asked asked;
    const Tester tester(&asked.model, Fatal);
    asked.model.append(appended(numbered({text(">", "a")})));
    asked.model.append(appended(numbered({text("<", "b"), text("<", "c")}, 2)));
    asked.model.append(appendedMany(3, 5000));
    asked.model.addPage(page(3));
    AppendBatch change;
    change.lastId = 5003;
    change.changed = numbered({text("<", "changed")}, 2);
    asked.model.append(change);
    asked.model.reset(70'000);
    asked.model.append(appendedMany(70'000, 1));
    asked.model.reset(0);
    asked.model.append(appendedMany(0, 300));
    QCOMPARE(asked.model.rowCount(), 300);
    QCOMPARE(asked.model.columnCount(), TimelineColumnCount);
    QCOMPARE(asked.model.rowCount(asked.model.index(0, 0)), 0);
}

void TestTimelineModel::oneInsertABatch()
{
    Asked asked;
    QSignalSpy inserted(&asked.model, &QAbstractItemModel::rowsInserted);
    asked.model.append(appendedMany(0, 2000));
    asked.model.append(appendedMany(2000, 7));
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(inserted.at(1).at(1).toInt(), 2000);
    QCOMPARE(inserted.at(1).at(2).toInt(), 2006);
}

void TestTimelineModel::knowsWhichFramesAreBroken()
{
    Asked asked;
    asked.model.append(appended(numbered({text("<", "bad", RowFlag::Broken), text("<", "good"),
        sentence(RowKind::Violation, "RSV1 is set"), text("<", "found bad later")})));
    const auto broken = [&](RowId id) { return TimelineModel::isBroken(*asked.model.peekAt(id)); };
    QVERIFY(broken(1));
    QVERIFY(!broken(2));
    QVERIFY(!broken(3)); // no frame
    QVERIFY(!broken(4));
    QSignalSpy changed(&asked.model, &TimelineModel::dataChanged);
    AppendBatch batch = appended(numbered({sentence(RowKind::Violation, "not UTF-8")}, 5));
    batch.changed = numbered({text("<", "found bad later", RowFlag::Broken)}, 4);
    asked.model.append(batch);
    QVERIFY(broken(4));
    QCOMPARE(changedRows(changed), (QList<int>{3, 3}));
    asked.model.addPage(page(0)); // read before that
    QVERIFY(broken(4));
}

void TestTimelineModel::annotationsChangeTheirRows()
{
    Asked asked;
    asked.model.append(appendedMany(0, 5));
    QSignalSpy changed(&asked.model, &TimelineModel::dataChanged);
    AppendBatch batch;
    batch.lastId = 5;
    batch.annotations = {{2, 1, QStringLiteral("look")}, {4, 3, {}}};
    asked.model.append(batch);
    QCOMPARE(changedRows(changed), (QList<int>{1, 1, 3, 3}));
    QCOMPARE(asked.model.annotations().of(2)->text, QStringLiteral("look"));
    asked.model.reset(0);
    QVERIFY(asked.model.annotations().isEmpty());
}

void TestTimelineModel::showsChosenRows()
{
    Asked asked;
    const Tester tester(&asked.model, Fatal);
    asked.model.append(appendedMany(0, 20));
    asked.model.setShown(ShownRows(chosen({3, 7, 8}), As::Frames), 1);
    QCOMPARE(asked.model.rowCount(), 3);
    QCOMPARE(asked.model.connectionCount(), 1);
    QCOMPARE(asked.model.idOf(1), 7);
    QCOMPARE(asked.model.idOf(3), 0);
    QCOMPARE(asked.model.rowOf(8), 2);
    QCOMPARE(asked.model.rowOf(5), -1);
    QCOMPARE(asked.model.index(2, 0).data().toLongLong(), 8);

    QSignalSpy inserted(&asked.model, &QAbstractItemModel::rowsInserted);
    asked.model.append(appendedMany(20, 5)); // of others
    QCOMPARE(inserted.count(), 0);
    asked.model.growShown(chosen({3, 7, 8, 22, 24}));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 3);
    QCOMPARE(asked.model.rowCount(), 5);

    asked.model.setShown(ShownRows(), 0);
    QCOMPARE(asked.model.rowCount(), 25);
    QCOMPARE(asked.model.rowOf(5), 4);
}

void TestTimelineModel::messagesWithoutTheirFragments()
{
    Asked asked;
    const Tester tester(&asked.model, Fatal);
    asked.model.append(appendedMany(0, 6));
    asked.model.setShown(ShownRows(As::Messages, RowGaps({1, 2})), 0);
    QCOMPARE(asked.model.rowCount(), 4);
    QCOMPARE(asked.model.idOf(0), 1);
    QCOMPARE(asked.model.idOf(1), 4);
    QCOMPARE(asked.model.rowOf(2), -1);
    QCOMPARE(asked.model.rowOf(6), 3);
    QSignalSpy changed(&asked.model, &QAbstractItemModel::dataChanged);
    asked.model.addPage(page(0));
    QCOMPARE(changedRows(changed), QList<int>({0, 3}));
}

// A frame is shown while it is the last of its message; a batch that brings several shows the last.
void TestTimelineModel::aMessageGoesOn()
{
    Asked asked;
    const Tester tester(&asked.model, Fatal);
    asked.model.setShown(ShownRows(As::Messages), 0);
    QSignalSpy inserted(&asked.model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&asked.model, &QAbstractItemModel::rowsRemoved);
    AppendBatch batch = appendedMany(0, 3);
    batch.superseded = {{1, 3}};
    asked.model.append(batch);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 0);
    QCOMPARE(asked.model.rowCount(), 2);
    QCOMPARE(asked.model.idOf(0), 2);
    QCOMPARE(asked.model.idOf(1), 3);

    batch = appendedMany(3, 4); // 4 to 7, of which 5, 6 and 7 go on with it
    batch.superseded = {{3, 5}, {5, 6}, {6, 7}};
    asked.model.append(batch);
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(1).toInt(), 1);
    QCOMPARE(asked.model.rowCount(), 3);
    QCOMPARE(asked.model.idOf(1), 4);
    QCOMPARE(asked.model.idOf(2), 7);
}

void TestTimelineModel::chosenMessages()
{
    Asked asked;
    const Tester tester(&asked.model, Fatal);
    asked.model.append(appendedMany(0, 20));
    asked.model.setShown(ShownRows(chosen({3, 7, 8}), As::Messages, RowGaps({1})), 1);
    QCOMPARE(asked.model.rowCount(), 2);
    QCOMPARE(asked.model.idOf(1), 8);
    AppendBatch others = appendedMany(20, 5);
    others.superseded = {{8, 22}};
    asked.model.append(others);
    QCOMPARE(asked.model.rowCount(), 2);
    asked.model.growShown(chosen({3, 7, 8, 22, 24}), {2});
    QCOMPARE(asked.model.rowCount(), 3);
    QCOMPARE(asked.model.idOf(0), 3);
    QCOMPARE(asked.model.idOf(1), 22);
    QCOMPARE(asked.model.rowOf(8), -1);
}

void TestTimelineModel::tellsChangesOfChosenRows()
{
    Asked asked;
    asked.model.append(appendedMany(0, 10'000));
    asked.model.setShown(ShownRows(chosen({10, 300, 400, 600}), As::Frames), 1);
    QSignalSpy changed(&asked.model, &QAbstractItemModel::dataChanged);
    asked.model.addPage(page(1)); // 257 to 512
    QCOMPARE(changedRows(changed), QList<int>({1, 2}));
    asked.model.addPage(page(3)); // none of them
    QCOMPARE(changed.count(), 1);
}

void TestTimelineModel::theEndIsKnownWithoutAPage()
{
    Asked asked;
    for (int i = 0; i < 100; ++i) {
        asked.model.append(appendedMany(2000 * i, 2000));
        for (RowId id = asked.model.lastId() - 200; id <= asked.model.lastId(); ++id)
            QVERIFY(asked.model.rowAt(id));
    }
    QVERIFY(asked.pages.empty());
}

void TestTimelineModel::anOldRowIsAskedForOnce()
{
    Asked asked;
    asked.model.append(appendedMany(0, 10'000));
    QVERIFY(!asked.model.peekAt(300));
    QVERIFY(asked.pages.empty());
    QVERIFY(!asked.model.rowAt(300));
    QVERIFY(!asked.model.rowAt(301));
    QCOMPARE(asked.pages, std::vector<qint64>{1});

    QSignalSpy changed(&asked.model, &QAbstractItemModel::dataChanged);
    asked.model.addPage(page(1));
    QCOMPARE(changedRows(changed), QList<int>({256, 511}));
    QCOMPARE(asked.model.rowAt(300)->preview, "read");
    QCOMPARE(asked.pages.size(), 1u);
    QVERIFY(!asked.model.rowAt(0));
    QVERIFY(!asked.model.rowAt(10'001));
    QCOMPARE(asked.pages.size(), 1u);
}

void TestTimelineModel::anAnswerThatStaysOutIsAskedForAgain()
{
    Asked asked;
    asked.model.append(appendedMany(0, 10'000));
    QVERIFY(!asked.model.rowAt(1));
    QSignalSpy changed(&asked.model, &QAbstractItemModel::dataChanged);
    QVERIFY(changed.wait());
    QCOMPARE(changedRows(changed), QList<int>({0, 255}));
    QVERIFY(!asked.model.rowAt(1)); // as the view does when it paints again
    QCOMPARE(asked.pages, (std::vector<qint64>{0, 0}));
}

void TestTimelineModel::aShortPageIsAskedForAgain()
{
    Asked asked;
    asked.model.append(appendedMany(0, 10'000));
    QVERIFY(!asked.model.rowAt(200));
    asked.model.addPage(page(0, 100)); // the rest is not committed yet
    QVERIFY(asked.model.rowAt(100));
    QVERIFY(!asked.model.rowAt(101));
    QCOMPARE(asked.pages.size(), 1u); // not at once: that would be a race with the commit
    QTRY_VERIFY(!asked.model.rowAt(200) && asked.pages.size() == 2);
    asked.model.addPage(page(0));
    QVERIFY(asked.model.rowAt(200));
}

void TestTimelineModel::rowsChangeInPlace()
{
    Asked asked;
    Row row = text("<", "beg");
    row.flags |= RowFlag::Arriving;
    asked.model.append(appended(numbered({text(">", "a"), row, text(">", "b")})));
    QSignalSpy changed(&asked.model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&asked.model, &QAbstractItemModel::rowsInserted);
    AppendBatch end;
    end.lastId = 3;
    end.changed = numbered({text("<", "begin and end")}, 2);
    asked.model.append(end);
    QCOMPARE(changedRows(changed), QList<int>({1, 1}));
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(asked.model.rowAt(2)->preview, "begin and end");
}

void TestTimelineModel::aRowThatArrivesWithItsBatchIsNoChange()
{
    Asked asked;
    QSignalSpy changed(&asked.model, &QAbstractItemModel::dataChanged);
    AppendBatch batch = appended(numbered({text("<", "new")}));
    batch.changed = batch.tail;
    asked.model.append(batch);
    QCOMPARE(changed.count(), 0);
}

void TestTimelineModel::staleBatchChangesNothing()
{
    Asked asked;
    asked.model.append(appendedMany(0, 50));
    QSignalSpy inserted(&asked.model, &QAbstractItemModel::rowsInserted);
    AppendBatch counters; // numbers ride beside the log, without rows
    counters.lastId = 50;
    asked.model.append(counters);
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(asked.model.rowCount(), 50);
}

void TestTimelineModel::factsNotWords()
{
    Asked asked;
    asked.model.append(appended(numbered({text("<", "hello")})));
    const auto fact = [&](TimelineColumn column, int role = Qt::DisplayRole) {
        return asked.model.index(0, index(column)).data(role);
    };
    QCOMPARE(fact(TimelineColumn::Number), QVariant(RowId(1)));
    QCOMPARE(fact(TimelineColumn::Time), QVariant(qint64(137'000'000)));
    QCOMPARE(fact(TimelineColumn::Size), QVariant(quint64(5)));
    QCOMPARE(fact(TimelineColumn::Preview), QVariant(QByteArray("hello")));
    QVERIFY(!fact(TimelineColumn::Preview, Qt::ForegroundRole).isValid());
    QVERIFY(!fact(TimelineColumn::Preview, Qt::ToolTipRole).isValid());
    asked.model.append(appendedMany(1, 1000));
    QVERIFY(!asked.model.index(400, 0).data().isValid());
    QVERIFY(asked.pages.empty());
}

void TestTimelineModel::countsConnections()
{
    Asked asked;
    QSignalSpy counted(&asked.model, &TimelineModel::connectionCountChanged);
    asked.model.append(appended(numbered({text(">", "a")})));
    asked.model.append(appended(numbered({text(">", "b")}, 2)));
    QCOMPARE(counted.count(), 1);
    Row other = text(">", "c");
    other.connection = 2;
    asked.model.append(appended(numbered({other}, 3)));
    QCOMPARE(counted.count(), 2);
    QCOMPARE(asked.model.connectionCount(), 2);
}

void TestTimelineModel::knowsWhichSideWeAre()
{
    Asked asked;
    AppendBatch batch = appended(numbered({text(">", "a")}));
    ConnectionFacts server;
    server.id = 2;
    server.role = Role::Server;
    batch.facts = {server};
    asked.model.append(batch);
    QCOMPARE(asked.model.roleOf(1), Role::Client);
    QCOMPARE(asked.model.roleOf(2), Role::Server);
    QCOMPARE(asked.model.connectionCount(), 2);
}

void TestTimelineModel::resetForgets()
{
    Asked asked;
    asked.model.append(appendedMany(0, 300));
    QSignalSpy reset(&asked.model, &QAbstractItemModel::modelReset);
    ConnectionFacts facts;
    facts.id = 3;
    asked.model.reset(1000, {facts});
    QCOMPARE(reset.count(), 1);
    QCOMPARE(asked.model.rowCount(), 1000);
    QCOMPARE(asked.model.connectionCount(), 3);
    QVERIFY(!asked.model.peekAt(300));
}

void TestTimelineModel::noMoreRowsThanAnIntHolds()
{
    Asked asked;
    constexpr RowId Most = std::numeric_limits<int>::max();
    asked.model.reset(Most + 5);
    QCOMPARE(asked.model.rowCount(), int(Most));
    AppendBatch batch;
    batch.lastId = Most + 10;
    asked.model.append(batch);
    QCOMPARE(asked.model.rowCount(), int(Most));
}

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
