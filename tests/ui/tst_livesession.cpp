// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/livesession.h"

#include "support/scriptedserver.h"
#include "ui/messagebar.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace framescope;
using framescope::test::Script;
using framescope::test::ScriptedServer;
using Security = ScriptedServer::Security;

namespace {

constexpr int Patience = 20'000;

// A server that ends a connection in a way of its own, and what the window says about it: the sentence
// and the guess whole (%1 is the server's port), evidence as a pattern, since times are in it.
struct Ending {
    const char *name;
    Script script;
    const char *what;
    const char *evidence;
    const char *guess = "";
    const char *firstAction = "reconnect";
    const char *certificate = nullptr; // TLS with that file of tests/data/tls
    std::function<void(ConnectionOptions &)> options = {};
};

CloseBody closeBody(quint16 code, const char *reason)
{
    CloseBody body;
    body.code = code;
    body.reason = reason;
    return body;
}

// The same port as a proxy that refuses the tunnel; the server behind it is never asked for.
void throughProxy(ConnectionOptions &options)
{
    const QUrl proxy(options.url);
    options.proxy.kind = ProxyOptions::Kind::Http;
    options.proxy.host = proxy.host();
    options.proxy.port = static_cast<quint16>(proxy.port());
    options.url = QStringLiteral("ws://behind.test/");
}

const std::vector<Ending> &endings()
{
    static const std::vector<Ending> all{
        {"401",
            Script().answer(401, "Unauthorized", R"({"error":"expired"})",
                {{"WWW-Authenticate", "Bearer error=\"invalid_token\""}}),
            "The server refused the upgrade: 401 Unauthorized.",
            R"re(It wants Bearer credentials \(error=invalid_token\)\. You sent no Authorization and no cookies\. )re"
            R"re(Answer: \{"error":"expired"\} \(19 bytes\)\.)re",
            "", "edit-auth"},
        {"401 with a token that has expired", // exp 1700000000
            Script().answer(401, "Unauthorized"), "The server refused the upgrade: 401 Unauthorized.",
            R"(You sent Authorization \(Bearer\); that JWT expired on \d+ \w+ \d{4}, \d+ days ago\.)", "",
            "edit-auth", nullptr,
            [](ConnectionOptions &options) {
                options.headers = {
                    {"Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE3MDAwMDAwMDB9.c2ln"}};
            }},
        {"502", Script().answer(502, "Bad Gateway", {}, {{"Server", "nginx"}}),
            "The server answered 502 Bad Gateway instead of 101.",
            R"(The answer is from nginx \(Server header\), so the proxy was reached\.)",
            "Probably its backend did not accept the upgrade.", "show-body"},
        {"200", Script().answer(200, "OK", "<html>", {{"Content-Type", "text/html; charset=utf-8"}}),
            "This address does not speak WebSocket: 200 OK, text/html.",
            R"(The server answered as to any other request\. Answer: <html> \(6 bytes\)\.)",
            "Probably a wrong path, or a proxy that drops Upgrade.", "edit-url"},
        {"302", Script().answer(302, "Found", {}, {{"Location", "https://login.example/"}}),
            "The server redirects to https://login.example/.",
            R"(It answered 302 Found\. Browsers fail here too\.)", "", "connect-location"},
        {"certificate of another host", Script(), "The certificate is for another host.",
            R"(You asked for 127\.0\.0\.1; it names example\.test\. Nothing was sent\.)", "",
            "show-certificate", "othername.pem"},
        {"certificate that expired", Script(), "The certificate has expired.",
            R"(It ended \d+ days ago \(1 Jan 2021 UTC\)\. This computer's clock says .+\. Nothing was sent\.)",
            "", "show-certificate", "expired.pem"},
        {"certificate of an unknown authority", Script(), "The certificate is not trusted.",
            R"(The certificate of "localhost" is issued by "Framescope test authority", .+ Nothing was sent\.)",
            "Probably it comes from a private authority that this computer does not know.",
            "show-certificate", "server.pem"},
        {"subprotocol that was not offered",
            Script().acceptWith(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Protocol: chat\r\n\r\n"),
            "Failed: the server chose \"chat\", which was not offered (RFC 6455, 4.1).",
            R"(You offered graphql-transport-ws\.)", "", "show-exchange", nullptr,
            [](ConnectionOptions &options) { options.protocols = {QStringLiteral("graphql-transport-ws")}; }},
        {"FIN", Script().accept().text("a").end(), "Connection lost without a close frame (1006).",
            R"(The server side ended TCP \(FIN\) .+ after the last byte.*; open for .+; no ping unanswered\.)",
            "Probably the server process ended, or dropped this client on purpose."},
        {"RST", Script().accept().text("a").reset(), "Connection lost without a close frame (1006).",
            R"(The server side reset TCP \(RST\) .+ after the last byte.*; open for .+; no ping unanswered\.)",
            "Probably the server process ended, or dropped this client on purpose."},
        {"4401",
            Script().accept({QByteArray("graphql-transport-ws"), {}, {}}).close(closeBody(4401, "Token expired")),
            "The server closed: 4401 \"Token expired\".",
            R"(4000-4999 are the application's own; graphql-transport-ws uses 4401 for Unauthorized\. Open for .+\.)",
            "", "reconnect", nullptr,
            [](ConnectionOptions &options) { options.protocols = {QStringLiteral("graphql-transport-ws")}; }},
        {"proxy 407",
            Script().request().bytes("HTTP/1.1 407 Proxy Authentication Required\r\n"
                                     "Proxy-Authenticate: Basic realm=\"corp\"\r\n"
                                     "Content-Length: 0\r\n\r\n"),
            "The proxy 127.0.0.1:%1 refused the tunnel: 407.",
            R"(It wants a login \(Basic, realm corp\)\. The server was never reached\.)", "", "proxy-login",
            nullptr, throughProxy},
        {"no answer", Script().request(), "No answer to the upgrade in 300 ms.",
            R"(.*TCP .+, request sent \d\d:\d\d:\d\d\.\d{3}\.)", "", "wait-longer", nullptr,
            [](ConnectionOptions &options) { options.timeouts.handshake = 300; }},
        {"name that nobody has", Script(), "No address found for no-such-host.invalid.", ".*",
            "Probably the name is misspelt, or known only inside a VPN.", "edit-url", nullptr,
            [](ConnectionOptions &options) { options.url = QStringLiteral("ws://no-such-host.invalid/"); }},
        {"RSV1 without an extension", Script().accept().bytes(QByteArray("\xC1\x01x", 3)),
            "Framescope failed the connection: RSV1 is set, but no extension was agreed (RFC 6455, 5.2).",
            R"(Byte 0 of frame #\d+\. Framescope closed with 1002, as a strict peer does\. Open for .+\.)",
            "", "show-last-frames", nullptr, [](ConnectionOptions &options) { options.deflate.reset(); }},
    };
    return all;
}

QString said(const ConnectionFacts &facts)
{
    return facts.outcome.what + u'\n' + facts.outcome.evidence + u'\n' + facts.outcome.guess;
}

} // namespace

class TestLiveSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_session.reset(); }
    void saysHowItEnded_data();
    void saysHowItEnded();
    void nothingListens();
    void fragmentsAreRefused();
    void whatIsSentWhileConnectingWaits();
    void whatNeverWentIsCounted();
    void endsThatWereAskedForAreNoNews();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<LiveSession> m_session;
    int m_number = 0;
};

void TestLiveSession::init()
{
    auto session = LiveSession::create(m_folder.filePath(QStringLiteral("%1.framescope").arg(++m_number)));
    QVERIFY2(session, qPrintable(session ? QString() : session.error().toString()));
    m_session = std::move(session).value();
}

void TestLiveSession::saysHowItEnded_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < int(endings().size()); ++i)
        QTest::newRow(endings()[std::size_t(i)].name) << i;
}

void TestLiveSession::saysHowItEnded()
{
    QFETCH(int, number);
    const Ending &ending = endings()[std::size_t(number)];
    const bool secure = ending.certificate != nullptr;
    ScriptedServer server(ending.script, secure ? Security::Tls : Security::Plain,
        QString::fromLatin1(secure ? ending.certificate : "server.pem"));
    ConnectionOptions options;
    options.url = server.url();
    if (ending.certificate && qstrcmp(ending.certificate, "server.pem") != 0)
        options.tls.extraCa = test::testData(QStringLiteral("tls/ca.pem"));
    if (ending.options)
        ending.options(options);
    QVERIFY(m_session->open(options));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState == ReadyState::Closed, Patience);

    const ConnectionFacts &facts = m_session->facts();
    const Notice notice = noticeOf(facts, m_session->endWasAsked());
    if (ending.what)
        QCOMPARE(notice.what,
            QString::fromLatin1(ending.what)
                .replace(QStringLiteral("%1"), QString::number(QUrl(server.url()).port())));
    const QRegularExpression evidence(
        QRegularExpression::anchoredPattern(QString::fromLatin1(ending.evidence)));
    QVERIFY2(evidence.match(notice.evidence).hasMatch(), qPrintable(said(facts)));
    QCOMPARE(notice.guess, QString::fromLatin1(ending.guess));
    QCOMPARE(notice.actions.value(0), QString::fromLatin1(ending.firstAction));
    QVERIFY(!notice.what.contains(u"  ") && notice.what.endsWith(u'.'));
}

void TestLiveSession::nothingListens()
{
    QString url;
    {
        const ScriptedServer gone{Script()};
        url = gone.url();
    }
    ConnectionOptions options;
    options.url = url;
    QVERIFY(m_session->open(options));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState == ReadyState::Closed, Patience);
    const Outcome &outcome = m_session->facts().outcome;
    QCOMPARE(outcome.what, QStringLiteral("Nothing listens on 127.0.0.1:%1.").arg(QUrl(url).port()));
    const QString tried = QStringLiteral("Tried 127.0.0.1:%1, refused in ").arg(QUrl(url).port());
    QVERIFY2(outcome.evidence.startsWith(tried), qPrintable(outcome.evidence));
}

void TestLiveSession::fragmentsAreRefused()
{
    ConnectionOptions options;
    options.url = QStringLiteral("wss://api.example/chat/v1/live#room1");
    const auto id = m_session->open(options);
    QVERIFY(!id);
    QCOMPARE(noticeOf(id.error()).what,
        QStringLiteral("A WebSocket address cannot contain \"#room1\" (character 31)."));
    QCOMPARE(m_session->current(), 0);
}

void TestLiveSession::whatIsSentWhileConnectingWaits()
{
    ScriptedServer server(Script().silence(50).accept());
    ConnectionOptions options;
    options.url = server.url();
    QVERIFY(m_session->open(options));
    m_session->sendText(QStringLiteral("first"));
    m_session->sendBinary("second");
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.connection().messages().size(), std::size_t(2), Patience);
    QCOMPARE(server.connection().messages().at(0), std::pair(Opcode::Text, QByteArray("first")));
    QCOMPARE(server.connection().messages().at(1), std::pair(Opcode::Binary, QByteArray("second")));
    QCOMPARE(m_session->unsent(), 0);
}

void TestLiveSession::whatNeverWentIsCounted()
{
    ScriptedServer server(Script().answer(503, "Unavailable"));
    ConnectionOptions options;
    options.url = server.url();
    QVERIFY(m_session->open(options));
    m_session->sendText(QStringLiteral("first"));
    m_session->sendText(QStringLiteral("second"));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState == ReadyState::Closed, Patience);
    QCOMPARE(m_session->unsent(), 2);
    QVERIFY(m_session->open(options));
    QCOMPARE(m_session->unsent(), 0);
}

void TestLiveSession::endsThatWereAskedForAreNoNews()
{
    ScriptedServer server(Script().accept());
    ConnectionOptions options;
    options.url = server.url();
    QVERIFY(m_session->open(options));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState == ReadyState::Open, Patience);
    QVERIFY(!m_session->endWasAsked());
    m_session->close(1000);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->facts().readyState == ReadyState::Closed, Patience);
    QVERIFY(m_session->endWasAsked());
    QCOMPARE(noticeOf(m_session->facts(), m_session->endWasAsked()), Notice());
}

QTEST_GUILESS_MAIN(TestLiveSession)
#include "tst_livesession.moc"
