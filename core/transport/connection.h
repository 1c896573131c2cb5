// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "protocol/gate.h"
#include "session/recorder.h"
#include "transport/browserrules.h"
#include "transport/connectionoptions.h"
#include "transport/outcome.h"
#include "transport/sleepwatch.h"

#include <QObject>
#include <QVariant>

#include <memory>
#include <variant>

namespace framescope {

struct ConnectionLife;

// A received message as the browser hands it out. For binaryType blob a lazy handle into the store.
struct MessageEvent {
    bool isText = true;
    QString text;
    QByteArray binary; // binaryType arraybuffer; also for blob if the Gate replaced it, so that no row has it
    RowId blob = 0;    // binaryType blob: row that owns the payload
    quint64 size = 0;  // payload bytes
};

// The browser's WebSocket with the browser's names and rules, over QWebSocket and a WireTap, plus what
// a browser hides. Lives on the network thread; its rules are synchronous there. readyState, protocol,
// extensions and wasClean come from the tap, never from QWebSocket. No signal comes from within a call,
// and it must not be deleted from its own signals. With ConnectionOptions::signIn it is CONNECTING while it signs in; its
// url() has the variables in it until their values came.
class Connection : public QObject {
    Q_OBJECT
public:
    // Checks URL, subprotocols and headers as the constructor of a browser does (SyntaxError), and
    // starts connecting with the next turn of the event loop. `rules` Inspector lets pass what only
    // browsers refuse, and logs it. `earlier`: how the attempts for the same URL before this one ended,
    // oldest first. `firstAttempt`: of a connection that reconnects; 0: this is it. `sleepWatch` tells when
    // the computer slept, which explains an end.
    static std::variant<std::unique_ptr<Connection>, RuleError> create(const ConnectionOptions &options,
        Journal &journal, ConnectionId id, const Clock &clock, const QList<EndSignature> &earlier = {},
        ConnectionId firstAttempt = 0, const SleepWatch &sleepWatch = SleepWatch());
    ~Connection() override;

    QString url() const;
    ReadyState readyState() const;
    quint64 bufferedAmount() const;
    QString extensions() const;
    QString protocol() const;
    BinaryType binaryType() const;
    void setBinaryType(BinaryType type);

    // nullopt: accepted, or silently counted while CLOSING and CLOSED; InvalidStateError while CONNECTING.
    std::optional<RuleError> send(const QString &text, FrameOrigins origin = {});
    std::optional<RuleError> send(const QByteArray &binary, FrameOrigins origin = {});
    // InvalidAccessError for a code other than 1000 and 3000 to 4999 (browser rules; inspector rules log
    // it), SyntaxError for a reason over 123 bytes. Absent code: a Close without body.
    std::optional<RuleError> close(std::optional<quint16> code = {}, const QString &reason = {});

    // What a browser hides; browser rules refuse ping() and sendFrame() with a note. ------------------------------------------------------------------
    void ping(const QByteArray &payload);
    // Whatever it is. While a message begun so has no end, send() is refused with a note: its frames would
    // part that message, which only frames built by hand may.
    void sendFrame(const FrameHeader &header, const QByteArray &payload);
    // Stands between the server and the application: forwards every message until it has a rule. What a
    // rule keeps from the application is noted.
    Gate &gate();
    void abort(bool reset = false);   // FIN or RST without Close
    void pauseReceiving(bool paused); // holds the server back
    // The same, while too much waits to be sent: nobody wished it, and it ends by itself.
    void holdForUnsent(bool on);
    void resumeReading(); // the log has room again
    const ConnectionFacts &facts() const;
    ConnectionCounters counters() const;
    // Once closed: how, for those that follow (`earlier`).
    EndSignature signature() const;
    // Once closed: why another attempt should not follow (reconnectrules.h); empty: it may.
    QString reasonNotToReconnect() const;

Q_SIGNALS:
    void opened();
    void messageReceived(const framescope::MessageEvent &event);
    void failed(); // the browser's error event; always before closed
    void closed(quint16 code, const QString &reason, bool wasClean);
    void factsChanged();

private:
    explicit Connection(std::unique_ptr<ConnectionLife> life);
    std::unique_ptr<ConnectionLife> d;
};

} // namespace framescope
