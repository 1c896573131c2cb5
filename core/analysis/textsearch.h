// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <atomic>
#include <vector>

namespace framescope {

// Bytes found in a text.
struct TextHit {
    quint64 begin = 0;
    quint64 length = 0; // may differ from the needle's where case is not minded
    bool operator==(const TextHit &) const = default;
};

// Finds text in UTF-8 bytes of any size without decoding them; bytes that are no UTF-8 match nothing
// that can be typed, and do no harm. A value, for any thread.
class TextSearch {
public:
    enum class Case : quint8 { Minded, Ignored };
    static constexpr std::size_t MostHits = 100'000;

    TextSearch() = default;
    TextSearch(const QString &needle, Case mind);
    // Looks for these very bytes.
    explicit TextSearch(const QByteArray &needle);
    bool isEmpty() const { return m_longest == 0; }
    // Bytes of the longest possible hit.
    qsizetype longest() const { return m_longest; }

    bool isIn(QByteArrayView text, const std::atomic<bool> *cancelled = nullptr) const;
    // From the front, one behind the other, at most MostHits. Gives up, with what it has, once
    // `cancelled`.
    std::vector<TextHit> findAll(QByteArrayView text, const std::atomic<bool> *cancelled = nullptr) const;

private:
    // A letter of the needle in UTF-8, in the cases that count as equal.
    struct Letter {
        std::vector<QByteArray> forms;                // each once
        qsizetype matchAt(QByteArrayView text) const; // length, 0 for none
    };
    void setNeedle(const QByteArray &needle, Case mind);
    void setLetters(const QString &needle);
    template <typename Take>
    void forEach(QByteArrayView text, const std::atomic<bool> *cancelled, Take take) const;
    qsizetype matchAt(QByteArrayView text) const;
    // `end` if it is not there.
    const char *findNeedle(const char *from, const char *end) const;
    template <typename IsSame>
    const char *findNeedle(const char *from, const char *end, IsSame isSame) const;

    qsizetype m_longest = 0;
    // Bytes that are looked for as they are, or ASCII in either case.
    QByteArray m_needle;
    Case m_mind = Case::Minded;
    std::array<quint8, 256> m_skips{}; // steps from its last byte, by the byte in the text
    // Else letters that have several forms.
    std::vector<Letter> m_letters;
    std::vector<char> m_begins; // bytes that a hit can begin with
};

} // namespace framescope
