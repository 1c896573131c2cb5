// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/openingrequest.h"
#include "ui/connectiondraft.h"

#include "support/fulldraft.h"

#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using framescope::test::fullDraft;
using namespace Qt::StringLiterals;

namespace {

using Tab = ConnectionDraft::Tab;

NamedValue on(const QString &name, const QString &value)
{
    return {true, name, value, u"typed"_s};
}

NamedValue off(const QString &name, const QString &value)
{
    return {false, name, value, u"typed"_s};
}

// "Name: value" a line, as it goes out of the program; the key, which is random, left out.
QStringList linesOf(const ConnectionDraft &draft, const QString &url)
{
    const ConnectionOptions options = draft.toOptions(url);
    const HandshakeRequest request = openingRequest(*parseWebSocketUrl(options.url), options);
    QStringList lines{u"GET %1"_s.arg(QString::fromUtf8(request.target))};
    for (const HttpHeader &header : request.headers) {
        if (header.name != "Sec-WebSocket-Key")
            lines.append(QString::fromUtf8(header.name + ": " + header.value));
    }
    return lines;
}

ConnectionDraft withHeader(const QString &name, const QString &value)
{
    ConnectionDraft draft;
    draft.headers = {on(name, value)};
    return draft;
}

} // namespace

class TestConnectionDraft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyOneChangesNothing();
    void becomesTheRequest();
    void queryGoesBehindTheAddress_data();
    void queryGoesBehindTheAddress();
    void authorization_data();
    void authorization();
    void saysWhatCannotBeSent_data();
    void saysWhatCannotBeSent();
    void whatIsDoubtfulCanBeSent_data();
    void whatIsDoubtfulCanBeSent();
    void whatIsOffCannotBeWrong();
    void countsWhatDiffers();
    void takesACommand();
    void takesTlsAndRouteOfACommand();
    void tellsTlsAndRouteToACommand();
    void takesTheOfferOfACommand();
    void aCommandKeepsTheDefaults();
    void aMissingFileOfACommand();
    void readsAChosenFile();
    void refusesAHugeFile();
};

void TestConnectionDraft::anEmptyOneChangesNothing()
{
    const ConnectionOptions made = ConnectionDraft().toOptions(u"ws://h/"_s);
    QCOMPARE(made.url, u"ws://h/"_s);
    QVERIFY(made.headers.isEmpty());
    QVERIFY(made.origin.isEmpty());
    QVERIFY(made.deflate == ConnectionOptions().deflate);
    QVERIFY(ConnectionDraft().problems().isEmpty());
    QCOMPARE(ConnectionDraft().differences({}), 0);
}

void TestConnectionDraft::becomesTheRequest()
{
    ConnectionDraft draft;
    draft.headers = {on(u"X-Trace"_s, u"1"_s), off(u"X-Off"_s, u"2"_s), on(u"x-trace"_s, u"3"_s)};
    draft.cookies = {on(u"sid"_s, u"a=b"_s), off(u"old"_s, u"1"_s), on(u"theme"_s, u"dark"_s)};
    draft.query = {on(u"room"_s, u"a & b"_s)};
    draft.origin = u"https://app.example"_s;
    draft.userAgent = u"Mozilla/5.0"_s;
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"tok"_s;
    draft.plain.protocols = {u"chat"_s, u"v2"_s};
    draft.plain.deflate.reset();
    const QStringList lines = linesOf(draft, u"ws://h.example/feed?a=1"_s);
    QCOMPARE(lines,
        QStringList({u"GET /feed?a=1&room=a%20%26%20b"_s, u"Host: h.example"_s, u"Connection: Upgrade"_s,
            u"Upgrade: websocket"_s, u"Sec-WebSocket-Version: 13"_s, u"Sec-WebSocket-Protocol: chat, v2"_s,
            u"Origin: https://app.example"_s, u"User-Agent: Mozilla/5.0"_s, u"Authorization: Bearer tok"_s,
            u"Cookie: sid=a=b; theme=dark"_s, u"X-Trace: 1"_s, u"x-trace: 3"_s}));
}

void TestConnectionDraft::queryGoesBehindTheAddress_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("made");
    QTest::newRow("none yet") << u"ws://h/p"_s << u"ws://h/p?k=%C3%BC"_s;
    QTest::newRow("one there") << u"ws://h/p?a=1"_s << u"ws://h/p?a=1&k=%C3%BC"_s;
    QTest::newRow("a fragment stays where it is refused") << u"ws://h/p#x"_s << u"ws://h/p?k=%C3%BC#x"_s;
}

void TestConnectionDraft::queryGoesBehindTheAddress()
{
    QFETCH(const QString, url);
    ConnectionDraft draft;
    draft.query = {on(u"k"_s, u"\u00fc"_s), off(u"no"_s, u"1"_s)};
    QTEST(draft.toOptions(url).url, "made");
}

void TestConnectionDraft::authorization_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("none") << 0 << QByteArray();
    QTest::newRow("basic, RFC 7617") << 1 << QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    QTest::newRow("bearer, RFC 6750") << 2 << QByteArray("Bearer mF_9.B5f-4.1JqM");
}

void TestConnectionDraft::authorization()
{
    QFETCH(const int, kind);
    ConnectionDraft draft;
    draft.auth = static_cast<ConnectionDraft::Auth>(kind);
    draft.user = u"Aladdin"_s;
    draft.password = u"open sesame"_s;
    draft.token = u"mF_9.B5f-4.1JqM"_s;
    const HttpHeaders headers = draft.toOptions(u"ws://h/"_s).headers;
    QTEST(headers.isEmpty() ? QByteArray() : headers.first().value, "header");
}

void TestConnectionDraft::saysWhatCannotBeSent_data()
{
    QTest::addColumn<ConnectionDraft>("draft");
    QTest::addColumn<int>("tab");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const ConnectionDraft &draft, Tab tab, const QString &what,
                         const QString &where) {
        QTest::newRow(name) << draft << static_cast<int>(tab) << what << where;
    };
    ConnectionDraft draft = withHeader(u"X-Good"_s, u"1"_s);
    draft.headers.append(on(u"X Trace"_s, u"1"_s));
    row("name of a header", draft, Tab::Request, u"X Trace"_s, u"header 2"_s);
    row("line end in a header", withHeader(u"X"_s, u"a\nb"_s), Tab::Request, u"line"_s, u"header 1"_s);
    draft = {};
    draft.cookies = {on(u"a"_s, u"1;2"_s)};
    row("semicolon in a cookie", draft, Tab::Request, u"semicolon"_s, u"cookie 1"_s);
    draft.cookies = {on(u"a b"_s, u"1"_s)};
    row("name of a cookie", draft, Tab::Request, u"a b"_s, u"cookie 1"_s);
    draft = {};
    draft.plain.protocols = {u"chat"_s, u"chat"_s};
    row("subprotocol twice", draft, Tab::Protocols, u"chat"_s, QString());
    draft = {};
    draft.certificate = readChosen(u"/no/such/c.pem"_s);
    row("a certificate that is not there", draft, Tab::Tls, u"\"/no/such/c.pem\" cannot be read"_s, QString());
    draft = {};
    draft.plain.proxy.kind = ProxyOptions::Kind::Http;
    row("proxy without address", draft, Tab::Route, u"no address"_s, QString());
    draft.plain.proxy = {ProxyOptions::Kind::Socks5, u"p"_s, 1080, QString(256, u'u'), {}};
    row("a user longer than SOCKS5 has room for", draft, Tab::Route, u"255"_s, QString());
    draft = {};
    draft.plain.connectTo.host = u"10.0.0.7:99999"_s;
    row("a port that is none", draft, Tab::Route, u"10.0.0.7:99999"_s, u"character 10"_s);
    draft.plain.connectTo.host = u"10.0.0.7:80:90"_s;
    row("two ports", draft, Tab::Route, u"two ports"_s, u"character 12"_s);
    draft = {};
    draft.plain.tls.serverName = u"https://api.example"_s;
    row("a name for TLS that is an address", draft, Tab::Tls, u"scheme"_s, u"character 1"_s);
    draft.plain.tls = {};
    draft.plain.tls.acceptedFingerprints = {QString(64, u'a'), QString(63, u'b')};
    row("a fingerprint that is too short", draft, Tab::Tls, u"63 of 64"_s, u"certificate 2"_s);
    draft = {};
    draft.plain.protocols = {u"chat,v2"_s};
    row("a subprotocol with a comma, of a library", draft, Tab::Protocols, u"cannot contain \",\""_s,
        u"subprotocol 1, character 5"_s);
    draft = {};
    draft.plain.pingAnswer = {PingAnswer::Kind::OtherPayload, 0, QByteArray(126, 'x')};
    row("a pong that is too long", draft, Tab::Behaviour, u"125"_s, QString());
    draft = {};
    draft.auth = ConnectionDraft::Auth::Bearer;
    draft.token = u"a\r\nX: y"_s;
    row("line end in a token", draft, Tab::Auth, u"line"_s, QString());
}

void TestConnectionDraft::saysWhatCannotBeSent()
{
    QFETCH(const ConnectionDraft, draft);
    QFETCH(const QString, what);
    QFETCH(const QString, where);
    const auto problems = draft.problems();
    QCOMPARE(problems.size(), 1);
    QTEST(static_cast<int>(problems.first().tab), "tab");
    const Error &error = problems.first().error;
    QVERIFY2(error.toString().contains(what), qPrintable(error.toString()));
    QVERIFY2(error.where.startsWith(where), qPrintable(error.where));
    QVERIFY2(!error.remedy.isEmpty() || what == u"255" || !draft.certificate.wrong.isEmpty(),
        qPrintable(error.toString()));
}

void TestConnectionDraft::whatIsDoubtfulCanBeSent_data()
{
    QTest::addColumn<ConnectionDraft>("draft");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const ConnectionDraft &draft, const QString &sentence) {
        QTest::newRow(name) << draft << sentence;
    };
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Basic;
    draft.user = u"corp:ann"_s;
    row("a colon in a user name", draft,
        u"A server reads \"corp\" as the user and the rest as the password. (character 5) Basic has no user "
        u"name "
        "with a colon (RFC 7617, 2)."_s);
    draft = {};
    draft.query = {on(u"a"_s, {}), on({}, u"7"_s)};
    row("a parameter without a name", draft,
        u"The parameter has a value, but no name: it goes as \"=\" and the value. (parameter 2) Give it a "
        u"name, "
        "or switch it off."_s);
    draft = {};
    draft.plain.connectTo.host = u"2001:db8::7:8080"_s;
    row("an IPv6 address that may end in a port", draft,
        u"All of \"2001:db8::7:8080\" is read as the address, and the port is that of the URL. (character "
        u"12) "
        "If 8080 is the port, write [2001:db8::7]:8080."_s);
}

void TestConnectionDraft::whatIsDoubtfulCanBeSent()
{
    QFETCH(const ConnectionDraft, draft);
    const auto problems = draft.problems();
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().mark, WrongMark::Doubt);
    QTEST(problems.first().error.toString(), "sentence");
}

void TestConnectionDraft::whatIsOffCannotBeWrong()
{
    ConnectionDraft draft;
    draft.headers = {off(u"X Trace"_s, u"1"_s)};
    draft.cookies = {off(u"a"_s, u"1;2"_s)};
    draft.query = {off({}, u"7"_s)};
    draft.user = u"corp:ann"_s; // no Basic
    QVERIFY(draft.problems().isEmpty());
}

void TestConnectionDraft::countsWhatDiffers()
{
    ConnectionDraft draft;
    draft.headers = {on(u"A"_s, u"1"_s), off(u"B"_s, u"1"_s)};
    draft.origin = u"https://a"_s;
    draft.plain.deflate.reset();
    draft.plain.timeouts.close = 1;
    draft.plain.inflateLimit = 1;
    draft.plain.sendLimit = 1;
    QCOMPARE(draft.differences(Tab::Request, {}), 2);
    QCOMPARE(draft.differences(Tab::Auth, {}), 0);
    QCOMPARE(draft.differences(Tab::Protocols, {}), 1);
    QCOMPARE(draft.differences(Tab::Behaviour, {}), 3);
    QCOMPARE(draft.differences({}), 6);
}

void TestConnectionDraft::takesACommand()
{
    const auto command =
        parsePastedCommand(u"curl 'wss://a.example/x' -H 'Origin: https://a.example' -H 'User-Agent: UA' "
                           u"-H 'Cookie: sid=1; t=a=b' -H 'X-One: 1' -H 'Sec-WebSocket-Protocol: chat, v2' "
                           u"--connect-timeout 2.5 --proxy http://me:pw@proxy.corp:8080"_s);
    QVERIFY(command);
    const ConnectionDraft draft = draftOf(*command);
    QCOMPARE(draft.origin, u"https://a.example"_s);
    QCOMPARE(draft.userAgent, u"UA"_s);
    QCOMPARE(draft.cookies,
        NamedValues({{true, u"sid"_s, u"1"_s, u"curl"_s}, {true, u"t"_s, u"a=b"_s, u"curl"_s}}));
    QCOMPARE(draft.headers, NamedValues({{true, u"X-One"_s, u"1"_s, u"curl"_s}}));
    QCOMPARE(draft.plain.protocols, QStringList({u"chat"_s, u"v2"_s}));
    QCOMPARE(draft.plain.timeouts.connect, 2500);
    const ProxyOptions &proxy = draft.plain.proxy;
    QCOMPARE(proxy.kind, ProxyOptions::Kind::Http);
    QCOMPARE(u"%1:%2"_s.arg(proxy.host).arg(proxy.port), u"proxy.corp:8080"_s);
    QCOMPARE(proxy.user + u'/' + proxy.password, u"me/pw"_s);
    QVERIFY(draft.problems().isEmpty());
}

void TestConnectionDraft::takesTlsAndRouteOfACommand()
{
    auto command =
        parsePastedCommand(u"curl wss://a.example/ --cert c.pem --key k.pem --pass open --tlsv1.3 -4 "
                           u"-x proxy.corp:8080 -U me:pw --connect-to ::b.example:8443"_s);
    QVERIFY(command);
    ConnectionDraft draft = draftOf(*command);
    QCOMPARE(draft.certificate.path + u'+' + draft.key.path, u"c.pem+k.pem"_s);
    QCOMPARE(draft.plain.tls.clientPassword, u"open"_s);
    QCOMPARE(draft.plain.tls.minimum, TlsVersion::Tls13);
    QCOMPARE(draft.plain.family, AddressFamily::IPv4);
    QCOMPARE(draft.plain.proxy.user + u'/' + draft.plain.proxy.password, u"me/pw"_s);
    QCOMPARE(draft.plain.connectTo.host, u"b.example"_s);
    QCOMPARE(draft.plain.connectTo.port, 8443);
    command = parsePastedCommand(u"websocat wss://10.0.0.7/ --tls-domain api.example"_s);
    QVERIFY(command);
    QCOMPARE(draftOf(*command).plain.tls.serverName, u"api.example"_s);
}

void TestConnectionDraft::tellsTlsAndRouteToACommand()
{
    const ConnectionDraft draft = fullDraft();
    PastedCommand command;
    tellTlsAndRoute(draft, command);
    const ConnectionDraft taken = draftOf(command);
    QCOMPARE(taken.ca.path, draft.ca.path);
    QCOMPARE(taken.certificate.path, draft.certificate.path);
    QCOMPARE(taken.key.path, draft.key.path);
    const auto words = [](const ConnectionDraft &of) {
        const ConnectionOptions &o = of.plain;
        return QStringList{o.tls.clientPassword, o.tls.serverName, QString::number(int(o.tls.minimum)),
            QString::number(int(o.proxy.kind)), o.proxy.host, QString::number(o.proxy.port), o.proxy.user,
            o.proxy.password, o.connectTo.host, QString::number(o.connectTo.port),
            QString::number(int(o.family)), QString::number(o.keepalive.interval),
            QString::number(o.timeouts.connect)};
    };
    QCOMPARE(words(taken), words(draft));
    PastedCommand none;
    tellTlsAndRoute({}, none);
    QVERIFY(none.proxy.isEmpty() && none.connectTimeout == 0 && none.pingInterval == 0);
}

void TestConnectionDraft::takesTheOfferOfACommand()
{
    auto command = parsePastedCommand(
        u"curl wss://a/ -H 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10'"_s);
    QVERIFY(command);
    QCOMPARE(draftOf(*command).plain.deflate.value().serverMaxWindowBits, 10);
    command = parsePastedCommand(u"curl wss://a/ -H 'Sec-WebSocket-Extensions: x-other'"_s);
    QVERIFY(command);
    QVERIFY(!draftOf(*command).plain.deflate);
    command = parsePastedCommand(u"curl wss://a/"_s); // says nothing of it: as always
    QVERIFY(command);
    QVERIFY(draftOf(*command).plain.deflate == ConnectionOptions().deflate);
}

void TestConnectionDraft::aCommandKeepsTheDefaults()
{
    ConnectionDraft defaults;
    defaults.userAgent = u"tester/1"_s;
    defaults.plain.keepalive.interval = 25'000;
    defaults.plain.timeouts.connect = 3000;
    auto command = parsePastedCommand(u"curl wss://a/"_s);
    QVERIFY(command);
    QCOMPARE(draftOf(*command, defaults).differences(defaults), 0);
    QCOMPARE(draftOf(*command, defaults).differences({}), 3);
    command = parsePastedCommand(u"curl wss://a/ -H 'User-Agent: UA' --connect-timeout 2.5"_s);
    QVERIFY(command);
    const ConnectionDraft draft = draftOf(*command, defaults);
    QCOMPARE(draft.userAgent, u"UA"_s);
    QVERIFY(draft.headers.isEmpty());
    QCOMPARE(draft.plain.timeouts.connect, 2500);
    QCOMPARE(draft.differences(defaults), 2);
}

void TestConnectionDraft::aMissingFileOfACommand()
{
    const auto command = parsePastedCommand(u"curl wss://a/ --cacert /no/such/ca.pem"_s);
    QVERIFY(command);
    const ConnectionDraft draft = draftOf(*command);
    QCOMPARE(draft.ca.path, u"/no/such/ca.pem"_s);
    QVERIFY(draft.isUnread()); // the window reads it, not in its own thread
    const ChosenFile read = readChosen(draft.ca.path);
    QVERIFY2(read.wrong.contains(u"/no/such/ca.pem"), qPrintable(read.wrong));
}

void TestConnectionDraft::readsAChosenFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"ca.pem"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("PEM") == 3);
    file.close();
    const ChosenFile chosen = readChosen(file.fileName());
    QCOMPARE(chosen.bytes, QByteArray("PEM"));
    QVERIFY(chosen.wrong.isEmpty());
    QVERIFY2(readChosen(folder.path()).wrong.endsWith(u"is no file."),
        qPrintable(readChosen(folder.path()).wrong));
}

void TestConnectionDraft::refusesAHugeFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"film.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize((16 << 20) + 1));
    file.close();
    const ChosenFile chosen = readChosen(file.fileName());
    QVERIFY(chosen.bytes.isEmpty());
    QVERIFY2(chosen.wrong.contains(u"16 MiB"), qPrintable(chosen.wrong));
}

QTEST_GUILESS_MAIN(TestConnectionDraft)
#include "tst_connectiondraft.moc"
