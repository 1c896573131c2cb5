// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace framescope {

// A JSON Web Token (RFC 7519, signed: three parts) that stands somewhere in bytes, decoded and not verified:
// nobody here has the key. A value.
struct Jwt {
    static constexpr qsizetype LongestToken = 64 << 10;

    qsizetype begin = 0; // of the token in the bytes; `end` is behind it
    qsizetype end = 0;
    QByteArray header; // JSON as it was encoded
    QByteArray claims;
    // Registered claims, if the token has them as they shall be; times in seconds since 1970-01-01 UTC.
    QString algorithm, issuer, subject;
    std::optional<qint64> expires, notBefore, issued;

    // The first ones, at most `most`.
    static std::vector<Jwt> findIn(QByteArrayView bytes, std::size_t most = 8);
};

} // namespace framescope
