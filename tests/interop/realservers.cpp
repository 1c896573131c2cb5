// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/realservers.h"

#include "interop/realprocess.h"

#include <QFile>

namespace framescope::test {

namespace {

constexpr char NginxConfiguration[] = R"(
daemon off;
worker_processes 1;
error_log stderr error;
pid %FOLDER%/nginx.pid;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path %FOLDER%/body;
    proxy_temp_path %FOLDER%/proxy;
    fastcgi_temp_path %FOLDER%/fastcgi;
    uwsgi_temp_path %FOLDER%/uwsgi;
    scgi_temp_path %FOLDER%/scgi;
    server {
        listen 127.0.0.1:%PORT% ssl;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_certificate %FOLDER%/certificate.pem;
        ssl_certificate_key %FOLDER%/key.pem;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
        proxy_set_header Host $host;
        location / { proxy_pass http://127.0.0.1:%BACKEND%; }
        location /idle/ {
            proxy_pass http://127.0.0.1:%BACKEND%/silent;
            proxy_read_timeout 1s;
        }
        location /moved { return 302 https://127.0.0.1/elsewhere; }
        location /forbidden { return 403 "Not for you.\n"; }
        location /broken/ { proxy_pass http://127.0.0.1:%NOBODY%; }
    }
}
)";

} // namespace

Result<std::unique_ptr<WebSocketsServer>> WebSocketsServer::start()
{
    auto server = std::make_unique<WebSocketsServer>();
    QProcess &process = server->m_process;
    // Not the first python3 of the path: the package belongs to the system's.
    const Result<QByteArray> line = startScript(process, QStringLiteral("/usr/bin/python3"),
        QStringLiteral("websocketsserver.py"), QStringLiteral("python3-websockets"));
    if (!line)
        return line.error();
    const QList<QByteArray> ports = line->split(' ');
    server->m_port = ports.value(0).toUShort();
    server->m_protected = ports.value(1).toUShort();
    if (server->m_port == 0 || server->m_protected == 0)
        return failure(QStringLiteral("websocketsserver.py names no ports"), process);
    return server;
}

WebSocketsServer::~WebSocketsServer()
{
    endProcess(m_process);
}

Result<std::unique_ptr<NginxProxy>> NginxProxy::start(quint16 backend)
{
    auto proxy = std::make_unique<NginxProxy>();
    if (const Result<void> made = proxy->makeCertificate(); !made)
        return made.error();
    Result<void> running;
    for (int attempt = 0; attempt < 5; ++attempt) { // the port may be taken between choice and use
        running = proxy->run(backend);
        if (running)
            return proxy;
    }
    return running.error();
}

NginxProxy::~NginxProxy()
{
    endProcess(m_process);
}

Result<void> NginxProxy::makeCertificate()
{
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
        {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
            QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
            QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
            QStringLiteral("/CN=Framescope interop"), QStringLiteral("-addext"),
            QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"),
            m_folder.filePath(QStringLiteral("key.pem")), QStringLiteral("-out"),
            m_folder.filePath(QStringLiteral("certificate.pem"))});
    if (!openssl.waitForFinished(LongestStartMs) || openssl.exitCode() != 0)
        return failure(QStringLiteral("openssl makes no certificate (package openssl)"), openssl);
    QFile file(m_folder.filePath(QStringLiteral("certificate.pem")));
    if (!file.open(QIODevice::ReadOnly))
        return Error{file.errorString(), {}, {}};
    m_certificate = file.readAll();
    return {};
}

Result<void> NginxProxy::run(quint16 backend)
{
    endProcess(m_process);
    m_port = freePort();
    QString text = QLatin1StringView(NginxConfiguration);
    text.replace(QLatin1StringView("%FOLDER%"), m_folder.path())
        .replace(QLatin1StringView("%PORT%"), QString::number(m_port))
        .replace(QLatin1StringView("%BACKEND%"), QString::number(backend))
        .replace(QLatin1StringView("%NOBODY%"), QString::number(freePort()));
    QFile file(m_folder.filePath(QStringLiteral("nginx.conf")));
    if (!file.open(QIODevice::WriteOnly))
        return Error{file.errorString(), {}, {}};
    file.write(text.toUtf8());
    file.close();

    return startListener(m_process, QStringLiteral("nginx"), QStringLiteral("nginx-light"),
        {QStringLiteral("-e"), QStringLiteral("stderr"), QStringLiteral("-p"), m_folder.path(),
            QStringLiteral("-c"), file.fileName()},
        m_port);
}

} // namespace framescope::test
