// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/openfailure.h"

#include "base/hosttext.h"
#include "transport/httprefusal.h"
#include "transport/timewords.h"
#include "transport/tlsfacts.h"

#include <QLocale>
#include <QUrl>

#include <algorithm>
#include <array>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

Outcome outcome(const QString &what, const QString &evidence, const QString &guess, const QStringList &actions)
{
    return {EndCause::None, what, evidence, guess, actions};
}

// What was looked up: the URL's host, unless the options connect elsewhere.
QString dialledHost(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    return evidence.connectTo.host.isEmpty() ? QUrl(facts.url).host() : evidence.connectTo.host;
}

QString dialled(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const QUrl url(facts.url);
    const int port = url.port(url.scheme() == u"wss"_s ? 443 : 80);
    return hostText(dialledHost(facts, evidence),
        evidence.connectTo.port == 0 ? static_cast<quint16>(port) : evidence.connectTo.port);
}

// Where what was wrong can be put right.
QString editAddress(const EndEvidence &evidence)
{
    return evidence.connectTo.host.isEmpty() && evidence.connectTo.port == 0 ? u"edit-url"_s
                                                                             : u"edit-options"_s;
}

// "TCP 11 ms, TLS 38 ms": the phases that ended.
QString phases(const ConnectionFacts &facts)
{
    constexpr std::array names{"Address", "TCP", "Proxy", "TLS", "Upgrade"};
    QStringList words;
    for (size_t i = 0; i < names.size(); ++i) {
        if (facts.phaseNs[i])
            words += u"%1 %2"_s.arg(QLatin1StringView(names[i]), timewords::duration(*facts.phaseNs[i]));
    }
    return words.join(u", "_s);
}

QString joinWithAnd(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.first(words.size() - 1).join(u", "_s) + u" and "_s + words.last();
}

// "Tried ::1 and 127.0.0.1, both refused in 1 ms."
QString triedAddresses(const ConnectionFacts &facts)
{
    if (facts.addresses.isEmpty())
        return {};
    QStringList addresses;
    QStringList results;
    qint64 longest = 0;
    for (const AddressAttempt &attempt : facts.addresses) {
        addresses += attempt.address;
        results +=
            u"%1 %2 in %3"_s.arg(attempt.address, attempt.result, timewords::duration(attempt.durationNs));
        longest = qMax(longest, attempt.durationNs);
    }
    const QString first = facts.addresses.first().result;
    const bool alike = std::all_of(facts.addresses.begin(), facts.addresses.end(),
        [&](const AddressAttempt &attempt) { return attempt.result == first; });
    if (!alike)
        return u"Tried %1."_s.arg(joinWithAnd(results));
    const QString all = addresses.size() == 1 ? QString() : addresses.size() == 2 ? u"both "_s : u"all "_s;
    return u"Tried %1, %2%3 in %4."_s.arg(joinWithAnd(addresses), all, first, timewords::duration(longest));
}

Outcome nameNotFound(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    return outcome(u"No address found for %1."_s.arg(dialledHost(facts, evidence)), evidence.detail,
        u"Probably the name is misspelt, or known only inside a VPN."_s,
        {editAddress(evidence), u"reconnect"_s});
}

Outcome lookupFailed(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    return outcome(u"The address of %1 could not be looked up."_s.arg(dialledHost(facts, evidence)),
        evidence.detail, u"Probably the name server is not working, or this computer is offline."_s,
        {u"reconnect"_s, editAddress(evidence)});
}

Outcome noAddressOfFamily(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    return outcome(u"%1 has no %2 address, and the options ask for one."_s.arg(dialledHost(facts, evidence),
                       evidence.family == AddressFamily::IPv4 ? u"IPv4"_s : u"IPv6"_s),
        evidence.detail, {}, {u"edit-options"_s, u"reconnect"_s});
}

Outcome refused(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    return outcome(u"Nothing listens on %1."_s.arg(dialled(facts, evidence)), triedAddresses(facts),
        u"Probably the server is not running, or it uses another port."_s,
        {u"reconnect"_s, editAddress(evidence)});
}

Outcome unreachable(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const QString tried = triedAddresses(facts);
    return outcome(u"There is no way to %1."_s.arg(dialled(facts, evidence)),
        tried.isEmpty() ? evidence.detail : tried,
        u"Probably this computer is offline, or the address is in another network."_s,
        {u"reconnect"_s, editAddress(evidence)});
}

Outcome connectTimeout(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    if (facts.addresses.isEmpty())
        return outcome(u"No address was found for %1 in time."_s.arg(dialledHost(facts, evidence)),
            evidence.detail, u"Probably the name server cannot be reached, or this computer is offline."_s,
            {u"reconnect"_s, u"wait-longer"_s, editAddress(evidence)});
    const QString limit = timewords::roughly(evidence.timeouts.connect * timewords::Millisecond);
    return outcome((facts.addresses.size() == 1 ? u"No TCP connection to %1 in %2."_s
                                                : u"No TCP connection to %1, with %2 for each address."_s)
                       .arg(dialled(facts, evidence), limit),
        triedAddresses(facts), u"Probably a firewall drops the packets, or the address is wrong."_s,
        {u"reconnect"_s, u"wait-longer"_s, editAddress(evidence)});
}

Outcome proxyFailed(const ConnectionFacts &, const EndEvidence &evidence)
{
    // Without an address it is the system's: not named in time, or its name has none.
    QString what = u"The proxy of the system was not reached."_s;
    if (evidence.proxyRefusal != 0)
        what = u"The proxy %1 refused the tunnel: %2."_s.arg(
            evidence.proxy.isEmpty() ? u"of the system"_s : evidence.proxy,
            QString::number(evidence.proxyRefusal));
    else if (!evidence.proxy.isEmpty())
        what = u"The proxy %1 made no tunnel."_s.arg(evidence.proxy);
    return outcome(what, evidence.detail + u" The server was never reached."_s, {},
        {u"proxy-login"_s, u"edit-options"_s, u"reconnect"_s});
}

QDateTime certificateTime(const QString &iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toUTC();
}

QString day(const QDateTime &time, const QString &format)
{
    return QLocale::c().toString(time, format);
}

bool coversHost(const CertificateFacts &certificate, const QString &host)
{
    return std::any_of(certificate.names.begin(), certificate.names.end(), [&](const QString &name) {
        const bool sameHost = name.compare(host, Qt::CaseInsensitive) == 0;
        const qsizetype dot = host.indexOf(u'.');
        return sameHost
            || (name.startsWith(u"*."_s) && dot > 0
                && QStringView(name).mid(1).compare(QStringView(host).mid(dot), Qt::CaseInsensitive) == 0);
    });
}

// Title and evidence of the one thing that is wrong; both empty if it is none of these.
using Fault = QPair<QString, QString>;

// `which` and `it` are what the sentences call the certificate.
Fault validityFault(
    const CertificateFacts &certificate, const QString &which, const QString &it, qint64 nowEpochNs)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowEpochNs / timewords::Millisecond, Qt::UTC);
    const QDateTime from = certificateTime(certificate.validFrom);
    const QDateTime until = certificateTime(certificate.validUntil);
    const QString clock = u"This computer's clock says %1."_s.arg(day(now, u"d MMM yyyy"_s));
    if (until.isValid() && until < now)
        return {which + u" has expired."_s,
            u"%1 ended %2 ago (%3 UTC). %4"_s.arg(it,
                timewords::roughly(until.msecsTo(now) * timewords::Millisecond), day(until, u"d MMM yyyy"_s),
                clock)};
    if (from.isValid() && now < from)
        return {which + u" is not valid yet."_s,
            u"%1 begins on %2 UTC. %3"_s.arg(it, day(from, u"d MMM yyyy"_s), clock)};
    return {};
}

// Those above the server's own, which vouch for it.
Fault issuerFault(const QList<CertificateFacts> &chain, qint64 nowEpochNs)
{
    for (const CertificateFacts &issuer : chain.mid(1)) {
        Fault fault = validityFault(
            issuer, u"A certificate above the server's"_s, u"That of "_s + issuer.subject, nowEpochNs);
        if (!fault.first.isEmpty())
            return fault;
    }
    return {};
}

// A certificate of the chain whose key or signature is not taken, whoever signed it.
Fault weaknessFault(const QStringList &errors)
{
    const auto told = std::find_if(errors.begin(), errors.end(), tellsWeakness);
    return told == errors.end() ? Fault() : Fault(u"The certificate is too weak."_s, *told);
}

// Of the server's own.
Fault certificateFault(
    const CertificateFacts &certificate, const QStringList &errors, const QString &host, qint64 nowEpochNs)
{
    if (!certificate.names.isEmpty() && !coversHost(certificate, host))
        return {u"The certificate is for another host."_s,
            u"You asked for %1; it names %2."_s.arg(host, joinWithAnd(certificate.names))};
    Fault validity = validityFault(certificate, u"The certificate"_s, u"It"_s, nowEpochNs);
    if (!validity.first.isEmpty())
        return validity;
    Fault weakness = weaknessFault(errors);
    if (!weakness.first.isEmpty())
        return weakness;
    if (!certificate.subject.isEmpty() && certificate.subject == certificate.issuer)
        return {u"The certificate is signed by nobody but itself."_s,
            u"It names %1 as its own issuer."_s.arg(certificate.issuer)};
    return {};
}

Outcome tlsFailed(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const QStringList accept{u"show-certificate"_s, u"accept-once"_s, u"accept-host"_s};
    const bool hasChain = facts.tls && !facts.tls->chain.isEmpty();
    if (!hasChain || facts.tls->errors.isEmpty()) {
        // OpenSSL's words for a server that knows none of the versions asked for, or says so by an alert.
        if (evidence.detail.contains(u"alert protocol version"_s)
            || evidence.detail.contains(u"unsupported protocol"_s))
            return outcome(u"The server and these options agree on no TLS version."_s,
                evidence.detail + u" Nothing was sent."_s,
                evidence.tlsMinimum == TlsVersion::Tls13
                    ? u"Probably the server does not speak TLS 1.3, which the options ask for."_s
                    : u"Probably the server speaks only versions before TLS 1.2, which are broken."_s,
                {u"edit-options"_s, u"reconnect"_s});
        const bool noTls = evidence.detail.contains(u"wrong version number"_s)
            || evidence.detail.contains(u"packet length too long"_s);
        return outcome(u"No secure connection could be made to %1."_s.arg(dialled(facts, evidence)),
            evidence.detail + u" Nothing was sent."_s,
            noTls ? u"Probably this port does not speak TLS."_s : QString(),
            {u"edit-url"_s, u"edit-options"_s, u"reconnect"_s});
    }
    const QString host = evidence.tlsName.isEmpty() ? QUrl(facts.url).host() : evidence.tlsName;
    const QList<CertificateFacts> &chain = facts.tls->chain;
    const Fault own = certificateFault(chain.first(), facts.tls->errors, host, evidence.endEpochNs);
    const auto &[what, fault] = own.first.isEmpty() ? issuerFault(chain, evidence.endEpochNs) : own;
    if (!what.isEmpty())
        return outcome(what, fault + u" Nothing was sent."_s, {}, accept);
    return outcome(u"The certificate is not trusted."_s,
        facts.tls->errors.join(u' ') + u" Nothing was sent."_s,
        u"Probably it comes from a private authority that this computer does not know."_s, accept);
}

Outcome tlsTimeout(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    return outcome(
        u"No TLS handshake in %1."_s.arg(timewords::roughly(evidence.timeouts.tls * timewords::Millisecond)),
        phases(facts) + u"."_s, u"Probably this port does not speak TLS."_s,
        {u"edit-url"_s, u"wait-longer"_s, u"reconnect"_s});
}

Outcome handshakeTimeout(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    QString observed = phases(facts);
    if (evidence.requestEpochNs)
        observed += u", request sent %1"_s.arg(
            timewords::clock(*evidence.requestEpochNs, evidence.utcOffsetSeconds, u"HH:mm:ss.zzz"_s));
    return outcome(u"No answer to the upgrade in %1."_s.arg(
                       timewords::roughly(evidence.timeouts.handshake * timewords::Millisecond)),
        observed + u"."_s, {}, {u"wait-longer"_s, u"copy-curl"_s, u"reconnect"_s});
}

// The cause that is likely, where there is one.
QString guessOfAnswer(ViolationKind kind)
{
    switch (kind) {
    case ViolationKind::HeadMalformed: return u"Probably something other than a web server listens there."_s;
    case ViolationKind::HeadTooLong:
        return u"Probably it streams something else than an answer, or is broken on purpose."_s;
    case ViolationKind::UpgradeMissing:
    case ViolationKind::ConnectionMissing: return u"Probably a proxy on the way took the header away."_s;
    case ViolationKind::AcceptMissing:
    case ViolationKind::AcceptWrong:
        return u"Probably a cache or a proxy answered, or the server does not compute it from the key."_s;
    default: return {};
    }
}

QString evidenceOfAnswer(const Violation &violation, const QByteArray &head)
{
    switch (violation.kind) {
    case ViolationKind::HeadMalformed:
        return u"%1. The answer begins with \"%2\"."_s.arg(
            violation.detail, excerpt(head.split('\n').constFirst().trimmed(), 80));
    case ViolationKind::HeadTooLong:
        return u"The server sent a head that goes on: %1."_s.arg(violation.detail);
    default:
        return violation.detail.isEmpty() ? u"There is none in the answer."_s
                                          : u"The server sent: %1."_s.arg(violation.detail);
    }
}

Outcome handshakeInvalid(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    Outcome result = outcome(u"The answer to the upgrade cannot be accepted."_s, evidence.detail, {},
        {u"show-exchange"_s, u"edit-options"_s, u"reconnect"_s});
    if (!evidence.violation)
        return result;
    const Violation &violation = *evidence.violation;
    const ViolationRule &rule = violationRule(violation.kind);
    result.what = u"The answer to the upgrade breaks a rule: %1 (%2)."_s.arg(rule.sentence, rule.section);
    result.guess = guessOfAnswer(violation.kind);
    result.evidence = evidenceOfAnswer(violation, facts.responseHead);
    if (violation.kind == ViolationKind::ProtocolNotOffered) {
        result.what =
            u"Failed: the server chose %1, which was not offered (%2)."_s.arg(violation.detail, rule.section);
        result.evidence = evidence.offeredProtocols.isEmpty()
            ? u"You offered no subprotocol."_s
            : u"You offered %1."_s.arg(joinWithAnd(evidence.offeredProtocols));
    }
    return result;
}

// TCP ended between the request and a whole answer, or the system gave up.
Outcome brokeOff(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    const bool reset = evidence.cause == EndCause::ServerReset;
    const QString end = reset ? u"with a reset (RST)"_s : u"(FIN)"_s;
    if (evidence.cause != EndCause::ServerFin && !reset)
        return outcome(
            u"The network failed before the connection was open."_s, evidence.detail, {}, {u"reconnect"_s});
    const QString got = facts.responseHead.isEmpty() ? u"Nothing was received."_s
                                                     : u"It sent %1 bytes."_s.arg(facts.responseHead.size());
    return outcome(u"The server ended TCP %1 instead of answering the upgrade."_s.arg(end),
        u"%1 %2."_s.arg(got, phases(facts)), u"Probably it speaks another protocol, or refuses this client."_s,
        {u"edit-url"_s, u"copy-curl"_s, u"reconnect"_s});
}

} // namespace

Outcome explainOpenFailure(const ConnectionFacts &facts, const EndEvidence &evidence)
{
    switch (evidence.cause) {
    case EndCause::NameNotFound: return nameNotFound(facts, evidence);
    case EndCause::NoAddressOfFamily: return noAddressOfFamily(facts, evidence);
    case EndCause::LookupFailed: return lookupFailed(facts, evidence);
    case EndCause::Refused: return refused(facts, evidence);
    case EndCause::Unreachable: return unreachable(facts, evidence);
    case EndCause::ConnectTimeout: return connectTimeout(facts, evidence);
    case EndCause::ProxyFailed: return proxyFailed(facts, evidence);
    case EndCause::TlsFailed:
    case EndCause::TlsEnded: return tlsFailed(facts, evidence);
    case EndCause::TlsTimeout: return tlsTimeout(facts, evidence);
    case EndCause::HandshakeTimeout: return handshakeTimeout(facts, evidence);
    case EndCause::HandshakeInvalid: return handshakeInvalid(facts, evidence);
    case EndCause::HttpStatus: return explainHttpAnswer(facts, evidence);
    default: return brokeOff(facts, evidence);
    }
}

} // namespace framescope
