// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowbatch.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// Many rows with one statement are the rows that one statement each would have made.
class RowBatchTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::optional<sqlite::Database> m_database;

    static RowRecord record(RowId id)
    {
        RowRecord row;
        row.id = row.message = id;
        row.does = RowRecord::IsText;
        return row;
    }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = {};
        m_database = emptySession(m_folder);
    }

    void storesAllOfThem_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("before"); // in the table before flush()
        for (const auto &[count, before] : std::initializer_list<std::pair<int, int>>{
                 {0, 0}, {1, 0}, {31, 0}, {32, 32}, {33, 32}, {64, 64}, {100, 96}})
            QTest::addRow("%d", count) << count << before;
    }
    void storesAllOfThem()
    {
        QFETCH(const int, count);
        std::vector<QByteArray> payloads;
        for (int id = 1; id <= count; ++id)
            payloads.push_back("payload " + QByteArray::number(id));
        RowBatch batch(*m_database);
        QVERIFY(batch.isValid());
        for (int id = 1; id <= count; ++id)
            QCOMPARE(batch.add(record(id), payloads[size_t(id) - 1]), SQLITE_OK);
        QTEST(int(m_database->integer("SELECT count(*) FROM row")), "before");
        QCOMPARE(batch.flush(), SQLITE_OK);
        QCOMPARE(batch.flush(), SQLITE_OK);
        const QByteArrayList stored = answersOf(*m_database, "SELECT id, payload FROM row ORDER BY id");
        QCOMPARE(stored.size(), count);
        for (int id = 1; id <= count; ++id)
            QCOMPARE(stored[id - 1], QByteArray::number(id) + '|' + payloads[size_t(id) - 1]);
    }

    // A place that a row was stored from is free for another, whatever it held.
    void keepsWhatItIsGiven()
    {
        RowBatch batch(*m_database);
        for (RowId id = 1; id <= 3 * RowBatch::Rows; ++id) {
            const int code = id % 3 == 0 ? batch.add(record(id), {})
                : id % 3 == 1            ? batch.addKept(record(id), QByteArray::number(id))
                                         : batch.add(record(id), "borrowed");
            QCOMPARE(code, SQLITE_OK);
        }
        const QByteArrayList stored = answersOf(*m_database, "SELECT id, payload FROM row ORDER BY id");
        QCOMPARE(stored.size(), 3 * RowBatch::Rows);
        for (RowId id = 1; id <= stored.size(); ++id) {
            const QByteArray number = QByteArray::number(id);
            QCOMPARE(stored[id - 1],
                number + '|'
                    + (id % 3 == 0        ? "null"
                            : id % 3 == 1 ? number
                                          : "borrowed"));
        }
    }

    void saysWhatTheTableRefuses_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("one by one") << 5;
        QTest::newRow("together") << int(RowBatch::Rows);
    }
    void saysWhatTheTableRefuses()
    {
        QFETCH(const int, count);
        QCOMPARE(
            m_database->execute("INSERT INTO row(id, connection, kind, direction, flags, wire_size, size) "
                                "VALUES(4, 1, 0, 0, 0, 0, 0)"),
            SQLITE_OK);
        RowBatch batch(*m_database);
        int code = SQLITE_OK;
        for (int id = 1; id <= count; ++id)
            code = batch.add(record(id), {});
        if (code == SQLITE_OK)
            code = batch.flush();
        QCOMPARE(code, SQLITE_CONSTRAINT_PRIMARYKEY);
        // It begins anew.
        QCOMPARE(batch.add(record(1000), {}), SQLITE_OK);
        QCOMPARE(batch.flush(), SQLITE_OK);
        QCOMPARE(m_database->integer("SELECT max(id) FROM row"), 1000);
    }
};

QTEST_GUILESS_MAIN(RowBatchTest)
#include "tst_rowbatch.moc"
