// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/jsonbreak.h"
#include "analysis/sourcemap.h"

#include <QByteArray>

#include <atomic>
#include <optional>

namespace framescope {

// A payload as text to be shown, and the way back to its bytes. A value; copies share.
struct PayloadText {
    QByteArray shown;
    QByteArray source;
    SourceMap map;
    bool isJson = false;             // indented, to be coloured
    std::optional<JsonBreak> broken; // of JSON
    quint64 brokenAt = 0;            // of `shown`: from here on it is raw; its size if nothing is broken

    // Exactly the bytes.
    static PayloadText raw(const QByteArray &bytes);
    // JSON on lines. `more`: the bytes are a beginning. Whatever came of it so far once `cancelled`.
    static PayloadText pretty(
        const QByteArray &bytes, bool more, const std::atomic<bool> *cancelled = nullptr);

    // Ends are behind the last byte.
    struct Range {
        quint64 begin = 0;
        quint64 end = 0;
        bool operator==(const Range &) const = default;
    };
    quint64 toSource(quint64 offset) const { return map.toSource(shown, source, offset); }
    quint64 toShown(quint64 offset) const { return map.toShown(shown, source, offset); }
    // Without the white space that only one of both has.
    Range toSource(Range range) const;
    Range toShown(Range range) const;
};

} // namespace framescope
