// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace framescope {

// Where a text stops being JSON (RFC 8259), and why.
struct JsonBreak {
    enum class Cause : quint8 {
        Unexpected, // something stands there that must not
        EndsEarly,  // the text ends inside a value
        Follows     // the JSON is whole, and something follows it
    };
    Cause cause = Cause::Unexpected;
    quint64 offset = 0;    // of the first byte that is wrong
    quint64 line = 1;      // counted from 1, by line feeds
    quint64 following = 0; // bytes from `offset` to the end
    QString found;         // "\"x\"", "a line feed", "the byte 0xff"
    QString expected;      // "a value", "\",\" or \"}\"", ...

    // "Not JSON from byte 17 on (line 1): found "x" where "," or "}" was expected."
    QString toString() const;
};

// The break of `text` at `offset`, with what is found there in words.
JsonBreak makeJsonBreak(
    QByteArrayView text, qsizetype offset, JsonBreak::Cause cause, const QString &expected);

} // namespace framescope
