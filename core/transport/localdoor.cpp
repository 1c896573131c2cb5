// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/localdoor.h"

#include "transport/unwitnessed.h"

#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <array>
#include <limits>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// More who wait at once are not served: only we know the port.
constexpr size_t candidateLimit = 16;

// What crosses the loopback hop is no part of the log.
Unwitnessed unwitnessed;

QByteArray makeToken()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

} // namespace

LocalDoor::LocalDoor(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_token{"X-Framescope-Token", makeToken()}
    , m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, &LocalDoor::takeCandidate);
}

LocalDoor::~LocalDoor() = default;

Result<void> LocalDoor::open()
{
    if (!m_server->listen(QHostAddress::LocalHost))
        return Error{
            u"The relay inside the program got no loopback port: %1."_s.arg(m_server->errorString()), {}, {}};
    return {};
}

void LocalDoor::shut()
{
    m_server->close();
    for (auto &candidate : m_candidates) {
        candidate->disconnect(this);
        candidate.release()->deleteLater();
    }
    m_candidates.clear();
}

quint16 LocalDoor::port() const
{
    return m_server->serverPort();
}

void LocalDoor::expectPeer(std::function<quint16()> localPort)
{
    m_expectedPort = std::move(localPort);
}

void LocalDoor::takeCandidate()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_candidates.size() >= candidateLimit) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, SendBuffer);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        Peer::Settings settings;
        settings.role = Role::Server;
        // QWebSocket masks with a random key, and leaves a frame unmasked should that be 0.
        settings.policy = Policy::Lenient;
        settings.limits.assembledMessage = std::numeric_limits<quint64>::max();
        const quint16 port = socket->peerPort();
        auto peer = std::make_unique<PeerSocket>(socket, settings, unwitnessed, m_clock);
        PeerSocket *candidate = peer.get();
        connect(candidate, &PeerSocket::requested, this,
            [=, this](const HttpHead &head, const RequestVerdict &verdict) {
                judge(candidate, port, head, verdict);
            });
        connect(candidate, &PeerSocket::ended, this, [=, this] { take(candidate).release()->deleteLater(); });
        m_candidates.push_back(std::move(peer));
    }
}

void LocalDoor::judge(PeerSocket *candidate, quint16 port, const HttpHead &head, const RequestVerdict &verdict)
{
    const bool knowsToken = head.count(m_token.name) == 1 && head.value(m_token.name) == m_token.value;
    const bool isExpected =
        knowsToken && m_expectedPort && m_expectedPort() == port && verdict.violations.isEmpty();
    if (!isExpected) {
        candidate->peer().refuse(
            403, "Forbidden", "This port serves one peer inside Framescope.\n", {}, m_clock.monotonicNs());
        return;
    }
    candidate->disconnect(this);
    std::unique_ptr<PeerSocket> peer = take(candidate);
    shut();
    Q_EMIT entered(peer, verdict);
}

std::unique_ptr<PeerSocket> LocalDoor::take(const PeerSocket *candidate)
{
    const auto at = std::find_if(m_candidates.begin(), m_candidates.end(),
        [candidate](const auto &each) { return each.get() == candidate; });
    Q_ASSERT(at != m_candidates.end());
    std::unique_ptr<PeerSocket> peer = std::move(*at);
    m_candidates.erase(at);
    return peer;
}

} // namespace framescope

#include "moc_localdoor.cpp"
