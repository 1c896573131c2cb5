// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/connectionlog.h"

#include "protocol/closecode.h"
#include "transport/timewords.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int countersMs = 16;
constexpr int sleepCheckMs = 5000;

// The state that a page sees; why is the outcome's to say.
QString endSentence(const ConnectionFacts &facts)
{
    const quint16 code = facts.closeCode.value_or(closecode::Abnormal);
    if (facts.wasClean)
        return u"Closed, cleanly: %1."_s.arg(closeWords(code, facts.closeReason));
    if (!facts.openedNs)
        return u"Closed, and never open (%1)."_s.arg(code);
    if (facts.outcome.cause == EndCause::ProtocolFailure)
        return u"Closed, failed by Framescope (%1)."_s.arg(code);
    return u"Closed without a whole closing handshake (%1)."_s.arg(code);
}

} // namespace

QString closeWords(quint16 code, const QString &reason)
{
    if (code == closecode::NoStatus)
        return u"without a code"_s;
    return reason.isEmpty() ? QString::number(code) : u"%1 \"%2\""_s.arg(code).arg(reason);
}

ConnectionLog::ConnectionLog(Journal &journal, ConnectionId id, const Clock &clock,
    std::function<ConnectionCounters()> counters, SleepWatch sleepWatch)
    : m_journal(journal)
    , m_id(id)
    , m_clock(clock)
    , m_counters(std::move(counters))
    , m_sleepWatch(std::move(sleepWatch))
{
    m_countersTimer.setSingleShot(true);
    QObject::connect(
        &m_countersTimer, &QTimer::timeout, &m_countersTimer, [this] { m_journal.counters(m_counters()); });
    QObject::connect(&m_sleepTimer, &QTimer::timeout, &m_sleepTimer, [this] { checkSleep(); });
    m_sleepTimer.start(sleepCheckMs);
}

void ConnectionLog::noteBrowserError(const RuleError &error)
{
    note(u"A browser would have thrown %1: %2"_s.arg(
        domExceptionName(error.exception), error.error.toString()));
}

void ConnectionLog::touchCounters()
{
    if (!m_countersTimer.isActive() && !m_ended)
        m_countersTimer.start(countersMs);
}

void ConnectionLog::end(const ConnectionFacts &facts)
{
    state(endSentence(facts), Direction::ServerToClient);
    const Outcome &outcome = facts.outcome;
    if (facts.failed)
        error(QStringList{outcome.what, outcome.evidence, outcome.guess}.join(u' ').simplified());
    m_journal.connectionFacts(facts);
    m_ended = true;
    m_countersTimer.stop();
    m_sleepTimer.stop();
    m_journal.counters(m_counters());
}

std::optional<SleepSpan> ConnectionLog::lastSleep()
{
    checkSleep();
    return m_slept;
}

void ConnectionLog::row(RowKind kind, const QString &sentence, Direction direction)
{
    m_journal.event(m_id, kind, direction, m_clock.monotonicNs(), sentence.toUtf8());
}

void ConnectionLog::checkSleep()
{
    const auto span = m_sleepWatch.check(m_clock.epochNs());
    if (!span)
        return;
    m_slept = span;
    const int offset = QDateTime::currentDateTime().offsetFromUtc();
    note(u"This computer slept from %1 to %2 (%3)."_s.arg(timewords::clock(span->fromEpochNs, offset),
        timewords::clock(span->toEpochNs, offset), timewords::duration(span->toEpochNs - span->fromEpochNs)));
}

} // namespace framescope
