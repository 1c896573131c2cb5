// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/urlhost.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace framescope;

class TestUrlHost : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
};

void TestUrlHost::accepts_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("host");
    const auto row = [](const char *name, const QString &input, const QString &host) {
        QTest::newRow(name) << input << host;
    };
    row("plain", u"example.com"_s, u"example.com"_s);
    row("upper case", u"EXAMPLE.com"_s, u"example.com"_s);
    row("underscore", u"my_server"_s, u"my_server"_s);
    row("leading hyphen", u"-a.example"_s, u"-a.example"_s);
    row("empty label", u"a..b"_s, u"a..b"_s);
    row("trailing dot", u"example.com."_s, u"example.com."_s);
    row("percent-encoded", u"ex%61mple.com"_s, u"example.com"_s);
    row("umlaut", u"b\u00fccher.example"_s, u"xn--bcher-kva.example"_s);
    row("umlaut, percent-encoded", u"b%C3%BCcher.example"_s, u"xn--bcher-kva.example"_s);
    row("sharp s stays itself", u"fa\u00df.de"_s, u"xn--fa-hia.de"_s);
    row("full width", u"\uff47\uff4f.com"_s, u"go.com"_s);
    row("ideographic full stop", u"\u65e5\u672c\u8a9e\u3002jp"_s, u"xn--wgv71a119e.jp"_s);
    row("punycode in upper case", u"XN--BCHER-KVA.example"_s, u"xn--bcher-kva.example"_s);
    row("IPv4", u"127.0.0.1"_s, u"127.0.0.1"_s);
    row("IPv4, two parts", u"127.1"_s, u"127.0.0.1"_s);
    row("IPv4, three parts", u"10.1.258"_s, u"10.1.1.2"_s);
    row("IPv4, one number", u"2130706433"_s, u"127.0.0.1"_s);
    row("IPv4, greatest number", u"4294967295"_s, u"255.255.255.255"_s);
    row("IPv4, hexadecimal", u"0x7f.0.0.0X1"_s, u"127.0.0.1"_s);
    row("IPv4, 0x is zero", u"127.0.0.0x"_s, u"127.0.0.0"_s);
    row("IPv4, octal", u"0177.0.0.01"_s, u"127.0.0.1"_s);
    row("IPv4, trailing dot", u"127.0.0.1."_s, u"127.0.0.1"_s);
    row("a name that only begins like IPv4", u"1.2.3.4.example"_s, u"1.2.3.4.example"_s);
    row("IPv6 loopback", u"[::1]"_s, u"[::1]"_s);
    row("IPv6 any", u"[0:0:0:0:0:0:0:0]"_s, u"[::]"_s);
    row("IPv6, first longest run", u"[1:0:0:2:3:0:0:4]"_s, u"[1::2:3:0:0:4]"_s);
    row("IPv6, one zero stays", u"[1:0:2:3:4:5:6:7]"_s, u"[1:0:2:3:4:5:6:7]"_s);
    row("IPv6, run at the end", u"[2001:DB8:0:0:0:0:0:0]"_s, u"[2001:db8::]"_s);
    row("IPv6 with IPv4 inside", u"[::ffff:127.0.0.1]"_s, u"[::ffff:7f00:1]"_s);
}

void TestUrlHost::accepts()
{
    QFETCH(QString, input);
    const UrlHost host = parseUrlHost(input);
    QCOMPARE(host.error.what, QString());
    QTEST(host.text, "host");
}

void TestUrlHost::refuses_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("what");
    QTest::addColumn<qsizetype>("offset");
    const auto row = [](const char *name, const QString &input, const QString &what, qsizetype offset) {
        QTest::newRow(name) << input << what << offset;
    };
    row("space", u"foo bar.com"_s, u"A host name cannot contain a space."_s, 3);
    row("bar", u"a|b"_s, u"A host name cannot contain \"|\"."_s, 1);
    row("stray percent", u"a%zz"_s, u"A host name cannot contain \"%\"."_s, 1);
    row("hidden slash", u"a%2Fb"_s, u"A host name cannot contain \"/\"."_s, 0);
    row("hidden NUL", u"a%00b"_s, u"A host name cannot contain a control character."_s, 0);
    row("empty label in IDN", u"\u00f6..com"_s, u"\"\u00f6..com\" is not a valid host name."_s, 0);
    row("only a soft hyphen", u"\u00ad"_s, u"\"\u00ad\" is not a valid host name."_s, 0);
    const QString notIpv4 = u"\"%1\" ends in a number, but is not an IPv4 address."_s;
    row("IPv4 too great", u"256.256.256.256"_s, notIpv4.arg(u"256.256.256.256"_s), 0);
    row("IPv4, five parts", u"1.2.3.4.5"_s, notIpv4.arg(u"1.2.3.4.5"_s), 0);
    row("IPv4, number too great", u"4294967296"_s, notIpv4.arg(u"4294967296"_s), 0);
    row("IPv4, bad octal", u"08.0.0.1"_s, notIpv4.arg(u"08.0.0.1"_s), 0);
    row("IPv4, empty part", u"1..2.3"_s, notIpv4.arg(u"1..2.3"_s), 0);
    row("a name that ends in a number", u"foo.1"_s, notIpv4.arg(u"foo.1"_s), 0);
    row("IPv6, not closed", u"[::1"_s, u"The IPv6 address has no closing bracket."_s, 0);
    row("IPv6, no address", u"[x]"_s, u"\"x\" is not an IPv6 address."_s, 1);
    row("IPv6, empty", u"[]"_s, u"\"\" is not an IPv6 address."_s, 1);
    row("IPv6 with a zone", u"[fe80::1%eth0]"_s, u"\"fe80::1%eth0\" is not an IPv6 address."_s, 1);
    row("IPv4 in brackets", u"[127.0.0.1]"_s, u"\"127.0.0.1\" is not an IPv6 address."_s, 1);
}

void TestUrlHost::refuses()
{
    QFETCH(QString, input);
    const UrlHost host = parseUrlHost(input);
    QCOMPARE(host.text, QString());
    QTEST(host.error.what, "what");
    QTEST(host.offset, "offset");
    QVERIFY(!host.error.remedy.isEmpty());
}

QTEST_GUILESS_MAIN(TestUrlHost)
#include "tst_urlhost.moc"
