// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;
using sqlite::Blob;
using sqlite::Database;
using sqlite::Statement;

// SQLite's C API with owners: what goes in comes out, and what fails says so.
class SqliteTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::optional<Database> m_database;

    Database open(Database::Access access = Database::Access::ReadWrite)
    {
        return valueOf(Database::open(m_folder.path(), access));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        QVERIFY(QFile(m_folder.path()).open(QIODevice::WriteOnly));
        m_database = open();
        QCOMPARE(m_database->execute("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)"), SQLITE_OK);
    }

    void saysWhatWentWrong_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("full") << SQLITE_FULL << "F cannot grow: the disk is full.";
        QTest::newRow("write") << SQLITE_IOERR_WRITE << "F cannot be read or written: disk I/O error.";
        QTest::newRow("busy") << SQLITE_BUSY << "F is in use by another program.";
        QTest::newRow("snapshot") << SQLITE_BUSY_SNAPSHOT << "F is in use by another program.";
        QTest::newRow("locked") << SQLITE_LOCKED << "F is in use by another program.";
        QTest::newRow("corrupt") << SQLITE_CORRUPT_INDEX << "F is damaged: database disk image is malformed.";
        QTest::newRow("misuse") << SQLITE_MISUSE << "F cannot be used: bad parameter or other API misuse.";
    }
    void saysWhatWentWrong()
    {
        QFETCH(const int, code);
        QTEST(m_database->error(QStringLiteral("F"), code).what, "sentence");
    }

    void saysThatThereIsNoRoom()
    {
        QCOMPARE(m_database->noRoom(SQLITE_FULL), QStringLiteral("the disk is full"));
        QCOMPARE(m_database->noRoom(SQLITE_IOERR_WRITE), QString());
    }

    void opensWhatIsThere()
    {
        const auto missing =
            Database::open(m_folder.path(QStringLiteral("none")), Database::Access::ReadWrite);
        QVERIFY(!missing);
        QVERIFY(missing.error().what.endsWith(u"cannot be used: unable to open database file."));
        Database reader = open(Database::Access::ReadOnly);
        QCOMPARE(reader.execute("INSERT INTO t VALUES(1, 2, 3)"), SQLITE_READONLY);
        QCOMPARE(m_database->execute("INSERT INTO t VALUES(1, 2, 3)"), SQLITE_OK);
        QCOMPARE(reader.integer("SELECT b FROM t"), 3);
    }

    void knowsItsTransaction()
    {
        QVERIFY(!m_database->inTransaction());
        QCOMPARE(m_database->execute("BEGIN"), SQLITE_OK);
        QVERIFY(m_database->inTransaction());
        QCOMPARE(m_database->execute("ROLLBACK"), SQLITE_OK);
        QVERIFY(!m_database->inTransaction());
    }

    void answersOneValue()
    {
        QCOMPARE(m_database->integer("SELECT 1 << 62"), Q_INT64_C(1) << 62);
        QCOMPARE(m_database->text("SELECT 'gr' || char(252) || 'n'"), QStringLiteral("gr\u00FCn"));
        QCOMPARE(m_database->integer("SELECT id FROM t"), 0);
        QVERIFY(!m_database->hasFailed());
        QCOMPARE(m_database->integer("SELECT id FROM nowhere"), 0);
        QVERIFY(m_database->hasFailed());
        QCOMPARE(m_database->error(QStringLiteral("F")).what,
            QStringLiteral("F cannot be used: no such table: nowhere."));
        QCOMPARE(m_database->text("SELECT id FROM t"), QString());
        QVERIFY(!m_database->hasFailed());
    }

    void keepsWhatIsBound()
    {
        Statement insert(*m_database, "INSERT INTO t(a, b) VALUES(?1, ?2)");
        QCOMPARE(insert.columns(), 0);
        const auto add = [&](auto bindFirst) {
            bindFirst();
            QCOMPARE(insert.run(), SQLITE_OK);
        };
        add([&] { insert.bind(1, std::numeric_limits<qint64>::min()); });
        add([&] { insert.bindNull(1); });
        add([&] { insert.bindText(1, QByteArrayView()); });
        add([&] { insert.bindBlob(1, QByteArrayView()); });
        add([&] { insert.bindText(1, "text"); });
        add([&] { insert.bindBlob(1, QByteArrayView("\0\xFF", 2)); });
        add([&] {
            QString copied = QStringLiteral("\u20AC");
            insert.bind(1, copied);
            copied.fill(u'x');
        });
        compareLines(answersOf(*m_database, "SELECT typeof(a), hex(a), typeof(b) FROM t ORDER BY id"),
            {"integer|2D39323233333732303336383534373735383038|null", "null||null", "text||null",
                "blob||null", "text|74657874|null", "blob|00FF|null", "text|E282AC|null"});
    }

    void goesOnAfterAFailure()
    {
        Statement insert(*m_database, "INSERT INTO t(id) VALUES(?1)");
        insert.bind(1, 7);
        QCOMPARE(insert.run(), SQLITE_OK);
        QCOMPARE(insert.run(), SQLITE_CONSTRAINT_PRIMARYKEY);
        insert.bind(1, 8);
        QCOMPARE(insert.run(), SQLITE_OK);
        Statement impossible(*m_database, "INSERT INTO nowhere VALUES(1)");
        QVERIFY(!impossible.isValid());
        QVERIFY(insert.isValid());
        QVERIFY(impossible.run() != SQLITE_OK);
        QVERIFY(!impossible.next());
    }

    // A statement in the middle of its rows holds the table, and so would hold up a checkpoint.
    void resetsAtTheEndOfAScope()
    {
        QCOMPARE(m_database->execute("INSERT INTO t(a) VALUES(1), (2)"), SQLITE_OK);
        Statement select(*m_database, "SELECT a FROM t");
        {
            const sqlite::Resetting resetting(select);
            QVERIFY(select.next());
            QCOMPARE(m_database->execute("DROP TABLE t"), SQLITE_LOCKED);
        }
        QCOMPARE(m_database->execute("DROP TABLE t"), SQLITE_OK);
    }

    void readsAndWritesInPlace()
    {
        QCOMPARE(m_database->execute("INSERT INTO t(id, a) VALUES(5, x'000102030405'), (6, NULL)"), SQLITE_OK);
        Blob blob(*m_database, "t", "a", 5, Blob::Access::Write);
        QVERIFY(blob);
        QCOMPARE(blob.size(), 6u);
        QCOMPARE(blob.read(0, 100).toHex(), "000102030405");
        QCOMPARE(blob.read(4, 1).toHex(), "04");
        QCOMPARE(blob.read(4, std::numeric_limits<quint64>::max()).toHex(), "0405");
        QCOMPARE(blob.read(6, 1), QByteArray());
        QCOMPARE(blob.read(std::numeric_limits<quint64>::max(), 1), QByteArray());
        QCOMPARE(blob.write(1, "AB"), SQLITE_OK);
        QCOMPARE(blob.write(5, "CD"), SQLITE_ERROR); // never grows
        QCOMPARE(blob.read(0, 100).toHex(), "004142030405");
        for (const qint64 row : {6, 7}) {
            const Blob none(*m_database, "t", "a", row);
            QVERIFY(!none);
            QCOMPARE(none.size(), 0u);
            QCOMPARE(none.read(0, 1), QByteArray());
        }
    }
};

QTEST_GUILESS_MAIN(SqliteTest)
#include "tst_sqlite.moc"
