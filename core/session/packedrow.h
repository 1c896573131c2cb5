// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/record.h"

#include <limits>

namespace framescope {

// 24 bytes of a row: what filters and the activity strip ask of every row of a session. Mirrored in
// the table chunk, little endian. Sizes and distances above 32 bits saturate; SQLite has the exact ones.
struct PackedRow {
    qint64 timeNs;
    quint32 size; // payloadSize
    qint32 connection;
    quint32 facts;    // below
    quint32 distance; // id - firstFrame()

    // Bits of `facts`: kind 0-2, opcode 3-6, direction 7, FIN 8, RSV1-3 9-11, MASK 12, length form
    // 13-14, flags 16-31.
    RowKind kind() const { return static_cast<RowKind>(facts & 7); }
    Opcode opcode() const { return static_cast<Opcode>((facts >> 3) & 0x0F); }
    RowFlags flags() const { return RowFlags::fromInt(static_cast<quint16>(facts >> 16)); }
    Direction direction() const { return static_cast<Direction>((facts >> 7) & 1); }
    // Distance to the message's first frame; SaturatedDistance is that or more.
    static constexpr quint32 SaturatedDistance = std::numeric_limits<quint32>::max();

    static PackedRow of(const RowRecord &row)
    {
        constexpr quint64 Max = std::numeric_limits<quint32>::max();
        const quint32 facts = static_cast<quint32>(row.kind) | (quint32(row.opcode & 0x0F) << 3)
            | (static_cast<quint32>(row.direction) << 7) | (quint32(row.bits) << 8)
            | (quint32(row.flags) << 16);
        return {row.timeNs, static_cast<quint32>(std::min(row.payloadSize, Max)), row.connection, facts,
            static_cast<quint32>(
                std::min(static_cast<quint64>(row.id) - static_cast<quint64>(row.firstFrame()), Max))};
    }
    static PackedRow of(const Row &row);
};
static_assert(sizeof(PackedRow) == 24);

} // namespace framescope
