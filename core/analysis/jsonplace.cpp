// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonplace.h"

#include <algorithm>
#include <cstring>

namespace framescope {

namespace {

bool isPlainName(const QString &key)
{
    const auto isStart = [](QChar c) { return c.isLetter() || c == u'_' || c == u'$'; };
    return !key.isEmpty() && isStart(key.front())
        && std::all_of(key.begin(), key.end(), [&](QChar c) { return isStart(c) || c.isDigit(); });
}

// Knows only brackets, commas and strings: enough for JSON, and never lost in what is none.
class PlaceFinder {
public:
    explicit PlaceFinder(QByteArrayView json)
        : m_json(json)
    {
    }

    JsonPlace find(qsizetype offset)
    {
        qsizetype at = 0;
        while (true) {
            const char c = m_json[at];
            if (c == '}' || c == ']')
                leave(); // the bracket belongs to its container ...
            if (c == ',' && at < offset)
                nextChild();
            const qsizetype end = c == '"' ? takeString(at) : at + 1;
            if (offset < end)
                return place();
            if (c == '{' || c == '[') // ... and so does this one
                m_open.push_back({c == '{', {}});
            at = end;
        }
    }

private:
    struct Container {
        bool isObject = false;
        JsonStep child;
    };

    void leave()
    {
        if (!m_open.empty())
            m_open.pop_back();
    }

    void nextChild()
    {
        if (m_open.empty())
            return;
        JsonStep &child = m_open.back().child;
        ++child.index;
        child.key.reset();
    }

    qsizetype takeString(qsizetype at)
    {
        const qsizetype end = jsonStringEnd(m_json, at);
        if (!m_open.empty() && m_open.back().isObject && !m_open.back().child.key) {
            const bool isClosed = end - at > 1 && m_json[end - 1] == '"';
            m_open.back().child.key = m_json.sliced(at + 1, end - at - (isClosed ? 2 : 1)).toByteArray();
        }
        return end;
    }

    JsonPlace place() const
    {
        JsonPlace steps;
        for (const Container &container : m_open) {
            if (container.isObject && !container.child.key)
                break; // between the bracket and the first key
            steps.push_back(container.child);
        }
        return steps;
    }

    QByteArrayView m_json;
    std::vector<Container> m_open;
};

} // namespace

QString jsonPath(const JsonPlace &place)
{
    QString path = QStringLiteral("$");
    for (const JsonStep &step : place) {
        if (!step.key) {
            path += QStringLiteral("[%1]").arg(step.index);
            continue;
        }
        const QString key = unescapedJson(*step.key);
        path += isPlainName(key) ? u'.' + key : QStringLiteral("[\"%1\"]").arg(QString::fromUtf8(*step.key));
    }
    return path;
}

QString jsonPointer(const JsonPlace &place)
{
    QString pointer;
    for (const JsonStep &step : place) {
        QString token = step.key ? unescapedJson(*step.key) : QString::number(step.index);
        token.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
        pointer += u'/' + token;
    }
    return pointer;
}

std::optional<JsonPlace> jsonPlaceAt(QByteArrayView json, quint64 offset)
{
    if (offset >= static_cast<quint64>(json.size()))
        return std::nullopt;
    return PlaceFinder(json).find(static_cast<qsizetype>(offset));
}

QString unescapedJson(QByteArrayView spelled)
{
    const QString text = QString::fromUtf8(spelled);
    if (!text.contains(u'\\'))
        return text;
    static constexpr QStringView Letters = u"\"\\/bfnrt";
    static constexpr char16_t Meanings[] = u"\"\\/\b\f\n\r\t";
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const QChar letter = text[++i];
        if (const qsizetype known = Letters.indexOf(letter); known >= 0) {
            out += QChar(Meanings[known]);
            continue;
        }
        bool isNumber = false;
        const ushort unit = text.mid(i + 1, 4).toUShort(&isNumber, 16);
        if (letter == u'u' && isNumber && i + 4 < text.size()) {
            out += QChar(unit);
            i += 4;
        } else {
            out += u'\\';
            out += letter;
        }
    }
    return out;
}

qsizetype jsonStringEnd(QByteArrayView json, qsizetype quote)
{
    qsizetype at = quote + 1;
    while (at < json.size()) {
        const auto *next = static_cast<const char *>(
            std::memchr(json.data() + at, '"', static_cast<std::size_t>(json.size() - at)));
        if (!next)
            return json.size();
        const qsizetype found = next - json.data();
        qsizetype escapes = 0;
        while (found - escapes > at && json[found - escapes - 1] == '\\')
            ++escapes;
        if (escapes % 2 == 0)
            return found + 1;
        at = found + 1;
    }
    return json.size();
}

} // namespace framescope
