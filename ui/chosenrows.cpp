// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/chosenrows.h"

#include <algorithm>
#include <numeric>

namespace framescope {

namespace {

constexpr ConnectionId OfNone = 0; // marks

quint32 gapOf(RowId row)
{
    return static_cast<quint32>(row - 1);
}

// Where in `rows` these are, ascending; the shorter list is walked, the longer searched.
std::vector<quint32> placesOf(const RowGaps &fragments, const RowNumbers &rows)
{
    std::vector<quint32> places;
    if (fragments.count() < rows.size()) {
        for (const quint32 fragment : fragments.places()) {
            const quint32 place = rows.lowerBound(RowId(fragment) + 1);
            if (place < rows.size() && gapOf(rows.at(place)) == fragment)
                places.push_back(place);
        }
        return places;
    }
    for (quint32 place = 0; place < rows.size(); ++place) {
        if (fragments.contains(gapOf(rows.at(place))))
            places.push_back(place);
    }
    return places;
}

} // namespace

RowId ChosenRows::lastOf(ConnectionId id) const
{
    const RowNumbers rows = m_known.value(id);
    return rows.isEmpty() ? 0 : rows.at(rows.size() - 1);
}

quint64 ChosenRows::countOfLog(RowId last) const
{
    if (m_connections.empty())
        return static_cast<quint64>(std::max<RowId>(0, last - m_floor));
    quint64 count = 0;
    for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
        if (isChosen(known.key()))
            count += known->size() - known->lowerBound(m_floor + 1);
    }
    return count;
}

void ChosenRows::take(const std::vector<ConnectionRows> &rows, const std::vector<SupersededRow> &superseded)
{
    std::vector<RowNumbers> more;
    for (const ConnectionRows &each : rows) {
        m_known.insert(each.connection, each.rows);
        if (isChosen(each.connection))
            more.push_back(each.rows);
    }
    for (const SupersededRow &each : superseded)
        m_fragments.insert(gapOf(each.row));
    if (isWholeLog() || (more.empty() && superseded.empty() && !m_job.isBusy()))
        return;
    if (m_job.isBusy()) {
        for (const SupersededRow &each : superseded)
            m_meanwhile.push_back(each.row);
        return;
    }
    m_merged.extend(more);
    m_rows = m_merged.soFar();
    fillGaps(superseded, {});
}

void ChosenRows::fillGaps(const std::vector<SupersededRow> &superseded, std::vector<quint32> gaps)
{
    for (const SupersededRow &each : superseded) {
        if (m_as == ShownRows::As::Messages && m_rows->contains(each.row))
            gaps.push_back(m_rows->lowerBound(each.row));
    }
    for (const quint32 gap : gaps)
        m_gaps.insert(gap);
    Q_EMIT grown(gaps);
}

void ChosenRows::showFound(std::optional<RowNumbers> rows)
{
    if (!rows && !m_found)
        return;
    m_found = std::move(rows);
    putTogether();
}

// What is told of fragments may be known before their rows are found.
void ChosenRows::growFound(const RowNumbers &rows)
{
    m_found = rows;
    if (m_job.isBusy())
        return;
    const quint32 before = m_rows->size();
    m_merged.extend(std::span(&rows, 1));
    m_rows = m_merged.soFar();
    if (m_rows->size() > before)
        fillGaps({}, gapsFrom(before));
}

std::vector<quint32> ChosenRows::gapsFrom(quint32 place) const
{
    std::vector<quint32> gaps;
    if (m_as == ShownRows::As::Frames || m_fragments.isEmpty())
        return gaps;
    for (; place < m_rows->size(); ++place) {
        if (m_fragments.contains(gapOf(m_rows->at(place))))
            gaps.push_back(place);
    }
    return gaps;
}

void ChosenRows::choose(std::vector<ConnectionId> connections)
{
    std::sort(connections.begin(), connections.end());
    if (connections == m_connections)
        return;
    m_connections = std::move(connections);
    if (!m_found)
        putTogether();
}

void ChosenRows::showAs(ShownRows::As as)
{
    if (std::exchange(m_as, as) != as)
        putTogether();
}

void ChosenRows::setFloor(RowId floor)
{
    if (std::exchange(m_floor, floor) != floor)
        Q_EMIT chosen();
}

ShownRows ChosenRows::shown() const
{
    ShownRows rows = m_rows ? ShownRows(*m_rows, m_as, m_gaps)
                            : ShownRows(m_as, m_as == ShownRows::As::Messages ? m_fragments : RowGaps());
    rows.setFloor(m_floor);
    return rows;
}

void ChosenRows::putTogether()
{
    m_job.cancel();
    m_meanwhile.clear();
    if (isWholeLog()) {
        m_rows.reset();
        m_gaps = {};
        Q_EMIT chosen();
        return;
    }
    const std::vector<RowNumbers> parts = sources();
    const RowGaps fragments = m_as == ShownRows::As::Messages ? m_fragments : RowGaps();
    const quint64 count = std::accumulate(parts.begin(), parts.end(), quint64{fragments.count()},
        [](quint64 sum, const RowNumbers &part) { return sum + part.size(); });
    const auto merge = [parts, fragments] {
        Merged merged;
        merged.rows.extend(parts);
        merged.gaps = placesOf(fragments, merged.rows.soFar());
        return merged;
    };
    if (count <= AtOnce) {
        show(merge());
        return;
    }
    m_job.run([this, merge](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        auto merged = std::make_shared<Merged>(merge());
        return [this, merged] { show(std::move(*merged)); };
    });
}

// With what came meanwhile.
void ChosenRows::show(Merged merged)
{
    m_merged = std::move(merged.rows);
    const quint32 before = m_merged.soFar().size();
    m_merged.extend(sources());
    m_rows = m_merged.soFar();
    m_gaps = RowGaps(std::move(merged.gaps));
    if (m_found) {
        for (const quint32 gap : gapsFrom(before))
            m_gaps.insert(gap);
    }
    for (const RowId row : std::exchange(m_meanwhile, {})) {
        if (m_as == ShownRows::As::Messages && m_rows->contains(row))
            m_gaps.insert(m_rows->lowerBound(row));
    }
    Q_EMIT chosen();
}

bool ChosenRows::isChosen(ConnectionId id) const
{
    return !m_found && (id == OfNone || std::binary_search(m_connections.begin(), m_connections.end(), id));
}

std::vector<RowNumbers> ChosenRows::sources() const
{
    std::vector<RowNumbers> rows;
    if (m_found)
        return {*m_found};
    if (m_known.contains(OfNone))
        rows.push_back(m_known.value(OfNone));
    for (const ConnectionId id : m_connections) {
        if (m_known.contains(id))
            rows.push_back(m_known.value(id));
    }
    return rows;
}

} // namespace framescope
