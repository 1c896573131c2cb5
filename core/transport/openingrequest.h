// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"
#include "transport/websocketurl.h"

namespace framescope {

// The request of a new attempt, with a fresh key: what browsers make of the URL, Origin and protocols;
// Authorization from the URL's user information; the user's own headers have the last word.
HandshakeRequest openingRequest(const WebSocketUrl &url, const ConnectionOptions &options);

} // namespace framescope
