// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace framescope {

// The columns of the timeline, in the order they stand. Also the columns of TimelineModel.
enum class TimelineColumn : quint8 {
    Number,
    Connection,
    Direction,
    Time,
    Type,
    Size,
    Wire,  // bytes of the frame, header included
    Ratio, // of compressed to inflated payload
    Fin,
    Rsv,
    Mask,
    Message, // the first frame of the message that a frame belongs to
    Preview
};
inline constexpr int TimelineColumnCount = 13;

// Shown unless the user says otherwise.
constexpr bool isUsual(TimelineColumn column)
{
    return column <= TimelineColumn::Size || column == TimelineColumn::Preview;
}
// Of the header's bits and sizes: facts of one frame, not of a message of several.
constexpr bool isOfOneFrame(TimelineColumn column)
{
    return column > TimelineColumn::Size && column < TimelineColumn::Message;
}
// Read from the right, as numbers are.
constexpr bool isNumber(TimelineColumn column)
{
    return column == TimelineColumn::Number || column == TimelineColumn::Message
        || (column >= TimelineColumn::Size && column <= TimelineColumn::Ratio);
}

constexpr int index(TimelineColumn column)
{
    return static_cast<int>(column);
}

} // namespace framescope
