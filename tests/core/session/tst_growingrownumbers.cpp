// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/mailbox.h"
#include "session/growingrownumbers.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <array>
#include <thread>

using namespace framescope;

namespace {

RowNumbers numbers(const std::vector<RowId> &ids)
{
    GrowingRowNumbers rows;
    for (const RowId id : ids)
        rows.append(id);
    return rows.soFar();
}

std::vector<RowId> idsOf(const RowNumbers &rows)
{
    std::vector<RowId> ids;
    for (quint32 i = 0; i < rows.size(); ++i)
        ids.push_back(rows.at(i));
    return ids;
}

using Ids = std::vector<RowId>;

} // namespace

// One thread appends; what it handed out stays as it was.
class GrowingRowNumbersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItHandedOut()
    {
        GrowingRowNumbers rows;
        QCOMPARE(rows.last(), 0);
        std::vector<RowNumbers> handedOut;
        for (RowId id = 1; id <= 300; ++id) {
            handedOut.push_back(rows.soFar());
            rows.append(id);
        }
        QCOMPARE(rows.last(), 300);
        for (quint32 size = 0; size < 300; ++size) {
            QCOMPARE(handedOut[size].size(), size);
            for (quint32 i = 0; i < size; ++i)
                QCOMPARE(handedOut[size].at(i), RowId(i) + 1);
        }
        GrowingRowNumbers moved = std::move(rows);
        moved.append(301);
        QCOMPARE(handedOut.back().size(), 299u);
    }

    // As the store grows them and the window reads them; the thread sanitizer listens.
    void isReadWhileItGrows()
    {
        constexpr RowId Last = 200'000;
        Mailbox<RowNumbers> box{{}};
        std::thread store([&box] {
            GrowingRowNumbers rows;
            for (RowId id = 1; id <= Last; ++id) {
                rows.append(id);
                if (id % 1000 == 0)
                    box.post(rows.soFar());
            }
        });
        RowNumbers newest;
        bool isWhole = true;
        while (newest.size() < Last) {
            for (const RowNumbers &rows : box.takeAll()) {
                isWhole = isWhole && rows.size() > newest.size();
                for (quint32 i = newest.size(); i < rows.size(); ++i)
                    isWhole = isWhole && rows.at(i) == RowId(i) + 1;
                newest = rows;
            }
        }
        store.join();
        QVERIFY(isWhole);
        QCOMPARE(newest.at(Last - 1), Last);
    }

    void mergesInOrder_data()
    {
        QTest::addColumn<Ids>("before");
        QTest::addColumn<QList<Ids>>("sources");
        QTest::addColumn<Ids>("merged");
        QTest::newRow("nothing") << Ids{} << QList<Ids>{} << Ids{};
        QTest::newRow("empty ones") << Ids{4} << QList<Ids>{{}, {}} << Ids{4};
        QTest::newRow("one") << Ids{} << QList<Ids>{{1, 5, 9}} << Ids{1, 5, 9};
        QTest::newRow("by turns") << Ids{} << QList<Ids>{{1, 3, 5}, {2, 4, 6}} << Ids{1, 2, 3, 4, 5, 6};
        QTest::newRow("runs") << Ids{} << QList<Ids>{{5, 6, 7}, {1, 2, 9}, {3, 8}}
                              << Ids{1, 2, 3, 5, 6, 7, 8, 9};
        QTest::newRow("what came since")
            << Ids{1, 2, 4} << QList<Ids>{{1, 4, 7}, {2, 5, 6}} << Ids{1, 2, 4, 5, 6, 7};
        QTest::newRow("the same twice") << Ids{} << QList<Ids>{{1, 2}, {1, 2, 3}} << Ids{1, 2, 3};
    }
    void mergesInOrder()
    {
        QFETCH(const Ids, before);
        QFETCH(const QList<Ids>, sources);
        GrowingRowNumbers rows;
        for (const RowId id : before)
            rows.append(id);
        std::vector<RowNumbers> others;
        std::transform(sources.begin(), sources.end(), std::back_inserter(others), numbers);
        rows.extend(others);
        QTEST(idsOf(rows.soFar()), "merged");
    }

    void mergesWhatWasDealtOut()
    {
        QRandomGenerator random(7);
        std::array<GrowingRowNumbers, 5> dealt;
        GrowingRowNumbers merged;
        for (RowId id = 1; id <= 20'000; ++id) {
            dealt[size_t(random.bounded(5))].append(id);
            if (random.bounded(1000) != 0 && id != 20'000)
                continue;
            std::vector<RowNumbers> sources;
            for (const GrowingRowNumbers &rows : dealt)
                sources.push_back(rows.soFar());
            merged.extend(sources);
            QCOMPARE(merged.soFar().size(), quint32(id));
            QCOMPARE(merged.last(), id);
        }
    }
};

QTEST_GUILESS_MAIN(GrowingRowNumbersTest)
#include "tst_growingrownumbers.moc"
