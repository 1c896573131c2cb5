// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scenarioserver.h"

#include "base/platform.h"

#include <QTcpSocket>

namespace framescope::test {

using namespace Qt::StringLiterals;

ScenarioServer::ScenarioServer(Manners manners)
    : m_manners(manners)
{
    Peer::Settings settings;
    settings.role = Role::Server;
    settings.policy = Policy::Lenient;
    settings.answerPings = manners.answersPings;
    settings.answerClose = manners.answersClose;
    PeerEvents &events = *this;
    m_peer = std::make_unique<Peer>(settings, m_unwitnessed, events);
    connect(&m_server, &QTcpServer::newConnection, this, &ScenarioServer::take);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no loopback port: %s", qPrintable(m_server.errorString()));
    m_port = m_server.serverPort();
    if (!manners.listens)
        m_server.close();
}

ScenarioServer::~ScenarioServer()
{
    if (m_socket)
        m_socket->disconnect(this);
}

QString ScenarioServer::url() const
{
    return u"ws://127.0.0.1:%1/"_s.arg(m_port);
}

void ScenarioServer::accept(bool deflate)
{
    m_answer = [this, deflate] {
        Agreement agreement;
        if (deflate && !m_request->deflateOffers.isEmpty())
            agreement.deflate = answerDeflateOffer(m_request->deflateOffers.constFirst(), {});
        m_peer->accept(agreement, {}, 0);
    };
    flush();
}

void ScenarioServer::answer(const QByteArray &head)
{
    m_answer = [this, head] {
        QByteArray own = head;
        own.replace("ACCEPT", acceptFor(m_request->key));
        m_peer->accept({}, {}, 0);
        m_peer->takeOutput();
        write(own);
    };
    flush();
}

void ScenarioServer::write(const QByteArray &bytes)
{
    if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState || m_hasEnded)
        return;
    m_sent += bytes;
    m_socket->write(bytes);
    m_socket->flush();
}

void ScenarioServer::tell(const std::function<void(Peer &)> &what)
{
    if (m_peer->state() == Peer::State::Handshake)
        return;
    what(*m_peer);
    flush();
}

void ScenarioServer::setReading(bool on)
{
    m_isReading = on;
    read();
}

bool ScenarioServer::isOver() const
{
    return !m_socket || m_socket->state() == QAbstractSocket::UnconnectedState;
}

// Behind what is unwritten; what the client still sends is read.
void ScenarioServer::end()
{
    if (!m_socket || m_hasReset || std::exchange(m_hasEnded, true))
        return;
    if (m_socket->bytesToWrite() == 0)
        platform::endWriting(m_socket->socketDescriptor());
}

void ScenarioServer::reset()
{
    if (!m_socket || m_hasReset)
        return;
    m_hasReset = true;
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return;
    platform::resetOnClose(m_socket->socketDescriptor());
    m_socket->abort();
}

void ScenarioServer::requestReceived(const HttpHead &, const RequestVerdict &verdict)
{
    m_request = verdict;
}

void ScenarioServer::take()
{
    QTcpSocket *socket = m_server.nextPendingConnection();
    if (m_socket)
        return; // one connection, and one that comes after it waits in vain
    m_socket = socket;
    connect(socket, &QIODevice::readyRead, this, &ScenarioServer::read);
    connect(socket, &QIODevice::bytesWritten, this, [this] {
        if (m_hasEnded && m_socket->bytesToWrite() == 0)
            platform::endWriting(m_socket->socketDescriptor());
    });
    read();
}

void ScenarioServer::read()
{
    if (!m_socket || !m_isReading || m_socket->bytesAvailable() == 0)
        return;
    const QByteArray bytes = m_socket->readAll();
    m_received += bytes;
    m_peer->receive(bytes, 0);
    flush();
}

void ScenarioServer::flush()
{
    if (m_request && m_answer && m_peer->state() == Peer::State::Handshake)
        std::exchange(m_answer, nullptr)();
    if (m_peer->hasOutput())
        write(m_peer->takeOutput());
    if (m_peer->state() == Peer::State::Closed)
        end();
}

} // namespace framescope::test
