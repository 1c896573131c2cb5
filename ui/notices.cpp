// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/notices.h"

#include "ui/units.h"

#include <QLocale>

namespace framescope {

void Notices::setOutcome(const Notice &notice, int unsent)
{
    m_outcome = notice;
    if (unsent > 0 && !notice.what.isEmpty())
        m_outcome.evidence += unsent == 1
            ? QStringLiteral(" The message that waited for it was not sent.")
            : QStringLiteral(" %1 messages that waited for it were not sent.").arg(unsent);
}

Notice Notices::shown() const
{
    const Notice notice = mostUrgent();
    return notice.what == m_hidden.what && notice.actions == m_hidden.actions ? Notice() : notice;
}

void Notices::hideShown()
{
    m_hidden = mostUrgent();
    m_input = {};
}

void Notices::setTrouble(const QString &trouble, RowId last, qint64 nowNs)
{
    if (m_trouble.isEmpty())
        m_troubleNs = nowNs;
    m_nowNs = nowNs;
    m_trouble = trouble;
    m_lastRow = last;
}

Notice Notices::waitingNotice() const
{
    constexpr qint64 Second = 1'000'000'000;
    const QString why = m_trouble.endsWith(u'.') ? m_trouble.chopped(1) : m_trouble;
    const qint64 seconds = (m_nowNs - m_troubleNs) / Second;
    const QString heldBack =
        seconds < 1 ? QString() : QStringLiteral(" (%1)").arg(wholeSecondsText(seconds * Second));
    const bool isFull = why == u"the disk is full";
    const QString until = isFull ? QStringLiteral("there is room") : QStringLiteral("it can");
    QStringList actions;
    if (isFull)
        actions += QStringLiteral("move-session");
    if (m_isEndable)
        actions += QStringLiteral("disconnect");
    return {Notice::Tone::Warning,
        m_lastRow > 0
            ? QStringLiteral("Recording waits at row %1: %2.").arg(QLocale().toString(m_lastRow), why)
            : QStringLiteral("Recording waits: %1.").arg(why),
        QStringLiteral("Stored rows are safe; the server is held back%1. Recording goes on when %2.")
            .arg(heldBack, until),
        {}, actions};
}

Notice Notices::mostUrgent() const
{
    if (!m_input.what.isEmpty())
        return m_input;
    if (!m_trouble.isEmpty())
        return waitingNotice();
    if (m_paused)
        return {Notice::Tone::Warning, QStringLiteral("Receiving is paused."),
            QStringLiteral("Nothing is read from the server; TCP holds it back."), {},
            {QStringLiteral("resume")}};
    return m_outcome;
}

} // namespace framescope
