// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/growingrownumbers.h"
#include "ui/shownrows.h"

#include <QTest>

using namespace framescope;
using As = ShownRows::As;

class TestShownRows : public QObject {
    Q_OBJECT

    static RowNumbers numbers(std::initializer_list<RowId> ids)
    {
        GrowingRowNumbers rows;
        for (const RowId id : ids)
            rows.append(id);
        return rows.soFar();
    }

private Q_SLOTS:
    void theWholeLog()
    {
        ShownRows rows;
        QCOMPARE(rows.count(), 0);
        QCOMPARE(rows.rowOf(1), -1);
        rows.growLog(5);
        QVERIFY(rows.isWholeLog());
        QVERIFY(rows.isWithoutGaps());
        QCOMPARE(rows.count(), 5);
        QCOMPARE(rows.idOf(4), 5);
        QCOMPARE(rows.rowOf(5), 4);
        QCOMPARE(rows.rowOf(6), -1);
        QCOMPARE(rows.rowFrom(0), 0);
        QCOMPARE(rows.rowFrom(9), 5);
    }

    void messagesOfTheLog()
    {
        ShownRows rows(As::Messages, RowGaps({1, 2}));
        rows.growLog(5);
        QVERIFY(!rows.isWithoutGaps());
        QCOMPARE(rows.count(), 3);
        QCOMPARE(rows.idOf(1), 4);
        QCOMPARE(rows.rowOf(2), -1);
        QCOMPARE(rows.rowFrom(2), 1);
        rows.addGap(4);
        QCOMPARE(rows.count(), 2);
        QCOMPARE(rows.rowOf(5), -1);
    }

    void behindARow()
    {
        ShownRows rows(As::Messages, RowGaps({1, 4}));
        rows.growLog(6); // shown: 1 3 4 6
        rows.setFloor(3);
        QCOMPARE(rows.count(), 2);
        QCOMPARE(rows.belowFloor(), 2);
        QCOMPARE(rows.idOf(0), 4);
        QCOMPARE(rows.idOf(1), 6);
        QCOMPARE(rows.rowOf(3), -1);
        QCOMPARE(rows.rowOf(6), 1);
        QCOMPARE(rows.rowFrom(1), 0);
        rows.addGap(2); // a fragment below the floor
        QCOMPARE(rows.count(), 2);
        QCOMPARE(rows.idOf(1), 6);
        rows.growLog(7);
        QCOMPARE(rows.idOf(2), 7);
        rows.setFloor(0);
        QCOMPARE(rows.count(), 4);
    }

    void behindARowOfAList()
    {
        ShownRows rows(numbers({3, 7, 8}), As::Messages, RowGaps({1}));
        rows.setFloor(5);
        QCOMPARE(rows.count(), 1);
        QCOMPARE(rows.idOf(0), 8);
        rows.setFloor(100);
        QCOMPARE(rows.count(), 0);
        rows.growRows(numbers({3, 7, 8, 101}));
        QCOMPARE(rows.count(), 1);
    }

    void aList()
    {
        ShownRows rows(numbers({3, 7, 8}), As::Messages, RowGaps({1}));
        QVERIFY(!rows.isWholeLog());
        QCOMPARE(rows.count(), 2);
        QCOMPARE(rows.idOf(1), 8);
        QCOMPARE(rows.rowOf(7), -1);
        QCOMPARE(rows.rowFrom(4), 1);
        rows.growRows(numbers({3, 7, 8, 20}));
        QCOMPARE(rows.idOf(2), 20);
        QCOMPARE(rows.rowAtPlace(3), 2);
    }
};

QTEST_GUILESS_MAIN(TestShownRows)
#include "tst_shownrows.moc"
