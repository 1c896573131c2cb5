// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/copiedmessage.h"

namespace framescope {

// A wscat command that opens the connection and sends the message; for a POSIX shell.
CopiedText wscatCommand(const CopiedMessage &message);

} // namespace framescope
