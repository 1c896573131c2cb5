// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/localclock.h"

#include <QDateTime>

namespace framescope {

namespace {

constexpr qint64 SlotMs = 15 * 60 * 1000;
constexpr qint64 DayMs = 24 * 60 * 60 * 1000;

// Rounded down, also before 1970.
qint64 slotOf(qint64 epochMs)
{
    return epochMs / SlotMs - (epochMs % SlotMs < 0 ? 1 : 0);
}

void writeDigits(QChar *end, qint64 number, int digits)
{
    for (; digits > 0; --digits, number /= 10)
        *--end = QChar(static_cast<char16_t>(u'0' + number % 10));
}

} // namespace

QString LocalClock::text(qint64 epochMs)
{
    const qint64 ofDay = ((epochMs + offsetMs(epochMs)) % DayMs + DayMs) % DayMs;
    QString text = QStringLiteral("00:00:00.000");
    QChar *digits = text.data();
    writeDigits(digits + 2, ofDay / 3'600'000, 2);
    writeDigits(digits + 5, ofDay / 60'000 % 60, 2);
    writeDigits(digits + 8, ofDay / 1000 % 60, 2);
    writeDigits(digits + 12, ofDay % 1000, 3);
    return text;
}

qint64 LocalClock::offsetMs(qint64 epochMs)
{
    const qint64 slot = slotOf(epochMs);
    if (m_slot != slot) {
        m_slot = slot;
        m_offsetMs = qint64{QDateTime::fromMSecsSinceEpoch(epochMs).offsetFromUtc()} * 1000;
    }
    return m_offsetMs;
}

} // namespace framescope
