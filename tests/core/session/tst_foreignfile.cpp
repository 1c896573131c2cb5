// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "killedsession.h"
#include "session/packedrows.h"
#include "session/recovery.h"
#include "session/salvage.h"
#include "storefixture.h"
#include "support/smalldisk.h"

#include <QElapsedTimer>

using namespace framescope;
using namespace framescope::test;

// A session file that somebody has prepared: opening it runs nothing, never hangs and writes nothing.
class ForeignFileTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    StandingClock m_clock;

    void record(int messages)
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        for (int i = 0; i < messages; ++i)
            server.message(Opcode::Text, "hello");
        check(store->finish());
    }
    void prepare(const QByteArray &sql) const
    {
        auto database = valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
        QCOMPARE(database.execute(sql.constData()), SQLITE_OK);
    }
    QByteArray fileBytes() const
    {
        QFile file(m_folder.path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init() { m_folder = {}; }

    void aViewInThePlaceOfATableIsNotAsked_data()
    {
        QTest::addColumn<QByteArray>("view");
        QTest::newRow("of the same shape") << QByteArray("SELECT * FROM away");
        // Some seconds, so that the test ends if it is asked after all; it could as well never end.
        QTest::newRow("without end") << QByteArray("SELECT * FROM away WHERE (WITH RECURSIVE n(i) AS (SELECT "
                                                   "1 UNION ALL SELECT i + 1 FROM n LIMIT 20000000)"
                                                   " SELECT max(i) FROM n) > 0");
    }
    void aViewInThePlaceOfATableIsNotAsked()
    {
        QFETCH(QByteArray, view);
        record(3);
        prepare("ALTER TABLE row RENAME TO away; CREATE VIEW row AS " + view);
        QElapsedTimer time;
        time.start();
        const auto reader = SessionReader::open(m_folder.path());
        QVERIFY(!reader || !(*reader)->rows(1, 10));
        QVERIFY(!reader || !(*reader)->info());
        QVERIFY(!reader || !(*reader)->payload(1, 0, 10));
        QVERIFY2(time.elapsed() < 5000, qPrintable(QString::number(time.elapsed())));
    }

    // What a killed process left is written into the file, which is the only time that one is written.
    void triggersDoNotRun()
    {
        const KilledSession killed(m_folder.path(), 3, 4);
        prepare("CREATE TRIGGER evil AFTER INSERT ON row BEGIN DELETE FROM row; END");
        QCOMPARE(valueOf(takeIn(m_folder.path())), 4);
        QCOMPARE(valueOf(valueOf(SessionReader::open(m_folder.path()))->info()).lastId, 7);
        QCOMPARE(sqlText(m_folder.path(), "SELECT count(*) FROM row"), QStringLiteral("7"));
    }

    // Wherever it breaks off: what is there is read, in order and whole, and the file stays as it is.
    void ofAFileThatBreaksOff_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<RowId>("least"); // rows that are there
        QTest::newRow("in what is derived from rows") << 99 << RowId(20'000);
        QTest::newRow("in the middle") << 50 << RowId(5000);
        QTest::newRow("early") << 30 << RowId(1000);
        QTest::newRow("in its second page") << 1 << RowId(0);
    }
    void ofAFileThatBreaksOff()
    {
        QFETCH(const int, percent);
        QFETCH(const RowId, least);
        constexpr int all = 20'000;
        record(all);
        QFile file(m_folder.path());
        const qint64 whole = file.size(), size = whole * percent / 100;
        QVERIFY(whole > 20 * 32768 && file.resize(size));
        const QByteArray before = fileBytes();

        const auto refused = SessionReader::open(m_folder.path());
        QVERIFY(!refused);
        const QLocale locale;
        QCOMPARE(refused.error().what,
            QStringLiteral("%1 breaks off at byte %2; it should have %3 bytes.")
                .arg(m_folder.path(), locale.toString(size), locale.toString(whole)));
        QVERIFY(!SessionStore::open(m_folder.path(), m_clock, {}));

        const auto cut = cutFile(m_folder.path());
        QVERIFY(cut);
        const QString target = m_folder.path(QStringLiteral("read.framescope"));
        const auto salvaged = salvageSession(m_folder.path(), target);
        QVERIFY(fileBytes() == before);
        const RowId rows = salvaged ? *salvaged : 0;
        QVERIFY2(rows >= least && (rows < all || least == all), qPrintable(QString::number(rows)));
        if (rows == 0)
            return;
        QCOMPARE(salvagedWords(rows, *cut),
            QStringLiteral("Read %1 rows; the file breaks off at byte %2.")
                .arg(locale.toString(rows), locale.toString(size)));
        const auto reader = valueOf(SessionReader::open(target));
        QCOMPARE(valueOf(reader->info()).lastId, rows);
        QCOMPARE(valueOf(reader->rows(1, all)).size(), size_t(rows));
        QCOMPARE(valueOf(reader->payload(rows, 0, 10)), QByteArray("hello"));
        RowId packed = 0;
        const auto database = valueOf(sqlite::Database::open(target, sqlite::Database::Access::ReadOnly));
        QCOMPARE(forEachPackedRow(database, [&](RowId, const PackedRow &) { ++packed; }), SQLITE_OK);
        QCOMPARE(packed, rows);
        QVERIFY(!cutFile(target));
        QCOMPARE(m_folder.files(),
            QStringList({QStringLiteral("read.framescope"), QStringLiteral("s.framescope")}));
    }

    // It is read as ever; nothing is recorded into it, and that is said.
    void onAMediumThatCannotBeWritten()
    {
        if (!SmallDisk::mayBeMade())
            return;
        const SmallDisk disk(24);
        const QString finished = disk.path() + QStringLiteral("/finished.framescope");
        const QString killed = disk.path() + QStringLiteral("/killed.framescope");
        record(3);
        QVERIFY(QFile::copy(m_folder.path(), finished));
        const KilledSession left(killed, 3, 4);
        QVERIFY(QFile::remove(killed + QStringLiteral("-shm"))); // as a copy of the others is
        disk.makeReadOnly();
        QCOMPARE(valueOf(valueOf(SessionReader::open(finished))->info()).lastId, 3);
        const auto store = SessionStore::open(finished, m_clock, {});
        QVERIFY(!store);
        QCOMPARE(store.error().toString(),
            finished + QStringLiteral(" cannot be written. Copy it into a folder that you may write to."));
        const auto reader = SessionReader::open(killed);
        QVERIFY(!reader);
        QCOMPARE(reader.error().toString(),
            killed
                + QStringLiteral(
                    " was never finished, and cannot be without writing beside it. Copy it into a "
                    "folder that you may write to, with the files that begin with its name."));
    }

    void readingWritesNothing()
    {
        record(20);
        const QByteArray before = fileBytes();
        QVERIFY(before.size() > 4096);
        {
            const auto reader = valueOf(SessionReader::open(m_folder.path()));
            QCOMPARE(valueOf(reader->rows(1, 100)).size(), 20u);
            QCOMPARE(valueOf(reader->payload(1, 0, 10)), QByteArray("hello"));
            QVERIFY(reader->connections());
            QVERIFY(reader->annotations());
            QVERIFY(reader->counters());
        }
        QVERIFY(fileBytes() == before);
        QCOMPARE(m_folder.files(), QStringList{QStringLiteral("s.framescope")});
    }
};

int main(int argc, char **argv)
{
    SmallDisk::mayBeMade(); // before there are threads
    QCoreApplication app(argc, argv);
    ForeignFileTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_foreignfile.moc"
