// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/outcome.h"

namespace framescope {

// The part of explainEnd() that is about an HTTP answer other than 101.
Outcome explainHttpAnswer(const ConnectionFacts &facts, const EndEvidence &evidence);

// Status of the HTTP answer; 0 if there is none that can be read.
int httpStatus(const ConnectionFacts &facts);

} // namespace framescope
