// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/setting.h"

namespace framescope {

enum class ThemeChoice : quint8 { System, Light, Dark, HighContrast };
QString wordsOf(ThemeChoice choice);

// Style, palette and font of the whole program; again at any time to change the theme. System means
// light, dark or high contrast by the palette that the desktop gave; high contrast is that palette
// and nothing else.
void applyLook(ThemeChoice choice);
// What the user chose last, over the end of the program; a ThemeChoice.
const Setting<int> &themeSetting();
ThemeChoice rememberedTheme();

} // namespace framescope
