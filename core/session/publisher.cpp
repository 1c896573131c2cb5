// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/publisher.h"

#include <algorithm>

namespace framescope {

void Publisher::start(const std::vector<Row> &tail, std::vector<ConnectionFacts> facts, ConnectionIndex index,
    FragmentIndex fragments, std::vector<Annotation> annotations)
{
    m_index = std::move(index);
    m_fragments = std::move(fragments);
    if (!tail.empty())
        m_firstId = tail.front().id;
    for (const Row &row : tail)
        appended(row);
    for (ConnectionFacts &connection : facts)
        this->facts(std::move(connection));
    for (Annotation &annotation : annotations)
        annotated(std::move(annotation));
}

void Publisher::appended(const RowRecord &row, QByteArrayView record)
{
    entry(row.id).record = record;
    m_index.append(row.connection, row.id);
    m_fragments.append(row.id, row.connection, row.direction, row.firstFrame());
    m_lastId = std::max(m_lastId, row.id);
    m_news = true;
}

void Publisher::appended(const Row &row)
{
    entry(row.id) = {{}, row};
    m_index.append(row.connection, row.id);
    m_fragments.append(row.id, row.connection, row.direction, row.message);
    m_lastId = std::max(m_lastId, row.id);
    m_news = true;
}

void Publisher::changed(const Row &row)
{
    if (row.id >= firstInTail())
        entry(row.id) = {{}, row};
    m_changed[row.id] = row;
    m_news = true;
}

void Publisher::facts(ConnectionFacts facts)
{
    const ConnectionId id = facts.id;
    m_facts[id] = std::move(facts);
    m_news = true;
}

void Publisher::counters(const ConnectionCounters &counters)
{
    m_counters[counters.id] = counters;
    m_news = true;
}

void Publisher::annotated(Annotation annotation)
{
    const RowId row = annotation.row;
    m_annotations[row] = std::move(annotation);
    m_news = true;
}

void Publisher::setTrouble(const QString &trouble)
{
    m_news = m_news || trouble != m_trouble;
    m_trouble = trouble;
}

RowId Publisher::firstInTail() const
{
    return std::max(m_firstId, m_lastId - AppendBatch::TailRows + 1);
}

void Publisher::settle()
{
    for (RowId id = firstInTail(); id <= m_lastId; ++id) {
        Entry &entry = this->entry(id);
        if (entry.record.isNull())
            continue;
        entry.row = shownRow(*RowRecordView::of(entry.record));
        entry.record = {};
    }
}

AppendBatch Publisher::take()
{
    settle();
    AppendBatch batch;
    batch.lastId = m_lastId;
    batch.trouble = m_trouble;
    batch.tail.reserve(AppendBatch::TailRows);
    for (RowId id = firstInTail(); id <= m_lastId; ++id)
        batch.tail.push_back(entry(id).row);
    for (auto &[id, row] : std::exchange(m_changed, {}))
        batch.changed.push_back(std::move(row));
    for (auto &[id, facts] : std::exchange(m_facts, {}))
        batch.facts.push_back(std::move(facts));
    for (auto &[id, counters] : std::exchange(m_counters, {}))
        batch.counters.push_back(counters);
    for (auto &[row, annotation] : std::exchange(m_annotations, {}))
        batch.annotations.push_back(std::move(annotation));
    batch.rows = m_index.takeChanged();
    batch.superseded = m_fragments.takeSuperseded();
    m_news = m_arrived = false;
    return batch;
}

} // namespace framescope
