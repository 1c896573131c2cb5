// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cctype>

namespace framescope::test {

// "81 02 68 69"_hex: bytes as they stand in an RFC. Only hex digits and white space.
inline QByteArray operator""_hex(const char *text, std::size_t size)
{
    const QByteArray digits(text, static_cast<qsizetype>(size));
    for (const char c : digits)
        Q_ASSERT_X(std::isxdigit(static_cast<unsigned char>(c)) || c == ' ' || c == '\n', "_hex", text);
    return QByteArray::fromHex(digits);
}

} // namespace framescope::test
