// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/rows.h"
#include "ui/pagecache.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;

namespace {

Row rowOf(RowId id, const QByteArray &payload = "x")
{
    Row row = text("<", payload);
    row.id = id;
    return row;
}

Row arriving(RowId id, quint64 received)
{
    Row row = rowOf(id);
    row.flags |= RowFlag::Arriving;
    row.received = received;
    return row;
}

constexpr RowId page(int number)
{
    return RowId(number) * PageReader::PageRows + 1;
}

} // namespace

class TestPageCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownUntilPut();
    void rowsOfOnePageAreApart();
    void neverLookedAtLeavesFirst();
    void thenTheLongestNotLookedAt();
    void theEndStays();
    void aRowThatEndedStays();
    void aRowThatIsFoundBrokenStaysSo();
    void anArrivingRowGrows();
    void clearForgets();
};

void TestPageCache::unknownUntilPut()
{
    PageCache cache;
    for (const RowId id : {RowId(-1), RowId(0), RowId(1), RowId(256), RowId(257)})
        QVERIFY(!cache.peek(id));
    cache.put(rowOf(256, "last of the first page"));
    QCOMPARE(cache.look(256)->preview, "last of the first page");
    QVERIFY(!cache.peek(255));
    QVERIFY(!cache.peek(257));
    QVERIFY(!cache.peek(512)); // the same place of the next page
}

void TestPageCache::rowsOfOnePageAreApart()
{
    PageCache cache;
    for (RowId id = 1; id <= PageReader::PageRows; ++id)
        cache.put(rowOf(id, QByteArray::number(id)));
    for (RowId id = 1; id <= PageReader::PageRows; ++id)
        QCOMPARE(cache.peek(id)->preview, QByteArray::number(id));
    QCOMPARE(cache.pageCount(), 1);
}

void TestPageCache::neverLookedAtLeavesFirst()
{
    PageCache cache(3);
    cache.put(rowOf(page(0)));
    QVERIFY(cache.look(page(0)));
    // A fast capture while somebody reads page 0.
    for (int number = 1; number < 100; ++number)
        cache.put(rowOf(page(number)));
    QCOMPARE(cache.pageCount(), 3);
    QVERIFY(cache.peek(page(0)));
    QVERIFY(cache.peek(page(99)));
    QVERIFY(!cache.peek(page(97)));
}

void TestPageCache::thenTheLongestNotLookedAt()
{
    PageCache cache(3);
    for (const int number : {0, 1, 2}) {
        cache.put(rowOf(page(number)));
        cache.look(page(number));
    }
    cache.look(page(0));
    cache.put(rowOf(page(3)));
    QVERIFY(cache.peek(page(0)));
    QVERIFY(!cache.peek(page(1)));
    QVERIFY(cache.peek(page(2)));
}

void TestPageCache::theEndStays()
{
    PageCache cache(4);
    for (int number = 0; number < 10; ++number) {
        cache.put(rowOf(page(number)));
        cache.look(page(number));
    }
    cache.put(rowOf(page(11)));
    cache.put(rowOf(page(12)));
    cache.put(rowOf(page(3))); // somebody scrolls up
    cache.put(rowOf(page(4)));
    QVERIFY(cache.peek(page(11)));
    QVERIFY(cache.peek(page(12)));
}

void TestPageCache::aRowThatEndedStays()
{
    PageCache cache;
    cache.put(rowOf(5, "whole"));
    cache.put(arriving(5, 1)); // read from the file before its end was committed
    QCOMPARE(cache.peek(5)->preview, "whole");
    QVERIFY(!cache.peek(5)->flags.testFlag(RowFlag::Arriving));
}

// However it is read from the file afterwards, before or after its end.
void TestPageCache::aRowThatIsFoundBrokenStaysSo()
{
    const auto broken = [](Row row) {
        row.flags |= RowFlag::Broken;
        return row;
    };
    const auto isBroken = [](const PageCache &cache) {
        return cache.peek(5)->flags.testFlag(RowFlag::Broken);
    };
    PageCache cache;
    cache.put(rowOf(5, "whole"));
    QVERIFY(!isBroken(cache));
    cache.put(broken(rowOf(5, "whole")));
    QVERIFY(isBroken(cache));
    cache.put(rowOf(5, "whole"));
    QVERIFY(isBroken(cache));
    cache.clear();
    cache.put(broken(arriving(5, 1)));
    cache.put(arriving(5, 1));
    QVERIFY(isBroken(cache));
    cache.put(broken(rowOf(5, "whole")));
    cache.put(broken(arriving(5, 1)));
    QVERIFY(isBroken(cache));
    QVERIFY(!cache.peek(5)->flags.testFlag(RowFlag::Arriving));
}

void TestPageCache::anArrivingRowGrows()
{
    PageCache cache;
    cache.put(arriving(5, 100));
    cache.put(arriving(5, 40));
    QCOMPARE(cache.peek(5)->received, 100u);
    cache.put(arriving(5, 200));
    QCOMPARE(cache.peek(5)->received, 200u);
    cache.put(rowOf(5, "whole"));
    QCOMPARE(cache.peek(5)->preview, "whole");
}

void TestPageCache::clearForgets()
{
    PageCache cache;
    cache.put(rowOf(5));
    cache.clear();
    QVERIFY(!cache.peek(5));
    QCOMPARE(cache.pageCount(), 0);
}

QTEST_GUILESS_MAIN(TestPageCache)
#include "tst_pagecache.moc"
