// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/copiedmessage.h"

namespace framescope {

// What a page of a browser, its console, or Node 22 runs: the standard's WebSocket, which sets no headers.
CopiedText javaScriptSnippet(const CopiedMessage &message);

} // namespace framescope
