// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/filteredrows.h"
#include "analysis/growingfilter.h"
#include "randomsession.h"
#include "support/rows.h"

using namespace framescope;
using namespace framescope::test;

namespace {

const std::atomic<bool> Going = false;

std::vector<RowId> idsOf(const RowNumbers &rows)
{
    std::vector<RowId> ids;
    for (quint32 i = 0; i < rows.size(); ++i)
        ids.push_back(rows.at(i));
    return ids;
}

// What a filter finds in the file as it is.
std::vector<RowId> found(const QString &path, const RowFilter &filter)
{
    const auto filtering = valueOf(RowFiltering::open(path, filter));
    std::vector<RowId> ids;
    check(filtering->run(1, 1'000'000, Going, [&](const RowFiltering::Slice &slice) {
        ids.insert(ids.end(), slice.rows.begin(), slice.rows.end());
    }));
    return ids;
}

RowFilter needle()
{
    return RowFilter::text(QStringLiteral("needle"));
}

NewRows newRows(const AppendBatch &batch)
{
    NewRows rows;
    rows.add(batch);
    return rows;
}

// The news of a FilteredRows, in the test's thread; none may contradict those before.
class Newest {
public:
    FilteredRows::Callbacks callbacks(SessionStore *store = nullptr)
    {
        FilteredRows::Callbacks callbacks;
        callbacks.news = [this](FilteredRows::News news) { m_box.post(std::move(news)); };
        if (store)
            callbacks.commit = [store] { return store->commitPublished(); };
        return callbacks;
    }
    const FilteredRows::News &look()
    {
        for (FilteredRows::News &news : m_box.takeAll()) {
            if (news.generation == m_news.generation && news.isGrown && news.error.isEmpty())
                verifyGrown(m_news.rows, news.rows);
            m_news = std::move(news);
            ++count;
        }
        return m_news;
    }
    int count = 0;

private:
    static void verifyGrown(const RowNumbers &before, const RowNumbers &after)
    {
        QVERIFY(after.size() >= before.size());
        for (quint32 i = 0; i < before.size(); ++i)
            QCOMPARE(after.at(i), before.at(i));
    }
    Mailbox<FilteredRows::News> m_box{{}};
    FilteredRows::News m_news;
};

} // namespace

class TestFilteredRows : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;
    QString m_nowhere = QStringLiteral("/nowhere/is.framescope");

private Q_SLOTS:
    void decidesByWhatABatchTells()
    {
        GrowingFilter::State state;
        GrowingFilter growing(m_nowhere, needle() && RowFilter::direction(Direction::ServerToClient), 0,
            Going, {}, [&state](const GrowingFilter::State &newest) { state = newest; });
        const QByteArray long_(300, '-');
        QVERIFY(!growing.goOn(newRows(appended(numbered({text("<", "needle"), text(">", "needle"),
            text("<", "pin"), text(">", long_), frame(Opcode::Ping, "<", "NEEDLE")})))));
        QCOMPARE(idsOf(state.rows), (std::vector<RowId>{1, 5})); // row 4 is none whatever stands in it
        QCOMPARE(state.upTo, 5);
        QVERIFY(state.isGrown);
        // This one would have to be read.
        growing.goOn(newRows(appended(numbered({text("<", long_)}, 6))));
        QCOMPARE(idsOf(state.rows), (std::vector<RowId>{1, 5}));
        QVERIFY2(state.error.contains(m_nowhere), qPrintable(state.error));
    }

    void takesBackWhatIsOtherwiseNow()
    {
        GrowingFilter::State state;
        GrowingFilter growing(m_nowhere, RowFilter::broken(), 0, Going, {},
            [&state](const GrowingFilter::State &newest) { state = newest; });
        std::vector<Row> rows = numbered({text("<", "a"), text("<", "b"), text("<", "c", RowFlag::Broken)});
        growing.goOn(newRows(appended(rows)));
        QCOMPARE(idsOf(state.rows), (std::vector<RowId>{3}));
        const RowNumbers before = state.rows;
        AppendBatch batch;
        batch.lastId = 3;
        rows[0].flags |= RowFlag::Broken;
        rows[2].flags.setFlag(RowFlag::Broken, false);
        batch.changed = {rows[0], rows[2]};
        growing.goOn(newRows(batch));
        QCOMPARE(idsOf(state.rows), (std::vector<RowId>{1}));
        QVERIFY(!state.isGrown);
        QCOMPARE(idsOf(before), (std::vector<RowId>{3})); // who has it keeps what it was
    }

    // Whatever is recorded, in the end it is what is found in the file; filters change meanwhile.
    void followsARecording_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 3; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    // The second filter also while the session moves.
    void followsARecording()
    {
        QFETCH(unsigned, seed);
        RandomSession session(valueOf(SessionStore::create(m_folder.path(), m_clock)), seed);
        Newest newest;
        FilteredRows rows(session.store().place(), newest.callbacks(&session.store()));
        const QString elsewhere = m_folder.path(QStringLiteral("%1.framescope").arg(seed));
        std::atomic<RowId> last = 0;
        session.store().setPublisher([&](const AppendBatch &batch) {
            last = batch.lastId;
            rows.take(batch);
        });
        Random random(seed);
        for (int i = 0; i < 4; ++i) {
            const RowFilter filter = i == 0 ? needle() : randomFilter(random, 3);
            // A batch that comes between is brought twice, and does no harm.
            const quint64 generation = valueOf(rows.filter(filter, last));
            QCOMPARE(generation, quint64(i + 1));
            for (int pause = 0; pause < 4; ++pause) {
                session.record(15);
                QTest::qWait(5);
                if (i == 1 && pause == 1) {
                    QTRY_COMPARE(newest.look().generation, generation);
                    session.store().moveTo(elsewhere, {}, check);
                    QTRY_COMPARE(session.store().path(), elsewhere);
                }
            }
            session.store().flush();
            const std::vector<RowId> expected = found(session.store().path(), filter);
            QTRY_VERIFY2(newest.look().generation == generation && idsOf(newest.look().rows) == expected,
                qPrintable(newest.look().error));
            QTRY_COMPARE(newest.look().upTo, last.load());
        }
        rows.clear();
        session.store().setPublisher({});
    }

    // The first frames of a message are wanted when its last has come, though others came between.
    void bringsInTheFramesOfAMessageWhenItEnds()
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        Recorder other(store->journal(), store->newConnectionId());
        FrameTeller down(recorder, Direction::ServerToClient), up(other, Direction::ClientToServer);
        Newest newest;
        FilteredRows rows(m_folder.path(), newest.callbacks(store.get()));
        store->setPublisher([&rows](const AppendBatch &batch) { rows.take(batch); });
        valueOf(rows.filter(needle(), 0));
        down.fragments(Opcode::Text, {"nee", "d", "le"}, [&] {
            up.message(Opcode::Text, "a needle of its own");
            QTRY_VERIFY(!newest.look().rows.isEmpty());
        });
        QTRY_COMPARE(idsOf(newest.look().rows), (std::vector<RowId>{1, 2, 3, 4, 5}));
        rows.clear();
        check(store->finish());
    }

    void hearsNoMoreOfAFilterThatIsGone()
    {
        {
            RandomSession session(valueOf(SessionStore::create(m_folder.path(), m_clock)), 1);
            session.record(200);
            check(session.store().finish());
        }
        const RowId last = valueOf(valueOf(SessionReader::open(m_folder.path()))->info()).lastId;
        Newest newest;
        FilteredRows rows(m_folder.path(), newest.callbacks());
        for (int i = 0; i < 20; ++i)
            valueOf(rows.filter(needle() || RowFilter::sizeFrom(quint64(i)), last));
        const RowFilter final = RowFilter::opcode(Opcode::Ping);
        const quint64 generation = valueOf(rows.filter(final, last));
        QTRY_COMPARE(newest.look().generation, generation);
        QTRY_COMPARE(newest.look().upTo, last);
        QCOMPARE(idsOf(newest.look().rows), found(m_folder.path(), final));
        rows.clear();
        rows.take(appendedMany(last, 10));
        const int before = newest.count;
        QCOMPARE(valueOf(rows.filter(final, last)), generation + 2);
        QTRY_COMPARE(newest.look().generation, generation + 2);
        QTRY_COMPARE(newest.look().upTo, last);
        QVERIFY(newest.count > before);
    }

    void saysWhatIsWrong()
    {
        Newest newest;
        FilteredRows rows(m_nowhere, newest.callbacks());
        const auto broken = rows.filter(RowFilter::regex(QStringLiteral("(")), 10);
        QVERIFY(!broken);
        QVERIFY(broken.error().what.contains(QStringLiteral("missing closing parenthesis")));
        valueOf(rows.filter(needle(), 10));
        QTRY_COMPARE(
            newest.look().error, m_nowhere + QStringLiteral(" does not exist. Choose a session file."));
    }

    void cleanup() { QFile::remove(m_folder.path()); }
};

QTEST_GUILESS_MAIN(TestFilteredRows)
#include "tst_filteredrows.moc"
