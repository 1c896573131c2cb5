// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/jwt.h"

namespace framescope {

// Tokens in words.
namespace jwtwords {

// "expired 12 min ago (14:02:11)", "expires in 5 min (14:19:11)", "not valid before ...", "does not expire".
QString validity(const Jwt &jwt, qint64 nowSeconds);
// "JWT in Authorization: expired 12 min ago (14:02:11). Subject user-17, issuer https://login.example, HS256."
QString sentence(const Jwt &jwt, const QString &place, qint64 nowSeconds);
// Where it stands: a header ("Authorization"), the first line of a head ("the address"), a place in JSON
// ("$.token"), or a byte.
enum class Where : quint8 { Head, Json, Text };
QString place(const Jwt &jwt, QByteArrayView bytes, Where where);
// Header and claims as two JSON texts.
QByteArray contents(const Jwt &jwt);

} // namespace jwtwords

} // namespace framescope
