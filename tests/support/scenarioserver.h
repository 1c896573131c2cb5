// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/peer.h"
#include "transport/unwitnessed.h"

#include <QTcpServer>

#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace framescope::test {

// A server on a loopback port that keeps each byte of its one connection: a Peer where it behaves, and any bytes
// where it does not. What cannot be done (nobody is connected, the request has not come) is not done.
class ScenarioServer final : public QObject, private PeerEvents {
    Q_OBJECT
public:
    struct Manners {
        bool answersPings = true;
        bool answersClose = true;
        bool listens = true;
    };
    explicit ScenarioServer(Manners manners);
    ~ScenarioServer() override;

    QString url() const;
    // As soon as the request is there: a 101, with permessage-deflate if that was offered and is wanted ...
    void accept(bool deflate);
    // ... or these bytes, with ACCEPT in them as the right value. What was to be answered before is forgotten.
    void answer(const QByteArray &head);
    void write(const QByteArray &bytes);
    // Lets the Peer write, if its handshake is over.
    void tell(const std::function<void(Peer &)> &what);
    void setReading(bool on);
    void end();   // FIN, once
    void reset(); // RST

    // Nobody is connected, and what came is read.
    bool isOver() const;
    bool hasReset() const { return m_hasReset; }
    // In the order of the wire; of what was sent the end may never have arrived.
    const QByteArray &sent() const { return m_sent; }
    const QByteArray &received() const { return m_received; }

private:
    void requestReceived(const HttpHead &request, const RequestVerdict &verdict) override;
    void take();
    void read();
    void flush();

    const Manners m_manners;
    QTcpServer m_server;
    quint16 m_port = 0;
    QTcpSocket *m_socket = nullptr; // child of m_server
    Unwitnessed m_unwitnessed;
    std::unique_ptr<Peer> m_peer;
    std::optional<RequestVerdict> m_request;
    std::function<void()> m_answer; // what waits for the request
    QByteArray m_sent;
    QByteArray m_received;
    bool m_isReading = true;
    bool m_hasEnded = false;
    bool m_hasReset = false;
};

} // namespace framescope::test
