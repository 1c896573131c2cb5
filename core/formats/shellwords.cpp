// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/shellwords.h"

#include <QHash>
#include <QRegularExpression>

#include <optional>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

Error unclosed(QChar quote, qsizetype at)
{
    return {u"The command ends inside a quotation."_s, u"character %1"_s.arg(at + 1),
        u"A closing %1 is missing."_s.arg(quote)};
}

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

// Collects words. A word may be empty ('') and still be one.
class Words {
public:
    void begin(qsizetype at)
    {
        if (!m_word) {
            m_word.emplace();
            m_found.positions.append(at);
        }
    }
    void add(QStringView text) { m_word->append(text); }
    void add(QChar c) { m_word->append(c); }
    void end()
    {
        if (m_word)
            m_found.words.append(*m_word);
        m_word.reset();
    }
    ShellWords finish(qsizetype restAt)
    {
        end();
        m_found.restAt = restAt;
        return std::move(m_found);
    }

private:
    ShellWords m_found;
    std::optional<QString> m_word;
};

// POSIX 2.2, quoting.
class PosixSplitter {
public:
    explicit PosixSplitter(QStringView text)
        : m_text(text)
    {
    }

    Result<ShellWords> split()
    {
        while (m_at < m_text.size() && !endsCommand()) {
            if (!step())
                return unclosed(m_quote, m_quoteAt);
        }
        return m_words.finish(m_at < m_text.size() ? m_at : -1);
    }

private:
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    // A new line ends a command too, but a pasted one may be broken where a backslash was lost.
    bool endsCommand() const { return u"|;&<>"_s.contains(peek()); }

    bool step()
    {
        const QChar c = peek();
        if (isSpace(c)) {
            m_words.end();
            ++m_at;
            return true;
        }
        if (c == u'\\' && (peek(1) == u'\n' || (peek(1) == u'\r' && peek(2) == u'\n'))) {
            m_at += peek(1) == u'\n' ? 2 : 3;
            return true;
        }
        m_words.begin(m_at);
        if (c == u'$' && peek(1) == u'\'')
            return ansiQuoted();
        if (c == u'\'')
            return singleQuoted();
        if (c == u'"')
            return doubleQuoted();
        if (c == u'\\' && m_at + 1 < m_text.size())
            ++m_at;
        m_words.add(m_text[m_at++]);
        return true;
    }

    void openQuote(qsizetype length)
    {
        m_quoteAt = m_at;
        m_at += length;
        m_quote = m_text[m_at - 1];
    }

    bool singleQuoted()
    {
        openQuote(1);
        const qsizetype end = m_text.indexOf(u'\'', m_at);
        if (end < 0)
            return false;
        m_words.add(m_text.sliced(m_at, end - m_at));
        m_at = end + 1;
        return true;
    }

    bool doubleQuoted()
    {
        openQuote(1);
        for (; m_at < m_text.size(); ++m_at) {
            if (peek() == u'"') {
                ++m_at;
                return true;
            }
            if (peek() == u'\\' && u"$`\"\\\n"_s.contains(peek(1))) {
                ++m_at;
                if (peek() == u'\n')
                    continue;
            }
            m_words.add(peek());
        }
        return false;
    }

    // bash: $'...' with the escapes of ANSI C. \x and \ooo name bytes: of UTF-8 in bash, of Latin-1 as
    // Firefox writes them. What is not UTF-8 is read as the latter.
    bool ansiQuoted()
    {
        openQuote(2);
        QByteArray bytes;
        while (m_at < m_text.size() && peek() != u'\'') {
            if (peek() == u'\\' && m_at + 1 < m_text.size()) {
                ++m_at;
                bytes += escape();
            } else {
                const qsizetype length = peek().isHighSurrogate() ? 2 : 1;
                bytes += m_text.sliced(m_at, qMin(length, m_text.size() - m_at)).toUtf8();
                m_at += length;
            }
        }
        if (m_at >= m_text.size())
            return false;
        ++m_at;
        const bool isUtf8 = bytes.isValidUtf8();
        m_words.add(isUtf8 ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes));
        return true;
    }

    QByteArray escape()
    {
        static const QHash<QChar, char> simple = {{u'n', '\n'}, {u't', '\t'}, {u'r', '\r'}, {u'a', '\a'},
            {u'b', '\b'}, {u'e', 27}, {u'E', 27}, {u'f', '\f'}, {u'v', '\v'}};
        const QChar c = m_text[m_at];
        if (c >= u'0' && c <= u'7')
            return QByteArray(1, static_cast<char>(number(8, 3)));
        ++m_at;
        if (c == u'x')
            return QByteArray(1, static_cast<char>(number(16, 2)));
        if (c == u'u' || c == u'U')
            return codePoint(c == u'u' ? 4 : 8);
        if (simple.contains(c))
            return QByteArray(1, simple.value(c));
        return QString(c).toUtf8();
    }

    uint number(int base, int digits)
    {
        uint value = 0;
        for (; digits > 0; --digits, ++m_at) {
            bool ok = false;
            const uint digit = QString(peek()).toUInt(&ok, base);
            if (!ok)
                break;
            value = value * static_cast<uint>(base) + digit;
        }
        return value;
    }

    // \ud83d\ude00, as browsers write what is beyond the first plane, is one character.
    QByteArray codePoint(int digits)
    {
        char32_t value = number(16, digits);
        if (QChar::isHighSurrogate(value) && peek() == u'\\' && peek(1) == u'u') {
            m_at += 2;
            value = QChar::surrogateToUcs4(static_cast<char16_t>(value), static_cast<char16_t>(number(16, 4)));
        }
        return QString::fromUcs4(&value, 1).toUtf8();
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QChar m_quote;
    qsizetype m_quoteAt = 0;
    Words m_words;
};

struct Unescaped {
    QString text;
    QList<qsizetype> from; // of each character, where it stood
    qsizetype restAt = -1;
};

// cmd.exe: outside quotes a caret takes the meaning from what follows, and joins lines. In a caret pair
// followed by a line end cmd keeps one line end.
Unescaped withoutCarets(QStringView text)
{
    Unescaped out;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        bool escaped = false;
        if (text[i] == u'^' && !quoted && i + 1 < text.size()) {
            ++i;
            escaped = true;
            if (text[i] == u'\r' && i + 1 < text.size())
                ++i;
            if (text[i] == u'\n') {
                if (++i >= text.size())
                    break;
            }
        }
        if (!escaped && text[i] == u'"')
            quoted = !quoted;
        if (!escaped && !quoted && u"|&<>"_s.contains(text[i])) {
            out.restAt = i;
            break;
        }
        out.text += text[i];
        out.from += i;
    }
    return out;
}

// The C runtime's argv: 2n backslashes and a quote are n backslashes and the end of a quotation, with one
// more the quote is text; two quotes inside a quotation are one of text.
class ArgvSplitter {
public:
    explicit ArgvSplitter(const Unescaped &source)
        : m_source(source)
    {
    }

    Result<ShellWords> split()
    {
        const QString &text = m_source.text;
        for (m_at = 0; m_at < text.size(); ++m_at) {
            if (!m_quoted && isSpace(text[m_at]))
                m_words.end();
            else
                take();
        }
        if (m_quoted)
            return unclosed(u'"', m_source.from[m_quoteAt]);
        return m_words.finish(m_source.restAt);
    }

private:
    void take()
    {
        const QString &text = m_source.text;
        m_words.begin(m_source.from[m_at]);
        qsizetype backslashes = 0;
        while (m_at + backslashes < text.size() && text[m_at + backslashes] == u'\\')
            ++backslashes;
        const bool beforeQuote = m_at + backslashes < text.size() && text[m_at + backslashes] == u'"';
        if (!beforeQuote) {
            const qsizetype length = qMax(backslashes, qsizetype(1));
            m_words.add(QStringView(text).sliced(m_at, length));
            m_at += length - 1;
            return;
        }
        m_words.add(QString(backslashes / 2, u'\\'));
        m_at += backslashes;
        if (backslashes % 2 != 0)
            m_words.add(u'"');
        else
            quote();
    }

    void quote()
    {
        if (m_quoted && m_source.text.mid(m_at + 1, 1) == u"\"") {
            m_words.add(u'"');
            ++m_at;
            return;
        }
        m_quoted = !m_quoted;
        m_quoteAt = m_at;
    }

    const Unescaped &m_source;
    qsizetype m_at = 0;
    qsizetype m_quoteAt = 0;
    bool m_quoted = false;
    Words m_words;
};

} // namespace

ShellKind shellOf(QStringView text)
{
    static const QRegularExpression firstQuote(u"['\"]"_s);
    static const QRegularExpression carets(u"\\^(\"|\\r?\\n|\\^|%)"_s);
    const bool single = firstQuote.match(text).captured() == u"'";
    return !single && carets.match(text).hasMatch() ? ShellKind::Windows : ShellKind::Posix;
}

Result<ShellWords> splitCommand(QStringView text)
{
    return splitCommand(text, shellOf(text));
}

Result<ShellWords> splitCommand(QStringView text, ShellKind kind)
{
    if (kind == ShellKind::Posix)
        return PosixSplitter(text).split();
    const Unescaped source = withoutCarets(text);
    return ArgvSplitter(source).split();
}

} // namespace framescope
