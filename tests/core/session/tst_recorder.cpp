// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/recorder.h"
#include "sessionfixture.h"

#include <functional>

using namespace framescope;
using namespace framescope::test;

namespace {

// A record as one line: what it is, the row, how many application and own bytes follow.
QByteArray lineOfRecord(QByteArrayView record)
{
    static const char *const types[] = {"", "row", "began", "piece", "ended"};
    const auto view = RowRecordView::of(record);
    if (!view)
        return "?";
    const RowRecord &row = view->row;
    if (row.kind == RowKind::Violation) {
        return "violation " + QByteArray::number(row.id) + " of " + QByteArray::number(row.message)
            + (row.does & RowRecord::BreaksRow ? " breaks it '" : " '") + view->application.toByteArray()
            + '\'';
    }
    QByteArray line = QByteArray(types[static_cast<int>(row.type)]) + ' ' + QByteArray::number(row.id) + ' '
        + directionMark(row.direction) + QByteArray::number(row.received) + '/'
        + QByteArray::number(row.payloadLength);
    line += " msg " + QByteArray::number(row.message) + " app " + QByteArray::number(view->application.size());
    if (row.flags & static_cast<quint16>(RowFlag::HasWire))
        line += " wire " + QByteArray::number(view->wire.size());
    if (row.does & RowRecord::ClosesPayload)
        line += " closes";
    if (row.flags & static_cast<quint16>(RowFlag::Broken))
        line += " broken";
    return line;
}

} // namespace

// Wire events in, records out.
class RecorderTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::unique_ptr<Ring> m_ring;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<Recorder> m_recorder;
    quint64 m_position = 0;

    QByteArrayList records()
    {
        QByteArrayList lines;
        for (QByteArrayView record = m_ring->read(m_position); !record.isNull();
             record = m_ring->read(m_position))
            lines += lineOfRecord(record);
        return lines;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_ring = valueOf(Ring::create(m_folder.path(QStringLiteral("ring")), Ring::MinCapacity));
        m_journal = std::make_unique<Journal>(*m_ring, 1);
        m_recorder = std::make_unique<Recorder>(*m_journal, 5);
        m_position = 0;
    }

    void wholeFrames()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        server.message(Opcode::Text, "hello");
        server.control(Opcode::Ping, "p");
        server.compressed(Opcode::Binary, "zzz", "inflated");
        server.fragments(Opcode::Text, {"ab", "", "cde"}, [&] { server.control(Opcode::Pong, ""); });
        compareLines(records(),
            {"row 1 < 5/5 msg 1 app 5 closes", "row 2 < 1/1 msg 2 app 1 closes",
                "row 3 < 3/3 msg 3 app 8 wire 3 closes", "row 4 < 2/2 msg 4 app 2 wire 2",
                "row 5 < 0/0 msg 5 app 0 closes", "row 6 < 0/0 msg 4 app 0 wire 0",
                "row 7 < 0/0 msg 7 app 0 closes", "row 8 < 3/3 msg 4 app 3 wire 3 closes"});
    }

    void framesInPieces()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        FrameTeller client(*m_recorder, Direction::ClientToServer);
        FrameEvent in = server.begin(Opcode::Text, 6);
        server.piece(in, "abc");
        FrameEvent out = client.begin(Opcode::Binary, 9, false);
        client.piece(out, "12");
        server.piece(in, "def");
        server.end(in);
        client.end(out);
        compareLines(records(),
            {"began 1 < 0/6 msg 1 app 0", "piece 1 < 0/6 msg 1 app 3", "began 2 > 0/9 msg 2 app 0 wire 0",
                "piece 2 > 0/9 msg 2 app 2 wire 2", "piece 1 < 0/6 msg 1 app 3",
                "ended 1 < 6/6 msg 1 app 0 closes", "ended 2 > 2/9 msg 2 app 0 wire 0 closes"});
    }

    void cutsLargePayloads()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        server.message(Opcode::Binary, QByteArray(262'144, 'x'));
        server.message(Opcode::Binary, QByteArray(262'145, 'x'));
        compareLines(records(),
            {"row 1 < 262144/262144 msg 1 app 262144 closes", "began 2 < 262145/262145 msg 2 app 0",
                "piece 2 < 262145/262145 msg 2 app 262144", "piece 2 < 262145/262145 msg 2 app 1",
                "ended 2 < 262145/262145 msg 2 app 0 closes"});
    }

    // A frame that is no part of the message between its fragments, as a lenient reader lets it pass.
    void reservedOpcodeBetweenFragments()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        server.fragments(Opcode::Text, {"ab", "cd"}, [&] {
            server.control(static_cast<Opcode>(3), "r");
            FrameEvent pieces = server.begin(static_cast<Opcode>(7), 1);
            server.piece(pieces, "s");
            server.end(pieces);
        });
        compareLines(records(),
            {"row 1 < 2/2 msg 1 app 2 wire 2", "row 2 < 1/1 msg 2 app 1 closes", "began 3 < 0/1 msg 3 app 0",
                "piece 3 < 0/1 msg 3 app 1", "ended 3 < 1/1 msg 3 app 0 closes",
                "row 4 < 2/2 msg 1 app 2 wire 2 closes"});
    }

    // The pieces add themselves to what the row has begun with.
    void largeFramesBeginWithTheirHeader()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        server.message(Opcode::Binary, QByteArray(300'000, 'x'));
        const RowRecord began = RowRecordView::of(m_ring->read(m_position))->row;
        QCOMPARE(began.type, RecordType::Began);
        QCOMPARE(began.wireSize, 10u);
        QCOMPARE(began.payloadSize, 0u);
    }

    // The wire says one thing and the application gets another, in calls that need not pair up.
    void compressedInPieces()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        FrameEvent event = server.event(Opcode::Text, 4);
        event.header.rsv1 = true;
        event.state = FrameState::Arriving;
        m_recorder->frameBegan(event);
        m_recorder->framePayload(Direction::ServerToClient, "zz", "inflated ");
        m_recorder->framePayload(Direction::ServerToClient, "zz", {});
        m_recorder->framePayload(Direction::ServerToClient, {}, "more");
        const MessageEnd end{Opcode::Text, 13, true, 1, {}, false};
        event.state = FrameState::Complete;
        event.message = &end;
        m_recorder->frameEnded(event);
        compareLines(records(),
            {"began 1 < 0/4 msg 1 app 0 wire 0", "piece 1 < 0/4 msg 1 app 9 wire 0",
                "piece 1 < 0/4 msg 1 app 0 wire 2", "piece 1 < 0/4 msg 1 app 0 wire 2",
                "piece 1 < 0/4 msg 1 app 4 wire 0", "ended 1 < 4/4 msg 1 app 0 wire 0 closes"});
    }

    void eventsBetweenFrames()
    {
        HeadEvent head;
        head.head.raw = "HTTP/1.1 200 OK\r\n\r\n";
        head.direction = Direction::ServerToClient;
        m_recorder->head(head);
        m_recorder->violation(
            {ViolationKind::ReservedOpcode, Direction::ServerToClient, 7, QStringLiteral("opcode 3")}, 9);
        QByteArrayList lines;
        for (QByteArrayView record = m_ring->read(m_position); !record.isNull();
             record = m_ring->read(m_position))
            lines += lineOf(shownRow(*RowRecordView::of(record)));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], "1 < handshake 19/19 'HTTP/1.1 200 OK\r\n\r\n'");
        QVERIFY2(lines[1].startsWith("2 < violation "), lines[1].constData());
    }

    // What is found with the header is written with the frame; what its bytes show makes it Broken later.
    void violationsNameTheirFrame_data()
    {
        QTest::addColumn<std::function<void(Recorder &, FrameTeller &)>>("tell");
        QTest::addColumn<QByteArrayList>("records");
        using Tell = std::function<void(Recorder &, FrameTeller &)>;
        const auto reserved = [](quint64 offset) {
            return Violation{
                ViolationKind::ReservedOpcode, Direction::ServerToClient, offset, QStringLiteral("opcode 3")};
        };
        const auto row = [](const char *name, const Tell &tell, const QByteArrayList &records) {
            QTest::newRow(name) << tell << records;
        };
        const QByteArray what = "'The opcode is reserved (RFC 6455, 5.2): opcode 3. "
                                "A strict peer closes with 1002. Byte ";
        row("of a frame that is written with it",
            [=](Recorder &recorder, FrameTeller &server) {
                server.message(Opcode::Text, "good");
                FrameEvent frame = server.event(static_cast<Opcode>(3), 1);
                frame.payload = "x";
                frame.offset = 160;
                frame.violations = 2;
                recorder.frame(frame);
                recorder.violation(reserved(160), 9);
                recorder.violation(reserved(161), 9);
                server.message(Opcode::Text, "good");
            },
            {"row 1 < 4/4 msg 1 app 4 closes", "row 2 < 1/1 msg 2 app 1 closes broken",
                "violation 3 of 2 " + what + "0 of frame #2.'",
                "violation 4 of 2 " + what + "1 of frame #2.'", "row 5 < 4/4 msg 5 app 4 closes"});
        row("of a frame that is arriving",
            [=](Recorder &recorder, FrameTeller &server) {
                FrameEvent frame = server.begin(Opcode::Text, 2);
                server.piece(frame, "a");
                recorder.violation(reserved(3), 9);
                server.piece(frame, "b");
                recorder.violation(reserved(4), 9);
                server.end(frame);
            },
            {"began 1 < 0/2 msg 1 app 0", "piece 1 < 0/2 msg 1 app 1",
                "violation 2 of 1 breaks it " + what + "3 of frame #1.'", "piece 1 < 0/2 msg 1 app 1 broken",
                "violation 3 of 1 " + what + "4 of frame #1.'", "ended 1 < 2/2 msg 1 app 0 closes broken"});
        row("of a frame that has ended",
            [=](Recorder &recorder, FrameTeller &server) {
                server.message(Opcode::Text, "bad");
                recorder.violation(reserved(4), 9);
                server.message(Opcode::Text, "good");
            },
            {"row 1 < 3/3 msg 1 app 3 closes", "violation 2 of 1 breaks it " + what + "4 of frame #1.'",
                "row 3 < 4/4 msg 3 app 4 closes"});
        row("whose byte came in an earlier frame",
            [=](Recorder &recorder, FrameTeller &server) {
                FrameEvent frame = server.event(Opcode::Continuation, 1);
                frame.payload = "x";
                frame.offset = 170;
                frame.violations = 1;
                recorder.frame(frame);
                recorder.violation(reserved(169), 9);
            },
            {"row 1 < 1/1 msg 1 app 0 wire 1 broken",
                "violation 2 of 1 'The opcode is reserved (RFC 6455, 5.2): opcode 3. "
                "A strict peer closes with 1002. In frame #1.'"});
        row("of the frame of its own direction",
            [=](Recorder &recorder, FrameTeller &server) {
                server.message(Opcode::Text, "bad");
                FrameTeller(recorder, Direction::ClientToServer).message(Opcode::Text, "ours");
                recorder.violation(reserved(1), 9);
            },
            {"row 1 < 3/3 msg 1 app 3 closes", "row 2 > 4/4 msg 2 app 4 closes",
                "violation 3 of 1 breaks it " + what + "1 of frame #1.'"});
        const auto tellHead = [](Recorder &recorder, const QByteArray &raw) {
            HeadEvent head;
            head.direction = Direction::ServerToClient;
            head.head.raw = raw;
            head.violations = 1;
            recorder.head(head);
        };
        row("of a head behind an interim one",
            [=](Recorder &recorder, FrameTeller &) {
                tellHead(recorder, "HTTP/1.1 103 Early Hints\r\n\r\n");
                tellHead(recorder, "ICY 200 OK\r\n\r\n");
                recorder.violation({ViolationKind::AcceptMissing, Direction::ServerToClient, 0, {}}, 9);
                recorder.violation({ViolationKind::HeadTooLong, Direction::ServerToClient, 32, {}}, 9);
            },
            {"row 1 < 28/28 msg 1 app 28 closes", "row 2 < 14/14 msg 2 app 14 closes",
                "violation 3 of 2 breaks it "
                "'Sec-WebSocket-Accept is missing (RFC 6455, 4.1). Byte 0 of head #2.'",
                "violation 4 of 2 "
                "'The HTTP head does not end within the limit (RFC 6455, 10.4). Byte 4 of head #2.'"});
        row("of nothing that was told",
            [=](Recorder &recorder, FrameTeller &) { recorder.violation(reserved(7), 9); },
            {"violation 1 of 1 'The opcode is reserved (RFC 6455, 5.2): opcode 3. Byte "
             "7.'"});
    }

    void violationsNameTheirFrame()
    {
        QFETCH(std::function<void(Recorder &, FrameTeller &)>, tell);
        QFETCH(QByteArrayList, records);
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        tell(*m_recorder, server);
        compareLines(this->records(), records);
    }

    void countsFramesAndBytes()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        FrameTeller client(*m_recorder, Direction::ClientToServer);
        HeadEvent head;
        head.head.raw = "GET";
        m_recorder->head(head);
        server.message(Opcode::Text, QByteArray(200, 'x')); // a header of four bytes
        FrameEvent open = server.begin(Opcode::Binary, 10);
        server.piece(open, "abc");
        QCOMPARE(m_recorder->frames(Direction::ServerToClient), 2u);
        QCOMPARE(m_recorder->wireBytes(Direction::ServerToClient), 204u + 5u);
        QCOMPARE(m_recorder->frames(Direction::ClientToServer), 0u);
        QCOMPARE(m_recorder->wireBytes(Direction::ClientToServer), 3u);
    }

    void marksWhatWasNotDelivered()
    {
        FrameTeller server(*m_recorder, Direction::ServerToClient);
        m_recorder->setDelivering(false);
        server.message(Opcode::Text, "late");
        server.control(Opcode::Ping, "");
        QByteArrayList lines;
        for (QByteArrayView record = m_ring->read(m_position); !record.isNull();
             record = m_ring->read(m_position))
            lines += lineOf(shownRow(*RowRecordView::of(record)));
        compareLines(lines, {"1 < text 4/4 undelivered ends 'late'", "2 < ping 0/0 ''"});
    }
};

QTEST_GUILESS_MAIN(RecorderTest)
#include "tst_recorder.moc"
