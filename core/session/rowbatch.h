// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/rowcolumns.h"

#include <array>

namespace framescope {

// New rows on their way into the table `row`, many with one statement: beginning and ending a statement
// costs SQLite more than a small row. Answers are SQLite's result codes.
class RowBatch {
public:
    static constexpr int Rows = 32;

    explicit RowBatch(const sqlite::Database &database);
    bool isValid() const { return m_many.isValid() && m_one.isValid(); }

    // `payload` must live until flush(); absent: NULL. Rows come in the order of their ids.
    int add(const RowRecord &row, std::optional<QByteArrayView> payload);
    int addKept(const RowRecord &row, QByteArray payload); // lives here
    // Everything that was added is in the table afterwards.
    int flush();

private:
    struct Waiting {
        RowRecord row;
        std::optional<QByteArrayView> payload;
        QByteArray kept;
    };

    rowcolumns::Insert m_many;
    rowcolumns::Insert m_one;
    std::array<Waiting, Rows> m_waiting;
    size_t m_count = 0;
};

} // namespace framescope
