// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/packedrow.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace framescope {

// Reads a session for whoever looks at all of its rows: packed columns a chunk at a time, then payloads that
// stand in rows, both as fast as SQLite gives them. A read-only connection of its own, a thread at a time;
// each call reads a few milliseconds at most, so that it never holds up a checkpoint.
class RowScan {
public:
    static Result<std::unique_ptr<RowScan>> open(const QString &path);
    ~RowScan();

    Result<RowId> lastId() const;
    // Columns of the rows from `first` on: of one chunk at most, and of none behind `last`. Empty only if
    // there is no such row. Valid until the next call.
    Result<std::span<const PackedRow>> columns(RowId first, RowId last);

    // The payload that stands in a row; nothing if it stands elsewhere (in parts, in the row that ends the
    // message, in `wire`): SessionReader::payload() finds it. `index` is the row's in `rows`.
    using TakePayload = std::function<void(std::size_t index, std::optional<QByteArrayView> payload)>;
    // `rows` ascend; what is not in the file is left out.
    Result<void> payloads(std::span<const RowId> rows, const TakePayload &take);

    // How the payload of a message of several frames is to be had.
    enum class Message : quint8 { Ended, Open, Nothing };
    // Open: it goes on, or broke off, and what came of it is the payload of its frames. Nothing: it has no
    // payload, at least not yet, and its frames have their own at most.
    Result<Message> message(RowId message);

private:
    struct Private;
    explicit RowScan(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace framescope
