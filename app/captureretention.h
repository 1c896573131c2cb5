// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

namespace framescope {

// How long captures stay that the user gave no name.
struct RetentionLimits {
    int days = 14;
    quint64 bytes = quint64(5) << 30;
};

// What there is of them now.
struct KeptCaptures {
    int count = 0;
    quint64 bytes = 0;
    int removed = 0; // just now

    // "Captures without a name are kept for 14 days, 5 GiB at most: 3 now, 1.2 MiB."
    QString words(const RetentionLimits &limits = {}) const;
};

// Removes from `folder` what is older than the limit, then the oldest while all together are too large. Only
// files that have the name newCapturePath() gave them; none that is recorded into or that holds more than
// its file (a ring, a spill or a -wal stands beside it), and never the newest of the others, however large.
// Any thread.
KeptCaptures removeOldCaptures(
    const QString &folder, const QDateTime &now, const RetentionLimits &limits = {});

} // namespace framescope
