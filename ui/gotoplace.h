// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "session/row.h"
#include "ui/backgroundjob.h"

#include <QDateTime>
#include <QObject>

#include <variant>

namespace framescope {

class LinePopover;
class LiveSession;
class TimelinePane;

// Where in a log: a row, or a time of day on the local clock.
using Place = std::variant<RowId, QTime>;
// "1205", "#1,205", "14:02", "14:02:11.204".
Result<Place> parsePlace(const QString &text);

// Asks for a row or a time and goes there. The row of a time is looked for in another thread. GUI thread.
class GoToPlace final : public QObject {
    Q_OBJECT
public:
    // All must outlive it.
    GoToPlace(const LiveSession &session, TimelinePane &timeline, QObject *parent = nullptr);

    void ask();
    void goTo(const QString &place);
    // The first row shown that is not before this time of the log.
    void goToLogTime(qint64 timeNs);

Q_SIGNALS:
    // Why nothing was found, or what the place is.
    void noticed(const QString &sentence);

private:
    void goToRow(RowId row);
    void goToTime(QTime time);

    const LiveSession &m_session;
    TimelinePane &m_timeline;
    LinePopover *m_line;
    BackgroundJob m_looking;
};

} // namespace framescope
