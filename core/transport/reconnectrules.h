// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/outcome.h"

namespace framescope {

// Why no attempt follows this end, as the rest of a sentence; empty: one follows. None follows what was
// wished here (close(), abort(), a Close sent by hand, a rule of browsers), nor what every attempt would
// meet again: a failure of TLS, an answer that is no WebSocket, or a status that does not mean "later"; the same of the
// request to sign in, and an answer to it that lacks what was to be taken from it.
QString reasonNotToReconnect(const ConnectionFacts &facts, const EndEvidence &evidence);

} // namespace framescope
