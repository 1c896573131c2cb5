// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "transport/connectionoptions.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace framescope::test {

// A proxy for as long as this lives: tinyproxy for HTTP CONNECT, microsocks for SOCKS5.
class RealProxy {
public:
    struct Login {
        QString user; // empty: it asks for none
        QString password;
    };
    // CONNECT to other ports than `onlyPort` is refused; 0: to none.
    static Result<std::unique_ptr<RealProxy>> tinyproxy(const Login &login, quint16 onlyPort);
    static Result<std::unique_ptr<RealProxy>> microsocks(const Login &login);
    ~RealProxy();

    // How a client asks for it.
    ProxyOptions options(const Login &login = {}) const
    {
        return {m_kind, QStringLiteral("127.0.0.1"), m_port, login.user, login.password};
    }

private:
    Result<void> runTinyproxy(const Login &login, quint16 onlyPort);
    Result<void> runMicrosocks(const Login &login);

    QTemporaryDir m_folder;
    QProcess m_process;
    ProxyOptions::Kind m_kind = ProxyOptions::Kind::Http;
    quint16 m_port = 0;
};

} // namespace framescope::test
