// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace framescope::test {

// nginx as TLS end with the certificates of tests/data/tls in front of a server, on three ports that differ in
// what they ask of TLS. On each:
//     /        the server behind it            /login   401, Bearer
//     /page    200, text/html
class NginxTls {
public:
    static Result<std::unique_ptr<NginxTls>> start(quint16 backend);
    ~NginxTls();

    quint16 clientPort() const { return m_client; } // demands the client certificate
    quint16 oldPort() const { return m_old; }       // TLS 1.2 and no later
    // For localhost by default, for example.test if the client asks for that name.
    quint16 namesPort() const { return m_names; }

private:
    Result<void> run(quint16 backend);

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_client = 0;
    quint16 m_old = 0;
    quint16 m_names = 0;
};

} // namespace framescope::test
