// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "sessionfixture.h"

#include "session/publisher.h"

using namespace framescope;
using namespace framescope::test;

namespace {

Row rowOf(RowId id, const QByteArray &preview, RowFlags flags = {})
{
    Row row;
    row.id = row.message = id;
    row.kind = RowKind::Note;
    row.flags = flags;
    row.preview = preview;
    return row;
}

// As it comes out of the ring.
QByteArray recordOf(RowId id, const QByteArray &payload)
{
    RowRecord record;
    record.id = record.message = id;
    record.kind = RowKind::Note;
    record.does = RowRecord::ClosesPayload | RowRecord::IsText;
    return QByteArray(reinterpret_cast<const char *>(&record), sizeof record) + payload;
}

void append(Publisher &publisher, const QByteArray &record)
{
    publisher.appended(RowRecordView::of(record)->row, record);
}

QByteArray idsOf(const std::vector<Row> &rows)
{
    QByteArray ids;
    for (const Row &row : rows)
        ids += QByteArray::number(row.id) + ':' + row.preview + ' ';
    return ids.trimmed();
}

ConnectionFacts factsOf(ConnectionId id, const QString &url)
{
    ConnectionFacts facts;
    facts.id = id;
    facts.url = url;
    return facts;
}

} // namespace

// What the window is told every 16 ms.
class PublisherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatStandsBesideRowsNow()
    {
        Publisher publisher;
        publisher.start({}, {}, {}, {}, {{7, 1, QStringLiteral("of the file")}});
        QCOMPARE(publisher.take().annotations, (std::vector{Annotation{7, 1, QStringLiteral("of the file")}}));
        publisher.annotated({9, 2, QStringLiteral("first")});
        publisher.annotated({8, 3, {}});
        publisher.annotated({9, 0, {}});
        QVERIFY(publisher.hasNews());
        QCOMPARE(publisher.take().annotations, (std::vector{Annotation{8, 3, {}}, Annotation{9, 0, {}}}));
        QVERIFY(publisher.take().annotations.empty());
    }

    void beginsWithWhatTheFileHolds()
    {
        Publisher publisher;
        QVERIFY(!publisher.hasNews());
        ConnectionIndex index;
        for (RowId id = 1; id <= 42; ++id)
            index.append(1, id);
        publisher.start(
            {rowOf(41, "a"), rowOf(42, "b")}, {factsOf(1, QStringLiteral("ws://one/"))}, std::move(index));
        QVERIFY(publisher.hasNews());
        const AppendBatch batch = publisher.take();
        QVERIFY(!publisher.hasNews());
        QCOMPARE(batch.lastId, 42);
        QCOMPARE(idsOf(batch.tail), "41:a 42:b");
        QCOMPARE(batch.facts.size(), 1u);
        QCOMPARE(batch.facts[0].url, QStringLiteral("ws://one/"));
        QCOMPARE(batch.rows.size(), 1u);
        QCOMPARE(batch.rows[0].rows.size(), 42u);
        // From here on only what is new, and the end of the log.
        publisher.appended(rowOf(43, "c"));
        const AppendBatch next = publisher.take();
        QCOMPARE(idsOf(next.tail), "41:a 42:b 43:c");
        QVERIFY(next.facts.empty());
        QCOMPARE(next.rows.size(), 1u);
        QCOMPARE(next.rows[0].connection, 0);
        QCOMPARE(next.rows[0].rows.at(0), 43);
    }

    void knowsTheLastRowsOnly()
    {
        Publisher publisher;
        constexpr RowId Last = 3 * AppendBatch::TailRows + 7;
        for (RowId id = 1; id <= Last; ++id)
            publisher.appended(rowOf(id, QByteArray::number(id)));
        const AppendBatch batch = publisher.take();
        QCOMPARE(batch.lastId, Last);
        QCOMPARE(batch.tail.size(), size_t(AppendBatch::TailRows));
        for (size_t i = 0; i < batch.tail.size(); ++i) {
            QCOMPARE(batch.tail[i].id, Last - AppendBatch::TailRows + 1 + RowId(i));
            QCOMPARE(batch.tail[i].preview, QByteArray::number(batch.tail[i].id));
        }
    }

    // A record's memory goes with the COMMIT; what a row shows of it must not.
    void settlesBeforeARecordGoes()
    {
        Publisher publisher;
        QByteArray one = recordOf(1, "one"), two = recordOf(2, "two");
        append(publisher, one);
        publisher.settle();
        one.fill('\xEE');
        append(publisher, two);
        QCOMPARE(idsOf(publisher.take().tail), "1:one 2:two");
        two.fill('\xEE');
        publisher.appended(rowOf(3, "three"));
        QCOMPARE(idsOf(publisher.take().tail), "1:one 2:two 3:three");
    }

    // After a failed transaction the same records come again.
    void takesARowTwice()
    {
        Publisher publisher;
        const QByteArray one = recordOf(1, "one"), two = recordOf(2, "two");
        append(publisher, one);
        append(publisher, two);
        QCOMPARE(publisher.take().lastId, 2);
        append(publisher, one);
        const AppendBatch batch = publisher.take();
        QCOMPARE(batch.lastId, 2);
        QCOMPARE(idsOf(batch.tail), "1:one 2:two");
    }

    void tellsEachChangeOnce()
    {
        Publisher publisher;
        for (RowId id = 1; id <= 2 * AppendBatch::TailRows; ++id)
            publisher.appended(rowOf(id, "-"));
        static_cast<void>(publisher.take());
        publisher.changed(rowOf(5, "old")); // far behind the tail
        publisher.changed(rowOf(300, "half", RowFlag::Arriving));
        publisher.changed(rowOf(300, "whole"));
        const AppendBatch batch = publisher.take();
        QCOMPARE(idsOf(batch.changed), "5:old 300:whole");
        QCOMPARE(idsOf({batch.tail.at(300 - AppendBatch::TailRows - 1)}), "300:whole");
        QVERIFY(publisher.take().changed.empty());
    }

    void asksForWhatIsArriving()
    {
        Publisher publisher;
        QVERIFY(!publisher.hasArrived());
        publisher.arrived();
        QVERIFY(publisher.hasNews() && publisher.hasArrived());
        static_cast<void>(publisher.take());
        QVERIFY(!publisher.hasNews() && !publisher.hasArrived());
    }

    void tellsTheNewestOfEachConnection()
    {
        Publisher publisher;
        publisher.facts(factsOf(2, QStringLiteral("ws://two/")));
        publisher.facts(factsOf(1, QStringLiteral("ws://one/")));
        publisher.facts(factsOf(2, QStringLiteral("ws://two/again")));
        ConnectionCounters counters;
        for (const quint64 frames : {1u, 2u, 3u}) {
            counters.id = 2;
            counters.framesIn = frames;
            publisher.counters(counters);
        }
        const AppendBatch batch = publisher.take();
        QCOMPARE(batch.facts.size(), 2u);
        QCOMPARE(batch.facts[0].url, QStringLiteral("ws://one/"));
        QCOMPARE(batch.facts[1].url, QStringLiteral("ws://two/again"));
        QCOMPARE(batch.counters.size(), 1u);
        QCOMPARE(batch.counters[0].framesIn, 3u);
    }

    void tellsTroubleUntilItIsOver()
    {
        Publisher publisher;
        publisher.setTrouble({});
        QVERIFY(!publisher.hasNews());
        publisher.setTrouble(QStringLiteral("the disk is full"));
        QVERIFY(publisher.hasNews());
        QCOMPARE(publisher.take().trouble, QStringLiteral("the disk is full"));
        publisher.setTrouble(QStringLiteral("the disk is full"));
        QVERIFY(!publisher.hasNews());
        publisher.appended(rowOf(1, "x"));
        QCOMPARE(publisher.take().trouble, QStringLiteral("the disk is full"));
        publisher.setTrouble({});
        QCOMPARE(publisher.take().trouble, QString());
    }
};

QTEST_GUILESS_MAIN(PublisherTest)
#include "tst_publisher.moc"
