// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinemodel.h"

#include <QThread>

#include <algorithm>
#include <limits>

namespace framescope {

using namespace std::chrono_literals;

namespace {

// A page that was read while its newest rows were not yet committed comes back short, and a reader
// that was asked for much drops what is stale. A commit takes about 50 ms; nobody sees 150.
constexpr auto Patience = 150ms;

QVariant factOf(const Row &row, TimelineColumn column)
{
    switch (column) {
    case TimelineColumn::Number: return row.id;
    case TimelineColumn::Connection: return row.connection;
    case TimelineColumn::Direction: return static_cast<int>(row.direction);
    case TimelineColumn::Time: return row.timeNs;
    case TimelineColumn::Type: return static_cast<int>(row.kind);
    case TimelineColumn::Size: return row.payloadSize;
    case TimelineColumn::Wire: return row.wireSize;
    case TimelineColumn::Ratio: return row.header.payloadLength;
    case TimelineColumn::Fin: return row.header.fin;
    case TimelineColumn::Rsv:
        return (row.header.rsv1 ? 4 : 0) + (row.header.rsv2 ? 2 : 0) + (row.header.rsv3 ? 1 : 0);
    case TimelineColumn::Mask: return row.header.maskKey.has_value();
    case TimelineColumn::Message: return row.message;
    case TimelineColumn::Preview: return row.preview;
    }
    return {};
}

} // namespace

TimelineModel::TimelineModel(PageRequest request, QObject *parent)
    : QAbstractTableModel(parent)
    , m_request(std::move(request))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    connect(&m_patience, &QTimer::timeout, this, &TimelineModel::askAgain);
}

RowId TimelineModel::idOf(int row) const
{
    return row < 0 || row >= rowCount() ? 0 : m_shown.idOf(row);
}

int TimelineModel::rowOf(RowId id) const
{
    return m_shown.rowOf(id);
}

void TimelineModel::setShown(ShownRows rows, int connections)
{
    Q_ASSERT(thread() == QThread::currentThread());
    beginResetModel();
    m_shown = std::move(rows);
    if (m_shown.isWholeLog())
        m_shown.growLog(m_lastId);
    m_shownConnections = connections;
    endResetModel();
    Q_EMIT connectionCountChanged(connectionCount());
}

void TimelineModel::growShown(const RowNumbers &rows, const std::vector<quint32> &gaps)
{
    Q_ASSERT(thread() == QThread::currentThread());
    grow(gaps, rows.size(), [&] { m_shown.growRows(rows); });
}

// Rows that are shown and became gaps go, one by one; those that come with their gap are never shown.
void TimelineModel::grow(std::vector<quint32> gaps, quint32 places, const std::function<void()> &grown)
{
    const quint32 before = m_shown.places();
    std::sort(gaps.begin(), gaps.end());
    gaps.erase(std::unique(gaps.begin(), gaps.end()), gaps.end());
    const auto fresh = std::lower_bound(gaps.begin(), gaps.end(), before);
    for (auto gap = gaps.begin(); gap != fresh; ++gap) {
        if (m_shown.isGap(*gap))
            continue;
        if (m_shown.isBelowFloor(*gap)) {
            m_shown.addGap(*gap);
            continue;
        }
        const int row = m_shown.rowAtPlace(*gap);
        beginRemoveRows({}, row, row);
        m_shown.addGap(*gap);
        endRemoveRows();
    }
    const int more = static_cast<int>(places - before) - static_cast<int>(gaps.end() - fresh);
    if (more > 0)
        beginInsertRows({}, rowCount(), rowCount() + more - 1);
    grown();
    for (auto gap = fresh; gap != gaps.end(); ++gap)
        m_shown.addGap(*gap);
    if (more > 0)
        endInsertRows();
}

const Row *TimelineModel::rowAt(RowId id)
{
    if (id < 1 || id > m_lastId)
        return nullptr;
    const Row *row = m_pages.look(id);
    if (!row)
        ask(PageCache::pageOf(id));
    return row;
}

const Row *TimelineModel::peekAt(RowId id) const
{
    return id <= m_lastId ? m_pages.peek(id) : nullptr;
}

void TimelineModel::append(const AppendBatch &batch)
{
    Q_ASSERT(thread() == QThread::currentThread());
    noteConnections(batch);
    m_hasFragments = m_hasFragments || !batch.superseded.empty();
    for (const Row &row : batch.changed)
        m_pages.put(row);
    for (const Row &row : batch.tail)
        m_pages.put(row);
    const RowId before = m_lastId;
    // A row number is an int in every item view.
    const RowId last = std::min<RowId>(batch.lastId, std::numeric_limits<int>::max());
    m_lastId = std::max(before, last); // of a list growShown() says which of them are to be seen
    if (m_shown.isWholeLog() && m_lastId > before) {
        std::vector<quint32> gaps;
        if (m_shown.as() == ShownRows::As::Messages) {
            for (const SupersededRow &each : batch.superseded)
                gaps.push_back(static_cast<quint32>(each.row - 1));
        }
        grow(std::move(gaps), static_cast<quint32>(m_lastId), [this] { m_shown.growLog(m_lastId); });
    }
    announceChanged(batch.changed, before);
    m_annotations.take(batch.annotations);
    for (const Annotation &annotation : batch.annotations)
        rowsChanged(annotation.row, annotation.row);
}

void TimelineModel::addPage(const PageReader::Page &page)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (page.rows.empty())
        return;
    for (const Row &row : page.rows)
        m_pages.put(row);
    if (page.rows.size() == PageReader::PageRows)
        std::erase(m_asked, page.number);
    rowsChanged(page.rows.front().id, page.rows.back().id);
}

void TimelineModel::reset(RowId lastId, const std::vector<ConnectionFacts> &connections)
{
    Q_ASSERT(thread() == QThread::currentThread());
    beginResetModel();
    m_pages.clear();
    m_asked.clear();
    m_annotations = {};
    m_roles.clear();
    m_connectionCount = 0;
    m_hasFragments = false;
    m_lastId = std::min<RowId>(lastId, std::numeric_limits<int>::max());
    m_shown = ShownRows(m_shown.as());
    m_shown.growLog(m_lastId);
    m_shownConnections = 0;
    for (const ConnectionFacts &facts : connections) {
        m_roles.insert(facts.id, facts.role);
        m_connectionCount = std::max(m_connectionCount, facts.id);
    }
    endResetModel();
    Q_EMIT connectionCountChanged(m_connectionCount);
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_shown.count();
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : TimelineColumnCount;
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row *row = peekAt(idOf(index.row()));
    return row ? factOf(*row, static_cast<TimelineColumn>(index.column())) : QVariant();
}

void TimelineModel::noteConnections(const AppendBatch &batch)
{
    for (const ConnectionFacts &facts : batch.facts) {
        m_roles.insert(facts.id, facts.role);
        noteConnection(facts.id);
    }
    for (const Row &row : batch.tail)
        noteConnection(row.connection);
}

void TimelineModel::noteConnection(ConnectionId id)
{
    if (id <= m_connectionCount) // ids are dense
        return;
    m_connectionCount = id;
    if (m_shownConnections == 0)
        Q_EMIT connectionCountChanged(id);
}

void TimelineModel::announceChanged(const std::vector<Row> &rows, RowId lastId)
{
    RowId first = std::numeric_limits<RowId>::max();
    RowId last = 0;
    for (const Row &row : rows) {
        if (row.id > lastId)
            continue;
        first = std::min(first, row.id);
        last = std::max(last, row.id);
    }
    rowsChanged(first, last);
}

void TimelineModel::ask(qint64 page)
{
    if (std::find(m_asked.begin(), m_asked.end(), page) != m_asked.end())
        return;
    m_asked.push_back(page);
    if (!m_patience.isActive())
        m_patience.start();
    m_request(page);
}

void TimelineModel::askAgain()
{
    const std::vector<qint64> asked = std::exchange(m_asked, {});
    // Whoever still shows such a row looks at it again now, and asks thereby.
    for (const qint64 page : asked)
        rowsChanged(page * PageReader::PageRows + 1, (page + 1) * PageReader::PageRows);
}

void TimelineModel::rowsChanged(RowId first, RowId last)
{
    last = std::min(last, m_lastId);
    if (first > last)
        return;
    const int from = m_shown.rowFrom(first);
    const int to = m_shown.rowFrom(last + 1) - 1;
    if (from <= to)
        Q_EMIT dataChanged(index(from, 0), index(to, TimelineColumnCount - 1));
}

} // namespace framescope
