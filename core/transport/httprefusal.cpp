// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/httprefusal.h"

#include "protocol/httphead.h"
#include "transport/timewords.h"

#include <QRegularExpression>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

Outcome outcome(const QString &what, const QString &evidence, const QString &guess, const QStringList &actions)
{
    return {EndCause::None, what, evidence, guess, actions};
}

HttpHead readHead(const QByteArray &raw)
{
    HttpHeadParser parser;
    QByteArrayView bytes = raw;
    const auto head = parser.feed(bytes);
    return head && *head ? **head : HttpHead{};
}

StatusLine statusLine(const HttpHead &head)
{
    const auto line = parseStatusLine(head.startLine);
    return line ? *line : StatusLine{};
}

QString text(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

// "expired at 14:02:11, 12 min ago" or "expired on 1 Jan 2021, 2159 days ago" from the exp claim of a JWT; the token is only looked at.
QString tokenExpiry(const QByteArray &authorization, const EndEvidence &evidence)
{
    const QList<QByteArray> parts = authorization.mid(authorization.lastIndexOf(' ') + 1).split('.');
    if (parts.size() != 3)
        return {};
    static const QRegularExpression expiry(u"\"exp\"\\s*:\\s*(\\d{1,11})"_s);
    const auto match = expiry.match(text(QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding)));
    const qint64 expEpochNs = match.captured(1).toLongLong() * timewords::Second;
    if (!match.hasMatch() || expEpochNs > evidence.endEpochNs)
        return {};
    const qint64 age = evidence.endEpochNs - expEpochNs;
    const QString when = age < timewords::Day
        ? u"at "_s + timewords::clock(expEpochNs, evidence.utcOffsetSeconds)
        : u"on "_s + timewords::clock(expEpochNs, evidence.utcOffsetSeconds, u"d MMM yyyy"_s);
    return u"; that JWT expired %1, %2 ago"_s.arg(when, timewords::roughly(age));
}

// What the request carried to prove who asks.
QString credentialsSent(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const HttpHead request = readHead(facts.requestHead);
    QStringList sent;
    if (const auto authorization = request.value("Authorization")) {
        const QString scheme = text(authorization->left(authorization->indexOf(' ')));
        sent += u"Authorization (%1)%2"_s.arg(scheme, tokenExpiry(*authorization, evidence));
    }
    if (request.value("Cookie"))
        sent.prepend(u"cookies"_s);
    return sent.isEmpty() ? u"You sent no Authorization and no cookies."_s
                          : u"You sent %1."_s.arg(sent.join(u" and "_s));
}

QString titleOfPage(const QString &body)
{
    static const QRegularExpression title(
        u"<title>([^<]*)</title>"_s, QRegularExpression::CaseInsensitiveOption);
    return title.match(body).captured(1).simplified();
}

QString named(const StatusLine &line)
{
    return u"%1 %2"_s.arg(QString::number(line.status), text(line.reason)).trimmed();
}

QString answer(const ConnectionFacts &facts)
{
    return answerWords(readHead(facts.responseHead), facts.failureBody);
}

Outcome accessDenied(const ConnectionFacts &facts, const EndEvidence &evidence, const HttpHead &response,
    const StatusLine &line)
{
    Outcome result = outcome(u"The server refused the upgrade: %1."_s.arg(named(line)),
        credentialsWanted(response) + credentialsSent(facts, evidence) + answer(facts), {},
        {u"edit-auth"_s, u"show-exchange"_s, u"copy-curl"_s});
    if (line.status == 403)
        result.guess = readHead(facts.requestHead).value("Origin")
            ? u"Probably these credentials, or this Origin, may not connect."_s
            : u"Probably these credentials may not connect, or the server wants an Origin header."_s;
    return result;
}

Outcome redirected(const HttpHead &response, const StatusLine &line)
{
    const auto location = response.value("Location");
    if (!location)
        return outcome(u"The server redirects without saying where to: %1."_s.arg(named(line)),
            u"Browsers fail here too."_s, {}, {u"show-exchange"_s});
    return outcome(u"The server redirects to %1."_s.arg(text(*location)),
        u"It answered %1. Browsers fail here too."_s.arg(named(line)), {},
        {u"connect-location"_s, u"show-exchange"_s});
}

Outcome notWebSocket(const ConnectionFacts &facts, const HttpHead &response, const StatusLine &line)
{
    const QString type =
        text(response.value("Content-Type").value_or(QByteArray())).section(u';', 0, 0).trimmed();
    return outcome(u"This address does not speak WebSocket: %1."_s.arg(
                       type.isEmpty() ? named(line) : u"%1, %2"_s.arg(named(line), type)),
        u"The server answered as to any other request.%1"_s.arg(answer(facts)),
        u"Probably a wrong path, or a proxy that drops Upgrade."_s,
        {u"edit-url"_s, u"show-body"_s, u"show-exchange"_s});
}

// RFC 9110, 10.2.3: when the server wants to be asked again.
QString retryAfter(const HttpHead &response)
{
    const auto when = response.value("Retry-After");
    return when ? u" Retry-After: %1."_s.arg(text(*when)) : QString();
}

Outcome gatewayFailed(const ConnectionFacts &facts, const HttpHead &response, const StatusLine &line)
{
    const auto server = response.value("Server");
    const QString from = server
        ? u"The answer is from %1 (Server header), so the proxy was reached."_s.arg(text(*server))
        : u"The answer names no server."_s;
    return outcome(u"The server answered %1 instead of 101."_s.arg(named(line)),
        from + retryAfter(response) + answer(facts),
        line.status == 504 ? u"Probably its backend did not answer in time."_s
                           : u"Probably its backend did not accept the upgrade."_s,
        {u"show-body"_s, u"try-address"_s, u"reconnect"_s});
}

// nginx ends the TLS handshake well whatever the client shows, and says in the page of a 400 what it missed.
QString guessOfBadRequest(const ConnectionFacts &facts)
{
    const QString title = titleOfPage(text(facts.failureBody));
    if (title.contains(u"No required SSL certificate"_s))
        return u"Probably it wants a client certificate."_s;
    if (title.contains(u"SSL certificate error"_s))
        return u"Probably it does not trust the client certificate."_s;
    if (title.contains(u"HTTP request was sent to HTTPS port"_s))
        return u"Probably this port wants wss:// instead of ws://."_s;
    return u"Probably it misses a header or a subprotocol that it expects."_s;
}

// Statuses about which there is one more thing to say.
QPair<QString, QString> remark(const ConnectionFacts &facts, const HttpHead &response, int status)
{
    switch (status) {
    case 400: return {{}, guessOfBadRequest(facts)};
    case 404:
    case 410: return {{}, u"Probably the path is wrong."_s};
    case 426:
        return {u" It speaks Sec-WebSocket-Version %1."_s.arg(
                    text(response.value("Sec-WebSocket-Version").value_or(QByteArray()))),
            u"Probably it does not know version 13 of the protocol."_s};
    case 429: return {retryAfter(response), u"Probably too many connections or attempts in a short time."_s};
    default: return {};
    }
}

} // namespace

int httpStatus(const ConnectionFacts &facts)
{
    return statusLine(readHead(facts.responseHead)).status;
}

// RFC 9110, 15.5.9 and 15.6; RFC 8470, 5.2; RFC 6585, 4.
bool meansLater(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

QString statusWords(const HttpHead &response)
{
    return named(statusLine(response));
}

QString credentialsWanted(const HttpHead &response)
{
    const auto challenge = response.value("WWW-Authenticate");
    if (!challenge)
        return {};
    const QString value = text(*challenge);
    static const QRegularExpression detail(u"\\b(error|realm)=\"?([^\",]*)\"?"_s);
    QStringList details;
    for (auto matches = detail.globalMatch(value); matches.hasNext();) {
        const auto match = matches.next();
        details += match.captured(1) + u'=' + match.captured(2);
    }
    const QString scheme = value.section(u' ', 0, 0);
    if (details.isEmpty())
        return u"It wants %1 credentials. "_s.arg(scheme);
    return u"It wants %1 credentials (%2). "_s.arg(scheme, details.join(u", "_s));
}

QString answerWords(const HttpHead &response, const QByteArray &body)
{
    const QString words = text(body).trimmed();
    const QString title = titleOfPage(words);
    if (!title.isEmpty() && !text(response.startLine).endsWith(title))
        return u" The page it sent is titled \"%1\" (%2 bytes)."_s.arg(title).arg(body.size());
    const bool readable = std::none_of(words.begin(), words.end(),
        [](QChar c) { return !c.isPrint() || c == QChar(QChar::ReplacementCharacter); });
    if (words.isEmpty() || words.size() > 120 || !readable)
        return {};
    return u" Answer: %1 (%2 bytes)."_s.arg(words).arg(body.size());
}

Outcome explainHttpAnswer(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const HttpHead response = readHead(facts.responseHead);
    const StatusLine line = statusLine(response);
    if (line.status == 401 || line.status == 403)
        return accessDenied(facts, evidence, response, line);
    if (line.status >= 300 && line.status < 400)
        return redirected(response, line);
    if (line.status >= 200 && line.status < 300)
        return notWebSocket(facts, response, line);
    if (line.status >= 502 && line.status <= 504)
        return gatewayFailed(facts, response, line);
    const auto [observed, guess] = remark(facts, response, line.status);
    return outcome(u"The server answered %1 instead of 101."_s.arg(named(line)),
        u"It read the request and refused the upgrade.%1%2"_s.arg(observed, answer(facts)), guess,
        {u"show-exchange"_s, guess.contains(u"client certificate"_s) ? u"edit-options"_s : u"edit-url"_s,
            u"copy-curl"_s});
}

} // namespace framescope
