// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/rownumbers.h"

namespace framescope {

// A connection and all its rows so far. Rows that belong to no connection (marks) are those of connection 0.
struct ConnectionRows {
    ConnectionId connection = 0;
    RowNumbers rows;
};

} // namespace framescope
