// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/violation.h"
#include "session/connectionfacts.h"
#include "transport/openinganswer.h"

#include <optional>

namespace framescope {

// Why the side toward the server ended, and the observed cause in words.
struct UpstreamEnd {
    EndCause cause;
    QString detail;
};

// How far it had come by then.
struct UpstreamState {
    OpeningAnswer answer;
    bool isOpen = false;             // the handshake of the opening is over
    std::optional<Violation> breach; // why the policy failed the connection
    bool closeSent = false;
    bool closeReceived = false;
    bool hasUnsent = false;   // bytes that the server has not taken
    bool endsInFrame = false; // what we sent, by hand
};

UpstreamEnd endByRefusal(const OpeningAnswer &answer);
// Without an answer for `limitMs`.
UpstreamEnd endOfHandshakeTime(const OpeningAnswer &answer, int limitMs);
// Without what the closing handshake still lacks for `limitMs`.
UpstreamEnd endOfCloseTime(const UpstreamState &state, int limitMs);
// `error` is the system's; empty if the server ended TCP, by RST if `reset`.
UpstreamEnd endOfTcp(const UpstreamState &state, bool reset, const QString &error);

} // namespace framescope
