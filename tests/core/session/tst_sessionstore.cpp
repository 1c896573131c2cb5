// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "storefixture.h"

#include "session/schema.h"
#include "session/sessioncopy.h"

#include <QElapsedTimer>

#include <semaphore>

using namespace framescope;
using namespace framescope::test;

// A session on disk while it is recorded, interrupted, and finished.
class SessionStoreTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    std::unique_ptr<SessionStore> create(const SessionStore::Settings &settings = {})
    {
        return valueOf(SessionStore::create(m_folder.path(), m_clock, settings));
    }
    std::unique_ptr<SessionReader> reader() { return valueOf(SessionReader::open(m_folder.path())); }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_clock = {};
    }

    void leavesOneFile()
    {
        auto store = create();
        QCOMPARE(m_folder.files(),
            QStringList({QStringLiteral("s.framescope"), QStringLiteral("s.framescope-ring"),
                QStringLiteral("s.framescope-shm"), QStringLiteral("s.framescope-wal")}));
        for (const QString &file : m_folder.files())
            QCOMPARE(int(QFile::permissions(m_folder.path(file)) & 0x0077), 0);
        store->journal().event(1, RowKind::Mark, Direction::ClientToServer, 7, "now");
        check(store->finish());
        check(store->finish());
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
        QCOMPARE(sqlText(m_folder.path(), "PRAGMA journal_mode"), QStringLiteral("delete"));
        QCOMPARE(sqlText(m_folder.path(), "SELECT group_concat(key) FROM meta"),
            QStringLiteral("anchor_epoch_ns,anchor_monotonic_ns,application"));
        compareLines(linesOf(valueOf(reader()->rows(1, 9))), {"1 > mark 3/3 'now'"});
    }

    void canBeReadWhileItIsRecorded()
    {
        auto store = create();
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        server.message(Opcode::Text, "one");
        store->flush();
        const auto live = reader();
        QCOMPARE(valueOf(live->info()).lastId, 1);
        server.message(Opcode::Text, "two");
        FrameEvent open = server.begin(Opcode::Text, 10);
        server.piece(open, "half");
        store->flush();
        compareLines(linesOf(valueOf(live->rows(1, 9))),
            {"1 < text 3/3 ends 'one'", "2 < text 3/3 ends 'two'", "3 < text 4/10 of 0 arriving 'half'"});
        QCOMPARE(valueOf(live->payload(3, 0, 100)), "half");
        server.piece(open, "-whole");
        server.end(open);
        store->flush();
        compareLines(linesOf(valueOf(live->rows(3, 9))), {"3 < text 10/10 ends 'half-whole'"});
        QCOMPARE(sqlText(m_folder.path(), "SELECT count(*) FROM part"), QStringLiteral("0"));
    }

    void publishesTheTail()
    {
        auto store = create({.transactionMs = 60'000});
        Batches batches(*store);
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        for (int i = 0; i < 1000; ++i)
            server.message(Opcode::Text, QByteArray::number(i));
        ConnectionFacts facts;
        facts.id = 1;
        facts.url = QStringLiteral("ws://127.0.0.1/");
        store->journal().connectionFacts(facts);
        ConnectionCounters counters;
        counters.id = 1;
        counters.framesIn = 1000;
        store->journal().counters(counters);
        FrameEvent open = server.begin(Opcode::Binary, 4);

        // Long before the transaction is committed.
        AppendBatch batch = batches.await([](const AppendBatch &b) { return b.lastId == 1001; });
        QCOMPARE(batch.tail.size(), size_t(AppendBatch::TailRows));
        QCOMPARE(lineOf(batch.tail[0]), "746 < text 3/3 ends '745'");
        QCOMPARE(lineOf(batch.tail[254]), "1000 < text 3/3 ends '999'");
        QCOMPARE(lineOf(batch.tail[255]), "1001 < binary 0/4 of 0 arriving ''");
        QVERIFY(batch.ringBytes > 0);
        QVERIFY(batch.fileBytes > 0);
        QCOMPARE(valueOf(reader()->info()).lastId, 0);

        server.piece(open, "abcd");
        server.end(open);
        batch = batches.await([](const AppendBatch &b) {
            return !b.changed.empty() && !b.changed[0].flags.testFlag(RowFlag::Arriving);
        });
        compareLines(linesOf(batch.changed), {"1001 < binary 4/4 ends 'abcd'"});
        QCOMPARE(lineOf(batch.tail.back()), "1001 < binary 4/4 ends 'abcd'");
    }

    // Each COMMIT writes whole pages into the -wal, many times what they hold.
    void tellsHowLargeTheFileWillBe()
    {
        auto store = create();
        Batches batches(*store);
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        for (int i = 0; i < 100; ++i) {
            server.message(Opcode::Text, "x");
            store->flush();
        }
        const quint64 told = batches.await([](const AppendBatch &b) { return b.lastId == 100; }).fileBytes;
        check(store->finish());
        const auto size = static_cast<quint64>(QFileInfo(m_folder.path()).size());
        QVERIFY2(told <= size && told + (256 << 10) > size,
            qPrintable(QStringLiteral("told %1, is %2").arg(told).arg(size)));
    }

    void factsAndCountersTravelInOrder()
    {
        auto store = create();
        Batches batches(*store);
        ConnectionFacts facts;
        facts.id = store->newConnectionId();
        facts.url = QStringLiteral("ws://127.0.0.1:9/");
        ConnectionCounters counters;
        counters.id = facts.id;
        counters.lastRttNs = 12;
        store->journal().counters(counters);
        store->journal().connectionFacts(facts);
        facts.readyState = ReadyState::Open;
        facts.openedNs = 5;
        store->journal().connectionFacts(facts);
        const AppendBatch batch =
            batches.await([](const AppendBatch &b) { return !b.facts.empty() && b.facts[0].openedNs; });
        QCOMPARE(batch.facts.size(), 1u);
        QCOMPARE(batch.facts[0].readyState, ReadyState::Open);
        check(store->finish());
        const auto stored = valueOf(reader()->connections());
        QCOMPARE(stored.size(), 1u);
        QCOMPARE(stored[0].toJson(), batch.facts[0].toJson());
    }

    // What the ring cannot take waits in memory, in order, and the caller is asked to stop reading.
    void takesMoreThanTheRingHolds()
    {
        auto store = create({.ringCapacity = Ring::MinCapacity});
        std::counting_semaphore<> room(0);
        store->setRoomCallback([&] { room.release(); });
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        const QByteArray bomb(20 << 20, 'b');
        server.compressed(Opcode::Text, "small", bomb);
        QVERIFY(!store->journal().hasRoom());
        server.message(Opcode::Text, "after");
        while (!store->journal().hasRoom())
            QVERIFY(room.try_acquire_for(std::chrono::seconds(20)));
        server.message(Opcode::Text, "through the ring again");
        check(store->finish());
        const auto file = reader();
        compareLines(linesOf(valueOf(file->rows(2, 9))),
            {"2 < text 5/5 ends 'after'", "3 < text 22/22 ends 'through the ring again'"});
        QCOMPARE(valueOf(file->payload(1, 0, 1u << 30)), bomb);
        QCOMPARE(valueOf(file->wirePayload(1, 0, 100)), "small");
    }

    // As a killed process leaves it: what the ring could not take stands in a file beside it.
    void replaysWhatTheRingCouldNotTake()
    {
        auto store = create({.ringCapacity = Ring::MinCapacity, .transactionMs = 60'000});
        QTemporaryDir elsewhere;
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        const QByteArray bomb(20 << 20, 'b');
        server.message(Opcode::Text, "before");
        store->flush();
        // Somebody else writes, so the store stands still.
        auto other = valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
        QCOMPARE(other.execute("BEGIN IMMEDIATE"), SQLITE_OK);
        server.compressed(Opcode::Text, "small", bomb);
        server.message(Opcode::Text, "after");
        QVERIFY(store->journal().spill().isOpen());
        for (const QString &file : m_folder.files())
            QVERIFY(QFile::copy(m_folder.path(file), elsewhere.filePath(file)));
        QCOMPARE(other.execute("ROLLBACK"), SQLITE_OK);
        other = {};
        check(store->finish());
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));

        const QString killed = elsewhere.filePath(QStringLiteral("s.framescope"));
        QVERIFY(QFile::exists(killed + QStringLiteral("-spill")));
        check(valueOf(SessionStore::open(killed, m_clock, {}))->finish());
        const auto file = valueOf(SessionReader::open(killed));
        QCOMPARE(valueOf(file->info()).lastId, 3);
        QCOMPARE(valueOf(file->payload(2, 0, 1u << 30)), bomb);
        QCOMPARE(valueOf(file->payload(3, 0, 100)), "after");
        QCOMPARE(QDir(elsewhere.path()).entryList(QDir::Files), QStringList({QStringLiteral("s.framescope")}));
    }

    // What waits in memory keeps its place until it is stored, whatever comes, fails or dies meanwhile.
    void storesWhatIsInMemoryBeforeWhatFollows()
    {
        auto store = create({.ringCapacity = Ring::MinCapacity, .transactionMs = 60'000, .publishMs = 0});
        const Spill &spill = store->journal().spill();
        Batches batches(*store);
        QTemporaryDir elsewhere;
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        const QByteArray bomb(20 << 20, 'b');
        {
            const FullDisk full(3 << 20);
            for (int i = 0; i < 5000; ++i)
                server.message(Opcode::Text, "x");
            server.compressed(Opcode::Text, "small", bomb);
            QVERIFY(spill.isOpen());
            batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); });
            QVERIFY(spill.isOpen());
            server.message(Opcode::Text, "after");
            for (const QString &file : m_folder.files())
                QVERIFY(QFile::copy(m_folder.path(file), elsewhere.filePath(file)));
        }
        QTRY_VERIFY_WITH_TIMEOUT(!spill.isOpen(), 20'000);
        server.message(Opcode::Text, "through the ring again");
        check(store->finish());
        const auto file = reader();
        compareLines(linesOf(valueOf(file->rows(5002, 9))),
            {"5002 < text 5/5 ends 'after'", "5003 < text 22/22 ends 'through the ring again'"});
        QCOMPARE(valueOf(file->payload(5001, 0, 1u << 30)), bomb);

        const QString killed = elsewhere.filePath(QStringLiteral("s.framescope"));
        check(valueOf(SessionStore::open(killed, m_clock, {}))->finish());
        const auto rows = valueOf(valueOf(SessionReader::open(killed))->rows(5000, 9));
        QCOMPARE(rows.size(), 2u);
        QVERIFY(rows[1].flags.testFlag(RowFlag::Cut));
    }

    // Two connections in turn; the one's frame is found broken when the file has it long since, once more when
    // it has ended, and all that again when a killed process is replayed.
    void aBrokenFrameIsKnownAmongTheRowsOfOthers()
    {
        auto store = create({.transactionMs = 60'000});
        Batches batches(*store);
        QTemporaryDir elsewhere;
        Recorder one(store->journal(), store->newConnectionId()),
            two(store->journal(), store->newConnectionId());
        FrameTeller server(one, Direction::ServerToClient), other(two, Direction::ServerToClient);
        const auto breaks = [&one](quint64 offset) {
            one.violation({ViolationKind::InvalidUtf8, Direction::ServerToClient, offset, {}}, 9);
        };
        const auto chatter = [&other] {
            for (int i = 0; i < 300; ++i)
                other.message(Opcode::Text, "good");
        };
        FrameEvent open = server.begin(Opcode::Text, 4);
        server.piece(open, "ab");
        chatter();
        store->flush();
        breaks(4);
        AppendBatch batch = batches.await([](const AppendBatch &b) { return b.lastId == 302; });
        compareLines(linesOf(batch.changed), {"1 < text 2/4 of 0 arriving broken 'ab'"});
        chatter();
        server.piece(open, "cd");
        server.end(open);
        breaks(5);
        server.message(Opcode::Text, "bad as well");
        chatter();
        batches.await([](const AppendBatch &b) { return b.lastId == 904; });
        store->flush();
        breaks(0);
        batch = batches.await([](const AppendBatch &b) { return b.lastId == 905; });
        compareLines(linesOf(batch.changed), {"604 < text 11/11 ends broken 'bad as well'"});
        for (const QString &file : m_folder.files())
            QVERIFY(QFile::copy(m_folder.path(file), elsewhere.filePath(file)));
        check(store->finish());

        const QString killed = elsewhere.filePath(QStringLiteral("s.framescope"));
        QVERIFY(QFile::exists(killed + QStringLiteral("-ring")));
        check(valueOf(SessionStore::open(killed, m_clock, {}))->finish());
        for (const QString &path : {m_folder.path(), killed}) {
            QCOMPARE(
                sqlText(path, "SELECT group_concat(id) FROM frames WHERE broken"), QStringLiteral("1,604"));
            QCOMPARE(sqlText(path, "SELECT group_concat(id || ' of ' || about) FROM events"),
                QStringLiteral("302 of 1,603 of 1,905 of 604"));
            const auto file = valueOf(SessionReader::open(path));
            QCOMPARE(lineOf(valueOf(file->rows(1, 1)).at(0)), "1 < text 4/4 ends broken 'abcd'");
            QCOMPARE(valueOf(file->violations(1)).size(), 2u);
            QCOMPARE(valueOf(file->violations(604)).at(0).preview,
                "A text message is not UTF-8 (RFC 6455, 8.1). A strict peer closes with 1007. Byte 0 of "
                "frame #604.");
            QVERIFY(valueOf(file->violations(2)).empty());
        }
    }

    // Nothing may be taken for stored that is not.
    void keepsWhatDoesNotFollow()
    {
        auto store = create();
        Batches batches(*store);
        Journal &journal = store->journal();
        journal.event(1, RowKind::Mark, Direction::ClientToServer, 7, "one");
        journal.takeId();
        journal.event(1, RowKind::Mark, Direction::ClientToServer, 7, "three");
        const AppendBatch batch = batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); });
        QVERIFY2(batch.trouble.contains(u"does not follow"), qPrintable(batch.trouble));
        QVERIFY(!store->finish());
        store.reset();

        const QString ring = m_folder.path(QStringLiteral("s.framescope-ring"));
        for (int again = 0; again < 2; ++again) {
            const auto opened = SessionStore::open(m_folder.path(), m_clock, {});
            QVERIFY(!opened);
            QVERIFY(opened.error().what.contains(u"do not follow row 1"));
            QVERIFY(QFile::exists(ring));
        }
        QVERIFY(QFile::rename(ring, m_folder.path(QStringLiteral("moved"))));
        check(valueOf(SessionStore::open(m_folder.path(), m_clock, {}))->finish());
        compareLines(linesOf(valueOf(reader()->rows(1, 9))), {"1 > mark 3/3 'one'"});
    }

    void waitsWhileTheDiskIsFull()
    {
        auto store = create();
        Batches batches(*store);
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        server.message(Opcode::Text, "before");
        store->flush();
        {
            const FullDisk full(1 << 20);
            for (int i = 0; i < 5000; ++i)
                server.message(Opcode::Text, QByteArray::number(i).leftJustified(1000, '.'));
            const AppendBatch batch = batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); });
            QVERIFY2(batch.trouble.contains(m_folder.path()), qPrintable(batch.trouble));
            server.message(Opcode::Text, "meanwhile");
        }
        const AppendBatch batch =
            batches.await([](const AppendBatch &b) { return b.lastId == 5002 && b.trouble.isEmpty(); });
        QCOMPARE(batch.lastId, 5002);
        check(store->finish());
        const auto rows = valueOf(reader()->rows(1, 10'000));
        QCOMPARE(rows.size(), 5002u);
        for (size_t i = 0; i < rows.size(); ++i)
            QCOMPARE(rows[i].id, RowId(i) + 1);
        QCOMPARE(lineOf(rows.back()), "5002 < text 9/9 ends 'meanwhile'");
        QCOMPARE(sqlText(m_folder.path(), "PRAGMA quick_check"), QStringLiteral("ok"));
    }

    // What was in sight when the file was full must all be taken again, step by step.
    void commitsEverythingPublished()
    {
        auto store = create({.publishMs = 1});
        Batches batches(*store);
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        RowId inSight = 0;
        {
            const FullDisk full(1 << 16);
            for (int i = 0; i < 60'000; ++i)
                server.message(Opcode::Text, QByteArray(500, '.'));
            inSight = batches.await([](const AppendBatch &b) { return !b.trouble.isEmpty(); }).lastId;
            QVERIFY(!store->commitPublished());
        }
        QVERIFY(store->commitPublished());
        QVERIFY(inSight > 0);
        const RowId stored = valueOf(reader()->info()).lastId;
        QVERIFY2(stored >= inSight, qPrintable(QStringLiteral("%1 of %2").arg(stored).arg(inSight)));
        check(store->finish());
        QVERIFY(store->commitPublished());
    }

    // A full disk at the end: the file says so, and opening it again brings the rest.
    void keepsTheRingIfItCannotFinish()
    {
        auto store = create();
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        {
            const FullDisk full(300'000);
            for (int i = 0; i < 1000; ++i)
                server.message(Opcode::Text, QByteArray(1000, 'x'));
            const auto finished = store->finish();
            QVERIFY(!finished);
            QVERIFY(finished.error().remedy.contains(u"open the session again"));
            QVERIFY(!store->commitPublished());
            store.reset();
        }
        QVERIFY(m_folder.files().contains(QStringLiteral("s.framescope-ring")));
        check(valueOf(SessionStore::open(m_folder.path(), m_clock, {}))->finish());
        QCOMPARE(valueOf(reader()->info()).lastId, 1000);
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
    }

    void goesOnInAnExistingFile()
    {
        auto store = create();
        ConnectionFacts facts;
        facts.id = store->newConnectionId();
        store->journal().connectionFacts(facts);
        store->journal().event(1, RowKind::Mark, Direction::ClientToServer, 1'000'000'500, "first run");
        check(store->finish());
        store.reset();

        // Another start of the computer: the monotonic clock began anew, an hour has passed.
        m_clock.monotonic = 77;
        m_clock.epoch += 3'600'000'000'000;
        store = valueOf(SessionStore::open(m_folder.path(), m_clock, {}));
        QCOMPARE(store->newConnectionId(), 2);
        QCOMPARE(
            store->journal().event(2, RowKind::Mark, Direction::ClientToServer, 77 + 500, "second run"), 2);
        Batches batches(*store);
        const AppendBatch batch = batches.await([](const AppendBatch &b) { return b.lastId == 2; });
        compareLines(linesOf(batch.tail), {"1 > mark 9/9 'first run'", "2 > mark 10/10 'second run'"});
        check(store->finish());
        const auto rows = valueOf(reader()->rows(1, 9));
        QCOMPARE(rows[1].timeNs - rows[0].timeNs, 3'600'000'000'000);
    }

    // Three starts of the computer, each with a monotonic clock of its own; the second was killed.
    void replaysInTheTimeOfItsRun()
    {
        constexpr qint64 hour = 3'600'000'000'000;
        auto store = create();
        store->journal().event(1, RowKind::Mark, Direction::ClientToServer, m_clock.monotonic, "first run");
        check(store->finish());
        store.reset();
        m_clock.monotonic = 77;
        m_clock.epoch += hour;
        store = valueOf(SessionStore::open(m_folder.path(), m_clock, {.transactionMs = 60'000}));
        store->journal().event(1, RowKind::Mark, Direction::ClientToServer, m_clock.monotonic, "second run");
        QTemporaryDir elsewhere;
        for (const QString &file : m_folder.files())
            QVERIFY(QFile::copy(m_folder.path(file), elsewhere.filePath(file)));
        m_clock.monotonic = 9'999;
        m_clock.epoch += hour;
        const QString killed = elsewhere.filePath(QStringLiteral("s.framescope"));
        store = valueOf(SessionStore::open(killed, m_clock, {}));
        store->journal().event(1, RowKind::Mark, Direction::ClientToServer, m_clock.monotonic, "third run");
        check(store->finish());
        const auto rows = valueOf(valueOf(SessionReader::open(killed))->rows(1, 9));
        QCOMPARE(rows.size(), 3u);
        QCOMPARE(rows[1].timeNs - rows[0].timeNs, hour);
        QCOMPARE(rows[2].timeNs - rows[1].timeNs, hour);
    }

    void isRecordedByOneProgram()
    {
        auto store = create();
        const auto second = SessionStore::open(m_folder.path(), m_clock, {});
        QVERIFY(!second);
        QVERIFY(second.error().what.contains(u"being recorded by another program"));
        const auto third = SessionStore::create(m_folder.path(), m_clock);
        QVERIFY(!third);
        QVERIFY(third.error().what.endsWith(u"exists already."));
    }

    void copiesWhileItRecords()
    {
        auto store = create();
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        server.message(Opcode::Text, "in the copy");
        FrameEvent open = server.begin(Opcode::Text, 10);
        server.piece(open, "half");
        const QString copy = m_folder.path(QStringLiteral("copy.framescope"));
        QFile old(copy);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("what stood there") > 0);
        old.close();
        check(store->saveCopy(copy));
        server.piece(open, "-whole");
        server.end(open);
        check(store->finish());

        compareLines(linesOf(valueOf(valueOf(SessionReader::open(copy))->rows(1, 9))),
            {"1 < text 11/11 ends 'in the copy'", "2 < text 4/10 of 4 cut 'half'"});
        QCOMPARE(sqlText(copy, "PRAGMA journal_mode"), QStringLiteral("delete"));
        QCOMPARE(int(QFile::permissions(copy) & 0x0077), 0);
        QCOMPARE(m_folder.files(),
            QStringList({QStringLiteral("copy.framescope"), QStringLiteral("s.framescope")}));
        compareLines(linesOf(valueOf(reader()->rows(2, 9))), {"2 < text 10/10 ends 'half-whole'"});

        const auto impossible = copySession(m_folder.path(), m_folder.path(QStringLiteral("no/such/place")));
        QVERIFY(!impossible);
        QVERIFY(impossible.error().what.contains(u"cannot be made"));
    }

    // What lies beside a session that is not finished would be taken for the copy's.
    void copiesOverNoLiveSession()
    {
        auto store = create();
        store->journal().event(1, RowKind::Mark, Direction::ClientToServer, 7, "in the copy");
        const QString copy = m_folder.path(QStringLiteral("copy.framescope"));
        auto other = valueOf(SessionStore::create(copy, m_clock));
        other->journal().event(1, RowKind::Mark, Direction::ClientToServer, 7, "of the other");
        const auto refused = store->saveCopy(copy);
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.contains(u"cannot be replaced"), qPrintable(refused.error().what));
        check(other->finish());
        compareLines(linesOf(valueOf(valueOf(SessionReader::open(copy))->rows(1, 9))),
            {"1 > mark 12/12 'of the other'"});

        QFile users(copy + QStringLiteral("-new"));
        QVERIFY(users.open(QIODevice::WriteOnly));
        check(store->saveCopy(copy));
        QVERIFY(users.exists());
        compareLines(linesOf(valueOf(valueOf(SessionReader::open(copy))->rows(1, 9))),
            {"1 > mark 11/11 'in the copy'"});
    }

    // Rows that never ended when the process died say so, with what is here of them.
    void cutsWhatNeverEnded()
    {
        const QByteArray large(300'000, 'L');
        QTemporaryDir elsewhere;
        {
            auto store = create();
            Recorder recorder(store->journal(), store->newConnectionId());
            FrameTeller server(recorder, Direction::ServerToClient);
            FrameTeller client(recorder, Direction::ClientToServer);
            FrameEvent big = server.begin(Opcode::Binary, 1'000'000);
            server.piece(big, large);
            FrameEvent piece = client.begin(Opcode::Text, 10, false);
            client.piece(piece, "half");
            store->flush();
            // As the files stand now, so they would after a kill.
            for (const QString &file : m_folder.files())
                QVERIFY(QFile::copy(m_folder.path(file), elsewhere.filePath(file)));
        }
        const QString killed = elsewhere.filePath(QStringLiteral("s.framescope"));
        check(valueOf(SessionStore::open(killed, m_clock, {}))->finish());
        const auto file = valueOf(SessionReader::open(killed));
        const auto rows = valueOf(file->rows(1, 9));
        compareLines(linesOf(rows),
            {"1 < binary 300000/1000000 of 300000 cut parts 'LLLLLLLLLLLLLLLLLLLLLLLL...'",
                "2 > text+ 4/10 of 4 cut wire 'half'"});
        QCOMPARE(valueOf(file->payload(1, 0, 1'000'000)), large);
        QCOMPARE(valueOf(file->payload(2, 0, 100)), "half");
        QCOMPARE(valueOf(file->wirePayload(2, 0, 100)), "half");
    }
};

QTEST_GUILESS_MAIN(SessionStoreTest)
#include "tst_sessionstore.moc"
