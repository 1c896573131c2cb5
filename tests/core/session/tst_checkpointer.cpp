// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/checkpointer.h"
#include "storefixture.h"
#include "support/patience.h"
#include "testdisk.h"

using namespace framescope;
using namespace framescope::test;

// The thread beside a writer, asked by hand.
class CheckpointerTest : public QObject {
    Q_OBJECT

    std::optional<TestDisk> m_disk;
    std::optional<SessionFolder> m_folder;
    std::optional<sqlite::Database> m_writer;
    int m_walPages = 0;
    std::optional<Mailbox<Checkpointer::Report>> m_reports;
    std::vector<Checkpointer::Report> m_reported;
    std::optional<Checkpointer> m_checkpointer;

    void commit(const QByteArray &text)
    {
        const QByteArray sql = "INSERT OR REPLACE INTO meta VALUES('test', '" + text + "')";
        QCOMPARE(m_writer->execute(sql.constData()), SQLITE_OK);
    }
    // More pages than wait for a checkpoint.
    void commitMuch()
    {
        QCOMPARE(m_writer->execute(
                     "INSERT INTO part(id, data) SELECT ifnull(max(id), 0) + 1, zeroblob(9 << 20) FROM part"),
            SQLITE_OK);
    }
    bool awaitReports(size_t count)
    {
        return QTest::qWaitFor(
            [&] {
                for (Checkpointer::Report &report : m_reports->takeAll())
                    m_reported.push_back(std::move(report));
                return m_reported.size() >= count;
            },
            20'000);
    }
    // What the database file holds without its -wal.
    QString textInFile() const
    {
        const QString copy = m_folder->path(QStringLiteral("copy"));
        QFile::remove(copy);
        if (!QFile::copy(m_folder->path(), copy))
            return {};
        auto database = valueOf(sqlite::Database::open(copy, sqlite::Database::Access::ReadWrite));
        return database.text("SELECT value FROM meta WHERE key = 'test'");
    }

private Q_SLOTS:
    void init()
    {
        m_disk.emplace();
        m_folder.emplace();
        m_writer = emptySession(*m_folder);
        QCOMPARE(m_writer->execute("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0"), SQLITE_OK);
        const auto count = [](void *walPages, sqlite3 *, const char *, int pages) {
            *static_cast<int *>(walPages) = pages;
            return SQLITE_OK;
        };
        sqlite3_wal_hook(m_writer->handle(), count, &m_walPages);
        m_reports.emplace(std::function<void()>());
        m_reported.clear();
        m_checkpointer.emplace(
            m_folder->path(), [this](Checkpointer::Report report) { m_reports->post(std::move(report)); });
    }
    void cleanup()
    {
        m_checkpointer.reset();
        m_writer.reset();
        m_folder.reset();
        m_disk.reset();
    }

    void reportsWhatIsSynced()
    {
        const int syncs = m_disk->walSyncsBegun();
        commit("one");
        QCOMPARE(m_disk->walSyncsBegun(), syncs); // not by the writer
        m_checkpointer->request({1, 77, m_walPages, false});
        QVERIFY(awaitReports(1));
        QVERIFY(!m_reported[0].error);
        QCOMPARE(m_reported[0].request.number, 1u);
        QCOMPARE(m_reported[0].request.position, 77u);
        QCOMPARE(m_disk->walSyncsBegun(), syncs + 1);
        QCOMPARE(textInFile(), QString()); // a checkpoint is not due
    }

    // What waits while the disk is busy is done at once.
    void answersTheLastOfThoseThatWait()
    {
        m_disk->hold();
        const int syncs = m_disk->walSyncsBegun();
        m_checkpointer->request({1, 0, m_walPages, false});
        QTRY_COMPARE(m_disk->walSyncsBegun(), syncs + 1);
        for (quint64 number = 2; number <= 5; ++number)
            m_checkpointer->request({number, 0, m_walPages, false});
        m_disk->release();
        QVERIFY(awaitReports(2));
        m_checkpointer.reset();
        QVERIFY(awaitReports(2));
        QCOMPARE(m_reported.size(), 2u);
        QCOMPARE(m_reported[1].request.number, 5u);
        QCOMPARE(m_disk->walSyncsBegun(), syncs + 2);
    }

    void copiesWhenEnoughWaits()
    {
        commit("one");
        m_checkpointer->request({1, 0, Checkpointer::PagesAtOnce, false});
        QTRY_COMPARE(textInFile(), QStringLiteral("one"));
    }

    // What is copied waits no more, until the -wal begins anew.
    void copiesAgainWhenEnoughIsNew()
    {
        commitMuch();
        commit("one");
        auto reader = valueOf(sqlite::Database::open(m_folder->path(), sqlite::Database::Access::ReadOnly));
        QCOMPARE(reader.execute("BEGIN; SELECT * FROM meta"), SQLITE_OK);
        m_checkpointer->request({1, 0, m_walPages, false});
        QTRY_COMPARE(textInFile(), QStringLiteral("one"));
        commit("two"); // the reader keeps the -wal as it is
        QVERIFY(m_walPages > Checkpointer::PagesAtOnce);
        QCOMPARE(reader.execute("ROLLBACK"), SQLITE_OK);
        m_checkpointer->request({2, 0, m_walPages, false});
        QVERIFY(awaitReports(2));
        // One that is not due comes behind whatever the last began.
        m_checkpointer->request({3, 0, 0, false});
        QVERIFY(awaitReports(3));
        QCOMPARE(textInFile(), QStringLiteral("one"));
        m_checkpointer->request({4, 0, m_walPages, true});
        QVERIFY(awaitReports(4));
        commit("three");
        QVERIFY(m_walPages < Checkpointer::PagesAtOnce);
        m_checkpointer->request({5, 0, m_walPages, false});
        QVERIFY(awaitReports(5));
        commitMuch();
        m_checkpointer->request({6, 0, m_walPages, false});
        QTRY_COMPARE(textInFile(), QStringLiteral("three"));
    }

    void servesWhatWasAskedForBeforeItsEnd()
    {
        for (size_t time = 1; time <= 100; ++time) {
            m_checkpointer.emplace(m_folder->path(),
                [this](Checkpointer::Report report) { m_reports->post(std::move(report)); });
            m_checkpointer->request({1, 0, 1, false});
            m_checkpointer.reset();
            QVERIFY(awaitReports(time));
        }
    }

    void letsTheWalBeginAnew()
    {
        for (int i = 0; i < 10; ++i)
            commit("one");
        const int before = m_walPages;
        m_checkpointer->request({1, 0, m_walPages, true});
        QVERIFY(awaitReports(1));
        QCOMPARE(textInFile(), QStringLiteral("one"));
        commit("two");
        QVERIFY2(m_walPages < before, qPrintable(QString::number(m_walPages)));
    }

    // Somebody who reads keeps the -wal, not the caller.
    void isNotHeldUpByReaders()
    {
        auto reader = valueOf(sqlite::Database::open(m_folder->path(), sqlite::Database::Access::ReadOnly));
        QCOMPARE(reader.execute("BEGIN; SELECT * FROM meta"), SQLITE_OK);
        commit("one");
        m_checkpointer->request({1, 0, m_walPages, true});
        QVERIFY(awaitReports(1));
        QVERIFY(!m_reported[0].error);
        QCOMPARE(textInFile(), QString());
    }

    // The next sync would know nothing of what the one before lost.
    void believesTheDatabaseFileAfterASyncThatFailed()
    {
        commit("one");
        m_disk->setFails(TestDisk::Fails::WalSync);
        m_checkpointer->request({1, 0, m_walPages, false});
        QVERIFY(awaitReports(1));
        QVERIFY(m_reported[0].error && m_reported[0].error->what.contains(m_folder->path()));
        m_disk->setFails(TestDisk::Fails::Nothing);
        auto reader = valueOf(sqlite::Database::open(m_folder->path(), sqlite::Database::Access::ReadOnly));
        QCOMPARE(reader.execute("BEGIN; SELECT * FROM meta"), SQLITE_OK);
        commit("two");
        m_checkpointer->request({2, 0, m_walPages, false});
        QVERIFY(awaitReports(2));
        QVERIFY(m_reported[1].error); // the reader keeps it in the -wal
        QCOMPARE(reader.execute("ROLLBACK"), SQLITE_OK);
        const int syncs = m_disk->databaseSyncs();
        m_checkpointer->request({3, 0, m_walPages, false});
        QVERIFY(awaitReports(3));
        QVERIFY(!m_reported[2].error);
        QCOMPARE(m_disk->databaseSyncs(), syncs + 1);
        QCOMPARE(textInFile(), QStringLiteral("two"));
    }

    // Durable it is, and yet somebody has to know.
    void saysWhichCheckpointFailed()
    {
        commit("one");
        m_disk->setFails(TestDisk::Fails::DatabaseWrite);
        m_checkpointer->request({1, 0, Checkpointer::PagesAtOnce, false});
        QVERIFY(awaitReports(2));
        QVERIFY(!m_reported[0].error);
        QVERIFY(m_reported[1].error);
        QCOMPARE(m_reported[1].shortage, QStringLiteral("the disk is full"));
    }

    void saysThatItCannotOpenTheFile()
    {
        m_writer.reset();
        QVERIFY(QFile::rename(m_folder->path(), m_folder->path(QStringLiteral("moved"))));
        m_checkpointer->request({1, 0, 1, false});
        QVERIFY(awaitReports(1));
        QVERIFY(m_reported[0].error && m_reported[0].error->what.contains(m_folder->path()));
    }
};

QTEST_GUILESS_MAIN(CheckpointerTest)
#include "tst_checkpointer.moc"
