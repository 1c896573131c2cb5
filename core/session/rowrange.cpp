// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/rowrange.h"

namespace framescope {

void RowTotals::add(RowKind kind, Opcode opcode, RowFlags flags, quint64 payloadSize, qint64 timeNs)
{
    ++rows;
    if (kind == RowKind::Frame && (flags.testFlag(RowFlag::EndsMessage) || isControl(opcode)))
        payloadBytes += payloadSize;
    if (timeNs == Row::UnknownTime)
        return;
    if (firstNs == Row::UnknownTime)
        firstNs = timeNs;
    lastNs = timeNs;
}

} // namespace framescope
