// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jwtwords.h"

#include "analysis/jsonplace.h"
#include "ui/units.h"

#include <QDateTime>

#include <algorithm>

namespace framescope::jwtwords {

namespace {

constexpr qint64 Day = 86'400;
constexpr qint64 NsPerSecond = 1'000'000'000;
constexpr qint64 FarthestPlace = 1 << 20; // a place in JSON is found by reading what stands in front of it

QString spanText(qint64 seconds)
{
    if (seconds >= 2 * Day)
        return QStringLiteral("%1 days").arg(countText(static_cast<quint64>(seconds / Day)));
    if (seconds >= 600 && seconds < 3600)
        return QStringLiteral("%1 min").arg(seconds / 60);
    return durationText(seconds * NsPerSecond);
}

// With its date unless that is today's.
QString clockText(qint64 seconds, qint64 nowSeconds)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds);
    const bool today = time.date() == QDateTime::fromSecsSinceEpoch(nowSeconds).date();
    return time.toString(today ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace

QString validity(const Jwt &jwt, qint64 nowSeconds)
{
    if (jwt.expires && *jwt.expires <= nowSeconds)
        return QStringLiteral("expired %1 ago (%2)")
            .arg(spanText(nowSeconds - *jwt.expires), clockText(*jwt.expires, nowSeconds));
    if (jwt.notBefore && *jwt.notBefore > nowSeconds)
        return QStringLiteral("valid only in %1 (%2)")
            .arg(spanText(*jwt.notBefore - nowSeconds), clockText(*jwt.notBefore, nowSeconds));
    if (jwt.expires)
        return QStringLiteral("expires in %1 (%2)")
            .arg(spanText(*jwt.expires - nowSeconds), clockText(*jwt.expires, nowSeconds));
    return QStringLiteral("does not expire");
}

QString sentence(const Jwt &jwt, const QString &place, qint64 nowSeconds)
{
    QStringList parts;
    if (!jwt.subject.isEmpty())
        parts += QStringLiteral("subject %1").arg(jwt.subject);
    if (!jwt.issuer.isEmpty())
        parts += QStringLiteral("issuer %1").arg(jwt.issuer);
    if (!jwt.algorithm.isEmpty())
        parts += jwt.algorithm;
    QString more = parts.join(QStringLiteral(", "));
    if (!more.isEmpty())
        more = QStringLiteral(" %1%2.").arg(more.front().toUpper()).arg(more.mid(1));
    return QStringLiteral("JWT %1: %2.%3").arg(place, validity(jwt, nowSeconds), more);
}

QString place(const Jwt &jwt, QByteArrayView bytes, Where where)
{
    if (where == Where::Head) {
        const qsizetype line = bytes.first(jwt.begin).lastIndexOf('\n') + 1;
        const qsizetype colon = bytes.sliced(line, jwt.begin - line).indexOf(':');
        return line == 0 || colon < 0
            ? QStringLiteral("in the address")
            : QStringLiteral("in %1").arg(QString::fromUtf8(bytes.sliced(line, colon)));
    }
    if (where == Where::Json && jwt.begin < FarthestPlace) {
        if (const auto found = jsonPlaceAt(bytes, static_cast<quint64>(jwt.begin)))
            return QStringLiteral("at %1").arg(jsonPath(*found));
    }
    return QStringLiteral("at byte %1").arg(countText(static_cast<quint64>(jwt.begin)));
}

QByteArray contents(const Jwt &jwt)
{
    return jwt.header.trimmed() + "\n" + jwt.claims.trimmed();
}

} // namespace framescope::jwtwords
