// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <ctime>

namespace framescope::test {

// Of the process, or of this thread: what a busy machine does not change.
double processorSeconds(clockid_t clock);

// What recording took, from the first record to the last COMMIT.
struct StoreCost {
    double seconds = 0;
    double processor = 0;
    double recording = 0; // processor time in Recorder::frame
    double fileBytes = 0;
};

// The payload of every message.
QByteArray messageOf(qsizetype size);

// Records `count` whole messages of `size` bytes into a new session at `path`, as fast as the ring takes them.
StoreCost recordMessages(const QString &path, int count, qsizetype size);

} // namespace framescope::test
