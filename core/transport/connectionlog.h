// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "session/recorder.h"
#include "transport/browserrules.h"
#include "transport/sleepwatch.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace framescope {

// "4401 "Token expired"", or "without a code".
QString closeWords(quint16 code, const QString &reason);

// What a connection writes into the journal beside its frames: states, errors and notes as rows, its
// counters at most every 16 ms, and that the computer slept.
class ConnectionLog {
public:
    // `counters` is asked when it is time to publish them.
    ConnectionLog(Journal &journal, ConnectionId id, const Clock &clock,
        std::function<ConnectionCounters()> counters, SleepWatch sleepWatch = {});

    void state(const QString &sentence, Direction direction) { row(RowKind::State, sentence, direction); }
    // At the time the response arrived: what came with it is not older.
    void opened(const QString &sentence, qint64 openedNs)
    {
        m_journal.event(m_id, RowKind::State, Direction::ServerToClient, openedNs, sentence.toUtf8());
    }
    void error(const QString &sentence) { row(RowKind::Error, sentence, Direction::ServerToClient); }
    void note(const QString &sentence) { row(RowKind::Note, sentence, Direction::ClientToServer); }
    void noteBrowserError(const RuleError &error);
    void facts(const ConnectionFacts &facts) { m_journal.connectionFacts(facts); }

    // The counters changed: they will be published soon.
    void touchCounters();
    // The last words: state, error and facts with their outcome, counters as they are.
    void end(const ConnectionFacts &facts);
    // The last time the computer slept since the connection began.
    std::optional<SleepSpan> lastSleep();

private:
    void row(RowKind kind, const QString &sentence, Direction direction);
    void checkSleep();

    Journal &m_journal;
    ConnectionId m_id;
    const Clock &m_clock;
    std::function<ConnectionCounters()> m_counters;
    SleepWatch m_sleepWatch;
    std::optional<SleepSpan> m_slept;
    QTimer m_countersTimer;
    QTimer m_sleepTimer;
    bool m_ended = false;
};

} // namespace framescope
