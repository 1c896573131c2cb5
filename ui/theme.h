// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace framescope {

// The colours of the window by role, light and dark (measured contrasts: 5.2:1 or more for every
// text colour on every background). A value looked up from the palette a widget has, so a change of
// theme reaches everything by QEvent::PaletteChange and nothing is global.
struct Theme {
    QColor window, base, hover, selection, selectionInactive;
    QColor text, secondary, divider, controlBorder, accent, accentText;
    QColor sent, received, error, errorBackground, warning, warningBackground;
    QColor goodBackground, infoBackground, number, controlGlyph;
    QColor marks[6];
    bool dark = false;

    static const Theme &light();
    static const Theme &darkTheme();
    // Light or dark, by the lightness of the palette's window colour.
    static const Theme &of(const QPalette &palette);

    QPalette palette() const;
};

// Payload, preview, hex, URL: JetBrains Mono, Cascadia Mono, DejaVu Sans Mono, else the system's.
QFont monospaceFont(int pointSize = 10);
// `font` with digits of one width, so that numbers keep their place while they change: by the
// font's own feature where Qt can ask for it, else the monospace font of that size if its digits
// differ.
QFont tabularDigits(QFont font);

} // namespace framescope
