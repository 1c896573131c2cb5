// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowscan.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// All rows of a session, columns and payloads.
class RowScanTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    void record()
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller down(recorder, Direction::ServerToClient), up(recorder, Direction::ClientToServer);
        down.message(Opcode::Text, "abc");                    // 1
        up.message(Opcode::Binary, QByteArray(70'000, 'x'));  // 2, in parts
        down.fragments(Opcode::Text, {"one ", "two"});        // 3 4
        up.control(Opcode::Ping, QByteArray("\0p", 2));       // 5
        down.message(Opcode::Text, "");                       // 6
        FrameEvent open = down.event(Opcode::Text, 4, false); // 7
        open.payload = open.application = "open";
        recorder.frame(open);
        check(store->finish());
    }
    // "1: abc": in the row; "2: elsewhere".
    static QByteArrayList payloads(RowScan &scan, const std::vector<RowId> &rows)
    {
        QByteArrayList told;
        check(scan.payloads(rows, [&](std::size_t index, std::optional<QByteArrayView> payload) {
            told += QByteArray::number(rows[index]) + ": " + (payload ? payload->toByteArray() : "elsewhere");
        }));
        return told;
    }

private Q_SLOTS:
    void showsColumnsFromWhereItIsAsked()
    {
        record();
        auto database = valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
        for (const char *change : {"", "UPDATE chunk SET columns = substr(columns, 1, 72), rows = 3",
                 "DELETE FROM chunk"}) { // whole, of fewer rows than there are, not there
            QCOMPARE(database.execute(change), SQLITE_OK);
            const auto scan = valueOf(RowScan::open(m_folder.path()));
            QCOMPARE(valueOf(scan->lastId()), 7);
            QByteArrayList told;
            for (RowId id = 2; id <= 6;) {
                const auto columns = valueOf(scan->columns(id, 6));
                QVERIFY(!columns.empty());
                for (const PackedRow &row : columns) {
                    told += QByteArray::number(id) + " size " + QByteArray::number(row.size) + " message "
                        + QByteArray::number(id - row.distance);
                    ++id;
                }
            }
            compareLines(told,
                {"2 size 70000 message 2", "3 size 4 message 3", "4 size 7 message 3", "5 size 2 message 5",
                    "6 size 0 message 6"});
            QVERIFY(valueOf(scan->columns(8, 100)).empty());
        }
        QCOMPARE(database.execute("DELETE FROM row WHERE id = 4"), SQLITE_OK);
        const auto holed = valueOf(RowScan::open(m_folder.path()));
        const auto columns = holed->columns(1, 7);
        QVERIFY(!columns);
        QVERIFY2(columns.error().what.contains(QStringLiteral("damaged")), qPrintable(columns.error().what));
    }

    void showsPayloadsThatStandInRows()
    {
        record();
        const auto scan = valueOf(RowScan::open(m_folder.path()));
        compareLines(payloads(*scan, {1, 2, 3, 4, 5, 6, 7, 8}),
            {"1: abc", "2: elsewhere", "3: elsewhere", "4: one two", QByteArray("5: \0p", 5),
                "6: ", "7: elsewhere"});
        compareLines(payloads(*scan, {1, 6}), {"1: abc", "6: "}); // too far from each other for one look
        compareLines(payloads(*scan, {4, 100}), {"4: one two"});
        compareLines(payloads(*scan, {}), {});
        QCOMPARE(valueOf(scan->message(3)), RowScan::Message::Ended);
        QCOMPARE(valueOf(scan->message(7)), RowScan::Message::Open);
        QCOMPARE(valueOf(scan->message(5)), RowScan::Message::Nothing);
    }

    void tellsAForeignFileFromASession()
    {
        QFile file(m_folder.path(QStringLiteral("text")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello") == 5);
        file.close();
        const auto scan = RowScan::open(file.fileName());
        QVERIFY(!scan);
        QVERIFY(
            scan.error().what.endsWith(QStringLiteral("is not a Framescope session: it is a text file.")));
    }

    void cleanup() { QFile::remove(m_folder.path()); }
};

QTEST_GUILESS_MAIN(RowScanTest)
#include "tst_rowscan.moc"
