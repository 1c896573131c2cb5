// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowfilter.h"
#include "base/error.h"
#include "base/mailbox.h"
#include "session/growingrownumbers.h"
#include "ui/backgroundjob.h"

#include <functional>
#include <optional>

namespace framescope {

// The rows of the log that a filter wants, found in another thread in slices, those that are recorded meanwhile too.
// The newest filter counts; what an earlier one still finds is never heard of. GUI thread.
class FilteredRows final : public QObject {
    Q_OBJECT
public:
    // A message whose end is not there yet is judged once it is, or once so many rows came behind it: then by what
    // came of it.
    static constexpr RowId Patience = 4096;

    // Makes what was published readable in the file; any thread.
    using Commit = std::function<void()>;

    explicit FilteredRows(QObject *parent = nullptr);

    // Whose rows they are.
    void setSession(const QString &path, Commit commit);
    // Of a filter that cannot be run refused() says why, and what was found before stays.
    void start(const RowFilter &filter);
    void stop();
    bool isActive() const { return m_filter.has_value(); }
    // The log ends there now.
    void growLog(RowId lastId);

    RowNumbers rows() const { return m_rows.soFar(); }
    RowId upTo() const { return m_upTo; } // decided so far
    bool isDone() const { return m_upTo >= m_lastId; }
    // Of these, for a regular expression took too long on them.
    quint64 undecided() const { return m_undecided; }

Q_SIGNALS:
    void began(); // rows() are those of another filter
    void grown(); // there are more behind the last, or more is decided
    void refused(const framescope::Error &error);

private:
    struct Found {
        int generation = 0;
        std::vector<quint32> rows;
        RowId upTo = 0;
        quint64 undecided = 0;
    };
    void decideMore();
    void takeFound();

    QString m_path;
    Commit m_commit;
    RowId m_lastId = 0;
    std::optional<RowFilter> m_filter;
    int m_generation = 0;
    bool m_hasBegun = false;
    GrowingRowNumbers m_rows;
    RowId m_upTo = 0;
    quint64 m_undecided = 0;
    Mailbox<Found> m_found;
    BackgroundJob m_job;
};

} // namespace framescope
