// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/copiedmessage.h"

namespace framescope {

// A websocat command (1.x) that opens the connection, sends the message and shows what comes; for bash.
CopiedText websocatCommand(const CopiedMessage &message);

} // namespace framescope
