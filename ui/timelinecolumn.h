// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace framescope {

// The columns of the timeline, in the order they stand. Also the columns of TimelineModel.
enum class TimelineColumn : quint8 { Number, Connection, Direction, Time, Type, Size, Preview };
inline constexpr int TimelineColumnCount = 7;

constexpr int index(TimelineColumn column)
{
    return static_cast<int>(column);
}

} // namespace framescope
