// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/opcode.h"

#include <QString>

#include <cstddef>

namespace framescope {

// A rule of RFC 6455 or 7692 that a peer broke. Table-driven: each has its section, the sentence a
// person reads, and the close code a strict peer answers with.
enum class ViolationKind : quint8 {
    ReservedBitSet,            // 5.2: RSV bit without an extension that gives it meaning
    ReservedOpcode,            // 5.2
    LengthNotMinimal,          // 5.2
    LengthTopBitSet,           // 5.2
    MaskMissing,               // 5.1: client frame not masked
    MaskUnexpected,            // 5.1: server frame masked
    ControlTooLong,            // 5.5: more than 125 bytes
    ControlFragmented,         // 5.5
    ContinuationWithoutStart,  // 5.4
    MessageInterrupted,        // 5.4: new data frame while a fragmented message is open
    InvalidUtf8,               // 8.1
    CloseBodyOneByte,          // 5.5.1
    CloseCodeInvalid,          // 7.4
    CloseReasonInvalidUtf8,    // 5.5.1
    DataAfterClose,            // 5.5.1
    Rsv1OnContinuation,        // RFC 7692, 6.1
    Rsv1OnControl,             // RFC 7692, 6.1
    CompressedDataCorrupt,     // RFC 7692, 6.2.2: does not inflate
    MessageTooBig,             // 7.4.1 (1009): above our limit, inflated or not
    HeadMalformed,             // 4.1, 4.2: not an HTTP/1.1 head
    HeadTooLong,               // our limit
    UpgradeMissing,            // 4.1: no Upgrade: websocket
    ConnectionMissing,         // 4.1: no Upgrade token in Connection
    AcceptMissing,             // 4.1
    AcceptWrong,               // 4.1
    ProtocolNotOffered,        // 4.1
    ProtocolRepeated,          // 4.1 and 11.3.4
    ExtensionNotOffered,       // 4.1
    ExtensionParameterInvalid, // RFC 7692, 7.1
    KeyInvalid,                // 4.2.1: the request's key is missing or not 16 bytes in base64
    VersionUnsupported         // 4.2.1: the request's version is missing or not 13
};
inline constexpr std::size_t violationKindCount =
    static_cast<std::size_t>(ViolationKind::VersionUnsupported) + 1;

struct ViolationRule {
    ViolationKind kind;
    QLatin1StringView section;  // "RFC 6455, 5.2"
    QLatin1StringView sentence; // "RSV1 is set, but no extension was agreed"; without a full stop
    quint16 closeCode;          // what a strict peer closes with; 0 during the handshake
};
const ViolationRule &violationRule(ViolationKind kind);

// One breach as it was met.
struct Violation {
    ViolationKind kind = ViolationKind::ReservedBitSet;
    Direction direction = Direction::ServerToClient;
    quint64 offset = 0; // byte in this direction of the connection, counted from the first byte of the head
    QString detail;     // the values met: "opcode 3", "code 1004", "byte 12 of the message"; may be empty

    // That of its rule; where the rule speaks of any reserved bit, with those that were met:
    // "RSV1 is set, but no extension was agreed". Without a full stop.
    QString sentence() const;
    // The values met that sentence() does not name; may be empty.
    QString furtherDetail() const;
    // "The opcode is reserved (RFC 6455, 5.2): opcode 3. Byte 0."
    QString toString() const;
    // The same for the log, with what the rule demands and where in the log it was met:
    // "RSV1 is set, but no extension was agreed (RFC 6455, 5.2). A strict peer closes with 1002. `place`."
    QString toString(const QString &place) const;

private:
    QString ruleAndValues() const;
};

} // namespace framescope
