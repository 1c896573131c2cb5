// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/mailbox.h"
#include "session/pagereader.h"
#include "session/rowrange.h"
#include "session/sessioncopy.h"
#include "session/sessionfollower.h"
#include "session/sessionstore.h"
#include "transport/network.h"
#include "ui/backgroundjob.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace framescope {

// A session as the window sees it: owns the store, the network and the page reader, and turns what their
// threads say into signals of the GUI thread, in the order of the log. Commands return at once; what came of them
// stands in the log. One that was opened from a file is only read, and followed if another process records it,
// until something is to be added: then this one records it. GUI thread.
class LiveSession final : public QObject {
    Q_OBJECT
public:
    // Starts recording into a new file at `path`. The time, and how long the computer has slept since some start,
    // are those of this computer unless given.
    static Result<std::unique_ptr<LiveSession>> create(const QString &path,
        std::unique_ptr<Clock> clock = std::make_unique<SystemClock>(),
        const std::function<qint64()> &suspendedNs = platform::suspendedNs);
    // Shows the session in the file at `path`. The error says what the file is instead.
    static Result<std::unique_ptr<LiveSession>> open(const QString &path);
    // Aborts what is open, drains the log and leaves one finished file.
    ~LiveSession() override;

    QString path() const { return m_place.path(); }
    const SessionPlace &place() const { return m_place; } // for who reads it
    // False: nothing is added to the file. What speaks to connections then does nothing.
    bool isRecording() const { return m_network != nullptr; }
    // Calls `command` once the session is recorded: at once, or when the file was opened for that in another
    // thread. Where that fails it is never called.
    void whenRecording(std::function<void()> command);
    // Nanoseconds to add to a row's time to make it a date (since 1970-01-01 UTC).
    qint64 epochOffsetNs() const { return m_epochOffsetNs; }
    const Clock &clock() const { return m_clock; }

    // The connection that the bar and the composer speak to: the newest, or the one that was chosen since, or
    // the newest attempt of these; 0 before the first. Its facts and counters are those that the log reached.
    ConnectionId current() const { return m_current; }
    // Of those that have facts, or 0 for none; factsChanged() and countersChanged() tell them again.
    void setCurrent(ConnectionId id);
    const ConnectionFacts &facts() const { return m_currentFacts; }
    const ConnectionCounters &counters() const { return m_talks.at(m_current).counters; }
    // Nothing is known of a connection before its first facts came; then empty facts.
    ConnectionFacts factsOf(ConnectionId id) const { return m_facts.value(id); }
    // The user asked for the end of the current connection; its outcome is then no news.
    bool endWasAsked() const { return m_talks.at(m_current).endAsked; }

    // Messages that waited for the current connection, which never opened.
    int unsent() const { return m_talks.at(m_current).unsent; }

    // The error says what is wrong with URL, headers or subprotocols; nothing is recorded then.
    Result<ConnectionId> open(const ConnectionOptions &options);
    // To the current connection; while it is connecting they wait until it is open.
    void sendText(const QString &text);
    void sendBinary(const QByteArray &payload);
    // To any other; rows that nobody sent by hand say so.
    void sendText(ConnectionId to, const QString &text, FrameOrigins origin = {});
    void sendBinary(ConnectionId to, const QByteArray &payload, FrameOrigins origin = {});
    // To what another receives from now on (Network); replyEnded() tells of one that is over before its connection.
    void addReply(ConnectionId at, ReplyId id, const ReplyRule &rule);
    void removeReply(ConnectionId at, ReplyId id);
    void ping(const QByteArray &payload = {});
    void close(std::optional<quint16> code = {}, const QString &reason = {});
    void abort(Network::Abort how);
    void pauseReceiving(bool paused);
    // While facts().nextAttemptNs says when the next attempt begins.
    void reconnectNow();
    void cancelReconnect();
    void mark(const QString &text);
    // What stands beside `row` from now on; no colour (0) and no text: nothing.
    void annotate(RowId row, quint8 colour, const QString &text);

    // Waits until everything that was published can be read in the file; false if it takes nothing at the
    // moment. Any thread: not the window's.
    bool commitPublished() const;
    void requestPage(qint64 number);
    // At most `length` bytes of the payload that belongs to `row`; only the newest request is answered.
    void requestPayload(RowId row, quint64 length);

    // Of the payload that belongs to `row`, at most `most` bytes from its beginning. Any thread: not the
    // window's.
    Result<QByteArray> readPayload(RowId row, quint64 most) const;
    // Puts it into a file, whole or not at all; answers its size. The same.
    Result<quint64> savePayload(RowId row, const QString &target, const std::atomic<bool> &cancelled) const;
    // The first row that is not before the time (nanoseconds since 1970 UTC) that `choose` makes of the last
    // row's. The same.
    Result<RowId> rowAt(const std::function<qint64(qint64 lastNs)> &choose) const;
    // What these rows come to. The same.
    Result<RowTotals> totals(const RowRanges &ranges) const;
    // Puts a copy of all that was published so far at `target`; returns when it is there. Any thread: not
    // the window's.
    Result<void> copyTo(const QString &target, const CopyProgress &progress) const;
    // Goes on recording at `target`, where no file is (SessionStore::moveTo). `progress` is called in the store's
    // thread, `finished` in this one. Only of a session that is recorded.
    void moveTo(const QString &target, CopyProgress progress, std::function<void(Result<void>)> finished);

Q_SIGNALS:
    void recordingBegan();                                 // of a session that was only shown
    void recordingRefused(const framescope::Error &error); // it still is
    void appended(const framescope::AppendBatch &batch);
    void factsChanged(const framescope::ConnectionFacts &facts);          // of any connection
    void countersChanged(const framescope::ConnectionCounters &counters); // of any connection
    void replyEnded(framescope::ReplyId id);
    void pageRead(const framescope::PageReader::Page &page);
    void payloadRead(const framescope::PageReader::Payload &payload);
    void moved(const QString &from, const QString &to);

private:
    LiveSession(const SessionPlace &place, std::unique_ptr<Clock> clock, qint64 epochOffsetNs);
    void record(std::unique_ptr<SessionStore> store, const std::function<qint64()> &suspendedNs);
    void follow();
    void beginRecording();
    void takeStore(Result<std::unique_ptr<SessionStore>> opened);
    void takeBatches();
    void takePages();
    void takePayloads();
    void takeMoves();
    void takeFacts(const ConnectionFacts &facts);
    void sendWaiting(ConnectionId id);

    const SessionPlace m_place;
    std::unique_ptr<Clock> m_ownedClock;
    const Clock &m_clock;
    const qint64 m_epochOffsetNs;
    Mailbox<AppendBatch> m_batches;
    Mailbox<ReplyId> m_endedReplies;
    Mailbox<PageReader::Page> m_pages;
    Mailbox<PageReader::Payload> m_payloads;
    struct Move {
        QString from;
        QString to;
        Result<void> result;
        std::function<void(Result<void>)> finished;
    };
    Mailbox<Move> m_moves;

    // Destroyed from the last to the first: whoever posts ends before what it posts to.
    std::unique_ptr<SessionStore> m_store;          // null: the session is only shown
    std::atomic<SessionStore *> m_shared = nullptr; // the same, for other threads
    std::unique_ptr<PageReader> m_reader;
    std::unique_ptr<Network> m_network;                   // with m_store
    std::shared_ptr<SessionFollower> m_follower;          // without
    std::vector<std::function<void()>> m_waitingCommands; // for m_network
    BackgroundJob m_opening;

    ConnectionId m_current = 0;
    ConnectionFacts m_currentFacts;
    QHash<ConnectionId, ConnectionFacts> m_facts;
    struct Waiting {
        bool isText = true;
        QString text;
        QByteArray binary;
        FrameOrigins origin;
    };
    // What this window said to a connection, and what moves with every frame of it.
    struct Talk {
        ConnectionCounters counters;
        bool endAsked = false;
        int unsent = 0;
        std::vector<Waiting> waiting; // sent while the connection was connecting
    };
    std::map<ConnectionId, Talk> m_talks; // also with 0: before the first
};

} // namespace framescope
