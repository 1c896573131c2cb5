// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/nginxtls.h"

#include "interop/realprocess.h"

#include <QFile>

namespace framescope::test {

namespace {

constexpr char Configuration[] = R"(
daemon off;
worker_processes 1;
error_log stderr crit;
pid %FOLDER%/nginx.pid;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path %FOLDER%/body;
    proxy_temp_path %FOLDER%/proxy;
    fastcgi_temp_path %FOLDER%/fastcgi;
    uwsgi_temp_path %FOLDER%/uwsgi;
    scgi_temp_path %FOLDER%/scgi;
    ssl_certificate %DATA%/server.pem;
    ssl_certificate_key %DATA%/server.key;
    server {
        listen 127.0.0.1:%CLIENT% ssl;
        ssl_verify_client on;
        ssl_client_certificate %DATA%/client.pem;
        include %FOLDER%/places.conf;
    }
    server {
        listen 127.0.0.1:%OLD% ssl;
        ssl_protocols TLSv1.2;
        include %FOLDER%/places.conf;
    }
    server {
        listen 127.0.0.1:%NAMES% ssl default_server;
        server_name localhost;
        include %FOLDER%/places.conf;
    }
    server {
        listen 127.0.0.1:%NAMES% ssl;
        server_name example.test;
        ssl_certificate %DATA%/othername.pem;
        ssl_certificate_key %DATA%/server.key;
        include %FOLDER%/places.conf;
    }
}
)";

constexpr char Places[] = R"(
proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
location / { proxy_pass http://127.0.0.1:%BACKEND%; }
location = /login {
    add_header WWW-Authenticate 'Bearer realm="api", error="invalid_token"' always;
    return 401 "expired";
}
location = /page { default_type text/html; return 200 "<p>Hi</p>"; }
)";

Result<void> write(const QString &path, const QString &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Error{file.errorString(), {}, {}};
    file.write(text.toUtf8());
    return {};
}

} // namespace

Result<std::unique_ptr<NginxTls>> NginxTls::start(quint16 backend)
{
    auto nginx = std::make_unique<NginxTls>();
    Result<void> running;
    for (int attempt = 0; attempt < 5; ++attempt) { // a port may be taken between choice and use
        running = nginx->run(backend);
        if (running)
            return nginx;
    }
    return running.error();
}

NginxTls::~NginxTls()
{
    endProcess(m_process);
}

Result<void> NginxTls::run(quint16 backend)
{
    endProcess(m_process);
    m_client = freePort();
    m_old = freePort();
    m_names = freePort();
    QString text = QLatin1StringView(Configuration);
    text.replace(QLatin1StringView("%FOLDER%"), m_folder.path())
        .replace(QLatin1StringView("%DATA%"), QStringLiteral(FRAMESCOPE_TEST_DATA "/tls"))
        .replace(QLatin1StringView("%CLIENT%"), QString::number(m_client))
        .replace(QLatin1StringView("%OLD%"), QString::number(m_old))
        .replace(QLatin1StringView("%NAMES%"), QString::number(m_names));
    const QString path = m_folder.filePath(QStringLiteral("nginx.conf"));
    QString places = QLatin1StringView(Places);
    places.replace(QLatin1StringView("%BACKEND%"), QString::number(backend));
    if (const auto written = write(m_folder.filePath(QStringLiteral("places.conf")), places); !written)
        return written;
    if (const auto written = write(path, text); !written)
        return written;
    return startListener(m_process, QStringLiteral("nginx"), QStringLiteral("nginx-light"),
        {QStringLiteral("-e"), QStringLiteral("stderr"), QStringLiteral("-p"), m_folder.path(),
            QStringLiteral("-c"), path},
        m_names);
}

} // namespace framescope::test
