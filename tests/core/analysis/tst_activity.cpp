// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/activitycount.h"
#include "randomsession.h"
#include "session/growingrownumbers.h"

using namespace framescope;
using namespace framescope::test;

namespace {

using Layer = ActivityCount::Layer;
using Progress = ActivityCount::Progress;

PackedRow packed(RowKind kind, Direction direction, qint64 timeNs, quint32 size = 0, RowFlags flags = {})
{
    Row row;
    row.id = row.message = 1;
    row.kind = kind;
    row.direction = direction;
    row.timeNs = timeNs;
    row.payloadSize = size;
    row.flags = flags;
    row.header.opcode = Opcode::Text;
    return PackedRow::of(row);
}

PackedRow received(qint64 timeNs, quint32 size = 0, RowFlags flags = RowFlag::EndsMessage)
{
    return packed(RowKind::Frame, Direction::ServerToClient, timeNs, size, flags);
}

// The same question asked plainly: what falls into each span of 2^bits nanoseconds.
std::map<qint64, ActivityHistogram::Bucket> plainly(const std::vector<PackedRow> &rows, int bits)
{
    std::map<qint64, ActivityHistogram::Bucket> spans;
    for (const PackedRow &row : rows) {
        if (row.timeNs == Row::UnknownTime)
            continue;
        ActivityHistogram::Bucket &span = spans[row.timeNs >> bits];
        const bool isFrame = row.kind() == RowKind::Frame;
        const bool isOut = row.direction() == Direction::ClientToServer;
        const bool ends = row.flags().testFlag(RowFlag::EndsMessage) || isControl(row.opcode());
        span.toServer += isFrame && isOut ? 1 : 0;
        span.fromServer += isFrame && !isOut ? 1 : 0;
        span.events += isFrame ? 0 : 1;
        span.violations += row.kind() == RowKind::Violation ? 1U : 0U;
        span.errors += row.kind() == RowKind::Error ? 1U : 0U;
        span.hasBroken = span.hasBroken || row.flags().testFlag(RowFlag::Broken);
        const quint64 bytes = isFrame && ends && !row.flags().testFlag(RowFlag::Arriving) ? row.size : 0;
        (isOut ? span.bytesToServer : span.bytesFromServer) += bytes;
    }
    return spans;
}

// Of buckets that hold something.
std::map<qint64, ActivityHistogram::Bucket> spansOf(const ActivityHistogram &histogram)
{
    std::map<qint64, ActivityHistogram::Bucket> spans;
    for (qsizetype i = 0; i < qsizetype(histogram.buckets().size()); ++i) {
        if (const auto &bucket = histogram.buckets()[std::size_t(i)]; bucket != ActivityHistogram::Bucket())
            spans[histogram.startNs(i) >> histogram.widthBits()] = bucket;
    }
    return spans;
}

bool isRight(const ActivityHistogram &histogram, const std::vector<PackedRow> &rows)
{
    return histogram.buckets().size() <= ActivityHistogram::MostBuckets
        && spansOf(histogram) == plainly(rows, histogram.widthBits());
}

bool never()
{
    return false;
}

} // namespace

// How much happened when, against the same asked plainly.
class TestActivity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRowIsCountedByWhatItIs();
    void spansGrowWithTheTime();
    void rowsComeInAnyOrder();
    void timesMayBeAnything();
    void randomRowsAreCountedAsAskedPlainly();
    void aRowThatIsTakenBackLeavesNothing();
    void aFileIsCounted();
    void rowsOfAListAreCounted();
    void whatIsToldNeedNotBeRead();
    void aPayloadCountsWhenItHasEnded();
    void aFragmentThatIsNoRowAnyMoreIsTakenBack();
    void whatIsNotInTheFileYetIsAwaited();
    void countingIsInterrupted();
    void aFileThatIsNoneIsSaid();

private:
    // All of a session, as its file has it.
    static std::vector<PackedRow> rowsOf(const QString &path)
    {
        const auto reader = valueOf(SessionReader::open(path));
        std::vector<PackedRow> rows;
        for (const Row &row : valueOf(reader->rows(1, int(valueOf(reader->info()).lastId))))
            rows.push_back(PackedRow::of(row));
        return rows;
    }

    const SessionFolder m_recorded;
    std::vector<PackedRow> m_rows; // of it
};

void TestActivity::initTestCase()
{
    StandingClock clock;
    {
        RandomSession session(valueOf(SessionStore::create(m_recorded.path(), clock)), 7);
        session.pauseNs = 3'000'000;
        session.record(3000);
    }
    m_rows = rowsOf(m_recorded.path());
    QVERIFY(m_rows.size() > 4096); // more than a chunk
}

void TestActivity::aRowIsCountedByWhatItIs()
{
    ActivityHistogram histogram;
    histogram.add(received(0, 5));
    histogram.add(received(1, 7, {})); // a fragment
    histogram.add(packed(RowKind::Frame, Direction::ClientToServer, 2, 9, RowFlag::EndsMessage));
    histogram.add(packed(RowKind::Mark, Direction::ClientToServer, 3, 100));
    histogram.add(packed(RowKind::Violation, Direction::ServerToClient, 4, 100));
    histogram.add(packed(RowKind::Error, Direction::ServerToClient, 5, 100));
    histogram.add(received(Row::UnknownTime, 50));
    QCOMPARE(histogram.buckets().size(), std::size_t(1));
    ActivityHistogram::Bucket expected;
    expected.fromServer = 2;
    expected.toServer = 1;
    expected.events = 3;
    expected.violations = expected.errors = 1;
    expected.bytesFromServer = 5;
    expected.bytesToServer = 9;
    QVERIFY(histogram.total() == expected);
    QCOMPARE(histogram.total().rows(), quint64(6));
    QCOMPARE(histogram.untimed(), quint64(1));
    histogram.noteBroken(received(0));
    QVERIFY(histogram.total().hasBroken);
}

void TestActivity::spansGrowWithTheTime()
{
    ActivityHistogram histogram;
    histogram.add(received(0));
    const qint64 shortest = histogram.widthNs();
    QVERIFY(shortest >= 1'000'000 && shortest < 1'100'000);
    histogram.add(received(1023 * shortest));
    QCOMPARE(histogram.widthNs(), shortest);
    QCOMPARE(histogram.buckets().size(), std::size_t(1024));
    histogram.add(received(1024 * shortest));
    QCOMPARE(histogram.widthNs(), 2 * shortest);
    QCOMPARE(histogram.buckets().size(), std::size_t(513));
    QCOMPARE(histogram.startNs(512), 1024 * shortest);
    QCOMPARE(histogram.total().rows(), quint64(3));
}

void TestActivity::rowsComeInAnyOrder()
{
    std::vector<PackedRow> rows;
    for (const qint64 ms : {500, 2, 4'000, -70, 3, 90'000, -1'000})
        rows.push_back(received(ms * 1'000'000, 1));
    ActivityHistogram histogram;
    for (const PackedRow &row : rows)
        histogram.add(row);
    QVERIFY(isRight(histogram, rows));
}

void TestActivity::timesMayBeAnything()
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    std::vector<PackedRow> rows;
    for (const qint64 time : {qint64{0}, Most, -Most, Most - 1, qint64{1}})
        rows.push_back(received(time, 1));
    ActivityHistogram histogram;
    for (const PackedRow &row : rows)
        histogram.add(row);
    QVERIFY(isRight(histogram, rows));
    QCOMPARE(histogram.startNs(qsizetype(histogram.buckets().size())), Most);
}

void TestActivity::randomRowsAreCountedAsAskedPlainly()
{
    Random random(3);
    for (int round = 0; round < 20; ++round) {
        std::vector<PackedRow> rows;
        ActivityHistogram histogram;
        qint64 time = below(random, 2) == 0 ? 0 : -5'000'000'000;
        for (int i = 0; i < 2000; ++i) {
            time += (qint64(below(random, 1000)) - 100) << below(random, 6 + round);
            rows.push_back(packed(static_cast<RowKind>(below(random, 7)),
                static_cast<Direction>(below(random, 2)), below(random, 50) == 0 ? Row::UnknownTime : time,
                quint32(below(random, 10'000)), RowFlags::fromInt(quint16(below(random, 0x1000)))));
            histogram.add(rows.back());
        }
        QVERIFY(isRight(histogram, rows));
    }
}

void TestActivity::aRowThatIsTakenBackLeavesNothing()
{
    ActivityHistogram histogram;
    histogram.add(received(0, 5));
    const ActivityHistogram before = histogram;
    histogram.add(received(1, 7));
    histogram.remove(received(1, 7));
    QVERIFY(histogram == before);
    histogram.remove(received(0, 5));
    histogram.remove(received(0, 5)); // twice, as a damaged file may have it
    QCOMPARE(histogram.total().rows(), quint64(0));
    QCOMPARE(histogram.total().bytesFromServer, quint64(0));
}

void TestActivity::aFileIsCounted()
{
    ActivityCount count(m_recorded.path());
    count.restart(Layer::All, {{}, 0, quint32(m_rows.size()), {}});
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QVERIFY(isRight(count.histogram(Layer::All), m_rows));
    QVERIFY(count.histogram(Layer::Shown).isEmpty());
}

void TestActivity::rowsOfAListAreCounted()
{
    GrowingRowNumbers list;
    std::vector<quint32> gaps;
    std::vector<PackedRow> wanted;
    Random random(5);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (below(random, 10) != 0)
            continue;
        if (below(random, 4) == 0)
            gaps.push_back(list.soFar().size());
        else if (list.soFar().size() >= 20) // what comes before is cleared
            wanted.push_back(m_rows[i]);
        list.append(RowId(i) + 1);
    }
    ActivityCount count(m_recorded.path());
    const quint32 half = list.soFar().size() / 2;
    const auto middle = std::lower_bound(gaps.begin(), gaps.end(), half);
    count.restart(
        Layer::Shown, {list.soFar(), 20, half, {std::lower_bound(gaps.begin(), middle, 20), middle}});
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    count.extend(Layer::Shown, {list.soFar(), half, list.soFar().size(), {middle, gaps.end()}});
    QVERIFY(!count.isDone(Layer::Shown));
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QVERIFY(count.isDone(Layer::Shown));
    QVERIFY(isRight(count.histogram(Layer::Shown), wanted));
}

void TestActivity::whatIsToldNeedNotBeRead()
{
    ActivityCount count(QStringLiteral("/nowhere"));
    count.restart(Layer::All, {{}, 0, 3, {}});
    ActivityCount::News news;
    news.firstTold = 1;
    news.told = {received(0, 1), received(1'000'000, 2), received(5'000'000, 3)};
    const auto rows = news.told;
    count.take(std::move(news));
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QVERIFY(isRight(count.histogram(Layer::All), rows));
}

void TestActivity::aPayloadCountsWhenItHasEnded()
{
    ActivityCount count(QStringLiteral("/nowhere"));
    count.restart(Layer::All, {{}, 0, 2, {}});
    ActivityCount::News news;
    news.firstTold = 1;
    news.told = {received(0, 1000, RowFlag::Arriving), received(0, 1000, RowFlag::Arriving)};
    count.take(std::move(news));
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QCOMPARE(count.histogram(Layer::All).total().bytesFromServer, quint64(0));
    for (int i = 0; i < 2; ++i) { // once more changes nothing
        ActivityCount::News ended;
        ended.changed[1] = received(0, 1000, RowFlag::EndsMessage | RowFlag::Broken);
        count.take(std::move(ended));
    }
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QCOMPARE(count.histogram(Layer::All).total().bytesFromServer, quint64(1000));
    QCOMPARE(count.histogram(Layer::All).total().fromServer, 2U);
    QVERIFY(count.histogram(Layer::All).total().hasBroken);
}

void TestActivity::aFragmentThatIsNoRowAnyMoreIsTakenBack()
{
    ActivityCount count(QStringLiteral("/nowhere"));
    count.restart(Layer::All, {{}, 0, 2, {}});
    ActivityCount::News news;
    news.firstTold = 1;
    news.told = {received(0, 4), received(0, 10, {})};
    count.take(std::move(news));
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QCOMPARE(count.histogram(Layer::All).total().fromServer, 2U);
    // 3 goes on with 2, 4 with 3, which comes as a gap.
    count.extend(Layer::All, {{}, 2, 4, {2}});
    ActivityCount::News more;
    more.firstTold = 3;
    more.told = {received(0, 10, {}), received(0, 30)};
    more.superseded = {2, 3};
    count.take(std::move(more));
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QCOMPARE(count.histogram(Layer::All).total().fromServer, 2U);
    QCOMPARE(count.histogram(Layer::All).total().bytesFromServer, quint64(34));
}

void TestActivity::whatIsNotInTheFileYetIsAwaited()
{
    const SessionFolder folder;
    StandingClock clock;
    const auto store = valueOf(SessionStore::create(folder.path(), clock));
    Recorder recorder(store->journal(), store->newConnectionId());
    FrameTeller in(recorder, Direction::ServerToClient);
    in.message(Opcode::Text, "apple");
    QVERIFY(store->commitPublished());
    ActivityCount count(folder.path());
    count.restart(Layer::All, {{}, 0, 2, {}});
    QVERIFY(valueOf(count.count(never)) == Progress::Waiting);
    QCOMPARE(count.histogram(Layer::All).total().rows(), quint64(1));
    in.message(Opcode::Text, "pear");
    store->flush();
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QCOMPARE(count.histogram(Layer::All).total().rows(), quint64(2));
    QCOMPARE(count.histogram(Layer::All).total().bytesFromServer, quint64(9));
}

void TestActivity::countingIsInterrupted()
{
    ActivityCount count(m_recorded.path());
    count.restart(Layer::All, {{}, 0, quint32(m_rows.size()), {}});
    QVERIFY(valueOf(count.count([] { return true; })) == Progress::Interrupted);
    QVERIFY(!count.histogram(Layer::All).isEmpty());
    QVERIFY(count.histogram(Layer::All).total().rows() < m_rows.size());
    QVERIFY(valueOf(count.count(never)) == Progress::Done);
    QVERIFY(isRight(count.histogram(Layer::All), m_rows));
}

void TestActivity::aFileThatIsNoneIsSaid()
{
    ActivityCount count(QStringLiteral("/nowhere"));
    count.restart(Layer::All, {{}, 0, 1, {}});
    QVERIFY(!count.count(never));
}

QTEST_GUILESS_MAIN(TestActivity)
#include "tst_activity.moc"
