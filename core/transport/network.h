// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/sessionstore.h"
#include "transport/connectionoptions.h"
#include "transport/replyrule.h"

#include <functional>
#include <memory>

namespace framescope {

// The network thread and the connections that live on it. Commands are values: they may be given from
// any one thread and return at once; what came of them stands in the log, in order.
class Network {
public:
    // `suspendedNs`: the time the computer has slept since some start.
    explicit Network(SessionStore &store, const Clock &clock,
        const std::function<qint64()> &suspendedNs = platform::suspendedNs);
    ~Network(); // aborts what is open and ends the thread

    // Gives the connection its id at once; a bad URL, header or subprotocol is the error (nothing is
    // recorded then).
    Result<ConnectionId> open(const ConnectionOptions &options);
    // `origin`: who wanted it, which stands on its rows.
    void sendText(ConnectionId id, const QString &text, FrameOrigins origin = {});
    void sendBinary(ConnectionId id, const QByteArray &payload, FrameOrigins origin = {});
    void sendFrame(ConnectionId id, const FrameHeader &header, const QByteArray &payload);
    void ping(ConnectionId id, const QByteArray &payload);
    void close(ConnectionId id, std::optional<quint16> code, const QString &reason);
    enum class Abort : quint8 { Fin, Reset };
    void abort(ConnectionId id, Abort how);
    void pauseReceiving(ConnectionId id, bool paused);
    // Replies to what it receives from now on (Replies), until it ends: none begins anew with another attempt.
    void addReply(ConnectionId id, ReplyId reply, const ReplyRule &rule);
    void removeReply(ConnectionId id, ReplyId reply);
    // With options.reconnect each attempt has an id of its own, and facts that name the first; commands to any of them reach the newest. While facts have nextAttemptNs it waits:
    // the next attempt can be made at once, or called off, which close() and abort() do too. Called off
    // while an attempt is under way or open, none follows that one.
    void reconnectNow(ConnectionId id);
    void cancelReconnect(ConnectionId id);
    void mark(const QString &text);              // a row "now"
    void annotate(const Annotation &annotation); // beside a row that is in the log
    // Set before the first open(). Called in the network thread when readyState becomes Closed, for each
    // attempt; with nextAttemptNs if another follows.
    void setClosedCallback(std::function<void(ConnectionFacts)> callback);
    // The same, of a reply that is over before its connection, or found it closed.
    void setReplyEndedCallback(std::function<void(ReplyId)> callback);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
