// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/realproxies.h"

#include "interop/realprocess.h"

#include <QFile>

namespace framescope::test {

namespace {

constexpr int PortAttempts = 5; // a port may be taken between choice and use

} // namespace

Result<std::unique_ptr<RealProxy>> RealProxy::tinyproxy(const Login &login, quint16 onlyPort)
{
    auto proxy = std::make_unique<RealProxy>();
    proxy->m_kind = ProxyOptions::Kind::Http;
    Result<void> running;
    for (int attempt = 0; attempt < PortAttempts; ++attempt) {
        running = proxy->runTinyproxy(login, onlyPort);
        if (running)
            return proxy;
    }
    return running.error();
}

Result<std::unique_ptr<RealProxy>> RealProxy::microsocks(const Login &login)
{
    auto proxy = std::make_unique<RealProxy>();
    proxy->m_kind = ProxyOptions::Kind::Socks5;
    Result<void> running;
    for (int attempt = 0; attempt < PortAttempts; ++attempt) {
        running = proxy->runMicrosocks(login);
        if (running)
            return proxy;
    }
    return running.error();
}

RealProxy::~RealProxy()
{
    endProcess(m_process);
}

Result<void> RealProxy::runTinyproxy(const Login &login, quint16 onlyPort)
{
    endProcess(m_process);
    m_port = freePort();
    QString text = QStringLiteral("Port %1\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\n"
                                  "LogLevel Error\nMaxClients 20\n")
                       .arg(m_port);
    if (!login.user.isEmpty())
        text += QStringLiteral("BasicAuth %1 %2\n").arg(login.user, login.password);
    if (onlyPort != 0)
        text += QStringLiteral("ConnectPort %1\n").arg(onlyPort);
    QFile file(m_folder.filePath(QStringLiteral("tinyproxy.conf")));
    if (!file.open(QIODevice::WriteOnly))
        return Error{file.errorString(), {}, {}};
    file.write(text.toUtf8());
    file.close();
    return startListener(m_process, QStringLiteral("tinyproxy"), QStringLiteral("tinyproxy-bin"),
        {QStringLiteral("-d"), QStringLiteral("-c"), file.fileName()}, m_port);
}

Result<void> RealProxy::runMicrosocks(const Login &login)
{
    endProcess(m_process);
    m_port = freePort();
    QStringList arguments{
        QStringLiteral("-i"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port)};
    if (!login.user.isEmpty())
        arguments += {QStringLiteral("-u"), login.user, QStringLiteral("-P"), login.password};
    return startListener(
        m_process, QStringLiteral("microsocks"), QStringLiteral("microsocks"), arguments, m_port);
}

} // namespace framescope::test
