// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "ui/messagebar.h"

namespace framescope {

// All that there is to say at a time, of which the message bar shows the most urgent: first what the
// user just typed, then that recording waits, that receiving is paused, and how the connection ended.
// What was hidden stays so until there is something else to say; other numbers are not.
class Notices {
public:
    void setInput(const Notice &notice) { m_input = notice; }
    // Why the log takes nothing behind its row `last` (0: it has none); empty if it does.
    void setTrouble(const QString &trouble, RowId last, qint64 nowNs);
    // Of the session's clock: how long recording has waited changes by itself.
    void passTime(qint64 nowNs) { m_nowNs = nowNs; }
    // There is a connection that can be ended.
    void setEndable(bool endable) { m_isEndable = endable; }
    void setReceivingPaused(bool paused) { m_paused = paused; }
    // `unsent`: messages that waited for a connection which never opened.
    void setOutcome(const Notice &notice, int unsent);

    // Empty: nothing to say.
    Notice shown() const;
    void hideShown();
    // What was hidden may be said again.
    void forgetHidden() { m_hidden = {}; }

private:
    Notice mostUrgent() const;
    Notice waitingNotice() const;

    Notice m_input;
    QString m_trouble;
    RowId m_lastRow = 0;
    qint64 m_troubleNs = 0; // since when
    qint64 m_nowNs = 0;
    bool m_isEndable = false;
    bool m_paused = false;
    Notice m_outcome;
    Notice m_hidden;
};

} // namespace framescope
