// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/notices.h"

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
    return notice == m_hidden ? Notice() : notice;
}

void Notices::hideShown()
{
    m_hidden = mostUrgent();
    m_input = {};
}

Notice Notices::mostUrgent() const
{
    if (!m_input.what.isEmpty())
        return m_input;
    if (!m_trouble.isEmpty()) {
        const QString why = m_trouble.endsWith(u'.') ? m_trouble.chopped(1) : m_trouble;
        return {Notice::Tone::Warning,
            m_lastRow > 0
                ? QStringLiteral("Recording waits at row %1: %2.").arg(QLocale().toString(m_lastRow), why)
                : QStringLiteral("Recording waits: %1.").arg(why),
            QStringLiteral("Stored rows are safe; the server is held back. Recording goes on when it can."),
            {}, {}};
    }
    if (m_paused)
        return {Notice::Tone::Warning, QStringLiteral("Receiving is paused."),
            QStringLiteral("Nothing is read from the server; TCP holds it back."), {},
            {QStringLiteral("resume")}};
    return m_outcome;
}

} // namespace framescope
