// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/pastedcommand.h"

#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestPastedCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiedFromChrome();
    void copiedFromChromeOnWindows();
    void copiedFromFirefox();
    void wscat();
    void websocat();
    void address_data();
    void address();
    void header_data();
    void header();
    void optionsOfCurl();
    void route_data();
    void route();
    void loginOfAProxy();
    void clientCertificate_data();
    void clientCertificate();
    void whatIsLeftOutIsSaid_data();
    void whatIsLeftOutIsSaid();
    void refused_data();
    void refused();
    void recognized();
};

static QString lines(const HttpHeaders &headers)
{
    QString text;
    for (const HttpHeader &header : headers)
        text += QString::fromUtf8(header.name + ": " + header.value + '\n');
    return text;
}

void TestPastedCommand::copiedFromChrome()
{
    const auto command = parsePastedCommand(QString::fromUtf8(R"(curl 'wss://api.example.com/ws?room=\[1\]' \
  -H 'Upgrade: websocket' \
  -H 'Origin: https://app.example.com' \
  -H 'Cache-Control: no-cache' \
  -H 'Accept-Language: de-DE,de;q=0.9' \
  -H 'Pragma: no-cache' \
  -H 'Connection: Upgrade' \
  -b 'session=abc; theme=dark; n=1; long="a,b"' \
  -H 'Sec-WebSocket-Key: gYJ1yFbIkZGUUe+fVnV0wQ==' \
  -H $'User-Agent: It\'s \u0021' \
  -H 'Sec-WebSocket-Version: 13' \
  -H 'Sec-WebSocket-Protocol: graphql-transport-ws, json' \
  -H 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits' --compressed --insecure)"));
    QVERIFY2(command, qPrintable(command ? QString() : command.error().toString()));
    QCOMPARE(command->url, u"wss://api.example.com/ws?room=[1]"_s);
    QCOMPARE(command->origin, "https://app.example.com");
    QCOMPARE(command->protocols, QStringList({u"graphql-transport-ws"_s, u"json"_s}));
    QCOMPARE(command->extensions, "permessage-deflate; client_max_window_bits");
    QCOMPARE(lines(command->headers),
        u"Cache-Control: no-cache\nAccept-Language: de-DE,de;q=0.9\nPragma: no-cache\n"
        "Cookie: session=abc; theme=dark; n=1; long=\"a,b\"\nUser-Agent: It's !\n"_s);
    QVERIFY(command->insecure);
    QCOMPARE(command->cookieCount(), 4);
    QCOMPARE(command->notTaken, QStringList());
    QCOMPARE(command->summary(), u"Taken from curl: 4 headers, 4 cookies, Origin, 2 subprotocols."_s);
}

void TestPastedCommand::copiedFromChromeOnWindows()
{
    const auto command = parsePastedCommand(u"curl ^\"wss://api.example.com/ws?a=1^&b=2^\" ^\r\n"
                                            "  -H ^\"Origin: https://app.example.com^\" ^\r\n"
                                            "  -H ^\"X-Quote: say ^\\^\"hi^\\^\" at 100^%^\" ^\r\n"
                                            "  -H ^\"Sec-WebSocket-Version: 13^\""_s);
    QVERIFY(command);
    QCOMPARE(command->url, u"wss://api.example.com/ws?a=1&b=2"_s);
    QCOMPARE(command->origin, "https://app.example.com");
    QCOMPARE(lines(command->headers), u"X-Quote: say \"hi\" at 100%\n"_s);
}

void TestPastedCommand::copiedFromFirefox()
{
    const auto command = parsePastedCommand(QString::fromUtf8(
        R"(curl 'https://echo.example.com/' -X GET -H 'User-Agent: Mozilla/5.0' -H 'Accept: */*' --compressed )"
        R"(-H 'Host: echo.example.com' -H 'X-Empty;' -H $'X-Name: caf\xe9\041' -H 'Cookie: a=1'  --globoff)"));
    QVERIFY(command);
    QCOMPARE(command->url, u"wss://echo.example.com/"_s);
    QCOMPARE(lines(command->headers),
        u"User-Agent: Mozilla/5.0\nAccept: */*\nX-Empty: \nX-Name: caf\u00e9!\nCookie: a=1\n"_s);
    QCOMPARE(command->notTaken, QStringList());
}

void TestPastedCommand::wscat()
{
    const auto command = parsePastedCommand(
        u"wscat -c ws://localhost:8080/x -s chat -s 'v2.chat' -H 'X-A: 1' --auth ada:love -n "
        "-o https://a.example -x '{\"hello\":1}' -P"_s);
    QVERIFY(command);
    QCOMPARE(command->tool, u"wscat"_s);
    QCOMPARE(command->url, u"ws://localhost:8080/x"_s);
    QCOMPARE(command->protocols, QStringList({u"chat"_s, u"v2.chat"_s}));
    QCOMPARE(lines(command->headers), u"X-A: 1\nAuthorization: Basic YWRhOmxvdmU=\n"_s);
    QCOMPARE(command->origin, "https://a.example");
    QCOMPARE(command->send, QStringList(u"{\"hello\":1}"_s));
    QVERIFY(command->insecure);
    QCOMPARE(command->notTaken, QStringList());
}

void TestPastedCommand::websocat()
{
    const auto command =
        parsePastedCommand(u"websocat -kt -H='X-A: 1' --header \"X-B: 2\" --protocol=mqtt --ping-interval 25 "
                           "--socks5 127.0.0.1:1080 - wss://broker.example/mqtt"_s);
    QVERIFY(command);
    QCOMPARE(command->url, u"wss://broker.example/mqtt"_s);
    QCOMPARE(lines(command->headers), u"X-A: 1\nX-B: 2\n"_s);
    QCOMPARE(command->protocols, QStringList(u"mqtt"_s));
    QCOMPARE(command->proxy, u"socks5://127.0.0.1:1080"_s);
    QCOMPARE(command->pingInterval, 25.0);
    QVERIFY(command->insecure);
    QCOMPARE(command->summary(), u"Taken from websocat: 2 headers, 1 subprotocol, proxy."_s);
}

void TestPastedCommand::address_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::newRow("as it is") << u"curl ws://a.example/x"_s << u"ws://a.example/x"_s;
    QTest::newRow("http") << u"curl HTTP://a.example/x"_s << u"ws://a.example/x"_s;
    QTest::newRow("https") << u"curl https://a.example/x"_s << u"wss://a.example/x"_s;
    QTest::newRow("without a scheme") << u"curl a.example:81"_s << u"a.example:81"_s;
    QTest::newRow("--url") << u"curl --url wss://a.example"_s << u"wss://a.example"_s;
    QTest::newRow("--url=") << u"curl --url=wss://a.example"_s << u"wss://a.example"_s;
    QTest::newRow("behind --") << u"curl -- wss://a.example"_s << u"wss://a.example"_s;
    QTest::newRow("braces") << u"curl 'wss://a.example/\\{x\\}'"_s << u"wss://a.example/{x}"_s;
}

void TestPastedCommand::address()
{
    QFETCH(QString, text);
    const auto command = parsePastedCommand(text);
    QVERIFY(command);
    QTEST(command->url, "url");
    QCOMPARE(command->summary(), u"Taken from curl: the address."_s);
}

void TestPastedCommand::header_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("headers");
    QTest::newRow("a value with a colon") << u"-H 'X: a:b'"_s << u"X: a:b\n"_s;
    QTest::newRow("no space") << u"-HX:a"_s << u"X: a\n"_s;
    QTest::newRow("an empty one") << u"-H 'X;'"_s << u"X: \n"_s;
    QTest::newRow("one of curl's own taken away") << u"-H 'Accept:'"_s << QString();
    QTest::newRow("a colon at the end") << u"-H 'X: a:'"_s << u"X: a:\n"_s;
    QTest::newRow("one of the handshake") << u"-H 'sec-websocket-key: x'"_s << QString();
    QTest::newRow("one of HTTP/2") << u"-H ':authority: a.example'"_s << QString();
    QTest::newRow("the host of the address") << u"-H 'Host: a.example'"_s << QString();
    QTest::newRow("its host and port") << u"-H 'Host: A.example:81'"_s << QString();
    QTest::newRow("another host") << u"-H 'Host: b.example'"_s << u"Host: b.example\n"_s;
    QTest::newRow("repeats stay") << u"-H 'X: 1' -H 'X: 2'"_s << u"X: 1\nX: 2\n"_s;
    QTest::newRow("spaces around") << u"-e ' a ' -A ' b'"_s << u"Referer: a\nUser-Agent: b\n"_s;
    QTest::newRow("beyond ASCII") << u"-H 'X: \u00e9'"_s << u"X: \u00e9\n"_s;
}

void TestPastedCommand::header()
{
    QFETCH(QString, option);
    const auto command = parsePastedCommand(u"curl ws://a.example:81/ "_s + option);
    QVERIFY(command);
    QTEST(lines(command->headers), "headers");
}

void TestPastedCommand::optionsOfCurl()
{
    const auto command = parsePastedCommand(
        u"curl -vkN -A Agent -e https://r.example -u ada:love --oauth2-bearer t0k --cacert ca.pem -E me.pem "
        "--key me.key -x proxy.example:3128 --connect-timeout 2.5 ws://a.example"_s);
    QVERIFY(command);
    QCOMPARE(lines(command->headers),
        u"User-Agent: Agent\nReferer: https://r.example\nAuthorization: Basic YWRhOmxvdmU=\n"
        "Authorization: Bearer t0k\n"_s);
    QCOMPARE(command->caFile, u"ca.pem"_s);
    QCOMPARE(command->certificateFile, u"me.pem"_s);
    QCOMPARE(command->keyFile, u"me.key"_s);
    QCOMPARE(command->proxy, u"http://proxy.example:3128"_s);
    QCOMPARE(command->connectTimeout, 2.5);
    QVERIFY(command->insecure);
    QCOMPARE(command->notTaken, QStringList());
}

void TestPastedCommand::route_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("left");
    const QString another = u" is about another address and was left out."_s;
    QTest::newRow("--resolve") << u"--resolve api.example:443:10.0.0.7"_s << u"10.0.0.7 0"_s << QString();
    QTest::newRow("--resolve, IPv6 and more")
        << u"--resolve +api.example:443:[::1],10.0.0.7"_s << u"::1 0"_s << QString();
    QTest::newRow("--resolve, any host") << u"--resolve *:443:10.0.0.7"_s << u"10.0.0.7 0"_s << QString();
    QTest::newRow("--resolve, other port") << u"--resolve api.example:80:10.0.0.7"_s << u" 0"_s
                                           << u"--resolve \"api.example:80:10.0.0.7\""_s + another;
    QTest::newRow("--resolve, unreadable") << u"--resolve api.example"_s << u" 0"_s
                                           << u"--resolve \"api.example\" cannot be read and was left out."_s;
    QTest::newRow("--resolve, half of an IPv6 address")
        << u"--resolve api.example:443:["_s << u"[ 0"_s << QString();
    QTest::newRow("--connect-to") << u"--connect-to api.example:443:staging.example:8443"_s
                                  << u"staging.example 8443"_s << QString();
    QTest::newRow("--connect-to, of any") << u"--connect-to ::[::1]:"_s << u"::1 0"_s << QString();
    QTest::newRow("--connect-to, another port")
        << u"--connect-to ::: --connect-to :::8443"_s << u"api.example 8443"_s << QString();
    QTest::newRow("--connect-to, other host") << u"--connect-to b.example::c.example:"_s << u" 0"_s
                                              << u"--connect-to \"b.example::c.example:\""_s + another;
}

void TestPastedCommand::route()
{
    QFETCH(const QString, options);
    const auto command = parsePastedCommand(u"curl %1 -6 wss://api.example/feed"_s.arg(options));
    QVERIFY2(command, qPrintable(command ? QString() : command.error().toString()));
    QTEST(u"%1 %2"_s.arg(command->connectHost).arg(command->connectPort), "to");
    QTEST(command->notTaken.join(u' '), "left");
    QCOMPARE(command->ipVersion, 6);
}

void TestPastedCommand::loginOfAProxy()
{
    auto command = parsePastedCommand(u"curl -x proxy.corp:3128 -U ada:lo:ve -4 ws://a.example/"_s);
    QVERIFY(command);
    QCOMPARE(command->proxyLogin, u"ada:lo:ve"_s);
    QCOMPARE(command->ipVersion, 4);
    QCOMPARE(command->notTaken, QStringList());
    QCOMPARE(command->summary(), u"Taken from curl: proxy, IPv4 only."_s);
    command = parsePastedCommand(u"curl --proxy-user ada:love ws://a.example/"_s);
    QVERIFY(command);
    QCOMPARE(command->notTaken, QStringList(u"The login for a proxy was left out: no proxy is named."_s));
}

void TestPastedCommand::clientCertificate_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("password");
    QTest::newRow("curl") << u"curl --cert c.pem --key k.pem --pass open"_s << u"c.pem"_s << u"open"_s;
    QTest::newRow("curl, behind a colon") << u"curl -E c.p12:a:b --cert-type P12"_s << u"c.p12"_s << u"a:b"_s;
    QTest::newRow("curl, on Windows") << u"curl -E 'C:\\\\c.pem'"_s << u"C:\\\\c.pem"_s << QString();
    QTest::newRow("wscat") << u"wscat --cert c:d.pem --passphrase open"_s << u"c:d.pem"_s << u"open"_s;
    QTest::newRow("websocat") << u"websocat --client-pkcs12-der c.p12 --client-pkcs12-passwd open"_s
                              << u"c.p12"_s << u"open"_s;
}

void TestPastedCommand::clientCertificate()
{
    QFETCH(const QString, text);
    const QString url = text.startsWith(u"wscat") ? u" -c wss://a/"_s : u" wss://a/"_s;
    const auto command = parsePastedCommand(text + url);
    QVERIFY2(command, qPrintable(command ? QString() : command.error().toString()));
    QTEST(command->certificateFile, "file");
    QTEST(command->keyPassword, "password");
    QCOMPARE(command->notTaken, QStringList());
    QVERIFY(command->summary().contains(u"client certificate"));
}

void TestPastedCommand::whatIsLeftOutIsSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QString &text, const QString &sentence) {
        QTest::newRow(name) << text << sentence;
    };
    row("a body", u"curl ws://a -d x"_s, u"-d was left out: a handshake has no body."_s);
    row("a method", u"curl ws://a -X POST"_s, u"-X was left out: a handshake is always a GET."_s);
    row("a file of cookies", u"curl ws://a -b jar.txt"_s,
        u"The cookies in the file \"jar.txt\" were left out."_s);
    row("an option of tomorrow", u"curl ws://a --sparkle"_s,
        u"--sparkle is not known here and was left out."_s);
    row("a letter of tomorrow", u"curl ws://a -k?"_s, u"-? is not known here and was left out."_s);
    row("two addresses", u"curl ws://a ws://b"_s, u"\"ws://b\" is a second address and was left out."_s);
    row("no number", u"curl ws://a --connect-timeout soon"_s,
        u"--connect-timeout \"soon\" is no number of seconds and was left out."_s);
    row("a pipe", u"curl ws://a | jq ."_s,
        u"What follows from character 13 on is for the shell and was left out."_s);
}

void TestPastedCommand::whatIsLeftOutIsSaid()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const auto command = parsePastedCommand(text);
    QVERIFY(command);
    QCOMPARE(command->url, u"ws://a"_s);
    QCOMPARE(command->notTaken, QStringList(sentence));
}

void TestPastedCommand::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QString &text, const QString &sentence) {
        QTest::newRow(name) << text << sentence;
    };
    row("no address", u"curl -k"_s,
        u"The curl command names no address. Copy the whole command, with its ws:// or wss:// address."_s);
    row("half a command", u"curl ws://a -H"_s,
        u"-H stands at the end without its value. (character 13) Copy the whole command."_s);
    row("no header", u"curl ws://a -H 'no header'"_s,
        u"\"no header\" is no header. (character 16) Right is \"Name: value\" in one line."_s);
    row("two headers in one", u"curl ws://a -H $'A: b\\r\\nC: d'"_s,
        u"\"A: b\r\nC: d\" is no header. (character 16) Right is \"Name: value\" in one line."_s);
    row("two lines of a referer", u"curl ws://a -e $'a\\nb'"_s,
        u"\"a\nb\" is no header. (character 16) Right is \"Name: value\" in one line."_s);
    row("a NUL", u"curl ws://a -e $'a\\0b'"_s,
        u"A word of the command has a NUL. (character 16) Copy the command as text."_s);
    row("half a quotation", u"curl 'ws://a"_s,
        u"The command ends inside a quotation. (character 6) A closing ' is missing."_s);
    row("a server", u"wscat -l 8080"_s,
        u"wscat -l waits for connections, it does not make one. (character 10) Right is the command of a client."_s);
    row("another tool", u"wget ws://a"_s,
        u"This is no command that is known here. Right is a curl, wscat or websocat command."_s);
}

void TestPastedCommand::refused()
{
    QFETCH(QString, text);
    const auto command = parsePastedCommand(text);
    QVERIFY(!command);
    QTEST(command.error().toString(), "sentence");
}

void TestPastedCommand::recognized()
{
    QVERIFY(looksLikeCommand(u"curl 'wss://a'"_s));
    QVERIFY(!looksLikeCommand(u"wss://curl.example/"_s));
    QVERIFY(!looksLikeCommand(u"curl.example/ws"_s));
}

QTEST_GUILESS_MAIN(TestPastedCommand)
#include "tst_pastedcommand.moc"
