// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/packedrow.h"
#include "session/sqlite.h"

#include <functional>

namespace framescope {

// One row of a blob in the table `chunk`.
PackedRow unpacked(const char *at);

// Shows `take` the packed columns of every row of a session behind `after`, by id: from the table `chunk` where
// they are, else from the rows. SQLITE_OK, or what went wrong. What stands in the file may be damaged; ids are
// as they should be.
int forEachPackedRow(const sqlite::Database &database,
    const std::function<void(RowId id, const PackedRow &row)> &take, RowId after = 0);

} // namespace framescope
