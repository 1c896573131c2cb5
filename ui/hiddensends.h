// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"

#include <QString>

#include <optional>
#include <vector>

namespace framescope {

// Notices messages that the user sent, above all to a connection which the timeline does not show. A value.
class HiddenSends {
public:
    struct Sent {
        RowId row = 0;
        ConnectionId connection = 0;
        QString words() const; // "Sent #1205 on connection 2, not shown."
        bool operator==(const Sent &) const = default;
    };
    // The newest one in a batch, if there is one. `shown` are the connections of the timeline; none: all.
    std::optional<Sent> take(const AppendBatch &batch, const std::vector<ConnectionId> &shown);
    // The newest in a batch, to whomever.
    std::optional<Sent> take(const AppendBatch &batch);

private:
    template <typename Wanted>
    std::optional<Sent> newest(const AppendBatch &batch, Wanted wanted);

    RowId m_lastId = 0; // a tail holds rows that were told before
};

} // namespace framescope
