// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/tlsoptions.h"

#include <QSslConfiguration>

namespace framescope {

// What `options` ask for, as Qt takes it; an Error as checkTlsOptions() says.
Result<QSslConfiguration> tlsConfiguration(const TlsOptions &options);

} // namespace framescope
