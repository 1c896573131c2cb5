// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/addressattempts.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr auto refused = "refused"_L1;
constexpr auto unreachable = "unreachable"_L1;

} // namespace

QString addressText(const QHostAddress &address, quint16 port)
{
    const bool six = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (six ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address.toString()).arg(port);
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
