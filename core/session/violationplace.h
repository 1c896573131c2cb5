// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <QString>

#include <optional>

namespace framescope {

// Where in the log a rule was broken.
struct ViolationPlace {
    RowId row = 0; // of the frame or head
    bool isHead = false;
    // From 0 at its first byte; nothing if the byte came before it, in an earlier frame of the message.
    std::optional<quint64> byte;

    // "Byte 0 of frame #88"
    QString toString() const
    {
        const QString where = (isHead ? QStringLiteral("head #%1") : QStringLiteral("frame #%1")).arg(row);
        return byte ? QStringLiteral("Byte %1 of %2").arg(*byte).arg(where)
                    : QStringLiteral("In %1").arg(where);
    }
};

} // namespace framescope
