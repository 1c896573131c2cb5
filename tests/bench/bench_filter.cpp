// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Filters over a session of five million small messages (--quick: two hundred thousand): until the first rows are
// there, and until all are, beside the same question asked in SQL; and how long the activity strip counts all of them,
// and every tenth of them.
// bench_filter [--quick] [FILE]: a file that is there already is taken as it is.
#include "analysis/activitycount.h"
#include "analysis/rowfiltering.h"
#include "session/growingrownumbers.h"
#include "session/rowcolumns.h"
#include "session/schema.h"

#include "bench/medians.h"
#include "bench/storecost.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstring>
#include <optional>

using namespace framescope;
using namespace framescope::test;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int Runs = 5;

double msSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void check(int code, const sqlite::Database &database)
{
    if (code != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(database.handle()));
}

// As a feed of trades looks; every 50,000th tells of an error.
QByteArray payloadOf(RowId id)
{
    QByteArray payload = R"({"type":"trade","id":)" + QByteArray::number(id) + R"(,"price":)"
        + QByteArray::number(id * 7919 % 100'000) + R"(,"size":)" + QByteArray::number(id % 977)
        + R"(,"side":")" + (id % 2 == 0 ? "buy" : "sell") + R"(","venue":"XNAS"})";
    return id % 50'000 == 0 ? payload.replace("trade", "Error") : payload;
}

RowRecord rowOf(RowId id, const QByteArray &payload)
{
    RowRecord row;
    row.id = row.message = id;
    row.connection = static_cast<ConnectionId>(1 + id % 16);
    row.direction = id % 10 == 0 ? Direction::ClientToServer : Direction::ServerToClient;
    row.opcode = static_cast<quint8>(id % 100 == 99 ? Opcode::Binary : Opcode::Text);
    row.bits = RowRecord::Fin;
    row.does = row.opcode == static_cast<quint8>(Opcode::Text) ? RowRecord::IsText : 0;
    row.flags = static_cast<quint16>(RowFlag::EndsMessage);
    row.timeNs = id * 10'000;
    row.payloadSize = row.payloadLength = row.received = quint64(payload.size());
    row.wireSize = row.payloadSize + 4;
    return row;
}

// What recording leaves, without its detours.
void makeSession(const QString &path, RowId count)
{
    if (!QFile(path).open(QIODevice::WriteOnly))
        qFatal("%s cannot be made", qPrintable(path));
    auto opened = sqlite::Database::open(path, sqlite::Database::Access::ReadWrite);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().toString()));
    sqlite::Database &database = *opened;
    check(schema::create(database), database);
    check(database.execute("PRAGMA synchronous=OFF; BEGIN"), database);
    {
        rowcolumns::Insert insert(database, "INSERT OR FAIL", 1);
        sqlite::Statement insertChunk(database, "INSERT INTO chunk(first, rows, columns) VALUES(?1, ?2, ?3)");
        QByteArray chunk;
        for (RowId id = 1; id <= count; ++id) {
            const QByteArray payload = payloadOf(id);
            const RowRecord row = rowOf(id, payload);
            insert.bind(0, row, payload);
            check(insert.run(), database);
            const PackedRow packed = PackedRow::of(row);
            chunk.append(reinterpret_cast<const char *>(&packed), sizeof packed);
            if (id % schema::RowsInChunk != 0 && id != count)
                continue;
            const qint64 rows = chunk.size() / qsizetype(sizeof packed);
            insertChunk.bind(1, id - rows + 1);
            insertChunk.bind(2, rows);
            insertChunk.bindBlob(3, chunk);
            check(insertChunk.run(), database);
            chunk.clear();
        }
    }
    check(database.execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"), database);
}

struct Times {
    double first = 0;
    double all = 0;
    double processor = 0;
    quint64 rows = 0;
};

Times measure(const QString &path, const RowFilter &filter, RowFiltering::Threads threads)
{
    Times times;
    const double processor = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto begin = Clock::now();
    auto filtering = RowFiltering::open(path, filter, threads);
    if (!filtering)
        qFatal("%s", qPrintable(filtering.error().toString()));
    const std::atomic<bool> going = false;
    const auto run = (*filtering)->run(1, std::numeric_limits<quint32>::max(), going, [&](const auto &slice) {
        if (times.rows == 0 && !slice.rows.empty())
            times.first = msSince(begin);
        times.rows += slice.rows.size();
    });
    if (!run)
        qFatal("%s", qPrintable(run.error().toString()));
    times.all = msSince(begin);
    times.processor = (processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - processor) * 1e3;
    return times;
}

Times measureSql(const QString &path, const char *where)
{
    Times times;
    const double processor = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto begin = Clock::now();
    auto database = sqlite::Database::open(path, sqlite::Database::Access::ReadOnly);
    if (!database)
        qFatal("%s", qPrintable(database.error().toString()));
    const QByteArray sql = QByteArrayLiteral("SELECT id FROM row WHERE ") + where;
    sqlite::Statement select(*database, sql.constData());
    while (select.next()) {
        if (times.rows++ == 0)
            times.first = msSince(begin);
    }
    times.all = msSince(begin);
    times.processor = (processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - processor) * 1e3;
    return times;
}

class Series {
public:
    void add(const Times &times)
    {
        m_first.push_back(times.first);
        m_all.push_back(times.all);
        m_processor.push_back(times.processor);
        m_rows = times.rows;
    }
    void print(const char *what) const
    {
        std::printf("%-52s %9llu %9.1f %9.1f %9.1f", what, static_cast<unsigned long long>(m_rows),
            median(m_first), all(), median(m_processor));
    }
    double first() const { return median(m_first); }
    double all() const { return median(m_all); }
    quint64 rows() const { return m_rows; }

private:
    std::vector<double> m_first, m_all, m_processor;
    quint64 m_rows = 0;
};

struct Case {
    const char *what;
    RowFilter filter;
    const char *where;         // the rival; null: SQLite has none
    double firstGoal, allGoal; // ms, of five million rows
};

std::vector<Case> cases()
{
    using F = RowFilter;
    const F received = F::direction(Direction::ServerToClient);
    return {
        {"direction and opcode", received && F::opcode(Opcode::Binary),
            "direction = 1 AND opcode = 2 AND kind = 0", 50, 1000},
        {"connection, size, not a time",
            F::connections({3}) && F::sizeFrom(90) && !F::timeBetween(0, 1'000'000),
            "connection = 3 AND size >= 90 AND NOT (time_ns BETWEEN 0 AND 1000000)", 50, 1000},
        {"text, case minded", F::text(QStringLiteral("\"Error\""), TextSearch::Case::Minded),
            "instr(payload, '\"Error\"')", 100, 1000},
        {"text, case ignored", F::text(QStringLiteral("\"error\"")), "payload LIKE '%\"error\"%'", 100, 1000},
        {"not a text, in a tenth of the rows", !received && !F::text(QStringLiteral("buy")),
            "direction = 0 AND NOT instr(payload, 'buy')", 100, 1000},
        {"regex", F::regex(QStringLiteral("\"Error\".*\"size\":[0-9]+,")), nullptr, 100, 1000},
    };
}

void run(const QString &path, const Case &one, bool isGoal)
{
    Series two, single, sql;
    for (int i = 0; i < Runs; ++i) {
        two.add(measure(path, one.filter, RowFiltering::Threads::Two));
        single.add(measure(path, one.filter, RowFiltering::Threads::One));
        if (one.where)
            sql.add(measureSql(path, one.where));
    }
    two.print(one.what);
    if (isGoal)
        std::printf("   %.0f / %.0f %s", one.firstGoal, one.allGoal,
            two.first() <= one.firstGoal && two.all() <= one.allGoal ? "met" : "MISSED");
    std::printf("\n");
    single.print("  with one thread");
    std::printf("\n");
    if (one.where) {
        sql.print("  rival: SQL");
        std::printf("   %.1f times as long\n", sql.all() / two.all());
        if (sql.rows() != two.rows())
            std::printf("  THEY DIFFER\n");
    }
    std::fflush(stdout);
}

Times measureActivity(const QString &path, ActivityCount::Rows rows)
{
    Times times;
    const double processor = processorSeconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto begin = Clock::now();
    ActivityCount count(path);
    count.restart(ActivityCount::Layer::Shown, std::move(rows));
    if (const auto counted = count.count([] { return false; }); !counted)
        qFatal("%s", qPrintable(counted.error().toString()));
    times.all = msSince(begin);
    times.processor = (processorSeconds(CLOCK_PROCESS_CPUTIME_ID) - processor) * 1e3;
    times.rows = count.histogram(ActivityCount::Layer::Shown).total().rows();
    return times;
}

void runActivity(const QString &path, quint32 rows)
{
    GrowingRowNumbers tenth;
    for (RowId id = 10; id <= rows; id += 10)
        tenth.append(id);
    Series all, some;
    for (int i = 0; i < Runs; ++i) {
        all.add(measureActivity(path, {{}, 0, rows, {}}));
        some.add(measureActivity(path, {tenth.soFar(), 0, tenth.soFar().size(), {}}));
    }
    all.print("activity strip, all rows");
    std::printf("\n");
    some.print("activity strip, every tenth row");
    std::printf("\n");
}

} // namespace

int main(int argc, char **argv)
{
    const bool isQuick = argc > 1 && std::strcmp(argv[1], "--quick") == 0;
    const QTemporaryDir folder(QStringLiteral("bench-XXXXXX"));
    const char *const given = argc > (isQuick ? 2 : 1) ? argv[argc - 1] : nullptr;
    const QString path =
        given ? QString::fromLocal8Bit(given) : folder.filePath(QStringLiteral("filter.framescope"));
    if (!QFile::exists(path))
        makeSession(path, isQuick ? 200'000 : 5'000'000);
    std::printf("%-52s %9s %9s %9s %9s   %s\n",
        isQuick ? "200,000 rows of about 85 bytes" : "5 million rows of about 85 bytes", "rows", "first ms",
        "all ms", "CPU ms", "goal");
    for (const Case &one : cases())
        run(path, one, !isQuick);
    runActivity(path, isQuick ? 200'000 : 5'000'000);
}
