// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/fieldchecks.h"

#include "transport/urlhost.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype Sha256Digits = 64;

QString atCharacter(qsizetype offset)
{
    return u"character %1"_s.arg(offset + 1);
}

// Without brackets; one of this network may have a scope ("fe80::1%eth0").
bool isIpv6(const QString &text)
{
    const qsizetype scope = text.indexOf(u'%');
    const QString address = scope > 0 && scope < text.size() - 1 ? text.left(scope) : text;
    return !text.startsWith(u'[') && parseUrlHost(u"[%1]"_s.arg(address)).error.what.isEmpty();
}

bool isPort(const QString &text)
{
    bool ok = false;
    return text.size() > 1 && text.toUShort(&ok) > 0 && ok;
}

// What `host` is, when it is neither a name nor an address of its own; empty otherwise.
std::optional<Error> wrongHost(const QString &host, const QString &remedy)
{
    if (isIpv6(host))
        return {};
    const QString right = u"Right is for example %1."_s.arg(remedy);
    if (const qsizetype scheme = host.indexOf(u"://"_s); scheme >= 0)
        return Error{
            u"\"%1\" begins with a scheme, where only a host belongs."_s.arg(host), atCharacter(0), right};
    for (const QChar c : {u'/', u'?', u'@', u'%'}) {
        if (const qsizetype at = host.indexOf(c); at >= 0)
            return Error{u"A host name cannot contain \"%1\"."_s.arg(c), atCharacter(at), right};
    }
    const UrlHost parsed = parseUrlHost(host);
    if (parsed.error.what.isEmpty())
        return {};
    return Error{parsed.error.what, atCharacter(parsed.offset), right};
}

Result<void> checkFingerprint(const QString &fingerprint)
{
    const QString remedy = u"Right are the 64 hex digits of its SHA-256, with or without colons."_s;
    qsizetype digits = 0;
    for (qsizetype i = 0; i < fingerprint.size(); ++i) {
        const QChar c = fingerprint[i];
        const bool isDigit =
            c.unicode() < 0x80 && std::isxdigit(static_cast<unsigned char>(c.toLatin1())) != 0;
        if (!isDigit && c != u':')
            return Error{
                u"The fingerprint of a certificate cannot contain \"%1\"."_s.arg(c), atCharacter(i), remedy};
        digits += isDigit ? 1 : 0;
    }
    if (digits == Sha256Digits)
        return {};
    return Error{u"The fingerprint of a certificate has %1 of 64 digits."_s.arg(digits), {},
        digits == 40 ? u"This is the length of SHA-1, which can be forged. "_s + remedy : remedy};
}

} // namespace

// RFC 6265, 4.1.1: a cookie's value has no white space, comma, semicolon, quote inside or backslash.
// Browsers send some of these all the same; only what would end the cookie is refused.
Result<void> fieldchecks::checkCookie(const NamedValue &cookie)
{
    const QString remedy = u"A semicolon ends a cookie: right is %3B."_s;
    if (!isHttpToken(cookie.name.toUtf8()))
        return Error{u"\"%1\" is no name of a cookie."_s.arg(cookie.name), {},
            u"Right are letters, digits and !#$%&'*+-.^_`|~."_s};
    if (cookie.value.contains(u';'))
        return Error{u"The value of cookie \"%1\" holds a semicolon."_s.arg(cookie.name), {}, remedy};
    return checkHeader({"Cookie", cookie.value.toUtf8()});
}

// One colon is left where a port could not be read; more are IPv6, or two ports.
Result<void> fieldchecks::checkHost(const QString &host)
{
    const QString example = u"10.0.0.7:8080"_s;
    if (host.isEmpty())
        return {};
    const qsizetype colon = host.lastIndexOf(u':');
    const QString before = host.left(std::max<qsizetype>(colon, 0));
    if (isIpv6(before) && isPort(host.sliced(colon + 1)) && !isIpv6(host))
        return Error{u"\"%1\" has no brackets around its IPv6 address."_s.arg(host), atCharacter(0),
            u"With a port write [%1]:%2."_s.arg(before, host.sliced(colon + 1))};
    if (const qsizetype first = host.indexOf(u':');
        first >= 0 && first < colon && !isIpv6(host) && isPort(host.sliced(first + 1).section(u':', 0, 0)))
        return Error{u"\"%1\" has two ports."_s.arg(host), atCharacter(colon),
            u"Right is for example %1."_s.arg(host.left(colon))};
    if (host.count(u':') == 1)
        return Error{u"\"%1\" is no host and port."_s.arg(host), atCharacter(colon + 1),
            u"Right is for example %1."_s.arg(example)};
    if (auto wrong = wrongHost(host, example))
        return *wrong;
    return {};
}

Result<void> fieldchecks::checkProxy(const ProxyOptions &proxy)
{
    if (proxy.kind != ProxyOptions::Kind::Http && proxy.kind != ProxyOptions::Kind::Socks5)
        return {};
    if (auto check = checkHost(proxy.host); !check)
        return check;
    const QString remedy = u"Right is a host and a port, for example proxy.corp:3128."_s;
    if (proxy.host.trimmed().isEmpty())
        return Error{u"The proxy has no address."_s, {}, remedy};
    if (proxy.port == 0)
        return Error{u"The proxy has no port."_s, {},
            proxy.host.contains(u':') ? u"With an IPv6 address write [%1]:3128."_s.arg(proxy.host) : remedy};
    return {};
}

// RFC 1929: a byte each for the lengths.
Result<void> fieldchecks::checkProxyLogin(const ProxyOptions &proxy)
{
    if (proxy.kind == ProxyOptions::Kind::Socks5
        && (proxy.user.toUtf8().size() > 255 || proxy.password.toUtf8().size() > 255))
        return Error{u"SOCKS5 carries at most 255 bytes of user and of password (RFC 1929)."_s, {}, {}};
    return {};
}

Result<void> fieldchecks::checkServerName(const QString &name)
{
    const QString example = u"api.example"_s;
    if (name.isEmpty() || isIpv6(name))
        return {};
    const QString right = u"Right is the name alone, for example %1."_s.arg(example);
    const qsizetype colon = name.lastIndexOf(u':');
    if (isPort(name.sliced(colon + 1)) && colon > 0 && name.count(u':') == 1)
        return Error{u"TLS asks for a name, not for a port."_s, atCharacter(colon), right};
    if (auto wrong = wrongHost(name, example))
        return *wrong;
    if (name.startsWith(u'.'))
        return Error{u"The name has nothing before its first dot."_s, atCharacter(0), right};
    if (const qsizetype dots = name.indexOf(u".."_s); dots >= 0)
        return Error{u"The name has nothing between two of its dots."_s, atCharacter(dots), right};
    return {};
}

Result<void> fieldchecks::checkFingerprints(const QStringList &fingerprints)
{
    for (qsizetype i = 0; i < fingerprints.size(); ++i) {
        const auto check = checkFingerprint(fingerprints[i]);
        if (check)
            continue;
        Error error = check.error();
        const QString place = u"certificate %1"_s.arg(i + 1);
        error.where = error.where.isEmpty() ? place : place + u", "_s + error.where;
        return error;
    }
    return {};
}

Result<void> fieldchecks::doubtBasicUser(const QString &user)
{
    const qsizetype colon = user.indexOf(u':');
    if (colon < 0)
        return {};
    return Error{u"A server reads \"%1\" as the user and the rest as the password."_s.arg(user.left(colon)),
        atCharacter(colon), u"Basic has no user name with a colon (RFC 7617, 2)."_s};
}

Result<void> fieldchecks::doubtParameter(const NamedValue &parameter)
{
    if (!parameter.name.isEmpty() || parameter.value.isEmpty())
        return {};
    return Error{u"The parameter has a value, but no name: it goes as \"=\" and the value."_s, {},
        u"Give it a name, or switch it off."_s};
}

Result<void> fieldchecks::doubtPort(const ConnectTo &to)
{
    const qsizetype colon = to.host.lastIndexOf(u':');
    const QString address = to.host.left(std::max<qsizetype>(colon, 0));
    const QString end = to.host.sliced(colon + 1);
    if (to.port != 0 || !isPort(end) || !isIpv6(to.host) || !isIpv6(address))
        return {};
    return Error{u"All of \"%1\" is read as the address, and the port is that of the URL."_s.arg(to.host),
        atCharacter(colon), u"If %1 is the port, write [%2]:%1."_s.arg(end, address)};
}

} // namespace framescope
