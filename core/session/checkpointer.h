// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "session/doorbell.h"
#include "session/sqlite.h"

#include <atomic>
#include <functional>
#include <optional>
#include <thread>

namespace framescope {

// Makes what the store thread committed durable, and copies it from the -wal into the database file, so
// that the store thread need not wait for the disk: a thread of its own, with a connection of its own.
//
// By SQLite's documents (wal.html, pragma.html#pragma_synchronous) a COMMIT with synchronous=NORMAL is
// visible to every connection and outlives the process, and outlives the system's end once the -wal is
// synced; and a passive checkpoint runs beside a writer. A -wal begins anew only when everything in it is
// in the database file while nobody is in a transaction: whoever never pauses has to pause for that
// (Request::mustEmpty).
class Checkpointer {
public:
    struct Request {
        quint64 number = 0;   // each one more than that before
        quint64 position = 0; // in the ring: what stands before it is committed
        int walPages = 0;     // in the -wal after the COMMIT
        // Answered only after a checkpoint. The -wal begins anew behind it if the caller committed nothing
        // meanwhile and no reader held it up.
        bool mustEmpty = false;
    };
    struct Report {
        Request request;
        std::optional<Error> error; // without one, everything up to the request is durable
        QString shortage;           // see sqlite::Database::noRoom()
    };
    // A checkpoint is due when this many pages wait for it.
    static constexpr int PagesAtOnce = 256;
    // Above it the -wal must become empty.
    static constexpr int MostPages = 4096;

    // `report` is called in this thread, for the last of the requests that waited together. If a checkpoint
    // fails after its request was reported, there is a second report, with the error.
    Checkpointer(const QString &path, std::function<void(Report)> report);
    ~Checkpointer(); // serves what was asked for

    void request(Request request) { m_requests.post(request); }

private:
    void run();
    void serve(const Request &request);
    Result<void> open();
    int sync();
    int checkpoint();
    void report(const Request &request, int code);

    const QString m_path;
    const std::function<void(Report)> m_report;
    Doorbell m_doorbell;
    Mailbox<Request> m_requests;
    std::atomic<bool> m_stopping = false;

    // The thread's own.
    std::optional<sqlite::Database> m_database;
    int m_pagesDone = 0; // of the -wal, copied
    // A sync failed: the system may have dropped what it could not write, and the next sync would know
    // nothing of it (fsync(2)). Only copied and synced in the database file it is durable.
    bool m_isDoubtful = false;

    std::thread m_thread;
};

} // namespace framescope
