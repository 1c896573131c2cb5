// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/sessionreader.h"
#include "support/scenariodeeds.h"
#include "support/scenarioserver.h"
#include "transport/connection.h"

namespace framescope::test {

// What the session tells of one connection, held against what crossed the wire and what both sides did.
class ScenarioLog {
public:
    // `first`: a row before which the connection has none.
    ScenarioLog(const SessionReader &log, RowId first, ConnectionId connection);

    // Each answers with sentences; none if all is well.
    QStringList brokenPromises() const;
    // What the last event told, held against what is stored.
    QStringList brokenPromisesOfSums(const ConnectionFacts &facts, const ConnectionCounters &counters) const;
    QStringList brokenPromisesOfWire(const ScenarioServer &server) const;
    QStringList brokenPromisesOfMessages(
        const QList<MessageEvent> &delivered, const ScenarioDeeds &deeds) const;
    QStringList brokenPromisesOfBuffer(const ScenarioDeeds &deeds, const ConnectionCounters &counters) const;

    ConnectionFacts facts() const; // as they are stored; of connection 0 if they are not

    RowId nextRow() const { return m_next; } // behind the last of the session

private:
    QByteArray payload(const Row &row) const;
    QByteArray wire(Direction direction) const;
    QStringList sentences(RowKind kind) const;
    bool isClosedByUsFirst() const;
    std::vector<RowId> deliveredRows() const;
    std::vector<ScenarioDeeds::Sent> sentMessages() const;

    const SessionReader &m_log;
    const ConnectionId m_connection;
    std::vector<Row> m_rows;
    RowId m_next = 1;
};

} // namespace framescope::test
