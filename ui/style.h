// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProxyStyle>

namespace framescope {

enum class ThemeChoice : quint8 { System, Light, Dark };

// Style, palette and font of the whole program; again at any time to change the theme. System means
// light or dark by the palette that the desktop gave.
void applyLook(ThemeChoice choice);

} // namespace framescope
