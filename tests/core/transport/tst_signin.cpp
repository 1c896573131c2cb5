// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/browsersocket.h"
#include "support/loginserver.h"
#include "support/patience.h"
#include "transport/jsonpath.h"
#include "transport/network.h"
#include "transport/signinanswer.h"
#include "transport/signinrequest.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

using From = SignInValue::From;

SignInOptions signIn(
    const QString &url, const QList<SignInValue> &values = {{u"token"_s, From::Json, u"$.token"_s}})
{
    SignInOptions options;
    options.url = url;
    options.values = values;
    return options;
}

// Of a socket that signs in, and shows its token as a bearer's.
BrowserSocket::Change signingIn(const SignInOptions &with)
{
    return [with](ConnectionOptions &options) {
        options.rules = Rules::Inspector;
        options.signIn = with;
        options.headers = {{"Authorization", "Bearer ${token}"}};
    };
}

QString timeless(QString text)
{
    static const QRegularExpression time(u"(under \\d+ ms|[\\d.]+ m?s(?= |;|,|\\.|$))"_s);
    static const QRegularExpression port(u"127\\.0\\.0\\.1:\\d+"_s);
    return text.replace(time, u"T"_s).replace(port, u"HOST"_s);
}

struct End {
    QString what;
    QString rest;
    QString actions;
};

// How an attempt ended whose server was never asked.
End endOf(BrowserSocket &socket)
{
    if (!socket.waitForClose())
        return {u"it did not end"_s, {}, {}};
    const Outcome outcome = socket.storedFacts().outcome;
    QStringList rest{outcome.evidence, outcome.guess};
    rest.removeAll(QString());
    return {timeless(outcome.what), timeless(rest.join(u' ')), outcome.actions.join(u' ')};
}

} // namespace

class TestSignIn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_session = std::make_unique<SessionProbe>(); }

    // A path as it is typed ------------------------------------------------------------------------------

    void paths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("read"); // its steps; or what is wrong
        const auto row = [](const char *path, const char *read) {
            QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(read);
        };
        row("$", "");
        row("$.data.token", "data|token");
        row("$.tokens[0]", "tokens|#0");
        row("$[\"the key\"]['o\\'clock']", "the key|o'clock");
        row("$.access-token.größe", "access-token|größe");
        row("$[\"\\u00e9\\\\\"][12]", "\u00e9\\|#12");
        row("", "A path begins with $. (character 1) It reads like $.data.token or $.tokens[0].");
        row("token", "A path begins with $. (character 1) It reads like $.data.token or $.tokens[0].");
        row("$token",
            "Here a dot or a bracket is missing. (character 2) It reads like $.data.token or $.tokens[0].");
        row("$.a[x]", "An index is a number. (character 5) A key stands in quotes, as in [\"the key\"].");
        row("$.a[-1]", "An index is a number. (character 5) A key stands in quotes, as in [\"the key\"].");
        row("$.a[1", "Here a closing bracket is missing. (character 6)");
        row("$.a[1234567890]", "An index has at most 9 digits. (character 5)");
        row("$.a.", "Here a key is missing. (character 5)");
        row("$..a", "A path names one value, not several. (character 3) It reads like $.data.token.");
        row("$.a.*", "A path names one value, not several. (character 5) It reads like $.data.token.");
        row("$.a[*]", "A path names one value, not several. (character 5) It reads like $.tokens[0].");
        row("$.the key",
            "A key with such a character stands in quotes. (character 6) It reads like $[\"the key\"].");
        row("$[\"a", "The quote that begins here is not closed. (character 3)");
        row("$[\"\\x\"]", "This is no escape of JSON. (character 4) A backslash itself is written \\\\.");
        row("$[\"\\u12\"]", "This is no escape of JSON. (character 4) A backslash itself is written \\\\.");
    }
    void paths()
    {
        QFETCH(QString, path);
        const auto read = JsonPath::parse(path);
        QStringList steps;
        if (read) {
            for (const JsonPath::Step &step : read->steps())
                steps.append(step.index < 0 ? QString::fromUtf8(step.key) : u"#%1"_s.arg(step.index));
        }
        QTEST(read ? steps.join(u'|') : read.error().toString(), "read");
        QCOMPARE(checkSignInPlace(From::Json, path).hasValue(), read.hasValue());
    }

    void whatCannotBeAskedIsSaid()
    {
        const auto error = [](const std::function<void(SignInOptions &)> &spoil) {
            SignInOptions options = signIn(u"https://login.test/token#top"_s);
            if (auto right = checkSignIn(options); !right)
                return right.error().toString();
            spoil(options);
            const auto checked = checkSignIn(options);
            return checked ? u"nothing"_s : checked.error().toString();
        };
        QCOMPARE(error([](auto &o) { o.url = u"ftp://login.test/"_s; }),
            u"The address of a sign-in begins with http:// or https://. (character 1)"_s);
        QCOMPARE(error([](auto &o) { o.url.clear(); }),
            u"The sign-in has no address. Write one such as https://localhost/token."_s);
        QCOMPARE(error([](auto &o) { o.url = u"http://login.test:99999/"_s; }),
            u"Port 99999 is too big. (character 19) Ports are numbers up to 65535."_s);
        QCOMPARE(error([](auto &o) { o.method = "GE T"; }),
            u"\"GE T\" cannot be the method of a sign-in. POST and GET are."_s);
        QVERIFY(error([](auto &o) {
            o.headers = {{"A", "b"}, {"C", "d\r\ne"}};
        }).contains(u"(header 2 of the sign-in)"_s));
        QCOMPARE(error([](auto &o) { o.values[0].place = u"$.a[x]"_s; }),
            u"An index is a number. (value 1 of the sign-in, character 5) A key stands in quotes, as in [\"the key\"]."_s);
        QCOMPARE(error([](auto &o) { o.values.append(o.values); }), u"The sign-in brings ${token} twice."_s);
        QVERIFY(error([](auto &o) {
            o.values[0].variable = u"a b"_s;
        }).startsWith(u"\"a b\" cannot be the name of a"_s));
        QVERIFY(error([](auto &o) {
            o.values[0] = {u"a"_s, From::Cookie, u"a;b"_s};
        }).contains(u"of a cookie."_s));
        ConnectionOptions options;
        options.url = u"ws://server.test/"_s;
        options.signIn = SignInOptions();
        QCOMPARE(browserrules::checkOptions(options)->error.what, u"The sign-in has no address."_s);
    }

    // What an answer has ---------------------------------------------------------------------------------

    void values_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const QByteArray &body, const char *path, const char *found) {
            QTest::newRow(name) << body << QString::fromUtf8(path) << QString::fromUtf8(found);
        };
        const QByteArray some = "{\"data\": {\"id\": 12345678901234567890123, \"on\":true, "
                                "\"gr\\u00f6\\u00dfe\":\"\\u263a\\n\"},\n"
                                " \"list\": [ 1.50e+3 , {\"x\":-0}, null ], \"none\": null, \"\": \"empty\"}";
        row("number as written", some, "$.data.id", "12345678901234567890123");
        row("exponent as written", some, "$.list[0]", "1.50e+3");
        row("within an array", some, "$.list[1].x", "-0");
        row("true", some, "$.data.on", "true");
        row("escapes", some, "$.data.größe", "☺\n");
        row("empty key", some, "$[\"\"]", "empty");
        row("text alone", "  \"abc\" ", "$", "abc");
        row("number alone", "17\n", "$", "17");
        row("byte order mark", "\xEF\xBB\xBF{\"a\":\"b\"}", "$.a", "b");
        row("no such key", some, "$.data.token",
            "The answer to the sign-in has no $.data.token. $.data has id, on and gr\\xc3\\xb6\\xc3\\x9fe.");
        row("many keys", "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1}", "$.x",
            "The answer to the sign-in has no $.x. $ has a, b, c, d, e and 2 more.");
        row("no such index", some, "$.list[3]",
            "The answer to the sign-in has no $.list[3]. $.list ends with index 2.");
        row("empty object", "{}", "$.a", "The answer to the sign-in has no $.a. $ is an empty object.");
        row("empty array", "[]", "$[0]", "The answer to the sign-in has no $[0]. $ is an empty array.");
        row("key of an array", some, "$.list.x",
            "The answer to the sign-in has no $.list.x. There $.list is an array, which has indexes.");
        row("key of a number", some, "$.data.id.x",
            "The answer to the sign-in has no $.data.id.x. There $.data.id is neither object nor array.");
        row("null", some,
            "$.none", "The answer to the sign-in has null at $.none. A variable takes a text, a number, true or false.");
        row("object", some,
            "$.data", "The answer to the sign-in has an object at $.data. A variable takes a text, a number, true or false.");
        row("array", some,
            "$.list", "The answer to the sign-in has an array at $.list. A variable takes a text, a number, true or false.");
        row("page", "<html><body>Log in</body></html>", "$.a",
            "The answer to the sign-in is no JSON. It begins with \"<html><body>Log in</body></html>\".");
        row("cut", "{\"a\":\"b", "$.a",
            "The answer to the sign-in is no JSON. Of its 7 bytes none is kept: they may be a secret.");
        row("no number", "{\"a\":012}", "$.a",
            "The answer to the sign-in is no JSON. Of its 9 bytes none is kept: they may be a secret.");
        row("nothing", "", "$.a", "The answer to the sign-in has no body, and so no JSON.");
        row("too long", "\"" + QByteArray(70'000, 'x') + "\"",
            "$", "What the answer to the sign-in has for ${v} is too long: 68.4 KiB. A variable takes 64 KiB at most.");
    }
    void values()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, path);
        const auto read = readSignInAnswer({{}, body}, {{u"v"_s, From::Json, path}});
        QTEST(read ? read->value(u"v"_s) : read.error().toString(), "found");
    }

    void headersAndCookies()
    {
        SignInAnswer answer;
        answer.head.headers = {{"X-Key", "first"}, {"x-key", "second"}, {"Set-Cookie", "sid=old; Path=/"},
            {"Set-Cookie", "csrf=a=b"}, {"Set-Cookie", " sid = new ; HttpOnly"}};
        const auto read = readSignInAnswer(answer,
            {{u"key"_s, From::Header, u"X-KEY"_s}, {u"sid"_s, From::Cookie, u"sid"_s},
                {u"csrf"_s, From::Cookie, u"csrf"_s}});
        QVERIFY(read);
        QCOMPARE(read->value(u"key"_s), u"first"_s);
        QCOMPARE(read->value(u"sid"_s), u"new"_s);
        QCOMPARE(read->value(u"csrf"_s), u"a=b"_s);
        QCOMPARE(readSignInAnswer(answer, {{u"v"_s, From::Cookie, u"SID"_s}}).error().toString(),
            u"The answer to the sign-in sets no cookie SID. It sets sid, csrf and sid."_s);
        QCOMPARE(readSignInAnswer({}, {{u"v"_s, From::Header, u"X"_s}}).error().toString(),
            u"The answer to the sign-in has no header X. It has none at all."_s);
    }

    // Before an attempt ----------------------------------------------------------------------------------

    void theTokenArrivesAtTheServer()
    {
        LoginServer login(LoginServer::ok("{\"token\": \"abc.def\"}"));
        ScriptedServer server(Script().accept().close({1000, {}}));
        SignInOptions options = signIn(login.url());
        options.headers = {{"Content-Type", "application/json"}, {"X-Client", "1"}};
        options.body = "{\"user\":\"ann\"}";
        BrowserSocket socket(server.url(), signingIn(options));
        QCOMPARE(socket.state(), ReadyState::Connecting);
        QVERIFY(socket.waitForClose());
        QCOMPARE(login.requests().size(), 1);
        const auto &[head, body] = login.requests().constFirst();
        QCOMPARE(head.raw,
            u"POST /token HTTP/1.1\r\nHost: 127.0.0.1:%1\r\nConnection: close\r\nAccept: "
            u"*/*\r\nContent-Length: 14\r\n"
            "Content-Type: application/json\r\nX-Client: 1\r\n\r\n"_s.arg(login.port())
                .toLatin1());
        QCOMPARE(body, "{\"user\":\"ann\"}");
        QCOMPARE(server.connection().request().value("Authorization"), "Bearer abc.def");
        QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"\" clean"_s}));
        QStringList rows = socket.rows();
        QCOMPARE(timeless(rows.at(0)), u"state Connecting to ws://HOST/"_s);
        QCOMPARE(timeless(rows.at(1)),
            u"state Signed in: POST http://HOST/token answered 200 OK in T; token from $.token."_s);
    }

    void valuesStandInAddressHeaderOriginAndProtocol()
    {
        LoginServer login(LoginServer::ok(
            "{\"path\":\"feed?x=1\",\"list\":[\"chat\"]}", "X-Key: k7\r\nSet-Cookie: sid=s7; Path=/\r\n"));
        ScriptedServer server(Script().accept({"chat", {}, {}}).close({1000, {}}));
        BrowserSocket socket(server.url() + u"${path}"_s, [&](ConnectionOptions &o) {
            o.rules = Rules::Inspector;
            o.signIn = signIn(login.url(u"/login?user=ann&password=x"_s),
                {{u"path"_s, From::Json, u"$.path"_s}, {u"sub"_s, From::Json, u"$.list[0]"_s},
                    {u"key"_s, From::Header, u"x-key"_s}, {u"sid"_s, From::Cookie, u"sid"_s}});
            o.signIn->method = "GET";
            o.headers = {{"Cookie", "sid=${sid}; raw=\xff"}, {"X-Key", "${key} $${key} ${other}"}};
            o.origin = "https://${sub}.test";
            o.protocols = QStringList{u"${sub}"_s};
        });
        QCOMPARE(socket->url(), server.url() + u"${path}"_s);
        QVERIFY(socket.waitForClose());
        QCOMPARE(login.requests().constFirst().head.startLine, "GET /login?user=ann&password=x HTTP/1.1");
        QVERIFY(!login.requests().constFirst().head.value("Content-Length"));
        const HttpHead &request = server.connection().request();
        QCOMPARE(request.startLine, "GET /feed?x=1 HTTP/1.1");
        QCOMPARE(request.value("X-Key"), "k7 ${key} ${other}");
        QVERIFY(request.value("Cookie")->startsWith("sid=s7; raw="));
        QCOMPARE(request.value("Origin"), "https://chat.test");
        QCOMPARE(request.value("Sec-WebSocket-Protocol"), "chat");
        QCOMPARE(socket.events().constFirst(), u"open 1"_s);
        QCOMPARE(socket->url(), server.url(u"/feed?x=1"_s));
        QCOMPARE(socket.storedFacts().url, server.url(u"/feed?x=1"_s));
        QCOMPARE(timeless(socket.rows().at(1)),
            u"state Signed in: GET http://HOST/login?... answered 200 OK in T; path from $.path, sub from "
            u"$.list[0], "
            "key from header x-key, sid from cookie sid."_s);
    }

    void theWholeAddressCanComeFromIt()
    {
        ScriptedServer server(Script().accept().close({1000, {}}));
        LoginServer login(LoginServer::ok("{\"url\":\"" + server.url(u"/rtm"_s).toUtf8() + "\"}"));
        BrowserSocket socket(u"${url}"_s, [&](ConnectionOptions &o) {
            o.signIn = signIn(
                login.url(), {{u"url"_s, From::Json, u"$.url"_s}}); // a page of a browser can do that too
        });
        QVERIFY(socket.waitForClose());
        QCOMPARE(socket.storedFacts().url, server.url(u"/rtm"_s));
        QCOMPARE(server.connection().request().startLine, "GET /rtm HTTP/1.1");
    }

    void aRedirectIsAnAnswer()
    {
        LoginServer login("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /home\r\n"
                          "Set-Cookie: sid=s1; Path=/; HttpOnly\r\nContent-Length: 0\r\n\r\n");
        ScriptedServer server(Script().accept().close({1000, {}}));
        BrowserSocket socket(
            server.url(), signingIn(signIn(login.url(), {{u"token"_s, From::Cookie, u"sid"_s}})));
        QVERIFY(socket.waitForClose());
        QCOMPARE(login.requests().size(), 1);
        QCOMPARE(server.connection().request().value("Authorization"), "Bearer s1");
    }

    // Chunked, and until TCP ends.
    void bodiesWithoutALength()
    {
        for (const QByteArray &answer : {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                         "a\r\n{\"token\":\"\r\n3\r\nc1\"\r\n1\r\n}\r\n0\r\n\r\n"_ba,
                 "HTTP/1.0 200 OK\r\n\r\n{\"token\":\"c1\"}"_ba}) {
            LoginServer login(answer);
            ScriptedServer server(Script().accept().close({1000, {}}));
            BrowserSocket socket(server.url(), signingIn(signIn(login.url())));
            QVERIFY(socket.waitForClose());
            QCOMPARE(server.connection().request().value("Authorization"), "Bearer c1");
        }
    }

    void overTlsAsTheOptionsSay()
    {
        LoginServer login([](const auto &) { return LoginServer::ok("{\"token\":\"t\"}"); }, true);
        ScriptedServer server(Script().accept().close({1000, {}}));
        BrowserSocket trusting(server.url(), [&](ConnectionOptions &o) {
            signingIn(signIn(login.url()))(o);
            o.tls.extraCa = testData(u"tls/ca.pem"_s);
        });
        QVERIFY(trusting.waitForClose());
        QCOMPARE(server.connection().request().value("Authorization"), "Bearer t");
        BrowserSocket wary(server.url(), signingIn(signIn(login.url())));
        const End end = endOf(wary);
        QCOMPARE(end.what, u"The sign-in failed: the certificate is not trusted."_s);
        QVERIFY2(
            end.rest.contains(
                u"Nothing was sent. It was for POST https://HOST/token. The WebSocket server was not asked."_s),
            qPrintable(end.rest));
        QCOMPARE(end.actions, u"edit-auth reconnect"_s);
        QCOMPARE(login.requests().size(), 1);
        QCOMPARE(wary->reasonNotToReconnect(), u"TLS failed at the sign-in, and would fail again"_s);
        BrowserSocket careless(server.url(), [&](ConnectionOptions &o) {
            signingIn(signIn(login.url()))(o);
            o.tls.acceptAnything = true;
        });
        QVERIFY(careless.waitForClose());
        QVERIFY(careless.rows().at(1).contains(u"A browser would not have accepted its certificate."_s));
    }

    void goesThroughTheProxyAndToAnotherAddressOfItsHost()
    {
        LoginServer login(LoginServer::ok("{\"token\":\"t\"}"));
        ScriptedServer server(Script().accept().close({1000, {}}));
        // Neither name has an address: the way is another one, of the host; the port stays that of the sign-in.
        const QString name = u"ws://one.invalid:%1/"_s;
        BrowserSocket socket(name.arg(server.port()), [&](ConnectionOptions &o) {
            signingIn(signIn(u"http://one.invalid:%1/token"_s.arg(login.port())))(o);
            o.connectTo = {u"127.0.0.1"_s, server.port()};
        });
        QVERIFY(socket.waitForClose());
        QCOMPARE(login.requests().constFirst().head.value("Host"),
            u"one.invalid:%1"_s.arg(login.port()).toLatin1());
        QCOMPARE(server.connection().request().value("Authorization"), "Bearer t");
        BrowserSocket proxied(name.arg(server.port()), [&](ConnectionOptions &o) {
            signingIn(signIn(login.url()))(o);
            o.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_s, login.port(), {}, {}}; // refuses to be one
        });
        const End end = endOf(proxied);
        QCOMPARE(end.what, u"The sign-in failed: the proxy HOST made no tunnel."_s);
        QCOMPARE(login.requests().constLast().head.startLine,
            u"CONNECT 127.0.0.1:%1 HTTP/1.1"_s.arg(login.port()).toLatin1());
        QCOMPARE(end.actions, u"edit-auth proxy-login edit-options"_s);
    }

    // Failures -------------------------------------------------------------------------------------------

    void answersThatDoNotDo_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("rest");
        QTest::addColumn<QString>("reason");
        const QString notAsked = u" The WebSocket server was not asked."_s;
        const QString useless = u"what the sign-in brings cannot be used"_s;
        QTest::newRow("401")
            << "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"api\"\r\n"
               "Content-Length: 26\r\n\r\n{\"error\":\"invalid_client\"}"_ba
            << u"The sign-in was refused: 401 Unauthorized."_s
            << u"It wants Basic credentials (realm=api). POST http://HOST/token answered in T. "
               "Answer: {\"error\":\"invalid_client\"} (26 bytes)."_s
                + notAsked
            << u"the sign-in was refused with status 401"_s;
        QTest::newRow("404") << "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"_ba
                             << u"The sign-in was refused: 404 Not Found."_s
                             << u"POST http://HOST/token answered in T."_s + notAsked
                + u" Probably the address of the sign-in, or its method, is wrong."_s
                             << u"the sign-in was refused with status 404"_s;
        QTest::newRow("503") << "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"_ba
                             << u"The server of the sign-in failed: 503 Service Unavailable."_s
                             << u"POST http://HOST/token answered in T."_s + notAsked << QString();
        QTest::newRow("missing") << LoginServer::ok("{\"error\":1,\"hint\":2}")
                                 << u"The answer to the sign-in has no $.token."_s
                                 << u"POST http://HOST/token answered 200 OK in T. $ has error and hint."_s
                + notAsked << useless;
        QTest::newRow("no JSON")
            << LoginServer::ok("token=abc") << u"The answer to the sign-in is no JSON."_s
            << u"POST http://HOST/token answered 200 OK in T. Of its 9 bytes none is kept: they may be a secret."_s
                + notAsked
            << useless;
        QTest::newRow("compressed") << LoginServer::ok("\x1f\x8b", "Content-Encoding: gzip\r\n")
                                    << u"The answer to the sign-in is no JSON."_s
                                    << u"POST http://HOST/token answered 200 OK in T. Of its 2 bytes none is "
                                       u"kept: they may be a secret. "
                                       "It is compressed (gzip), which was not asked for."_s
                + notAsked << useless;
        QTest::newRow("line break")
            << LoginServer::ok("{\"token\":\"a\\r\\nX: y\"}")
            << u"${token} has a line break, which can stand neither in a header nor in an address."_s
            << u"The sign-in itself was answered well (character 2)."_s + notAsked << useless;
        QTest::newRow("too long") << "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(5 << 20, ' ')
                                  << u"The answer to the sign-in is too long: 4 MiB and more."_s
                                  << u"POST http://HOST/token answered 200 OK in T."_s + notAsked << useless;
        QTest::newRow("no HTTP") << "SSH-2.0-OpenSSH_9.2\r\n"_ba
                                 << u"The answer to the sign-in cannot be read as HTTP."_s << QString()
                                 << u"the answer to the sign-in was no HTTP"_s;
        QTest::newRow("cut") << "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"token\":\"x\"}"_ba
                             << u"The server ended TCP within its answer to the sign-in."_s
                             << u"52 bytes of the answer came from POST http://HOST/token."_s + notAsked
                             << QString();
    }
    void answersThatDoNotDo()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, rest);
        LoginServer login(answer);
        ScriptedServer server{Script()};
        BrowserSocket socket(*m_session, server.url(), signingIn(signIn(login.url())));
        const End end = endOf(socket);
        QTEST(end.what, "what");
        if (!rest.isEmpty())
            QCOMPARE(end.rest, rest);
        QVERIFY2(end.rest.contains(u"The WebSocket server was not asked."_s), qPrintable(end.rest));
        QCOMPARE(end.actions, u"edit-auth reconnect"_s);
        QTEST(socket->reasonNotToReconnect(), "reason");
        QCOMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        QCOMPARE(socket.storedFacts().outcome.cause, EndCause::SignInFailed);
        QVERIFY(socket.rows().constLast().startsWith(u"error "_s));
        QCOMPARE(login.requests().size(), 1);
        QCOMPARE(server.connectionCount(), 0);
    }

    // A server that ends TCP instead of answering is not asked twice: what it was sent may be good for once.
    void oneRequestIsSentWhateverComes()
    {
        LoginServer login("\r\n");
        BrowserSocket socket(*m_session, u"ws://127.0.0.1:9/"_s, signingIn(signIn(login.url())));
        QVERIFY(socket.waitForClose());
        QCOMPARE(login.requests().size(), 1);
    }

    void aValueThatMakesNoAddressIsBlamed()
    {
        LoginServer login(LoginServer::ok("{\"token\":\"7\",\"host\":\"a b\"}"));
        BrowserSocket socket(u"ws://${host}/"_s, [&](ConnectionOptions &o) {
            o.signIn = signIn(login.url(), {{u"host"_s, From::Json, u"$.host"_s}});
        });
        QVERIFY(socket.isCreated());
        const End end = endOf(socket);
        QVERIFY2(end.what.startsWith(u"With ${host} from the sign-in, the address cannot be used: "_s),
            qPrintable(end.what));
        QVERIFY(socket.rows().at(1).startsWith(u"state Signed in: "_s));
    }

    void aServerThatNeverAnswers()
    {
        LoginServer login(QByteArray{});
        SignInOptions options = signIn(login.url());
        options.timeout = 100;
        BrowserSocket socket(*m_session, u"ws://127.0.0.1:9/"_s, signingIn(options));
        const End end = endOf(socket);
        QCOMPARE(end.what, u"No whole answer to the sign-in in T."_s);
        QCOMPARE(end.rest,
            u"Nothing was received from POST http://HOST/token. The WebSocket server was not asked."_s);
        QCOMPARE(socket->reasonNotToReconnect(), QString());
    }

    void nobodyListens()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        BrowserSocket socket(*m_session, u"ws://127.0.0.1:9/"_s,
            signingIn(signIn(u"http://127.0.0.1:%1/token?code=1"_s.arg(port))));
        const End end = endOf(socket);
        QCOMPARE(end.what, u"The sign-in failed: nothing listens on HOST."_s);
        QCOMPARE(end.rest,
            u"Tried HOST, refused in T. It was for POST http://HOST/token?.... The WebSocket server was not "
            u"asked. "
            "Probably the server is not running, or it uses another port."_s);
        QCOMPARE(socket->reasonNotToReconnect(), QString());
        QCOMPARE(socket->signature(), (EndSignature{EndCause::SignInFailed, 1006, 0, EndCause::Refused}));
    }

    void canBeCalledOff_data()
    {
        QTest::addColumn<bool>("close");
        QTest::newRow("close") << true;
        QTest::newRow("abort") << false;
    }
    void canBeCalledOff()
    {
        QFETCH(bool, close);
        LoginServer login(QByteArray{});
        BrowserSocket socket(*m_session, u"ws://127.0.0.1:9/"_s, signingIn(signIn(login.url())));
        QTRY_COMPARE(login.requests().size(), 1);
        QCOMPARE(socket.state(), ReadyState::Connecting);
        if (close)
            QVERIFY(!socket->close());
        else
            socket->abort();
        QCOMPARE(socket.state(), ReadyState::Closing);
        QCOMPARE(endOf(socket).rest, u"The sign-in was not over; the WebSocket server was not asked."_s);
        QCOMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        QCOMPARE(socket->reasonNotToReconnect(), u"it was ended here"_s);
        QTRY_VERIFY(login.clientLeft());
    }

    void itsEndIsTheEndOfTheSignIn()
    {
        LoginServer login(QByteArray{});
        BrowserSocket socket(*m_session, u"ws://127.0.0.1:9/"_s, signingIn(signIn(login.url())));
        QTRY_COMPARE(login.requests().size(), 1);
        socket.destroy();
        QTRY_VERIFY(login.clientLeft());
    }

    // Every attempt signs in anew.
    void aReconnectionShowsTheNewToken()
    {
        int tokens = 0;
        LoginServer login([&](const LoginServer::Request &) {
            return LoginServer::ok("{\"token\":\"t" + QByteArray::number(++tokens) + "\"}");
        });
        // Never open, so that the attempts are counted on.
        ScriptedServer server(Script().answer(503, "Service Unavailable"));
        SessionProbe session;
        Network network(session.store(), session.clock());
        ConnectionOptions options;
        options.url = server.url(u"/?token=${token}"_s);
        signingIn(signIn(login.url()))(options);
        options.reconnect = {true, 1, 1, 1, 0, 2};
        const auto id = network.open(options);
        QVERIFY(id);
        QTRY_COMPARE(server.connectionCount(), 3);
        for (int i = 0; i < 3; ++i) {
            QTRY_VERIFY(server.connection(i).hasRequest());
            const QByteArray token = "t" + QByteArray::number(i + 1);
            QCOMPARE(server.connection(i).request().value("Authorization"), "Bearer " + token);
            QCOMPARE(server.connection(i).request().startLine, "GET /?token=" + token + " HTTP/1.1");
        }
        QTRY_COMPARE(session.rows().filter(u"Not reconnecting: as many"_s).size(), 1);
        QCOMPARE(session.rows().filter(u"state Signed in: "_s).size(), 3);
        // Counted by the address as it was given, though no two were the same.
        const auto facts = session.log().connections();
        QCOMPARE(facts->at(2).attempt, 3);
        QVERIFY(facts->at(2).outcome.evidence.endsWith(u"The last 3 attempts ended alike."_s));
    }

private:
    std::unique_ptr<SessionProbe> m_session; // of tests that need none of their own
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
