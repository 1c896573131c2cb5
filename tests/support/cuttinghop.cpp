// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/cuttinghop.h"

#include "base/platform.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

namespace framescope::test {

CuttingHop::CuttingHop(quint16 server)
    : m_listener(std::make_unique<QTcpServer>())
    , m_server(std::make_unique<QTcpSocket>())
{
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("no loopback port: %s", qPrintable(m_listener->errorString()));
    connect(m_listener.get(), &QTcpServer::newConnection, this, [this, server] {
        m_client = m_listener->nextPendingConnection();
        connect(m_client, &QTcpSocket::readyRead, this, [this] {
            if (!m_cut)
                m_server->write(m_client->readAll());
        });
        connect(m_server.get(), &QTcpSocket::readyRead, this, &CuttingHop::carryDown);
        m_server->connectToHost(QHostAddress::LocalHost, server);
    });
}

CuttingHop::~CuttingHop() = default;

quint16 CuttingHop::port() const
{
    return m_listener->serverPort();
}

void CuttingHop::cutAfter(qint64 bytes, End end)
{
    m_left = bytes;
    m_end = end;
    if (bytes == 0)
        this->end();
}

void CuttingHop::carryDown()
{
    if (m_cut)
        return;
    const QByteArray bytes = m_server->read(m_left.value_or(m_server->bytesAvailable()));
    m_client->write(bytes);
    m_client->flush();
    if (!m_left)
        return;
    *m_left -= bytes.size();
    if (*m_left == 0)
        end();
}

void CuttingHop::end()
{
    m_cut = true;
    if (!m_client || m_end == End::Silence)
        return;
    if (m_end == End::Fin) {
        platform::endWriting(m_client->socketDescriptor());
    } else {
        platform::resetOnClose(m_client->socketDescriptor());
        m_client->abort();
    }
}

} // namespace framescope::test

#include "moc_cuttinghop.cpp"
