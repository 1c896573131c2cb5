// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"

#include <QString>

#include <vector>

namespace framescope {

// What the frame pane shows: a row with what the log knows about it.
struct FrameFacts {
    Row row;
    QString direction; // "Sent by us, client to server"
    QString time;
    QByteArray closePayload;         // of a Close frame
    std::vector<Row> frames;         // of its message, in order, if it has several
    std::vector<QString> violations; // sentences with their section
    QString unread;                  // a sentence: why the last two are not known
};

// One line of what stands below the header.
struct FrameLine {
    enum class Kind : quint8 { Title, Pair, Violation, Frame } kind = Kind::Pair;
    QString name;
    QString value;
    RowId row = 0; // of a frame

    // "Name: value": what a screen reader reads.
    QString toString() const;
};

// What a frame breaks, what it says if it is a Close frame, its sizes and origin, its place in its message.
std::vector<FrameLine> frameLines(const FrameFacts &facts);

} // namespace framescope
