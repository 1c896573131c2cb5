// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/capture.h"
#include "interop/nginxtls.h"
#include "interop/realservers.h"
#include "support/patience.h"
#include "support/scriptedserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// The options of TLS, and refusals, with nginx.
class TestRealTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void clientCertificateOpens_data();
    void clientCertificateOpens();
    void clientCertificateIsDemanded_data();
    void clientCertificateIsDemanded();
    void keyThatDoesNotFit();
    void leastVersion();
    void nameAskedFor_data();
    void nameAskedFor();
    void authorityOfOurOwn();
    void refusals_data();
    void refusals();

private:
    static ConnectionOptions to(quint16 port, const QString &path = u"echo"_s)
    {
        ConnectionOptions options;
        options.url = u"wss://localhost:%1/%2"_s.arg(port).arg(path);
        options.family = AddressFamily::IPv4;
        options.tls.extraCa = testData(u"tls/ca.pem"_s);
        return options;
    }

    std::unique_ptr<WebSocketsServer> m_server;
    std::unique_ptr<NginxTls> m_nginx;
};

void TestRealTls::initTestCase()
{
    auto server = WebSocketsServer::start();
    QVERIFY2(server, server ? "" : qPrintable(server.error().toString()));
    m_server = std::move(server).value();
    auto nginx = NginxTls::start(m_server->port());
    QVERIFY2(nginx, nginx ? "" : qPrintable(nginx.error().toString()));
    m_nginx = std::move(nginx).value();
}

void TestRealTls::cleanupTestCase()
{
    m_nginx.reset();
    m_server.reset();
}

void TestRealTls::clientCertificateOpens_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("password");
    const QByteArray pem = testData(u"tls/client.pem"_s);
    QTest::newRow("PEM, two files") << pem << testData(u"tls/client.key"_s) << QString();
    QTest::newRow("PEM, one file") << pem + testData(u"tls/client.key"_s) << QByteArray() << QString();
    QTest::newRow("PEM, locked key") << pem << testData(u"tls/client-locked.key"_s) << u"letmein"_s;
    QTest::newRow("PKCS#12") << testData(u"tls/client.p12"_s) << QByteArray() << u"letmein"_s;
}

void TestRealTls::clientCertificateOpens()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QString, password);
    ConnectionOptions options = to(m_nginx->clientPort());
    options.tls.clientCertificate = certificate;
    options.tls.clientKey = key;
    options.tls.clientPassword = password;
    Capture capture(options);
    QTRY_VERIFY2(capture.isOpen(), qPrintable(capture.facts().outcome.evidence));
    capture.network().sendText(capture.id(), u"known"_s);
    QTRY_VERIFY(capture.says(u"< text compressed \"known\""_s));
}

void TestRealTls::clientCertificateIsDemanded_data()
{
    QTest::addColumn<bool>("wrong");
    QTest::addColumn<QString>("evidence");
    QTest::newRow("none is shown") << false << u"No required SSL certificate was sent"_s;
    QTest::newRow("one that it does not know") << true << u"The SSL certificate error"_s;
}

// nginx ends the handshake well and answers the request with 400.
void TestRealTls::clientCertificateIsDemanded()
{
    QFETCH(bool, wrong);
    QFETCH(QString, evidence);
    ConnectionOptions options = to(m_nginx->clientPort());
    if (wrong) {
        options.tls.clientCertificate = testData(u"tls/selfsigned.pem"_s);
        options.tls.clientKey = testData(u"tls/server.key"_s);
    }
    Capture capture(options);
    QTRY_VERIFY(capture.isClosed());
    const Outcome &outcome = capture.facts().outcome;
    QCOMPARE(outcome.cause, EndCause::HttpStatus);
    QCOMPARE(outcome.what, u"The server answered 400 Bad Request instead of 101."_s);
    QVERIFY2(outcome.evidence.contains(evidence), qPrintable(outcome.evidence));
    QCOMPARE(outcome.guess,
        wrong ? u"Probably it does not trust the client certificate."_s
              : u"Probably it wants a client certificate."_s);
    QVERIFY(outcome.actions.contains(u"edit-options"_s));
}

void TestRealTls::keyThatDoesNotFit()
{
    ConnectionOptions options = to(m_nginx->clientPort());
    options.tls.clientCertificate = testData(u"tls/client.pem"_s);
    options.tls.clientKey = testData(u"tls/server.key"_s);
    const auto usable = checkTlsOptions(options.tls);
    QVERIFY(!usable);
    QCOMPARE(usable.error().toString(),
        u"The key does not belong to the client certificate of \"Framescope test client\"."_s);
}

void TestRealTls::leastVersion()
{
    Capture old(to(m_nginx->oldPort()));
    QTRY_VERIFY(old.isOpen());
    QCOMPARE(old.facts().tls->protocol, u"TLS 1.2"_s);

    ConnectionOptions options = to(m_nginx->oldPort());
    options.tls.minimum = TlsVersion::Tls13;
    Capture refused(options);
    QTRY_VERIFY(refused.isClosed());
    const Outcome &outcome = refused.facts().outcome;
    QCOMPARE(outcome.cause, EndCause::TlsFailed);
    QCOMPARE(outcome.what, u"The server and these options agree on no TLS version."_s);
    QVERIFY2(outcome.evidence.contains(u"Nothing was sent."_s), qPrintable(outcome.evidence));
    QCOMPARE(outcome.guess, u"Probably the server does not speak TLS 1.3, which the options ask for."_s);
}

void TestRealTls::nameAskedFor_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QString>("subject");
    QTest::newRow("of the address") << QString() << true << u"localhost"_s;
    QTest::newRow("another, which the server has") << u"example.test"_s << true << u"example.test"_s;
    QTest::newRow("one that it does not have") << u"nobody.test"_s << false << u"localhost"_s;
}

void TestRealTls::nameAskedFor()
{
    QFETCH(QString, serverName);
    QFETCH(bool, open);
    ConnectionOptions options = to(m_nginx->namesPort());
    options.tls.serverName = serverName;
    Capture capture(options);
    QTRY_VERIFY(open ? capture.isOpen() : capture.isClosed());
    QTEST(capture.facts().tls->chain.constFirst().subject, "subject");
    if (open)
        return;
    QCOMPARE(capture.facts().outcome.what, u"The certificate is for another host."_s);
    QCOMPARE(capture.facts().outcome.evidence,
        u"You asked for nobody.test; it names 127.0.0.1 and localhost. Nothing was sent."_s);
}

void TestRealTls::authorityOfOurOwn()
{
    ConnectionOptions options = to(m_nginx->namesPort());
    options.tls.extraCa.clear();
    Capture capture(options);
    QTRY_VERIFY(capture.isClosed());
    QCOMPARE(capture.facts().outcome.cause, EndCause::TlsFailed);
    QCOMPARE(capture.facts().outcome.what, u"The certificate is not trusted."_s);
}

void TestRealTls::refusals_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("evidence");
    QTest::newRow("401")
        << u"login"_s << u"The server refused the upgrade: 401 Unauthorized."_s
        << u"It wants Bearer credentials (realm=api, error=invalid_token). You sent no Authorization and no "
           "cookies. Answer: expired (7 bytes)."_s;
    QTest::newRow("200") << u"page"_s << u"This address does not speak WebSocket: 200 OK, text/html."_s
                         << u"The server answered as to any other request. Answer: <p>Hi</p> (9 bytes)."_s;
}

void TestRealTls::refusals()
{
    QFETCH(QString, path);
    Capture capture(to(m_nginx->namesPort(), path));
    QTRY_VERIFY(capture.isClosed());
    QCOMPARE(capture.facts().outcome.cause, EndCause::HttpStatus);
    QTEST(capture.facts().outcome.what, "what");
    QTEST(capture.facts().outcome.evidence, "evidence");
}

QTEST_GUILESS_MAIN(TestRealTls)
#include "tst_realtls.moc"
