// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProxyStyle>

namespace framescope {

// Fusion with the window's own look: controls 28 high with radius 4, dividers of one pixel, no
// shadows, a ring of two pixels in the accent colour where the focus is, slim scroll bars. Colours
// come from the palette of the widget that is drawn.
class Style final : public QProxyStyle {
    Q_OBJECT
public:
    static constexpr int ControlHeight = 28;
    static constexpr int Radius = 4;
    static constexpr int LinkPadding = 8; // beside the words of a link
    // A QPushButton with this dynamic property set is the one thing to do next: filled with the accent.
    static constexpr const char *Primary = "primary";
    // The same for one that is an address or another way to go on: flat, to the left, in the accent colour.
    static constexpr const char *Link = "link";
    // A field with a sentence in it holds what cannot be used (markWrong()): a border in the colour of errors.
    static constexpr const char *Wrong = "wrong";
    // If this is set too, what it holds can be used, but may not be meant: in the colour of warnings.
    static constexpr const char *Doubt = "doubt";

    Style();

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
        QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
};

// The focus ring: two pixels of accent inside `rect`.
void drawFocusRing(QPainter &painter, const QRect &rect, const QPalette &palette);

} // namespace framescope
