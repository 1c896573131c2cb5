// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/addressattempts.h"

#include "base/hosttext.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr auto refused = "refused"_L1;
constexpr auto unreachable = "unreachable"_L1;

} // namespace

QString addressText(const QHostAddress &address, quint16 port)
{
    return u"%1:%2"_s.arg(hostText(address.toString())).arg(port);
}

bool isOfFamily(const QHostAddress &address, AddressFamily family)
{
    const bool six = address.protocol() == QAbstractSocket::IPv6Protocol;
    return family == AddressFamily::Any || six == (family == AddressFamily::IPv6);
}

QString noneOfFamilySentence(const QString &host, const QList<QHostAddress> &found, AddressFamily wanted)
{
    QStringList others;
    for (const QHostAddress &address : found)
        others.append(address.toString());
    const QString family = wanted == AddressFamily::IPv4 ? u"IPv4"_s : u"IPv6"_s;
    return u"\"%1\" has no %2 address, only %3."_s.arg(host, family, others.join(u", "_s));
}

QString attemptResult(const QAbstractSocket &socket)
{
    switch (socket.error()) {
    case QAbstractSocket::ConnectionRefusedError: return refused;
    case QAbstractSocket::SocketTimeoutError: return attemptTimedOut;
    case QAbstractSocket::NetworkError: return unreachable + u" ("_s + socket.errorString() + u')';
    default: return socket.errorString();
    }
}

EndCause causeOfAttempts(const QList<AddressAttempt> &attempts)
{
    const auto any = [&attempts](QLatin1StringView result) {
        return std::any_of(attempts.begin(), attempts.end(),
            [result](const AddressAttempt &attempt) { return attempt.result.startsWith(result); });
    };
    return any(attemptTimedOut) ? EndCause::ConnectTimeout
        : any(refused)          ? EndCause::Refused
                                : EndCause::Unreachable;
}

QString attemptsSentence(const QList<AddressAttempt> &attempts)
{
    QStringList parts;
    for (const AddressAttempt &attempt : attempts) {
        const double milliseconds = static_cast<double>(attempt.durationNs) / 1e6;
        parts.append(u"%1 %2 after %3 ms"_s.arg(
            attempt.address, attempt.result, QString::number(milliseconds, 'f', 1)));
    }
    return parts.join(u"; "_s) + u'.';
}

} // namespace framescope
