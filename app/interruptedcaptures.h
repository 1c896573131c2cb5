// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/recoveredcard.h"

#include <QStringList>

#include <atomic>

namespace framescope {

// The captures of `folder` whose process was killed, newest first: what it had not yet written stands beside
// each. Any thread.
QStringList interruptedCaptures(const QString &folder);
// Those of `files` of which the same is true, in that order.
QStringList interruptedAmong(const QStringList &files);

// What became of them.
struct RecoveredCaptures {
    std::vector<RecoveredCapture> captures; // as they are now
    RowId rows = 0;                         // that the files did not have
    int failed = 0;                         // left as they are
    QString failure;                        // why, of the first

    // "1 interrupted capture was recovered, with 12 rows that were not yet written." Empty if there was none.
    QString words() const;
};

// Takes them in. One that holds nothing and has no name is removed instead. Reads and writes all that stands
// beside them: for a thread that may wait.
RecoveredCaptures recoverCaptures(const QStringList &captures, const std::atomic<bool> &cancelled);

} // namespace framescope
