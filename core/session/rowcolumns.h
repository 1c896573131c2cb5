// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/record.h"
#include "session/sqlite.h"

#include <optional>

namespace framescope::rowcolumns {

// A row and its columns in the table `row`: written and read here and nowhere else. Columns whose
// value follows from the others are NULL: length and received where they equal size, message where
// it is the row's own id, frames where it is one.
#define FRAMESCOPE_ROW_COLUMNS                                                                               \
    "id, connection, kind, direction, opcode, bits, flags, time_ns, wire_size, size, mask, length, "         \
    "received, message, frames"

// Of "INSERT INTO row(" FRAMESCOPE_ROW_COLUMNS ", payload) VALUES(?1, ... ?16)"; absent payload: NULL.
void bind(sqlite::Statement &statement, const RowRecord &row, std::optional<QByteArrayView> payload);
// Of "SELECT " FRAMESCOPE_ROW_COLUMNS ...
RowRecord read(const sqlite::Statement &statement);

} // namespace framescope::rowcolumns
