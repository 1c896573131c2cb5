// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <QByteArray>
#include <QString>

namespace framescope {

// A payload as the clipboard takes it: text as it is, other bytes as hex digits, heads without their secrets.
struct CopiedPayload {
    // So many bytes as digits; more would be a clipboard of hundreds of MB.
    static constexpr qsizetype MostAsDigits = 8 << 20;

    QString text;
    qsizetype bytes = 0; // of the payload that are in it
    bool isDigits = false;

    static CopiedPayload of(const Row &row, const QByteArray &payload);
};

} // namespace framescope
