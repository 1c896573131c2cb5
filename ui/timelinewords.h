// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "ui/timedisplay.h"
#include "ui/timelinecolumn.h"
#include "ui/visibletext.h"

#include <QString>

namespace framescope {

class LocalClock;

// What the timeline says about a row: facts in, words out. Made for visible rows only.
namespace timelinewords {

// What the words of a row depend on beside the row.
struct Context {
    Role ours = Role::Client; // on the row's connection
    TimeDisplay time;
    qint64 previousNs = Row::UnknownTime; // of the row above
    bool asMessage = false;               // a row that ends a message of several frames is told as that
    QString codeName = {};                // of a Close: what the user calls its code
};

QString columnTitle(TimelineColumn column);
// What the title has no room to say; empty for those that need no explanation.
QString columnMeaning(TimelineColumn column);

// Handshake, state, error, mark, note: one sentence across the columns.
bool spansColumns(RowKind kind);

QString direction(Direction direction, Role ours); // "Sent", "Recv"
QString origin(RowFlags flags);                    // "I", "A", "R" or none of them
QString originMeaning(RowFlags flags);             // a sentence; empty if there is no letter
// "14:02:11.204", local. `epochOffsetNs` makes a row's time nanoseconds since 1970.
QString time(qint64 timeNs, qint64 epochOffsetNs);
QString type(const Row &row); // "text", "ping", "open", "opcode 3", ...
// The same, but of a frame that ends a message of several frames it is the message's.
QString messageType(const Row &row);
QString size(quint64 bytes);  // "43 B", "1.2 KiB"
QString chip(const Row &row); // "4 frames", "cut at 1.2 KiB", ...; mostly empty
// What stands in the preview, at most about `maxLength` characters.
VisibleText preview(const Row &row, qsizetype maxLength, ControlGlyphs glyphs = ControlGlyphs::Pictures,
    const QString &codeName = {});
// Of a frame's header.
QString wireRatio(const Row &row); // "31 %"; empty where nothing was compressed
QString rsvBits(const Row &row);   // "100"
QString maskKey(const Row &row);   // "0a0b0c0d", "none"
// The word of a cell; of a row that spans columns its sentence stands in Preview.
QString cell(const Row &row, TimelineColumn column, const Context &context);
// The usual cells of a row, for the clipboard: separated by tabs, the connection left out.
QString line(const Row &row, const Context &context);

} // namespace timelinewords

} // namespace framescope
