// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/columnchoice.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr double Narrowest = 0.2;
constexpr double Widest = 20;
constexpr auto Times = u'*';

// In the order of TimelineColumn; stands in files, so never translated.
constexpr std::array<QLatin1StringView, TimelineColumnCount> Names{QLatin1StringView("number"),
    QLatin1StringView("connection"), QLatin1StringView("direction"), QLatin1StringView("time"),
    QLatin1StringView("type"), QLatin1StringView("size"), QLatin1StringView("wire"),
    QLatin1StringView("ratio"), QLatin1StringView("fin"), QLatin1StringView("rsv"), QLatin1StringView("mask"),
    QLatin1StringView("message"), QLatin1StringView("preview")};

} // namespace

ColumnChoice::ColumnChoice()
{
    for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i].shown = isUsual(static_cast<TimelineColumn>(i));
}

QStringList ColumnChoice::toWords() const
{
    QStringList words;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].shown)
            continue;
        words += Names[i];
        if (columns[i].width != 1)
            words.last() += Times + QString::number(columns[i].width, 'g', 4);
    }
    return words;
}

ColumnChoice ColumnChoice::fromWords(const QStringList &words)
{
    ColumnChoice choice;
    if (words.isEmpty())
        return choice;
    for (std::size_t i = 0; i < choice.columns.size(); ++i)
        choice.columns[i].shown = !isFree(static_cast<TimelineColumn>(i));
    for (const QString &word : words) {
        const auto name = std::find(Names.begin(), Names.end(), word.section(Times, 0, 0));
        if (name == Names.end())
            continue;
        Column &column = choice.columns[static_cast<std::size_t>(name - Names.begin())];
        column.shown = true;
        bool isNumber = false;
        const double width = word.section(Times, 1).toDouble(&isNumber);
        if (isNumber)
            column.width = std::clamp(width, Narrowest, Widest);
    }
    return choice;
}

} // namespace framescope
