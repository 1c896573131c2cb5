// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/variables.h"

#include <algorithm>
#include <optional>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestName = 64;

bool mayName(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'
        || c == u'-' || c == u'.';
}

// One in a text: "${name}" or "$${name}".
struct Place {
    qsizetype begin;
    qsizetype end;
    QString name;
    bool isEscaped;
};

std::optional<Place> nextPlace(const QString &text, qsizetype from)
{
    for (qsizetype open = text.indexOf("${"_L1, from); open >= 0; open = text.indexOf("${"_L1, open + 2)) {
        // No further than a name can reach: a server may send a megabyte of "${".
        const QStringView ahead = QStringView(text).sliced(open + 2).left(LongestName + 1);
        const qsizetype length = ahead.indexOf(u'}');
        if (length < 0)
            continue;
        const qsizetype close = open + 2 + length;
        const QString name = ahead.left(length).toString();
        if (!Variables::isName(name))
            continue;
        const bool isEscaped = open > from && text[open - 1] == u'$';
        return Place{isEscaped ? open - 1 : open, close + 1, name, isEscaped};
    }
    return {};
}

// `replacement` says what stands for a place; nothing: the place as it is.
template <typename Replacement>
QString replaced(const QString &text, Replacement replacement)
{
    QString made;
    qsizetype done = 0;
    for (auto place = nextPlace(text, 0); place; place = nextPlace(text, done)) {
        const QStringView before = QStringView(text).sliced(done, place->begin - done);
        const std::optional<QString> instead = replacement(*place);
        made += before + (instead ? *instead : text.sliced(place->begin, place->end - place->begin));
        done = place->end;
    }
    return made + QStringView(text).sliced(done);
}

QString unescaped(const Place &place)
{
    return u"${"_s + place.name + u'}';
}

} // namespace

Variables::Variables(std::initializer_list<std::pair<QString, QString>> values)
    : m_values(values)
{
}

bool Variables::isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= LongestName && std::all_of(name.begin(), name.end(), mayName);
}

ReplacedText Variables::replacedIn(const QString &text, const QStringList &later) const
{
    QStringList missing;
    qsizetype missingAt = -1;
    const QString made = replaced(text, [&](const Place &place) -> std::optional<QString> {
        if (later.contains(place.name))
            return {};
        if (place.isEscaped)
            return unescaped(place);
        if (const auto found = m_values.constFind(place.name); found != m_values.constEnd())
            return *found;
        if (missing.isEmpty())
            missingAt = place.begin;
        if (!missing.contains(place.name))
            missing.append(place.name);
        return {};
    });
    return {made, missing, missingAt};
}

QString Variables::laterReplacedIn(const QString &text) const
{
    return replaced(text, [&](const Place &place) -> std::optional<QString> {
        if (const auto found = m_values.constFind(place.name); found != m_values.constEnd())
            return place.isEscaped ? unescaped(place) : *found;
        return {};
    });
}

QString Variables::escaped(const QString &text)
{
    return replaced(text, [](const Place &place) {
        const QString one = u'$' + unescaped(place);
        return std::optional(place.isEscaped ? u'$' + one : one);
    });
}

QStringList Variables::namesIn(const QString &text)
{
    return Variables().replacedIn(text).missing;
}

} // namespace framescope
