// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QFont>
#include <QString>

#include <optional>
#include <vector>

namespace framescope {

// How a control character is shown: by its picture (U+2400 and following), one character each, or,
// since few fonts have those, line feed and tab by arrows and the others by name (‹ESC›).
enum class ControlGlyphs : quint8 { Pictures, Names };
// Pictures if `font` or one that stands in for it has them.
ControlGlyphs controlGlyphs(const QFont &font);

// Payload bytes as one line that hides nothing: control characters are glyphs, invisible and
// direction-changing characters their names (‹RLO›), bytes that are not UTF-8 their value (‹FF›).
struct VisibleText {
    struct Glyph { // what stands for something else, to be painted in Theme::controlGlyph
        qsizetype at = 0;
        qsizetype length = 0;
        bool isInvalid = false; // a byte that is no UTF-8
    };
    QString text;
    std::vector<Glyph> glyphs;
    bool whole = true; // false: there is more than `text` shows
};

// At most about `maxLength` UTF-16 units. `more`: the bytes are the beginning of something longer,
// so that a character cut at their end is no error.
VisibleText visibleText(QByteArrayView bytes, qsizetype maxLength, bool more = false,
    ControlGlyphs glyphs = ControlGlyphs::Pictures);

// The same with, for each UTF-16 unit of the text, the byte that it stands for or begins with it.
VisibleText visibleText(QByteArrayView bytes, ControlGlyphs glyphs, std::vector<qsizetype> &byteOf);

// The character that a byte belongs to.
struct Utf8Character {
    char32_t code = 0;
    qsizetype begin = 0;
    int length = 1; // bytes
    QString name;   // of one that is not seen: "RLO", "ESC"; mostly empty
};
// Nothing if the byte at `at` belongs to none.
std::optional<Utf8Character> utf8CharacterAt(QByteArrayView bytes, qsizetype at);

// True for UTF-8 that consists of what people call text: no control characters but tab and line
// ends.
bool looksLikeText(QByteArrayView bytes, bool more = false);

// "89 50 4E 47", at most about `maxLength` characters.
VisibleText hexLine(QByteArrayView bytes, qsizetype maxLength, bool more = false);

} // namespace framescope
