// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace framescope {

// Status codes of a closing handshake (RFC 6455, 7.4 and the IANA registry). Plain numbers, since
// any number can be on the wire.
namespace closecode {
inline constexpr quint16 Normal = 1000;
inline constexpr quint16 GoingAway = 1001;
inline constexpr quint16 ProtocolError = 1002;
inline constexpr quint16 NoStatus = 1005; // never on the wire: a Close without a body
inline constexpr quint16 Abnormal = 1006; // never on the wire: no Close came
inline constexpr quint16 InvalidPayload = 1007;
inline constexpr quint16 TooBig = 1009;

// Registered name ("Going Away"), or what the range means ("private use"); never empty.
QLatin1StringView name(quint16 code);
// 1000 to 1014 but 1004, 1005 and 1006, and 3000 to 4999 (registry of 2024; RFC-era peers refuse 1012 to 1014).
bool mayBeOnWire(quint16 code);
// WHATWG WebSockets, close(): 1000 or 3000 to 4999.
bool mayBeSentByBrowser(quint16 code);
} // namespace closecode

// The body of a Close frame: nothing, or two bytes of code and a reason in UTF-8.
struct CloseBody {
    std::optional<quint16> code;
    QByteArray reason;
    bool operator==(const CloseBody &) const = default;
};

// Reads leniently: one byte alone gives no code, the reason is kept as it came.
CloseBody parseCloseBody(QByteArrayView payload);
QByteArray encodeCloseBody(const CloseBody &body);
// RFC 6455, 5.5: a control frame carries 125 bytes, so a reason at most 123 bytes of UTF-8; a reason needs a code.
Result<void> checkCloseBody(const CloseBody &body);

} // namespace framescope
