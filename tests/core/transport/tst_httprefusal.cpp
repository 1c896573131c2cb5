// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/endcases.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

EndCase answered(
    const QByteArray &statusAndHeaders, const QByteArray &body = {}, const QByteArray &requestHeaders = {})
{
    EndCase c = attempt(EndCause::HttpStatus);
    c.facts.requestHead = "GET / HTTP/1.1\r\nHost: localhost:8080\r\n" + requestHeaders + "\r\n";
    c.facts.responseHead = "HTTP/1.1 " + statusAndHeaders + "\r\n\r\n";
    c.facts.failureBody = body;
    return c;
}

} // namespace

class TestHttpRefusal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers_data();
    void answers() { checkEnd(); }
};

void TestHttpRefusal::answers_data()
{
    endColumns();
    const QString auth = u"edit-auth show-exchange copy-curl"_s;
    // {"alg":"none"}.{"exp":1795442531}.x, which ended twelve minutes before `now`
    const QByteArray expired = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU0NDI1MzF9.eA";
    endRow("401 with an expired token",
        answered("401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"invalid_token\"",
            "{\"error\":\"expired\"}", "Authorization: Bearer " + expired + "\r\n"),
        u"The server refused the upgrade: 401 Unauthorized."_s,
        u"It wants Bearer credentials (error=invalid_token). You sent Authorization (Bearer); that JWT "
        u"expired at "
        "14:02:11, 12 min ago. Answer: {\"error\":\"expired\"} (19 bytes)."_s,
        {}, auth);
    endRow("401 without credentials", answered("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"corp\""),
        u"The server refused the upgrade: 401 Unauthorized."_s,
        u"It wants Basic credentials (realm=corp). You sent no Authorization and no cookies."_s, {}, auth);
    endRow("401 that says nothing",
        answered("401 Unauthorized", {}, "Cookie: a=b\r\nAuthorization: Basic eDp5\r\n"),
        u"The server refused the upgrade: 401 Unauthorized."_s,
        u"You sent cookies and Authorization (Basic)."_s, {}, auth);
    endRow("401 with a token that is still good",
        answered("401 No\r\nWWW-Authenticate: Bearer", {},
            // {"exp":1895442531}
            "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTU0NDI1MzF9.eA\r\n"),
        u"The server refused the upgrade: 401 No."_s,
        u"It wants Bearer credentials. You sent Authorization (Bearer)."_s, {}, auth);
    endRow("403 without Origin", answered("403 Forbidden"),
        u"The server refused the upgrade: 403 Forbidden."_s, u"You sent no Authorization and no cookies."_s,
        u"Probably these credentials may not connect, or the server wants an Origin header."_s, auth);
    endRow("403 with Origin", answered("403 Forbidden", {}, "Origin: https://a.example\r\n"),
        u"The server refused the upgrade: 403 Forbidden."_s, u"You sent no Authorization and no cookies."_s,
        u"Probably these credentials, or this Origin, may not connect."_s, auth);
    endRow("302", answered("302 Found\r\nLocation: https://login.example/"),
        u"The server redirects to https://login.example/."_s,
        u"It answered 302 Found. Browsers fail here too."_s, {}, u"connect-location show-exchange"_s);
    endRow("304", answered("304 Not Modified"),
        u"The server redirects without saying where to: 304 Not Modified."_s, u"Browsers fail here too."_s,
        {}, u"show-exchange"_s);
    endRow("200", answered("200 OK\r\nContent-Type: text/html; charset=utf-8", QByteArray(500, 'x')),
        u"This address does not speak WebSocket: 200 OK, text/html."_s,
        u"The server answered as to any other request."_s,
        u"Probably a wrong path, or a proxy that drops Upgrade."_s, u"edit-url show-body show-exchange"_s);
    endRow("204", answered("204 No Content"), u"This address does not speak WebSocket: 204 No Content."_s,
        u"The server answered as to any other request."_s,
        u"Probably a wrong path, or a proxy that drops Upgrade."_s, u"edit-url show-body show-exchange"_s);
    const QString gateway = u"show-body try-address reconnect"_s;
    endRow("502", answered("502 Bad Gateway\r\nServer: nginx/1.22.1"),
        u"The server answered 502 Bad Gateway instead of 101."_s,
        u"The answer is from nginx/1.22.1 (Server header), so the proxy was reached."_s,
        u"Probably its backend did not accept the upgrade."_s, gateway);
    endRow("503", answered("503 Service Unavailable\r\nRetry-After: 120"),
        u"The server answered 503 Service Unavailable instead of 101."_s,
        u"The answer names no server. Retry-After: 120."_s,
        u"Probably its backend did not accept the upgrade."_s, gateway);
    endRow("504", answered("504 Gateway Timeout", "late"),
        u"The server answered 504 Gateway Timeout instead of 101."_s,
        u"The answer names no server. Answer: late (4 bytes)."_s,
        u"Probably its backend did not answer in time."_s, gateway);
    const QString refusing = u"It read the request and refused the upgrade."_s;
    const QString look = u"show-exchange edit-url copy-curl"_s;
    endRow("400", answered("400 Bad Request"), u"The server answered 400 Bad Request instead of 101."_s,
        refusing, u"Probably it misses a header or a subprotocol that it expects."_s, look);
    endRow("404", answered("404 Not Found", QByteArray("\x00\x01", 2)),
        u"The server answered 404 Not Found instead of 101."_s, refusing, u"Probably the path is wrong."_s,
        look);
    endRow("426", answered("426 Upgrade Required\r\nSec-WebSocket-Version: 7, 8"),
        u"The server answered 426 Upgrade Required instead of 101."_s,
        refusing + u" It speaks Sec-WebSocket-Version 7, 8."_s,
        u"Probably it does not know version 13 of the protocol."_s, look);
    endRow("429", answered("429 Too Many Requests\r\nRetry-After: 30"),
        u"The server answered 429 Too Many Requests instead of 101."_s, refusing + u" Retry-After: 30."_s,
        u"Probably too many connections or attempts in a short time."_s, look);
    endRow("a status without a reason", answered("599"), u"The server answered 599 instead of 101."_s,
        refusing, {}, look);
}

QTEST_GUILESS_MAIN(TestHttpRefusal)
#include "tst_httprefusal.moc"
