// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/copiedcommand.h"
#include "formats/javascriptsnippet.h"
#include "formats/pythonscript.h"
#include "formats/shellquoting.h"
#include "formats/websocatcommand.h"
#include "formats/wscatcommand.h"

#include <QProcess>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

// What each of the tools can say; `tool` is the one that says it.
PastedCommand plain(const QString &tool)
{
    PastedCommand command;
    command.tool = tool;
    command.url = u"wss://api.example/feed?a=1"_s;
    command.headers = {{"User-Agent", "it's me"}, {"Cookie", "sid=1; theme=dark"}, {"X-One", "\"1\" $HOME"}};
    command.origin = "https://app.example";
    command.protocols = {u"chat"_s, u"v2"_s};
    return command;
}

QStringList described(const PastedCommand &command)
{
    QStringList lines{command.tool, command.url, QString::fromUtf8(command.origin),
        command.protocols.join(u'+'), command.caFile, command.certificateFile, command.keyFile,
        command.keyPassword, command.tlsName, QString::number(command.needsTls13), command.proxy,
        command.proxyLogin, command.connectHost, QString::number(command.connectPort),
        QString::number(command.ipVersion), command.send.join(u'+'), QString::number(command.connectTimeout),
        QString::number(command.pingInterval)};
    for (const HttpHeader &header : command.headers)
        lines.append(QString::fromUtf8(header.name + '=' + header.value));
    return lines;
}

using Write = CopiedText (*)(const CopiedMessage &message);
CopiedText curl(const CopiedMessage &message)
{
    return curlCommand(message);
}

struct Tool {
    const char *name;
    Write write;
};
constexpr Tool tools[] = {{"curl", curl}, {"wscat", wscatCommand}, {"websocat", websocatCommand},
    {"JavaScript", javaScriptSnippet}, {"Python", pythonScript}};

Write toolOf(const QString &name)
{
    for (const Tool &tool : tools) {
        if (name == QLatin1StringView(tool.name))
            return tool.write;
    }
    return nullptr;
}

} // namespace

class TestCopiedMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isReadBackAsTheSame_data();
    void isReadBackAsTheSame();
    void saysWhatAToolCannot_data();
    void saysWhatAToolCannot();
    void takesPayloadsOfAllKinds_data();
    void takesPayloadsOfAllKinds();
    void pkcs12IsForWhoTakesIt();
    void theShellHandsOverEachByte();
    void aPageOpensTheConnection();
    void aProgramOpensTheConnection();
    void ofAHandshake();
    void hidesWhatIsSecret();
};

void TestCopiedMessage::isReadBackAsTheSame_data()
{
    QTest::addColumn<CopiedMessage>("message");
    QTest::addColumn<QString>("payload");
    const auto row = [](const PastedCommand &connection, const QByteArray &payload, bool isSent) {
        QTest::newRow(qPrintable(connection.tool))
            << CopiedMessage{connection, payload, true} << (isSent ? QString::fromUtf8(payload) : QString());
    };
    const QByteArray nasty = "it's {\"a\": \"$HOME `id` \\\\ !x\"} Zo\xc3\xab \x01\t";
    PastedCommand curl = plain(u"curl"_s);
    curl.extensions = "permessage-deflate";
    curl.caFile = u"ca.pem"_s;
    curl.certificateFile = u"my c: 1.pem"_s;
    curl.keyFile = u"k.pem"_s;
    curl.keyPassword = u"open"_s;
    curl.needsTls13 = true;
    curl.proxy = u"http://proxy.corp:3128"_s;
    curl.proxyLogin = u"ann:pw"_s;
    curl.connectHost = u"::1"_s;
    curl.connectPort = 8443;
    curl.ipVersion = 6;
    curl.connectTimeout = 2.5;
    row(curl, nasty, false);
    PastedCommand wscat = plain(u"wscat"_s);
    wscat.caFile = u"ca.pem"_s;
    wscat.certificateFile = u"c.pem"_s;
    wscat.keyFile = u"k.pem"_s;
    wscat.keyPassword = u"o'pen"_s;
    wscat.proxy = u"http://proxy.corp:3128"_s;
    row(wscat, nasty + "\n2", true);
    PastedCommand websocat = plain(u"websocat"_s);
    websocat.tlsName = u"name.example"_s;
    websocat.proxy = u"socks5://proxy.corp:1080"_s;
    websocat.pingInterval = 25;
    websocat.certificateFile = u"c.p12"_s;
    websocat.keyPassword = u"open"_s;
    row(websocat, nasty, true);
}

void TestCopiedMessage::isReadBackAsTheSame()
{
    QFETCH(const CopiedMessage, message);
    QFETCH(const QString, payload);
    PastedCommand expected = message.connection;
    if (!payload.isEmpty())
        expected.send = {payload};
    const CopiedText copied = toolOf(expected.tool)(message);
    const auto read = parsePastedCommand(copied.text);
    QVERIFY2(read, qPrintable(copied.text));
    QCOMPARE(described(*read), described(expected));
    QCOMPARE(read->notTaken, QStringList());
    QCOMPARE(copied.lacks.size(), payload.isEmpty() ? 1 : 0); // curl sends nothing
}

void TestCopiedMessage::saysWhatAToolCannot_data()
{
    QTest::addColumn<QString>("lack");
    QTest::newRow("curl") << u"curl cannot say everything: left out are the TLS name n.example, the pings."_s;
    QTest::newRow("wscat")
        << u"wscat cannot say everything: left out are the TLS name n.example, TLS 1.3 at "
           "least, the proxy socks5://p:1080, its login, the address 10.0.0.7:8443, IPv4 only, "
           "the time to connect, the pings."_s;
    QTest::newRow("websocat")
        << u"websocat cannot say everything: left out are the Host other.example, the "
           "authority, the client certificate, TLS 1.3 at least, its login, the address "
           "10.0.0.7:8443, IPv4 only, the time to connect."_s;
    QTest::newRow("JavaScript")
        << u"A page of a browser cannot say everything: left out are the headers Origin, Host, X-One, the "
           "authority, the client certificate, the TLS name n.example, TLS 1.3 at least, the proxy "
           "socks5://p:1080, its login, the address 10.0.0.7:8443, IPv4 only, the time to connect, the pings."_s;
    QTest::newRow("Python") << u"The library websockets cannot say everything: left out are the Host "
                               "other.example, the proxy socks5://p:1080, its login."_s;
}

void TestCopiedMessage::saysWhatAToolCannot()
{
    PastedCommand to;
    to.url = u"wss://h/"_s;
    to.headers = {{"Host", "other.example"}, {"X-One", "1"}, {"x-one", "2"}};
    to.origin = "https://app.example";
    to.caFile = u"ca.pem"_s;
    to.certificateFile = u"c.pem"_s;
    to.tlsName = u"n.example"_s;
    to.needsTls13 = true;
    to.proxy = u"socks5://p:1080"_s;
    to.proxyLogin = u"ann:pw"_s;
    to.connectHost = u"10.0.0.7"_s;
    to.connectPort = 8443;
    to.ipVersion = 4;
    to.connectTimeout = 3;
    to.pingInterval = 25;
    const CopiedText copied = toolOf(QString::fromLatin1(QTest::currentDataTag()))({to, "x", true});
    QTEST(copied.lacks.last(), "lack");
    QVERIFY2(
        !copied.text.contains(u"ann:pw") || QTest::currentDataTag() == "curl"_ba, qPrintable(copied.text));
}

void TestCopiedMessage::takesPayloadsOfAllKinds_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("written"); // somewhere in the text; empty: left out
    QTest::addColumn<QString>("lack");
    int number = 0;
    const auto row = [&number](const QString &tool, bool isText, const QByteArray &payload,
                         const QString &written, const QString &lack) {
        QTest::addRow("%s, %d", qPrintable(tool), ++number) << tool << isText << payload << written << lack;
    };
    const QByteArray nul("a\0b", 3);
    const QByteArray broken("\xff\xfe");
    const QByteArray lines("1\n\"2\"\\");
    row(u"wscat"_s, true, lines, u"--execute $'1\\x0a\"2\"\\\\'"_s, {});
    row(u"wscat"_s, true, nul, {},
        u"The text holds a NUL, where an argument of a command ends: it is left out."_s);
    row(u"wscat"_s, true, broken, {},
        u"The text is not UTF-8, and wscat sends nothing else: it is left out."_s);
    row(u"wscat"_s, false, nul, {}, u"wscat sends text only: the message is left out."_s);
    row(u"websocat"_s, true, "a 'b'", u"<<< 'a '\\''b'\\'''"_s, {});
    row(u"websocat"_s, true, lines, {},
        u"The text holds line ends, at which websocat would cut it into several: it is left out."_s);
    row(u"websocat"_s, true, nul, {},
        u"The text holds a NUL, which a shell cannot hand over: it is left out."_s);
    row(u"websocat"_s, true, broken, {},
        u"The text is not UTF-8, and websocat sends nothing else as text: it is left out."_s);
    row(u"websocat"_s, false, nul, u"--binary --no-close 'ws://h/' \\\n  < <(printf '\\141\\000\\142')"_s, {});
    row(u"JavaScript"_s, true, lines, u"socket.send(\"1\\n\\\"2\\\"\\\\\")"_s, {});
    row(u"JavaScript"_s, true, nul, u"socket.send(\"a\\u0000b\")"_s, {});
    row(u"JavaScript"_s, true, "\xe2\x80\xae \xe2\x80\xa8 Zo\xc3\xab \xf0\x9f\x98\x80",
        u"socket.send(\"\\u202e \\u2028 Zo\u00eb \U0001f600\")"_s, {});
    row(u"JavaScript"_s, true, broken, {},
        u"The text is not UTF-8, and a browser sends nothing else: it is left out."_s);
    row(u"JavaScript"_s, false, broken, u"socket.send(new Uint8Array([255, 254]))"_s, {});
    row(u"Python"_s, true, lines, u"connection.send(\"1\\n\\\"2\\\"\\\\\")"_s, {});
    row(u"Python"_s, true, broken, {},
        u"The text is not UTF-8, and websockets sends nothing else as text: it is left out."_s);
    row(u"Python"_s, false, nul, u"connection.send(b\"\\x61\\x00\\x62\")"_s, {});
    const QByteArray marked("\xef\xbb\xbfHi"); // a byte order mark is text
    row(u"wscat"_s, true, marked, u"--execute '\ufeffHi'"_s, {});
    row(u"websocat"_s, true, marked, u"<<< '\ufeffHi'"_s, {});
    row(u"JavaScript"_s, true, marked, u"socket.send(\"\\ufeffHi\")"_s, {});
    row(u"Python"_s, true, marked, u"connection.send(\"\\ufeffHi\")"_s, {});
    row(u"wscat"_s, true, QByteArray(128 << 10, 'x'), {},
        u"The text is longer than an argument of a command may be: it is left out."_s);
    row(u"websocat"_s, true, QByteArray(65'537, 'x'), {},
        u"The message is longer than 64 KiB, at which websocat would cut it into several: it is left out."_s);
    row(u"websocat"_s, false, QByteArray(65'537, 'x'), {},
        u"The message is longer than 64 KiB, at which websocat would cut it into several: it is left out."_s);
    row(u"websocat"_s, false, "", {},
        u"The message is empty, and websocat sends nothing for no bytes: it is left out."_s);
}

// A file that a tool would read as PEM is not told to it.
void TestCopiedMessage::pkcs12IsForWhoTakesIt()
{
    PastedCommand to;
    to.url = u"wss://h/"_s;
    to.certificateFile = u"c.p12"_s;
    to.keyPassword = u"pw"_s;
    const CopiedMessage message{to, "x", true};
    QVERIFY(curl(message).text.contains(u"--cert 'c.p12' \\\n  --cert-type 'P12'"));
    for (const Tool &tool : {tools[1], tools[4]}) {
        const CopiedText copied = tool.write(message);
        QVERIFY2(!copied.text.contains(u"c.p12"), tool.name);
        QVERIFY2(
            copied.lacks.join(u' ').contains(u"the client certificate, the password of its key"), tool.name);
    }
}

void TestCopiedMessage::takesPayloadsOfAllKinds()
{
    QFETCH(const QString, tool);
    QFETCH(const bool, isText);
    QFETCH(const QByteArray, payload);
    QFETCH(const QString, written);
    QFETCH(const QString, lack);
    PastedCommand to;
    to.url = u"ws://h/"_s;
    const CopiedText copied = toolOf(tool)({to, payload, isText});
    QVERIFY2(copied.text.contains(written), qPrintable(copied.text));
    QCOMPARE(copied.lacks.join(u' '), lack);
    for (const auto *sends : {"--execute", "<<<", "printf", ".send("})
        QVERIFY2(
            !written.isEmpty() || !copied.text.contains(QLatin1StringView(sends)), qPrintable(copied.text));
}

void TestCopiedMessage::theShellHandsOverEachByte()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    QProcess shell;
    shell.start(u"bash"_s, {u"-c"_s, u"cat < <(printf %1)"_s.arg(printfQuoted(all))});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput().toHex(), all.toHex());
}

void TestCopiedMessage::aPageOpensTheConnection()
{
    PastedCommand to;
    to.url = u"wss://h/?q=\"1\""_s;
    to.protocols = {u"chat"_s, u"v2"_s};
    QCOMPARE(javaScriptSnippet({to, "hi", true}).text,
        u"const socket = new WebSocket(\"wss://h/?q=\\\"1\\\"\", [\"chat\", \"v2\"]);\n"
        "socket.binaryType = \"arraybuffer\";\n"
        "socket.onopen = () => socket.send(\"hi\");\n"
        "socket.onmessage = ({ data }) => console.log(data);\n"
        "socket.onclose = ({ code, reason }) => console.log(code, reason);\n"_s);
}

void TestCopiedMessage::aProgramOpensTheConnection()
{
    PastedCommand to;
    to.url = u"wss://h/"_s;
    to.headers = {{"X-One", "1"}};
    to.protocols = {u"chat"_s};
    to.caFile = u"ca.pem"_s;
    to.ipVersion = 6;
    QCOMPARE(pythonScript({to, "hi", true}).text,
        u"import asyncio\nimport socket\nimport ssl\n\nimport websockets\n\n"
        "# Its name since websockets 14, and the one before.\n"
        "new = int(websockets.__version__.split(\".\")[0]) >= 14\n"
        "headers = \"additional_headers\" if new else \"extra_headers\"\n"
        "tls = ssl.create_default_context()\n"
        "tls.load_verify_locations(\"ca.pem\")\n\n"
        "async def main():\n"
        "    async with websockets.connect(\n"
        "        \"wss://h/\",\n"
        "        **{headers: [(\"X-One\", \"1\")]},\n"
        "        subprotocols=[\"chat\"],\n"
        "        compression=None,\n"
        "        ssl=tls,\n"
        "        family=socket.AF_INET6,\n"
        "    ) as connection:\n"
        "        await connection.send(\"hi\")\n"
        "        async for answer in connection:\n"
        "            print(answer)\n\n\n"
        "asyncio.run(main())\n"_s);
}

void TestCopiedMessage::ofAHandshake()
{
    HttpHead head;
    head.headers = {{"Host", "h.example:81"}, {"Connection", "Upgrade"}, {"Upgrade", "websocket"},
        {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}, {"Sec-WebSocket-Version", "13"},
        {"Sec-WebSocket-Protocol", "chat, v2"}, {"Sec-WebSocket-Extensions", "permessage-deflate"},
        {"Origin", "https://a"}, {"X-One", "1"}};
    const PastedCommand command = commandOf(u"ws://h.example:81/x"_s, head);
    QCOMPARE(command.url, u"ws://h.example:81/x"_s);
    QCOMPARE(command.headers, HttpHeaders({{"X-One", "1"}}));
    QCOMPARE(command.protocols, QStringList({u"chat"_s, u"v2"_s}));
    QCOMPARE(command.extensions, std::optional(QByteArray("permessage-deflate")));
    QCOMPARE(command.origin, QByteArray("https://a"));
}

void TestCopiedMessage::hidesWhatIsSecret()
{
    const QString jwt = u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"_s;
    PastedCommand to = plain(u"curl"_s);
    to.url = u"wss://ann:s3cret@api.example/feed?token=s3cret&a=1"_s;
    to.headers.append(HttpHeader{"Authorization", "Bearer s3cret"});
    to.headers.append(HttpHeader{"X-Thing", jwt.toUtf8()});
    to.protocols.append(jwt);
    to.keyPassword = u"s3cret"_s;
    to.proxyLogin = u"ann:s3cret"_s;
    QCOMPARE(hideSecrets(to),
        QStringList({u"Cookie"_s, u"Authorization"_s, u"X-Thing"_s, u"a subprotocol"_s,
            u"what the address holds"_s, u"the password of the key"_s, u"the login of the proxy"_s}));
    QCOMPARE(to.url, u"wss://api.example/feed?token=<secret>&a=1"_s);
    for (const Tool &tool : tools) {
        const QString text = tool.write({to, "x", true}).text;
        QVERIFY2(
            !text.contains(u"s3cret") && !text.contains(jwt) && !text.contains(u"sid=1"), qPrintable(text));
    }
    PastedCommand none = plain(u"curl"_s);
    none.headers.removeIf([](const HttpHeader &header) { return header.name == "Cookie"; });
    QCOMPARE(hideSecrets(none), QStringList());
}

QTEST_GUILESS_MAIN(TestCopiedMessage)
#include "tst_copiedmessage.moc"
