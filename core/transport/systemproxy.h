// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"

namespace framescope {

// The proxy that the system names for TCP to that host: on Linux from the environment (http_proxy,
// https_proxy, all_proxy, no_proxy), on Windows and macOS from its settings. Kind::None if it names
// none, or none that can carry a WebSocket. Waits for the system, which may ask a
// script.
ProxyOptions systemProxy(const QString &host, quint16 port, bool secure);

} // namespace framescope
