// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filteredrows.h"

#include "analysis/rowfiltering.h"

#include <algorithm>

namespace framescope {

namespace {

using Take = RowFiltering::Take;

// The end of the log as one slice, up to before the first row whose message goes on.
Result<void> runTail(
    RowFiltering &filtering, RowId first, RowId last, const std::atomic<bool> &cancelled, const Take &take)
{
    RowFiltering::Slice all;
    all.upTo = first - 1;
    const auto done = filtering.run(first, last, cancelled, [&all](RowFiltering::Slice slice) {
        all.rows.insert(all.rows.end(), slice.rows.begin(), slice.rows.end());
        all.upTo = slice.upTo;
        all.undecided += slice.undecided;
    });
    const auto open = filtering.takeOpen();
    for (const RowFiltering::OpenRow &each : open)
        all.upTo = std::min(all.upTo, each.row - 1);
    if (!open.empty())
        all.undecided = 0; // counted when they are decided
    std::erase_if(all.rows, [&all](quint32 row) { return row > all.upTo; });
    take(std::move(all));
    return done;
}

Result<void> runAll(
    RowFiltering &filtering, RowId first, RowId last, const std::atomic<bool> &cancelled, const Take &take)
{
    const RowId tail = std::max(first, last - FilteredRows::Patience + 1);
    if (first < tail) {
        if (auto done = filtering.run(first, tail - 1, cancelled, take); !done)
            return done;
        filtering.takeOpen(); // long enough waited for
    }
    return runTail(filtering, tail, last, cancelled, take);
}

} // namespace

FilteredRows::FilteredRows(QObject *parent)
    : QObject(parent)
    , m_found([this] { QMetaObject::invokeMethod(this, &FilteredRows::takeFound, Qt::QueuedConnection); })
    , m_job(this)
{
}

void FilteredRows::setSession(const QString &path, Commit commit)
{
    m_path = path;
    m_commit = std::move(commit);
}

void FilteredRows::start(const RowFilter &filter)
{
    if (const auto checked = RowMatcher::of(filter); !checked)
        return Q_EMIT refused(checked.error());
    stop();
    m_filter = filter;
    if (m_lastId == 0)
        Q_EMIT began();
    decideMore();
}

void FilteredRows::stop()
{
    m_job.cancel();
    ++m_generation;
    m_filter.reset();
    m_hasBegun = false;
    m_rows = {};
    m_upTo = 0;
    m_undecided = 0;
}

void FilteredRows::growLog(RowId lastId)
{
    m_lastId = std::max(m_lastId, lastId);
    if (isActive())
        decideMore();
}

void FilteredRows::decideMore()
{
    if (m_job.isBusy() || isDone())
        return;
    m_job.run([this, generation = m_generation, filter = *m_filter, path = m_path, commit = m_commit,
                  first = m_upTo + 1,
                  last = m_lastId](const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        commit();
        const bool isLong = last - first > Patience;
        const auto filtering = RowFiltering::open(
            path, filter, isLong ? RowFiltering::Threads::Two : RowFiltering::Threads::One);
        const auto done = filtering
            ? runAll(**filtering, first, last, cancelled,
                [&](RowFiltering::Slice slice) {
                    m_found.post({generation, std::move(slice.rows), slice.upTo, slice.undecided});
                })
            : Result<void>(filtering.error());
        return [this, done, last] {
            takeFound();
            if (!done)
                Q_EMIT refused(done.error());
            else if (m_lastId > last)
                decideMore();
        };
    });
}

void FilteredRows::takeFound()
{
    bool isNews = false;
    for (const Found &found : m_found.takeAll()) {
        if (found.generation != m_generation)
            continue;
        for (const quint32 row : found.rows)
            m_rows.append(row);
        m_upTo = std::max(m_upTo, found.upTo);
        m_undecided += found.undecided;
        isNews = true;
    }
    if (!isNews)
        return;
    if (std::exchange(m_hasBegun, true))
        Q_EMIT grown();
    else
        Q_EMIT began();
}

} // namespace framescope
