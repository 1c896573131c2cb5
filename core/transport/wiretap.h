// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "session/recorder.h"
#include "transport/connectionoptions.h"
#include "transport/messagerelay.h"
#include "transport/websocketurl.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace framescope {

// The relay between QWebSocket and the real server, inside the process:
//     QWebSocket -- ws:// 127.0.0.1:ephemeral -- WireTap -- TCP or TLS, proxy -- server
// Writes the real request head, validates the real response, forwards whole messages, answers pings,
// injects frames, owns timeouts, errors and the closing handshake, and records every byte (design.md,
// "transport"; each pitfall listed there is handled and tested). Network thread; one per attempt.
class WireTap : public QObject {
    Q_OBJECT
public:
    WireTap(const WebSocketUrl &url, const ConnectionOptions &options, WireEventSink &sink,
        const Clock &clock, QObject *parent = nullptr);
    ~WireTap() override;

    // Before start(): what is known only now of where it goes and of its request (ConnectionOptions::signIn).
    void setTarget(const WebSocketUrl &url, const ConnectionOptions &options);
    // Before start(): asked when someone shows the token; answers QWebSocket::localPort(), which is
    // known by then. Without it nobody is accepted.
    void expectPeer(std::function<quint16()> localPort);
    // Before start(): asked before each read, and behind each message that QWebSocket sends; false closes
    // the valve as hold(LogFull, true) does, and nothing more is read from QWebSocket either, until the
    // owner opens it with hold(LogFull, false). Asked for `bytes` beyond what one read needs. A read is at most ReadChunk bytes, or
    // CompressedReadChunk where permessage-deflate was agreed (it inflates to 1032 times as much).
    static constexpr qint64 ReadChunk = 256 * 1024;
    static constexpr qint64 CompressedReadChunk = 16 * 1024;
    void setRoom(std::function<bool(quint64 bytes)> hasRoom);

    // Listens, and starts dialling. localUrl() is then what QWebSocket has to open, with the header
    // tokenHeader(): accepted is exactly one peer, that shows the token and comes from expectPeer().
    Result<void> start();
    QUrl localUrl() const;
    HttpHeader tokenHeader() const;

    // Stands between both sides: forwards every message until it has a rule.
    Gate &gate();
    const ConnectionFacts &facts() const; // all but id, url, attempt, readyState and outcome
    int proxyRefusal() const;             // HTTP status with which a proxy refused the tunnel; else 0
    // Payload bytes of messages that came from QWebSocket and the upstream socket has not yet accepted.
    quint64 unsentPayload() const;

    // QWebSocket is given one more message, whose frames are of that origin: it cannot carry that itself. One
    // that comes unannounced is of none.
    void announce(FrameOrigins origin);
    bool ping(QByteArrayView payload, FrameOrigins origin = {});
    void sendFrame(const FrameHeader &header, QByteArrayView payload);
    void sendBytes(QByteArrayView bytes);
    // close() follows once the owner has given QWebSocket all that waits: until then the server has
    // timeouts.close from one byte it takes to the next, or the connection ends (CloseTimeout).
    void prepareClose();
    // Writes the Close once everything that was given to QWebSocket before this call has left; then
    // waits, still recording, but no longer delivering. QWebSocket must not be closed by its owner
    // (it drops what it still holds): the tap closes it when all is over.
    // While it is not open, the same as abort(Abort::Fin).
    void close(const CloseBody &body);
    // Ends TCP at once, without Close (FIN), or with RST.
    enum class Abort : quint8 { Fin, Reset };
    void abort(Abort how);
    // The valve: while closed nothing is read from the server. The reasons are kept apart; Unsent: too much waits to be
    // sent by what answers messages by itself.
    enum class Hold : quint8 { User, LogFull, Unsent };
    void hold(Hold reason, bool on);
    qint64 heldBackNs() const;
    // Before a message of so many bytes is given to QWebSocket: false if the log has no room for it, and
    // then the valve closes as above.
    bool askForRoom(quint64 bytes);

Q_SIGNALS:
    void phaseEnded(framescope::Phase phase);
    // Between here and the server, in or out: behind the events of what they completed, if they did.
    void bytesCrossed(framescope::Direction direction, qint64 timeNs);
    // The response was valid; QWebSocket is being told.
    void opened(const QString &protocol, const QString &extensions);
    // Once for each, in the order in which they came, also while the Gate decides.
    void messagePassed(framescope::PassedMessage message);
    // Payload bytes of client messages, as QWebSocket was given them, accepted by the upstream socket.
    void payloadSent(quint64 bytes);
    // A client message of so many bytes that was not written, nor ever will be; `why` is a sentence.
    void messageDropped(quint64 bytes, const QString &why);
    // The server's Close, after QWebSocket handed out every message before it. 1005 if empty.
    void closeReceived(quint16 code, const QByteArray &reason);
    // The server broke a rule and the connection is being failed: nothing more is delivered, the
    // Close that says so is on its way, finished() follows.
    void failing(const framescope::Violation &violation);
    void pongReceived(const QByteArray &payload);
    // Once: the server takes answers to its pings so slowly that only the newest ping gets one.
    void pongsHeld();
    // QWebSocket left though nobody told it to, or never came; `how` is a sentence. The tap reads and
    // records on if it was open, but can deliver nothing.
    void peerLost(const QString &how);
    // The end, once: upstream TCP is gone, or never came, and QWebSocket has handed out everything.
    // facts() then hold closeCode, wasClean and the times; `detail` says the observed cause in words.
    // The tap may be deleted later, not from here.
    void finished(framescope::EndCause cause, const QString &detail);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
