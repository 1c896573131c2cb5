// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowgaps.h"

#include <QTest>

#include <numeric>

using namespace framescope;

// Against a list that is walked.
class TestRowGaps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesWithout_data()
    {
        QTest::addColumn<QList<int>>("gaps");
        QTest::newRow("none") << QList<int>{};
        QTest::newRow("the first") << QList<int>{0};
        QTest::newRow("the last") << QList<int>{19};
        QTest::newRow("in a row") << QList<int>{3, 4, 5, 6};
        QTest::newRow("every second") << QList<int>{0, 2, 4, 6, 8, 10, 12, 14, 16, 18};
        QTest::newRow("all but one") << QList<int>{
            0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
    }
    void placesWithout()
    {
        QFETCH(const QList<int>, gaps);
        RowGaps rows;
        for (auto gap = gaps.crbegin(); gap != gaps.crend(); ++gap)
            rows.insert(static_cast<quint32>(*gap));
        QCOMPARE(rows.count(), static_cast<quint32>(gaps.size()));
        QCOMPARE(rows.isEmpty(), gaps.isEmpty());
        quint32 n = 0;
        for (quint32 place = 0; place < 25; ++place) {
            QCOMPARE(rows.contains(place), gaps.contains(static_cast<int>(place)));
            QCOMPARE(rows.before(place), place - n);
            if (!rows.contains(place))
                QCOMPARE(rows.placeOf(n++), place);
        }
    }

    void onceMoreChangesNothing()
    {
        RowGaps rows({1, 5});
        rows.insert(5);
        rows.insert(3);
        QCOMPARE(rows.places(), (std::vector<quint32>{1, 3, 5}));
    }
};

QTEST_GUILESS_MAIN(TestRowGaps)
#include "tst_rowgaps.moc"
