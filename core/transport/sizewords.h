// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocale>
#include <QString>

#include <array>

// Amounts as the sentences of this folder say them.
namespace framescope::sizewords {

// "999 bytes", "64 MiB", "70.3 MiB": one decimal where the unit does not divide it.
inline QString bytes(quint64 count)
{
    constexpr std::array units = {"KiB", "MiB", "GiB"};
    if (count < 1024)
        return QStringLiteral("%1 %2").arg(count).arg(QLatin1StringView(count == 1 ? "byte" : "bytes"));
    size_t unit = 0;
    quint64 divisor = 1024;
    while (unit + 1 < units.size() && count / divisor >= 1024) {
        divisor *= 1024;
        ++unit;
    }
    const double amount = static_cast<double>(count) / static_cast<double>(divisor);
    return QString::number(amount, 'f', count % divisor == 0 ? 0 : 1) + u' ' + QLatin1StringView(units[unit]);
}

// "2,147,483,648": every digit, where the difference between two of them is the point.
inline QString grouped(quint64 count)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(count);
}

} // namespace framescope::sizewords
