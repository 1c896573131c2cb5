// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/row.h"
#include "ui/timelinecolumn.h"
#include "ui/visibletext.h"

#include <QString>

namespace framescope {

class LocalClock;

// What the timeline says about a row: facts in, words out. Made for visible rows only.
namespace timelinewords {

QString columnTitle(TimelineColumn column);

// Handshake, state, error, mark, note: one sentence across the columns.
bool spansColumns(RowKind kind);

QString direction(Direction direction, Role ours); // "Sent", "Recv"
QString origin(RowFlags flags);                    // "I", "A", "R" or none of them
QString originMeaning(RowFlags flags);             // a sentence; empty if there is no letter
// "14:02:11.204", local. `epochOffsetNs` makes a row's time nanoseconds since 1970.
QString time(qint64 timeNs, qint64 epochOffsetNs);
QString time(qint64 timeNs, qint64 epochOffsetNs, LocalClock &clock); // for many at once
QString type(const Row &row); // "text", "ping", "open", "opcode 3", ...
// The same, but of a frame that ends a message of several frames it is the message's.
QString messageType(const Row &row);
QString size(quint64 bytes);  // "43 B", "1.2 KiB"
QString chip(const Row &row); // "4 frames", "cut at 1.2 KiB", ...; mostly empty
// What stands in the preview, at most about `maxLength` characters.
VisibleText preview(const Row &row, qsizetype maxLength, ControlGlyphs glyphs = ControlGlyphs::Pictures);
// The word of a cell; of a row that spans columns its sentence stands in Preview.
QString cell(const Row &row, TimelineColumn column, Role ours, qint64 epochOffsetNs);
// The cells of a row, for the clipboard: separated by tabs, the connection left out.
QString line(const Row &row, Role ours, qint64 epochOffsetNs);

} // namespace timelinewords

} // namespace framescope
