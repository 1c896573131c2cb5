// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/websocketurl.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace framescope;

// WHATWG WebSockets and URL, after the lists of web-platform-tests (websockets/Create-*,
// websockets/constructor, websockets/interfaces/WebSocket/url).
class TestWebSocketUrl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void resolvesAgainstABase_data();
    void resolvesAgainstABase();
    void aBaseDoesNotExcuseAFragment();
    void userInfoBecomesCredentials();
    void hostIsWhatToLookUp();
    void goodSubprotocols();
    void badSubprotocols_data();
    void badSubprotocols();
};

void TestWebSocketUrl::accepts_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<int>("port");
    const auto row = [](const char *name, const QString &input, const QString &url, const QByteArray &target,
                         const QByteArray &authority,
                         int port) { QTest::newRow(name) << input << url << target << authority << port; };
    row("ws", u"ws://h/p"_s, u"ws://h/p"_s, "/p", "h", 80);
    row("wss", u"wss://h/p"_s, u"wss://h/p"_s, "/p", "h", 443);
    row("http becomes ws", u"http://h/p"_s, u"ws://h/p"_s, "/p", "h", 80);
    row("https becomes wss", u"https://h/p"_s, u"wss://h/p"_s, "/p", "h", 443);
    row("scheme in upper case", u"WS://H/P"_s, u"ws://h/P"_s, "/P", "h", 80);
    row("empty path", u"ws://h"_s, u"ws://h/"_s, "/", "h", 80);
    row("query without a path", u"ws://h?x=1"_s, u"ws://h/?x=1"_s, "/?x=1", "h", 80);
    row("empty query", u"ws://h/?"_s, u"ws://h/?"_s, "/", "h", 80);
    row("port", u"ws://h:8080/p"_s, u"ws://h:8080/p"_s, "/p", "h:8080", 8080);
    row("port 80 of ws is dropped", u"ws://h:80/"_s, u"ws://h/"_s, "/", "h", 80);
    row("port 443 of wss is dropped", u"wss://h:443/"_s, u"wss://h/"_s, "/", "h", 443);
    row("port 443 of ws stays", u"ws://h:443/"_s, u"ws://h:443/"_s, "/", "h:443", 443);
    row("port 80 of wss stays", u"wss://h:80/"_s, u"wss://h:80/"_s, "/", "h:80", 80);
    row("port 80 of http is dropped", u"http://h:80/"_s, u"ws://h/"_s, "/", "h", 80);
    row("empty port", u"ws://h:/p"_s, u"ws://h/p"_s, "/p", "h", 80);
    row("port with leading zeros", u"ws://h:00080/"_s, u"ws://h/"_s, "/", "h", 80);
    row("greatest port", u"ws://h:65535/"_s, u"ws://h:65535/"_s, "/", "h:65535", 65535);
    row("IPv6", u"ws://[::1]:9/p"_s, u"ws://[::1]:9/p"_s, "/p", "[::1]:9", 9);
    row("IPv6 without port", u"wss://[0:0::1]"_s, u"wss://[::1]/"_s, "/", "[::1]", 443);
    row("IDN", u"ws://b\u00fccher.example/"_s, u"ws://xn--bcher-kva.example/"_s, "/", "xn--bcher-kva.example",
        80);
    row("percent-encoding stays", u"ws://h/a%20b%2fc?d%20e"_s, u"ws://h/a%20b%2fc?d%20e"_s,
        "/a%20b%2fc?d%20e", "h", 80);
    row("a stray percent stays", u"ws://h/%zz?%"_s, u"ws://h/%zz?%"_s, "/%zz?%", "h", 80);
    row("space in the path", u"ws://h/a b"_s, u"ws://h/a%20b"_s, "/a%20b", "h", 80);
    row("space in the query", u"ws://h/?a b"_s, u"ws://h/?a%20b"_s, "/?a%20b", "h", 80);
    row("path characters", u"ws://h/\"<>^`{}|'"_s, u"ws://h/%22%3C%3E%5E%60%7B%7D|'"_s,
        "/%22%3C%3E%5E%60%7B%7D|'", "h", 80);
    row("query characters", u"ws://h/?\"<>^`{}|'?/\\"_s, u"ws://h/?%22%3C%3E^`{}|%27?/\\"_s,
        "/?%22%3C%3E^`{}|%27?/\\", "h", 80);
    row("not ASCII, as UTF-8", u"ws://h/\u00e4?\U0001f600"_s, u"ws://h/%C3%A4?%F0%9F%98%80"_s,
        "/%C3%A4?%F0%9F%98%80", "h", 80);
    row("lone surrogate", QStringLiteral("ws://h/") + QChar(0xD800), u"ws://h/%EF%BF%BD"_s, "/%EF%BF%BD", "h",
        80);
    row("dot segments", u"ws://h/a/./b/../c/%2E%2e/d/.."_s, u"ws://h/a/"_s, "/a/", "h", 80);
    row("dot segments above the root", u"ws://h/../../a"_s, u"ws://h/a"_s, "/a", "h", 80);
    row("empty segments stay", u"ws://h//a//"_s, u"ws://h//a//"_s, "//a//", "h", 80);
    row("backslashes", u"ws:\\\\h\\a\\b?c\\d"_s, u"ws://h/a/b?c\\d"_s, "/a/b?c\\d", "h", 80);
    row("one slash", u"ws:/h/p"_s, u"ws://h/p"_s, "/p", "h", 80);
    row("no slash", u"ws:h/p"_s, u"ws://h/p"_s, "/p", "h", 80);
    row("four slashes", u"ws:////h/p"_s, u"ws://h/p"_s, "/p", "h", 80);
    row("white space around", u" \tws://h/p \n"_s, u"ws://h/p"_s, "/p", "h", 80);
    row("line break inside", u"ws://h/a\r\nb\tc"_s, u"ws://h/abc"_s, "/abc", "h", 80);
    row("user info", u"ws://u:p@h/"_s, u"ws://u:p@h/"_s, "/", "h", 80);
    row("user info, empty", u"ws://@h/"_s, u"ws://h/"_s, "/", "h", 80);
    row("user info with @", u"ws://a@b@h/"_s, u"ws://a%40b@h/"_s, "/", "h", 80);
}

void TestWebSocketUrl::accepts()
{
    QFETCH(QString, input);
    QFETCH(int, port);
    const auto result = parseWebSocketUrl(input);
    QVERIFY2(result, result ? "" : qPrintable(result.error().toString()));
    QTEST(result->toString(), "url");
    QTEST(result->target, "target");
    QTEST(result->authority, "authority");
    QCOMPARE(int(result->port), port);
    QCOMPARE(result->secure, result->text.startsWith(u"wss:"));
    QCOMPARE(result->url.host().isEmpty(), false);
}

void TestWebSocketUrl::refuses_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QString &input, const QString &error) {
        QTest::newRow(name) << input << error;
    };
    const QString begin = u" It has to begin with ws:// or wss://."_s;
    row("fragment", u"wss://chat.example/socket/v2?a=#room1"_s,
        u"A WebSocket address cannot contain \"#room1\". (character 32) Remove it."_s);
    row("empty fragment", u"ws://h/#"_s,
        u"A WebSocket address cannot contain \"#\". (character 8) Remove it."_s);
    row("place counts what was stripped", u"  ws://h/\t#x"_s,
        u"A WebSocket address cannot contain \"#x\". (character 11) Remove it."_s);
    row("empty", u""_s, u"The address is empty. (character 1) Write one such as ws://localhost:8080/path."_s);
    row("path only", u"/echo"_s,
        u"\"/echo\" is not a whole address: it has no scheme. (character 1)"_s + begin);
    row("query only", u"?test"_s,
        u"\"?test\" is not a whole address: it has no scheme. (character 1)"_s + begin);
    row("two slashes", u"//h/p"_s,
        u"\"//h/p\" is not a whole address: it has no scheme. (character 1)"_s + begin);
    row("ftp", u"ftp://h/"_s, u"\"ftp:\" does not begin a WebSocket address. (character 1)"_s + begin);
    row("mailto", u"mailto:example@example.org"_s,
        u"\"mailto:\" does not begin a WebSocket address. (character 1)"_s + begin);
    row("about:blank", u"about:blank"_s,
        u"\"about:\" does not begin a WebSocket address. (character 1)"_s + begin);
    row("host and port without scheme", u"localhost:8080/p"_s,
        u"\"localhost:\" does not begin a WebSocket address. (character 1) "
        u"Write ws://localhost:8080/p or wss://localhost:8080/p."_s);
    row("space in the host", u"ws://foo bar.com/"_s,
        u"A host name cannot contain a space. (character 9) Remove it."_s);
    row("space in the host, secure", u"wss://foo bar.com/"_s,
        u"A host name cannot contain a space. (character 10) Remove it."_s);
    row("empty host", u"ws://"_s,
        u"The address names no host. (character 6) "
        u"Write one after \"ws://\", as in ws://localhost:8080/."_s);
    row("empty host before a query", u"wss://?x"_s,
        u"The address names no host. (character 7) "
        u"Write one after \"wss://\", as in wss://localhost:8080/."_s);
    row("empty host before a port", u"ws://:80/"_s,
        u"The address names no host. (character 6) "
        u"Write one after \"ws://\", as in ws://localhost:8080/."_s);
    row("empty host after user info", u"ws://u@/"_s,
        u"The address names no host. (character 8) "
        u"Write one after \"ws://\", as in ws://localhost:8080/."_s);
    row("port 99999", u"ws://h:99999/"_s,
        u"Port 99999 is too big. (character 8) Ports are numbers up to 65535."_s);
    row("port with a very long number", u"ws://h:99999999999999999999/"_s,
        u"Port 99999999999999999999 is too big. (character 8) Ports are numbers up to 65535."_s);
    row("port with a letter", u"ws://h:80a/"_s,
        u"\"80a\" is not a port. (character 10) Ports are numbers up to 65535."_s);
    row("negative port", u"ws://h:-1/"_s,
        u"\"-1\" is not a port. (character 8) Ports are numbers up to 65535."_s);
    row("IPv6 not closed", u"ws://[::1/"_s,
        u"The IPv6 address has no closing bracket. (character 6) "
        u"Write it as in [::1] or [2001:db8::7]."_s);
    row("IPv4 too great", u"ws://256.0.0.1/"_s,
        u"\"256.0.0.1\" ends in a number, but is not an IPv4 address. (character 6) "
        u"Write four numbers from 0 to 255, as in 127.0.0.1."_s);
}

void TestWebSocketUrl::refuses()
{
    QFETCH(QString, input);
    const auto result = parseWebSocketUrl(input);
    QVERIFY2(!result, result ? qPrintable(result->toString()) : "");
    QTEST(result.error().toString(), "error");
}

void TestWebSocketUrl::resolvesAgainstABase_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("url");
    const auto row = [](const char *name, const QString &base, const QString &input, const QString &url) {
        QTest::newRow(name) << base << input << url;
    };
    const QString page = u"https://h:8443/a/b?q#f"_s;
    row("rooted", page, u"/echo"_s, u"wss://h:8443/echo"_s);
    row("sibling", page, u"echo"_s, u"wss://h:8443/a/echo"_s);
    row("up", page, u"../echo"_s, u"wss://h:8443/echo"_s);
    row("query", page, u"?test"_s, u"wss://h:8443/a/b?test"_s);
    row("empty", page, u""_s, u"wss://h:8443/a/b?q"_s);
    row("other host", page, u"//other/p"_s, u"wss://other/p"_s);
    row("other host with backslashes", page, u"\\\\other\\p"_s, u"wss://other/p"_s);
    row("same scheme without slashes", page, u"https:c"_s, u"wss://h:8443/a/c"_s);
    row("other scheme without slashes", page, u"ws:c"_s, u"ws://c/"_s);
    row("absolute", page, u"ws://x/"_s, u"ws://x/"_s);
    row("http page", u"http://h/"_s, u"s"_s, u"ws://h/s"_s);
}

void TestWebSocketUrl::resolvesAgainstABase()
{
    QFETCH(QString, base);
    QFETCH(QString, input);
    const auto result = parseWebSocketUrl(input, QUrl(base));
    QVERIFY2(result, result ? "" : qPrintable(result.error().toString()));
    QTEST(result->toString(), "url");
}

void TestWebSocketUrl::aBaseDoesNotExcuseAFragment()
{
    const auto result = parseWebSocketUrl(u"#test"_s, QUrl(u"http://h/"_s));
    QCOMPARE(result.error().toString(),
        u"A WebSocket address cannot contain \"#test\". (character 1) Remove it."_s);
}

void TestWebSocketUrl::userInfoBecomesCredentials()
{
    QCOMPARE(parseWebSocketUrl(u"ws://foo:b%61r@h/"_s)->userInfo, QByteArray("foo:bar"));
    QCOMPARE(parseWebSocketUrl(u"ws://foo@h/"_s)->userInfo, QByteArray("foo:"));
    QCOMPARE(parseWebSocketUrl(u"ws://foo:a:b@h/"_s)->userInfo, QByteArray("foo:a:b"));
    QCOMPARE(parseWebSocketUrl(u"ws://h/@x"_s)->userInfo, QByteArray());
}

void TestWebSocketUrl::hostIsWhatToLookUp()
{
    QCOMPARE(parseWebSocketUrl(u"ws://[::1]:80/"_s)->host, u"::1"_s);
    QCOMPARE(parseWebSocketUrl(u"ws://127.1/"_s)->host, u"127.0.0.1"_s);
    QCOMPARE(parseWebSocketUrl(u"ws://a..b/"_s)->host, u"a..b"_s);
}

void TestWebSocketUrl::goodSubprotocols()
{
    QVERIFY(checkSubprotocols({}));
    QVERIFY(checkSubprotocols({u"chat"_s, u"graphql-transport-ws"_s, u"v12.stomp"_s, u"!#$%&'*+-.^_`|~"_s}));
}

void TestWebSocketUrl::badSubprotocols_data()
{
    QTest::addColumn<QStringList>("protocols");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QStringList &protocols, const QString &error) {
        QTest::newRow(name) << protocols << error;
    };
    const QString allowed = u" Letters, digits and !#$%&'*+-.^_`|~ are allowed."_s;
    row("comma", {u"ok"_s, u"a,b"_s},
        u"The subprotocol \"a,b\" cannot contain \",\". (subprotocol 2, character 2) "
        u"Give each subprotocol on its own."_s);
    row("space", {u"ec ho"_s},
        u"The subprotocol \"ec ho\" cannot contain \" \". (subprotocol 1, character 3)"_s + allowed);
    row("separator", {u"/echo"_s},
        u"The subprotocol \"/echo\" cannot contain \"/\". (subprotocol 1, character 1)"_s + allowed);
    row("not ASCII", {u"\u0080echo"_s},
        u"The subprotocol \"\u0080echo\" cannot contain \"\u0080\". (subprotocol 1, character 1)"_s + allowed);
    row("empty", {u"a"_s, u""_s},
        u"A subprotocol is empty. (subprotocol 2) Give it a name, or leave it out."_s);
    const QString twice = u" Names that differ only by case count as the same."_s;
    row("twice", {u"echo"_s, u"b"_s, u"echo"_s},
        u"The subprotocol \"echo\" is given twice. (subprotocol 3)"_s + twice);
    row("twice but for case", {u"echo"_s, u"eCho"_s},
        u"The subprotocol \"eCho\" is given twice. (subprotocol 2)"_s + twice);
}

void TestWebSocketUrl::badSubprotocols()
{
    QFETCH(QStringList, protocols);
    const auto result = checkSubprotocols(protocols);
    QVERIFY(!result);
    QTEST(result.error().toString(), "error");
}

QTEST_GUILESS_MAIN(TestWebSocketUrl)
#include "tst_websocketurl.moc"
