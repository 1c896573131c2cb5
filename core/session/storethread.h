// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "session/journal.h"
#include "session/logwriter.h"

#include <chrono>
#include <functional>
#include <future>
#include <thread>

namespace framescope {

// The thread that drains the ring into the session file: one transaction about every 50 ms, news for
// the window every 16 ms. While the file takes nothing it keeps the ring as it is, says why, and tries
// again until it does.
class StoreThread {
public:
    struct Timing {
        std::chrono::milliseconds transaction;
        std::chrono::milliseconds publish;
    };
    StoreThread(
        const QString &path, std::unique_ptr<LogWriter> log, Ring &ring, Journal &journal, Timing timing);
    ~StoreThread();

    // Any thread. ----------------------------------------------------------------------------
    void start(Publisher publisher);
    void setPublish(std::function<void(AppendBatch)> publish);
    void setRoomCallback(std::function<void()> callback);
    // Ready once everything written before the call is committed, or the thread has ended.
    std::future<void> committed();
    // Waits until everything that was published before the call is committed; false if the file takes
    // nothing. Any thread but this one; after start().
    bool commitPublished();
    // Drains, finishes the file and ends the thread.
    Result<void> finish();

private:
    using Clock = std::chrono::steady_clock;
    using Command = std::function<void(StoreThread &)>;

    void run();
    bool step(bool isStopping); // false if the file would not take something
    enum class Drained : quint8 { All, Some, Failed };
    Drained drain(Clock::time_point until);
    bool applySpilled();
    bool apply(QByteArrayView record);
    bool failed(int code);
    bool holdsSpilled() const { return !m_spilled.records.empty(); }
    bool commit();
    void retreat();
    void answerCommitted();
    void answerPublished(bool isStored);
    void publishIfDue();
    void publish();
    void sleep();
    void finishFile();

    const QString m_path;
    std::unique_ptr<LogWriter> m_log;
    Ring &m_ring;
    Journal &m_journal;
    const Timing m_timing;
    Mailbox<Command> m_commands;
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_ended = false;

    // The thread's own.
    Publisher m_publisher;
    std::function<void(AppendBatch)> m_publish;
    std::function<void()> m_roomCallback;
    std::vector<std::promise<void>> m_awaitingCommit;
    std::vector<std::promise<bool>> m_awaitingPublished;
    quint64 m_position;            // read so far
    quint64 m_retreatedFrom = 0;   // what stands before it may have been published and taken back
    Spill::Taken m_spilled;        // not yet committed ...
    quint64 m_spilledAfter = 0;    // ... and the position in the ring they belong behind
    bool m_spilledApplied = false; // they are in the transaction that is open
    quint64 m_spillCommitted = 0;  // position in the spill's file
    bool m_drained = false;
    Clock::time_point m_begunAt;
    Clock::time_point m_publishedAt;
    QString m_failure;  // why the last step failed
    QString m_shortage; // that, if it is only that there is no room: "the disk is full"
    QString m_trouble;  // the same, until a COMMIT succeeds
    Result<void> m_result = Done{};

    std::thread m_thread;
};

} // namespace framescope
