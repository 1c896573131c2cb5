// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/growingrownumbers.h"

#include <QTest>

using namespace framescope;

// Row ids are found again, wherever a block of them ends.
class RowNumbersTest : public QObject {
    Q_OBJECT

    // Row ids 3, 6, 9, ...
    static RowNumbers threes(quint32 count)
    {
        GrowingRowNumbers rows;
        for (quint32 i = 1; i <= count; ++i)
            rows.append(RowId(i) * 3);
        return rows.soFar();
    }

private Q_SLOTS:
    void beginsEmpty()
    {
        const RowNumbers none;
        QVERIFY(none.isEmpty());
        QCOMPARE(none.lowerBound(1), 0u);
        QVERIFY(!none.contains(0));
    }

    void findsEveryRow_data()
    {
        QTest::addColumn<quint32>("count");
        for (const quint32 count : {1u, 63u, 64u, 65u, 127u, 128u, 129u, 4096u, 4097u, 100'000u})
            QTest::addRow("%u", count) << count;
    }
    void findsEveryRow()
    {
        QFETCH(const quint32, count);
        const RowNumbers rows = threes(count);
        QCOMPARE(rows.size(), count);
        for (quint32 i = 0; i < count; ++i) {
            const RowId row = RowId(i + 1) * 3;
            QCOMPARE(rows.at(i), row);
            QCOMPARE(rows.lowerBound(row), i);
            QCOMPARE(rows.lowerBound(row + 1), i + 1);
            QVERIFY(rows.contains(row) && !rows.contains(row - 1));
        }
        QCOMPARE(rows.lowerBound(std::numeric_limits<RowId>::min()), 0u);
        QCOMPARE(rows.lowerBound(std::numeric_limits<RowId>::max()), count);
    }

    void reachesTheLargest()
    {
        GrowingRowNumbers rows;
        rows.append(1);
        rows.append(std::numeric_limits<quint32>::max());
        QCOMPARE(rows.soFar().at(1), 4'294'967'295);
        QVERIFY(rows.soFar().contains(4'294'967'295));
    }
};

QTEST_GUILESS_MAIN(RowNumbersTest)
#include "tst_rownumbers.moc"
