// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/annotation.h"
#include "session/connectionfacts.h"
#include "session/connectionrows.h"
#include "session/rowrange.h"

#include <memory>
#include <vector>

namespace framescope {

struct SessionInfo {
    int version = 0; // user_version
    RowId lastId = 0;
    qint64 anchorEpochNs = 0;     // a date ...
    qint64 anchorMonotonicNs = 0; // ... and the monotonic time it was read at
    QString application;          // "Framescope 0.1.0"
};

// Reads a session file, live or finished, through its own read-only SQLite connection. Any one
// thread; statements are short and reset at once, so that a reader never holds up a checkpoint.
class SessionReader {
public:
    // Errors name what the file is instead ("not a Framescope session", "made by a newer version").
    static Result<std::unique_ptr<SessionReader>> open(const QString &path);
    ~SessionReader();

    Result<SessionInfo> info() const;
    // Rows `first` to `first + count - 1`, fewer at the end.
    Result<std::vector<Row>> rows(RowId first, int count) const;
    // The first row that is not before `timeNs`, or the last; rows are taken to be in the order of time, as
    // a recording has them. An error only if the session has no rows, or cannot be read.
    Result<RowId> rowAt(qint64 timeNs) const;
    // Of the last row.
    Result<qint64> lastTimeNs() const;
    // Of the frame or head in a row: what broke a rule in it, by id.
    Result<std::vector<Row>> violations(RowId row) const;
    // Facts of all connections, by id.
    Result<std::vector<ConnectionFacts>> connections() const;
    // Everything that stands beside rows, by row.
    Result<std::vector<Annotation>> annotations() const;
    // Frames and bytes on the wire of all connections that have rows, by id; the rest of the counters is
    // not stored. Of the rows behind `after`, up to `last`; reads each of them: for a worker.
    Result<std::vector<ConnectionCounters>> counters(
        RowId after = 0, RowId last = std::numeric_limits<RowId>::max()) const;
    // Of rows in ascending ranges. Reads the columns of every row: for a worker; 10 million in about 0.1 s.
    Result<RowTotals> totals(const RowRanges &ranges) const;
    // The rows of all connections that have any, by id; 10 million in about 0.1 s.
    Result<std::vector<ConnectionRows>> connectionRows() const;

    // The application payload that belongs to a row: of its whole message for a data frame (every
    // frame of a message answers alike), its own for a control frame or event.
    Result<quint64> payloadSize(RowId row) const;
    // At most `length` bytes from `offset`; fewer at the end. Reads only the parts it needs.
    Result<QByteArray> payload(RowId row, quint64 offset, quint64 length) const;
    // The frame's own bytes as on the wire, unmasked.
    Result<QByteArray> wirePayload(RowId row, quint64 offset, quint64 length) const;

private:
    struct Private;
    explicit SessionReader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace framescope
