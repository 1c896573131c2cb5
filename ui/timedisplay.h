// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/rowfilter.h"
#include "session/row.h"

#include <QString>

namespace framescope {

class LocalClock;

// How the timeline tells the time of a row: on which clock, or since when. A value.
struct TimeDisplay {
    enum class Mode : quint8 { Local, Utc, SinceStart, SinceZero, Delta };
    static constexpr int ModeCount = 5;

    Mode mode = Mode::Local;
    qint64 epochOffsetNs = 0;          // makes a row's time nanoseconds since 1970-01-01 UTC
    qint64 startNs = Row::UnknownTime; // of the first row
    qint64 zeroNs = Row::UnknownTime;  // of the row where the user set it; SinceZero without it is SinceStart

    // The one after this one, for a key that goes round: SinceZero only where there is a zero.
    Mode next() const;
    QString title() const; // of the column
    // `previousNs` is that of the row above, for Delta; a time that is not known is said.
    QString text(qint64 timeNs, qint64 previousNs, LocalClock &clock) const;
    // "14:02:11.204 – 14:02:13.400", or "14:02:11.204 – 13.400" where there is little room. Delta, which is between
    // two rows, tells the time of day.
    enum class Room : quint8 { Enough, Little };
    QString spanText(const RowFilter::Time &time, Room room = Room::Enough) const;
};

// "Sun 29 Nov 2026 14:02:11.204123 (13:02:11 UTC)": the whole truth; empty if it is not known.
QString dateText(qint64 timeNs, qint64 epochOffsetNs);
// "0:00:12.345", "-0:00:00.250".
QString elapsedText(qint64 nanoseconds);
// "+850 µs", "+12.3 ms", "+1.234 s", "+0:01:12.345".
QString deltaText(qint64 nanoseconds);

} // namespace framescope
