// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/payloadtext.h"

#include <atomic>
#include <optional>

namespace framescope {

// What is wrong with the bytes of a payload, and its JSON indented. A value, made in any thread.
struct PayloadJudgement {
    PayloadText pretty;
    qint64 invalidAt =
        -1; // the first byte that is no UTF-8; the number of bytes: they end inside of a character

    // `more`: the payload goes on behind these bytes. Gives up when told so.
    static PayloadJudgement of(
        const QByteArray &bytes, bool isJson, bool more, const std::atomic<bool> *cancelled);

    // In sentences, of as many bytes; empty: nothing is wrong.
    QString words(qsizetype size) const;
    // Where; nothing if nothing is wrong.
    std::optional<quint64> place() const;
};

} // namespace framescope
