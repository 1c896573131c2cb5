// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/tlssetup.h"

#include <QBuffer>
#include <QSslCertificate>
#include <QSslKey>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

struct Identity {
    QList<QSslCertificate> chain; // the client's own first
    QSslKey key;
};

bool isPem(const QByteArray &bytes)
{
    return bytes.contains("-----BEGIN ");
}

Result<Identity> fromPkcs12(const TlsOptions &options)
{
    QByteArray bytes = options.clientCertificate;
    QBuffer device(&bytes);
    device.open(QIODevice::ReadOnly);
    Identity identity;
    QSslCertificate own;
    QList<QSslCertificate> others;
    if (!QSslCertificate::importPkcs12(
            &device, &identity.key, &own, &others, options.clientPassword.toUtf8())) {
        return Error{u"The client certificate cannot be opened."_s, {},
            u"Right is PEM, or PKCS#12 with its password."_s};
    }
    identity.chain = QList{own} + others;
    return identity;
}

// The algorithm of a key stands in its file, but QSslKey wants to be told.
QSslKey readKey(const QByteArray &pem, const QByteArray &password)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, password);
        if (!key.isNull())
            return key;
    }
    return {};
}

Result<Identity> fromPem(const TlsOptions &options)
{
    Identity identity;
    identity.chain = QSslCertificate::fromData(options.clientCertificate, QSsl::Pem);
    if (identity.chain.isEmpty())
        return Error{u"The client certificate holds no certificate in PEM form."_s, {}, {}};
    const bool ownFile = !options.clientKey.isEmpty();
    identity.key =
        readKey(ownFile ? options.clientKey : options.clientCertificate, options.clientPassword.toUtf8());
    if (identity.key.isNull()) {
        return Error{u"The key of the client certificate cannot be read."_s, {},
            ownFile ? u"Right is a private key in PEM form, with its password if it has one."_s
                    : u"Name the file with its private key, or put the key into the same file."_s};
    }
    return identity;
}

// A private key in DER holds its public one too: the numbers of an RSA or DSA key, the point of an elliptic
// one. The last bytes of the public key are therefore among it, if it belongs to it. An elliptic key may
// leave its point out, and is then shorter than the public one.
bool belongsTo(const QSslKey &key, const QSslKey &open)
{
    constexpr qsizetype tail = 48;
    const QByteArray whole = key.toDer();
    const QByteArray publicDer = open.toDer();
    return whole.size() < publicDer.size() || whole.contains(publicDer.right(tail));
}

Result<void> checkPair(const Identity &identity)
{
    const QSslKey open = identity.chain.constFirst().publicKey();
    if (open.algorithm() == identity.key.algorithm() && open.length() == identity.key.length()
        && belongsTo(identity.key, open))
        return {};
    return Error{u"The key does not belong to the client certificate of \"%1\"."_s.arg(
                     identity.chain.constFirst().subjectDisplayName()),
        {}, {}};
}

Result<Identity> identityOf(const TlsOptions &options)
{
    auto identity = isPem(options.clientCertificate) ? fromPem(options) : fromPkcs12(options);
    if (!identity)
        return identity;
    if (const auto pair = checkPair(*identity); !pair)
        return pair.error();
    return identity;
}

Result<QList<QSslCertificate>> extraAuthorities(const TlsOptions &options)
{
    const QList<QSslCertificate> extra = QSslCertificate::fromData(options.extraCa, QSsl::Pem);
    if (extra.isEmpty())
        return Error{u"The additional authority holds no certificate in PEM form."_s, {}, {}};
    return extra;
}

} // namespace

Result<QSslConfiguration> tlsConfiguration(const TlsOptions &options)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(
        options.minimum == TlsVersion::Tls13 ? QSsl::TlsV1_3OrLater : QSsl::TlsV1_2OrLater);
    if (!options.extraCa.isEmpty()) {
        const auto extra = extraAuthorities(options);
        if (!extra)
            return extra.error();
        // Setting a list ends the loading of the system's authorities on demand: they have to be in it.
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + *extra);
    }
    if (!options.clientCertificate.isEmpty()) {
        const auto identity = identityOf(options);
        if (!identity)
            return identity.error();
        configuration.setLocalCertificateChain(identity->chain);
        configuration.setPrivateKey(identity->key);
    }
    return configuration;
}

Result<void> checkTlsOptions(const TlsOptions &options)
{
    if (auto authority = checkExtraCa(options); !authority)
        return authority;
    return checkClientCertificate(options);
}

Result<void> checkExtraCa(const TlsOptions &options)
{
    if (options.extraCa.isEmpty())
        return {};
    const auto extra = extraAuthorities(options);
    return extra ? Result<void>() : extra.error();
}

Result<void> checkClientCertificate(const TlsOptions &options)
{
    if (options.clientCertificate.isEmpty())
        return {};
    const auto identity = identityOf(options);
    return identity ? Result<void>() : identity.error();
}

} // namespace framescope
