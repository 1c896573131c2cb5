// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

namespace framescope {

// A frame that the end of its direction left incomplete, and its row.
struct CutFrame {
    RowId row = 0;
    quint64 received = 0; // payload bytes that came
    quint64 length = 0;   // that its header announced
};

} // namespace framescope
