// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/textsearch.h"
#include "analysis/truth.h"
#include "base/result.h"

#include <memory>

namespace framescope {

// A regular expression (PCRE2) on UTF-8 bytes as they are; bytes that are no UTF-8 match nothing. What takes
// too long is Unknown, and so is a match of more than MostKept bytes in a payload that comes in pieces. A
// thread at a time.
class Regex {
public:
    // Measured: 5 ms until a pattern that tries everything has come to it.
    static constexpr quint32 MatchLimit = 1'000'000;
    static constexpr qsizetype MostKept = 4 << 20;

    // An error says what is wrong with `pattern`, and at which character.
    static Result<Regex> of(const QString &pattern, TextSearch::Case mind);
    Regex(Regex &&) noexcept;
    ~Regex();

    Truth isIn(QByteArrayView whole, const std::atomic<bool> *cancelled = nullptr);

    void begin();
    void feed(QByteArrayView piece, const std::atomic<bool> *cancelled = nullptr);
    bool isDecided() const { return m_found == Truth::Yes; }
    Truth end(const std::atomic<bool> *cancelled = nullptr);

private:
    enum class Answer : quint8 { No, Yes, Partial, TooLong };
    struct Compiled;
    explicit Regex(std::unique_ptr<Compiled> compiled);
    Answer match(QByteArrayView text, qsizetype from, quint32 options, const std::atomic<bool> *cancelled);
    void look(qsizetype size, const std::atomic<bool> *cancelled);
    void keepFrom(qsizetype at);

    std::unique_ptr<Compiled> d;
    // Of a payload in pieces: the bytes that a match may still need, of which those up to m_from are only
    // looked back at.
    QByteArray m_window;
    qsizetype m_from = 0;
    qsizetype m_enough = 0; // bytes in the window at which looking again pays
    Truth m_found = Truth::No;
    qint64 m_spentNs = 0; // on this payload
    quint64 m_bytes = 0;  // of it
};

} // namespace framescope
