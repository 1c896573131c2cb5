// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/appendbatch.h"

namespace framescope::test {

// Facts of connections for tests, as the log tells them: open since half a second after they began.
inline ConnectionFacts connectionFacts(
    ConnectionId id, const QString &url, ReadyState state = ReadyState::Open)
{
    ConnectionFacts facts;
    facts.id = id;
    facts.url = url;
    facts.readyState = state;
    facts.startedNs = qint64{id} * 1'000'000'000;
    if (state != ReadyState::Connecting)
        facts.openedNs = facts.startedNs + 500'000'000;
    return facts;
}

inline ConnectionFacts closedFacts(ConnectionId id, const QString &url, quint16 code)
{
    ConnectionFacts facts = connectionFacts(id, url, ReadyState::Closed);
    facts.endedNs = facts.openedNs.value() + 2'000'000'000;
    facts.closeCode = code;
    return facts;
}

// Number `attempt` of a connection that began as `first`.
inline ConnectionFacts attemptFacts(ConnectionId id, const QString &url, ConnectionId first, int attempt)
{
    ConnectionFacts facts = connectionFacts(id, url, ReadyState::Connecting);
    facts.first = first;
    facts.attempt = attempt;
    return facts;
}

inline ConnectionCounters connectionCounters(ConnectionId id, quint64 in, quint64 out)
{
    ConnectionCounters counters;
    counters.id = id;
    counters.framesIn = in;
    counters.framesOut = out;
    counters.bytesIn = in * 100;
    counters.bytesOut = out * 10;
    return counters;
}

} // namespace framescope::test
