// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/annotation.h"
#include "session/connectionfacts.h"
#include "session/connectionrows.h"
#include "session/supersededrow.h"

#include <vector>

namespace framescope {

// What the store publishes every 16 ms at most, in order: enough to follow the end of the log
// without ever reading SQLite.
struct AppendBatch {
    static constexpr int TailRows = 256;
    RowId lastId = 0;         // the log now ends here
    std::vector<Row> tail;    // the last rows of the log, at most TailRows, ascending, ending with lastId
    std::vector<Row> changed; // rows that arrived earlier and are complete or cut now
    std::vector<ConnectionFacts> facts;       // that changed, newest only
    std::vector<ConnectionCounters> counters; // that changed, newest only
    std::vector<ConnectionRows> rows;         // of connections that got rows: all of theirs so far
    std::vector<Annotation> annotations;      // that changed, newest only; an empty one was taken away
    std::vector<SupersededRow> superseded;    // frames whose message went on, in that order
    quint64 fileBytes = 0;                    // that the session file will have without its -wal
    quint64 ringBytes = 0;                    // waiting in the ring
    QString trouble; // why recording waits: "the disk is full", or a sentence; empty if it does not
};

} // namespace framescope
