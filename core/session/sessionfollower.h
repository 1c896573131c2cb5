// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"

#include <chrono>
#include <functional>
#include <memory>

namespace framescope {

// The thread that reads a session for whoever only looks at it: what the file has, and what another process
// records into it meanwhile, told as the store tells it. Of a long log the first batch has the end only, the
// next the rows of all connections; counters come last. So the first is there in some milliseconds.
//
// An SQLite connection that stays open would keep the process that records from leaving one file, so it is open
// only while it reads; whether there is more to read, size and time of the file and its -wal tell.
class SessionFollower {
public:
    using Publish = std::function<void(AppendBatch)>;

    // `publish` is called in the thread of its own. A file that cannot be read (any more) is a batch's trouble.
    SessionFollower(const QString &path, Publish publish,
        std::chrono::milliseconds interval = std::chrono::milliseconds(200));
    ~SessionFollower();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
