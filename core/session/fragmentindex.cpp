// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/fragmentindex.h"

namespace framescope {

void FragmentIndex::continueMessage(RowId row, ConnectionId connection, Direction direction, RowId message)
{
    // In a damaged file a message may begin anywhere.
    if (row <= m_lastId || message < 1 || message > row)
        return;
    m_lastId = row;
    Open &open = m_open[{connection, direction}];
    m_superseded.push_back({open.message == message ? open.last : message, row});
    open = {message, row};
}

} // namespace framescope
