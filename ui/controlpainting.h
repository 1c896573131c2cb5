// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/wrongmark.h"

#include <QStyle>

QT_BEGIN_NAMESPACE
class QPainter;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
QT_END_NAMESPACE

namespace framescope {

// How each control of the window looks, out of the colours of the palette in its option. Style says which
// is drawn where.
namespace controlpainting {

void drawLink(const QStyleOptionButton &option, QPainter &painter);
void drawButton(const QStyleOption &option, QPainter &painter, bool primary);
void drawToolButton(const QStyleOption &option, QPainter &painter);
void drawLineEdit(const QStyleOption &option, QPainter &painter);
// Over a field whose content cannot be used, or may not be meant; inside its focus ring, if it has one.
void drawWrongMark(const QStyleOption &option, WrongMark mark, QPainter &painter);
void drawRadio(const QStyleOption &option, QPainter &painter);
void drawCheck(const QStyleOption &option, QPainter &painter);
void drawComboBox(const QStyleOptionComboBox &box, QPainter &painter);
// `up` and `down`: where its two steps are.
void drawSpinBox(const QStyleOptionSpinBox &box, const QRect &up, const QRect &down, QPainter &painter);
// A section of a header, or what is left of it; `hasNext`: a divider stands at its end.
void drawHeader(const QStyleOption &option, QPainter &painter, bool hasNext);
void drawMenuBarItem(const QStyleOptionMenuItem &item, QPainter &painter);
void drawMenuSeparator(const QStyleOptionMenuItem &item, QPainter &painter);
// Of a panel; one that lies over the window, in whose colour it is, needs an edge that is seen.
void drawEdge(const QStyleOption &option, QPainter &painter, bool overWindow);

// No arrows: groove, in the colour of `ground`, and slider only.
inline constexpr int ShortestSlider = 24;
QRect scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part);
void drawScrollBar(const QStyleOptionSlider &bar, QPalette::ColorRole ground, QPainter &painter);

} // namespace controlpainting

} // namespace framescope
