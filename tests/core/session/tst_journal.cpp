// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/journal.h"
#include "sessionfixture.h"

using namespace framescope;
using namespace framescope::test;

// What the producer writes, read back from the ring.
class JournalTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::unique_ptr<Ring> m_ring;
    quint64 m_position = 0;

    QByteArray next() { return m_ring->read(m_position).toByteArray(); }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_ring = valueOf(Ring::create(m_folder.path(QStringLiteral("ring")), Ring::MinCapacity));
        m_position = 0;
    }

    void numbersEvents()
    {
        Journal journal(*m_ring, 41);
        QCOMPARE(journal.event(3, RowKind::State, Direction::ServerToClient, 7, "open"), 41);
        QCOMPARE(journal.event(3, RowKind::Error, Direction::ServerToClient, 8, ""), 42);
        QCOMPARE(journal.nextId(), 43);
        const QByteArray first = next();
        const auto view = RowRecordView::of(first);
        QVERIFY(view);
        compareLines({lineOf(shownRow(*view))}, {"41 < state 4/4 'open'"});
        QCOMPARE(view->row.timeNs, 7);
        QCOMPARE(view->row.connection, 3);
        const QByteArray second = next();
        compareLines({lineOf(shownRow(*RowRecordView::of(second)))}, {"42 < error 0/0 ''"});
        QVERIFY(next().isNull());
    }

    // The reserve is for events: when frames have filled the rest, they still go to the ring.
    void keepsTheReserveForEvents()
    {
        Journal journal(*m_ring, 1);
        RowRecord frame;
        const QByteArray payload(100'000, 'x');
        while (m_ring->fits(sizeof frame + quint64(payload.size()))) {
            frame.id = journal.takeId();
            journal.write(frame, payload, {}, Journal::Urgency::Ordinary);
        }
        while (m_ring->fits(sizeof frame + 1000)) {
            frame.id = journal.takeId();
            journal.write(frame, payload.first(1000), {}, Journal::Urgency::Ordinary);
        }
        journal.event(1, RowKind::State, Direction::ServerToClient, 0, "closed");
        QVERIFY(!journal.spill().isOpen());
        frame.id = journal.takeId();
        journal.write(frame, payload.first(1000), {}, Journal::Urgency::Ordinary);
        QVERIFY(journal.spill().isOpen());
        // From now on everything waits in line, however small or urgent.
        journal.event(1, RowKind::State, Direction::ServerToClient, 0, "later");
        const auto spilled = journal.spill().takeAll().records;
        QCOMPARE(spilled.size(), 2u);
        QCOMPARE(RowRecordView::of(spilled[0])->row.id, frame.id);
        QCOMPARE(RowRecordView::of(spilled[1])->application, "later");
        // Until these are stored, nothing may stand in the ring that follows them.
        journal.event(1, RowKind::State, Direction::ServerToClient, 0, "meanwhile");
        journal.spill().closeIfEmpty();
        QVERIFY(journal.spill().isOpen());
        QCOMPARE(journal.spill().takeAll().records.size(), 1u);
        journal.spill().closeIfEmpty();
        QVERIFY(!journal.spill().isOpen());
    }

    // With the least room that hasRoom() calls enough: one read of nothing but empty Pings, answered.
    void roomIsEnoughForARead()
    {
        m_ring = valueOf(Ring::create(m_folder.path(QStringLiteral("large"))));
        Journal journal(*m_ring, 1);
        const QByteArray payload(1000, 'x');
        RowRecord frame;
        while (journal.hasRoom())
            journal.write(frame, payload, {}, Journal::Urgency::Ordinary);
        Recorder recorder(journal, 1);
        FrameTeller server(recorder, Direction::ServerToClient);
        FrameTeller client(recorder, Direction::ClientToServer);
        for (int read = 0; read < 256 * 1024; read += 2) {
            server.control(Opcode::Ping, {});
            client.control(Opcode::Pong, {});
        }
        QVERIFY(!journal.spill().isOpen());
    }

    void saysWhenToStopReading()
    {
        Journal journal(*m_ring, 1);
        QVERIFY(journal.hasRoom());
        QVERIFY(!journal.takeRoomWish());
        const QByteArray payload(100'000, 'x');
        RowRecord frame;
        while (journal.hasRoom())
            journal.write(frame, payload, {}, Journal::Urgency::Ordinary);
        QVERIFY(m_ring->used() >= m_ring->capacity() / 2 - Ring::Reserve - 200'000);
        QVERIFY(journal.takeRoomWish());
        QVERIFY(!journal.takeRoomWish());
        quint64 position = 0;
        while (!m_ring->read(position).isNull()) { }
        m_ring->freeUpTo(position);
        QVERIFY(journal.hasRoom());
    }

    void writesWhatStandsBesideARow()
    {
        Journal journal(*m_ring, 1);
        journal.event(1, RowKind::Mark, Direction::ClientToServer, 0, "now");
        const Annotation annotation{1, 4, QStringLiteral("caf\u00e9")};
        journal.annotate(annotation);
        next();
        const QByteArray record = next();
        QCOMPARE(recordType(record), RecordType::Annotated);
        QCOMPARE(AnnotationRecord::read(record), annotation);
        QCOMPARE(journal.nextId(), 2);
    }

    // Who writes first is the producer; an assert of a debug build finds another.
    void belongsToTheThreadThatUsesItFirst()
    {
        const ThreadBound bound;
        bool elsewhere = true;
        QVERIFY(bound.isThis());
        std::thread([&] { elsewhere = bound.isThis(); }).join();
        QVERIFY(!elsewhere);
        QVERIFY(bound.isThis());
        const ThreadBound other;
        std::thread([&] { elsewhere = other.isThis(); }).join();
        QVERIFY(elsewhere);
        QVERIFY(!other.isThis());
    }

    // A record above the ring's limit is no reason to lose it.
    void takesHugeFacts()
    {
        Journal journal(*m_ring, 1);
        ConnectionFacts facts;
        facts.id = 9;
        facts.requestHead = QByteArray(600'000, 'h');
        journal.connectionFacts(facts);
        const auto spilled = journal.spill().takeAll().records;
        QCOMPARE(spilled.size(), 1u);
        QCOMPARE(recordType(spilled[0]), RecordType::Facts);
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
