// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace framescope::json {

// Between the texts of a JSON sequence (RFC 7464, 2.2).
constexpr char RecordSeparator = 0x1E;

// RFC 8259, 2. Other control characters are broken JSON.
constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace framescope::json
