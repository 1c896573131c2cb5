// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/reconnection.h"

#include "transport/timewords.h"

#include <QRandomGenerator>

namespace framescope {

using namespace Qt::StringLiterals;

Reconnection::Reconnection(const ReconnectOptions &options, Journal &journal, const Clock &clock)
    : m_options(options)
    , m_journal(journal)
    , m_clock(clock)
    , m_backOff(options)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        publish({});
        Q_EMIT due();
    });
}

Reconnection::~Reconnection()
{
    cancel();
}

bool Reconnection::attemptEnded(const ConnectionFacts &facts, const QString &reason)
{
    m_facts = facts;
    if (!reason.isEmpty()) {
        note(u"Not reconnecting: %1."_s.arg(reason));
        return false;
    }
    const qint64 openNs = facts.endedNs.value_or(0) - facts.openedNs.value_or(facts.endedNs.value_or(0));
    const auto wait =
        m_backOff.next(openNs / timewords::Millisecond, QRandomGenerator::global()->generateDouble());
    if (!wait) {
        note(u"Not reconnecting: as many attempts as wanted were made (%1)."_s.arg(m_options.maxAttempts));
        return false;
    }
    const QString of = m_options.maxAttempts > 0 ? u" of %1"_s.arg(m_options.maxAttempts) : QString();
    const qint64 waitNs = *wait * timewords::Millisecond;
    note(u"Reconnecting in %1 (attempt %2%3)."_s.arg(timewords::duration(waitNs))
             .arg(m_backOff.attempt())
             .arg(of));
    publish(m_clock.monotonicNs() + waitNs);
    m_timer.start(*wait);
    return true;
}

void Reconnection::hurry()
{
    if (isWaiting())
        m_timer.start(0);
}

void Reconnection::cancel()
{
    if (!isWaiting())
        return;
    m_timer.stop();
    note(u"Not reconnecting: it was called off."_s);
    publish({});
}

void Reconnection::note(const QString &sentence)
{
    m_journal.event(
        m_facts.id, RowKind::Note, Direction::ClientToServer, m_clock.monotonicNs(), sentence.toUtf8());
}

void Reconnection::publish(std::optional<qint64> nextAttemptNs)
{
    m_facts.nextAttemptNs = nextAttemptNs;
    m_journal.connectionFacts(m_facts);
}

} // namespace framescope

#include "moc_reconnection.cpp"
