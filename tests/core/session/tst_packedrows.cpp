// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/packedrows.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// The packed columns of a file: the same whether they stand in chunks or are made from the rows.
class PackedRowsTest : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    // "1: connection 1 down size 3 message 1"
    static QByteArrayList told(const sqlite::Database &database)
    {
        QByteArrayList all;
        const auto tell = [&all](RowId id, const PackedRow &row) {
            all += QByteArray::number(id) + ": connection " + QByteArray::number(row.connection)
                + (row.direction() == Direction::ServerToClient ? " down" : " up") + " at "
                + QByteArray::number(row.timeNs) + " size " + QByteArray::number(row.size) + " message "
                + QByteArray::number(id - row.distance);
        };
        if (forEachPackedRow(database, tell) != SQLITE_OK)
            all += "failed";
        return all;
    }

private Q_SLOTS:
    void chunksAndRowsTellTheSame()
    {
        {
            auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
            Recorder recorder(store->journal(), store->newConnectionId());
            FrameTeller down(recorder, Direction::ServerToClient), up(recorder, Direction::ClientToServer);
            down.message(Opcode::Text, "abc");
            up.control(Opcode::Ping, "p");
            down.control(Opcode::Pong, "longer");
            check(store->finish());
        }
        auto database = valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
        const QByteArrayList fromChunks = told(database);
        QCOMPARE(database.integer("SELECT sum(rows) FROM chunk"), 3);
        QCOMPARE(fromChunks.size(), 3);
        QVERIFY(fromChunks[0].startsWith("1: connection 1 down at "));
        QVERIFY(fromChunks[0].endsWith(" size 3 message 1"));
        QVERIFY(fromChunks[1].startsWith("2: connection 1 up at "));
        QCOMPARE(database.execute("DELETE FROM chunk"), SQLITE_OK);
        QCOMPARE(told(database), fromChunks);
    }

    void saysWhatItCannotRead()
    {
        auto database = emptySession(m_folder);
        QCOMPARE(told(database), QByteArrayList());
        QCOMPARE(database.execute("DROP TABLE row"), SQLITE_OK);
        QCOMPARE(told(database), QByteArrayList{"failed"});
    }
};

QTEST_GUILESS_MAIN(PackedRowsTest)
#include "tst_packedrows.moc"
