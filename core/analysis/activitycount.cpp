// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/activitycount.h"

#include "session/rowscan.h"

#include <QScopeGuard>

#include <span>

namespace framescope {

namespace {

constexpr std::size_t MostKept = 8192; // rows that were told, and that changed
constexpr int RowsBetweenLooks = 4096;
constexpr RowId Newest = std::numeric_limits<quint32>::max();

} // namespace

// Where the columns of a row are to be had.
class ActivityCount::Source {
public:
    explicit Source(const ActivityCount &of)
        : m_of(of)
    {
    }
    // Null: the file does not have it yet. `last` will be asked for at most.
    Result<const PackedRow *> row(RowId id, RowId last)
    {
        if (!m_of.m_changed.empty()) {
            if (const auto changed = m_of.m_changed.find(id); changed != m_of.m_changed.end())
                return &changed->second;
        }
        if (const PackedRow *told = in(m_of.m_told, m_of.m_firstTold, id))
            return told;
        if (const PackedRow *read = in(m_read, m_firstRead, id))
            return read;
        if (const auto done = read(id, last); !done)
            return done.error();
        return in(m_read, m_firstRead, id);
    }

private:
    static const PackedRow *in(std::span<const PackedRow> rows, RowId first, RowId id)
    {
        return id >= first && id - first < qint64(rows.size()) ? &rows[static_cast<std::size_t>(id - first)]
                                                               : nullptr;
    }
    Result<void> read(RowId id, RowId last)
    {
        if (!m_scan) {
            auto scan = RowScan::open(m_of.m_place.path());
            if (!scan)
                return scan.error();
            m_scan = *std::move(scan);
        }
        const auto columns = m_scan->columns(id, last);
        if (!columns)
            return columns.error();
        m_read = *columns;
        m_firstRead = id;
        return Done{};
    }

    const ActivityCount &m_of;
    std::unique_ptr<RowScan> m_scan;
    std::span<const PackedRow> m_read;
    RowId m_firstRead = 0;
};

bool ActivityCount::Counted::contains(RowId row) const
{
    if (!todo.numbers)
        return row > RowId(begin);
    const quint32 place = todo.numbers->lowerBound(row);
    return place >= begin && place < todo.numbers->size() && todo.numbers->at(place) == row;
}

// The row that is to be counted next.
std::optional<RowId> ActivityCount::Counted::next()
{
    while (todo.first < todo.end) {
        if (nextGap < todo.gaps.size() && todo.gaps[nextGap] == todo.first) {
            ++nextGap;
            ++todo.first;
            continue;
        }
        const RowId id = todo.numbers ? todo.numbers->at(todo.first) : RowId(todo.first) + 1;
        if (skipped.empty() || skipped.erase(id) == 0)
            return id;
        last = id;
        ++todo.first;
    }
    return {};
}

void ActivityCount::Counted::add(RowId id, const PackedRow &row)
{
    histogram.add(row);
    if (row.flags().testFlag(RowFlag::Arriving) && arriving.size() < MostKept)
        arriving.insert(id);
    last = id;
    ++todo.first;
}

void ActivityCount::Counted::remove(RowId id, const PackedRow &row)
{
    histogram.remove(row);
    arriving.erase(id);
}

void ActivityCount::Counted::change(RowId id, const PackedRow &row)
{
    if (id > last || !contains(id))
        return;
    if (row.flags().testFlag(RowFlag::Broken))
        histogram.noteBroken(row);
    if (!row.flags().testFlag(RowFlag::Arriving) && arriving.erase(id) > 0)
        histogram.addPayload(row);
}

void ActivityCount::restart(Layer layer, Rows rows)
{
    if (layer == Layer::All)
        *this = ActivityCount(m_place);
    of(layer) = {};
    of(layer).begin = rows.first;
    of(layer).todo = std::move(rows);
}

void ActivityCount::extend(Layer layer, Rows rows)
{
    Counted &counted = of(layer);
    Rows &todo = counted.todo;
    Q_ASSERT(rows.first == todo.end);
    todo.numbers = std::move(rows.numbers);
    todo.end = rows.end;
    todo.gaps.erase(todo.gaps.begin(), todo.gaps.begin() + std::ptrdiff_t(std::exchange(counted.nextGap, 0)));
    todo.gaps.insert(todo.gaps.end(), rows.gaps.begin(), rows.gaps.end());
}

void ActivityCount::take(News news)
{
    takeTold(news.firstTold, news.told);
    for (const auto &[id, row] : news.changed) {
        m_changed[id] = row;
        for (Counted &counted : m_layers)
            counted.change(id, row);
    }
    while (m_changed.size() > MostKept)
        m_changed.erase(m_changed.begin());
    m_superseded.insert(m_superseded.end(), news.superseded.begin(), news.superseded.end());
}

void ActivityCount::takeTold(RowId first, const std::vector<PackedRow> &told)
{
    if (told.empty())
        return;
    if (first != m_firstTold + RowId(m_told.size())) {
        m_told.clear();
        m_firstTold = first;
    }
    m_told.insert(m_told.end(), told.begin(), told.end());
    if (m_told.size() > MostKept) {
        const std::size_t more = m_told.size() - MostKept / 2;
        m_told.erase(m_told.begin(), m_told.begin() + std::ptrdiff_t(more));
        m_firstTold += RowId(more);
    }
}

// What was counted and is a gap now. Before anything else is counted: a row that came as a gap is not among them.
Result<ActivityCount::Progress> ActivityCount::removeSuperseded(Source &source)
{
    std::size_t done = 0;
    const auto forget = qScopeGuard(
        [&] { m_superseded.erase(m_superseded.begin(), m_superseded.begin() + std::ptrdiff_t(done)); });
    for (; done < m_superseded.size(); ++done) {
        const RowId id = m_superseded[done];
        std::vector<Counted *> having;
        for (Counted &counted : m_layers) {
            if (id > counted.last)
                counted.skipped.insert(id);
            else if (counted.contains(id))
                having.push_back(&counted);
        }
        if (having.empty())
            continue;
        const auto row = source.row(id, Newest);
        if (!row)
            return row.error();
        if (!*row)
            return Progress::Waiting;
        for (Counted *counted : having)
            counted->remove(id, **row);
    }
    return Progress::Done;
}

Result<ActivityCount::Progress> ActivityCount::count(const std::function<bool()> &isUp)
{
    Source source(*this);
    if (const auto removed = removeSuperseded(source); !removed || *removed == Progress::Waiting)
        return removed;
    Progress progress = Progress::Done;
    int looked = 0;
    for (Counted &counted : m_layers) {
        while (const auto id = counted.next()) {
            if (++looked % RowsBetweenLooks == 0 && isUp())
                return Progress::Interrupted;
            const auto row = source.row(*id, Newest);
            if (!row)
                return row.error();
            if (!*row) {
                progress = Progress::Waiting;
                break;
            }
            counted.add(*id, **row);
        }
        counted.skipped.erase(counted.skipped.begin(), counted.skipped.upper_bound(counted.last));
    }
    return progress;
}

} // namespace framescope
