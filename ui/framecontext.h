// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/row.h"

#include <atomic>
#include <vector>

namespace framescope {

// What stands around a frame in the log and belongs to it.
struct FrameContext {
    std::vector<Row> frames;         // of its message, in order, if it has more than one
    std::vector<QString> violations; // sentences, with their section, the close code and the byte
};

// Reads it from the session file at `path`; for another thread than the window's. Looks no further than
// some ten thousand rows.
Result<FrameContext> readFrameContext(const QString &path, const Row &row, const std::atomic<bool> &cancelled);

// Puts the payload that belongs to `row` into a file, whole or not at all; answers its size.
Result<quint64> savePayload(
    const QString &path, RowId row, const QString &target, const std::atomic<bool> &cancelled);

} // namespace framescope
