// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/visibletext.h"

#include <QByteArrayView>

#include <vector>

namespace framescope {

// Which bytes of an indented line of JSON are its key and its value. An indented line has one of each
// at most, so this is all there is to colour, however long the line.
struct JsonLine {
    enum class Value : quint8 { None, String, Number, Word };
    qsizetype keyBegin = 0;
    qsizetype keyEnd = 0; // as keyBegin: no key
    qsizetype valueBegin = 0;
    Value value = Value::None;

    static JsonLine of(QByteArrayView line);
};

// A line of a payload as it is painted: the text, which byte each of its characters stands for, and
// what its parts are.
struct PayloadRow {
    enum class Role : quint8 { Key, String, Number, Word, Glyph, Invalid };
    struct Part {
        int at = 0; // in UTF-16 units
        int length = 0;
        Role role = Role::Glyph;
    };
    QString text;
    std::vector<qsizetype> byteOf; // one for each unit of `text`
    qsizetype bytes = 0;
    std::vector<Part> parts; // glyphs last: they stand inside of the others

    PayloadRow() = default;
    PayloadRow(QByteArrayView line, ControlGlyphs glyphs);

    // Marks key and value. `json` is of the whole line that this row lies in, which begins `before`
    // bytes in front of the row; at `limit` (of the row) JSON ends.
    void colour(const JsonLine &json, qsizetype before, qsizetype limit, bool endsLine);

    // Units in front of a byte, and the byte that begins or goes on at a unit.
    int unitOf(qsizetype byte) const;
    qsizetype byteAt(int unit) const;
};

} // namespace framescope
