// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/packedrows.h"
#include "session/rowwriter.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// Records become rows and payloads of the tables; transactions are the test's.
class RowWriterTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::optional<sqlite::Database> m_database;
    std::unique_ptr<RowWriter> m_writer;

    // A whole message from the server.
    static RowRecord record(RowId id, RecordType type = RecordType::Row)
    {
        RowRecord row;
        row.type = type;
        row.id = row.message = id;
        row.connection = 1;
        row.direction = Direction::ServerToClient;
        row.opcode = static_cast<quint8>(Opcode::Text);
        row.bits = RowRecord::Fin;
        row.does = RowRecord::IsText;
        row.timeNs = id;
        if (type == RecordType::Row || type == RecordType::Ended) {
            row.does |= RowRecord::ClosesPayload;
            row.flags = static_cast<quint16>(RowFlag::EndsMessage);
        }
        return row;
    }
    // What the writer makes of it: "appended as written", ...
    QByteArray apply(RowRecord row, QByteArrayView application, QByteArrayView wire = {})
    {
        auto effect = RowWriter::Effect::Refused;
        if (const int code = m_writer->apply({row, application, wire}, effect); code != SQLITE_OK)
            return sqlite3_errstr(code);
        switch (effect) {
        case RowWriter::Effect::AppendedAsWritten: return "as written";
        case RowWriter::Effect::Appended: return "appended " + lineOf(m_writer->row());
        case RowWriter::Effect::Changed: return "changed " + lineOf(m_writer->row());
        case RowWriter::Effect::Arrived: return "arrived";
        case RowWriter::Effect::Refused: break;
        }
        return "refused";
    }
    static RowRecord sized(RowRecord row, quint64 size)
    {
        row.payloadLength = row.received = row.payloadSize = size;
        row.wireSize = size + 2;
        return row;
    }
    QByteArray whole(RowId id, QByteArrayView payload)
    {
        return apply(sized(record(id), quint64(payload.size())), payload);
    }
    // After a COMMIT, a failure or a kill: what is not in the tables is gone.
    void beginAnew()
    {
        m_writer = std::make_unique<RowWriter>(*m_database);
        QVERIFY(m_writer->isValid());
        QCOMPARE(m_writer->loadCode(), SQLITE_OK);
    }
    QByteArrayList rows() const
    {
        return answersOf(
            *m_database, "SELECT id, received, size, flags, length(payload) FROM row ORDER BY id");
    }

private Q_SLOTS:
    void init()
    {
        m_writer.reset();
        m_database.reset();
        m_folder = {};
        m_database = emptySession(m_folder);
        QCOMPARE(m_database->execute("BEGIN"), SQLITE_OK);
        beginAnew();
    }

    void takesOnlyWhatFollows()
    {
        QCOMPARE(whole(2, "two"), "refused");
        QCOMPARE(whole(1, "one"), "as written");
        QCOMPARE(whole(1, "one"), "refused");
        RowRecord future = sized(record(2), 1);
        future.message = 3;
        QCOMPARE(apply(future, "x"), "refused");
        QCOMPARE(apply(record(1, RecordType::Piece), "x"), "refused"); // it is there whole
        QCOMPARE(apply(record(2, RecordType::Ended), "x"), "refused"); // it never began
        QCOMPARE(apply(record(2, RecordType::Facts), "x"), "refused");
        QCOMPARE(m_writer->lastId(), 1);
        QCOMPARE(whole(2, "two"), "as written");
        QCOMPARE(m_writer->save(), SQLITE_OK);
        compareLines(rows(), {"1|null|3|512|3", "2|null|3|512|3"});
    }

    void putsAwayBySize_data()
    {
        QTest::addColumn<quint64>("size");
        QTest::addColumn<QByteArray>("payload"); // bytes in the row
        QTest::addColumn<QByteArray>("parts");
        QTest::newRow("nothing") << quint64(0) << QByteArray("0") << QByteArray();
        QTest::newRow("as large as a row may be") << schema::InlineSize << QByteArray("65536") << QByteArray();
        QTest::newRow("larger") << schema::InlineSize + 1 << QByteArray("256") << QByteArray("65537");
        QTest::newRow("a part") << schema::PartSize << QByteArray("256") << QByteArray("262144");
        QTest::newRow("a part and more")
            << schema::PartSize + 1 << QByteArray("256") << QByteArray("262144 1");
    }
    void putsAwayBySize()
    {
        QFETCH(const quint64, size);
        const QByteArray payload(qsizetype(size), 'p');
        const auto parts = [this](int message) {
            const QByteArray sql = "SELECT length(data) FROM part WHERE message = "
                + QByteArray::number(message) + " ORDER BY id";
            return answersOf(*m_database, sql.constData()).join(' ');
        };
        // At once, and piece by piece: the tables have it alike.
        QCOMPARE(whole(1, payload), "as written");
        RowRecord began = record(2, RecordType::Began);
        began.payloadLength = size;
        QVERIFY(apply(began, {}).startsWith("appended 2 < text 0/"));
        for (qsizetype at = 0; at < payload.size(); at += 50'000)
            QCOMPARE(apply(record(2, RecordType::Piece),
                         QByteArrayView(payload).sliced(at).first(
                             std::min<qsizetype>(50'000, payload.size() - at))),
                "arrived");
        QVERIFY(apply(sized(record(2, RecordType::Ended), size), {}).startsWith("changed 2 < text "));
        QCOMPARE(m_writer->save(), SQLITE_OK);
        const QByteArrayList lengths = answersOf(*m_database, "SELECT length(payload) FROM row ORDER BY id");
        QTEST(lengths.value(0), "payload");
        QTEST(lengths.value(1), "payload");
        QTEST(parts(1), "parts");
        QTEST(parts(2), "parts");
        compareLines(answersOf(*m_database, "SELECT count(DISTINCT size || flags) FROM row"), {"1"});
    }

    // Each line: the record, what became of it. A COMMIT and a new writer between any two change nothing.
    void followsARowThatArrives_data()
    {
        QTest::addColumn<bool>("anew");
        QTest::newRow("one writer") << false;
        QTest::newRow("a new writer after each COMMIT") << true;
    }
    void followsARowThatArrives()
    {
        QFETCH(const bool, anew);
        const auto commit = [&] {
            QCOMPARE(m_writer->save(), SQLITE_OK);
            if (anew)
                beginAnew();
        };
        RowRecord began = record(1, RecordType::Began);
        began.payloadLength = 9;
        began.wireSize = 2;
        QCOMPARE(apply(began, {}), "appended 1 < text 0/9 of 0 arriving ''");
        commit();
        QCOMPARE(apply(record(1, RecordType::Piece), "one "), "arrived");
        commit();
        compareLines(linesOf(m_writer->arriving()), {"1 < text 4/9 of 0 arriving 'one '"});
        compareLines(rows(), {"1|4|0|32|null"});
        QCOMPARE(whole(2, "between"), "as written");
        QCOMPARE(apply(record(1, RecordType::Piece), "and "), "arrived");
        commit();
        compareLines(linesOf(m_writer->arriving()), {"1 < text 8/9 of 0 arriving 'one and '"});
        QCOMPARE(apply(record(1, RecordType::Piece), "2"), "arrived");
        QCOMPARE(apply(sized(record(1, RecordType::Ended), 9), {}), "changed 1 < text 9/9 ends 'one and 2'");
        commit();
        QVERIFY(m_writer->arriving().empty());
        compareLines(rows(), {"1|null|9|512|9", "2|null|7|512|7"});
        compareLines(answersOf(*m_database, "SELECT * FROM part"), {});
        compareLines(answersOf(*m_database, "SELECT value FROM meta WHERE key = 'arriving'"), {""});
    }

    void joinsFragments()
    {
        const auto fragment = [](RowId id, bool last) {
            RowRecord row = sized(record(id), 3);
            row.message = 1;
            row.flags = static_cast<quint16>(RowFlag::HasWire);
            row.does = RowRecord::IsText | RowRecord::WireIsPayload;
            if (last) {
                row.does |= RowRecord::ClosesPayload;
                row.flags |= static_cast<quint16>(RowFlag::EndsMessage);
                row.frames = 3;
            }
            return row;
        };
        QCOMPARE(apply(fragment(1, false), "one", "one"), "as written");
        QCOMPARE(m_writer->save(), SQLITE_OK);
        beginAnew();
        QCOMPARE(apply(fragment(2, false), "two", "two"), "as written");
        QCOMPARE(apply(fragment(3, true), "end", "end"),
            "appended 3 < text 3/3 of 9 msg 1 frames 3 wire ends 'onetwoend'");
        QCOMPARE(m_writer->save(), SQLITE_OK);
        compareLines(answersOf(*m_database, "SELECT id, payload FROM row ORDER BY id"),
            {"1|null", "2|null", "3|onetwoend"});
        compareLines(
            answersOf(*m_database, "SELECT row, data FROM wire ORDER BY id"), {"1|one", "2|two", "3|end"});
        compareLines(answersOf(*m_database, "SELECT * FROM message_end"), {"1|3"});
        compareLines(answersOf(*m_database, "SELECT * FROM part"), {});
    }

    // Wherever the frame is by then: arriving, on its way into the table, in it, in a chunk that is stored.
    void violationsBreakTheirRow_data()
    {
        QTest::addColumn<bool>("anew");
        QTest::newRow("one writer") << false;
        QTest::newRow("a new writer after each COMMIT") << true;
    }
    void violationsBreakTheirRow()
    {
        QFETCH(const bool, anew);
        const auto commit = [&] {
            QCOMPARE(m_writer->save(), SQLITE_OK);
            if (anew)
                beginAnew();
        };
        const auto breaks = [this](RowId id, RowId about) {
            RowRecord violation = sized(record(id), 5);
            violation.kind = RowKind::Violation;
            violation.message = about;
            violation.flags = 0;
            violation.does |= RowRecord::BreaksRow;
            const QByteArray effect = apply(violation, "wrong");
            return effect == "as written" && m_writer->brokenRow() ? lineOf(*m_writer->brokenRow()) : effect;
        };
        RowRecord began = record(1, RecordType::Began);
        began.payloadLength = 4;
        apply(began, {});
        commit();
        QCOMPARE(apply(record(1, RecordType::Piece), "ha"), "arrived");
        QCOMPARE(breaks(2, 1), "1 < text 2/4 of 0 arriving broken 'ha'");
        commit();
        QCOMPARE(apply(record(1, RecordType::Piece), "lf"), "arrived");
        QCOMPARE(apply(sized(record(1, RecordType::Ended), 4), {}), "changed 1 < text 4/4 ends broken 'half'");
        QCOMPARE(whole(3, "whole"), "as written");
        QVERIFY(!m_writer->brokenRow());
        QCOMPARE(breaks(4, 3), "3 < text 5/5 ends broken 'whole'");
        RowRecord fragment = sized(record(5), 3);
        fragment.flags = static_cast<quint16>(RowFlag::HasWire);
        fragment.does = RowRecord::IsText | RowRecord::WireIsPayload;
        QCOMPARE(apply(fragment, "one", "one"), "as written");
        commit();
        QCOMPARE(breaks(6, 5), "5 < text 3/3 wire broken 'one'");
        QCOMPARE(whole(7, QByteArray(qsizetype(schema::InlineSize) + 1, 'p')), "as written");
        QCOMPARE(breaks(8, 7), "7 < text 65537/65537 parts ends broken '" + QByteArray(24, 'p') + "...'");
        for (RowId id = 9; id <= schema::RowsInChunk + 1; ++id)
            QCOMPARE(whole(id, "p"), "as written");
        commit();
        QCOMPARE(breaks(schema::RowsInChunk + 2, 100), "100 < text 1/1 ends broken 'p'");
        QCOMPARE(m_writer->save(), SQLITE_OK);
        QCOMPARE(m_writer->saveChunk(), SQLITE_OK);
        compareLines(
            answersOf(*m_database, "SELECT id FROM row WHERE flags & 2048"), {"1", "3", "5", "7", "100"});
        compareLines(answersOf(*m_database, "SELECT id, message, payload FROM row WHERE kind = 4"),
            {"2|1|wrong", "4|3|wrong", "6|5|wrong", "8|7|wrong", "65538|100|wrong"});
        compareLines(answersOf(*m_database, "SELECT * FROM message_end"), {});
        QByteArrayList packed;
        QCOMPARE(forEachPackedRow(*m_database,
                     [&](RowId id, const PackedRow &row) {
                         QCOMPARE(row.distance, 0u);
                         if (row.flags().testFlag(RowFlag::Broken))
                             packed += QByteArray::number(id);
                     }),
            SQLITE_OK);
        compareLines(packed, {"1", "3", "5", "7", "100"});
    }

    // Of a row that is not there: what a damaged ring says.
    void aViolationOfNothingBreaksNothing()
    {
        QCOMPARE(whole(1, "one"), "as written");
        QCOMPARE(m_writer->save(), SQLITE_OK);
        QCOMPARE(m_database->execute("DELETE FROM row"), SQLITE_OK);
        RowRecord violation = sized(record(2), 1);
        violation.kind = RowKind::Violation;
        violation.message = 1;
        violation.does |= RowRecord::BreaksRow;
        QCOMPARE(apply(violation, "x"), "as written");
        QVERIFY(!m_writer->brokenRow());
    }

    // Its producer is gone.
    void cutsWhatIsArriving()
    {
        RowRecord began = record(1, RecordType::Began);
        began.payloadLength = 9;
        apply(began, {});
        apply(record(1, RecordType::Piece), "half");
        QCOMPARE(m_writer->save(), SQLITE_OK);
        beginAnew();
        QCOMPARE(m_writer->cutArriving(), SQLITE_OK);
        compareLines(rows(), {"1|4|4|16|4"});
        QVERIFY(m_writer->arriving().empty());
        QCOMPARE(m_writer->cutArriving(), SQLITE_OK);
        QCOMPARE(apply(record(1, RecordType::Piece), "more"), "refused");
    }

    // 24 bytes of each row, however and whenever it was stored.
    void packsEveryRow()
    {
        RowRecord began = record(1, RecordType::Began);
        began.payloadLength = 5;
        apply(began, {});
        const RowId last = schema::RowsInChunk + 10;
        for (RowId id = 2; id <= last; ++id) {
            QCOMPARE(whole(id, "p"), "as written");
            if (id % 20'000 == 0) {
                QCOMPARE(m_writer->save(), SQLITE_OK);
                beginAnew();
            }
        }
        apply(record(1, RecordType::Piece), "first");
        apply(sized(record(1, RecordType::Ended), 5), {}); // in a chunk that is stored
        QCOMPARE(m_writer->save(), SQLITE_OK);
        QCOMPARE(m_writer->saveChunk(), SQLITE_OK);
        compareLines(answersOf(*m_database, "SELECT first, rows, length(columns) FROM chunk ORDER BY first"),
            {"1|65536|1572864", "65537|10|240"});
        const QByteArray columns = answersOf(*m_database, "SELECT columns FROM chunk ORDER BY first").join();
        // Between the two blobs stands no separator of join().
        QCOMPARE(columns.size(), last * qsizetype(sizeof(PackedRow)));
        const auto packed = [&](RowId id) {
            PackedRow row{};
            std::memcpy(&row, columns.data() + (id - 1) * qsizetype(sizeof row), sizeof row);
            return row;
        };
        QCOMPARE(packed(1).size, 5u);
        QCOMPARE(packed(1).facts >> 16, quint32(RowFlag::EndsMessage));
        for (RowId id = 2; id <= last; ++id) {
            QCOMPARE(packed(id).timeNs, id);
            QCOMPARE(packed(id).size, 1u);
        }
    }

    // Nothing is built upon what cannot be.
    void refusesADamagedFile_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a gap") << QByteArray("DELETE FROM row WHERE id = 2");
        QTest::newRow("beyond all part keys") << QByteArray("UPDATE row SET id = 1 << 60 WHERE id = 3");
        QTest::newRow("below all rows")
            << QByteArray("DELETE FROM row; INSERT INTO row(id, connection, kind, "
                          "direction, flags, wire_size, size) VALUES(-1,1,0,0,0,0,0)");
        QTest::newRow("a message behind its row") << QByteArray(
            "UPDATE row SET message = 9 WHERE id = 2; INSERT INTO meta VALUES('arriving', '2 ')");
        QTest::newRow("a part that is too large") << QByteArray(
            "INSERT INTO part(id, data) VALUES((3 << 24), zeroblob(262145));"
            "UPDATE row SET flags = 32 WHERE id = 3; INSERT INTO meta VALUES('arriving', '3 ')");
    }
    void refusesADamagedFile()
    {
        QFETCH(const QByteArray, sql);
        for (RowId id = 1; id <= 3; ++id)
            QCOMPARE(whole(id, "p"), "as written");
        QCOMPARE(m_writer->save(), SQLITE_OK);
        QCOMPARE(m_database->execute("DELETE FROM meta"), SQLITE_OK);
        QCOMPARE(m_database->execute(sql.constData()), SQLITE_OK);
        m_writer = std::make_unique<RowWriter>(*m_database);
        const bool loads = m_writer->loadCode() == SQLITE_OK;
        auto effect = RowWriter::Effect::Refused;
        const int code =
            loads ? m_writer->apply({record(3, RecordType::Piece), "p", {}}, effect) : m_writer->save();
        QCOMPARE(code, SQLITE_CORRUPT);
    }

    void saysWhatIsMissing()
    {
        m_writer.reset();
        QCOMPARE(m_database->execute("DROP TABLE wire"), SQLITE_OK);
        QVERIFY(!RowWriter(*m_database).isValid());
    }
};

QTEST_GUILESS_MAIN(RowWriterTest)
#include "tst_rowwriter.moc"
