// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace framescope::test {

// A server that others wrote, on 127.0.0.1, for as long as this lives.
class RealPeer {
public:
    enum class Kind : quint8 {
        Libwebsockets,    // its test server: lws-mirror-protocol, dumb-increment-protocol, lws-status
        Mosquitto,        // subprotocol mqtt
        Websocketd,       // in front of cat: a line for a message
        WebsocketdBinary, // the same, bytes for bytes
        NodeWs,           // wsserver.mjs
        SocketIo          // socketioserver.py
    };
    static Result<std::unique_ptr<RealPeer>> start(Kind kind);
    ~RealPeer();

    QString url(const QString &pathAndQuery = QStringLiteral("/")) const;
    // Each line that it has written.
    const QStringList &account();
    bool isRunning();

    void freeze(); // takes nothing from its sockets any more
    void kill();   // at once

private:
    Result<void> run(Kind kind);
    Result<void> runScript(const QString &interpreter, const QString &script, const QString &package);
    Result<void> runMosquitto();
    Result<void> runWebsocketd(const QStringList &options);
    Result<void> runLibwebsockets();

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    QStringList m_account;
};

} // namespace framescope::test
