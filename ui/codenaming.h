// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <utility>

namespace framescope {

class LinePopover;
class LiveSession;
class MessageActions;
class TimelineView;

// Asks what the close code of the connection that is spoken to shall be called, and tells the rows. GUI thread.
class CodeNaming final : public QObject {
    Q_OBJECT
public:
    // All must outlive it; `window` is its parent.
    CodeNaming(const LiveSession &session, TimelineView &rows, QWidget &window);

    void declare(MessageActions &actions);

Q_SIGNALS:
    void named(); // words of that code are others now

private:
    void ask();

    const LiveSession &m_session;
    TimelineView &m_rows;
    QWidget &m_window;
    LinePopover *m_line;
    QHash<std::pair<ConnectionId, quint16>, QString> m_known; // rows ask whenever they are painted
};

} // namespace framescope
