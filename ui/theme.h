// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace framescope {

// The colours of the window by role, light and dark (measured contrasts: 5.2:1 or more for every
// text colour on every background), or in high contrast those of the desktop and no others. Looked up
// from the palette a widget has, so a change of theme reaches everything by QEvent::PaletteChange.
struct Theme {
    QColor window, base, hover, selection, selectionInactive;
    QColor text, selectedText, secondary, divider, controlBorder, accent, accentText;
    QColor sent, received, error, errorBackground, warning, warningBackground;
    QColor goodBackground, infoBackground, number, controlGlyph;
    QColor marks[6];
    bool dark = false;
    bool highContrast = false; // roles differ by words and shapes; what is selected by selectedText

    static const Theme &light();
    static const Theme &darkTheme();
    // High contrast if highContrastPalette() made the palette, else light or dark by the lightness of
    // its window colour. Holds until the next call for another palette in high contrast.
    static const Theme &of(const QPalette &palette);
    // The desktop wants nothing but black, white and its few colours for what is selected.
    static bool isHighContrast(const QPalette &desktop);
    // Those, but text and base exchanged for what is selected where the desktop's own would be hard to read.
    static QPalette highContrastPalette(const QPalette &desktop);

    QPalette palette() const;
};

// Payload, preview, hex, URL: JetBrains Mono, Cascadia Mono, DejaVu Sans Mono, else the system's.
QFont monospaceFont(int pointSize = 10);
// `usual` as headings and what is chosen have it.
QFont semibold(QFont usual);
// `usual` with digits of one width, so that numbers keep their place while they change: by the
// font's own feature where Qt can ask for it, else the monospace font of that size if its digits
// differ.
QFont tabularDigits(const QFont &usual);

} // namespace framescope
