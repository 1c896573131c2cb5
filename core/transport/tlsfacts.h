// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"

#include <QSslCertificate>
#include <QSslError>

QT_BEGIN_NAMESPACE
class QSslSocket;
QT_END_NAMESPACE

namespace framescope {

CertificateFacts certificateFacts(const QSslCertificate &certificate);

// Which check failed on which certificate, as a sentence with the values met: dates, names, issuer.
QString sslErrorSentence(const QSslError &error, const QString &serverName);
// Whether such a sentence is about a key or a signature below OpenSSL's security level.
bool tellsWeakness(const QString &sentence);

// What is known of the handshake so far: before its end only the chain.
TlsFacts tlsFacts(const QSslSocket &socket);

} // namespace framescope
