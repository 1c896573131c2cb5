// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/address.h"

#include "base/hosttext.h"
#include "protocol/httphead.h"

#include <QList>
#include <QStringView>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace framescope {

namespace {

// A backslash is a slash to browsers (WHATWG URL).
QStringView untilPath(QStringView address)
{
    for (const QChar end : {u'/', u'\\', u'?', u'#'}) {
        if (const qsizetype at = address.indexOf(end); at >= 0)
            address = address.left(at);
    }
    return address;
}

// Without user, port, path: what names the machine.
QStringView hostOf(QStringView address)
{
    address = untilPath(address);
    if (const qsizetype at = address.lastIndexOf(u'@'); at >= 0)
        address = address.sliced(at + 1);
    if (address.startsWith(u'['))
        return address.left(address.indexOf(u']') + 1);
    if (address.count(u':') == 1)
        return address.left(address.indexOf(u':'));
    return address;
}

// As people write it: with a zero in front it would be octal.
std::optional<int> byteOf(QStringView digits)
{
    const bool isPlain = std::all_of(digits.begin(), digits.end(), [](QChar c) {
        return c >= u'0' && c <= u'9';
    }) && (digits.size() == 1 || !digits.startsWith(u'0'));
    bool ok = false;
    const int value = digits.toInt(&ok);
    return ok && isPlain && value <= 255 ? std::optional(value) : std::nullopt;
}

std::optional<std::array<int, 4>> ipv4(QStringView host)
{
    const auto parts = host.split(u'.');
    if (parts.size() != 4)
        return std::nullopt;
    std::array<int, 4> bytes{};
    for (qsizetype i = 0; i < 4; ++i) {
        const auto value = byteOf(parts[i]);
        if (!value)
            return std::nullopt;
        bytes[static_cast<std::size_t>(i)] = *value;
    }
    return bytes;
}

// RFC 1122 (127/8), RFC 1918, RFC 3927 (169.254/16).
bool isLocal(const std::array<int, 4> &ip)
{
    return ip[0] == 127 || ip[0] == 10 || (ip[0] == 172 && ip[1] >= 16 && ip[1] <= 31)
        || (ip[0] == 192 && ip[1] == 168) || (ip[0] == 169 && ip[1] == 254) || ip == std::array{0, 0, 0, 0};
}

// ::1, RFC 4193 (fc00::/7), RFC 4291 (fe80::/10).
bool isLocalV6(QStringView inBrackets)
{
    const QString host = inBrackets.sliced(1, inBrackets.size() - 2).toString().toLower();
    if (host == u"::1" || host == u"::")
        return true;
    bool ok = false;
    const uint first = host.section(u':', 0, 0).toUInt(&ok, 16);
    return ok && ((first & 0xFE00) == 0xFC00 || (first & 0xFFC0) == 0xFE80);
}

bool isLocalHost(QStringView host)
{
    if (host.startsWith(u'[') && host.endsWith(u']') && host.size() > 2)
        return isLocalV6(host);
    if (const auto ip = ipv4(host))
        return isLocal(*ip);
    return host.compare(u"localhost", Qt::CaseInsensitive) == 0
        || host.endsWith(u".localhost", Qt::CaseInsensitive);
}

// "localhost:8080" has no scheme, "mailto:x" is not ours to complete either way: only "://" counts, and not that
// of an address in the path or the query.
bool hasScheme(QStringView text)
{
    return text.sliced(untilPath(text).size()).startsWith(u"//") && untilPath(text).endsWith(u':');
}

} // namespace

CompletedAddress completeAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty() || trimmed.startsWith(QLatin1StringView("${")) || hasScheme(trimmed))
        return {{}, trimmed};
    const QString prefix = isLocalHost(hostOf(trimmed)) ? QStringLiteral("ws://") : QStringLiteral("wss://");
    return {prefix, prefix + trimmed};
}

QString hostAndPort(const QString &url)
{
    const QUrl parsed(url);
    return hostText(parsed.host(), static_cast<quint16>(parsed.port(0)));
}

QString redirectTarget(const ConnectionFacts &facts)
{
    HttpHeadParser parser;
    QByteArrayView head(facts.responseHead);
    const auto parsed = parser.feed(head);
    const auto location = parsed && *parsed ? (*parsed)->value("location") : std::nullopt;
    return location ? QUrl(facts.url).resolved(QUrl(QString::fromLatin1(*location))).toString() : QString();
}

} // namespace framescope
