// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/outcome.h"

#include "transport/timewords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using timewords::Millisecond;
using timewords::Minute;
using timewords::Second;

namespace {

struct Case {
    ConnectionFacts facts;
    EndEvidence evidence;
};

// 2026-11-23 14:14:11 UTC, an attempt to a plain address, as it is before anything is known.
constexpr qint64 now = 1'795'443'251 * Second;

Case attempt(EndCause cause, const QString &url = u"ws://localhost:8080/"_s)
{
    Case c;
    c.facts.url = url;
    c.facts.readyState = ReadyState::Closed;
    c.facts.endedNs = 0;
    c.evidence.cause = cause;
    c.evidence.endEpochNs = now;
    return c;
}

// A connection that was open for 4 min 12 s and silent for the last minute.
Case opened(EndCause cause)
{
    Case c = attempt(cause);
    c.facts.openedNs = 10 * Second;
    c.facts.endedNs = 10 * Second + 252 * Second;
    c.evidence.silenceInNs = 60 * Second;
    c.evidence.silenceOutNs = 60 * Second;
    return c;
}

Case closedBy(EndEvidence::Closer closer, quint16 code, const QString &reason = {})
{
    Case c = opened(EndCause::CloseHandshake);
    c.facts.closeCode = code;
    c.facts.closeReason = reason;
    c.facts.wasClean = true;
    c.evidence.closer = closer;
    return c;
}

Case answered(
    const QByteArray &statusAndHeaders, const QByteArray &body = {}, const QByteArray &requestHeaders = {})
{
    Case c = attempt(EndCause::HttpStatus);
    c.facts.requestHead = "GET / HTTP/1.1\r\nHost: localhost:8080\r\n" + requestHeaders + "\r\n";
    c.facts.responseHead = "HTTP/1.1 " + statusAndHeaders + "\r\n\r\n";
    c.facts.failureBody = body;
    return c;
}

CertificateFacts certificate(const QStringList &names)
{
    return {u"CN=api"_s, u"CN=Test CA"_s, names, u"2026-01-01T00:00:00Z"_s, u"2027-01-01T00:00:00Z"_s, {}, {}};
}

Case untrusted(const CertificateFacts &leaf, const QStringList &errors)
{
    Case c = attempt(EndCause::TlsFailed, u"wss://api.staging.example/"_s);
    c.facts.tls = TlsFacts{{}, {}, {leaf}, errors};
    return c;
}

} // namespace

class TestOutcome : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opening_data();
    void opening() { check(); }
    void answers_data();
    void answers() { check(); }
    void certificates_data();
    void certificates() { check(); }
    void endOfAnOpenConnection_data();
    void endOfAnOpenConnection() { check(); }
    void signaturesTellEndsApart();
    void durations_data();
    void durations();

private:
    static void columns();
    static void row(const char *name, const Case &c, const QString &what, const QString &evidence,
        const QString &guess, const QString &actions);
    static void check();
};

Q_DECLARE_METATYPE(Case)

void TestOutcome::columns()
{
    QTest::addColumn<Case>("end");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("evidence");
    QTest::addColumn<QString>("guess");
    QTest::addColumn<QString>("actions");
}

void TestOutcome::row(const char *name, const Case &c, const QString &what, const QString &evidence,
    const QString &guess, const QString &actions)
{
    QTest::newRow(name) << c << what << evidence << guess << actions;
}

void TestOutcome::check()
{
    QFETCH(Case, end);
    const Outcome outcome = explainEnd(end.facts, end.evidence);
    QTEST(outcome.what, "what");
    QTEST(outcome.evidence, "evidence");
    QTEST(outcome.guess, "guess");
    QTEST(outcome.actions.join(u' '), "actions");
    QCOMPARE(outcome.cause, end.evidence.cause);
    // What holds for every text (the words of the window's specification).
    QVERIFY(outcome.what.endsWith(u'.'));
    QVERIFY(!outcome.what.startsWith(u"Probably"_s) && !outcome.evidence.contains(u"robably"_s));
    QVERIFY(outcome.guess.isEmpty()
        || (outcome.guess.startsWith(u"Probably "_s) && outcome.guess.endsWith(u'.')));
    QVERIFY(outcome.actions.size() <= 3);
    QVERIFY(!outcome.what.contains(u"1006"_s) || outcome.what.contains(u"(1006)"_s));
    QVERIFY(!outcome.evidence.contains(u"  "_s) && !outcome.evidence.startsWith(u' '));
}

void TestOutcome::opening_data()
{
    columns();
    Case c = attempt(EndCause::NameNotFound, u"wss://api.exmaple.com/"_s);
    c.evidence.detail = u"The name server knows no such host."_s;
    row("name", c, u"No address found for api.exmaple.com."_s, u"The name server knows no such host."_s,
        u"Probably the name is misspelt, or known only inside a VPN."_s, u"edit-url reconnect"_s);

    c = attempt(EndCause::Refused);
    c.facts.addresses = {{u"::1"_s, u"refused"_s, Millisecond}, {u"127.0.0.1"_s, u"refused"_s, 1000}};
    const QString notRunning = u"Probably the server is not running, or it uses another port."_s;
    row("refused twice", c, u"Nothing listens on localhost:8080."_s,
        u"Tried ::1 and 127.0.0.1, both refused in 1 ms."_s, notRunning, u"reconnect edit-url"_s);
    c.facts.addresses.removeFirst();
    row("refused once", c, u"Nothing listens on localhost:8080."_s,
        u"Tried 127.0.0.1, refused in under 1 ms."_s, notRunning, u"reconnect edit-url"_s);
    c.evidence.alike = 3;
    row("refused for the third time", c, u"Nothing listens on localhost:8080."_s,
        u"Tried 127.0.0.1, refused in under 1 ms. The last 3 attempts ended alike."_s, notRunning,
        u"reconnect edit-url"_s);
    c = attempt(EndCause::Refused, u"wss://[::1]/"_s);
    c.facts.addresses = {{u"a"_s, u"refused"_s, 1}, {u"b"_s, u"refused"_s, 1}, {u"c"_s, u"refused"_s, 1}};
    row("refused at three addresses, IPv6 in the URL", c, u"Nothing listens on [::1]:443."_s,
        u"Tried a, b and c, all refused in under 1 ms."_s, notRunning, u"reconnect edit-url"_s);

    c = attempt(EndCause::Unreachable);
    c.facts.addresses = {{u"::1"_s, u"unreachable"_s, 1}, {u"127.0.0.1"_s, u"refused"_s, 1}};
    const QString offline = u"Probably this computer is offline, or the address is in another network."_s;
    row("unreachable", c, u"There is no way to localhost:8080."_s,
        u"Tried ::1 unreachable and 127.0.0.1 refused."_s, offline, u"reconnect edit-url"_s);
    c.facts.addresses.clear();
    c.evidence.detail = u"Network unreachable."_s;
    row("unreachable before any address", c, u"There is no way to localhost:8080."_s,
        u"Network unreachable."_s, offline, u"reconnect edit-url"_s);

    c = attempt(EndCause::ConnectTimeout);
    c.facts.addresses = {{u"10.0.0.1"_s, u"timed out"_s, 10 * Second}};
    row("connect timeout", c, u"No TCP connection to localhost:8080 in 10 s."_s,
        u"Tried 10.0.0.1, timed out in 10.0 s."_s,
        u"Probably a firewall drops the packets, or the address is wrong."_s,
        u"reconnect wait-longer edit-url"_s);

    c = attempt(EndCause::ProxyFailed);
    c.evidence.proxy = u"proxy.corp:3128"_s;
    c.evidence.detail = u"It answered 407 (Basic, realm corp)."_s;
    row("proxy wants a login", c, u"The proxy proxy.corp:3128 made no tunnel."_s,
        u"It answered 407 (Basic, realm corp). The server was never reached."_s,
        u"Probably the proxy wants a login."_s, u"proxy-login edit-options reconnect"_s);
    c.evidence.detail = u"Nothing listens there."_s;
    row("no proxy there", c, u"The proxy proxy.corp:3128 made no tunnel."_s,
        u"Nothing listens there. The server was never reached."_s, {},
        u"proxy-login edit-options reconnect"_s);

    c = attempt(EndCause::TlsTimeout);
    c.evidence.timeouts.tls = 1500;
    c.facts.phaseNs[size_t(Phase::Tcp)] = 11 * Millisecond;
    row("TLS timeout", c, u"No TLS handshake in 1 s."_s, u"TCP 11 ms."_s,
        u"Probably this port does not speak TLS."_s, u"edit-url wait-longer reconnect"_s);

    c = attempt(EndCause::HandshakeTimeout);
    c.facts.phaseNs[size_t(Phase::Tcp)] = 11 * Millisecond;
    c.facts.phaseNs[size_t(Phase::Tls)] = 38 * Millisecond;
    c.evidence.requestEpochNs = now + 204 * Millisecond;
    c.evidence.utcOffsetSeconds = 3600;
    row("handshake timeout", c, u"No answer to the upgrade in 10 s."_s,
        u"TCP 11 ms, TLS 38 ms, request sent 15:14:11.204."_s, {}, u"wait-longer copy-curl reconnect"_s);

    c = attempt(EndCause::HandshakeInvalid);
    const QString exchange = u"show-exchange edit-options reconnect"_s;
    c.evidence.detail = u"The head was longer than 256 KiB."_s;
    row("invalid answer", c, u"The answer to the upgrade cannot be accepted."_s,
        u"The head was longer than 256 KiB."_s, {}, exchange);
    c.evidence.violation =
        Violation{ViolationKind::ProtocolNotOffered, Direction::ServerToClient, 0, u"\"chat\""_s};
    c.evidence.offeredProtocols = {u"v1"_s, u"v2"_s};
    const ViolationRule &unoffered = violationRule(ViolationKind::ProtocolNotOffered);
    row("protocol not offered", c,
        u"The answer to the upgrade breaks a rule: %1 (%2)."_s.arg(unoffered.sentence, unoffered.section),
        u"The server sent: \"chat\". You offered v1 and v2."_s, {}, exchange);
    c.evidence.violation = Violation{ViolationKind::HeadMalformed, Direction::ServerToClient, 0, {}};
    const ViolationRule &malformed = violationRule(ViolationKind::HeadMalformed);
    row("no HTTP", c,
        u"The answer to the upgrade breaks a rule: %1 (%2)."_s.arg(malformed.sentence, malformed.section), {},
        u"Probably something other than a web server listens there."_s, exchange);

    c = attempt(EndCause::ServerFin);
    c.facts.phaseNs[size_t(Phase::Tcp)] = 11 * Millisecond;
    const QString other = u"Probably it speaks another protocol, or refuses this client."_s;
    row("FIN instead of an answer", c, u"The server ended TCP (FIN) instead of answering the upgrade."_s,
        u"Nothing was received. TCP 11 ms."_s, other, u"edit-url copy-curl reconnect"_s);
    c.evidence.cause = EndCause::ServerReset;
    c.facts.responseHead = "HTTP/1.1 101";
    row("RST within the answer", c,
        u"The server ended TCP with a reset (RST) instead of answering the upgrade."_s,
        u"It sent 12 bytes. TCP 11 ms."_s, other, u"edit-url copy-curl reconnect"_s);
    c.evidence.cause = EndCause::NetworkError;
    c.evidence.detail = u"Host unreachable."_s;
    row("network error", c, u"The network failed before the connection was open."_s, u"Host unreachable."_s,
        {}, u"reconnect"_s);

    row("stopped by the user", attempt(EndCause::LocalAbort),
        u"You stopped connecting before the connection was open."_s,
        u"The server never agreed to the upgrade."_s, {}, u"reconnect"_s);

    c = attempt(EndCause::HandshakeInvalid);
    c.evidence.browserRule = u"The server chose no subprotocol, and a browser fails the connection then."_s;
    row("a browser's rule", c, u"The server chose no subprotocol, and a browser fails the connection then."_s,
        u"The connection follows the rules of browsers; with the rules of an inspector it would have gone on."_s,
        {}, u"edit-options show-exchange"_s);
}

void TestOutcome::answers_data()
{
    columns();
    const QString auth = u"edit-auth show-exchange copy-curl"_s;
    // {"alg":"none"}.{"exp":1795442531}.x, which ended twelve minutes before `now`
    const QByteArray expired = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU0NDI1MzF9.eA";
    row("401 with an expired token",
        answered("401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"invalid_token\"",
            "{\"error\":\"expired\"}", "Authorization: Bearer " + expired + "\r\n"),
        u"The server refused the upgrade: 401 Unauthorized."_s,
        u"It wants Bearer credentials (error=invalid_token). You sent Authorization (Bearer); that JWT "
        u"expired at "
        "14:02:11, 12 min ago. Answer: {\"error\":\"expired\"} (19 bytes)."_s,
        {}, auth);
    row("401 without credentials", answered("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"corp\""),
        u"The server refused the upgrade: 401 Unauthorized."_s,
        u"It wants Basic credentials (realm=corp). You sent no Authorization and no cookies."_s, {}, auth);
    row("401 that says nothing",
        answered("401 Unauthorized", {}, "Cookie: a=b\r\nAuthorization: Basic eDp5\r\n"),
        u"The server refused the upgrade: 401 Unauthorized."_s,
        u"You sent cookies and Authorization (Basic)."_s, {}, auth);
    row("401 with a token that is still good",
        answered("401 No\r\nWWW-Authenticate: Bearer", {},
            // {"exp":1895442531}
            "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTU0NDI1MzF9.eA\r\n"),
        u"The server refused the upgrade: 401 No."_s,
        u"It wants Bearer credentials. You sent Authorization (Bearer)."_s, {}, auth);
    row("403 without Origin", answered("403 Forbidden"), u"The server refused the upgrade: 403 Forbidden."_s,
        u"You sent no Authorization and no cookies."_s,
        u"Probably these credentials may not connect, or the server wants an Origin header."_s, auth);
    row("403 with Origin", answered("403 Forbidden", {}, "Origin: https://a.example\r\n"),
        u"The server refused the upgrade: 403 Forbidden."_s, u"You sent no Authorization and no cookies."_s,
        u"Probably these credentials, or this Origin, may not connect."_s, auth);
    row("302", answered("302 Found\r\nLocation: https://login.example/"),
        u"The server redirects to https://login.example/."_s,
        u"It answered 302 Found. Browsers fail here too."_s, {}, u"connect-location show-exchange"_s);
    row("304", answered("304 Not Modified"),
        u"The server redirects without saying where to: 304 Not Modified."_s, u"Browsers fail here too."_s,
        {}, u"show-exchange"_s);
    row("200", answered("200 OK\r\nContent-Type: text/html; charset=utf-8", QByteArray(500, 'x')),
        u"This address does not speak WebSocket: 200 OK, text/html."_s,
        u"The server answered as to any other request."_s,
        u"Probably a wrong path, or a proxy that drops Upgrade."_s, u"edit-url show-body show-exchange"_s);
    row("204", answered("204 No Content"), u"This address does not speak WebSocket: 204 No Content."_s,
        u"The server answered as to any other request."_s,
        u"Probably a wrong path, or a proxy that drops Upgrade."_s, u"edit-url show-body show-exchange"_s);
    const QString gateway = u"show-body try-address reconnect"_s;
    row("502", answered("502 Bad Gateway\r\nServer: nginx/1.22.1"),
        u"The server answered 502 Bad Gateway instead of 101."_s,
        u"The answer is from nginx/1.22.1 (Server header), so the proxy was reached."_s,
        u"Probably its backend did not accept the upgrade."_s, gateway);
    row("504", answered("504 Gateway Timeout", "late"),
        u"The server answered 504 Gateway Timeout instead of 101."_s,
        u"The answer names no server. Answer: late (4 bytes)."_s,
        u"Probably its backend did not answer in time."_s, gateway);
    const QString refusing = u"It read the request and refused the upgrade."_s;
    const QString look = u"show-exchange edit-url copy-curl"_s;
    row("400", answered("400 Bad Request"), u"The server answered 400 Bad Request instead of 101."_s,
        refusing, u"Probably it misses a header or a subprotocol that it expects."_s, look);
    row("404", answered("404 Not Found", QByteArray("\x00\x01", 2)),
        u"The server answered 404 Not Found instead of 101."_s, refusing, u"Probably the path is wrong."_s,
        look);
    row("426", answered("426 Upgrade Required\r\nSec-WebSocket-Version: 7, 8"),
        u"The server answered 426 Upgrade Required instead of 101."_s,
        refusing + u" It speaks Sec-WebSocket-Version 7, 8."_s,
        u"Probably it does not know version 13 of the protocol."_s, look);
    row("429", answered("429 Too Many Requests\r\nRetry-After: 30"),
        u"The server answered 429 Too Many Requests instead of 101."_s, refusing + u" Retry-After: 30."_s,
        u"Probably too many connections or attempts in a short time."_s, look);
    row("a status without a reason", answered("599"), u"The server answered 599 instead of 101."_s, refusing,
        {}, look);
}

void TestOutcome::certificates_data()
{
    columns();
    const QString accept = u"show-certificate accept-once accept-host"_s;
    row("another host",
        untrusted(certificate({u"*.prod.example"_s, u"prod.example"_s}), {u"host name mismatch"_s}),
        u"The certificate is for another host."_s,
        u"You asked for api.staging.example; it names *.prod.example and prod.example. Nothing was sent."_s,
        {}, accept);
    CertificateFacts leaf = certificate({u"*.Staging.example"_s});
    leaf.validUntil = u"2026-11-20T10:00:00Z"_s;
    row("expired", untrusted(leaf, {u"expired"_s}), u"The certificate has expired."_s,
        u"It ended 3 days ago (20 Nov 2026 UTC). This computer's clock says 23 Nov 2026. Nothing was sent."_s,
        {}, accept);
    leaf = certificate({u"api.staging.example"_s});
    leaf.validFrom = u"2026-12-01T00:00:00Z"_s;
    row("not yet valid", untrusted(leaf, {u"not yet valid"_s}), u"The certificate is not valid yet."_s,
        u"It begins on 1 Dec 2026 UTC. This computer's clock says 23 Nov 2026. Nothing was sent."_s, {},
        accept);
    leaf = certificate({u"api.staging.example"_s});
    leaf.issuer = leaf.subject;
    row("self-signed", untrusted(leaf, {u"self-signed"_s}),
        u"The certificate is signed by nobody but itself."_s,
        u"It names CN=api as its own issuer. Nothing was sent."_s, {}, accept);
    row("unknown authority",
        untrusted(certificate({u"api.staging.example"_s}), {u"no issuer found"_s, u"no root"_s}),
        u"The certificate is not trusted."_s, u"no issuer found; no root. Nothing was sent."_s,
        u"Probably it comes from a private authority that this computer does not know."_s, accept);
    Case c = untrusted(certificate({u"api.staging.example"_s}), {u"host name mismatch"_s});
    c.evidence.tlsName = u"other.example"_s;
    row("another name was asked for", c, u"The certificate is for another host."_s,
        u"You asked for other.example; it names api.staging.example. Nothing was sent."_s, {}, accept);

    c = attempt(EndCause::TlsFailed, u"wss://localhost:8080/"_s);
    c.evidence.detail = u"wrong version number."_s;
    row("a port without TLS", c, u"No secure connection could be made to localhost:8080."_s,
        u"wrong version number. Nothing was sent."_s, u"Probably this port does not speak TLS."_s,
        u"edit-url edit-options reconnect"_s);
    c.evidence.detail = u"The server sent the alert handshake failure."_s;
    row("an alert", c, u"No secure connection could be made to localhost:8080."_s,
        u"The server sent the alert handshake failure. Nothing was sent."_s, {},
        u"edit-url edit-options reconnect"_s);
}

void TestOutcome::endOfAnOpenConnection_data()
{
    columns();
    const QString open = u"Open for 4 min 12 s."_s;
    const QString again = u"reconnect ping-regularly show-last-frames"_s;
    const QString idle = u"Probably an idle timeout of a proxy or of the server."_s;
    const QString lost = u"Connection lost without a close frame (1006)."_s;

    Case c = opened(EndCause::ServerFin);
    row("FIN after silence", c, lost,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping unanswered."_s,
        idle, again);
    c.evidence.alike = 3;
    row("FIN after silence, again", c, lost,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping "
        u"unanswered. "
        "The last 3 attempts ended alike."_s,
        idle, again);
    c = opened(EndCause::ServerReset);
    c.evidence.silenceInNs = 20 * Millisecond;
    row("RST in the midst", c, lost,
        u"The server side reset TCP (RST) 20 ms after the last byte received and 60.0 s after the last byte "
        u"sent; "
        "open for 4 min 12 s; no ping unanswered."_s,
        u"Probably the server process ended, or dropped this client on purpose."_s, again);
    c = opened(EndCause::ServerFin);
    c.evidence.closer = EndEvidence::Closer::Us;
    row("FIN instead of an answer to our Close", c,
        u"The server ended TCP without answering the close (1006)."_s,
        u"The server side ended TCP (FIN) 60.0 s after the last byte; open for 4 min 12 s; no ping unanswered."_s,
        idle, again);
    c = opened(EndCause::ServerReset);
    c.evidence.pingsUnanswered = 1;
    c.evidence.pingWaitNs = 20 * Second;
    row("RST with a ping unanswered", c, lost,
        u"The server side reset TCP (RST) 60.0 s after the last byte; open for 4 min 12 s; "
        "1 ping unanswered for 20.0 s."_s,
        u"Probably the server, or the way to it, stopped working."_s, again);
    c = opened(EndCause::NetworkError);
    c.evidence.detail = u"Connection timed out"_s;
    c.evidence.slept = SleepSpan{now - 133 * Minute - 11 * Second, now - 94 * Minute - 11 * Second};
    row("the computer slept", c, u"The network ended the connection (1006)."_s,
        u"The system says: Connection timed out; 60.0 s after the last byte; open for 4 min 12 s; no ping "
        u"unanswered. "
        "This computer slept from 12:01 to 12:40."_s,
        u"Probably the connection died while the computer slept."_s, again);
    c.evidence.slept.reset();
    c.evidence.silenceInNs = c.evidence.silenceOutNs = Second;
    row("the network failed", c, u"The network ended the connection (1006)."_s,
        u"The system says: Connection timed out; 1.0 s after the last byte; open for 4 min 12 s; no ping unanswered."_s,
        u"Probably this computer lost its network, or the server became unreachable."_s, again);

    c = opened(EndCause::KeepaliveTimeout);
    c.evidence.pingsUnanswered = 2;
    c.evidence.pingWaitNs = 20 * Second;
    row("keepalive", c, u"2 pings unanswered for 20.0 s, so Framescope ended the connection (1006)."_s,
        u"Nothing was received for 60.0 s; open for 4 min 12 s."_s,
        u"Probably the server, or the way to it, stopped working."_s,
        u"reconnect edit-options show-last-frames"_s);

    const QString afterServer = u"reconnect show-last-frames"_s;
    const auto server = [](quint16 code, const QString &reason = {}) {
        return closedBy(EndEvidence::Closer::Server, code, reason);
    };
    row("1000", server(1000), u"The server closed: 1000."_s, u"1000 means Normal Closure. "_s + open, {},
        afterServer);
    row("1001", server(1001, u"bye"_s), u"The server closed: 1001 \"bye\"."_s,
        u"1001 means Going Away. "_s + open, u"Probably the server is shutting down or restarting."_s,
        afterServer);
    row("1002", server(1002), u"The server closed: 1002."_s, u"1002 means Protocol error. "_s + open,
        u"Probably the server could not read a frame that was sent."_s, afterServer);
    row("1003", server(1003), u"The server closed: 1003."_s, u"1003 means Unsupported Data. "_s + open,
        u"Probably the server expects the other kind of message, text or binary."_s, afterServer);
    row("1005", server(1005), u"The server closed without a code (1005)."_s, open, {}, afterServer);
    row("1007", server(1007), u"The server closed: 1007."_s,
        u"1007 means Invalid frame payload data. "_s + open,
        u"Probably a message that was sent does not have the form the server expects."_s, afterServer);
    row("1008", server(1008), u"The server closed: 1008."_s, u"1008 means Policy Violation. "_s + open,
        u"Probably the credentials or a message broke a rule of the application."_s, afterServer);
    row("1009", server(1009), u"The server closed: 1009."_s, u"1009 means Message Too Big. "_s + open,
        u"Probably a message that was sent is above the server's limit."_s, afterServer);
    row("1011", server(1011), u"The server closed: 1011."_s, u"1011 means Internal Error. "_s + open,
        u"Probably the server's own code failed while it handled a message."_s, afterServer);
    row("1012", server(1012), u"The server closed: 1012."_s, u"1012 means Service Restart. "_s + open,
        u"Probably it works again in a moment."_s, afterServer);
    row("1014", server(1014), u"The server closed: 1014."_s, u"1014 means Bad Gateway. "_s + open,
        u"Probably the backend behind the server is down."_s, afterServer);
    row("3000", server(3000), u"The server closed: 3000."_s, u"3000 means Unauthorized. "_s + open, {},
        afterServer);
    row("4401 of no known protocol", server(4401, u"Token expired"_s),
        u"The server closed: 4401 \"Token expired\"."_s, u"4000-4999 are the application's own. "_s + open,
        {}, u"reconnect show-last-frames name-code"_s);
    c = server(4401, u"Token expired"_s);
    c.facts.protocol = u"graphql-transport-ws"_s;
    c.facts.endedNs = 10 * Second + 15 * Minute;
    row("4401 of GraphQL", c, u"The server closed: 4401 \"Token expired\"."_s,
        u"4000-4999 are the application's own; graphql-transport-ws uses 4401 for Unauthorized. "
        "Open for 15 min 0 s."_s,
        {}, u"reconnect show-last-frames name-code"_s);
    c = closedBy(EndEvidence::Closer::Us, 1000);
    c.evidence.alike = 4;
    row("closed by us, which is never a pattern", c,
        u"You closed the connection, and the server agreed with 1000."_s, open, {}, u"reconnect"_s);
    row("closed by us without a code", closedBy(EndEvidence::Closer::Us, 1005),
        u"You closed the connection, and the server agreed without a code (1005)."_s, open, {},
        u"reconnect"_s);

    c = opened(EndCause::CloseTimeout);
    c.evidence.closer = EndEvidence::Closer::Us;
    const QString waiting = u"reconnect wait-longer show-last-frames"_s;
    row("no answer to our Close", c, u"The server did not answer the close in 5 s."_s,
        u"Framescope then ended TCP. "_s + open, u"Probably the server, or the way to it, stopped working."_s,
        waiting);
    c.evidence.silenceInNs = Second;
    c.evidence.timeouts.close = 300;
    row("no answer from a lively server", c, u"The server did not answer the close in 300 ms."_s,
        u"Framescope then ended TCP. "_s + open, u"Probably the server is busy, or does not answer closes."_s,
        waiting);
    c.evidence.closer = EndEvidence::Closer::Server;
    row("TCP left open", c, u"The server left TCP open after the closing handshake."_s,
        u"Framescope then ended TCP. "_s + open, u"Probably the server is busy, or does not answer closes."_s,
        waiting);

    row("FIN by us", opened(EndCause::LocalAbort), u"You ended TCP (FIN) without a close frame (1006)."_s,
        open, {}, u"reconnect"_s);
    c = opened(EndCause::LocalAbort);
    c.evidence.resetByUs = true;
    row("RST by us", c, u"You ended TCP with a reset (RST) without a close frame (1006)."_s, open, {},
        u"reconnect"_s);

    c = opened(EndCause::ProtocolFailure);
    c.evidence.violation =
        Violation{ViolationKind::ReservedOpcode, Direction::ServerToClient, 160, u"opcode 3"_s};
    const ViolationRule &rule = violationRule(ViolationKind::ReservedOpcode);
    const QString frames = u"show-last-frames reconnect edit-options"_s;
    row("a broken rule", c, u"Framescope failed the connection: %1 (%2)."_s.arg(rule.sentence, rule.section),
        u"Byte 160 from the server (opcode 3). Framescope closed with 1002, as a strict peer does. "_s + open,
        {}, frames);
    c.evidence.violation.reset();
    c.evidence.detail = u"A length cannot be trusted."_s;
    row("a broken rule that is only told", c,
        u"Framescope failed the connection, because the server broke a rule."_s,
        u"A length cannot be trusted. "_s + open, {}, frames);
}

void TestOutcome::signaturesTellEndsApart()
{
    const Case unauthorized = answered("401 Unauthorized");
    const Case gateway = answered("502 Bad Gateway");
    QCOMPARE(
        endSignature(unauthorized.facts, EndCause::HttpStatus), (EndSignature{EndCause::HttpStatus, 0, 401}));
    QVERIFY(!(endSignature(unauthorized.facts, EndCause::HttpStatus)
        == endSignature(gateway.facts, EndCause::HttpStatus)));
    const Case bye = closedBy(EndEvidence::Closer::Server, 4001);
    QCOMPARE(
        endSignature(bye.facts, EndCause::CloseHandshake), (EndSignature{EndCause::CloseHandshake, 4001, 0}));
}

void TestOutcome::durations_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("duration");
    QTest::addColumn<QString>("roughly");
    QTest::newRow("zero") << qint64(0) << u"under 1 ms"_s << u"0 ms"_s;
    QTest::newRow("ms") << 11 * Millisecond << u"11 ms"_s << u"11 ms"_s;
    QTest::newRow("s") << 60 * Second << u"60.0 s"_s << u"60 s"_s;
    QTest::newRow("below two minutes") << 119 * Second + 940 * Millisecond << u"119.9 s"_s << u"119 s"_s;
    QTest::newRow("min") << 252 * Second << u"4 min 12 s"_s << u"4 min"_s;
    QTest::newRow("h") << 200 * Minute << u"3 h 20 min"_s << u"3 h"_s;
    QTest::newRow("days") << 5 * 24 * 60 * Minute << u"5 days"_s << u"5 days"_s;
}

void TestOutcome::durations()
{
    QFETCH(qint64, ns);
    QTEST(timewords::duration(ns), "duration");
    QTEST(timewords::roughly(ns), "roughly");
}

QTEST_GUILESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
