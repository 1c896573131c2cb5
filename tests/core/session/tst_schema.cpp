// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/schema.h"

#include "session/packedrow.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// Rows of a query as lines, columns joined by '|'.
QByteArrayList query(const QString &path, const char *sql)
{
    const auto database = openAsPeopleDo(path);
    sqlite::Statement statement(database, sql);
    QByteArrayList lines;
    while (statement.next()) {
        QByteArrayList columns;
        for (int i = 0; i < statement.columns(); ++i)
            columns += statement.isNull(i) ? QByteArray("-") : statement.bytes(i).toByteArray();
        lines += columns.join('|');
    }
    return lines;
}

void execute(const QString &path, const char *sql)
{
    auto database = valueOf(sqlite::Database::open(path, sqlite::Database::Access::ReadWrite));
    QCOMPARE(database.execute(sql), SQLITE_OK);
}

} // namespace

// The file as people and other tools see it.
class SchemaTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    void recordSomething()
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Journal &journal = store->journal();
        Recorder recorder(journal, store->newConnectionId());
        FrameTeller client(recorder, Direction::ClientToServer);
        FrameTeller server(recorder, Direction::ServerToClient);
        ConnectionFacts facts;
        facts.id = 1;
        facts.url = QStringLiteral("ws://127.0.0.1:9/");
        facts.startedNs = m_clock.monotonic;
        facts.openedNs = m_clock.monotonic + 12'345'000;
        journal.connectionFacts(facts);
        journal.event(1, RowKind::State, Direction::ServerToClient, Row::UnknownTime, "open");
        client.timeNs = server.timeNs = m_clock.monotonic + 1'500'000'000;
        client.message(Opcode::Text, "caf\xC3\xA9", FrameOrigin::Injected);
        server.message(Opcode::Text, QByteArrayView("a\0b", 3));
        server.message(Opcode::Text, "\xFF");
        server.message(Opcode::Binary, "text?");
        server.fragments(Opcode::Text, {"Hel", "lo"}, [&] { client.control(Opcode::Ping, "p"); });
        server.message(Opcode::Text, QByteArray(70'000, 'L'));
        server.compressed(Opcode::Text, "zz", "inflated");
        server.control(static_cast<Opcode>(11), "?");
        recorder.violation(
            {ViolationKind::ReservedOpcode, Direction::ServerToClient, 0, {}}, Row::UnknownTime);
        check(store->finish());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = {};
        m_clock = {};
    }

    void messagesForPeople()
    {
        recordSomething();
        compareLines(
            query(m_folder.path(),
                "SELECT id, time, direction, type, size, frames, compressed, in_parts, typeof(payload),"
                " substr(payload, 1, 5) FROM messages"),
            {"2|2023-11-14T22:13:21.500000Z|client to server|text|5|1|0|0|text|caf\xC3\xA9",
                QByteArray("3|2023-11-14T22:13:21.500000Z|server to client|text|3|1|0|0|blob|a\0b", 68),
                "4|2023-11-14T22:13:21.500000Z|server to client|text|1|1|0|0|blob|\xFF",
                "5|2023-11-14T22:13:21.500000Z|server to client|binary|5|1|0|0|blob|text?",
                "6|2023-11-14T22:13:21.500000Z|server to client|text|5|2|0|0|text|Hello",
                "9|2023-11-14T22:13:21.500000Z|server to client|text|70000|1|0|1|text|LLLLL",
                "10|2023-11-14T22:13:21.500000Z|server to client|text|8|1|1|0|text|infla"});
    }

    void framesForPeople()
    {
        recordSomething();
        compareLines(
            query(m_folder.path(), "SELECT id, direction, opcode, fin, length, message, injected FROM frames"),
            {"2|client to server|text|1|5|2|1", "3|server to client|text|1|3|3|0",
                "4|server to client|text|1|1|4|0", "5|server to client|binary|1|5|5|0",
                "6|server to client|text|0|3|6|0", "7|client to server|ping|1|1|7|0",
                "8|server to client|continuation|1|2|6|0", "9|server to client|text|1|70000|9|0",
                "10|server to client|text|1|2|10|0", "11|server to client|reserved 11|1|1|11|0"});
        compareLines(
            query(m_folder.path(), "SELECT row, seq, data FROM wire"), {"6|0|Hel", "8|0|lo", "10|0|zz"});
        compareLines(query(m_folder.path(), "SELECT message, seq, length(data) FROM part"), {"9|0|70000"});
    }

    void eventsAndConnectionsForPeople()
    {
        recordSomething();
        compareLines(query(m_folder.path(), "SELECT * FROM events"),
            {"1|-|1|server to client|state|-|open",
                "12|-|1|server to client|violation|11|The opcode is reserved (RFC 6455, 5.2). "
                "A strict peer closes with 1002. Byte 0 of frame #11."});
        compareLines(query(m_folder.path(), "SELECT id, opcode FROM frames WHERE broken"), {"11|reserved 11"});
        compareLines(
            query(m_folder.path(), "SELECT id, url, role, started, opened, ended, was_clean FROM connections"),
            {"1|ws://127.0.0.1:9/|client|2023-11-14T22:13:20.000000Z|2023-11-14T22:13:20.012345Z|-|-"});
    }

    void packedColumnsOfEveryRow()
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller server(recorder, Direction::ServerToClient);
        FrameEvent early = server.begin(Opcode::Binary, 3); // ends when its chunk is long stored
        FrameTeller client(recorder, Direction::ClientToServer);
        for (int i = 0; i < 70'000; ++i)
            client.message(Opcode::Text, "x");
        store->flush();
        server.piece(early, "abc");
        server.end(early);
        check(store->finish());
        compareLines(query(m_folder.path(), "SELECT first, rows, length(columns) FROM chunk"),
            {"1|65536|1572864", "65537|4465|107160"});
        const QByteArray first =
            query(m_folder.path(), "SELECT substr(columns, 1, 48) FROM chunk WHERE first = 1")[0];
        std::array<PackedRow, 2> rows;
        std::memcpy(rows.data(), first.data(), sizeof rows);
        QCOMPARE(rows[0].facts, 0x0200'0190u); // EndsMessage; FIN, server to client, binary, frame
        QCOMPARE(rows[0].size, 3u);
        QCOMPARE(rows[1].facts, 0x0200'0108u);
        QCOMPARE(rows[1].size, 1u);
        QCOMPARE(rows[1].connection, 1);
        QCOMPARE(rows[1].distance, 0u);
    }

    void marksItsFile()
    {
        recordSomething();
        QCOMPARE(query(m_folder.path(), "PRAGMA application_id"),
            QByteArrayList({QByteArray::number(0x46534350)}));
        QCOMPARE(query(m_folder.path(), "PRAGMA user_version"), QByteArrayList({"1"}));
        QCOMPARE(query(m_folder.path(), "PRAGMA page_size"), QByteArrayList({"32768"}));
        QCOMPARE(query(m_folder.path(), "PRAGMA integrity_check"), QByteArrayList({"ok"}));
    }

    void refusesOtherFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("what");
        QTest::newRow("har") << QByteArray("{\"log\":{}}")
                             << QStringLiteral("a JSON document, perhaps a HAR file");
        QTest::newRow("pcapng") << QByteArray("\x0A\x0D\x0D\x0A....") << QStringLiteral("a pcapng capture");
        QTest::newRow("zip") << QByteArray("PK\x03\x04") << QStringLiteral("a zip archive");
        QTest::newRow("ring") << QByteArray("\0FSRING1", 8) << QStringLiteral("the ring of a recording");
        QTest::newRow("text") << QByteArray("hello") << QStringLiteral("a text file");
        QTest::newRow("noise") << QByteArray("\x00\xFF\x01", 3)
                               << QStringLiteral("a binary file of another kind");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("empty");
    }
    void refusesOtherFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, what);
        QFile file(m_folder.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto reader = SessionReader::open(m_folder.path());
        QVERIFY(!reader);
        QCOMPARE(reader.error().what,
            QStringLiteral("%1 is not a Framescope session: it is %2.").arg(m_folder.path(), what));
        const auto store = SessionStore::open(m_folder.path(), m_clock, {});
        QVERIFY(!store);
        QCOMPARE(store.error().what, reader.error().what);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content);
    }

    void refusesOtherDatabases_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("another program's") << QByteArray("PRAGMA application_id=1")
                                           << QStringLiteral("it is an SQLite database of another program.");
        QTest::newRow("newer")
            << QByteArray("PRAGMA user_version=7")
            << QStringLiteral("was made by a newer Framescope (session format 7; this one reads up to 1).");
        QTest::newRow("without format")
            << QByteArray("PRAGMA user_version=0")
            << QStringLiteral("was never finished being made: it holds no session format.");
        QTest::newRow("without a table") << QByteArray(
            "DROP TABLE part") << QStringLiteral("is damaged: its tables are not those of a session.");
    }
    void refusesOtherDatabases()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, sentence);
        recordSomething();
        execute(m_folder.path(), sql.constData());
        const auto reader = SessionReader::open(m_folder.path());
        QVERIFY(!reader);
        QVERIFY2(reader.error().what.contains(sentence), qPrintable(reader.error().what));
        const auto store = SessionStore::open(m_folder.path(), m_clock, {});
        QVERIFY(!store);
    }

    // There is no older version yet, so the steps are made up.
    void olderVersionsAreBroughtUp_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<QByteArray>("found"); // what the steps left
        QTest::newRow("two steps") << 1 << QByteArray("first,second");
        QTest::newRow("one step") << 2 << QByteArray("second");
        QTest::newRow("up to date") << 3 << QByteArray();
    }
    void olderVersionsAreBroughtUp()
    {
        QFETCH(const int, from);
        QFETCH(const QByteArray, found);
        recordSomething();
        const QByteArrayList before = query(m_folder.path(), "SELECT * FROM row");
        const QByteArray older = "PRAGMA user_version=" + QByteArray::number(from);
        execute(m_folder.path(), older.constData());
        constexpr std::array steps = {"INSERT INTO meta(key, value) VALUES('step1', 'first')",
            "ALTER TABLE note ADD COLUMN author TEXT; INSERT INTO meta(key, value) VALUES('step2', "
            "'second')"};
        {
            auto database =
                valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
            QCOMPARE(schema::migrate(database, steps), SQLITE_OK);
            QCOMPARE(schema::migrate(database, steps), SQLITE_OK); // nothing is done twice
        }
        QCOMPARE(query(m_folder.path(), "PRAGMA user_version"), QByteArrayList{"3"});
        QCOMPARE(query(m_folder.path(), "SELECT group_concat(value) FROM meta WHERE key LIKE 'step%'").first(),
            found.isEmpty() ? QByteArray("-") : found);
        QCOMPARE(query(m_folder.path(), "SELECT * FROM row"), before);
    }

    void aStepThatFailsChangesNothing()
    {
        recordSomething();
        constexpr std::array steps = {"INSERT INTO meta(key, value) VALUES('step1', 'first')",
            "ALTER TABLE nothing ADD COLUMN author TEXT"};
        {
            auto database =
                valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
            QCOMPARE(schema::migrate(database, steps), SQLITE_ERROR);
            QVERIFY(!database.inTransaction());
        }
        QCOMPARE(query(m_folder.path(), "PRAGMA user_version"), QByteArrayList{"1"});
        QCOMPARE(query(m_folder.path(), "SELECT count(*) FROM meta WHERE key = 'step1'"), QByteArrayList{"0"});
        check(valueOf(SessionStore::open(m_folder.path(), m_clock, {}))->finish());
    }

    void refusesFoldersAndNothing()
    {
        QVERIFY(
            SessionReader::open(QDir::tempPath()).error().what.endsWith(QStringLiteral("it is a folder.")));
        QVERIFY(SessionReader::open(m_folder.path()).error().what.endsWith(QStringLiteral("does not exist.")));
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"
