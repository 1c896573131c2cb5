// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connection.h"
#include "transport/connectionlog.h"
#include "transport/signin.h"
#include "transport/tappair.h"

namespace framescope {

// What a Connection goes through: its states, who may send and receive in which, what is written into the
// log on the way, and how the end is explained. Speaks through the signals of its Connection.
struct ConnectionLife {
    ConnectionLife(const ConnectionOptions &withOptions, const WebSocketUrl &to, Journal &into,
        ConnectionId id, const Clock &withClock, const QList<EndSignature> &before,
        const SleepWatch &sleepWatch);

    // Messages in a row that will never be written, for one reason.
    struct Dropped {
        int messages = 0;
        quint64 bytes = 0;
        QString why;
    };

    void connectPair();
    void start();
    void signedIn(const Variables &values, const QString &sentence);
    void signInFailed(const SignInFailure &failure);
    void dial();
    bool refusesAsBrowsersDo();
    void noteBreaches();
    bool mayWorkByHand(const QString &what);
    void onOpened();
    std::optional<RuleError> send(SendQueue::Message message, quint64 size);
    void deliver(const WireWitness::Arrival &arrival, const MessageEvent &event);

    std::optional<RuleError> judgeClose(std::optional<quint16> code, const QByteArray &reason);
    void beginClosing(const QString &sentence, Direction direction);
    void onCloseReceived(quint16 code, const QString &reason);
    void onPeerLost(const QString &how);
    void onFull(quint64 size);
    void onDropped(quint64 bytes, const QString &why);
    void noteDropped();
    void noteInside();
    void abort(bool reset);
    void finish(EndCause cause, const QString &detail);

    ConnectionCounters counters() const;
    void takeFacts();
    void publishFacts();

    Connection *q = nullptr;
    ConnectionOptions options; // and the address: whole once it is signed in, if it has to
    WebSocketUrl url;
    Journal &journal;
    const Clock &clock;
    const QList<EndSignature> earlier;
    ConnectionFacts facts;
    BinaryType binaryType;
    ConnectionLog log;
    WireWitness witness;
    TapPair pair;
    std::unique_ptr<SignIn> signIn; // while it goes on
    Dropped dropped;                // not noted yet
    bool receivingPaused = false;
    bool handWorkIsNoted = false;
    EndEvidence ending; // what is known about it so far
    std::optional<qint64> lastRttNs;
};

} // namespace framescope
