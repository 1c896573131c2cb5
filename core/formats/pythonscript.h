// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/copiedmessage.h"

namespace framescope {

// A program for the library "websockets", from 10 on.
CopiedText pythonScript(const CopiedMessage &message);

} // namespace framescope
