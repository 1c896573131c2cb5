// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/sessionfollower.h"

#include "session/recovery.h"
#include "storefixture.h"

using namespace framescope;
using namespace framescope::test;

// Somebody who only looks at a session that is on disk, or that another process records.
class SessionFollowerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFinishedSession()
    {
        const SessionFolder folder;
        record(folder, [](FrameTeller &in, FrameTeller &out) {
            out.message(Opcode::Text, "hello");
            in.fragments(Opcode::Text, {"wor", "ld"});
        });
        Batches batches;
        const SessionFollower follower(folder.path(), batches.publisher());
        AppendBatch first;
        const AppendBatch counted = batches.await([&first](const AppendBatch &batch) {
            if (!batch.tail.empty())
                first = batch;
            return !batch.counters.empty();
        });
        compareLines(linesOf(first.tail),
            {"1 > text 5/5 ends 'hello'", "2 < text+ 3/3 wire 'wor'",
                "3 < continuation 2/2 of 5 msg 2 frames 2 wire ends 'world'"});
        QCOMPARE(first.facts.size(), 1U);
        QCOMPARE(first.facts.front().url, QStringLiteral("ws://a.test/"));
        QCOMPARE(first.rows.size(), 1U);
        QCOMPARE(first.rows.front().rows.size(), 3U);
        QCOMPARE(first.superseded.size(), 1U);
        QCOMPARE(first.superseded.front().row, 2);
        QCOMPARE(counted.counters.front().framesIn, 2U);
        QCOMPARE(counted.counters.front().framesOut, 1U);
    }

    // Row by row what the recorder stores, also what was arriving when it was first seen, and what people put
    // beside rows.
    void whatAnotherRecordsMeanwhile()
    {
        const SessionFolder folder;
        const StandingClock clock;
        auto store = valueOf(SessionStore::create(folder.path(), clock));
        const ConnectionId id = store->newConnectionId();
        Recorder recorder(store->journal(), id);
        FrameTeller in(recorder, Direction::ServerToClient);
        FrameEvent large = in.begin(Opcode::Binary, 4);
        in.piece(large, "ab");
        store->flush();

        Batches batches;
        const SessionFollower follower(folder.path(), batches.publisher(), std::chrono::milliseconds(5));
        const AppendBatch first = batches.await([](const AppendBatch &batch) { return batch.lastId == 1; });
        QVERIFY(first.tail.front().flags.testFlag(RowFlag::Arriving));

        in.piece(large, "cd");
        in.end(large);
        store->flush();
        const AppendBatch ended = batches.await([](const AppendBatch &batch) {
            return !batch.changed.empty() && !batch.changed.front().flags.testFlag(RowFlag::Arriving);
        });
        QCOMPARE(ended.changed.front().received, 4U);

        in.message(Opcode::Text, "next");
        store->journal().annotate({1, 2, QStringLiteral("look")});
        store->flush();
        const AppendBatch noted =
            batches.await([](const AppendBatch &batch) { return !batch.annotations.empty(); });
        QCOMPARE(noted.lastId, 2);
        QCOMPARE(noted.annotations.front(), (Annotation{1, 2, QStringLiteral("look")}));
    }

    // Who looks keeps the recorder from nothing: one file is left.
    void theRecorderLeavesOneFile()
    {
        const SessionFolder folder;
        const StandingClock clock;
        auto store = valueOf(SessionStore::create(folder.path(), clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller in(recorder, Direction::ServerToClient);
        Batches batches;
        const SessionFollower follower(folder.path(), batches.publisher(), std::chrono::milliseconds(50));
        for (int i = 0; i < 100; ++i)
            in.message(Opcode::Text, "tick");
        store->flush();
        batches.await([](const AppendBatch &batch) { return batch.lastId == 100; });
        check(store->finish());
        QTRY_COMPARE(folder.files(), QStringList{QStringLiteral("s.framescope")});
    }

    void aLongLogIsThereBeforeItsRowsAreSorted()
    {
        const SessionFolder folder;
        record(folder, [](FrameTeller &in, FrameTeller &) {
            for (int i = 0; i < 500'001; ++i)
                in.control(Opcode::Ping, {});
        });
        Batches batches;
        const SessionFollower follower(folder.path(), batches.publisher());
        std::vector<AppendBatch> told;
        batches.await([&told](const AppendBatch &batch) {
            told.push_back(batch);
            return !batch.rows.empty();
        });
        QCOMPARE(told.size(), 2U);
        const AppendBatch &first = told.front();
        QCOMPARE(first.lastId, 500'001);
        QCOMPARE(first.tail.back().id, 500'001);
        QVERIFY(first.rows.empty());
        QCOMPARE(told.back().rows.front().rows.size(), 500'001U);
    }

    void aFileThatIsTakenAway()
    {
        const SessionFolder folder;
        record(folder, [](FrameTeller &in, FrameTeller &) { in.message(Opcode::Text, "x"); });
        Batches batches;
        const SessionFollower follower(folder.path(), batches.publisher(), std::chrono::milliseconds(5));
        batches.await([](const AppendBatch &batch) { return batch.lastId == 1; });
        QVERIFY(QFile::rename(folder.path(), folder.path(QStringLiteral("away"))));
        const AppendBatch last =
            batches.await([](const AppendBatch &batch) { return !batch.trouble.isEmpty(); });
        QVERIFY2(last.trouble.contains(folder.path()), qPrintable(last.trouble));
        QCOMPARE(last.lastId, 1);
        QVERIFY(QFile::rename(folder.path(QStringLiteral("away")), folder.path()));
        batches.await([](const AppendBatch &batch) { return batch.trouble.isEmpty(); });
    }

private:
    template <typename Tell>
    static void record(const SessionFolder &folder, Tell tell)
    {
        const StandingClock clock;
        auto store = valueOf(SessionStore::create(folder.path(), clock));
        ConnectionFacts facts;
        facts.id = store->newConnectionId();
        facts.url = QStringLiteral("ws://a.test/");
        Recorder recorder(store->journal(), facts.id);
        FrameTeller in(recorder, Direction::ServerToClient);
        FrameTeller out(recorder, Direction::ClientToServer);
        store->journal().connectionFacts(facts);
        tell(in, out);
        check(store->finish());
    }
};

QTEST_GUILESS_MAIN(SessionFollowerTest)
#include "tst_sessionfollower.moc"
