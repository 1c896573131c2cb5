// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "protocol/peer.h"

#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace framescope {

// A Peer with a socket: carries bytes both ways and owns neither rules nor words. The demo server and
// the scripted servers of the tests are made of it.
class PeerSocket : public QObject {
    Q_OBJECT
public:
    // Takes the (connected) socket over. `sink` must outlive this.
    PeerSocket(QTcpSocket *socket, const Peer::Settings &settings, WireEventSink &sink, const Clock &clock,
        QObject *parent = nullptr);
    ~PeerSocket() override;

    Peer &peer();
    void flush();                        // writes the Peer's output to the socket; after each call of peer()
    void write(const QByteArray &bytes); // bytes past the Peer and its log: what a broken server does
    void end();                          // FIN, once all is written; the other direction goes on
    void reset();                        // RST, at once
    quint64 unwritten() const;           // bytes the socket has not accepted
    void setReading(bool on);            // off: TCP pushes back
    // Whether TCP is ended by us when the Peer is Closed, as a server has to (RFC 6455, 7.1.1). Default on.
    void setEndsWhenClosed(bool on);
    // After ended(): with RST and not FIN. False where it cannot be told: behind our own end(), on Windows.
    bool wasReset() const;

Q_SIGNALS:
    void requested(const framescope::HttpHead &head, const framescope::RequestVerdict &verdict);
    void opened();
    void message(framescope::Opcode opcode, const QByteArray &payload);
    void pinged(const QByteArray &payload);
    void ponged(const QByteArray &payload);
    void closeReceived(const framescope::CloseBody &body);
    void failed(const framescope::Violation &violation);
    void written(); // everything given was accepted by the socket
    void ended();   // the other side ended TCP; once

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
