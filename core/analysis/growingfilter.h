// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowfiltering.h"
#include "session/appendbatch.h"
#include "session/growingrownumbers.h"
#include "session/sessionplace.h"

#include <chrono>
#include <deque>
#include <set>

namespace framescope {

// What batches of a log brought since somebody looked.
class NewRows {
public:
    static constexpr std::size_t MostRows = 4096; // above it they are read from the file

    explicit NewRows(RowId lastKnown = 0)
        : last(lastKnown)
    {
    }
    void add(const AppendBatch &batch);
    // What is here; from now on only what comes behind it.
    NewRows takeAll();
    bool isEmpty() const { return rows.empty() && changed.empty() && !hasGrown; }

    RowId last;                   // of the log
    bool hasGrown = false;        // since takeAll()
    std::vector<Row> rows;        // ascending, not all
    std::map<RowId, Row> changed; // earlier ones, as they are now
};

// The rows that a filter wants of a session that may grow, in whichever thread calls. What a batch tells of a
// row is enough for most; others are read, all at once and not too often. Frames of a message are decided
// when it ends, or when nothing has come for a while.
class GrowingFilter {
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds ReadEvery{50}; // as the store commits
    static constexpr Milliseconds RebuildEvery{250};
    static constexpr Milliseconds Quiet{1000};

    struct State {
        RowNumbers rows;
        bool isGrown = true; // only behind the last
        RowId upTo = 0;
        RowId last = 0;
        quint64 undecided = 0;
        QString error;
    };
    using Publish = std::function<void(const State &state)>;
    // `filter` is known to be without error; `commit` as FilteredRows has it, perhaps null.
    GrowingFilter(const SessionPlace &place, const RowFilter &filter, RowId last,
        const std::atomic<bool> &cancelled, std::function<bool()> commit, Publish publish);

    // Decides what can be decided now. If it wants to be called again without anything new: after how long.
    std::optional<Milliseconds> goOn(NewRows news);

private:
    using Clock = std::chrono::steady_clock;
    // A message without end, and those of its frames that are decided by what is there of it.
    struct OpenMessage {
        std::vector<RowId> rows;
        bool isLookedAt = false; // since the last row came
    };
    void take(NewRows news);
    std::optional<Truth> atOnce(const Row &row);
    void decideTail();
    void decideChanged();
    bool wantsToRead() const;
    bool read();
    bool readNew();
    bool readAgain();
    bool wantsToLook() const;
    void lookAtOpen();
    void endMessage(RowId message);
    void decide(RowId row, Truth truth);
    void rebuild();
    void publish();
    bool fail(const Error &error);

    const SessionPlace m_place;
    RowFilter m_filter;
    const std::atomic<bool> &m_cancelled;
    std::function<bool()> m_commit;
    Publish m_publish;
    std::unique_ptr<RowFiltering> m_filtering;
    std::optional<RowMatcher> m_matcher;
    GrowingRowNumbers m_rows;
    State m_state;
    bool m_hasNews = true;
    std::deque<Row> m_tail;         // rows behind m_state.upTo, not all
    std::map<RowId, Row> m_changed; // rows up to m_state.upTo that are others now
    std::set<RowId> m_again;        // rows to be read once more
    std::map<RowId, OpenMessage> m_open;
    std::map<RowId, bool> m_late;              // rows found to be wanted, or not, behind later ones
    std::optional<Clock::time_point> m_cameAt; // the last news
    std::optional<Clock::time_point> m_readAt, m_rebuiltAt;
};

} // namespace framescope
