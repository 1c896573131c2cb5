// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/jsonbreak.h"
#include "analysis/sourcemap.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace framescope {

// JSON on several lines as it was on the wire: only white space between tokens changes, so order,
// duplicate keys, the spelling of numbers and escapes stay. Knows the grammar of RFC 8259; where a
// text stops being JSON it is kept byte for byte from there on, and the place is named. Several
// documents may follow each other on lines of their own (JSON lines) or behind record separators
// (RFC 7464, SignalR). Works in slices, and the result is at most about nine times the source however
// hostile that is. A value.
class JsonIndenter {
public:
    // Deeper lines are indented no further.
    static constexpr int MostLevels = 32;

    // `text` must outlive this. `more`: it is the beginning of something longer, so its end is no break.
    explicit JsonIndenter(QByteArrayView text, bool more = false);

    // Goes on for about `bytes` of the text (a token is never left half done); false once all is done.
    bool advance(qsizetype bytes);
    bool isDone() const { return m_done; }

    // What is indented so far; complete once isDone().
    const QByteArray &shown() const { return m_shown; }
    QByteArray takeShown() { return std::move(m_shown); }
    SourceMap takeMap() { return std::move(m_map); }
    const std::optional<JsonBreak> &broken() const { return m_broken; }
    // Of shown(): where what is no JSON begins.
    quint64 brokenAt() const { return m_brokenAt; }
    // Documents that are whole.
    int documents() const { return m_documents; }

private:
    enum class Expect : quint8 { Document, Value, ValueOrEnd, Key, KeyOrEnd, Colon, CommaOrEnd };

    void step();
    void takeValue(char c);
    void takeString(Expect next);
    void takeNumber();
    void takeWord(QByteArrayView word);
    void open(char c);
    void close(char c);
    void takeCommaOrEnd(char c);
    void takeBetweenDocuments(char c);
    void endValue();
    void skipSpace();
    void flushLine();
    void put(qsizetype end);
    void finish();
    void breakAt(qsizetype offset, JsonBreak::Cause cause, const QString &expected);
    bool isInObject() const { return m_stack.back(); }
    QString expectation() const;

    QByteArrayView m_text;
    bool m_more = false;
    QByteArray m_shown;
    SourceMap m_map;
    qsizetype m_at = 0;
    qsizetype m_spaceFrom = 0; // of the white space in front of m_at
    std::vector<bool> m_stack; // open containers; true: an object
    Expect m_expect = Expect::Document;
    bool m_lineOwed = false; // a line begins before the next token
    bool m_separated = true; // the next document may begin
    bool m_done = false;
    int m_documents = 0;
    std::optional<JsonBreak> m_broken;
    quint64 m_brokenAt = 0;
};

// All at once, for small texts.
QByteArray indentJson(QByteArrayView json);

// True for an object or array, or what was meant to be one: the beginning decides, and broken JSON
// counts if enough of it is right. `more` as above.
bool looksLikeJson(QByteArrayView text, bool more = false);

} // namespace framescope
