// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/supersededrow.h"

#include <map>
#include <vector>

namespace framescope {

// Which frames are not the last of their message, found out as the rows come: what a timeline of messages
// leaves out. A session without fragments costs one comparison a row. Store thread.
class FragmentIndex {
public:
    // Rows come in the order of their ids; one that is known already changes nothing. `message` is the id of
    // the message's first frame, `row` itself for everything else.
    void append(RowId row, ConnectionId connection, Direction direction, RowId message)
    {
        if (message != row)
            continueMessage(row, connection, direction, message);
    }
    // Those that are not the last any more since the last call, in the order in which it came about.
    std::vector<SupersededRow> takeSuperseded() { return std::exchange(m_superseded, {}); }

private:
    struct Open {
        RowId message = 0;
        RowId last = 0;
    };
    void continueMessage(RowId row, ConnectionId connection, Direction direction, RowId message);

    std::map<std::pair<ConnectionId, Direction>, Open> m_open; // one message at a time, says RFC 6455, 5.4
    std::vector<SupersededRow> m_superseded;
    RowId m_lastId = 0;
};

} // namespace framescope
