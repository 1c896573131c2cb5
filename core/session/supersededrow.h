// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

namespace framescope {

// A frame that is not the last of its message any more, and the one that followed it.
struct SupersededRow {
    RowId row = 0;
    RowId by = 0;
};

} // namespace framescope
