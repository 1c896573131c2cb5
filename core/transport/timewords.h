// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

namespace framescope::timewords {

inline constexpr qint64 Millisecond = 1'000'000;
inline constexpr qint64 Second = 1000 * Millisecond;
inline constexpr qint64 Minute = 60 * Second;
inline constexpr qint64 Day = 24 * 60 * Minute;

// "10.0 s", of the milliseconds of a timer.
inline QString limit(int milliseconds)
{
    return QStringLiteral("%1 s").arg(milliseconds / 1000.0, 0, 'f', 1);
}

// "11 ms", "60.0 s", "4 min 12 s", "3 h 20 min", "5 days": as exact as a person needs it.
inline QString duration(qint64 ns)
{
    const auto pair = [](qint64 great, const char *greatUnit, qint64 small, const char *smallUnit) {
        return QStringLiteral("%1 %2 %3 %4")
            .arg(QString::number(great), QLatin1StringView(greatUnit), QString::number(small),
                QLatin1StringView(smallUnit));
    };
    if (ns < Millisecond)
        return QStringLiteral("under 1 ms");
    if (ns < Second)
        return QStringLiteral("%1 ms").arg(ns / Millisecond);
    if (ns < 2 * Minute)
        return QStringLiteral("%1 s").arg(static_cast<double>(ns) / static_cast<double>(Second), 0, 'f', 1);
    if (ns < 120 * Minute)
        return pair(ns / Minute, "min", ns % Minute / Second, "s");
    if (ns < 2 * Day)
        return pair(ns / (60 * Minute), "h", ns % (60 * Minute) / Minute, "min");
    return QStringLiteral("%1 days").arg(ns / Day);
}

// One number: "40 s", "12 min", "3 h", "3 days". For limits, and for how long ago something was.
inline QString roughly(qint64 ns)
{
    if (ns < Second)
        return QStringLiteral("%1 ms").arg(ns / Millisecond);
    if (ns < 2 * Minute)
        return QStringLiteral("%1 s").arg(ns / Second);
    if (ns < 120 * Minute)
        return QStringLiteral("%1 min").arg(ns / Minute);
    if (ns < 2 * Day)
        return QStringLiteral("%1 h").arg(ns / (60 * Minute));
    return QStringLiteral("%1 days").arg(ns / Day);
}

// Wall-clock time of an instant since 1970 in a zone that the caller names, so that tests own it.
inline QString clock(qint64 epochNs, int utcOffsetSeconds, const QString &format = QStringLiteral("HH:mm:ss"))
{
    return QDateTime::fromMSecsSinceEpoch(epochNs / Millisecond, Qt::OffsetFromUTC, utcOffsetSeconds)
        .toString(format);
}

} // namespace framescope::timewords
