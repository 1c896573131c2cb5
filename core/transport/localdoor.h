// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/peersocket.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QTcpServer;
QT_END_NAMESPACE

namespace framescope {

// A loopback port that lets exactly one peer in: the one that shows a token made for this once and
// comes from the expected port. Others are refused and the door stays open, so that no process of
// this computer can block a session by being first. After that nobody listens any more.
class LocalDoor : public QObject {
    Q_OBJECT
public:
    // Of bytes sent to the peer at most so much lies in the system's buffers, so that what the peer
    // has seen follows what has arrived (up to 40 MiB lay there without a limit).
    static constexpr int SendBuffer = 256 * 1024;

    explicit LocalDoor(const Clock &clock, QObject *parent = nullptr);
    ~LocalDoor() override;

    Result<void> open();
    void shut(); // nobody comes in any more; those who wait are sent away
    quint16 port() const;
    const HttpHeader &token() const { return m_token; }
    void expectPeer(std::function<quint16()> localPort);

Q_SIGNALS:
    // Once. Its request waits for an answer.
    void entered(std::unique_ptr<framescope::PeerSocket> &peer, const framescope::RequestVerdict &request);

private:
    void takeCandidate();
    void judge(PeerSocket *candidate, quint16 port, const HttpHead &head, const RequestVerdict &verdict);
    std::unique_ptr<PeerSocket> take(const PeerSocket *candidate);

    const Clock &m_clock;
    HttpHeader m_token;
    std::unique_ptr<QTcpServer> m_server;
    std::function<quint16()> m_expectedPort;
    std::vector<std::unique_ptr<PeerSocket>> m_candidates;
};

} // namespace framescope
