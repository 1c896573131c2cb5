// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowcolumns.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// A row and its columns in the table, there and back.
class RowColumnsTest : public QObject {
    Q_OBJECT

    SessionFolder m_folder;
    std::optional<sqlite::Database> m_database;

    static RowRecord record(RowId id, RowKind kind = RowKind::Frame)
    {
        RowRecord row;
        row.id = row.message = id;
        row.kind = kind;
        row.connection = 3;
        row.timeNs = 1000 + id;
        row.bits = RowRecord::Fin;
        row.opcode = static_cast<quint8>(Opcode::Text);
        row.wireSize = 12;
        row.payloadSize = row.payloadLength = row.received = 10;
        return row;
    }
    void insert(const std::vector<RowRecord> &rows)
    {
        rowcolumns::Insert insert(*m_database, "INSERT OR FAIL", int(rows.size()));
        QVERIFY(insert.isValid());
        for (size_t place = 0; place < rows.size(); ++place)
            insert.bind(int(place), rows[place], {});
        QCOMPARE(insert.run(), SQLITE_OK);
    }
    std::vector<RowRecord> readAll()
    {
        sqlite::Statement select(*m_database, "SELECT " FRAMESCOPE_ROW_COLUMNS " FROM row ORDER BY id");
        std::vector<RowRecord> rows;
        while (select.next())
            rows.push_back(rowcolumns::read(select));
        return rows;
    }

private Q_SLOTS:
    void init()
    {
        m_database.reset();
        m_folder = {};
        m_database = emptySession(m_folder);
    }

    void comesBackAsItWas_data()
    {
        QTest::addColumn<std::function<void(RowRecord &)>>("change");
        const auto row = [](const char *name, std::function<void(RowRecord &)> change) {
            QTest::newRow(name) << std::move(change);
        };
        row("as most are", [](RowRecord &) {});
        row("no time", [](RowRecord &r) { r.timeNs = Row::UnknownTime; });
        row("before the clock began", [](RowRecord &r) { r.timeNs = -1; });
        row("sent", [](RowRecord &r) { r.direction = Direction::ClientToServer; });
        row("masked", [](RowRecord &r) {
            r.bits |= RowRecord::Masked;
            r.maskKey = 0xF00D'BEEF;
        });
        row("masked with nothing", [](RowRecord &r) { r.bits |= RowRecord::Masked; });
        row("every bit", [](RowRecord &r) { r.bits = 0x6F; });
        row("every flag", [](RowRecord &r) { r.flags = 0xFFFF; });
        row("reserved opcode", [](RowRecord &r) { r.opcode = 0x0F; });
        row("larger than 32 bits", [](RowRecord &r) {
            r.payloadLength = r.payloadSize = r.received = Q_UINT64_C(1) << 40;
            r.wireSize = (Q_UINT64_C(1) << 40) + 14;
        });
        row("the longest that a header can state",
            [](RowRecord &r) { r.payloadLength = std::numeric_limits<quint64>::max(); });
        row("cut", [](RowRecord &r) { r.received = 4; });
        row("inflated", [](RowRecord &r) { r.payloadSize = 1000; });
        row("inflated to its own length, cut", [](RowRecord &r) { r.received = 0; });
        row("last fragment", [](RowRecord &r) {
            r.id = 9;
            r.frames = 4;
        });
    }
    void comesBackAsItWas()
    {
        QFETCH(const std::function<void(RowRecord &)>, change);
        RowRecord row = record(5);
        row.direction = Direction::ServerToClient;
        change(row);
        insert({row});
        RowRecord expected = row;
        if (row.opcode == static_cast<quint8>(Opcode::Text))
            expected.does = RowRecord::IsText;
        const auto rows = readAll();
        QCOMPARE(rows.size(), 1u);
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(rows.data()), sizeof(RowRecord)).toHex(),
            QByteArray(reinterpret_cast<const char *>(&expected), sizeof expected).toHex());
    }

    void costsNothingWhereItFollows()
    {
        insert({record(1), record(2, RowKind::Mark)});
        compareLines(answersOf(*m_database, "SELECT " FRAMESCOPE_ROW_COLUMNS ", payload FROM row"),
            {"1|3|0|0|1|1|0|1001|12|10|null|null|null|null|null|null",
                "2|3|5|0|null|null|0|1002|12|10|null|null|null|null|null|null"});
    }

    // A place keeps what was bound: only what differs from the row before it is bound again.
    void bindsWhatDiffers()
    {
        rowcolumns::Insert insert(*m_database, "INSERT OR FAIL", 1);
        RowRecord special = record(1);
        special.bits |= RowRecord::Masked;
        special.maskKey = 1;
        special.timeNs = Row::UnknownTime;
        special.frames = 2;
        for (RowId id = 1; id <= 6; ++id) {
            RowRecord row = id % 2 == 1 ? special : record(id);
            row.id = row.message = id;
            insert.bind(0, row, id % 3 == 0 ? std::optional<QByteArrayView>("p") : std::nullopt);
            QCOMPARE(insert.run(), SQLITE_OK);
        }
        compareLines(answersOf(*m_database, "SELECT id, time_ns, mask, frames, payload FROM row"),
            {"1|null|16777216|2|null", "2|1002|null|null|null", "3|null|16777216|2|p",
                "4|1004|null|null|null", "5|null|16777216|2|null", "6|1006|null|null|p"});
    }

    void storesTextAsText_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("text") << QByteArray("gr\u00FCn") << true << QByteArray("text");
        QTest::newRow("empty") << QByteArray() << true << QByteArray("text");
        QTest::newRow("binary") << QByteArray("abc") << false << QByteArray("blob");
        QTest::newRow("with a NUL") << QByteArray("a\0b", 3) << true << QByteArray("blob");
        QTest::newRow("invalid") << QByteArray("a\xFF") << true << QByteArray("blob");
        QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80") << true << QByteArray("blob");
    }
    void storesTextAsText()
    {
        QFETCH(const QByteArray, payload);
        QFETCH(const bool, isText);
        RowRecord row = record(1);
        row.does = isText ? RowRecord::IsText : 0;
        rowcolumns::Insert insert(*m_database, "INSERT OR FAIL", 1);
        insert.bind(0, row, payload);
        QCOMPARE(insert.run(), SQLITE_OK);
        QTEST(answersOf(*m_database, "SELECT typeof(payload) FROM row").join(), "type");
        QCOMPARE(answersOf(*m_database, "SELECT hex(payload) FROM row").join(), payload.toHex().toUpper());
    }

    // Whatever stands in a damaged or foreign file becomes some row.
    void takesNoNonsense()
    {
        QCOMPARE(m_database->execute("INSERT INTO row(id, connection, kind, direction, opcode, bits, flags, "
                                     "wire_size, size) VALUES(1, 'x', 99, 7, 255, 511, 65536, -1, x'00'),"
                                     "(2, 1, -5, -1, -1, -1, -1, 1e300, 'y')"),
            SQLITE_OK);
        const auto rows = readAll();
        QCOMPARE(rows.size(), 2u);
        QCOMPARE(rows[0].kind, RowKind::Note);
        QCOMPARE(rows[0].direction, Direction::ServerToClient);
        QCOMPARE(int(rows[0].opcode), 15);
        QCOMPARE(int(rows[0].flags), 0);
        QCOMPARE(rows[1].kind, RowKind::Frame);
    }
};

QTEST_GUILESS_MAIN(RowColumnsTest)
#include "tst_rowcolumns.moc"
