// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"
#include "transport/variables.h"

namespace framescope {

// The address has a part that only the sign-in brings: before that it is neither judged nor dialled.
bool hasOpenAddress(const ConnectionOptions &options);

// For what can be judged before: each variable that the sign-in brings stands there as its bare name, which may stand
// wherever a variable may.
ConnectionOptions withNamesOfValues(const ConnectionOptions &options);

// With what the sign-in brought, for one attempt. Errors name the variable whose value cannot stand where it would.
Result<ConnectionOptions> signedInOptions(const ConnectionOptions &options, const Variables &values);

} // namespace framescope
