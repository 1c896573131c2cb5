// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/storethread.h"
#include "storefixture.h"
#include "support/patience.h"
#include "testdisk.h"

#include <QFileInfo>

#include <semaphore>

using namespace framescope;
using namespace framescope::test;
using namespace std::chrono_literals;

// The thread between ring and file, without the session around it.
class StoreThreadTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::unique_ptr<Ring> m_ring;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<StoreThread> m_thread;

    void make(StoreThread::Timing timing, int mostWalPages = Checkpointer::MostPages)
    {
        m_ring = valueOf(Ring::create(ringPath(), Ring::MinCapacity));
        m_journal = std::make_unique<Journal>(*m_ring, 1);
        auto log = std::make_unique<LogWriter>(emptySession(m_folder));
        QCOMPARE(log->adoptRing(m_ring->identity()), SQLITE_OK);
        m_thread = std::make_unique<StoreThread>(
            m_folder.path(), std::move(log), *m_ring, *m_journal, timing, mostWalPages);
    }
    QString ringPath() const { return m_folder.path(QStringLiteral("s.framescope-ring")); }
    void mark(QByteArrayView text)
    {
        m_journal->event(0, RowKind::Mark, Direction::ClientToServer, m_journal->nextId(), text);
    }
    RowId stored() const { return sqlText(m_folder.path(), "SELECT max(id) FROM row").toLongLong(); }

private Q_SLOTS:
    void init()
    {
        m_thread.reset();
        m_folder = {};
    }
    void cleanup() { m_thread.reset(); }

    void commitsByItself()
    {
        make({.transaction = 1ms, .publish = 1ms});
        m_thread->start({});
        mark("one");
        QTRY_COMPARE(stored(), 1);
        QTRY_COMPARE(m_ring->freed(), m_ring->written());
    }

    // Nothing is committed by the clock here.
    void commitsWhenAsked()
    {
        make({.transaction = 600s, .publish = 1ms});
        Batches batches;
        m_thread->setPublish(batches.publisher());
        m_thread->start({});
        mark("one");
        QCOMPARE(batches.await([](const AppendBatch &b) { return b.lastId == 1; }).lastId, 1);
        QCOMPARE(stored(), 0);
        QCOMPARE(m_ring->freed(), 0u);
        QVERIFY(m_thread->commitPublished());
        QCOMPARE(stored(), 1);
        mark("two");
        m_thread->synced().wait(); // also of what nobody has seen
        QCOMPARE(stored(), 2);
        QCOMPARE(m_ring->freed(), m_ring->written());
        m_thread.reset(); // posts into `batches` until then
    }

    // Many threads ask while the end comes: each is answered.
    void answersEverybodyAtTheEnd()
    {
        for (int round = 0; round < 10; ++round) {
            init();
            make({.transaction = 600s, .publish = 1ms});
            m_thread->start({});
            mark("one");
            std::atomic<int> answered = 0;
            std::atomic<bool> isOver = false;
            std::vector<std::thread> asking;
            for (int i = 0; i < 3; ++i)
                asking.emplace_back([&] {
                    while (!isOver)
                        answered += m_thread->commitPublished();
                });
            while (answered < round)
                std::this_thread::yield();
            check(m_thread->finish());
            isOver = true;
            for (std::thread &thread : asking)
                thread.join();
            QVERIFY(m_thread->commitPublished());
            QCOMPARE(stored(), 1);
        }
    }

    // Readers see what is committed; the ring keeps it until the disk has it. Nothing waits for that.
    void freesWhatTheDiskHas()
    {
        TestDisk disk;
        make({.transaction = 1ms, .publish = 1ms});
        m_thread->start({});
        disk.hold();
        mark("one");
        QTRY_COMPARE(stored(), 1);
        QVERIFY(m_thread->commitPublished());
        mark("two");
        QTRY_COMPARE(stored(), 2);
        const std::future<void> synced = m_thread->synced();
        QVERIFY(m_thread->commitPublished()); // both wishes are seen
        QCOMPARE(m_ring->freed(), 0u);
        QCOMPARE(synced.wait_for(0s), std::future_status::timeout);
        disk.release();
        synced.wait();
        QCOMPARE(m_ring->freed(), m_ring->written());
        m_thread.reset();
    }

    // So with what the ring could not take: its file is as good as the ring.
    void keepsTheSpillUntilTheDiskHasIt()
    {
        TestDisk disk;
        make({.transaction = 1ms, .publish = 1ms});
        m_thread->start({});
        disk.hold();
        while (!m_journal->spill().isOpen())
            mark(QByteArray(400'000, 'm'));
        const RowId last = m_journal->nextId() - 1;
        QTRY_COMPARE(stored(), last);
        QVERIFY(m_journal->spill().isOpen());
        mark("behind it");
        disk.release();
        QTRY_VERIFY(!m_journal->spill().isOpen());
        QTRY_COMPARE(stored(), last + 1);
        m_thread.reset();
    }

    void finishesWhileTheDiskSyncs()
    {
        TestDisk disk;
        make({.transaction = 1ms, .publish = 1ms});
        m_thread->start({});
        const int syncs = disk.walSyncsBegun();
        disk.hold();
        mark("one");
        QTRY_COMPARE(disk.walSyncsBegun(), syncs + 1);
        std::atomic<bool> finished = false;
        std::thread finishing([&] {
            check(m_thread->finish());
            finished = true;
        });
        QVERIFY(!QTest::qWaitFor([&] { return finished.load(); }, 100));
        QVERIFY(QFile::exists(ringPath()));
        disk.release();
        finishing.join();
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
        QCOMPARE(stored(), 1);
        m_thread.reset();
    }

    void tellsOfASyncThatFailed()
    {
        TestDisk disk;
        make({.transaction = 1ms, .publish = 1ms});
        Batches batches;
        m_thread->setPublish(batches.publisher());
        m_thread->start({});
        disk.setFails(TestDisk::Fails::WalSync);
        mark("one");
        const QString trouble =
            batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); }).trouble;
        QVERIFY2(trouble.startsWith(m_folder.path() + QStringLiteral(" cannot be read or written")),
            qPrintable(trouble));
        mark("two");
        QVERIFY(!QTest::qWaitFor([this] { return stored() == 2; }, 600)); // tried again meanwhile
        QCOMPARE(m_ring->freed(), 0u);
        disk.setFails(TestDisk::Fails::Nothing);
        batches.await([](const AppendBatch &b) { return b.trouble.isEmpty() && b.lastId == 2; });
        QTRY_COMPARE(m_ring->freed(), m_ring->written());
        QCOMPARE(stored(), 2);
        m_thread.reset();
    }

    // The same with nothing to commit behind it.
    void saysWhenTheDiskIsWellAgain()
    {
        TestDisk disk;
        make({.transaction = 1ms, .publish = 1ms});
        Batches batches;
        m_thread->setPublish(batches.publisher());
        m_thread->start({});
        disk.setFails(TestDisk::Fails::WalSync);
        mark("one");
        batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); });
        disk.setFails(TestDisk::Fails::Nothing);
        batches.await([](const AppendBatch &b) { return b.trouble.isEmpty(); });
        m_thread->synced().wait();
        QCOMPARE(m_ring->freed(), m_ring->written());
        m_thread.reset();
    }

    void tellsOfACheckpointThatFailed()
    {
        TestDisk disk;
        make({.transaction = 1ms, .publish = 1ms}, 1);
        Batches batches;
        m_thread->setPublish(batches.publisher());
        m_thread->start({});
        disk.setFails(TestDisk::Fails::DatabaseWrite);
        mark("one");
        QCOMPARE(batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); }).trouble,
            QStringLiteral("the disk is full"));
        disk.setFails(TestDisk::Fails::Nothing);
        mark("two");
        batches.await([](const AppendBatch &b) { return b.trouble.isEmpty() && b.lastId == 2; });
        m_thread->synced().wait();
        QCOMPARE(stored(), 2);
        m_thread.reset();
    }

    void keepsTheRingIfTheDiskFailsToTheEnd()
    {
        TestDisk disk;
        make({.transaction = 1ms, .publish = 1ms});
        m_thread->start({});
        disk.setFails(TestDisk::Fails::WalSync);
        mark("one");
        const auto finished = m_thread->finish();
        QVERIFY(!finished);
        QVERIFY(finished.error().remedy.contains(u"waits in the ring beside it"));
        QVERIFY(QFile::exists(ringPath()));
        QCOMPARE(m_ring->freed(), 0u);
        m_thread.reset();
    }

    // A -wal begins anew only while nobody is in a transaction.
    void boundsTheWalOfAWriterThatNeverPauses()
    {
        constexpr int most = 64;
        make({.transaction = 5ms, .publish = 1ms}, most);
        const auto room = std::make_shared<std::counting_semaphore<>>(0);
        m_thread->setRoomCallback([room] { room->release(); });
        m_thread->start({});
        for (int i = 0; i < 1200; ++i) {
            while (!m_journal->hasRoom())
                QVERIFY(room->try_acquire_for(20s));
            mark(QByteArray(50'000, 'm'));
        }
        const qint64 size = QFileInfo(m_folder.path() + QStringLiteral("-wal")).size();
        // One transaction more, which is at most what the ring holds.
        const qint64 allowed = (most << 15) + 2 * qint64(Ring::MinCapacity);
        QVERIFY2(size > 0 && size < allowed, qPrintable(QString::number(size)));
        check(m_thread->finish());
        QCOMPARE(stored(), 1200);
    }

    void finishesOnce()
    {
        make({.transaction = 600s, .publish = 1ms});
        m_thread->start({});
        mark("one");
        mark("two");
        check(m_thread->finish());
        check(m_thread->finish());
        QCOMPARE(stored(), 2);
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
        QCOMPARE(m_thread->synced().wait_for(0s), std::future_status::ready);
    }

    void neverStarted()
    {
        make({.transaction = 600s, .publish = 1ms});
        QCOMPARE(m_thread->synced().wait_for(0s), std::future_status::ready);
        check(m_thread->finish());
        QVERIFY(QFile::exists(ringPath())); // what it holds was never stored
    }

    void tellsOfRoomOnceForEachWish()
    {
        make({.transaction = 1ms, .publish = 1ms});
        const auto room = std::make_shared<std::counting_semaphore<>>(0);
        m_thread->setRoomCallback([room] { room->release(); });
        while (m_journal->hasRoom()) // nobody drains yet
            mark(QByteArray(100'000, 'm'));
        m_thread->start({});
        QVERIFY(room->try_acquire_for(20s));
        QVERIFY(m_journal->hasRoom());
        mark("no wish");
        m_thread->synced().wait();
        QVERIFY(!room->try_acquire());
    }

    // Trouble is told, nothing is freed, and the same thread goes on when it is over.
    void keepsTheRingWhileTheFileTakesNothing()
    {
        make({.transaction = 1ms, .publish = 1ms});
        Batches batches;
        m_thread->setPublish(batches.publisher());
        m_thread->start({});
        auto locker = valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
        QCOMPARE(locker.execute("BEGIN IMMEDIATE"), SQLITE_OK);
        mark("one");
        const QString trouble =
            batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); }).trouble;
        QVERIFY2(trouble.startsWith(m_folder.path() + QStringLiteral(" is in use by another program.")),
            qPrintable(trouble));
        QCOMPARE(m_ring->freed(), 0u);
        QVERIFY(!m_thread->commitPublished());
        QCOMPARE(locker.execute("ROLLBACK"), SQLITE_OK);
        batches.await([](const AppendBatch &b) { return b.trouble.isEmpty() && b.lastId == 1; });
        QVERIFY(m_thread->commitPublished());
        QCOMPARE(stored(), 1);
    }

    void givesUpAtTheEndAndSaysWhere()
    {
        make({.transaction = 1ms, .publish = 1ms});
        m_thread->start({});
        {
            const FullDisk full(1 << 16);
            for (int i = 0; i < 10; ++i)
                mark(QByteArray(50'000, 'm'));
            const auto finished = m_thread->finish();
            QVERIFY(!finished);
            QVERIFY(finished.error().what.contains(m_folder.path()));
            QVERIFY(finished.error().remedy.contains(u"waits in the ring beside it"));
            QVERIFY(!m_thread->commitPublished());
        }
        QVERIFY(QFile::exists(ringPath()));
    }
};

QTEST_GUILESS_MAIN(StoreThreadTest)
#include "tst_storethread.moc"
