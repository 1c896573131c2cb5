// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

namespace framescope {

class TimelineModel;

// The pong that answers a ping or the ping that it answers: of the same connection, the other direction and
// the same payload (RFC 6455, 5.5.3). Looks through the rows at hand around it only; 0: not among them.
RowId pairOf(const TimelineModel &model, const Row &row);

} // namespace framescope
