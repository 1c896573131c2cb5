// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/outcome.h"

namespace framescope {

// The half of explainEnd() that is about attempts that never opened: name, address, proxy, TLS, handshake.
Outcome explainOpenFailure(const ConnectionFacts &facts, const EndEvidence &evidence);

} // namespace framescope
