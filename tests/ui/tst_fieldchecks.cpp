// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/fieldchecks.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

QString sentenceOf(const Result<void> &check)
{
    return check ? QString() : check.error().toString();
}

} // namespace

class TestFieldChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hosts_data();
    void hosts();
    void proxies_data();
    void proxies();
    void serverNames_data();
    void serverNames();
    void fingerprints_data();
    void fingerprints();
    void doubtfulPorts_data();
    void doubtfulPorts();
};

void TestFieldChecks::hosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("sentence");
    for (const auto *right : {"", "localhost", "my_server", "10.0.0.7", "::1", "2001:db8::7:8080",
             "fe80::1%eth0", "b\u00fccher.example"})
        QTest::newRow(right) << QString::fromUtf8(right) << QString();
    const auto row = [](const char *host, const QString &sentence) {
        QTest::newRow(host) << QString::fromLatin1(host) << sentence;
    };
    row("10.0.0.7:80:90",
        u"\"10.0.0.7:80:90\" has two ports. (character 12) Right is for example 10.0.0.7:80."_s);
    row("10.0.0.7:99999",
        u"\"10.0.0.7:99999\" is no host and port. (character 10) Right is for example 10.0.0.7:8080."_s);
    row("1:2:3:4:5:6:7:8:8080",
        u"\"1:2:3:4:5:6:7:8:8080\" has no brackets around its IPv6 address. (character 1) With a port write "
        "[1:2:3:4:5:6:7:8]:8080."_s);
    row("http://10.0.0.7",
        u"\"http://10.0.0.7\" is no host and port. (character 6) Right is for example 10.0.0.7:8080."_s);
    row("a/path", u"A host name cannot contain \"/\". (character 2) Right is for example 10.0.0.7:8080."_s);
    row("my server",
        u"A host name cannot contain a space. (character 3) Right is for example 10.0.0.7:8080."_s);
    row("10.0.0.777",
        u"\"10.0.0.777\" ends in a number, but is not an IPv4 address. (character 1) Right is for "
        "example 10.0.0.7:8080."_s);
    row("[::1",
        u"The IPv6 address has no closing bracket. (character 1) Right is for example 10.0.0.7:8080."_s);
}

void TestFieldChecks::hosts()
{
    QFETCH(const QString, host);
    QTEST(sentenceOf(fieldchecks::checkHost(host)), "sentence");
}

void TestFieldChecks::proxies_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("right") << u"proxy.corp"_s << 3128 << QString();
    QTest::newRow("IPv6") << u"::1"_s << 3128 << QString();
    QTest::newRow("none") << QString() << 0
                          << u"The proxy has no address. Right is a host and a port, for example "
                             "proxy.corp:3128."_s;
    QTest::newRow("no port") << u"proxy.corp"_s << 0
                             << u"The proxy has no port. Right is a host and a port, for example "
                                "proxy.corp:3128."_s;
    QTest::newRow("IPv6 without port")
        << u"::1"_s << 0 << u"The proxy has no port. With an IPv6 address write [::1]:3128."_s;
}

void TestFieldChecks::proxies()
{
    QFETCH(const QString, host);
    QFETCH(const int, port);
    const ProxyOptions proxy{ProxyOptions::Kind::Http, host, static_cast<quint16>(port), {}, {}};
    QTEST(sentenceOf(fieldchecks::checkProxy(proxy)), "sentence");
}

void TestFieldChecks::serverNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    for (const auto *right : {"", "api.example", "my_server.example", "localhost", "10.0.0.7", "::1",
             "xn--bcher-kva.example", "b\u00fccher.example"})
        QTest::newRow(right) << QString::fromUtf8(right) << QString();
    const auto row = [](const char *name, const QString &sentence) {
        QTest::newRow(name) << QString::fromLatin1(name)
                            << sentence + u" Right is the name alone, for example api.example."_s;
    };
    QTest::newRow("https://api.example")
        << u"https://api.example"_s
        << u"\"https://api.example\" begins with a scheme, where only a host "
           "belongs. (character 1) Right is for example api.example."_s;
    QTest::newRow("api example") << u"api example"_s
                                 << u"A host name cannot contain a space. (character 4) Right is for example "
                                    "api.example."_s;
    QTest::newRow("api.example/") << u"api.example/"_s
                                  << u"A host name cannot contain \"/\". (character 12) Right is for example "
                                     "api.example."_s;
    row("api.example:443", u"TLS asks for a name, not for a port. (character 12)"_s);
    row("api..example", u"The name has nothing between two of its dots. (character 4)"_s);
    row(".example", u"The name has nothing before its first dot. (character 1)"_s);
}

void TestFieldChecks::serverNames()
{
    QFETCH(const QString, name);
    QTEST(sentenceOf(fieldchecks::checkServerName(name)), "sentence");
}

void TestFieldChecks::fingerprints_data()
{
    QTest::addColumn<QStringList>("fingerprints");
    QTest::addColumn<QString>("sentence");
    const QString right = QString(64, u'a');
    const QString remedy = u"Right are the 64 hex digits of its SHA-256, with or without colons."_s;
    QTest::newRow("none") << QStringList() << QString();
    QTest::newRow("digits") << QStringList(right) << QString();
    QTest::newRow("colons, upper case") << QStringList(u"0A:"_s.repeated(31) + u"FF"_s) << QString();
    QTest::newRow("too short") << QStringList(right.chopped(
        2)) << u"The fingerprint of a certificate has 62 of 64 digits. (certificate 1) "_s + remedy;
    QTest::newRow("SHA-1")
        << QStringList(right.left(40))
        << u"The fingerprint of a certificate has 40 of 64 digits. (certificate 1) This is the "
           "length of SHA-1, which can be forged. "_s
            + remedy;
    QTest::newRow("a letter that is no digit")
        << QStringList({right, u"aag"_s})
        << u"The fingerprint of a certificate cannot contain \"g\". (certificate 2, character 3) "_s + remedy;
}

void TestFieldChecks::fingerprints()
{
    QFETCH(const QStringList, fingerprints);
    QTEST(sentenceOf(fieldchecks::checkFingerprints(fingerprints)), "sentence");
}

void TestFieldChecks::doubtfulPorts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("doubtful");
    QTest::newRow("::1:8080") << u"::1:8080"_s << 0 << true;
    QTest::newRow("its port is said") << u"::1:8080"_s << 443 << false;
    QTest::newRow("2001:db8::8080") << u"2001:db8::8080"_s << 0 << false; // without it no address is left
    QTest::newRow("1:2:3:4:5:6:7:8080") << u"1:2:3:4:5:6:7:8080"_s << 0 << false;
    QTest::newRow("fe80::1:ab") << u"fe80::1:ab"_s << 0 << false;
    QTest::newRow("a name") << u"localhost"_s << 0 << false;
    QTest::newRow("none") << QString() << 0 << false;
}

void TestFieldChecks::doubtfulPorts()
{
    QFETCH(const QString, host);
    QFETCH(const int, port);
    QTEST(!fieldchecks::doubtPort({host, static_cast<quint16>(port)}), "doubtful");
}

QTEST_GUILESS_MAIN(TestFieldChecks)
#include "tst_fieldchecks.moc"
