// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace framescope {

// Quantities in words, for people: grouped digits, binary units, at most two parts of a duration.

QString countText(quint64 count);                                          // "1,204,331"
QString countText(quint64 count, const QString &one, const QString &many); // "1 key", "1,204 keys"
QString bytesText(quint64 bytes);             // "118 bytes", "4.2 KiB", "52.4 MiB"
QString durationText(qint64 nanoseconds);     // "0.4 ms", "11 ms", "2.1 s", "4 min 12 s", "3 h 5 min"
QString wholeSecondsText(qint64 nanoseconds); // the same of what goes on: "12 s", not "12.3 s"
QString rateText(double perSecond);           // "0/s", "2.5/s", "1,204/s"
QString roundedCount(quint64 count);          // "40", "9,999", "1.2 M": for places of fixed width

} // namespace framescope
