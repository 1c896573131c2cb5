// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionindex.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// "0: 4 | 1: 1 2 5"
QByteArray told(const std::vector<ConnectionRows> &connections)
{
    QByteArrayList all;
    for (const ConnectionRows &one : connections) {
        QByteArray line = QByteArray::number(one.connection) + ':';
        for (quint32 i = 0; i < one.rows.size(); ++i)
            line += ' ' + QByteArray::number(one.rows.at(i));
        all += line;
    }
    return all.join(" | ");
}

} // namespace

// Which rows a connection has: while it is recorded, and as a file tells it.
class ConnectionIndexTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    // Connections take turns: three rows of the first, one of the second, and one of none.
    static ConnectionId connectionOf(RowId id) { return id % 5 == 0 ? 0 : id % 5 == 4 ? 2 : 1; }
    void recordRows(RowId last)
    {
        auto store = QFile::exists(m_folder.path()) ? valueOf(SessionStore::open(m_folder.path(), m_clock, {}))
                                                    : valueOf(SessionStore::create(m_folder.path(), m_clock));
        for (RowId id = store->journal().nextId(); id <= last; ++id)
            store->journal().event(connectionOf(id), RowKind::Note, Direction::ClientToServer, id, "n");
        check(store->finish());
    }
    void change(const char *sql)
    {
        QCOMPARE(
            valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite)).execute(sql),
            SQLITE_OK);
    }
    std::vector<ConnectionRows> load()
    {
        return valueOf(valueOf(SessionReader::open(m_folder.path()))->connectionRows());
    }
    static void verifyAll(const std::vector<ConnectionRows> &connections, RowId last)
    {
        QCOMPARE(connections.size(), 3u);
        std::array<quint32, 3> next{};
        for (RowId id = 1; id <= last; ++id) {
            const auto connection = size_t(connectionOf(id));
            QCOMPARE(connections[connection].connection, ConnectionId(connection));
            QVERIFY(next[connection] < connections[connection].rows.size());
            QCOMPARE(connections[connection].rows.at(next[connection]++), id);
        }
        for (size_t i = 0; i < 3; ++i)
            QCOMPARE(connections[i].rows.size(), next[i]);
    }

private Q_SLOTS:
    void init() { m_folder = {}; }

    void tellsWhatGrew()
    {
        ConnectionIndex index;
        QCOMPARE(told(index.takeChanged()), "");
        index.append(2, 1);
        index.append(1, 2);
        index.append(2, 3);
        QCOMPARE(told(index.takeChanged()), "1: 2 | 2: 1 3");
        QCOMPARE(told(index.takeChanged()), "");
        index.append(2, 4);
        index.append(0, 5);
        QCOMPARE(told(index.takeChanged()), "0: 5 | 2: 1 3 4");
        index.append(1, 5); // known: a transaction that failed comes again
        index.append(1, 4);
        index.append(1, Q_INT64_C(1) << 32); // no timeline goes so far
        QCOMPARE(told(index.takeChanged()), "");
        index.append(1, 6);
        QCOMPARE(told(index.takeChanged()), "1: 2 6");
    }

    void isToldWithEachBatch()
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Batches batches(*store);
        Recorder one(store->journal(), store->newConnectionId());
        Recorder two(store->journal(), store->newConnectionId());
        FrameTeller first(one, Direction::ServerToClient), second(two, Direction::ServerToClient);
        const auto rowsUntil = [&](RowId last) {
            return told(batches.await([last](const AppendBatch &b) { return b.lastId == last; }).rows);
        };
        const FrameEvent open = first.begin(Opcode::Text, 9);
        QCOMPARE(rowsUntil(1), "1: 1");
        second.message(Opcode::Text, "between");
        QCOMPARE(rowsUntil(2), "2: 2");
        first.end(open);
        first.control(Opcode::Ping, "p");
        QCOMPARE(rowsUntil(3), "1: 1 3");
        check(store->finish());
        store.reset();
        QCOMPARE(told(load()), "1: 1 3 | 2: 2");

        // Whoever goes on recording is told all of it first.
        store = valueOf(SessionStore::open(m_folder.path(), m_clock, {}));
        Batches again(*store);
        QCOMPARE(told(again.await([](const AppendBatch &b) { return b.lastId == 3; }).rows), "1: 1 3 | 2: 2");
    }

    void readsWhatAFileTells_data()
    {
        QTest::addColumn<RowId>("last");
        QTest::addColumn<QByteArray>("sql"); // what happened to the file
        const RowId chunk = schema::RowsInChunk;
        QTest::newRow("small") << RowId(11) << QByteArray();
        QTest::newRow("a chunk") << chunk << QByteArray();
        QTest::newRow("a chunk and more") << chunk + 7 << QByteArray();
        QTest::newRow("no packed columns") << chunk + 7 << QByteArray("DELETE FROM chunk");
        QTest::newRow("only the first") << chunk + 7 << QByteArray("DELETE FROM chunk WHERE first > 1");
        QTest::newRow("only the last") << chunk + 7 << QByteArray("DELETE FROM chunk WHERE first = 1");
        QTest::newRow("cut") << chunk
                + 7 << QByteArray("UPDATE chunk SET columns = substr(columns, 1, 1000) WHERE first = 1");
        QTest::newRow("empty") << chunk + 7 << QByteArray("UPDATE chunk SET columns = x'' WHERE first = 1");
        QTest::newRow("more than there are rows")
            << RowId(11) << QByteArray("UPDATE chunk SET columns = columns || zeroblob(240)");
    }
    void readsWhatAFileTells()
    {
        QFETCH(const RowId, last);
        QFETCH(const QByteArray, sql);
        recordRows(last);
        change(sql.constData());
        verifyAll(load(), last);
    }

    // The last chunk of a file is not full, and grows when recording goes on.
    void goesOnInAnExistingFile()
    {
        recordRows(100);
        recordRows(250);
        verifyAll(load(), 250);
        const auto live = valueOf(SessionStore::open(m_folder.path(), m_clock, {}));
        for (RowId id = 251; id <= 260; ++id)
            live->journal().event(connectionOf(id), RowKind::Note, Direction::ClientToServer, id, "n");
        live->flush();
        verifyAll(load(), 260);
    }

    void saysWhatItCannotRead()
    {
        recordRows(10);
        const auto reader = valueOf(SessionReader::open(m_folder.path()));
        change("DROP TABLE chunk");
        const auto rows = reader->connectionRows();
        QVERIFY(!rows);
        QVERIFY2(rows.error().what.contains(m_folder.path()), qPrintable(rows.error().what));
    }
};

QTEST_GUILESS_MAIN(ConnectionIndexTest)
#include "tst_connectionindex.moc"
