// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

namespace framescope {

// A byte of a frame, from 0 at its header, and the frame's row.
struct FrameByte {
    RowId row = 0;
    quint64 byte = 0;
};

} // namespace framescope
