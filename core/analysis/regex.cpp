// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <QList>

#include <array>
#include <chrono>
#include <optional>

namespace framescope {

namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t SmallStack = 32 << 10;
constexpr std::size_t LargestStack = 1 << 20;
constexpr quint32 HeapLimit = 20'000; // KiB, where there is no JIT
// Places at which a match may begin that are tried between two looks at the clock and at `cancelled`.
constexpr qsizetype FirstStep = 1 << 10;
constexpr qsizetype LargestStep = 16 << 10;
constexpr qsizetype FirstLook = 256 << 10;

// A pattern that is slow, yet at no place so slow as to reach the match limit.
qint64 mostNs(quint64 bytes)
{
    return std::chrono::nanoseconds(250ms).count() + qint64(bytes) * 100;
}

struct Free {
    void operator()(pcre2_code *code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data *data) const { pcre2_match_data_free(data); }
    void operator()(pcre2_match_context *context) const { pcre2_match_context_free(context); }
    void operator()(pcre2_jit_stack *stack) const { pcre2_jit_stack_free(stack); }
};

bool continuesCharacter(char byte)
{
    return (static_cast<quint8>(byte) & 0xC0) == 0x80;
}

// Without a character that is not whole yet, which would count as broken.
qsizetype wholeCharacters(QByteArrayView text)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, text.size()); ++back) {
        const auto byte = static_cast<quint8>(text[text.size() - back]);
        if (continuesCharacter(text[text.size() - back]))
            continue;
        const qsizetype length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > back ? text.size() - back : text.size();
    }
    return text.size();
}

Error errorOf(const QString &pattern, QByteArrayView utf8, int code, std::size_t offset)
{
    std::array<PCRE2_UCHAR, 256> words{};
    pcre2_get_error_message(code, words.data(), words.size());
    const auto place = QString::fromUtf8(utf8.first(std::min(qsizetype(offset), utf8.size())));
    return {QStringLiteral("The regular expression \"%1\" cannot be used: %2.")
                .arg(pattern, QString::fromLatin1(reinterpret_cast<const char *>(words.data()))),
        QStringLiteral("character %1").arg(place.toUcs4().size() + 1),
        QStringLiteral("A backslash makes a character stand for itself: \\( is a parenthesis.")};
}

} // namespace

struct Regex::Compiled {
    std::unique_ptr<pcre2_code, Free> code;
    std::unique_ptr<pcre2_match_data, Free> data;
    std::unique_ptr<pcre2_match_context, Free> context;
    std::unique_ptr<pcre2_jit_stack, Free> stack;
    qsizetype lookBehind = 0; // bytes
};

Regex::Regex(std::unique_ptr<Compiled> compiled)
    : d(std::move(compiled))
{
}
Regex::Regex(Regex &&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::of(const QString &pattern, TextSearch::Case mind)
{
    const QByteArray utf8 = pattern.toUtf8();
    int code = 0;
    PCRE2_SIZE offset = 0;
    const quint32 options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C
        | PCRE2_USE_OFFSET_LIMIT | (mind == TextSearch::Case::Ignored ? PCRE2_CASELESS : 0);
    auto d = std::make_unique<Compiled>();
    d->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(utf8.constData()),
        static_cast<PCRE2_SIZE>(utf8.size()), options, &code, &offset, nullptr));
    if (!d->code)
        return errorOf(pattern, utf8, code, offset);
    pcre2_jit_compile(d->code.get(), PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_HARD); // slower if it cannot
    d->data.reset(pcre2_match_data_create(1, nullptr));
    d->context.reset(pcre2_match_context_create(nullptr));
    d->stack.reset(pcre2_jit_stack_create(SmallStack, LargestStack, nullptr));
    pcre2_jit_stack_assign(d->context.get(), nullptr, d->stack.get());
    pcre2_set_match_limit(d->context.get(), MatchLimit);
    pcre2_set_heap_limit(d->context.get(), HeapLimit);
    quint32 characters = 0;
    pcre2_pattern_info(d->code.get(), PCRE2_INFO_MAXLOOKBEHIND, &characters);
    d->lookBehind = qsizetype(characters) * 4;
    return Regex(std::move(d));
}

// Of the payload that m_spentNs and m_bytes are about.
Regex::Answer Regex::match(
    QByteArrayView text, qsizetype from, quint32 options, const std::atomic<bool> *cancelled)
{
    std::optional<SteadyClock::time_point> before; // a short text needs no look at the clock
    for (qsizetype step = FirstStep; from <= text.size(); step = std::min(step * 2, LargestStep)) {
        const qsizetype to = std::min(from + step, text.size());
        pcre2_set_offset_limit(d->context.get(), static_cast<PCRE2_SIZE>(to));
        const int code = pcre2_match(d->code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
            static_cast<PCRE2_SIZE>(text.size()), static_cast<PCRE2_SIZE>(from), options, d->data.get(),
            d->context.get());
        if (code >= 0)
            return Answer::Yes;
        if (code == PCRE2_ERROR_PARTIAL)
            return Answer::Partial;
        if (code != PCRE2_ERROR_NOMATCH)
            return Answer::TooLong;
        from = to + 1;
        while (from < text.size() && continuesCharacter(text[from])) // no match begins there
            ++from;
        if (from > text.size())
            break;
        const auto now = SteadyClock::now();
        if (before)
            m_spentNs += (now - *before) / 1ns;
        before = now;
        if ((cancelled && cancelled->load()) || m_spentNs > mostNs(m_bytes))
            return Answer::TooLong;
    }
    return Answer::No;
}

Truth Regex::isIn(QByteArrayView whole, const std::atomic<bool> *cancelled)
{
    m_spentNs = 0;
    m_bytes = quint64(whole.size());
    switch (match(whole, 0, 0, cancelled)) {
    case Answer::Yes: return Truth::Yes;
    case Answer::TooLong: return Truth::Unknown;
    case Answer::No:
    case Answer::Partial: break;
    }
    return Truth::No;
}

void Regex::begin()
{
    m_window.clear();
    m_from = 0;
    m_enough = FirstLook;
    m_found = Truth::No;
    m_spentNs = 0;
    m_bytes = 0;
}

void Regex::feed(QByteArrayView piece, const std::atomic<bool> *cancelled)
{
    if (isDecided())
        return;
    m_bytes += quint64(piece.size());
    m_window += piece;
    if (m_window.size() >= m_enough)
        look(wholeCharacters(m_window), cancelled);
}

// At the first `size` bytes of the window, behind which more may come: what would need to know that more is
// Partial.
void Regex::look(qsizetype size, const std::atomic<bool> *cancelled)
{
    const QByteArrayView text = QByteArrayView(m_window).first(size);
    Answer answer = match(text, m_from, PCRE2_PARTIAL_HARD, cancelled);
    qsizetype at = size;
    if (answer == Answer::Partial) {
        at = std::min(size, qsizetype(pcre2_get_startchar(d->data.get())));
        if (size - at > MostKept) { // so it is taken as it is, or given up
            answer = match(text, at, PCRE2_NOTEOL, cancelled);
            const bool isInside = answer == Answer::Yes
                && pcre2_get_ovector_pointer(d->data.get())[1] < static_cast<PCRE2_SIZE>(size);
            answer = isInside ? Answer::Yes : Answer::TooLong;
            at = size;
        }
    }
    if (answer == Answer::Yes)
        m_found = Truth::Yes;
    else if (answer == Answer::TooLong)
        m_found = Truth::Unknown;
    keepFrom(at);
}

void Regex::keepFrom(qsizetype at)
{
    qsizetype begin = std::max<qsizetype>(0, at - std::max<qsizetype>(d->lookBehind, 4));
    while (begin > 0 && continuesCharacter(m_window[begin]))
        --begin;
    m_window.remove(0, begin);
    m_from = at - begin;
    m_enough = std::max(FirstLook, 2 * m_window.size());
}

Truth Regex::end(const std::atomic<bool> *cancelled)
{
    if (!isDecided()) {
        const Answer answer = match(m_window, m_from, 0, cancelled);
        if (answer == Answer::Yes)
            m_found = Truth::Yes;
        else if (answer == Answer::TooLong)
            m_found = Truth::Unknown;
    }
    m_window.clear();
    return m_found;
}

} // namespace framescope
