// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/record.h"
#include "session/sqlite.h"

#include <optional>
#include <vector>

namespace framescope::rowcolumns {

// A row and its columns in the table `row`: written and read here and nowhere else. Columns whose
// value follows from the others are NULL: length and received where they equal size, message where
// it is the row's own id, frames where it is one.
#define FRAMESCOPE_ROW_COLUMNS                                                                               \
    "id, connection, kind, direction, opcode, bits, flags, time_ns, wire_size, size, mask, length, "         \
    "received, message, frames"

// Writes `rows` rows with one statement. What was bound stays bound, and most columns of a row are as in
// the row that stood at its place before: only the others are bound again.
class Insert {
public:
    // `verb` is "INSERT OR FAIL" or "INSERT OR REPLACE"; what a failed statement wrote is left to the
    // transaction, for a journal of its own costs each statement of several rows as much again.
    Insert(const sqlite::Database &database, QByteArrayView verb, int rows);
    bool isValid() const { return m_statement.isValid(); }
    // Absent payload: NULL. Its bytes must live until run().
    void bind(int place, const RowRecord &row, std::optional<QByteArrayView> payload);
    int run() { return m_statement.run(); }

private:
    sqlite::Statement m_statement;
    std::vector<std::optional<qint64>> m_bound; // all columns but the payload, place by place
};

// Of "SELECT " FRAMESCOPE_ROW_COLUMNS ...
RowRecord read(const sqlite::Statement &statement);

} // namespace framescope::rowcolumns
