// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowfilter.h"
#include "base/result.h"
#include "session/appendbatch.h"
#include "session/rownumbers.h"
#include "session/sessionplace.h"

#include <functional>
#include <memory>

namespace framescope {

// The rows of a session that a filter wants, those that are there and those that come, found in a thread of
// its own. Requests return at once; news come by a callback in that thread. Of a session that is being
// recorded, rows are decided by what the batch tells of them, and read only where that is not enough.
class FilteredRows {
public:
    struct News {
        quint64 generation = 0; // as filter() answered: older news are of a filter that is no more
        RowNumbers rows;        // all that are wanted so far
        bool isGrown = true;    // rows has only more behind the last; false: look at all of it anew
        RowId upTo = 0;         // the last row that is decided, of ...
        RowId last = 0;         // ... so many that are known
        quint64 undecided = 0;  // RowFiltering::inWords()
        QString error;          // a sentence: the file cannot be read; nothing more will come
    };
    struct Callbacks {
        std::function<void(News)> news;
        // As PageReader has it: called before rows are read that may not be in the file yet. False, or
        // absent: what is there is read, and the rest later.
        std::function<bool()> commit;
    };
    FilteredRows(const SessionPlace &place, Callbacks callbacks);
    ~FilteredRows();

    // From here on the rows that this filter wants, of the rows up to `last` and of what batches bring. An
    // error says what is wrong with the filter; the one before stays then. The answer is the generation.
    Result<quint64> filter(const RowFilter &filter, RowId last);
    // No filter: batches cost nothing, no news come.
    void clear();
    // From a batch of the log, in order.
    void take(const AppendBatch &batch);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
