// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/demoserver.h"

#include "app/demovisitor.h"

#include <QTcpServer>

namespace framescope {

Result<std::unique_ptr<DemoServer>> DemoServer::start()
{
    auto server = std::make_unique<QTcpServer>();
    if (!server->listen(QHostAddress::LocalHost)) {
        return Error{
            QStringLiteral("The demo server cannot listen on 127.0.0.1: %1.").arg(server->errorString()), {},
            {}};
    }
    return std::unique_ptr<DemoServer>(new DemoServer(std::move(server)));
}

DemoServer::DemoServer(std::unique_ptr<QTcpServer> server)
    : m_url(QStringLiteral("ws://127.0.0.1:%1/demo").arg(server->serverPort()))
{
    m_thread.setObjectName(QStringLiteral("demo server"));
    QTcpServer *listener = server.release(); // the thread's from here on, deleted at its end
    listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    QObject::connect(listener, &QTcpServer::newConnection, listener, [listener, this] {
        while (QTcpSocket *socket = listener->nextPendingConnection())
            new DemoVisitor(socket, m_clock, listener); // deletes itself when its connection has ended
    });
    m_thread.start();
}

DemoServer::~DemoServer()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace framescope
