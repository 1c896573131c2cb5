// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/mailbox.h"
#include "session/appendbatch.h"
#include "session/recorder.h"
#include "session/sessioncopy.h"
#include "session/sessionplace.h"

#include <memory>

namespace framescope {

// A session on disk while it is being recorded: one SQLite database, written by a thread of its own
// out of the ring in front of it (WAL, one transaction about every 50 ms, synced by another; measured
// figures in README.md). Calls from the thread that made it, unless said otherwise.
class SessionStore {
public:
    struct Settings {
        quint64 ringCapacity = Ring::DefaultCapacity;
        int transactionMs = 50;
        int publishMs = 16;
    };
    // Makes a new file (owner-readable only). The ring is made beside it, PATH-ring.
    static Result<std::unique_ptr<SessionStore>> create(
        const SessionPlace &place, const Clock &clock, Settings settings);
    static Result<std::unique_ptr<SessionStore>> create(const SessionPlace &place, const Clock &clock);
    // Goes on recording into an existing file; replays what a dead process left in its ring first.
    static Result<std::unique_ptr<SessionStore>> open(
        const SessionPlace &place, const Clock &clock, Settings settings);
    ~SessionStore(); // finish()

    QString path() const { return place().path(); } // any thread
    const SessionPlace &place() const;
    // For the network thread.
    Journal &journal();
    ConnectionId newConnectionId();
    // Set before recording starts. Called from the store thread.
    void setPublisher(std::function<void(AppendBatch)> publish);
    // Called from the store thread after space in the ring became free while the journal was full.
    void setRoomCallback(std::function<void()> callback);

    // Waits until everything written to the journal before the call is durable: committed and synced. For
    // headless commands and tests; the window never calls it.
    void flush();
    // Waits until everything that was published before the call can be read in the file (committed; the disk
    // may still be at it): for a reader of what the window shows, which is published before its COMMIT.
    // False if the file takes nothing at the moment. Any thread but the store's.
    bool commitPublished();
    // Brings the session to `target`, where no file is, also on another disk and while this one is full. It goes
    // on being recorded: here until all of it is there, then there, and here nothing is left. Any thread;
    // `progress` (which may be none) and `finished` are called in the store's. If it fails, is ended by
    // `progress` or by finish(), everything is as it was.
    void moveTo(const QString &target, CopyProgress progress, std::function<void(Result<void>)> finished);
    // Drains, checkpoints (TRUNCATE), leaves one file without -wal and ring. Idempotent. The journal
    // must not be written any more.
    Result<void> finish();
    // Puts a consistent copy of everything stored at `target`, atomically, while recording goes on.
    Result<void> saveCopy(const QString &target);

private:
    struct Private;
    explicit SessionStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace framescope
