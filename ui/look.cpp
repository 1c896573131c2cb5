// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/look.h"

#include "ui/style.h"
#include "ui/theme.h"

#include <QApplication>

namespace framescope {

namespace {

constexpr int UiPointSize = 10;

// The palette before ours: what the desktop wants.
const QPalette &desktopPalette()
{
    static const QPalette palette = QApplication::palette();
    return palette;
}

QPalette paletteOf(ThemeChoice choice, const QPalette &desktop)
{
    if (choice == ThemeChoice::HighContrast
        || (choice == ThemeChoice::System && Theme::isHighContrast(desktop)))
        return Theme::highContrastPalette(desktop);
    const bool dark = choice == ThemeChoice::System ? Theme::of(desktop).dark : choice == ThemeChoice::Dark;
    return (dark ? Theme::darkTheme() : Theme::light()).palette();
}

} // namespace

QString wordsOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System: break;
    case ThemeChoice::Light: return QStringLiteral("Light");
    case ThemeChoice::Dark: return QStringLiteral("Dark");
    case ThemeChoice::HighContrast: return QStringLiteral("High contrast, in the system's colours");
    }
    return QStringLiteral("As the system");
}

void applyLook(ThemeChoice choice)
{
    const QPalette palette = paletteOf(choice, desktopPalette());
    QApplication::setStyle(new Style);
    QApplication::setPalette(palette);
    QFont font = QApplication::font();
    font.setPointSize(UiPointSize);
    QApplication::setFont(font);
}

const Setting<int> &themeSetting()
{
    static const Setting<int> setting{"window/theme", int(ThemeChoice::System),
        [](const int &choice) { return choice >= 0 && choice <= int(ThemeChoice::HighContrast); }};
    return setting;
}

ThemeChoice rememberedTheme()
{
    return static_cast<ThemeChoice>(themeSetting().value());
}

} // namespace framescope
