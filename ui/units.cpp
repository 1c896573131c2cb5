// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/units.h"

#include <QLocale>

#include <cmath>

namespace framescope {

namespace {

// The window speaks English; grouping must not depend on the desktop.
QString grouped(quint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

QString oneDigit(double value)
{
    return QString::number(value, 'f', 1);
}

QString twoParts(qint64 value, qint64 perUnit, const QString &big, const QString &small)
{
    return QStringLiteral("%1 %2 %3 %4").arg(value / perUnit).arg(big).arg(value % perUnit).arg(small);
}

} // namespace

QString countText(quint64 count)
{
    return grouped(count);
}

QString countText(quint64 count, const QString &one, const QString &many)
{
    return countText(count) + u' ' + (count == 1 ? one : many);
}

QString bytesText(quint64 bytes)
{
    if (bytes < 1024)
        return bytes == 1 ? QStringLiteral("1 byte") : grouped(bytes) + QStringLiteral(" bytes");
    static constexpr const char *Units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    while (value >= 1023.95 && unit + 1 < std::size(Units)) {
        value /= 1024;
        ++unit;
    }
    return oneDigit(value) + QLatin1Char(' ') + QLatin1StringView(Units[unit]);
}

QString durationText(qint64 nanoseconds)
{
    const double ms = static_cast<double>(nanoseconds) / 1e6;
    if (ms < 9.95)
        return oneDigit(ms) + QStringLiteral(" ms");
    if (ms < 999.5)
        return QString::number(std::lround(ms)) + QStringLiteral(" ms");
    if (ms < 59'950)
        return oneDigit(ms / 1000) + QStringLiteral(" s");
    const qint64 seconds = std::llround(ms / 1000);
    if (seconds < 3600)
        return twoParts(seconds, 60, QStringLiteral("min"), QStringLiteral("s"));
    return twoParts(seconds / 60, 60, QStringLiteral("h"), QStringLiteral("min"));
}

QString wholeSecondsText(qint64 nanoseconds)
{
    constexpr qint64 Second = 1'000'000'000;
    const qint64 seconds = nanoseconds / Second;
    return seconds < 60 ? QStringLiteral("%1 s").arg(seconds) : durationText(seconds * Second);
}

QString rateText(double perSecond)
{
    if (perSecond <= 0)
        return QStringLiteral("0/s");
    if (perSecond < 9.95)
        return oneDigit(perSecond) + QStringLiteral("/s");
    return roundedCount(static_cast<quint64>(std::llround(perSecond))) + QStringLiteral("/s");
}

QString roundedCount(quint64 count)
{
    if (count < 100'000)
        return grouped(count);
    if (count < 999'950)
        return QString::number(count / 1000) + QStringLiteral(" k");
    return oneDigit(static_cast<double>(count) / 1e6) + QStringLiteral(" M");
}

} // namespace framescope
