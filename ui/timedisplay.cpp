// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timedisplay.h"

#include "ui/localclock.h"

#include <QDateTime>
#include <QLocale>

#include <cstdlib>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Microsecond = 1000;
constexpr qint64 Millisecond = 1000 * Microsecond;
constexpr qint64 Second = 1000 * Millisecond;
constexpr qint64 Minute = 60 * Second;

QString utcText(qint64 epochNs)
{
    return QDateTime::fromMSecsSinceEpoch(epochNs / Millisecond, Qt::UTC).toString(u"HH:mm:ss.zzz"_s);
}

} // namespace

TimeDisplay::Mode TimeDisplay::next() const
{
    const auto after = static_cast<Mode>((static_cast<int>(mode) + 1) % ModeCount);
    return after == Mode::SinceZero && zeroNs == Row::UnknownTime ? Mode::Delta : after;
}

QString TimeDisplay::title() const
{
    switch (mode) {
    case Mode::Local: return u"Time"_s;
    case Mode::Utc: return u"Time UTC"_s;
    case Mode::SinceStart: return u"Since start"_s;
    case Mode::SinceZero: return u"Since zero"_s;
    case Mode::Delta: return u"Since row above"_s;
    }
    return {};
}

QString TimeDisplay::text(qint64 timeNs, qint64 previousNs, LocalClock &clock) const
{
    const auto since = [timeNs](qint64 from, QString (*words)(qint64)) {
        return from == Row::UnknownTime ? QString() : words(timeNs - from);
    };
    if (timeNs == Row::UnknownTime)
        return u"unknown"_s;
    switch (mode) {
    case Mode::Local: break;
    case Mode::Utc: return utcText(timeNs + epochOffsetNs);
    case Mode::SinceStart: return since(startNs, elapsedText);
    case Mode::SinceZero: return since(zeroNs == Row::UnknownTime ? startNs : zeroNs, elapsedText);
    case Mode::Delta: return since(previousNs, deltaText);
    }
    return clock.text((timeNs + epochOffsetNs) / Millisecond);
}

QString TimeDisplay::spanText(const RowFilter::Time &time, Room room) const
{
    TimeDisplay display = *this;
    if (mode == Mode::Delta)
        display.mode = Mode::Local;
    LocalClock clock;
    const auto words = [&](qint64 timeNs) { return display.text(timeNs, Row::UnknownTime, clock); };
    const QString first = words(time.firstNs);
    const QString last = words(time.lastNs);
    const qsizetype minute = first.lastIndexOf(u':') + 1;
    const bool isShort = room == Room::Little && minute > 0 && first.first(minute) == last.first(minute);
    return first + u" \u2013 "_s + (isShort ? last.sliced(minute) : last);
}

QString dateText(qint64 timeNs, qint64 epochOffsetNs)
{
    if (timeNs == Row::UnknownTime)
        return {};
    const qint64 epochNs = timeNs + epochOffsetNs;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(epochNs / Millisecond);
    return u"%1.%2 (%3 UTC)"_s.arg(QLocale::c().toString(local, u"ddd d MMM yyyy HH:mm:ss"_s))
        .arg((epochNs % Second + Second) % Second / Microsecond, 6, 10, QChar(u'0'))
        .arg(local.toUTC().toString(u"HH:mm:ss"_s));
}

QString elapsedText(qint64 nanoseconds)
{
    const qint64 ms = std::abs(nanoseconds) / Millisecond;
    return u"%1%2:%3:%4.%5"_s.arg(nanoseconds < 0 ? u"-"_s : QString())
        .arg(ms / 3'600'000)
        .arg(ms / 60'000 % 60, 2, 10, QChar(u'0'))
        .arg(ms / 1000 % 60, 2, 10, QChar(u'0'))
        .arg(ms % 1000, 3, 10, QChar(u'0'));
}

QString deltaText(qint64 nanoseconds)
{
    const qint64 size = std::abs(nanoseconds);
    const QString sign = nanoseconds < 0 ? u"-"_s : u"+"_s;
    // Each unit up to where its number would be rounded up to the next one's.
    const auto number = [&](qint64 unit, int decimals) {
        return QString::number(static_cast<double>(size) / static_cast<double>(unit), 'f', decimals);
    };
    if (size < Millisecond - Microsecond / 2)
        return sign + number(Microsecond, 0) + u" \u00b5s"_s;
    if (size < Second - Millisecond / 2)
        return sign + number(Millisecond, size < 100 * Millisecond ? 1 : 0) + u" ms"_s;
    if (size < Minute - Millisecond / 2)
        return sign + number(Second, 3) + u" s"_s;
    return sign + elapsedText(size);
}

} // namespace framescope
