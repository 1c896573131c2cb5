// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"
#include "session/row.h"

#include <QHash>
#include <QStringList>

#include <map>

namespace framescope {

// Rows as lines of text, one place for every headless command. The words are the window's; nothing in a
// payload can move the cursor of a terminal or change the direction of a line.
class RowText {
public:
    enum class Detail : quint8 {
        Messages, // a line for each message; its frames before the last are counted only
        Frames    // a line for each frame, with its header
    };
    // `epochOffsetNs` added to a row's time makes it nanoseconds since 1970.
    RowText(Detail detail, qint64 epochOffsetNs);

    // From then on each line names its connection.
    void setNamesConnections(bool names) { m_namesConnections = names; }
    // Whose frames are "Sent". Client if it was never said.
    void setRole(ConnectionId connection, Role ours) { m_roles.insert(connection, ours); }

    // In the order of the log, complete rows only: the line of a row; empty if it is counted only.
    QString line(const Row &row);
    // What was counted and then never completed: a line for each message that has no end.
    QStringList unfinished();

private:
    struct Message { // frames of a message that has not ended yet
        Row first;
        quint32 frames = 0;
    };
    QString text(const Row &row, const QString &chip) const;
    QString headerText(const Row &row) const;

    Detail m_detail;
    qint64 m_epochOffsetNs;
    bool m_namesConnections = false;
    QHash<ConnectionId, Role> m_roles;
    std::map<RowId, Message> m_open;
};

// What is known of a connection, for people: address, agreement, end. One fact a line.
QStringList connectionText(const ConnectionFacts &facts);

} // namespace framescope
