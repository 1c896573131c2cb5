// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonindenter.h"

#include "analysis/jsonbytes.h"

#include <algorithm>
#include <array>
#include <limits>

namespace framescope {

namespace {

constexpr int Indent = 2;
constexpr qsizetype Growth = 8;             // indentation stops above so many times the source ...
constexpr qsizetype GrowthFloor = 64 << 10; // ... and this
constexpr qsizetype LongString = 64 << 10;  // a pair of places for every so many bytes of a string
constexpr qsizetype EnoughRight = 16;
constexpr qsizetype Sample = 4096;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Bytes of a string that need no look: not the quote, the backslash, nor a control character.
constexpr std::array<bool, 256> makePlain()
{
    std::array<bool, 256> plain{};
    for (std::size_t i = 0x20; i < plain.size(); ++i)
        plain[i] = i != '"' && i != '\\';
    return plain;
}
constexpr std::array<bool, 256> Plain = makePlain();

// The end of an escape that begins at `at` (a backslash), or where it is wrong.
struct Escape {
    qsizetype end = 0;
    bool right = false;
};
Escape scanEscape(QByteArrayView text, qsizetype at)
{
    static constexpr QByteArrayView Letters = "\"\\/bfnrtu";
    if (++at == text.size() || !Letters.contains(text[at]))
        return {at, false};
    if (text[at++] != 'u')
        return {at, true};
    const qsizetype end = at + 4;
    while (at < end && at < text.size() && isHexDigit(text[at]))
        ++at;
    return {at, at == end};
}

} // namespace

JsonIndenter::JsonIndenter(QByteArrayView text, bool more)
    : m_text(text)
    , m_more(more)
{
    static constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";
    m_shown.reserve(text.size() + text.size() / 4);
    if (text.startsWith(ByteOrderMark))
        put(ByteOrderMark.size());
}

bool JsonIndenter::advance(qsizetype bytes)
{
    const qsizetype until = m_text.size() - m_at > bytes ? m_at + bytes : m_text.size();
    while (!m_done && m_at < until)
        step();
    if (!m_done && m_at == m_text.size())
        finish();
    return !m_done;
}

void JsonIndenter::step()
{
    skipSpace();
    if (m_at == m_text.size())
        return;
    const char c = m_text[m_at];
    switch (m_expect) {
    case Expect::Document: takeBetweenDocuments(c); return;
    case Expect::ValueOrEnd:
    case Expect::Value: takeValue(c); return;
    case Expect::KeyOrEnd:
    case Expect::Key:
        if (c != '"')
            return breakAt(m_at, JsonBreak::Cause::Unexpected, expectation());
        return takeString(Expect::Colon);
    case Expect::Colon:
        if (c != ':')
            return breakAt(m_at, JsonBreak::Cause::Unexpected, expectation());
        put(m_at + 1);
        m_shown += ' ';
        m_expect = Expect::Value;
        return;
    case Expect::CommaOrEnd: takeCommaOrEnd(c); return;
    }
}

void JsonIndenter::takeBetweenDocuments(char c)
{
    if (c == json::RecordSeparator) {
        put(m_at + 1);
        m_separated = true;
        m_lineOwed = m_documents > 0;
        return;
    }
    if (!m_separated)
        return breakAt(m_at, JsonBreak::Cause::Follows, expectation());
    takeValue(c);
}

void JsonIndenter::takeValue(char c)
{
    switch (c) {
    case '{':
    case '[': return open(c);
    case '"': return takeString(Expect::CommaOrEnd);
    case 't': return takeWord("true");
    case 'f': return takeWord("false");
    case 'n': return takeWord("null");
    default: break;
    }
    if (c == '-' || isDigit(c))
        return takeNumber();
    breakAt(m_at, JsonBreak::Cause::Unexpected, expectation());
}

void JsonIndenter::open(char c)
{
    const bool isObject = c == '{';
    put(m_at + 1);
    skipSpace();
    if (m_at < m_text.size() && m_text[m_at] == (isObject ? '}' : ']')) {
        put(m_at + 1); // {} and [] stay on their line
        endValue();
        return;
    }
    m_stack.push_back(isObject);
    m_expect = isObject ? Expect::KeyOrEnd : Expect::ValueOrEnd;
    m_lineOwed = true;
}

void JsonIndenter::close(char)
{
    m_stack.pop_back();
    m_lineOwed = true;
    put(m_at + 1);
    endValue();
}

void JsonIndenter::takeCommaOrEnd(char c)
{
    if (c == ',') {
        put(m_at + 1);
        m_lineOwed = true;
        m_expect = isInObject() ? Expect::Key : Expect::Value;
    } else if (c == (isInObject() ? '}' : ']')) {
        close(c);
    } else {
        breakAt(m_at, JsonBreak::Cause::Unexpected, expectation());
    }
}

void JsonIndenter::takeString(Expect next)
{
    qsizetype at = m_at + 1;
    while (true) {
        while (at < m_text.size() && Plain[static_cast<quint8>(m_text[at])])
            ++at;
        if (at == m_text.size())
            break;
        if (m_text[at] == '"') {
            put(at + 1);
            if (next == Expect::Colon)
                m_expect = next;
            else
                endValue();
            return;
        }
        if (m_text[at] != '\\')
            return breakAt(at, JsonBreak::Cause::Unexpected, QStringLiteral("the end of the string"));
        const Escape escape = scanEscape(m_text, at);
        if (!escape.right && escape.end < m_text.size())
            return breakAt(
                escape.end, JsonBreak::Cause::Unexpected, QStringLiteral("an escape like \\n or \\u0041"));
        at = escape.end;
    }
    breakAt(m_text.size(), JsonBreak::Cause::EndsEarly, QStringLiteral("the end of the string"));
}

// RFC 8259, 6: -? (0 | [1-9] digits) (. digits)? ((e | E) (+ | -)? digits)?
void JsonIndenter::takeNumber()
{
    qsizetype at = m_at;
    bool right = true;
    const auto digits = [&] {
        const qsizetype from = at;
        while (at < m_text.size() && isDigit(m_text[at]))
            ++at;
        right = right && at > from;
    };
    const auto skip = [&](QByteArrayView any) {
        const bool has = right && at < m_text.size() && any.contains(m_text[at]);
        at += has ? 1 : 0;
        return has;
    };
    skip("-");
    if (!skip("0"))
        digits();
    if (skip("."))
        digits();
    if (skip("eE")) {
        skip("+-");
        digits();
    }
    if (!right)
        return breakAt(at, JsonBreak::Cause::Unexpected, QStringLiteral("a digit"));
    put(at);
    endValue();
}

void JsonIndenter::takeWord(QByteArrayView word)
{
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (m_at + i == m_text.size() || m_text[m_at + i] != word[i])
            return breakAt(m_at + i, JsonBreak::Cause::Unexpected, QString::fromLatin1(word));
    }
    put(m_at + word.size());
    endValue();
}

void JsonIndenter::endValue()
{
    if (!m_stack.empty()) {
        m_expect = Expect::CommaOrEnd;
        return;
    }
    ++m_documents;
    m_expect = Expect::Document;
    m_separated = false;
}

void JsonIndenter::skipSpace()
{
    m_spaceFrom = m_at;
    while (m_at < m_text.size() && json::isSpace(m_text[m_at])) {
        if (m_text[m_at] == '\n' && m_expect == Expect::Document && m_documents > 0)
            m_separated = m_lineOwed = true;
        ++m_at;
    }
}

void JsonIndenter::flushLine()
{
    if (!m_lineOwed)
        return;
    m_lineOwed = false;
    m_shown += '\n';
    if (m_shown.size() <= Growth * m_at + GrowthFloor)
        m_shown.append(std::min<qsizetype>(qsizetype(m_stack.size()), MostLevels) * Indent, ' ');
}

// Takes the text up to `end` as it is.
void JsonIndenter::put(qsizetype end)
{
    flushLine();
    const auto shown = static_cast<quint64>(m_shown.size());
    if (m_map.wantsMark(shown))
        m_map.add(shown, static_cast<quint64>(m_at));
    m_shown.append(m_text.sliced(m_at, end - m_at));
    for (qsizetype done = LongString; done < end - m_at; done += LongString)
        m_map.add(shown + static_cast<quint64>(done), static_cast<quint64>(m_at + done));
    m_at = end;
}

// What was read of the token that is broken is JSON so far; the rest is kept as it is.
void JsonIndenter::breakAt(qsizetype offset, JsonBreak::Cause cause, const QString &expected)
{
    if (!m_lineOwed && !m_shown.endsWith(' '))
        m_at = std::min(m_at, m_spaceFrom); // nothing else would part it from the token before
    if (offset < m_text.size() || !m_more)
        m_broken = makeJsonBreak(m_text, offset, cause, expected);
    flushLine();
    m_brokenAt = static_cast<quint64>(m_shown.size() + offset - m_at);
    put(m_text.size());
    m_done = true;
}

void JsonIndenter::finish()
{
    m_done = true;
    const bool isWhole = m_expect == Expect::Document && m_documents > 0;
    if (!m_more && !isWhole)
        m_broken = makeJsonBreak(m_text, m_text.size(), JsonBreak::Cause::EndsEarly, expectation());
    m_brokenAt = static_cast<quint64>(m_shown.size());
}

QString JsonIndenter::expectation() const
{
    switch (m_expect) {
    case Expect::Document:
        return m_documents > 0 ? QStringLiteral("the end of the text") : QStringLiteral("a value");
    case Expect::Value: return QStringLiteral("a value");
    case Expect::ValueOrEnd: return QStringLiteral("a value or \"]\"");
    case Expect::Key: return QStringLiteral("a key in double quotes");
    case Expect::KeyOrEnd: return QStringLiteral("a key in double quotes or \"}\"");
    case Expect::Colon: return QStringLiteral("\":\" after the key");
    case Expect::CommaOrEnd: break;
    }
    return isInObject() ? QStringLiteral("\",\" or \"}\"") : QStringLiteral("\",\" or \"]\"");
}

QByteArray indentJson(QByteArrayView json)
{
    JsonIndenter indenter(json);
    indenter.advance(std::numeric_limits<qsizetype>::max());
    return indenter.takeShown();
}

bool looksLikeJson(QByteArrayView text, bool more)
{
    const QByteArrayView sample = text.first(std::min(text.size(), Sample));
    const auto first = std::find_if_not(
        sample.begin(), sample.end(), [](char c) { return json::isSpace(c) || c == json::RecordSeparator; });
    if (first == sample.end() || (*first != '{' && *first != '['))
        return false;
    JsonIndenter indenter(sample, more || sample.size() < text.size());
    indenter.advance(sample.size());
    if (!indenter.broken())
        return true;
    const auto right = static_cast<qsizetype>(indenter.broken()->offset) - (first - sample.begin());
    const bool beginsWithKey =
        *first == '{' && sample.sliced(0, static_cast<qsizetype>(indenter.broken()->offset)).contains(':');
    return right >= EnoughRight || beginsWithKey;
}

} // namespace framescope
