// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/logwriter.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// Records into the file, without the thread around it.
class LogWriterTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::unique_ptr<Ring> m_ring;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<LogWriter> m_log;
    quint64 m_position = 0;

    // Everything that was written, and a COMMIT.
    void store()
    {
        for (QByteArrayView record = m_ring->read(m_position); !record.isNull();
             record = m_ring->read(m_position)) {
            QCOMPARE(m_log->apply(record, nullptr), SQLITE_OK);
            QVERIFY(!m_log->wasRefused());
        }
        QCOMPARE(m_log->commit(m_ring->identity(), m_position, 0), SQLITE_OK);
    }
    void letQueriesFail(bool on)
    {
        sqlite3_progress_handler(
            m_log->database().handle(), on ? 1 : 0, [](void *) { return 1; }, nullptr);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_ring = valueOf(Ring::create(m_folder.path(QStringLiteral("ring")), Ring::MinCapacity));
        m_journal = std::make_unique<Journal>(*m_ring, 1);
        m_recorder = std::make_unique<Recorder>(*m_journal, 1);
        m_position = 0;
        m_log = std::make_unique<LogWriter>(emptySession(m_folder));
    }

    // A writer that cannot read where the file ends takes nothing, rather than begin at row 1 again.
    void takesNothingUntilItKnowsWhatIsStored()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        server.message(Opcode::Text, "one");
        server.message(Opcode::Text, "two");
        store();
        server.message(Opcode::Text, "three");
        letQueriesFail(true);
        m_log->rollBack();
        letQueriesFail(false);
        QCOMPARE(m_log->loadCode(), SQLITE_INTERRUPT);
        QVERIFY(m_log->isValid());
        quint64 position = m_position;
        QCOMPARE(m_log->apply(m_ring->read(position), nullptr), SQLITE_INTERRUPT);
        QCOMPARE(m_log->commit(m_ring->identity(), position, 0), SQLITE_INTERRUPT);
        QCOMPARE(m_log->database().error(QStringLiteral("FILE"), SQLITE_INTERRUPT).what,
            QStringLiteral("FILE cannot be used: interrupted."));
        m_log->rollBack();
        QCOMPARE(m_log->loadCode(), SQLITE_OK);
        store();
        QCOMPARE(m_log->lastId(), 3);
    }

    // The same where the beginning of a payload cannot be read back.
    void doesNotWriteOverPartsItCannotRead()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        server.fragments(Opcode::Text, {"first ", "second"}, [&] {
            store();
            m_log->rollBack();
        });
        quint64 position = m_position;
        const QByteArrayView record = m_ring->read(position);
        QCOMPARE(m_log->database().execute("ALTER TABLE part RENAME COLUMN data TO hidden"), SQLITE_OK);
        QVERIFY(m_log->apply(record, nullptr) != SQLITE_OK);
        m_log->rollBack();
        QCOMPARE(m_log->database().execute("ALTER TABLE part RENAME COLUMN hidden TO data"), SQLITE_OK);
        m_log->rollBack();
        store();
        const auto file = valueOf(SessionReader::open(m_folder.path()));
        QCOMPARE(valueOf(file->payload(2, 0, 100)), "first second");
    }

    // As a killed process leaves them.
    void closesConnectionsThatNobodyHolds()
    {
        ConnectionFacts open, waiting, ended;
        open.id = 1;
        open.readyState = ReadyState::Open;
        open.openedNs = 5;
        waiting.id = 2;
        waiting.readyState = ReadyState::Closed;
        waiting.outcome.what = QStringLiteral("The server refused.");
        waiting.nextAttemptNs = 9;
        ended.id = 3;
        ended.readyState = ReadyState::Closed;
        ended.outcome.what = QStringLiteral("Closed cleanly.");
        for (const ConnectionFacts &facts : {open, waiting, ended})
            m_journal->connectionFacts(facts);
        store();
        QCOMPARE(m_log->closeConnections(), SQLITE_OK);
        QCOMPARE(m_log->closeConnections(), SQLITE_OK);
        store();
        QStringList lines;
        for (const ConnectionFacts &facts :
            valueOf(valueOf(SessionReader::open(m_folder.path()))->connections())) {
            QCOMPARE(facts.readyState, ReadyState::Closed);
            QVERIFY(!facts.nextAttemptNs);
            lines += facts.outcome.what;
        }
        QCOMPARE(lines,
            QStringList({QStringLiteral("The recording ended before this connection did."),
                QStringLiteral("The server refused."), QStringLiteral("Closed cleanly.")}));
    }

    void reservedOpcodeBetweenFragments()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        server.fragments(Opcode::Text, {"first ", "second"}, [&] {
            FrameEvent reserved = server.begin(static_cast<Opcode>(3), 2);
            server.piece(reserved, "x");
            store();
            server.piece(reserved, "y");
            server.end(reserved);
            store();
        });
        store();
        const auto file = valueOf(SessionReader::open(m_folder.path()));
        QCOMPARE(valueOf(file->payload(2, 0, 100)), "xy");
        QCOMPARE(valueOf(file->payload(3, 0, 100)), "first second");
    }
};

QTEST_GUILESS_MAIN(LogWriterTest)
#include "tst_logwriter.moc"
