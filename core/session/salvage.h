// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/row.h"

#include <QString>

#include <optional>

namespace framescope {

// A session file that ends before it should: a copy that was interrupted, a disk that was full.
struct CutFile {
    quint64 size = 0;  // it breaks off at this byte
    quint64 whole = 0; // it should have as many
};
// Nothing if the file is whole, still being written, or no session.
std::optional<CutFile> cutFile(const QString &path);

// Makes a new session at `target` of what can be read of such a file, which stays as it is: its rows from the first
// on, up to the one that is not there. Answers how many these are.
Result<RowId> salvageSession(const QString &source, const QString &target);

// "Read 1,352 rows; the file breaks off at byte 88,120."
QString salvagedWords(RowId rows, const CutFile &cut);

} // namespace framescope
