// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowbatch.h"

#include <span>

namespace framescope {

RowBatch::RowBatch(const sqlite::Database &database)
    : m_many(database, "INSERT OR FAIL", Rows)
    , m_one(database, "INSERT OR FAIL", 1)
{
}

int RowBatch::add(const RowRecord &row, std::optional<QByteArrayView> payload)
{
    Waiting &waiting = m_waiting[m_count++];
    waiting.row = row;
    waiting.payload = payload;
    return m_count == Rows ? flush() : SQLITE_OK;
}

int RowBatch::addKept(const RowRecord &row, QByteArray payload)
{
    Waiting &waiting = m_waiting[m_count];
    waiting.kept = std::move(payload);
    return add(row, waiting.kept);
}

int RowBatch::flush()
{
    const std::span waiting = std::span(m_waiting).first(std::exchange(m_count, 0));
    if (waiting.size() == Rows) {
        for (int place = 0; place < Rows; ++place)
            m_many.bind(
                place, waiting[static_cast<size_t>(place)].row, waiting[static_cast<size_t>(place)].payload);
        return m_many.run();
    }
    for (const Waiting &one : waiting) {
        m_one.bind(0, one.row, one.payload);
        if (const int code = m_one.run(); code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

} // namespace framescope
