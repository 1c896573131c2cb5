// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jsonhighlighter.h"

#include "ui/theme.h"

#include <QPalette>

namespace framescope {

namespace {

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'+' || c == u'.';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
}

void JsonHighlighter::setEnabled(bool enabled)
{
    m_enabled = enabled;
}

void JsonHighlighter::setPalette(const QPalette &palette)
{
    const Theme &theme = Theme::of(palette);
    m_key = theme.received;
    m_string = theme.sent;
    m_number = theme.number;
    m_word = theme.controlGlyph;
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (!m_enabled)
        return;
    int at = 0;
    while (at < text.size()) {
        if (text[at] == u'"')
            at = takeString(text, at);
        else if (isWordPart(text[at]))
            at = takeWord(text, at);
        else
            ++at;
    }
}

int JsonHighlighter::takeString(const QString &text, int begin)
{
    const int size = static_cast<int>(text.size());
    int end = begin + 1;
    while (end < size && text[end] != u'"')
        end += text[end] == u'\\' ? 2 : 1;
    end = std::min(end + 1, size);
    int after = end;
    while (after < size && text[after].isSpace())
        ++after;
    const bool isKey = after < size && text[after] == u':';
    setFormat(begin, end - begin, isKey ? m_key : m_string);
    return end;
}

int JsonHighlighter::takeWord(const QString &text, int begin)
{
    int end = begin;
    while (end < text.size() && isWordPart(text[end]))
        ++end;
    const bool isNumber = text[begin].isDigit() || text[begin] == u'-';
    setFormat(begin, end - begin, isNumber ? m_number : m_word);
    return end;
}

} // namespace framescope
