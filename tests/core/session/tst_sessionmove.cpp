// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/pagereader.h"
#include "session/recovery.h"
#include "storefixture.h"
#include "support/smalldisk.h"

#include <semaphore>

using namespace framescope;
using namespace framescope::test;
using namespace std::chrono_literals;

// A session that is being recorded is moved to another place. What a kill amid that leaves: tst_kill.
class SessionMoveTest : public QObject {
    Q_OBJECT

    // What came of a move, for the test's thread.
    struct Outcome {
        std::binary_semaphore isThere{0};
        std::optional<Result<void>> result;
    };

    SystemClock m_clock;
    SessionFolder m_folder;
    std::counting_semaphore<> m_room{0};
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<FrameTeller> m_server;
    int m_said = 0;

    void record(const QString &path)
    {
        m_store = valueOf(SessionStore::create(path, m_clock, {.ringCapacity = Ring::MinCapacity}));
        m_store->setRoomCallback([this] { m_room.release(); });
        m_recorder = std::make_unique<Recorder>(m_store->journal(), m_store->newConnectionId());
        m_server = std::make_unique<FrameTeller>(*m_recorder, Direction::ServerToClient);
    }
    // Large ones, too, whose payload stands in parts.
    static QByteArray text(int number)
    {
        return QByteArray::number(number).leftJustified(number % 100 == 99 ? 100'000 : 200, '.');
    }
    void say() { m_server->message(Opcode::Text, text(m_said++)); }
    bool waitForRoom()
    {
        while (!m_store->journal().hasRoom()) {
            if (!m_room.try_acquire_for(20s))
                return false;
        }
        return true;
    }
    std::shared_ptr<Outcome> move(const QString &target, const CopyProgress &progress = {})
    {
        auto outcome = std::make_shared<Outcome>();
        m_store->moveTo(target, progress, [outcome](const Result<void> &result) {
            outcome->result = result;
            outcome->isThere.release();
        });
        return outcome;
    }
    static Result<void> resultOf(Outcome &outcome)
    {
        if (!outcome.isThere.try_acquire_for(20s))
            return Error{QStringLiteral("Nothing is heard of it."), {}, {}};
        return *outcome.result;
    }
    void verify(const QString &path) const
    {
        QCOMPARE(sqlText(path, "PRAGMA integrity_check"), QStringLiteral("ok"));
        const auto file = valueOf(SessionReader::open(path));
        QCOMPARE(valueOf(file->info()).lastId, RowId(m_said));
        for (RowId first = 1; first <= m_said; first += 1000) {
            for (const Row &row : valueOf(file->rows(first, 1000))) {
                const QByteArray said = text(int(row.id) - 1);
                QVERIFY2(row.preview == said.first(row.preview.size()), row.preview.constData());
                if (row.flags.testFlag(RowFlag::InParts))
                    QCOMPARE(valueOf(file->payload(row.id, 0, 1u << 30)), said);
            }
        }
    }
    static QStringList filesIn(const QString &folder)
    {
        return QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_said = 0;
    }
    void cleanup()
    {
        m_store.reset();
        m_server.reset();
        m_recorder.reset();
    }

    void losesNothingOfAFlood_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("in the folder") << QString();
        if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
            QTest::newRow("to another file system") << QStringLiteral("/dev/shm/framescope-XXXXXX");
    }
    void losesNothingOfAFlood()
    {
        QFETCH(const QString, folder);
        const QTemporaryDir other(folder.isEmpty() ? m_folder.path(QStringLiteral("other-XXXXXX")) : folder);
        const QString target = other.filePath(QStringLiteral("moved.framescope"));
        record(m_folder.path());
        for (int i = 0; i < 4000; ++i) {
            QVERIFY(waitForRoom());
            say();
        }
        std::vector<double> told; // in the store's thread, until it is over
        const auto outcome = move(target, [&told](double done) {
            told.push_back(done);
            return true;
        });
        while (!outcome->isThere.try_acquire()) {
            QVERIFY(waitForRoom());
            say();
        }
        check(*outcome->result);
        QVERIFY(told.size() >= 2 && told.back() == 1);
        QCOMPARE(m_store->path(), target);
        QCOMPARE(m_folder.files(), QStringList());
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(waitForRoom());
            say();
        }
        check(m_store->finish());
        verify(target);
        QCOMPARE(filesIn(other.path()), QStringList({QStringLiteral("moved.framescope")}));
        QCOMPARE(int(QFile::permissions(target) & 0x0077), 0);
    }

    // What the ring could not take goes along, and so do the rows whose COMMIT the disk did not take; a process that
    // is killed right behind the move leaves them there.
    void leavesAFullDisk()
    {
        if (!SmallDisk::mayBeMade())
            return;
        const SmallDisk disk(12);
        const QString name = QStringLiteral("moved.framescope"), target = m_folder.path(name);
        record(disk.path() + QStringLiteral("/s.framescope"));
        Batches batches(*m_store);
        while (m_store->journal().hasRoom() || m_room.try_acquire_for(1s))
            say();
        batches.await([](const AppendBatch &b) { return b.trouble == QStringLiteral("the disk is full"); });
        while (!m_store->journal().spill().isOpen())
            say();
        for (int i = 0; i < 100; ++i)
            say();
        const QTemporaryDir killed;
        std::binary_semaphore isThere(0);
        // Slower than the store tries again: what is copied is not copied once more for that.
        double done = 0;
        const auto slowly = [&done](double now) {
            if (now < done)
                qFatal("The copy begins anew.");
            done = now;
            QThread::msleep(60);
            return true;
        };
        m_store->moveTo(target, slowly, [&](const Result<void> &moved) { // in the store's thread, which writes
            check(moved);
            for (const QString &file : m_folder.files())
                QVERIFY(QFile::copy(m_folder.path(file), killed.filePath(file)));
            isThere.release();
        });
        QVERIFY(isThere.try_acquire_for(20s));
        QVERIFY(filesIn(disk.path()).isEmpty());
        QVERIFY(QFile::exists(killed.filePath(name + QStringLiteral("-spill"))));
        check(valueOf(SessionStore::open(killed.filePath(name), m_clock, {}))->finish());
        QCOMPARE(filesIn(killed.path()), QStringList({name}));
        verify(killed.filePath(name));

        batches.await([](const AppendBatch &b) { return b.trouble.isEmpty(); });
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(waitForRoom());
            say();
        }
        check(m_store->finish());
        verify(target);
        QCOMPARE(m_folder.files(), QStringList({name}));
    }

    void failsWithASentence_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("beside"); // a file that is there already
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const char *target, const char *beside, const char *sentence) {
            QTest::newRow(name) << QString::fromLatin1(target) << QString::fromLatin1(beside)
                                << QString::fromLatin1(sentence);
        };
        row("itself", "s.framescope", "", "%1 is this session itself. Choose another name.");
        row("a file", "t.framescope", "t.framescope", "%1 exists already. Choose another name.");
        row("a folder", ".", "", "%1 exists already. Choose another name.");
        row("no such folder", "no/t.framescope", "",
            "%1 cannot be made: No such file or directory. Choose a folder that you may write to.");
        row("somebody's ring", "t.framescope", "t.framescope-ring",
            "%1 cannot be replaced: %1-ring says that it is being recorded or was never finished. Choose "
            "another "
            "name, or open and close that session first.");
    }
    void failsWithASentence()
    {
        QFETCH(const QString, target);
        QFETCH(const QString, beside);
        QFETCH(const QString, sentence);
        record(m_folder.path());
        say();
        if (!beside.isEmpty()) {
            QFile file(m_folder.path(beside));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("whose?") > 0);
        }
        const QStringList before = m_folder.files();
        const auto result = resultOf(*move(m_folder.path(target)));
        QVERIFY(!result);
        QCOMPARE(result.error().toString(),
            QString(sentence).replace(QStringLiteral("%1"), m_folder.path(target)));
        QCOMPARE(m_folder.files(), before);
        QCOMPARE(m_store->path(), m_folder.path());
        say();
        check(m_store->finish());
        verify(m_folder.path());
    }

    // Too small for the ring, and for the file.
    void staysIfThereIsNoRoom_data()
    {
        QTest::addColumn<int>("mebibytes");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("for the ring")
            << 1
            << QStringLiteral("%1-ring could not be made: the disk is full. Free some space, or record on "
                              "another disk.");
        QTest::newRow("for the file") << 3
                                      << QStringLiteral("There is no room for the session at %1: the disk is "
                                                        "full. Choose a place on another disk.");
    }
    void staysIfThereIsNoRoom()
    {
        QFETCH(const int, mebibytes);
        QFETCH(const QString, sentence);
        if (!SmallDisk::mayBeMade())
            return;
        const SmallDisk disk(mebibytes);
        const QString target = disk.path() + QStringLiteral("/t.framescope");
        record(m_folder.path());
        for (int i = 0; i < 2000; ++i) {
            QVERIFY(waitForRoom());
            say();
        }
        const auto result = resultOf(*move(target));
        QVERIFY(!result);
        QCOMPARE(result.error().toString(), QString(sentence).replace(QStringLiteral("%1"), target));
        QVERIFY(filesIn(disk.path()).isEmpty());
        say();
        check(m_store->finish());
        verify(m_folder.path());
    }

    void isCancelled()
    {
        record(m_folder.path());
        say();
        const auto result =
            resultOf(*move(m_folder.path(QStringLiteral("t.framescope")), [](double) { return false; }));
        QVERIFY(!result);
        QCOMPARE(result.error().toString(), QStringLiteral("The move was cancelled."));
        say();
        check(m_store->finish());
        verify(m_folder.path());
        QCOMPARE(m_folder.files(), QStringList({QStringLiteral("s.framescope")}));
    }

    void anotherMoveWaitsForNone()
    {
        record(m_folder.path());
        say();
        std::binary_semaphore goesOn(0);
        const auto first = move(m_folder.path(QStringLiteral("t.framescope")), [&goesOn](double) {
            goesOn.acquire();
            goesOn.release();
            return true;
        });
        const auto second = move(m_folder.path(QStringLiteral("u.framescope")));
        goesOn.release();
        check(resultOf(*first));
        const auto refused = resultOf(*second);
        // Whichever was asked for when the other was over.
        QCOMPARE(m_store->path(),
            m_folder.path(refused ? QStringLiteral("u.framescope") : QStringLiteral("t.framescope")));
        check(m_store->finish());
        const auto late = resultOf(*move(m_folder.path()));
        QVERIFY(!late);
        QCOMPARE(late.error().toString(),
            QStringLiteral("The session was not moved to %1: its recording ended.").arg(m_folder.path()));
    }

    // Who reads asks where it lies.
    void isReadWhereItLies()
    {
        record(m_folder.path());
        const SessionPlace place = m_store->place();
        std::binary_semaphore read(0);
        std::optional<PageReader::Page> page;
        PageReader::Callbacks callbacks;
        callbacks.page = [&](PageReader::Page answer) {
            page = std::move(answer);
            read.release();
        };
        callbacks.commit = [this] { return m_store->commitPublished(); };
        PageReader reader(place, std::move(callbacks));
        for (int turn = 1; turn <= 3; ++turn) {
            say();
            m_store->flush();
            reader.requestPage(0);
            QVERIFY(read.try_acquire_for(20s));
            QCOMPARE(page->rows.size(), size_t(turn));
            check(resultOf(*move(m_folder.path(QStringLiteral("%1.framescope").arg(turn)))));
        }
        QCOMPARE(place.path(), m_folder.path(QStringLiteral("3.framescope")));
    }
};

int main(int argc, char **argv)
{
    SmallDisk::mayBeMade();
    QCoreApplication app(argc, argv);
    SessionMoveTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sessionmove.moc"
