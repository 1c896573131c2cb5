// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

namespace framescope {

// The window's own symbols: 16 by 16, one stroke of 1.5, in the text colour of the program's palette
// at the moment of painting, so they follow a change of theme by themselves.
enum class Symbol : quint8 {
    ChevronDown,
    Send,
    Copy,
    Close,
    Plug,
    Pulse,
    Clock,
    Play,
    ChevronUp,
    Search,
    Save,
    Pin,
    Eye
};
QIcon symbolIcon(Symbol symbol);

} // namespace framescope
