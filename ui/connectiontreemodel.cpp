// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectiontreemodel.h"

#include "ui/tooltip.h"

#include <algorithm>

namespace framescope {

ConnectionTreeModel::ConnectionTreeModel(Now now, QObject *parent)
    : QAbstractItemModel(parent)
    , m_now(std::move(now))
{
}

void ConnectionTreeModel::take(const AppendBatch &batch)
{
    Changes changes;
    for (const ConnectionFacts &facts : batch.facts) {
        const Place place = placeOf(facts);
        ConnectionSummary &summary = m_connections[place].summary;
        m_open -= summary.state == BadgeState::Open ? 1 : 0;
        summary.take(facts);
        m_open += summary.state == BadgeState::Open ? 1 : 0;
        note(changes, place);
    }
    for (const ConnectionCounters &counters : batch.counters) {
        const auto found = m_places.constFind(counters.id);
        if (found == m_places.cend())
            continue;
        m_connections[*found].summary.take(counters);
        note(changes, *found);
    }
    announce(changes);
}

void ConnectionTreeModel::takeFacts(const ConnectionFacts &facts)
{
    AppendBatch batch;
    batch.facts.push_back(facts);
    take(batch);
}

ConnectionTreeModel::Place ConnectionTreeModel::placeOf(const ConnectionFacts &facts)
{
    const auto found = m_places.constFind(facts.id);
    return found != m_places.cend() ? *found : append(facts);
}

ConnectionTreeModel::Place ConnectionTreeModel::append(const ConnectionFacts &facts)
{
    const Place place = m_connections.size();
    const auto first = m_places.constFind(facts.first);
    const bool goesOn = first != m_places.cend();
    const std::size_t group = goesOn ? m_connections[*first].group : m_groups.size();
    Entry entry;
    entry.summary.id = facts.id;
    entry.group = group;
    m_connections.push_back(std::move(entry));
    m_places.insert(facts.id, place);
    if (goesOn) {
        appendAttempt(group, place);
    } else {
        beginInsertRows({}, static_cast<int>(group) + 1, static_cast<int>(group) + 1);
        m_groups.push_back({place});
        endInsertRows();
    }
    return place;
}

// With the second one, the first shows as an attempt too.
void ConnectionTreeModel::appendAttempt(std::size_t group, Place place)
{
    const int count = static_cast<int>(m_groups[group].size());
    m_connections[place].attemptRow = count;
    m_hasAttempts = true;
    beginInsertRows(groupIndex(group), count == 1 ? 0 : count, count);
    m_groups[group].push_back(place);
    endInsertRows();
}

void ConnectionTreeModel::note(Changes &changes, Place place) const
{
    const std::size_t group = m_connections[place].group;
    changes.firstGroup = std::min(changes.firstGroup, group);
    changes.lastGroup = std::max(changes.lastGroup, group);
    if (m_groups[group].size() > 1)
        changes.attempts.push_back(place);
}

void ConnectionTreeModel::announce(const Changes &changes)
{
    if (changes.firstGroup > changes.lastGroup)
        return;
    Q_EMIT dataChanged(allIndex(), allIndex());
    Q_EMIT dataChanged(groupIndex(changes.firstGroup), groupIndex(changes.lastGroup));
    for (const Place place : changes.attempts) {
        const QModelIndex attempt =
            index(m_connections[place].attemptRow, 0, groupIndex(m_connections[place].group));
        Q_EMIT dataChanged(attempt, attempt);
    }
}

bool ConnectionTreeModel::isAll(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() == 0 && index.row() == 0;
}

// The id within an index is the number of the group that the row lies in, from 1; 0 at the top.
const ConnectionSummary *ConnectionTreeModel::summaryAt(const QModelIndex &index) const
{
    if (!index.isValid() || isAll(index))
        return nullptr;
    const bool isTop = index.internalId() == 0;
    const std::vector<Place> &attempts =
        m_groups[isTop ? static_cast<std::size_t>(index.row()) - 1 : index.internalId() - 1];
    return &m_connections[isTop ? attempts.back() : attempts[static_cast<std::size_t>(index.row())]].summary;
}

const ConnectionSummary *ConnectionTreeModel::lastEndedAt(const QModelIndex &index) const
{
    if (!index.isValid() || isAll(index) || index.internalId() != 0)
        return nullptr;
    const std::vector<Place> &attempts = m_groups[static_cast<std::size_t>(index.row()) - 1];
    const auto ended = std::find_if(attempts.rbegin(), attempts.rend(),
        [this](Place place) { return m_connections[place].summary.endedNs.has_value(); });
    return ended == attempts.rend() ? nullptr : &m_connections[*ended].summary;
}

int ConnectionTreeModel::attemptsAt(const QModelIndex &index) const
{
    if (!index.isValid() || isAll(index))
        return 0;
    return index.internalId() == 0
        ? static_cast<int>(m_groups[static_cast<std::size_t>(index.row()) - 1].size())
        : 1;
}

std::vector<ConnectionId> ConnectionTreeModel::connectionsAt(const QModelIndex &index) const
{
    if (!index.isValid() || isAll(index))
        return {};
    if (index.internalId() != 0)
        return {summaryAt(index)->id};
    std::vector<ConnectionId> ids;
    for (const Place place : m_groups[static_cast<std::size_t>(index.row()) - 1])
        ids.push_back(m_connections[place].summary.id);
    return ids;
}

QModelIndex ConnectionTreeModel::topIndexOf(ConnectionId id) const
{
    const auto found = m_places.constFind(id);
    return found == m_places.cend() ? QModelIndex() : groupIndex(m_connections[*found].group);
}

QModelIndex ConnectionTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, parent.isValid() ? static_cast<quintptr>(parent.row()) : 0);
}

QModelIndex ConnectionTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(index.internalId()), 0, quintptr{0});
}

int ConnectionTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size()) + 1;
    const int attempts = parent.internalId() == 0 ? attemptsAt(parent) : 0;
    return attempts > 1 ? attempts : 0;
}

QString ConnectionTreeModel::sentenceAt(const QModelIndex &index) const
{
    const QString words = connectionwords::sentence(*summaryAt(index), m_now());
    const int count = attemptsAt(index);
    return count > 1
        ? QStringLiteral("%1 %2.").arg(words, connectionwords::attempts(count, lastEndedAt(index)))
        : words;
}

QVariant ConnectionTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionSummary *summary = summaryAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return summary ? QStringLiteral("%1 %2").arg(summary->id).arg(connectionwords::name(summary->url))
                       : QStringLiteral("All connections");
    case Qt::ToolTipRole: return toolTipText(data(index, Qt::AccessibleTextRole).toString());
    case Qt::AccessibleTextRole:
        return summary ? sentenceAt(index)
                       : QStringLiteral("All connections: %1, %2 open.").arg(connectionCount()).arg(m_open);
    default: return {};
    }
}

} // namespace framescope
