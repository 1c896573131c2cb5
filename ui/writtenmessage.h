// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/draft.h"

#include <optional>

namespace framescope {

// How a message is written.
enum class WritingMode : quint8 { Text, Json, Hex, Base64, File };
inline bool isBinary(WritingMode mode)
{
    return mode >= WritingMode::Hex;
}

// What stands in the composer's editor, and what it is as a message. A value.
struct WrittenMessage {
    // JSON up to this many bytes is checked while it is typed: 8 ms.
    static constexpr qsizetype LongestChecked = 1 << 20;
    // Longer texts and digits are too slow to edit.
    static constexpr qsizetype LongestText = 1 << 20;
    static constexpr qsizetype LongestBinary = 256 << 10;

    WritingMode mode = WritingMode::Text; // not File: there is nothing written
    QString text;
    bool operator==(const WrittenMessage &) const = default;

    struct Judgement {
        std::optional<Draft> draft;        // nothing: it cannot be sent
        QString sentence;                  // what is wrong, and where; empty: nothing
        std::optional<qsizetype> position; // of the character that is wrong; the size: behind the last
        bool isInvalidJson = false;        // sent nevertheless
    };
    Judgement judge() const;

    // The same message in another mode, if it can be told there.
    std::optional<WrittenMessage> in(WritingMode other) const;
    // JSON on lines of its own, nothing else changed; what is no JSON stays.
    QString formatted() const;
    // A message to be edited: text as JSON if it looks like it, bytes as hex digits. Nothing if it is too long.
    static std::optional<WrittenMessage> of(const Draft &draft);
};

} // namespace framescope
