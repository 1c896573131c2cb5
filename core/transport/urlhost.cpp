// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/urlhost.h"

#include <QHostAddress>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace framescope {

namespace {

UrlHost failure(const QString &what, const QString &remedy, qsizetype offset = 0)
{
    return {{}, {what, {}, remedy}, offset};
}

// WHATWG URL, "forbidden domain code point".
bool isForbidden(QChar c)
{
    return c <= u' ' || c == QChar(0x7F) || QStringLiteral("#/:<>?@[\\]^|%").contains(c);
}

int hexDigit(char c)
{
    const char lower = static_cast<char>(c | 0x20);
    return c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

QString nameOf(QChar c)
{
    if (c == u' ')
        return QStringLiteral("a space");
    if (c < u' ' || c == QChar(0x7F))
        return QStringLiteral("a control character");
    return QStringLiteral("\"%1\"").arg(c);
}

// The longest run of zero groups, at least two long, becomes "::" (RFC 5952; WHATWG URL adds that
// an embedded IPv4 address is written as groups too, which QHostAddress does not do).
QString serialiseIpv6(const Q_IPV6ADDR &address)
{
    std::array<quint16, 8> groups{};
    for (size_t i = 0; i < 8; ++i)
        groups[i] = static_cast<quint16>((address.c[2 * i] << 8) | address.c[2 * i + 1]);
    size_t runStart = 8;
    size_t runLength = 1;
    for (size_t i = 0; i < 8; ++i) {
        size_t length = 0;
        while (i + length < 8 && groups[i + length] == 0)
            ++length;
        if (length > runLength) {
            runStart = i;
            runLength = length;
        }
        i += length;
    }
    QString text;
    for (size_t i = 0; i < 8; ++i) {
        if (i == runStart) {
            text += i == 0 ? QStringLiteral("::") : QStringLiteral(":");
            i += runLength - 1;
            continue;
        }
        text += QString::number(groups[i], 16);
        if (i < 7)
            text += u':';
    }
    return QStringLiteral("[%1]").arg(text);
}

UrlHost parseIpv6(const QString &text)
{
    const QString remedy = QStringLiteral("Write it as in [::1] or [2001:db8::7].");
    if (!text.endsWith(u']'))
        return failure(QStringLiteral("The IPv6 address has no closing bracket."), remedy);
    const QString inner = text.mid(1, text.size() - 2);
    QHostAddress address;
    if (inner.contains(u'%') || !address.setAddress(inner)
        || address.protocol() != QAbstractSocket::IPv6Protocol)
        return failure(QStringLiteral("\"%1\" is not an IPv6 address.").arg(inner), remedy, 1);
    return {serialiseIpv6(address.toIPv6Address()), {}, 0};
}

// One part of an IPv4 address: decimal, 0x hexadecimal or 0 octal.
std::optional<quint64> ipv4Number(QStringView part)
{
    int base = 10;
    if (part.startsWith(u"0x", Qt::CaseInsensitive)) {
        base = 16;
        part = part.mid(2);
        if (part.isEmpty())
            return 0;
    } else if (part.size() > 1 && part.startsWith(u'0')) {
        base = 8;
        part = part.mid(1);
    }
    bool ok = false;
    const quint64 value = part.toULongLong(&ok, base);
    if (!ok || !part.front().isLetterOrNumber())
        return {};
    return value;
}

QStringList labels(const QString &domain)
{
    QStringList parts = domain.split(u'.');
    if (parts.size() > 1 && parts.last().isEmpty())
        parts.removeLast();
    return parts;
}

bool endsInNumber(const QString &domain)
{
    const QString last = labels(domain).last();
    const bool digits = !last.isEmpty()
        && std::all_of(last.begin(), last.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return digits || (last.startsWith(u"0x") && ipv4Number(last));
}

UrlHost parseIpv4(const QString &domain)
{
    const QStringList parts = labels(domain);
    UrlHost bad = failure(QStringLiteral("\"%1\" ends in a number, but is not an IPv4 address.").arg(domain),
        QStringLiteral("Write four numbers from 0 to 255, as in 127.0.0.1."));
    if (parts.size() > 4)
        return bad;
    quint64 address = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto number = ipv4Number(parts[i]);
        const bool last = i == parts.size() - 1;
        // The last number fills all bytes that are left.
        const quint64 limit = last ? quint64(1) << (8 * (5 - parts.size())) : 256;
        if (!number || *number >= limit)
            return bad;
        address |= last ? *number : *number << (8 * (3 - i));
    }
    return {QHostAddress(static_cast<quint32>(address)).toString(), {}, 0};
}

QString domainToAscii(const QString &domain)
{
    const bool ascii = std::all_of(domain.begin(), domain.end(), [](QChar c) { return c.unicode() < 0x80; });
    return ascii ? domain.toLower() : QString::fromLatin1(QUrl::toAce(domain));
}

} // namespace

QByteArray percentDecoded(const QByteArray &text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
        if (text[i] == '%' && high >= 0 && low >= 0) {
            result += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

UrlHost parseUrlHost(const QString &text)
{
    if (text.startsWith(u'['))
        return parseIpv6(text);
    const QString decoded = QString::fromUtf8(percentDecoded(text.toUtf8()));
    const QString domain = domainToAscii(decoded);
    if (domain.isEmpty())
        return failure(QStringLiteral("\"%1\" is not a valid host name.").arg(text),
            QStringLiteral("Check its dots and unusual characters."));
    for (const QChar c : domain) {
        if (isForbidden(c))
            return failure(QStringLiteral("A host name cannot contain %1.").arg(nameOf(c)),
                QStringLiteral("Remove it."), qMax(qsizetype(0), text.indexOf(c)));
    }
    return endsInNumber(domain) ? parseIpv4(domain) : UrlHost{domain, {}, 0};
}

} // namespace framescope
