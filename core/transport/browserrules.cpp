// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/browserrules.h"

#include "protocol/closecode.h"
#include "protocol/framerules.h"
#include "transport/signedinoptions.h"
#include "transport/signinrequest.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// Fetch, "bad port"; ascending.
constexpr quint16 blockedPorts[] = {0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69,
    77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179,
    389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
    6679, 6697, 10080};

RuleError syntaxError(const Error &error)
{
    return {DomException::SyntaxError, error};
}

bool isOneOf(const QByteArray &name, std::initializer_list<const char *> names)
{
    return std::any_of(
        names.begin(), names.end(), [&name](const char *each) { return isSameWord(name, each); });
}

// What a browser sends of its own accord: its jar of cookies, the page, the user's settings.
bool comesFromBrowsers(const HttpHeader &header)
{
    if (header.isNamed("Authorization"))
        return header.value.left(6).compare("Basic ", Qt::CaseInsensitive) == 0;
    return header.name.left(10).compare("Sec-Fetch-", Qt::CaseInsensitive) == 0
        || isOneOf(header.name,
            {"Accept-Encoding", "Accept-Language", "Cache-Control", "Cookie", "DNT", "Origin", "Pragma",
                "Sec-GPC", "User-Agent"});
}

// Belongs to the handshake: a browser sends it, and as it must be.
bool isOfTheHandshake(const QByteArray &name)
{
    return name.left(14).compare("Sec-WebSocket-", Qt::CaseInsensitive) == 0
        || isOneOf(name, {"Host", "Connection", "Upgrade"});
}

QString breachOfHeaders(const HttpHeaders &headers)
{
    QStringList own, changed;
    for (const HttpHeader &header : headers) {
        QStringList &list = isOfTheHandshake(header.name) ? changed : own;
        const QString name = QString::fromLatin1(header.name);
        if (!comesFromBrowsers(header) && !list.contains(name, Qt::CaseInsensitive))
            list.append(name);
    }
    QStringList breaches;
    if (!own.isEmpty())
        breaches +=
            u"sent %1 %2"_s.arg(own.size() == 1 ? u"the header"_s : u"the headers"_s, own.join(u", "_s));
    if (!changed.isEmpty())
        breaches += u"let a page change %1"_s.arg(changed.join(u", "_s));
    return breaches.join(u", nor "_s);
}

QString breachOfDeflate(const std::optional<DeflateParameters> &offer)
{
    if (!offer)
        return u"left out the offer of permessage-deflate"_s;
    if (*offer != DeflateParameters::browserOffer())
        return u"offered \"%1\""_s.arg(QString::fromLatin1(offer->toHeaderValue()));
    return {};
}

QString breachOfPingAnswer(PingAnswer::Kind kind)
{
    switch (kind) {
    case PingAnswer::Kind::AtOnce: break;
    case PingAnswer::Kind::Late: return u"answered pings late"_s;
    case PingAnswer::Kind::OtherPayload: return u"answered pings with another payload"_s;
    case PingAnswer::Kind::Never: return u"left pings unanswered"_s;
    }
    return {};
}

std::optional<RuleError> checkForBrowsers(const ConnectionOptions &options)
{
    const QString remedy = u"The rules of an inspector allow it."_s;
    if (const QString sentence = browserrules::breach(options); !sentence.isEmpty())
        return RuleError{DomException::None, {sentence, {}, remedy}};
    const bool acceptsByHand = options.tls.acceptAnything || !options.tls.acceptedFingerprints.isEmpty();
    if (const auto url = parseWebSocketUrl(options.url); acceptsByHand && url && url->secure)
        return RuleError{
            DomException::None, {u"A browser accepts no certificate by hand for a WebSocket."_s, {}, remedy}};
    return {};
}

std::optional<RuleError> checkHeaders(const HttpHeaders &headers)
{
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const auto verdict = checkHeader(headers[i]);
        if (verdict)
            continue;
        Error error = verdict.error();
        const QString place = u"header %1"_s.arg(i + 1);
        error.where = error.where.isEmpty() ? place : place + u", "_s + error.where;
        return syntaxError(error);
    }
    return {};
}

} // namespace

QLatin1StringView domExceptionName(DomException exception)
{
    switch (exception) {
    case DomException::None: break;
    case DomException::SyntaxError: return "SyntaxError"_L1;
    case DomException::InvalidStateError: return "InvalidStateError"_L1;
    case DomException::InvalidAccessError: return "InvalidAccessError"_L1;
    }
    return {};
}

std::optional<RuleError> browserrules::checkOptions(const ConnectionOptions &given)
{
    if (const auto signIn = given.signIn ? checkSignIn(*given.signIn) : Result<void>(); !signIn)
        return syntaxError(signIn.error());
    const ConnectionOptions options = withNamesOfValues(given);
    if (const auto url = parseWebSocketUrl(options.url); !url && !hasOpenAddress(given))
        return syntaxError(url.error());
    if (const auto protocols = checkSubprotocols(options.protocols); !protocols)
        return syntaxError(protocols.error());
    if (const auto origin = checkHeader({"Origin", options.origin}); !origin)
        return syntaxError(origin.error());
    if (auto headers = checkHeaders(options.headers))
        return headers;
    if (auto behaviour = checkBehaviour(options))
        return behaviour;
    return options.rules == Rules::Browser ? checkForBrowsers(options) : std::nullopt;
}

QString browserrules::breach(const ConnectionOptions &options)
{
    QStringList breaches{breachOfHeaders(options.headers), breachOfDeflate(options.deflate),
        breachOfPingAnswer(options.pingAnswer.kind)};
    if (options.policy == Policy::Lenient)
        breaches += u"gone on after the server broke a rule"_s;
    breaches.removeAll(QString());
    return breaches.isEmpty() ? QString() : u"A browser would not have %1."_s.arg(breaches.join(u", nor "_s));
}

std::optional<RuleError> browserrules::checkBehaviour(const ConnectionOptions &options)
{
    constexpr int day = 86'400'000; // ms
    const auto &[on, delay, factor, maxDelay, jitter, maxAttempts] = options.reconnect;
    struct Limit {
        QLatin1StringView what;
        double value;
        double least;
        double most;
    };
    const Limit limits[] = {
        {"Milliseconds between keepalive pings"_L1, double(options.keepalive.interval), 0, day},
        {"Unanswered keepalive pings"_L1, double(options.keepalive.misses), 0, 1000},
        {"Milliseconds until a ping is answered"_L1, double(options.pingAnswer.delay), 0, day},
        {"Bytes of the answer to a ping"_L1, double(options.pingAnswer.payload.size()), 0, MaxControlPayload},
        {"Milliseconds until the first reconnect"_L1, double(delay), 1, day},
        {"The factor between reconnects"_L1, factor, 1, 100},
        {"The most milliseconds between reconnects"_L1, double(maxDelay), double(delay), day},
        {"The jitter of reconnects"_L1, jitter, 0, 1},
        {"The number of reconnects"_L1, double(maxAttempts), 0, 1'000'000},
    };
    for (const Limit &limit : limits) {
        if (!(limit.value >= limit.least && limit.value <= limit.most))
            return RuleError{DomException::None,
                {u"%1 cannot be %2."_s.arg(limit.what).arg(limit.value), {},
                    u"From %1 to %2 is possible."_s.arg(limit.least, 0, 'f', 0).arg(limit.most, 0, 'f', 0)}};
    }
    return {};
}

std::optional<RuleError> browserrules::checkCloseCode(quint16 code)
{
    if (closecode::mayBeSentByBrowser(code))
        return {};
    return RuleError{DomException::InvalidAccessError,
        {u"A browser may not close with %1."_s.arg(code), {}, u"Codes 1000 and 3000 to 4999 are allowed."_s}};
}

std::optional<RuleError> browserrules::checkCloseReason(const QByteArray &reason)
{
    // Any code will do: only the length is judged here.
    const auto verdict = checkCloseBody({closecode::Normal, reason});
    return verdict ? std::nullopt : std::optional(syntaxError(verdict.error()));
}

bool browserrules::isBlockedPort(quint16 port)
{
    return std::binary_search(std::begin(blockedPorts), std::end(blockedPorts), port);
}

} // namespace framescope
