// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QStringList>

namespace framescope {

enum class TlsVersion : quint8 { Tls12, Tls13 };

// How a connection does TLS. There is no way to accept anything once and for all: what is accepted is
// named, or is for this one connection and written into its log.
struct TlsOptions {
    QByteArray extraCa;           // PEM; trusted besides the system's
    QByteArray clientCertificate; // PEM with its chain, or PKCS#12 with its key; empty: none is shown
    QByteArray clientKey;         // PEM; empty: it stands in clientCertificate
    QString clientPassword;       // of the key, or of the PKCS#12
    TlsVersion minimum = TlsVersion::Tls12;
    QStringList acceptedFingerprints; // SHA-256 (hex) of certificates accepted whatever is wrong with them
    bool acceptAnything = false;      // tests and --insecure only; the log says so
    QString serverName;               // instead of the host of the URL; empty: that host
};

// What of it cannot be used, before anything is sent: an authority or a certificate that is none, a key
// that does not open or is of another kind than its certificate.
Result<void> checkTlsOptions(const TlsOptions &options);
// Its parts.
Result<void> checkExtraCa(const TlsOptions &options);
Result<void> checkClientCertificate(const TlsOptions &options);

} // namespace framescope
