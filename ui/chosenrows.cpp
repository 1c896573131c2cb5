// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/chosenrows.h"

#include <algorithm>
#include <numeric>

namespace framescope {

namespace {

constexpr ConnectionId OfNone = 0; // marks

} // namespace

void ChosenRows::take(const std::vector<ConnectionRows> &rows)
{
    std::vector<RowNumbers> more;
    for (const ConnectionRows &each : rows) {
        m_known.insert(each.connection, each.rows);
        if (isChosen(each.connection))
            more.push_back(each.rows);
    }
    if (m_connections.empty() || m_job.isBusy() || more.empty())
        return;
    m_merged.extend(more);
    m_rows = m_merged.soFar();
    Q_EMIT grown();
}

void ChosenRows::choose(std::vector<ConnectionId> connections)
{
    std::sort(connections.begin(), connections.end());
    if (connections == m_connections)
        return;
    m_job.cancel();
    m_connections = std::move(connections);
    if (m_connections.empty()) {
        m_rows.reset();
        Q_EMIT chosen();
        return;
    }
    const std::vector<RowNumbers> parts = sources();
    const quint64 count = std::accumulate(parts.begin(), parts.end(), quint64{0},
        [](quint64 sum, const RowNumbers &part) { return sum + part.size(); });
    if (count <= AtOnce) {
        show({});
        return;
    }
    m_job.run([this, parts](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        auto merged = std::make_shared<GrowingRowNumbers>();
        merged->extend(parts);
        return [this, merged] { show(std::move(*merged)); };
    });
}

// With what came meanwhile.
void ChosenRows::show(GrowingRowNumbers merged)
{
    m_merged = std::move(merged);
    m_merged.extend(sources());
    m_rows = m_merged.soFar();
    Q_EMIT chosen();
}

bool ChosenRows::isChosen(ConnectionId id) const
{
    return id == OfNone || std::binary_search(m_connections.begin(), m_connections.end(), id);
}

std::vector<RowNumbers> ChosenRows::sources() const
{
    std::vector<RowNumbers> rows;
    if (m_known.contains(OfNone))
        rows.push_back(m_known.value(OfNone));
    for (const ConnectionId id : m_connections) {
        if (m_known.contains(id))
            rows.push_back(m_known.value(id));
    }
    return rows;
}

} // namespace framescope
