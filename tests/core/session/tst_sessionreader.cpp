// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "sessionfixture.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// Counts up, so that a byte tells its place.
QByteArray counting(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>((i * 31) ^ (i >> 8));
    return bytes;
}

} // namespace

// What was recorded is what is read: rows as lines, payloads byte for byte.
class SessionReaderTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    std::unique_ptr<SessionReader> record(const std::function<void(Journal &, Recorder &)> &what)
    {
        m_folder = {};
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        what(store->journal(), recorder);
        check(store->finish());
        return valueOf(SessionReader::open(m_folder.path()));
    }

private Q_SLOTS:
    void payloadsByRange()
    {
        const QByteArray large = counting(700'000);
        const auto reader = record([&](Journal &, Recorder &recorder) {
            FrameTeller server(recorder, Direction::ServerToClient);
            server.message(Opcode::Binary, large);
            server.fragments(Opcode::Binary, {large.first(100'000), large.mid(100'000)});
        });
        const auto rows = valueOf(reader->rows(1, 10));
        QCOMPARE(rows.size(), 3u);
        for (RowId id = 1; id <= 3; ++id) {
            QCOMPARE(valueOf(reader->payloadSize(id)), 700'000u);
            QCOMPARE(valueOf(reader->payload(id, 0, 1'000'000)), large);
            QCOMPARE(valueOf(reader->payload(id, 262'100, 100)), large.mid(262'100, 100));
            QCOMPARE(valueOf(reader->payload(id, 699'990, 100)), large.mid(699'990));
            QCOMPARE(valueOf(reader->payload(id, 700'000, 100)), QByteArray());
        }
        QCOMPARE(valueOf(reader->wirePayload(1, 5, 10)), large.mid(5, 10));
        QCOMPARE(valueOf(reader->wirePayload(2, 99'990, 100)), large.mid(99'990, 10));
        QCOMPARE(valueOf(reader->wirePayload(3, 0, 700'000)), large.mid(100'000));
    }
    // Of a message of several frames the bytes are those of the frame that ends it.
    void sumsUpRanges()
    {
        const auto reader = record([](Journal &journal, Recorder &recorder) {
            journal.event(1, RowKind::State, Direction::ServerToClient, 5, "open");
            FrameTeller server(recorder, Direction::ServerToClient);
            server.fragments(Opcode::Text, {"Hel", "lo"});
            server.control(Opcode::Ping, "p");
            journal.event(1, RowKind::Note, Direction::ServerToClient, 900, "end");
        });
        const RowTotals all = valueOf(reader->totals({{1, 5}}));
        QCOMPARE(all.rows, 5u);
        QCOMPARE(all.payloadBytes, 6u);
        QCOMPARE(all.firstNs, 5);
        QCOMPARE(all.lastNs, 900);
        const RowTotals some = valueOf(reader->totals({{2, 2}, {4, 4}, {6, 99}}));
        QCOMPARE(some.rows, 2u);
        QCOMPARE(some.payloadBytes, 1u);
        QCOMPARE(valueOf(reader->totals({})).rows, 0u);
    }
    void findsTheRowOfATime()
    {
        const auto reader = record([](Journal &journal, Recorder &) {
            for (const qint64 ns : {10, 20, 20, 30})
                journal.event(1, RowKind::Note, Direction::ServerToClient, ns, "tick");
        });
        QCOMPARE(valueOf(reader->lastTimeNs()), 30);
        QCOMPARE(valueOf(reader->rowAt(0)), 1);
        QCOMPARE(valueOf(reader->rowAt(20)), 2);
        QCOMPARE(valueOf(reader->rowAt(21)), 4);
        QCOMPARE(valueOf(reader->rowAt(1000)), 4);
        const auto empty = record([](Journal &, Recorder &) {});
        QVERIFY(!empty->rowAt(5));
        QVERIFY(!empty->lastTimeNs());
    }
    // In and out as our role has it.
    void countsEachConnection()
    {
        const auto reader = record([](Journal &journal, Recorder &recorder) {
            FrameTeller client(recorder, Direction::ClientToServer);
            FrameTeller server(recorder, Direction::ServerToClient);
            HeadEvent head;
            head.head.raw = "GET / HTTP/1.1\r\n\r\n";
            recorder.head(head);
            client.message(Opcode::Text, "hello");
            server.fragments(Opcode::Text, {"Hel", "lo"});
            server.control(Opcode::Ping, "p");
            journal.event(1, RowKind::State, Direction::ServerToClient, 5, "open");
            ConnectionFacts relayed;
            relayed.id = 2;
            relayed.role = Role::Server;
            journal.connectionFacts(relayed);
            Recorder second(journal, 2);
            FrameTeller(second, Direction::ClientToServer).message(Opcode::Text, "to us");
            journal.event(0, RowKind::Mark, Direction::ClientToServer, 6, "of nobody");
        });
        QByteArrayList lines;
        for (const ConnectionCounters &of : valueOf(reader->counters()))
            lines += QByteArray::number(of.id) + ": in " + QByteArray::number(of.framesIn) + '/'
                + QByteArray::number(of.bytesIn) + ", out " + QByteArray::number(of.framesOut) + '/'
                + QByteArray::number(of.bytesOut);
        compareLines(lines, {"0: in 0/0, out 0/0", "1: in 3/12, out 1/25", "2: in 1/7, out 0/0"});
    }
    void rowsOfASession()
    {
        const auto reader = record([](Journal &journal, Recorder &recorder) {
            FrameTeller client(recorder, Direction::ClientToServer);
            FrameTeller server(recorder, Direction::ServerToClient);
            HeadEvent head;
            head.head.raw = "GET / HTTP/1.1\r\n\r\n";
            recorder.head(head);
            journal.event(1, RowKind::State, Direction::ServerToClient, 5, "open");
            client.message(Opcode::Text, "hello");
            server.message(Opcode::Binary, QByteArrayView("\x00\x01", 2), FrameOrigin::Replayed);
            server.control(Opcode::Ping, "p");
            server.compressed(Opcode::Text, "zz", "inflated text");
            server.fragments(
                Opcode::Text, {"Hel", "lo ", "World"}, [&] { client.control(Opcode::Pong, "p"); });
            recorder.setDelivering(false);
            server.message(Opcode::Text, "");
            server.control(Opcode::Close, QByteArrayView("\x03\xE8", 2));
        });
        compareLines(linesOf(valueOf(reader->rows(1, 100))),
            {"1 > handshake 18/18 'GET / HTTP/1.1\r\n\r\n'", "2 < state 4/4 'open'",
                "3 > text 5/5 ends 'hello'", QByteArray("4 < binary 2/2 replayed ends '\x00\x01'", 33),
                "5 < ping 1/1 'p'", "6 < text 2/2 of 13 wire compressed ends 'inflated text'",
                "7 < text+ 3/3 wire 'Hel'", "8 > pong 1/1 'p'", "9 < continuation+ 3/3 msg 7 wire 'lo '",
                "10 > pong 1/1 'p'", "11 < continuation 5/5 of 11 msg 7 frames 3 wire ends 'Hello World'",
                "12 < text 0/0 undelivered ends ''", "13 < close 2/2 '\x03\xE8'"});
    }
};

QTEST_GUILESS_MAIN(SessionReaderTest)
#include "tst_sessionreader.moc"
