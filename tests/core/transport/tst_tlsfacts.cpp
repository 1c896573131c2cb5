// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scriptedserver.h"
#include "transport/tlsfacts.h"

#include <QCryptographicHash>
#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

QSslCertificate certificate(const QString &file)
{
    return QSslCertificate::fromData(testData(u"tls/"_s + file), QSsl::Pem).constFirst();
}

} // namespace

class TestTlsFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatACertificateSays()
    {
        const QSslCertificate server = certificate(u"server.pem"_s);
        const CertificateFacts facts = certificateFacts(server);
        QCOMPARE(facts.subject, server.subjectDisplayName());
        QCOMPARE(facts.issuer, certificate(u"ca.pem"_s).subjectDisplayName());
        QVERIFY(facts.names.contains(u"localhost"_s));
        QVERIFY(std::is_sorted(facts.names.begin(), facts.names.end()));
        QVERIFY2(facts.validUntil.endsWith(u'Z'), qPrintable(facts.validUntil));
        QVERIFY(facts.validFrom < facts.validUntil);
        QCOMPARE(facts.sha256,
            QString::fromLatin1(QCryptographicHash::hash(server.toDer(), QCryptographicHash::Sha256).toHex()));
        QCOMPARE(QSslCertificate(facts.pem), server);
    }

    void errorsInSentences_data()
    {
        QTest::addColumn<QSslError::SslError>("error");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("contains");
        QTest::newRow("expired") << QSslError::CertificateExpired << u"expired.pem"_s << u"\" expired on 20"_s;
        QTest::newRow("not yet") << QSslError::CertificateNotYetValid << u"server.pem"_s
                                 << u"\" is not valid before 20"_s;
        QTest::newRow("other name") << QSslError::HostNameMismatch << u"othername.pem"_s
                                    << u"is not for \"asked.test\"; it is for \""_s;
        QTest::newRow("self-signed") << QSslError::SelfSignedCertificate << u"selfsigned.pem"_s
                                     << u"is signed by itself"_s;
        QTest::newRow("issuer") << QSslError::UnableToGetLocalIssuerCertificate << u"server.pem"_s
                                << u"which is not among the trusted authorities."_s;
        // What Qt has no error for.
        QTest::newRow("weak key")
            << QSslError::UnspecifiedError << u"weakkey.pem"_s
            << u"is too weak: its RSA key has 768 bits, and 2,048 are the least that counts as safe."_s;
        QTest::newRow("weak digest") << QSslError::UnspecifiedError << u"weakdigest.pem"_s
                                     << u"is too weak: its signature rests on SHA-1, which can be forged."_s;
        QTest::newRow("nothing that can be seen")
            << QSslError::UnspecifiedError << u"server.pem"_s << u"did not pass a check: "_s;
        QTest::newRow("anything else")
            << QSslError::CertificateRevoked << u"server.pem"_s << u"did not pass a check: "_s;
    }
    void errorsInSentences()
    {
        QFETCH(QSslError::SslError, error);
        QFETCH(QString, file);
        QFETCH(QString, contains);
        const QString sentence = sslErrorSentence(QSslError(error, certificate(file)), u"asked.test"_s);
        QVERIFY2(sentence.startsWith(u"The certificate of \""), qPrintable(sentence));
        QVERIFY2(sentence.contains(contains), qPrintable(sentence));
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        QCOMPARE(tellsWeakness(sentence), contains.contains(u"too weak"_s));
    }

    void anErrorWithoutACertificate()
    {
        const QSslError error(QSslError::NoPeerCertificate);
        QCOMPARE(sslErrorSentence(error, u"asked.test"_s), error.errorString() + u'.');
    }

    void beforeTheHandshakeNothingIsKnown()
    {
        const TlsFacts facts = tlsFacts(QSslSocket());
        QVERIFY(facts.protocol.isEmpty());
        QVERIFY(facts.cipher.isEmpty());
        QVERIFY(facts.chain.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTlsFacts)
#include "tst_tlsfacts.moc"
