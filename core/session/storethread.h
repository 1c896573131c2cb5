// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/mailbox.h"
#include "session/checkpointer.h"
#include "session/journal.h"
#include "session/logwriter.h"
#include "session/sessioncopy.h"
#include "session/sessionmove.h"
#include "session/sessionplace.h"

#include <chrono>
#include <functional>
#include <future>
#include <thread>

namespace framescope {

// The thread that drains the ring into the session file: one transaction about every 50 ms, news for
// the window every 16 ms. While the file takes nothing it keeps the ring as it is, says why, and tries
// again until it does.
//
// A COMMIT makes rows visible to readers; durable they are once Checkpointer has synced them, and only
// then the ring and the spill give them up. Meanwhile the next transaction is on its way, so what the end
// of the system can take is what the disk is still at, and the running batch. The end of the process takes
// nothing.
class StoreThread {
public:
    struct Timing {
        std::chrono::milliseconds transaction;
        std::chrono::milliseconds publish;
    };
    // `mostWalPages`: with more in the -wal nothing is begun until a checkpoint was at it.
    StoreThread(const SessionPlace &place, std::unique_ptr<LogWriter> log, Ring &ring, Journal &journal,
        Timing timing, int mostWalPages = Checkpointer::MostPages);
    ~StoreThread();

    // Any thread. ----------------------------------------------------------------------------
    void start(Publisher publisher);
    void setPublish(std::function<void(AppendBatch)> publish);
    void setRoomCallback(std::function<void()> callback);
    // Ready once everything written before the call is durable, or the thread has ended.
    std::future<void> synced();
    // Waits until everything that was published before the call is committed, for readers; false if the
    // file takes nothing. Any thread but this one; after start().
    bool commitPublished();
    // See SessionStore.
    struct Move {
        QString target;
        CopyProgress progress;
        std::function<void(Result<void>)> finished;
    };
    void moveTo(Move move);
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
    void clearTrouble();
    void askForSync(bool mustEmpty);
    void startCheckpointer();
    void takeReport(const Checkpointer::Report &report);
    void beginMove(Move move);
    void moveOn(std::chrono::milliseconds time);
    void arrive();
    void takeArrived(SessionMove::Arrived arrived);
    void endMove(const Result<void> &result);
    void giveUpMove();
    void endDiversion();
    void callBackIfRoom();
    bool isSynced() const { return m_answered == m_asked; }
    // Nothing may be begun before a checkpoint.
    bool isHeld() const { return m_heldUntil > m_answered && !m_log->hasTransaction(); }
    void answerSynced();
    void answerPublished(bool isStored);
    void publishIfDue();
    void publish();
    void sleep();
    void finishFile();

    const SessionPlace m_place;
    QString m_path; // the same
    std::unique_ptr<LogWriter> m_log;
    Ring &m_ring;
    Journal &m_journal;
    const Timing m_timing;
    const int m_mostWalPages;
    Mailbox<Command> m_commands;
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_ended = false;

    // The thread's own.
    Publisher m_publisher;
    std::function<void(AppendBatch)> m_publish;
    std::function<void()> m_roomCallback;
    std::optional<Checkpointer> m_checkpointer;
    quint64 m_asked = 0; // requests to it, and its reports
    quint64 m_answered = 0;
    quint64 m_heldUntil = 0;    // that request is answered
    quint64 m_oldReports = 0;   // up to this request reports are of where the session was before
    bool m_diskFailed = false;  // its last report says so
    bool m_diskTrouble = false; // ... and none since that it went on
    Clock::time_point m_diskRetryAt;
    std::vector<std::promise<void>> m_awaitingCommit;
    std::vector<std::pair<quint64, std::promise<void>>> m_awaitingSync; // with the request to await
    std::vector<std::promise<bool>> m_awaitingPublished;
    quint64 m_position;            // read so far
    quint64 m_committed;           // ... and committed
    quint64 m_retreatedFrom = 0;   // what stands before it may have been published and taken back
    Spill::Taken m_spilled;        // not yet committed ...
    quint64 m_spilledAfter = 0;    // ... and the position in the ring they belong behind
    bool m_spilledApplied = false; // they are in the transaction that is open
    quint64 m_spillCommitted = 0;  // position in the spill's file
    quint64 m_spillSynced = 0;     // the request after which the spill may be closed; 0: none
    Move m_moving;
    std::unique_ptr<SessionMove> m_move; // null: it stays where it is
    bool m_drained = false;
    Clock::time_point m_begunAt;
    Clock::time_point m_publishedAt;
    QString m_failure;  // why the last step failed
    QString m_shortage; // that, if it is only that there is no room: "the disk is full"
    QString m_trouble;  // the same, until the step succeeds
    Result<void> m_result = Done{};

    std::thread m_thread;
};

} // namespace framescope
