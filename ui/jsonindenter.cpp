// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jsonindenter.h"

#include <algorithm>

namespace framescope {

namespace {

constexpr int Step = 2;

// RFC 8259, 2. Other control characters are broken JSON and stay.
constexpr bool isJsonSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isJsonSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isJsonSpace(text.back()))
        text.chop(1);
    return text;
}

// Walks over the bytes once and knows only strings, brackets, commas and colons.
class Indenter {
public:
    explicit Indenter(QByteArrayView json)
        : m_json(json)
    {
        m_out.reserve(json.size() + json.size() / 4);
    }

    QByteArray run()
    {
        while (m_at < m_json.size())
            take(m_json[m_at]);
        return std::move(m_out);
    }

private:
    void take(char c)
    {
        switch (c) {
        case '"': takeString(); return;
        case '{':
        case '[': open(c); return;
        case '}':
        case ']': close(c); return;
        case ',':
            put(c);
            newLine();
            return;
        case ':':
            put(c);
            m_out += ' ';
            return;
        default:
            if (isJsonSpace(c))
                takeSpace();
            else
                put(c);
        }
    }

    void put(char c)
    {
        m_out += c;
        ++m_at;
    }

    void takeString()
    {
        const qsizetype begin = m_at++;
        while (m_at < m_json.size()) {
            const char c = m_json[m_at++];
            if (c == '\\' && m_at < m_json.size())
                ++m_at;
            else if (c == '"')
                break;
        }
        m_out.append(m_json.sliced(begin, m_at - begin));
    }

    void open(char c)
    {
        put(c);
        skipSpace();
        const char end = c == '{' ? '}' : ']';
        if (m_at < m_json.size() && m_json[m_at] == end) {
            put(end); // {} and [] stay on their line
            return;
        }
        ++m_depth;
        newLine();
    }

    void close(char c)
    {
        m_depth = std::max(0, m_depth - 1);
        newLine();
        put(c);
    }

    void newLine()
    {
        skipSpace();
        while (m_out.endsWith(' ') || m_out.endsWith('\n'))
            m_out.chop(1);
        if (m_out.isEmpty())
            return;
        m_out += '\n';
        m_out.append(std::min(m_depth, MaxIndentedDepth) * Step, ' ');
    }

    // White space between two bare words ("1 2", broken) must not join them, and between two
    // documents (JSON lines) it becomes a line feed.
    void takeSpace()
    {
        skipSpace();
        if (m_at == m_json.size() || m_out.isEmpty() || isJsonSpace(m_out.back()))
            return;
        if (m_depth == 0) {
            m_out += '\n';
            return;
        }
        static constexpr QByteArrayView Punctuation = "{}[],:";
        if (!Punctuation.contains(m_out.back()) && !Punctuation.contains(m_json[m_at]))
            m_out += ' ';
    }

    void skipSpace()
    {
        while (m_at < m_json.size() && isJsonSpace(m_json[m_at]))
            ++m_at;
    }

    QByteArrayView m_json;
    QByteArray m_out;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

QByteArray indentJson(QByteArrayView json)
{
    return Indenter(json).run();
}

bool looksLikeJson(QByteArrayView text)
{
    const QByteArrayView t = trimmed(text);
    if (t.size() < 2)
        return false;
    return (t.front() == '{' && t.back() == '}') || (t.front() == '[' && t.back() == ']');
}

} // namespace framescope
