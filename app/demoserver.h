// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QString>
#include <QThread>

#include <memory>

QT_BEGIN_NAMESPACE
class QTcpServer;
QT_END_NAMESPACE

namespace framescope {

// A WebSocket server inside the program, on 127.0.0.1 and a free port, in a thread of its own: something
// lively to look at without any network. Visitors get a DemoVisitor each.
class DemoServer {
public:
    // Listens from then on. Errors: the system gives no port.
    static Result<std::unique_ptr<DemoServer>> start();
    // Drops all visitors and ends the thread.
    ~DemoServer();

    // "ws://127.0.0.1:PORT/demo". With the path /status/NNN the handshake is refused with that status.
    QString url() const { return m_url; }

private:
    explicit DemoServer(std::unique_ptr<QTcpServer> server);

    SystemClock m_clock;
    QString m_url;
    QThread m_thread;
};

} // namespace framescope
