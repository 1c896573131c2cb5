// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/growingfilter.h"

#include <algorithm>

namespace framescope {

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = GrowingFilter::Milliseconds;

// Until `wait` has passed since `time`; 0 if it has, or there was none.
Milliseconds left(const std::optional<Clock::time_point> &time, Milliseconds wait)
{
    if (!time)
        return Milliseconds(0);
    const auto passed = std::chrono::duration_cast<Milliseconds>(Clock::now() - *time);
    return std::max(Milliseconds(0), wait - passed);
}

// Whether the preview of a row is the payload that a filter asks for.
bool showsPayload(const Row &row)
{
    const bool isOwn = row.kind != RowKind::Frame || row.flags.testFlag(RowFlag::EndsMessage)
        || (isControl(row.header.opcode) && !row.flags.testFlag(RowFlag::HasWire));
    return isOwn && row.isPreviewWhole();
}

bool isWaiting(const Row &row)
{
    return row.flags.testFlag(RowFlag::Arriving);
}

} // namespace

void NewRows::add(const AppendBatch &batch)
{
    for (const Row &row : batch.tail) {
        if (row.id > last)
            rows.push_back(row);
    }
    if (rows.size() > MostRows)
        rows.clear();
    hasGrown = hasGrown || batch.lastId > last;
    last = std::max(last, batch.lastId);
    for (const Row &row : batch.changed)
        changed.insert_or_assign(row.id, row);
}

NewRows NewRows::takeAll()
{
    NewRows taken(last);
    std::swap(taken, *this);
    return taken;
}

GrowingFilter::GrowingFilter(const SessionPlace &place, const RowFilter &filter, RowId last,
    const std::atomic<bool> &cancelled, std::function<bool()> commit, Publish publish)
    : m_place(place)
    , m_filter(filter)
    , m_cancelled(cancelled)
    , m_commit(std::move(commit))
    , m_publish(std::move(publish))
{
    m_state.last = last;
    auto matcher = RowMatcher::of(filter);
    Q_ASSERT(matcher);
    m_matcher = std::move(*matcher);
}

std::optional<Milliseconds> GrowingFilter::goOn(NewRows news)
{
    if (!m_state.error.isEmpty())
        return {};
    if (!news.isEmpty())
        m_cameAt = Clock::now();
    take(std::move(news));
    decideTail();
    decideChanged();
    lookAtOpen();
    if (wantsToRead() && left(m_readAt, ReadEvery) == Milliseconds(0)) {
        if (!read())
            return {};
        m_readAt = Clock::now();
    }
    if (!m_late.empty() && left(m_rebuiltAt, RebuildEvery) == Milliseconds(0))
        rebuild();
    publish();
    if (wantsToRead())
        return std::max(Milliseconds(1), left(m_readAt, ReadEvery));
    if (!m_late.empty())
        return std::max(Milliseconds(1), left(m_rebuiltAt, RebuildEvery));
    if (wantsToLook())
        return std::max(Milliseconds(1), left(m_cameAt, Quiet));
    return {};
}

void GrowingFilter::take(NewRows news)
{
    m_state.last = std::max(m_state.last, news.last);
    for (Row &row : news.rows)
        m_tail.push_back(std::move(row));
    for (auto &[id, row] : news.changed) {
        if (id <= m_state.upTo) {
            m_changed.insert_or_assign(id, std::move(row));
            continue;
        }
        const auto at = std::lower_bound(
            m_tail.begin(), m_tail.end(), id, [](const Row &each, RowId wanted) { return each.id < wanted; });
        if (at != m_tail.end() && at->id == id)
            *at = std::move(row);
    }
}

// What can be told without reading.
std::optional<Truth> GrowingFilter::atOnce(const Row &row)
{
    const PackedRow packed = PackedRow::of(row);
    Truth truth = Truth::Unknown;
    m_matcher->decide(std::span(&packed, 1), std::span(&truth, 1));
    if (truth != Truth::Unknown)
        return truth;
    if (m_matcher->readsPayloads() && !showsPayload(row))
        return {};
    return m_matcher->decide(packed, row.payloadSize, row.preview, &m_cancelled);
}

void GrowingFilter::decideTail()
{
    while (!m_tail.empty() && m_tail.front().id <= m_state.upTo)
        m_tail.pop_front();
    while (!m_tail.empty() && m_tail.front().id == m_state.upTo + 1) {
        const Row &row = m_tail.front();
        const auto truth = atOnce(row);
        if (!truth)
            return;
        m_state.upTo = row.id;
        decide(row.id, *truth);
        if (row.message != row.id && row.flags.testFlag(RowFlag::EndsMessage))
            endMessage(row.message);
        m_tail.pop_front();
    }
}

void GrowingFilter::decideChanged()
{
    for (const auto &[id, row] : std::exchange(m_changed, {})) {
        if (const auto truth = atOnce(row))
            decide(id, *truth);
        else if (!isWaiting(row))
            m_again.insert(id);
        if (row.flags.testFlag(RowFlag::EndsMessage))
            endMessage(row.message);
    }
}

// Its frames are decided anew.
void GrowingFilter::endMessage(RowId message)
{
    const auto open = m_open.find(message);
    if (open == m_open.end())
        return;
    m_again.insert(open->second.rows.begin(), open->second.rows.end());
    m_open.erase(open);
}

bool GrowingFilter::wantsToLook() const
{
    return std::any_of(m_open.begin(), m_open.end(), [](const auto &open) { return !open.second.isLookedAt; });
}

// If nothing has come for a while: perhaps nothing will, and its frames are decided by what is there.
void GrowingFilter::lookAtOpen()
{
    if (m_open.empty() || left(m_cameAt, Quiet) > Milliseconds(0))
        return;
    for (auto &[message, open] : m_open) {
        if (!std::exchange(open.isLookedAt, true))
            m_again.insert(open.rows.begin(), open.rows.end());
    }
}

bool GrowingFilter::wantsToRead() const
{
    return m_state.upTo < m_state.last || !m_again.empty();
}

bool GrowingFilter::read()
{
    if (m_commit && (m_state.upTo < m_state.last || !m_again.empty()))
        m_commit();
    if (!m_filtering) {
        auto opened = RowFiltering::open(m_place.path(), m_filter);
        if (!opened)
            return fail(opened.error());
        m_filtering = std::move(*opened);
    } else if (auto moved = m_filtering->readFrom(m_place.path()); !moved) {
        return fail(moved.error());
    }
    if (!readNew())
        return false;
    lookAtOpen();
    return readAgain();
}

bool GrowingFilter::readNew()
{
    const auto end = m_filtering->lastId();
    if (!end)
        return fail(end.error());
    const RowId last = std::min(m_state.last, *end);
    if (m_state.upTo >= last)
        return true;
    const auto run = m_filtering->run(m_state.upTo + 1, last, RowFiltering::OpenMessages::Wait, m_cancelled,
        [this](const RowFiltering::Slice &slice) {
            for (const quint32 row : slice.rows)
                m_rows.append(row);
            m_state.upTo = slice.upTo;
            m_state.undecided += slice.undecided;
            m_hasNews = true;
            publish();
        });
    if (!run)
        return fail(run.error());
    for (const RowFiltering::OpenRow &each : m_filtering->takeOpen()) {
        OpenMessage &open = m_open[each.message];
        open.rows.push_back(each.row);
        open.isLookedAt = false;
    }
    for (const RowId message : m_filtering->takeEnded())
        endMessage(message);
    decideTail();
    return true;
}

bool GrowingFilter::readAgain()
{
    const auto rows = std::exchange(m_again, {});
    for (auto first = rows.begin(); first != rows.end() && !m_cancelled.load();) {
        auto behind = std::next(first);
        while (behind != rows.end() && *behind == *std::prev(behind) + 1)
            ++behind;
        std::set<RowId> notWanted(first, behind);
        const auto take = [&](const RowFiltering::Slice &slice) {
            for (const quint32 row : slice.rows) {
                notWanted.erase(row);
                decide(row, Truth::Yes);
            }
            m_state.undecided += slice.undecided;
        };
        const auto run = m_filtering->run(
            *first, *std::prev(behind), RowFiltering::OpenMessages::AsTheyAre, m_cancelled, take);
        if (!run)
            return fail(run.error());
        for (const RowId row : notWanted)
            decide(row, Truth::No);
        first = behind;
    }
    m_filtering->takeOpen();
    return true;
}

void GrowingFilter::decide(RowId row, Truth truth)
{
    const bool isWanted = truth == Truth::Yes;
    m_state.undecided += truth == Truth::Unknown ? 1 : 0;
    m_late.erase(row);
    if (isWanted && row > m_rows.last())
        m_rows.append(row);
    else if (m_rows.soFar().contains(row) != isWanted)
        m_late.emplace(row, isWanted);
    m_hasNews = true;
}

// What was handed out cannot be changed: a new list, with what is wanted now.
void GrowingFilter::rebuild()
{
    GrowingRowNumbers rows;
    const RowNumbers &before = m_rows.soFar();
    auto late = m_late.begin();
    const auto takeLate = [&](RowId end) {
        for (; late != m_late.end() && late->first < end; ++late) {
            if (late->second)
                rows.append(late->first);
        }
    };
    for (quint32 index = 0; index < before.size(); ++index) {
        const RowId row = before.at(index);
        takeLate(row);
        if (late != m_late.end() && late->first == row)
            ++late; // not wanted any more
        else
            rows.append(row);
    }
    takeLate(std::numeric_limits<RowId>::max());
    m_rows = std::move(rows);
    m_late.clear();
    m_state.isGrown = false;
    m_hasNews = true;
    m_rebuiltAt = Clock::now();
}

void GrowingFilter::publish()
{
    if (!std::exchange(m_hasNews, false) || m_cancelled.load())
        return;
    m_state.rows = m_rows.soFar();
    m_publish(m_state);
    m_state.isGrown = true;
}

bool GrowingFilter::fail(const Error &error)
{
    m_state.error = error.toString();
    m_hasNews = true;
    publish();
    return false;
}

} // namespace framescope
