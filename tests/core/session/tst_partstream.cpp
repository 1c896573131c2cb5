// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/partstream.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// Bytes in pieces of any size become parts of one size.
class PartStreamTest : public QObject {
    Q_OBJECT

    static constexpr qint64 Owner = 7;
    SessionFolder m_folder;
    std::optional<sqlite::Database> m_database;
    std::unique_ptr<PartTable> m_table;

    QByteArrayList parts() const
    {
        return answersOf(*m_database, "SELECT message, seq, length(data) FROM part ORDER BY id");
    }
    // No part looks like another.
    static QByteArray bytes(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        for (qsizetype i = 0; i < size; ++i)
            bytes[i] = char(i ^ (i >> 8) ^ (i >> 16));
        return bytes;
    }

private Q_SLOTS:
    void init()
    {
        m_table.reset();
        m_database.reset();
        m_folder = {};
        m_database = emptySession(m_folder);
        m_table =
            std::make_unique<PartTable>(*m_database, "INSERT OR REPLACE INTO part(id, data) VALUES(?1, ?2)",
                "DELETE FROM part WHERE id BETWEEN ?1 AND ?2",
                "SELECT (last.id & 16777215) + 1, last.data, first.data FROM part AS last, part AS first"
                " WHERE first.id = ?1 AND last.id = (SELECT max(id) FROM part WHERE id BETWEEN ?1 AND ?2)");
        // Neighbours, which must stay as they are.
        for (const qint64 owner : {Owner - 1, Owner + 1}) {
            PartStream neighbour(*m_table, owner);
            QCOMPARE(neighbour.append("n"), SQLITE_OK);
            QCOMPARE(neighbour.save(), SQLITE_OK);
        }
    }

    void cutsAtPartSize_data()
    {
        constexpr qsizetype Part = schema::PartSize;
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<qsizetype>("piece");
        QTest::addColumn<QByteArray>("stored"); // sizes, before save()
        QTest::addColumn<QByteArray>("saved");  // and after
        QTest::newRow("nothing") << qsizetype(0) << Part << QByteArray() << QByteArray();
        QTest::newRow("a byte") << qsizetype(1) << Part << QByteArray() << QByteArray("1");
        QTest::newRow("all but a byte") << Part - 1 << Part << QByteArray() << QByteArray("262143");
        QTest::newRow("a part at once") << Part << Part << QByteArray("262144") << QByteArray("262144");
        QTest::newRow("a part in pieces") << Part << Part / 4 << QByteArray("262144") << QByteArray("262144");
        QTest::newRow("a byte more") << Part + 1 << Part + 1 << QByteArray("262144") << QByteArray("262144 1");
        QTest::newRow("pieces that do not divide it")
            << 2 * Part + 5 << qsizetype(100'001) << QByteArray("262144 262144")
            << QByteArray("262144 262144 5");
        QTest::newRow("three at once") << 3 * Part + 2 << 3 * Part + 2 << QByteArray("262144 262144 262144")
                                       << QByteArray("262144 262144 262144 2");
    }
    void cutsAtPartSize()
    {
        QFETCH(const qsizetype, size);
        QFETCH(const qsizetype, piece);
        const QByteArray whole = bytes(size);
        PartStream stream(*m_table, Owner);
        for (qsizetype at = 0; at < size; at += piece)
            QCOMPARE(stream.append(QByteArrayView(whole).sliced(at, std::min(piece, size - at))), SQLITE_OK);
        const auto sizes = [this] {
            return answersOf(*m_database, "SELECT length(data) FROM part WHERE message = 7 ORDER BY id")
                .join(' ');
        };
        QTEST(sizes(), "stored");
        QCOMPARE(stream.save(), SQLITE_OK);
        QTEST(sizes(), "saved");
        QCOMPARE(stream.size(), quint64(size));
        QCOMPARE(stream.hasFullParts(), size >= qsizetype(schema::PartSize));
        QCOMPARE(stream.head(), whole.first(std::min<qsizetype>(size, Row::PreviewSize + 4)));
        QCOMPARE(answersOf(*m_database, "SELECT data FROM part WHERE message = 7 ORDER BY id").join(), whole);
        QCOMPARE(answersOf(*m_database, "SELECT data FROM part WHERE message <> 7").join(), "nn");
    }

    // After a kill, a new stream has what the old one had saved, and no more.
    void goesOnWhereItsPartsEnd_data()
    {
        QTest::addColumn<qsizetype>("before");
        for (const qsizetype before :
            {qsizetype(0), qsizetype(3), qsizetype(schema::PartSize), qsizetype(2 * schema::PartSize + 9)})
            QTest::addRow("%lld", qlonglong(before)) << before;
    }
    void goesOnWhereItsPartsEnd()
    {
        QFETCH(const qsizetype, before);
        const QByteArray whole = bytes(before + 300'000);
        PartStream first(*m_table, Owner);
        QCOMPARE(first.append(whole.first(before)), SQLITE_OK);
        QCOMPARE(first.save(), SQLITE_OK);
        PartStream second = PartStream::load(*m_table, Owner);
        QCOMPARE(second.size(), quint64(before));
        QCOMPARE(second.head(), whole.first(std::min<qsizetype>(before, Row::PreviewSize + 4)));
        QCOMPARE(second.append(whole.sliced(before)), SQLITE_OK);
        QCOMPARE(second.save(), SQLITE_OK);
        QCOMPARE(answersOf(*m_database, "SELECT data FROM part WHERE message = 7 ORDER BY id").join(), whole);
    }

    // What turned out small enough for its row leaves no part.
    void takesItsPartsBack()
    {
        PartStream stream(*m_table, Owner);
        QCOMPARE(stream.append("small"), SQLITE_OK);
        QCOMPARE(stream.save(), SQLITE_OK);
        compareLines(parts(), {"6|0|1", "7|0|5", "8|0|1"});
        QCOMPARE(stream.removeStored(), SQLITE_OK);
        compareLines(parts(), {"6|0|1", "8|0|1"});
        QCOMPARE(stream.pending(), "small");
        QCOMPARE(stream.save(), SQLITE_OK);
        compareLines(parts(), {"6|0|1", "8|0|1"});
    }

    // Parts that cannot be read are never written over.
    void answersWhyItCouldNotBeLoaded()
    {
        PartStream stored(*m_table, Owner);
        QCOMPARE(stored.append("stored"), SQLITE_OK);
        QCOMPARE(stored.save(), SQLITE_OK);
        sqlite3_progress_handler(
            m_database->handle(), 1, [](void *) { return 1; }, nullptr);
        PartStream stream = PartStream::load(*m_table, Owner);
        sqlite3_progress_handler(m_database->handle(), 0, nullptr, nullptr);
        QCOMPARE(stream.append("new"), SQLITE_INTERRUPT);
        QCOMPARE(stream.save(), SQLITE_INTERRUPT);
        QCOMPARE(stream.removeStored(), SQLITE_INTERRUPT);
        QCOMPARE(answersOf(*m_database, "SELECT data FROM part WHERE message = 7").join(), "stored");
    }
};

QTEST_GUILESS_MAIN(PartStreamTest)
#include "tst_partstream.moc"
