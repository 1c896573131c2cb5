// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/address.h"

#include <QTest>

using namespace framescope;

class TestAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completes_data();
    void completes();
    void namesHostAndPort();
    void findsWhereARedirectPoints_data();
    void findsWhereARedirectPoints();
};

void TestAddress::completes_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::newRow("nothing") << "  "
                             << "";
    QTest::newRow("has a scheme") << " wss://example.com/a "
                                  << "wss://example.com/a";
    QTest::newRow("has a scheme of the web") << "https://example.com"
                                             << "https://example.com";
    QTest::newRow("localhost") << "localhost:8080/ws"
                               << "ws://localhost:8080/ws";
    QTest::newRow("below localhost") << "app.localhost"
                                     << "ws://app.localhost";
    QTest::newRow("in capitals") << "LOCALHOST"
                                 << "ws://LOCALHOST";
    QTest::newRow("name") << "api.example.com/ws"
                          << "wss://api.example.com/ws";
    QTest::newRow("name that begins like it") << "localhost.example.com"
                                              << "wss://localhost.example.com";
    QTest::newRow("name with port") << "example.com:81?x=1"
                                    << "wss://example.com:81?x=1";
    QTest::newRow("127/8") << "127.9.9.9:1"
                           << "ws://127.9.9.9:1";
    QTest::newRow("10/8") << "10.0.0.1"
                          << "ws://10.0.0.1";
    QTest::newRow("172.16/12") << "172.31.255.255"
                               << "ws://172.31.255.255";
    QTest::newRow("behind 172.16/12") << "172.32.0.1"
                                      << "wss://172.32.0.1";
    QTest::newRow("192.168/16") << "192.168.1.2/x"
                                << "ws://192.168.1.2/x";
    QTest::newRow("169.254/16") << "169.254.1.1"
                                << "ws://169.254.1.1";
    QTest::newRow("public") << "8.8.8.8"
                            << "wss://8.8.8.8";
    QTest::newRow("name that looks like one") << "10.0.0.1.example.com"
                                              << "wss://10.0.0.1.example.com";
    QTest::newRow("::1") << "[::1]:9001/"
                         << "ws://[::1]:9001/";
    QTest::newRow("fd00::/8") << "[fd12::1]"
                              << "ws://[fd12::1]";
    QTest::newRow("fe80::/10") << "[fe80::1]"
                               << "ws://[fe80::1]";
    QTest::newRow("public IPv6") << "[2001:db8::1]:80"
                                 << "wss://[2001:db8::1]:80";
    // Read by the browser's rules these lead elsewhere: nothing goes there unencrypted.
    QTest::newRow("octal, 8.0.0.1") << "010.0.0.1"
                                    << "wss://010.0.0.1";
    QTest::newRow("behind a backslash is the path") << "example.com\\@127.0.0.1"
                                                    << "wss://example.com\\@127.0.0.1";
    QTest::newRow("an address in the query is no scheme") << "localhost:8080/?to=http://example.com/"
                                                          << "ws://localhost:8080/?to=http://example.com/";
    QTest::newRow("user in front") << "me:secret@localhost/"
                                   << "ws://me:secret@localhost/";
}

void TestAddress::completes()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    const CompletedAddress address = completeAddress(typed);
    QCOMPARE(address.url, url);
    QCOMPARE(address.prefix + typed.trimmed(), url);
}

void TestAddress::namesHostAndPort()
{
    QCOMPARE(hostAndPort(QStringLiteral("wss://example.com/a?b")), QStringLiteral("example.com"));
    QCOMPARE(hostAndPort(QStringLiteral("ws://localhost:8080/")), QStringLiteral("localhost:8080"));
    QCOMPARE(hostAndPort(QStringLiteral("ws://[::1]:8080/")), QStringLiteral("[::1]:8080"));
}

void TestAddress::findsWhereARedirectPoints_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("target");
    QTest::newRow("whole") << QByteArray("Location: wss://b.example/y\r\n") << "wss://b.example/y";
    QTest::newRow("path") << QByteArray("location: /y\r\n") << "wss://a.example/y";
    QTest::newRow("beside it") << QByteArray("LOCATION: y\r\n") << "wss://a.example/x/y";
    QTest::newRow("none") << QByteArray() << "";
}

void TestAddress::findsWhereARedirectPoints()
{
    QFETCH(QByteArray, location);
    framescope::ConnectionFacts facts;
    facts.url = QStringLiteral("wss://a.example/x/");
    facts.responseHead = "HTTP/1.1 302 Found\r\n" + location + "\r\n";
    QTEST(redirectTarget(facts), "target");
}

QTEST_GUILESS_MAIN(TestAddress)
#include "tst_address.moc"
