// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"
#include "session/connectionindex.h"
#include "session/fragmentindex.h"
#include "session/record.h"

#include <array>
#include <map>

namespace framescope {

// Collects what the next AppendBatch will say. Most rows of a fast stream are never shown, so a row
// stays the record it came in until a batch takes it or the record's memory goes. Applying a row again
// after a failed transaction changes nothing here. Store thread.
class Publisher {
public:
    // What the file held before: its last rows, all facts, the rows of all connections, which of them are
    // fragments and what stands beside them is in the first batch.
    void start(const std::vector<Row> &tail, std::vector<ConnectionFacts> facts, ConnectionIndex index,
        FragmentIndex fragments = {}, std::vector<Annotation> annotations = {});

    // `record` must stay valid until settle() or take().
    void appended(const RowRecord &row, QByteArrayView record);
    void appended(const Row &row);
    void changed(const Row &row);
    // Rows that are arriving have grown: the caller gives them to changed() before take().
    void arrived() { m_news = m_arrived = true; }
    bool hasArrived() const { return m_arrived; }
    void facts(ConnectionFacts facts);
    void counters(const ConnectionCounters &counters);
    void annotated(Annotation annotation);
    void setTrouble(const QString &trouble);

    // Rows become independent of the records they came in.
    void settle();
    bool hasNews() const { return m_news; }
    // The batch; the caller adds its sizes.
    AppendBatch take();

private:
    struct Entry {
        QByteArrayView record; // null once `row` is made
        Row row;
    };
    Entry &entry(RowId id) { return m_tail[static_cast<size_t>(id) % AppendBatch::TailRows]; }
    RowId firstInTail() const;

    std::array<Entry, AppendBatch::TailRows> m_tail;
    RowId m_firstId = 1; // of the rows known here
    RowId m_lastId = 0;
    ConnectionIndex m_index;
    FragmentIndex m_fragments;
    std::map<RowId, Row> m_changed;
    std::map<ConnectionId, ConnectionFacts> m_facts;
    std::map<ConnectionId, ConnectionCounters> m_counters;
    std::map<RowId, Annotation> m_annotations;
    QString m_trouble;
    bool m_news = false;
    bool m_arrived = false;
};

} // namespace framescope
