// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/rowfiltering.h"

#include "session/rowscan.h"
#include "session/schema.h"
#include "session/sessionreader.h"

#include <chrono>
#include <thread>

namespace framescope {

namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto SliceTime = 30ms;
// What is read at once.
constexpr std::size_t BatchRows = 32'768;
constexpr quint64 BatchBytes = 8 << 20;
// From here on a second thread pays for being started.
constexpr std::size_t ManyRows = 2048;
constexpr quint64 ManyBytes = 1 << 20;
constexpr std::size_t MostMessages = 4096; // that are remembered while they go on

bool carriesData(const PackedRow &row)
{
    return row.kind() == RowKind::Frame && row.opcode() <= Opcode::Binary;
}

} // namespace

// What a thread reads and matches with.
struct RowFiltering::Lane {
    std::unique_ptr<RowScan> scan;
    RowMatcher matcher;

    // Rows whose payload does not stand in them are left in `elsewhere`.
    Result<void> decide(const Chunk &chunk, std::span<const RowId> rows, const std::atomic<bool> &cancelled);
    std::vector<RowId> elsewhere;
};

// Columns of rows, and what is known of each.
struct RowFiltering::Chunk {
    RowId first = 0;
    std::span<const PackedRow> rows;
    std::span<Truth> truths;

    const PackedRow &row(RowId id) const { return rows[static_cast<std::size_t>(id - first)]; }
    Truth &truth(RowId id) const { return truths[static_cast<std::size_t>(id - first)]; }
    RowId end() const { return first + static_cast<RowId>(rows.size()); }
};

// Hands on what is decided, not too often.
class RowFiltering::Slices {
public:
    explicit Slices(const Take &take)
        : m_take(take)
    {
    }
    // Every row of `chunk` before `end` is decided.
    void decided(const Chunk &chunk, RowId end)
    {
        for (RowId id = std::max(chunk.first, m_slice.upTo + 1); id < end; ++id) {
            if (chunk.truth(id) == Truth::Yes)
                m_slice.rows.push_back(static_cast<quint32>(id));
            else if (chunk.truth(id) == Truth::Unknown)
                ++m_slice.undecided;
        }
        m_slice.upTo = end - 1;
        if ((m_isFirst && !m_slice.rows.empty()) || SteadyClock::now() - m_taken >= SliceTime)
            handOn();
    }
    void handOn()
    {
        const RowId upTo = m_slice.upTo;
        m_isFirst = false;
        m_take(std::exchange(m_slice, {}));
        m_slice.upTo = upTo;
        m_taken = SteadyClock::now();
    }

private:
    const Take &m_take;
    Slice m_slice;
    bool m_isFirst = true;
    SteadyClock::time_point m_taken = SteadyClock::now();
};

RowFiltering::RowFiltering(const QString &path, const RowFilter &filter, Threads threads)
    : m_path(path)
    , m_filter(filter)
    , m_threads(threads)
{
}
RowFiltering::~RowFiltering() = default;

Result<std::unique_ptr<RowFiltering>> RowFiltering::open(
    const QString &path, const RowFilter &filter, Threads threads)
{
    std::unique_ptr<RowFiltering> filtering(new RowFiltering(path, filter, threads));
    if (auto opened = filtering->openLane(); !opened)
        return opened.error();
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    filtering->m_reader = std::move(*reader);
    return filtering;
}

Result<void> RowFiltering::readFrom(const QString &path)
{
    if (path == m_path)
        return {};
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    for (const std::unique_ptr<Lane> &lane : m_lanes) {
        auto scan = RowScan::open(path);
        if (!scan)
            return scan.error();
        lane->scan = std::move(*scan);
    }
    m_reader = std::move(*reader);
    m_path = path;
    return {};
}

Result<void> RowFiltering::openLane()
{
    auto matcher = RowMatcher::of(m_filter);
    if (!matcher)
        return matcher.error();
    auto scan = RowScan::open(m_path);
    if (!scan)
        return scan.error();
    m_lanes.push_back(std::make_unique<Lane>(Lane{std::move(*scan), std::move(*matcher), {}}));
    return {};
}

RowMatcher &RowFiltering::matcher()
{
    return m_lanes.front()->matcher;
}

Result<RowId> RowFiltering::lastId() const
{
    return m_lanes.front()->scan->lastId();
}

Result<void> RowFiltering::run(
    RowId first, RowId last, OpenMessages open, const std::atomic<bool> &cancelled, const Take &take)
{
    m_openMessages = open;
    m_known.clear();
    Slices slices(take);
    std::vector<Truth> truths;
    for (RowId id = first; id <= last && !cancelled.load();) {
        const auto columns = m_lanes.front()->scan->columns(id, last);
        if (!columns)
            return columns.error();
        if (columns->empty())
            break;
        truths.resize(columns->size());
        const Chunk chunk{id, *columns, truths};
        matcher().decide(chunk.rows, chunk.truths);
        if (auto read = readPayloads(chunk, cancelled, slices); !read)
            return read.error();
        findEnded(chunk);
        if (!cancelled.load())
            slices.decided(chunk, chunk.end());
        id = chunk.end();
    }
    if (!cancelled.load())
        slices.handOn();
    return {};
}

void RowFiltering::findEnded(const Chunk &chunk)
{
    for (RowId id = chunk.first; id < chunk.end() && !m_awaited.empty(); ++id) {
        const PackedRow &row = chunk.row(id);
        const RowId message = id - static_cast<RowId>(row.distance);
        if (row.distance > 0 && row.flags().testFlag(RowFlag::EndsMessage) && m_awaited.erase(message) > 0)
            m_ended.push_back(message);
    }
}

// Of the rows that the columns leave open.
Result<void> RowFiltering::readPayloads(const Chunk &chunk, const std::atomic<bool> &cancelled, Slices &slices)
{
    std::vector<RowId> batch;
    quint64 bytes = 0;
    for (RowId id = chunk.first; id < chunk.end(); ++id) {
        if (chunk.truth(id) == Truth::Unknown) {
            batch.push_back(id);
            bytes += std::min<quint64>(chunk.row(id).size, schema::InlineSize);
        }
        const bool isLast = id + 1 == chunk.end();
        if (batch.empty() || (!isLast && batch.size() < BatchRows && bytes < BatchBytes))
            continue;
        if (auto decided = decideBatch(chunk, batch, cancelled); !decided || cancelled.load())
            return decided;
        slices.decided(chunk, id + 1);
        batch.clear();
        bytes = 0;
    }
    return {};
}

Result<void> RowFiltering::Lane::decide(
    const Chunk &chunk, std::span<const RowId> rows, const std::atomic<bool> &cancelled)
{
    elsewhere.clear();
    for (const RowId id : rows)
        chunk.truth(id) = Truth::No; // a damaged file may lack it
    return scan->payloads(rows, [&](std::size_t index, std::optional<QByteArrayView> payload) {
        const RowId id = rows[index];
        if (!payload)
            elsewhere.push_back(id);
        else if (!cancelled.load(std::memory_order_relaxed))
            chunk.truth(id) = matcher.decide(chunk.row(id), chunk.row(id).size, *payload, &cancelled);
    });
}

Result<void> RowFiltering::decideBatch(
    const Chunk &chunk, std::span<const RowId> rows, const std::atomic<bool> &cancelled)
{
    quint64 bytes = 0;
    for (const RowId id : rows)
        bytes += chunk.row(id).size;
    const bool isShared =
        m_threads == Threads::Two && rows.size() > 1 && (rows.size() >= ManyRows || bytes >= ManyBytes);
    if (isShared && m_lanes.size() < 2) {
        if (auto opened = openLane(); !opened)
            return opened;
    }
    const std::size_t half = isShared ? rows.size() / 2 : rows.size();
    Result<void> others;
    std::thread second;
    if (isShared)
        second = std::thread([&] { others = m_lanes[1]->decide(chunk, rows.subspan(half), cancelled); });
    auto own = m_lanes[0]->decide(chunk, rows.first(half), cancelled);
    if (isShared)
        second.join();
    if (!own || !others)
        return own ? others : own;
    for (std::size_t lane = 0; lane < (isShared ? 2u : 1u); ++lane) {
        for (const RowId id : m_lanes[lane]->elsewhere) {
            if (cancelled.load())
                return {};
            const auto truth = decideElsewhere(id, chunk.row(id), cancelled);
            if (!truth)
                return truth.error();
            chunk.truth(id) = *truth;
        }
    }
    return {};
}

// A row whose payload stands in parts, in the row that ends its message, or in `wire`.
Result<Truth> RowFiltering::decideElsewhere(RowId id, const PackedRow &row, const std::atomic<bool> &cancelled)
{
    RowId message = carriesData(row) ? id - static_cast<RowId>(row.distance) : id;
    quint64 size = row.size;
    if (row.distance == PackedRow::SaturatedDistance || size == std::numeric_limits<quint32>::max()) {
        const auto exact = m_reader->rows(id, 1);
        if (!exact)
            return exact.error();
        if (exact->empty())
            return Truth::No;
        message = exact->front().message;
        size = exact->front().payloadSize;
    }
    RowMatcher &matcher = this->matcher();
    if (!matcher.readsPayloads())
        return matcher.decide(row, size, RowMatcher::Found());
    const bool ends = row.flags().testFlag(RowFlag::EndsMessage);
    if (const auto known = m_known.find(message); known != m_known.end()) {
        const Truth truth = matcher.decide(row, size, known->second.found);
        if (known->second.isOpen)
            m_open.push_back({id, message});
        if (ends)
            m_known.erase(known);
        return truth;
    }
    auto state = RowScan::Message::Ended;
    if (!ends && carriesData(row)) {
        const auto told = m_lanes.front()->scan->message(message);
        if (!told)
            return told.error();
        state = *told;
    }
    const bool isOpen = state != RowScan::Message::Ended;
    if (isOpen) {
        m_open.push_back({id, message});
        m_awaited.insert(message);
    }
    if (isOpen && m_openMessages == OpenMessages::Wait)
        return Truth::No;
    auto found = search(id, cancelled);
    if (!found)
        return found.error();
    const Truth truth = matcher.decide(row, size, *found);
    if (ends || !carriesData(row) || state == RowScan::Message::Nothing)
        return truth;
    if (m_known.size() >= MostMessages)
        m_known.clear();
    m_known.emplace(message, KnownMessage{std::move(*found), isOpen});
    return truth;
}

Result<RowMatcher::Found> RowFiltering::search(RowId id, const std::atomic<bool> &cancelled)
{
    RowMatcher &matcher = this->matcher();
    matcher.begin();
    for (quint64 at = 0; !cancelled.load(); at += schema::PartSize) {
        const auto piece = m_reader->payload(id, at, schema::PartSize);
        if (!piece)
            return piece.error();
        if (piece->isEmpty() || !matcher.feed(*piece, &cancelled) || quint64(piece->size()) < schema::PartSize)
            break;
    }
    return matcher.end(&cancelled);
}

QString RowFiltering::inWords(quint64 undecided)
{
    if (undecided == 0)
        return {};
    const QString rows = undecided == 1 ? QStringLiteral("1 row") : QStringLiteral("%L1 rows").arg(undecided);
    return rows
        + QStringLiteral(" could not be decided: the regular expression takes too long on %1.")
              .arg(undecided == 1 ? QStringLiteral("it") : QStringLiteral("them"));
}

} // namespace framescope
