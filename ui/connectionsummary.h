// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"
#include "ui/statebadge.h"

namespace framescope {

// What a list of connections says of one: a value, small enough for ten thousand.
struct ConnectionSummary {
    ConnectionId id = 0;
    QString url;
    BadgeState state = BadgeState::Idle;
    qint64 startedNs = 0; // monotonic, as the two below
    std::optional<qint64> openedNs;
    std::optional<qint64> endedNs;
    std::optional<quint16> closeCode; // browser's: 1005, 1006 included
    bool serverBrokeRule = false;     // for which Framescope failed the connection
    quint64 framesIn = 0, framesOut = 0;
    quint64 bytesIn = 0, bytesOut = 0; // on the wire

    void take(const ConnectionFacts &facts);
    void take(const ConnectionCounters &counters);
};

// Words about it.
namespace connectionwords {

// What tells addresses apart at a glance: "api.example:8080/feed", without scheme, user and query.
QString name(const QString &url);
// "Open", "Closed 1000", "Lost (1006)", "Failed": never a code that was on no wire alone.
QString state(const ConnectionSummary &connection);
// How long it has been open, or has been trying to, in one unit: "4 min".
QString duration(const ConnectionSummary &connection, qint64 nowNs);
// "37 attempts, last 1006": how the newest of them that ended did; `ended` is null if none has.
QString attempts(int count, const ConnectionSummary *ended);
// Frames in and out, short.
QString traffic(const ConnectionSummary &connection);
// All of it, for a tooltip and for those who do not see the row.
QString sentence(const ConnectionSummary &connection, qint64 nowNs);

} // namespace connectionwords

} // namespace framescope
