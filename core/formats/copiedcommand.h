// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/copiedmessage.h"

namespace framescope {

// A curl command that sends `request` again, byte for byte the same headers, and shows the answer to it:
// the handshake test of whoever has no Framescope. `url` is that of the connection. For a POSIX shell.
// Without its key (RFC 6455, 4.1: a new one each time) the request would be refused: it is kept.
QString curlCommand(const QString &url, const HttpHead &request);

// The same of a connection as it would be opened, with its TLS and its route; curl sends no message.
CopiedText curlCommand(const CopiedMessage &message);

} // namespace framescope
