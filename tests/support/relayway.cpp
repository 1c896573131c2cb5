// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/relayway.h"

#include <QDeadlineTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

namespace framescope::test {

namespace {

constexpr int SentAgainAfter = 200; // ms; what TCP waits at least on most systems

qint64 now()
{
    return QDeadlineTimer::current(Qt::PreciseTimer).deadline();
}

} // namespace

RelayLane::RelayLane(QTcpSocket *to, QObject *parent)
    : QObject(parent)
    , m_to(to)
    , m_timer(std::make_unique<QTimer>())
{
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
    connect(m_timer.get(), &QTimer::timeout, this, &RelayLane::giveDue);
}

void RelayLane::take(const QByteArray &bytes, int milliseconds)
{
    const qint64 before = m_pieces.empty() ? 0 : m_pieces.back().due;
    m_pieces.push_back({bytes, std::max(before, now() + milliseconds)});
    giveDue();
}

void RelayLane::setHeld(bool held)
{
    m_held = held;
    giveDue();
}

void RelayLane::giveDue()
{
    while (!m_held && !m_pieces.empty() && m_pieces.front().due <= now()) {
        if (m_to->isOpen())
            m_to->write(m_pieces.front().bytes);
        m_pieces.pop_front();
    }
    if (m_held)
        return;
    if (!m_pieces.empty())
        m_timer->start(static_cast<int>(m_pieces.front().due - now()));
    else if (m_ends)
        m_to->disconnectFromHost();
}

void RelayLane::end()
{
    m_ends = true;
    giveDue();
}

RelayWay::RelayWay()
    : m_listener(std::make_unique<QTcpServer>())
{
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("no loopback port: %s", qPrintable(m_listener->errorString()));
    connect(m_listener.get(), &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = m_listener->nextPendingConnection())
            relay(client);
    });
}

// The lanes first: sockets speak while they end.
RelayWay::~RelayWay()
{
    qDeleteAll(findChildren<RelayLane *>());
}

QString RelayWay::authority(quint16 serverPort)
{
    m_serverPort = serverPort;
    return QStringLiteral("127.0.0.1:%1").arg(m_listener->serverPort());
}

void RelayWay::mend()
{
    Way::mend();
    for (RelayLane *lane : findChildren<RelayLane *>())
        lane->setHeld(false);
}

void RelayWay::relay(QTcpSocket *client)
{
    if (isCut())
        return; // it never gets an answer
    auto *server = new QTcpSocket(client);
    server->connectToHost(QHostAddress::LocalHost, m_serverPort);
    carry(client, server);
    carry(server, client);
}

void RelayWay::carry(QTcpSocket *from, QTcpSocket *to)
{
    auto *lane = new RelayLane(to, this);
    connect(from, &QTcpSocket::readyRead, this, [this, from, lane] {
        lane->setHeld(isCut());
        lane->take(from->readAll(), delay() + (loses() ? SentAgainAfter : 0));
    });
    connect(from, &QTcpSocket::disconnected, lane, &RelayLane::end);
}

} // namespace framescope::test

#include "moc_relayway.cpp"
