// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/faultydoor.h"

#include "base/platform.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace framescope::test {

namespace {

void end(QTcpSocket *client, FaultyDoor::Then how)
{
    if (how == FaultyDoor::Then::Reset)
        platform::resetOnClose(client->socketDescriptor());
    else
        client->flush();
    client->close();
}

void carry(QTcpSocket *from, QTcpSocket *to)
{
    QObject::connect(from, &QIODevice::readyRead, to, [from, to] { to->write(from->readAll()); });
    QObject::connect(from, &QAbstractSocket::disconnected, to, &QAbstractSocket::disconnectFromHost);
    to->write(from->readAll());
}

} // namespace

struct FaultyDoor::Visit {
    QTcpSocket *client;
    QByteArrayList answers;
    Then then;
    quint16 server;
};

FaultyDoor::FaultyDoor(const QByteArrayList &answers, Then then, quint16 server)
    : m_answers(answers)
    , m_then(then)
    , m_server(server)
    , m_listener(std::make_unique<QTcpServer>())
{
    connect(m_listener.get(), &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = m_listener->nextPendingConnection())
            receive(client);
    });
    setShut(false);
}

// Sockets speak while they end.
FaultyDoor::~FaultyDoor()
{
    for (QTcpSocket *socket : m_listener->findChildren<QTcpSocket *>())
        socket->disconnect();
}

void FaultyDoor::set(const QByteArrayList &answers, Then then, quint16 server)
{
    m_answers = answers;
    m_then = then;
    m_server = server;
}

void FaultyDoor::setShut(bool shut)
{
    if (shut)
        return m_listener->close();
    if (!m_listener->isListening() && !m_listener->listen(QHostAddress::LocalHost, m_port))
        qFatal("no loopback port: %s", qPrintable(m_listener->errorString()));
    m_port = m_listener->serverPort();
}

void FaultyDoor::die(Then how)
{
    for (QTcpSocket *client : m_listener->findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly)) {
        client->disconnect();
        end(client, how);
    }
}

void FaultyDoor::receive(QTcpSocket *client)
{
    ++m_visits;
    const auto visit = std::make_shared<Visit>(Visit{client, m_answers, m_then, m_server});
    if (m_answers.isEmpty())
        return proceed(*visit);
    connect(client, &QIODevice::readyRead, this, [visit] {
        visit->client->readAll();
        if (!visit->answers.isEmpty())
            visit->client->write(visit->answers.takeFirst());
        if (visit->answers.isEmpty())
            proceed(*visit);
    });
}

void FaultyDoor::proceed(Visit &visit)
{
    QTcpSocket *client = visit.client;
    if (visit.then == Then::Silence)
        return;
    client->disconnect();
    if (visit.then != Then::Relay)
        return end(client, visit.then);
    auto *server = new QTcpSocket(client);
    server->connectToHost(QHostAddress::LocalHost, visit.server);
    carry(client, server);
    carry(server, client);
}

} // namespace framescope::test

#include "moc_faultydoor.cpp"
