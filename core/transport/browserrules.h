// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "transport/connectionoptions.h"
#include "transport/websocketurl.h"

#include <optional>

namespace framescope {

// Which exception the standard would throw (WHATWG WebSockets).
enum class DomException : quint8 { None, SyntaxError, InvalidStateError, InvalidAccessError };
QLatin1StringView domExceptionName(DomException exception);

struct RuleError {
    DomException exception = DomException::None;
    Error error;
};

// The rules that browsers add to the protocol. What Rules::Inspector lets pass is judged here too: it
// then becomes a note in the log instead of an error.
namespace browserrules {

// The constructor: address, subprotocols, that no header can become two, that times and counts are within reason, and
// what is to be asked before (checkSignIn). What waits for a sign-in is judged as far as it is known: signedInOptions()
// judges the rest. Errors of any rules.
std::optional<RuleError> checkOptions(const ConnectionOptions &given);
// "A browser would not have sent the header X-A.": what the options ask for and no page of a browser can have;
// empty if there is nothing. Browser rules refuse it (checkOptions), an inspector's note it. Certificates that
// are accepted by hand are not in it: whether that is needed is seen when one comes.
QString breach(const ConnectionOptions &options);
// The part of it that no browser lets be chosen: pings, keepalive, reconnecting.
std::optional<RuleError> checkBehaviour(const ConnectionOptions &options);
// close(): InvalidAccessError for the code, SyntaxError for the reason (`reason` in UTF-8).
std::optional<RuleError> checkCloseCode(quint16 code);
std::optional<RuleError> checkCloseReason(const QByteArray &reason);
// Ports that no browser connects to (Fetch, "bad port").
bool isBlockedPort(quint16 port);

} // namespace browserrules
} // namespace framescope
