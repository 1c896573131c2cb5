// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "killedsession.h"
#include "session/recovery.h"
#include "storefixture.h"

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

QTEST_GUILESS_MAIN(ForeignFileTest)
#include "tst_foreignfile.moc"
