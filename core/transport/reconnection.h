// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "session/journal.h"
#include "transport/backoff.h"

#include <QObject>
#include <QTimer>

namespace framescope {

// Waits between the attempts of one connection that reconnects, and says in the log when the next one
// begins, or why none does. Whoever owns the attempts makes them.
class Reconnection final : public QObject {
    Q_OBJECT
public:
    Reconnection(const ReconnectOptions &options, Journal &journal, const Clock &clock);
    ~Reconnection() override; // cancels

    // Of an attempt that is closed. `reason` speaks against another (reasonNotToReconnect()), if not empty.
    // True if one follows: due() comes then.
    bool attemptEnded(const ConnectionFacts &facts, const QString &reason);
    bool isWaiting() const { return m_timer.isActive(); }
    // The facts of the attempt that ended last, with nextAttemptNs.
    const ConnectionFacts &facts() const { return m_facts; }
    // While it waits: the next attempt at once, or none.
    void hurry();
    void cancel();

Q_SIGNALS:
    void due();

private:
    void note(const QString &sentence);
    void publish(std::optional<qint64> nextAttemptNs);

    const ReconnectOptions m_options;
    Journal &m_journal;
    const Clock &m_clock;
    BackOff m_backOff;
    QTimer m_timer;
    ConnectionFacts m_facts;
};

} // namespace framescope
