// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scriptedserver.h"
#include "transport/tlssetup.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

class TestTlsSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAskedFor();
    void authorityStandsBesideTheSystems();
    void minimum();
    void clientCertificate_data();
    void clientCertificate();
    void refused_data();
    void refused();
};

namespace {

TlsOptions client(const QByteArray &certificate, const QByteArray &key, const QString &password = {})
{
    TlsOptions options;
    options.clientCertificate = certificate;
    options.clientKey = key;
    options.clientPassword = password;
    return options;
}

} // namespace

void TestTlsSetup::nothingAskedFor()
{
    const auto configuration = tlsConfiguration({});
    QVERIFY(configuration);
    QCOMPARE(configuration->protocol(), QSsl::TlsV1_2OrLater);
    QVERIFY(configuration->localCertificateChain().isEmpty());
    QVERIFY(checkTlsOptions({}));
}

void TestTlsSetup::authorityStandsBesideTheSystems()
{
    TlsOptions options;
    options.extraCa = testData(u"tls/ca.pem"_s);
    const auto authorities = tlsConfiguration(options)->caCertificates();
    QCOMPARE(authorities.size(), QSslConfiguration::systemCaCertificates().size() + 1);
    QCOMPARE(authorities.constLast().subjectDisplayName(), u"Framescope test authority"_s);
}

void TestTlsSetup::minimum()
{
    TlsOptions options;
    options.minimum = TlsVersion::Tls13;
    QCOMPARE(tlsConfiguration(options)->protocol(), QSsl::TlsV1_3OrLater);
}

void TestTlsSetup::clientCertificate_data()
{
    QTest::addColumn<TlsOptions>("options");
    const QByteArray pem = testData(u"tls/client.pem"_s);
    const QByteArray key = testData(u"tls/client.key"_s);
    QTest::newRow("two files") << client(pem, key);
    QTest::newRow("elliptic") << client(testData(u"tls/client-ec.pem"_s), testData(u"tls/client-ec.key"_s));
    QTest::newRow("both in one file") << client(pem + key, {});
    QTest::newRow("a locked key") << client(pem, testData(u"tls/client-locked.key"_s), u"letmein"_s);
    QTest::newRow("PKCS#12") << client(testData(u"tls/client.p12"_s), {}, u"letmein"_s);
}

void TestTlsSetup::clientCertificate()
{
    QFETCH(TlsOptions, options);
    const auto configuration = tlsConfiguration(options);
    QVERIFY2(configuration, qPrintable(configuration ? QString() : configuration.error().toString()));
    QCOMPARE(configuration->localCertificate().subjectDisplayName(), u"Framescope test client"_s);
    QVERIFY(!configuration->privateKey().isNull());
    QVERIFY(checkTlsOptions(options));
}

void TestTlsSetup::refused_data()
{
    QTest::addColumn<TlsOptions>("options");
    QTest::addColumn<QString>("sentence");
    const QByteArray pem = testData(u"tls/client.pem"_s);
    const QByteArray key = testData(u"tls/client.key"_s);
    const QByteArray locked = testData(u"tls/client-locked.key"_s);
    const QString unreadable = u"The key of the client certificate cannot be read. "_s;
    TlsOptions authority;
    authority.extraCa = "not a certificate";
    QTest::newRow("authority") << authority << u"The additional authority holds no certificate in PEM form."_s;
    QTest::newRow("no certificate") << client(key, key)
                                    << u"The client certificate holds no certificate in PEM form."_s;
    QTest::newRow("no key") << client(
        pem, {}) << unreadable + u"Name the file with its private key, or put the key into the same file."_s;
    QTest::newRow("wrong password") << client(pem, locked,
        u"open"_s) << unreadable + u"Right is a private key in PEM form, with its password if it has one."_s;
    QTest::newRow("PKCS#12, wrong password")
        << client(testData(u"tls/client.p12"_s), {}, u"open"_s)
        << u"The client certificate cannot be opened. Right is PEM, or PKCS#12 with its password."_s;
    const QString stranger =
        u"The key does not belong to the client certificate of \"Framescope test client\"."_s;
    QTest::newRow("key of another certificate") << client(pem, testData(u"tls/server.key"_s)) << stranger;
    QTest::newRow("elliptic key of another certificate")
        << client(testData(u"tls/client-ec.pem"_s), testData(u"tls/stranger-ec.key"_s)) << stranger;
    QTest::newRow("garbage") << client("\x30\x82garbage", {})
                             << u"The client certificate cannot be opened. "
                                "Right is PEM, or PKCS#12 with its password."_s;
}

void TestTlsSetup::refused()
{
    QFETCH(TlsOptions, options);
    const auto check = checkTlsOptions(options);
    QVERIFY(!check);
    QTEST(check.error().toString(), "sentence");
}

QTEST_GUILESS_MAIN(TestTlsSetup)
#include "tst_tlssetup.moc"
