// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/filteredrows.h"
#include "base/error.h"
#include "base/mailbox.h"

#include <QObject>

namespace framescope {

// The rows of the session that the timeline's filter wants, as FilteredRows finds them in its thread. What an
// earlier filter still finds is never heard of. GUI thread.
class TimelineFilter final : public QObject {
    Q_OBJECT
public:
    explicit TimelineFilter(QObject *parent = nullptr);

    // Whose rows they are; `commit` is FilteredRows'.
    void setSession(const SessionPlace &place, std::function<bool()> commit);
    // Of a filter that cannot be run refused() says why, and the one before goes on.
    void start(const RowFilter &filter);
    void stop();
    bool isActive() const { return m_generation != 0; }
    void take(const AppendBatch &batch);

    const RowNumbers &rows() const { return m_news.rows; }
    RowId upTo() const { return m_news.upTo; } // decided so far
    bool isDone() const { return m_news.upTo >= m_lastId; }
    // Of these, for a regular expression took too long on them.
    quint64 undecided() const { return m_news.undecided; }

Q_SIGNALS:
    void found(); // rows() are others
    void grown(); // there are more behind the last, or more is decided
    void refused(const framescope::Error &error);

private:
    void takeNews();

    Mailbox<FilteredRows::News> m_box;
    std::unique_ptr<FilteredRows> m_rows;
    FilteredRows::News m_news;
    quint64 m_generation = 0; // 0: no filter
    RowId m_lastId = 0;
};

} // namespace framescope
