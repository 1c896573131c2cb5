// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace framescope::test {

// websocketsserver.py under the system's Python, for as long as this lives.
class WebSocketsServer {
public:
    static Result<std::unique_ptr<WebSocketsServer>> start();
    ~WebSocketsServer();

    quint16 port() const { return m_port; }               // open to everybody
    quint16 protectedPort() const { return m_protected; } // asks for user "ann", password "sécret"

private:
    QProcess m_process;
    quint16 m_port = 0;
    quint16 m_protected = 0;
};

// nginx as TLS reverse proxy in front of a server, with a certificate made for this run:
//     /        the server behind it            /idle/   the same, cut after a second of silence
//     /moved   302        /forbidden   403     /broken/ 502, since nobody listens behind it
class NginxProxy {
public:
    static Result<std::unique_ptr<NginxProxy>> start(quint16 backend);
    ~NginxProxy();

    quint16 port() const { return m_port; }
    QByteArray certificate() const { return m_certificate; } // PEM, for 127.0.0.1

private:
    Result<void> makeCertificate();
    Result<void> run(quint16 backend);

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    QByteArray m_certificate;
};

} // namespace framescope::test
