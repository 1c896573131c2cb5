// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"

namespace framescope {

// What somebody who looks into a fault asks for first, as lines of text: versions, system, settings that are
// numbers or choices, and how the connection stands. No address, no header, no payload, no name of a file.
QString diagnostics(const ConnectionFacts &facts);

} // namespace framescope
