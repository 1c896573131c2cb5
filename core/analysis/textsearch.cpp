// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/textsearch.h"

#include <QList>
#include <QVarLengthArray>

#include <algorithm>
#include <cstring>
#include <functional>

namespace framescope {

namespace {

constexpr qsizetype CancelStep = 1 << 20; // bytes between two looks at `cancelled`

// Of ASCII letters.
constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

const char *findByte(const char *from, const char *end, char byte)
{
    const void *found = from < end
        ? std::memchr(from, static_cast<uchar>(byte), static_cast<std::size_t>(end - from))
        : nullptr;
    return found ? static_cast<const char *>(found) : end;
}

// Walks from one of a few bytes to the next, each looked for by itself: the C library does that with the
// processor's widest registers.
class Beginnings {
public:
    explicit Beginnings(const std::vector<char> &bytes)
        : m_bytes(bytes)
        , m_next(qsizetype(bytes.size()), nullptr)
    {
    }
    // The first that is not before `from`.
    const char *next(const char *from, const char *end)
    {
        const char *first = end;
        auto byte = m_bytes.begin();
        for (const char *&next : m_next) {
            if (next < from)
                next = findByte(from, end, *byte);
            ++byte;
            first = std::min(first, next);
        }
        return first;
    }

private:
    const std::vector<char> &m_bytes;
    QVarLengthArray<const char *, 4> m_next;
};

} // namespace

TextSearch::TextSearch(const QString &needle, Case mind)
{
    const bool isAscii = std::all_of(needle.begin(), needle.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (mind == Case::Minded || isAscii)
        setNeedle(needle.toUtf8(), mind);
    else
        setLetters(needle);
}

TextSearch::TextSearch(const QByteArray &needle)
{
    setNeedle(needle, Case::Minded);
}

void TextSearch::setNeedle(const QByteArray &needle, Case mind)
{
    m_needle = needle;
    m_mind = mind;
    m_longest = needle.size();
    const auto most = static_cast<quint8>(std::min<qsizetype>(needle.size(), 255));
    m_skips.fill(most);
    for (qsizetype i = std::max<qsizetype>(0, needle.size() - 256); i < needle.size() - 1; ++i) {
        const auto skip = static_cast<quint8>(std::min<qsizetype>(needle.size() - 1 - i, most));
        m_skips[static_cast<quint8>(needle[i])] = skip;
        if (mind == Case::Ignored) {
            m_skips[static_cast<quint8>(upper(needle[i]))] = skip;
            m_skips[static_cast<quint8>(lower(needle[i]))] = skip;
        }
    }
}

void TextSearch::setLetters(const QString &needle)
{
    for (const uint each : needle.toUcs4()) {
        const auto code = static_cast<char32_t>(each);
        Letter letter;
        qsizetype length = 0;
        for (const char32_t form : {code, QChar::toUpper(code), QChar::toLower(code)}) {
            const QByteArray utf8 = QString::fromUcs4(&form, 1).toUtf8();
            if (std::find(letter.forms.begin(), letter.forms.end(), utf8) == letter.forms.end())
                letter.forms.push_back(utf8);
            length = std::max(length, utf8.size());
        }
        m_longest += length;
        m_letters.push_back(std::move(letter));
    }
    for (const QByteArray &form : m_letters.front().forms) {
        if (std::find(m_begins.begin(), m_begins.end(), form.front()) == m_begins.end())
            m_begins.push_back(form.front());
    }
}

// Boyer, Moore and Horspool's way, which steps over most bytes: measured faster than memmem() on payloads
// of 100 bytes, and than looking for the first byte where that is frequent.
template <typename IsSame>
const char *TextSearch::findNeedle(const char *from, const char *end, IsSame isSame) const
{
    const qsizetype before = m_needle.size() - 1;
    const char last = m_needle.back();
    const char *const needle = m_needle.constData();
    for (qsizetype left = end - from - before; left > 0;) {
        const char at = from[before];
        if (isSame(last, at) && std::equal(needle, needle + before, from, isSame))
            return from;
        const qsizetype skip = m_skips[static_cast<quint8>(at)];
        left -= skip;
        from += skip;
    }
    return end;
}

const char *TextSearch::findNeedle(const char *from, const char *end) const
{
    if (m_mind == Case::Ignored)
        return findNeedle(from, end, [](char a, char b) { return lower(a) == lower(b); });
    if (m_needle.size() == 1)
        return findByte(from, end, m_needle.front());
    return findNeedle(from, end, std::equal_to<char>());
}

qsizetype TextSearch::Letter::matchAt(QByteArrayView text) const
{
    for (const QByteArray &form : forms) {
        if (text.startsWith(form))
            return form.size();
    }
    return 0;
}

qsizetype TextSearch::matchAt(QByteArrayView text) const
{
    qsizetype length = 0;
    for (const Letter &letter : m_letters) {
        const qsizetype step = letter.matchAt(text.sliced(length));
        if (step == 0)
            return 0;
        length += step;
    }
    return length;
}

// Shows `take` one hit behind the other until it answers false.
template <typename Take>
void TextSearch::forEach(QByteArrayView text, const std::atomic<bool> *cancelled, Take take) const
{
    if (isEmpty())
        return;
    const bool isPlain = m_letters.empty();
    Beginnings beginnings(m_begins);
    const char *at = text.begin();
    // Hits that begin in the same step, one after the other.
    for (qsizetype step = 0; step < text.size(); step += CancelStep) {
        if (step > 0 && cancelled && cancelled->load())
            return;
        const char *const end = text.begin() + std::min(text.size(), step + CancelStep + m_longest - 1);
        const char *const lastBegin = text.begin() + std::min(text.size(), step + CancelStep);
        at = std::max(at, text.begin() + step);
        while (at < lastBegin) {
            at = std::min(isPlain ? findNeedle(at, end) : beginnings.next(at, lastBegin), lastBegin);
            if (at == lastBegin)
                break;
            const qsizetype length = isPlain ? m_longest : matchAt(QByteArrayView(at, text.end()));
            if (length > 0 && !take(TextHit{quint64(at - text.begin()), quint64(length)}))
                return;
            at += std::max<qsizetype>(1, length);
        }
    }
}

bool TextSearch::isIn(QByteArrayView text, const std::atomic<bool> *cancelled) const
{
    bool found = false;
    forEach(text, cancelled, [&found](const TextHit &) {
        found = true;
        return false;
    });
    return found;
}

std::vector<TextHit> TextSearch::findAll(QByteArrayView text, const std::atomic<bool> *cancelled) const
{
    std::vector<TextHit> hits;
    forEach(text, cancelled, [&hits](const TextHit &hit) {
        hits.push_back(hit);
        return hits.size() < MostHits;
    });
    return hits;
}

} // namespace framescope
