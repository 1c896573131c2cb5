// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "protocol/gate.h"
#include "session/recorder.h"
#include "transport/connectionoptions.h"
#include "transport/websocketurl.h"

#include <QObject>
#include <QUrl>

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
    WireTap(const WebSocketUrl &url, const ConnectionOptions &options, WireEventSink &sink, const Clock &clock,
        QObject *parent = nullptr);
    ~WireTap() override;

    // Listens, and starts dialling. localUrl() is then what QWebSocket has to open, with the header
    // tokenHeader(): accepted is exactly one peer, that shows the token and comes from `expectPeer()`.
    Result<void> start();
    QUrl localUrl() const;
    HttpHeader tokenHeader() const;
    void expectPeer(quint16 localPort);

    const ConnectionFacts &facts() const; // all but id, url, attempt, readyState and outcome
    // Payload bytes of messages that QWebSocket wrote and the upstream socket has not yet accepted.
    quint64 unsentPayload() const;

    bool ping(QByteArrayView payload, FrameOrigins origin = {});
    void sendFrame(const FrameHeader &header, QByteArrayView payload);
    void sendBytes(QByteArrayView bytes);
    // Writes the Close once what QWebSocket handed over has left; then waits, still recording.
    void close(const CloseBody &body);
    // Ends TCP at once, without Close (FIN), or with RST.
    enum class Abort : quint8 { Fin, Reset };
    void abort(Abort how);
    // The valve: while closed nothing is read from the server. Two reasons are kept apart.
    enum class Hold : quint8 { User, LogFull };
    void hold(Hold reason, bool on);
    qint64 heldBackNs() const;

Q_SIGNALS:
    void phaseEnded(framescope::Phase phase);
    // The response was valid; QWebSocket is being told.
    void opened(const QString &protocol, const QString &extensions);
    // A complete message went to QWebSocket (delivered) or did not; in order.
    void messagePassed(bool delivered);
    // Payload bytes of client messages accepted by the upstream socket.
    void payloadSent(quint64 bytes);
    void closeReceived(quint16 code, const QByteArray &reason); // 1005 if empty
    void pongReceived(const QByteArray &payload);
    // The end, once: upstream TCP is gone, or never came. facts() then hold closeCode, wasClean and
    // the observed cause; `detail` says it in words.
    void finished(framescope::EndCause cause, const QString &detail);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
