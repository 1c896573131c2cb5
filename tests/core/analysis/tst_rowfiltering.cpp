// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/rowfiltering.h"
#include "randomsession.h"
#include "session/rowscan.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// The same question asked as it reads, of a row and its payload.
struct Plainly {
    const Row &row;
    const QByteArray &payload;

    bool operator()(const RowFilter &filter) const
    {
        if (filter.condition())
            return std::visit(*this, *filter.condition());
        const auto &parts = filter.parts();
        switch (filter.join()) {
        case RowFilter::Join::Both: return std::all_of(parts.begin(), parts.end(), *this);
        case RowFilter::Join::Either: return std::any_of(parts.begin(), parts.end(), *this);
        case RowFilter::Join::Not: break;
        }
        return !(*this)(parts.front());
    }
    bool isFrame() const { return row.kind == RowKind::Frame; }
    bool operator()(const RowFilter::Kinds &is) const { return is.set & (1 << int(row.kind)); }
    bool operator()(const RowFilter::Opcodes &is) const
    {
        return isFrame() && (is.set & (1 << int(row.header.opcode)));
    }
    bool operator()(const RowFilter::MessageType &is) const
    {
        const bool isText = row.header.opcode == Opcode::Text || row.flags.testFlag(RowFlag::ContinuesText);
        return isFrame() && int(row.header.opcode) <= 2 && isText == is.isText;
    }
    bool operator()(const RowFilter::Way &is) const { return row.direction == is.direction; }
    bool operator()(const RowFilter::Connections &is) const
    {
        return std::find(is.ids.begin(), is.ids.end(), row.connection) != is.ids.end();
    }
    bool operator()(const RowFilter::Size &is) const
    {
        return row.payloadSize >= is.least && row.payloadSize <= is.most;
    }
    bool operator()(const RowFilter::Time &is) const
    {
        return row.timeNs >= is.firstNs && row.timeNs <= is.lastNs;
    }
    bool operator()(const RowFilter::Flags &is) const { return bool(row.flags & is.flags); }
    bool operator()(const RowFilter::Text &is) const
    {
        const QByteArray needle = is.needle.toUtf8();
        return is.mind == TextSearch::Case::Minded ? payload.contains(needle)
                                                   : payload.toLower().contains(needle.toLower());
    }
    bool operator()(const RowFilter::Bytes &is) const { return payload.contains(is.needle); }
    bool operator()(const RowFilter::Pattern &is) const
    {
        return is.regex == QLatin1StringView("ne{1,2}dle|l[ab]")
            && (payload.contains("needle") || payload.contains("nedle") || payload.contains("la")
                || payload.contains("lb"));
    }
};

// What comes of run(), and that it comes as it says.
struct Run {
    std::vector<quint32> rows;
    quint64 undecided = 0;
    RowId upTo = 0;
    int slices = 0;

    RowFiltering::Take take()
    {
        return [this](const RowFiltering::Slice &slice) {
            QVERIFY(std::is_sorted(slice.rows.begin(), slice.rows.end()));
            QVERIFY(slice.rows.empty() || (slice.rows.front() > upTo && slice.rows.back() <= slice.upTo));
            rows.insert(rows.end(), slice.rows.begin(), slice.rows.end());
            undecided += slice.undecided;
            upTo = slice.upTo;
            ++slices;
        };
    }
};

const std::atomic<bool> Going = false;

Run filtered(const QString &path, const RowFilter &filter,
    RowFiltering::Threads threads = RowFiltering::Threads::Two, RowId first = 1)
{
    const auto filtering = valueOf(RowFiltering::open(path, filter, threads));
    Run outcome;
    check(filtering->run(first, valueOf(filtering->lastId()), Going, outcome.take()));
    return outcome;
}

} // namespace

class TestRowFiltering : public QObject {
    Q_OBJECT

    StandingClock m_clock;
    SessionFolder m_folder;

    // `count` messages "message 1" ...; every hundredth holds "needle".
    void recordMany(int count)
    {
        auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
        Recorder recorder(store->journal(), store->newConnectionId());
        FrameTeller down(recorder, Direction::ServerToClient), up(recorder, Direction::ClientToServer);
        for (int i = 1; i <= count; ++i) {
            if (i % 1000 == 0)
                QTRY_VERIFY(store->journal().hasRoom());
            (i % 2 == 0 ? down : up)
                .message(Opcode::Text,
                    QByteArray("message " + QByteArray::number(i) + (i % 100 == 0 ? " needle" : "")));
        }
        check(store->finish());
    }

    void recordRandomly(unsigned seed, int steps)
    {
        RandomSession session(valueOf(SessionStore::create(m_folder.path(), m_clock)), seed);
        session.record(steps);
        session.leaveOpen();
        check(session.store().finish());
    }

private Q_SLOTS:
    void findsWhatPlainLoopsFind_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 2; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void findsWhatPlainLoopsFind()
    {
        QFETCH(unsigned, seed);
        recordRandomly(seed, 120);
        const auto reader = valueOf(SessionReader::open(m_folder.path()));
        const std::vector<Row> rows = valueOf(reader->rows(1, 10'000));
        QByteArrayList payloads;
        const auto scan = valueOf(RowScan::open(m_folder.path()));
        const auto columns = valueOf(scan->columns(1, rows.back().id));
        for (const Row &row : rows) {
            const PackedRow packed = PackedRow::of(row);
            QCOMPARE(std::memcmp(&packed, &columns[std::size_t(row.id - 1)], sizeof packed), 0);
            payloads += valueOf(reader->payload(row.id, 0, 10'000'000));
        }
        Random random(seed);
        for (int i = 0; i < 40; ++i) {
            const RowFilter filter = randomFilter(random, 4);
            std::vector<quint32> expected;
            for (std::size_t row = 0; row < rows.size(); ++row) {
                if (Plainly{rows[row], payloads[qsizetype(row)]}(filter))
                    expected.push_back(static_cast<quint32>(rows[row].id));
            }
            const auto threads = i % 2 == 0 ? RowFiltering::Threads::Two : RowFiltering::Threads::One;
            const Run outcome = filtered(m_folder.path(), filter, threads);
            QCOMPARE(outcome.rows, expected);
            QCOMPARE(outcome.undecided, quint64(0));
            QCOMPARE(outcome.upTo, rows.back().id);
        }
    }

    void goesOnFromWhereItIsAsked()
    {
        recordMany(1000);
        const auto filtering =
            valueOf(RowFiltering::open(m_folder.path(), RowFilter::text(QStringLiteral("needle"))));
        Run some;
        check(filtering->run(1, 350, Going, some.take()));
        QCOMPARE(some.rows, (std::vector<quint32>{100, 200, 300}));
        QCOMPARE(some.upTo, 350);
        check(filtering->run(351, 100'000, Going, some.take()));
        QCOMPARE(some.rows.size(), std::size_t(10));
        QCOMPARE(some.upTo, 1000);
    }

    // More rows than a chunk has, and enough for a second thread.
    void comesInSlicesThatAscend()
    {
        recordMany(70'000);
        const RowFilter needle = RowFilter::text(QStringLiteral("needle"));
        const Run all = filtered(m_folder.path(), needle);
        QCOMPARE(all.rows.size(), std::size_t(700));
        QVERIFY2(all.slices > 1, "everything came at once, at the end");
        QCOMPARE(all.upTo, 70'000);
        QCOMPARE(filtered(m_folder.path(), needle, RowFiltering::Threads::One).rows, all.rows);
        const Run sent = filtered(m_folder.path(), needle && RowFilter::direction(Direction::ClientToServer));
        QCOMPARE(sent.rows.size(), std::size_t(0));
        QCOMPARE(filtered(m_folder.path(), RowFilter()).rows.size(), std::size_t(70'000));

        const auto filtering = valueOf(RowFiltering::open(m_folder.path(), needle));
        std::atomic<bool> cancelled = false;
        Run begun;
        check(filtering->run(1, 70'000, cancelled, [&](RowFiltering::Slice slice) {
            begun.take()(std::move(slice));
            cancelled = true;
        }));
        QCOMPARE(begun.slices, 1);
        QVERIFY(begun.upTo < 70'000);
    }

    void saysWhatCouldNotBeDecided()
    {
        {
            auto store = valueOf(SessionStore::create(m_folder.path(), m_clock));
            Recorder recorder(store->journal(), store->newConnectionId());
            FrameTeller down(recorder, Direction::ServerToClient);
            down.message(Opcode::Text, "aaa");
            const QByteArray hard = QByteArray(40, 'a') + '-';
            down.message(Opcode::Text, hard);
            down.control(Opcode::Ping, hard);
            check(store->finish());
        }
        const RowFilter slow = RowFilter::regex(QStringLiteral("(a+)+$"));
        const Run outcome = filtered(m_folder.path(), slow);
        QCOMPARE(outcome.rows, (std::vector<quint32>{1}));
        QCOMPARE(outcome.undecided, quint64(2));
        QCOMPARE(RowFiltering::inWords(outcome.undecided),
            QStringLiteral("2 rows could not be decided: the regular expression takes too long on them."));
        const Run texts = filtered(m_folder.path(), slow && RowFilter::opcode(Opcode::Text));
        QCOMPARE(RowFiltering::inWords(texts.undecided),
            QStringLiteral("1 row could not be decided: the regular expression takes too long on it."));
        QCOMPARE(RowFiltering::inWords(0), QString());
    }

    void saysWhichRowsWaitForTheEndOfTheirMessage()
    {
        recordRandomly(1, 0); // two times "nee" "dle", and no end
        const auto filtering =
            valueOf(RowFiltering::open(m_folder.path(), RowFilter::text(QStringLiteral("needle"))));
        Run outcome;
        check(filtering->run(1, 4, Going, outcome.take()));
        QCOMPARE(outcome.rows, (std::vector<quint32>{1, 2, 3, 4}));
        QByteArrayList open;
        for (const auto &[row, message] : filtering->takeOpen())
            open += QByteArray::number(row) + " of " + QByteArray::number(message);
        compareLines(open, {"1 of 1", "2 of 1", "3 of 3", "4 of 3"});
        QVERIFY(filtering->takeOpen().empty());
        Run waiting;
        check(filtering->run(1, 4, RowFiltering::OpenMessages::Wait, Going, waiting.take()));
        QCOMPARE(waiting.rows, std::vector<quint32>());
        QCOMPARE(filtering->takeOpen().size(), std::size_t(4));
        QVERIFY(filtering->takeEnded().empty());
    }

    // The session is gone, or never was one; the filter cannot be.
    void saysWhatIsWrong()
    {
        QVERIFY(!RowFiltering::open(m_folder.path(), RowFilter()));
        recordMany(3);
        QVERIFY(!RowFiltering::open(m_folder.path(), RowFilter::regex(QStringLiteral("("))));
        auto database = valueOf(sqlite::Database::open(m_folder.path(), sqlite::Database::Access::ReadWrite));
        const auto filtering =
            valueOf(RowFiltering::open(m_folder.path(), RowFilter::text(QStringLiteral("needle"))));
        QCOMPARE(database.execute("DROP TABLE row"), SQLITE_OK);
        const auto run = filtering->run(1, 3, Going, [](const RowFiltering::Slice &) {});
        QVERIFY(!run);
        QVERIFY(run.error().what.contains(m_folder.path()));
    }

    void cleanup() { QFile::remove(m_folder.path()); }
};

QTEST_GUILESS_MAIN(TestRowFiltering)
#include "tst_rowfiltering.moc"
