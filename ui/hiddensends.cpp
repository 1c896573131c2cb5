// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/hiddensends.h"

#include "protocol/opcode.h"

#include <algorithm>
#include <utility>

namespace framescope {

namespace {

bool isSentByHand(const Row &row)
{
    return row.kind == RowKind::Frame && row.direction == Direction::ClientToServer
        && !isControl(row.header.opcode) && !row.flags.testAnyFlags(RowFlag::Automatic | RowFlag::Replayed);
}

} // namespace

QString HiddenSends::Sent::words() const
{
    return QStringLiteral("Sent #%1 on connection %2, not shown.").arg(row).arg(connection);
}

std::optional<HiddenSends::Sent> HiddenSends::take(
    const AppendBatch &batch, const std::vector<ConnectionId> &shown)
{
    if (shown.empty()) {
        m_lastId = batch.lastId;
        return {};
    }
    return newest(
        batch, [&](ConnectionId id) { return std::find(shown.begin(), shown.end(), id) == shown.end(); });
}

std::optional<HiddenSends::Sent> HiddenSends::take(const AppendBatch &batch)
{
    return newest(batch, [](ConnectionId) { return true; });
}

template <typename Wanted>
std::optional<HiddenSends::Sent> HiddenSends::newest(const AppendBatch &batch, Wanted wanted)
{
    const RowId before = std::exchange(m_lastId, batch.lastId);
    const auto found = std::find_if(batch.tail.rbegin(), batch.tail.rend(),
        [&](const Row &row) { return row.id > before && isSentByHand(row) && wanted(row.connection); });
    if (found == batch.tail.rend())
        return {};
    return Sent{found->id, found->connection};
}

} // namespace framescope
