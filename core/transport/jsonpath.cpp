// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/jsonpath.h"

#include <optional>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostDigits = 9; // of an index

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// Of a key behind a dot. What else a key has stands between quotes; more than one value cannot be named at all.
bool mayBeName(QChar c)
{
    return !c.isSpace() && c.isPrint() && !u".[]\"'*?(),:&|=<>\\"_s.contains(c);
}

class PathReader {
public:
    explicit PathReader(const QString &text)
        : m_text(text)
    {
    }

    bool isOver() const { return m_at == m_text.size(); }
    qsizetype at() const { return m_at; }
    Result<void> readRoot();
    Result<JsonPath::Step> readStep();

private:
    Error wrong(const QString &what, const QString &remedy = {}) const { return wrongAt(m_at, what, remedy); }
    static Error wrongAt(qsizetype at, const QString &what, const QString &remedy = {})
    {
        return {what, u"character %1"_s.arg(at + 1), remedy};
    }
    QChar next() const { return isOver() ? QChar() : m_text[m_at]; }
    Result<JsonPath::Step> readName();
    Result<JsonPath::Step> readIndex();
    Result<JsonPath::Step> readQuoted();
    std::optional<QChar> readEscape();
    Result<JsonPath::Step> closed(JsonPath::Step step);

    const QString &m_text;
    qsizetype m_at = 0;
};

Result<void> PathReader::readRoot()
{
    if (next() != u'$')
        return wrong(u"A path begins with $."_s, u"It reads like $.data.token or $.tokens[0]."_s);
    ++m_at;
    return {};
}

Result<JsonPath::Step> PathReader::readStep()
{
    const QChar sign = next();
    if (sign != u'.' && sign != u'[')
        return wrong(
            u"Here a dot or a bracket is missing."_s, u"It reads like $.data.token or $.tokens[0]."_s);
    ++m_at;
    if (sign == u'.')
        return readName();
    return next() == u'"' || next() == u'\'' ? readQuoted() : readIndex();
}

Result<JsonPath::Step> PathReader::readName()
{
    const qsizetype begin = m_at;
    while (!isOver() && mayBeName(next()))
        ++m_at;
    if (next() == u'*' || (m_at == begin && next() == u'.'))
        return wrong(u"A path names one value, not several."_s, u"It reads like $.data.token."_s);
    if (m_at == begin)
        return wrong(u"Here a key is missing."_s);
    if (!isOver() && next() != u'.' && next() != u'[')
        return wrong(u"A key with such a character stands in quotes."_s, u"It reads like $[\"the key\"]."_s);
    return JsonPath::Step{m_text.sliced(begin, m_at - begin).toUtf8()};
}

Result<JsonPath::Step> PathReader::readIndex()
{
    const qsizetype begin = m_at;
    while (isDigit(next()))
        ++m_at;
    if (m_at == begin)
        return next() == u'*'
            ? wrong(u"A path names one value, not several."_s, u"It reads like $.tokens[0]."_s)
            : wrong(u"An index is a number."_s, u"A key stands in quotes, as in [\"the key\"]."_s);
    if (m_at - begin > MostDigits)
        return wrongAt(begin, u"An index has at most %1 digits."_s.arg(MostDigits));
    return closed({{}, m_text.sliced(begin, m_at - begin).toLongLong()});
}

Result<JsonPath::Step> PathReader::readQuoted()
{
    const qsizetype begin = m_at;
    const QChar quote = next();
    QString key;
    for (++m_at; !isOver() && next() != quote; ++m_at) {
        if (next() != u'\\') {
            key += next();
            continue;
        }
        const auto meant = readEscape();
        if (!meant)
            return wrong(u"This is no escape of JSON."_s, u"A backslash itself is written \\\\."_s);
        key += *meant;
    }
    if (isOver())
        return wrongAt(begin, u"The quote that begins here is not closed."_s);
    ++m_at;
    return closed({key.toUtf8(), -1});
}

// Steps to its last character.
std::optional<QChar> PathReader::readEscape()
{
    static const QString signs = u"\"'\\/bfnrt"_s;
    static const QString meanings = u"\"'\\/\b\f\n\r\t"_s;
    const qsizetype known = m_at + 1 < m_text.size() ? signs.indexOf(m_text[m_at + 1]) : -1;
    if (known >= 0) {
        ++m_at;
        return meanings[known];
    }
    const QString digits = m_text.mid(m_at + 2, 4);
    bool isNumber = false;
    const ushort code = digits.toUShort(&isNumber, 16);
    if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != u'u' || digits.size() != 4 || !isNumber
        || !digits.front().isLetterOrNumber())
        return {};
    m_at += 5;
    return QChar(code);
}

Result<JsonPath::Step> PathReader::closed(JsonPath::Step step)
{
    if (next() != u']')
        return wrong(u"Here a closing bracket is missing."_s);
    ++m_at;
    return step;
}

} // namespace

Result<JsonPath> JsonPath::parse(const QString &text)
{
    JsonPath path;
    path.m_text = text;
    PathReader reader(text);
    if (const auto root = reader.readRoot(); !root)
        return root.error();
    while (!reader.isOver()) {
        auto step = reader.readStep();
        if (!step)
            return step.error();
        path.m_steps.push_back(std::move(*step));
        path.m_ends.push_back(reader.at());
    }
    return path;
}

QString JsonPath::begin(std::size_t steps) const
{
    return steps == 0 ? u"$"_s : m_text.first(m_ends.at(steps - 1));
}

} // namespace framescope
