// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowmatcher.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace framescope {

class RowScan;
class SessionReader;

// Runs a filter over rows of a session file, in slices, in the thread that calls: first the columns decide
// what they can, chunk by chunk, then payloads are read of the rows that are left. Reads by connections of
// its own, a few milliseconds at a time.
class RowFiltering {
public:
    struct Slice {
        std::vector<quint32> rows; // that are wanted, ascending, behind those of the slice before
        RowId upTo = 0;            // the last row that is decided
        quint64 undecided = 0;     // of these, for a regular expression took too long; they are not in `rows`
    };
    // A row whose message has no end yet.
    struct OpenRow {
        RowId row = 0;
        RowId message = 0;
    };
    // Payloads are read and searched by two threads where there are many.
    enum class Threads : quint8 { One = 1, Two = 2 };

    // An error says what is wrong with the file, or with a regular expression of the filter.
    static Result<std::unique_ptr<RowFiltering>> open(
        const QString &path, const RowFilter &filter, Threads threads = Threads::Two);
    ~RowFiltering();
    // The same session, which may have been moved there, between two runs.
    Result<void> readFrom(const QString &path);

    RowMatcher &matcher();
    Result<RowId> lastId() const;
    // What is asked of a message that has no end yet: what is there of it, or nothing: its rows are not
    // wanted then, and takeOpen() tells of them.
    enum class OpenMessages : quint8 { AsTheyAre, Wait };
    // Rows `first` to `last`, or to the end of the file. Slices come about every 30 ms, the first as soon as it has a row;
    // the last tells up to where it came, if it was not cancelled.
    using Take = std::function<void(Slice slice)>;
    Result<void> run(
        RowId first, RowId last, OpenMessages open, const std::atomic<bool> &cancelled, const Take &take);
    Result<void> run(RowId first, RowId last, const std::atomic<bool> &cancelled, const Take &take)
    {
        return run(first, last, OpenMessages::AsTheyAre, cancelled, take);
    }
    // Those that run() came upon since the last call.
    std::vector<OpenRow> takeOpen() { return std::exchange(m_open, {}); }
    // Messages of such rows whose end run() came upon since the last call.
    std::vector<RowId> takeEnded() { return std::exchange(m_ended, {}); }

    // "3 rows could not be decided: the regular expression takes too long on them."; empty for none.
    static QString inWords(quint64 undecided);

private:
    struct Lane;
    class Slices;
    struct Chunk;
    RowFiltering(const QString &path, const RowFilter &filter, Threads threads);
    Result<void> openLane();
    void findEnded(const Chunk &chunk);
    Result<void> readPayloads(const Chunk &chunk, const std::atomic<bool> &cancelled, Slices &slices);
    Result<void> decideBatch(
        const Chunk &chunk, std::span<const RowId> rows, const std::atomic<bool> &cancelled);
    Result<Truth> decideElsewhere(RowId id, const PackedRow &row, const std::atomic<bool> &cancelled);
    // What is known of the payload that all frames of a message have.
    struct KnownMessage {
        RowMatcher::Found found;
        bool isOpen;
    };
    Result<RowMatcher::Found> search(RowId id, const std::atomic<bool> &cancelled);

    QString m_path;
    RowFilter m_filter;
    Threads m_threads;
    OpenMessages m_openMessages = OpenMessages::AsTheyAre;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::unique_ptr<SessionReader> m_reader;
    std::map<RowId, KnownMessage> m_known; // until their last frame
    std::vector<OpenRow> m_open;
    std::set<RowId> m_awaited; // messages that had no end yet
    std::vector<RowId> m_ended;
};

} // namespace framescope
