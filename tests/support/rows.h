// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"

#include <QString>

#include <vector>

namespace framescope::test {

// Rows for tests, written as they read: text(">", "hi") is a text frame that we sent.
inline Row frame(Opcode opcode, const char *way, const QByteArray &payload, RowFlags flags = {})
{
    Row row;
    row.connection = 1;
    row.direction = *way == '>' ? Direction::ClientToServer : Direction::ServerToClient;
    row.header.opcode = opcode;
    row.header.payloadLength = quint64(payload.size());
    row.payloadSize = row.received = quint64(payload.size());
    row.preview = payload.first(std::min<qsizetype>(payload.size(), Row::PreviewSize));
    row.flags = flags;
    if (!isControl(opcode))
        row.flags |= RowFlag::EndsMessage;
    return row;
}

inline Row text(const char *way, const QByteArray &payload, RowFlags flags = {})
{
    return frame(Opcode::Text, way, payload, flags);
}

inline Row sentence(RowKind kind, const QByteArray &words, const char *way = "<")
{
    Row row = frame(Opcode::Text, way, words);
    row.kind = kind;
    row.flags = {};
    return row;
}

// Numbers rows from `first` and stamps them `stepNs` apart; each is a message of its own.
inline std::vector<Row> numbered(
    std::vector<Row> rows, RowId first = 1, qint64 stepNs = 137'000'000, qint64 startNs = 0)
{
    for (Row &row : rows) {
        row.id = row.message = first++;
        row.timeNs = startNs + row.id * stepNs;
    }
    return rows;
}

// The batch that brings `rows` as the newest of the log.
inline AppendBatch appended(std::vector<Row> rows)
{
    AppendBatch batch;
    batch.lastId = rows.back().id;
    batch.tail = std::move(rows);
    return batch;
}

// `count` rows after `lastId`, of which only the last ones are told, as the store does.
inline AppendBatch appendedMany(RowId lastId, int count)
{
    const int told = std::min(count, AppendBatch::TailRows);
    std::vector<Row> rows;
    for (int i = 0; i < told; ++i)
        rows.push_back(text(i % 3 == 0 ? ">" : "<", R"({"n":)" + QByteArray::number(i) + "}"));
    return appended(numbered(std::move(rows), lastId + count - told + 1));
}

} // namespace framescope::test
