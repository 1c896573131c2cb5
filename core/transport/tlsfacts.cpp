// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/tlsfacts.h"

#include "transport/sizewords.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRegularExpression>
#include <QSslCipher>
#include <QSslKey>
#include <QSslSocket>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView isTooWeak("is too weak: ");

QString isoDate(const QDateTime &date)
{
    return date.toUTC().toString(Qt::ISODate);
}

QStringList alternativeNames(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    names.sort();
    return names;
}

QString quotedNames(const QSslCertificate &certificate)
{
    const QStringList names = alternativeNames(certificate);
    return names.isEmpty() ? u"no name at all"_s : u'"' + names.join(u"\", \""_s) + u'"';
}

// OpenSSL's security level, for which Qt has no error of its own: what of a certificate is below it. Empty: nothing
// that can be seen.
QString weakness(const QSslCertificate &certificate)
{
    const QSslKey key = certificate.publicKey();
    const bool elliptic = key.algorithm() == QSsl::Ec;
    const int least = elliptic ? 224 : 2048;
    if (key.length() > 0 && key.length() < least)
        return u"its %1 key has %2 bits, and %3 are the least that counts as safe"_s.arg(
            elliptic ? u"elliptic"_s : u"RSA"_s, sizewords::grouped(static_cast<quint64>(key.length())),
            sizewords::grouped(static_cast<quint64>(least)));
    static const QRegularExpression brokenDigest(
        u"Signature Algorithm: \\S*(md5|sha1)"_s, QRegularExpression::CaseInsensitiveOption);
    const auto digest = brokenDigest.match(certificate.toText());
    if (!digest.hasMatch())
        return {};
    return u"its signature rests on %1, which can be forged"_s.arg(
        digest.captured(1).compare(u"md5"_s, Qt::CaseInsensitive) == 0 ? u"MD5"_s : u"SHA-1"_s);
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2: return u"TLS 1.2"_s;
    case QSsl::TlsV1_3: return u"TLS 1.3"_s;
    default: return {};
    }
}

} // namespace

CertificateFacts certificateFacts(const QSslCertificate &certificate)
{
    CertificateFacts facts;
    facts.subject = certificate.subjectDisplayName();
    facts.issuer = certificate.issuerDisplayName();
    facts.names = alternativeNames(certificate);
    facts.validFrom = isoDate(certificate.effectiveDate());
    facts.validUntil = isoDate(certificate.expiryDate());
    facts.sha256 = QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex());
    facts.pem = certificate.toPem();
    return facts;
}

QString sslErrorSentence(const QSslError &error, const QString &serverName)
{
    const QSslCertificate certificate = error.certificate();
    if (certificate.isNull())
        return error.errorString() + u'.';
    const QString subject = u"The certificate of \"%1\" "_s.arg(certificate.subjectDisplayName());
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return subject + u"expired on %1."_s.arg(isoDate(certificate.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return subject + u"is not valid before %1."_s.arg(isoDate(certificate.effectiveDate()));
    case QSslError::HostNameMismatch:
        return subject + u"is not for \"%1\"; it is for %2."_s.arg(serverName, quotedNames(certificate));
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return subject + u"is signed by itself and is not among the trusted ones."_s;
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return subject
            + u"is issued by \"%1\", which is not among the trusted authorities."_s.arg(
                certificate.issuerDisplayName());
    case QSslError::UnspecifiedError:
        if (const QString what = weakness(certificate); !what.isEmpty())
            return subject + isTooWeak + what + u'.';
        break;
    default: break;
    }
    return subject + u"did not pass a check: %1."_s.arg(error.errorString());
}

bool tellsWeakness(const QString &sentence)
{
    return sentence.contains(isTooWeak);
}

TlsFacts tlsFacts(const QSslSocket &socket)
{
    TlsFacts facts;
    if (socket.isEncrypted()) {
        facts.protocol = protocolName(socket.sessionProtocol());
        facts.cipher = socket.sessionCipher().name();
    }
    const QList<QSslCertificate> chain = socket.peerCertificateChain();
    for (const QSslCertificate &certificate : chain)
        facts.chain.append(certificateFacts(certificate));
    return facts;
}

} // namespace framescope
