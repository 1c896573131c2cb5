// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controlpainting.h"

#include "ui/style.h"
#include "ui/symbols.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace framescope {

namespace {

constexpr qreal ChevronWidth = 7;

// What is pressed or chosen: filled, or in high contrast, where words have one colour, framed.
QColor pressedFill(const Theme &theme)
{
    return theme.highContrast ? theme.base : theme.selection;
}
QColor pressedFrame(const Theme &theme, const QColor &usual)
{
    return theme.highContrast ? theme.accent : usual;
}

bool has(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

// Half a pixel in, so that a line of `width` is sharp.
QRectF inset(const QRect &rect, qreal width)
{
    return QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2);
}

void drawBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border.isValid() ? QPen(border, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(inset(rect, 1), Style::Radius, Style::Radius);
    painter.restore();
}

QRect sliderRect(const QStyleOptionSlider &bar)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64{bar.maximum} - bar.minimum;
    int slider = length;
    if (range > 0) {
        slider = static_cast<int>(qint64{length} * bar.pageStep / (range + bar.pageStep));
        slider = std::clamp(slider, std::min(controlpainting::ShortestSlider, length), length);
    }
    const int at = QStyle::sliderPositionFromValue(
        bar.minimum, bar.maximum, bar.sliderPosition, length - slider, bar.upsideDown);
    return horizontal ? QRect(bar.rect.x() + at, bar.rect.y(), slider, bar.rect.height())
                      : QRect(bar.rect.x(), bar.rect.y() + at, bar.rect.width(), slider);
}

// Down, or up if `height` is negative; as the symbols are drawn.
void drawChevron(QPainter &painter, QPointF center, qreal height, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {center + QPointF(-ChevronWidth / 2, -height / 2),
        center + QPointF(0, height / 2), center + QPointF(ChevronWidth / 2, -height / 2)};
    painter.drawPolyline(points, 3);
    painter.restore();
}

} // namespace

namespace controlpainting {

void drawLink(const QStyleOptionButton &option, QPainter &painter)
{
    painter.setPen(Theme::of(option.palette).accent);
    painter.drawText(option.rect.adjusted(Style::LinkPadding, 0, -Style::LinkPadding, 0),
        Qt::AlignVCenter | Qt::AlignLeft, option.text);
}

void drawButton(const QStyleOption &option, QPainter &painter, bool primary)
{
    const Theme &theme = Theme::of(option.palette);
    const bool enabled = has(&option, QStyle::State_Enabled);
    if (primary && enabled) {
        const QColor pressed = theme.dark ? theme.accent.darker(115) : theme.accent.lighter(115);
        drawBox(painter, option.rect, has(&option, QStyle::State_Sunken) ? pressed : theme.accent, {});
        return;
    }
    const bool pressed = enabled && (has(&option, QStyle::State_Sunken) || has(&option, QStyle::State_On));
    QColor fill = theme.base;
    if (!enabled)
        fill = theme.window;
    else if (pressed)
        fill = pressedFill(theme);
    else if (has(&option, QStyle::State_MouseOver))
        fill = theme.hover;
    const QColor border = enabled ? theme.controlBorder : theme.divider;
    drawBox(painter, option.rect, fill, pressed ? pressedFrame(theme, border) : border);
}

void drawToolButton(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    if (has(&option, QStyle::State_Sunken) || has(&option, QStyle::State_On))
        drawBox(painter, option.rect, pressedFill(theme), pressedFrame(theme, {}));
    else if (has(&option, QStyle::State_MouseOver) && has(&option, QStyle::State_Enabled))
        drawBox(painter, option.rect, theme.hover, theme.divider);
}

void drawLineEdit(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool enabled = has(&option, QStyle::State_Enabled);
    drawBox(painter, option.rect, enabled ? theme.base : theme.window,
        enabled ? theme.controlBorder : theme.divider);
    if (has(&option, QStyle::State_HasFocus))
        drawFocusRing(painter, option.rect, option.palette);
}

void drawWrongMark(const QStyleOption &option, WrongMark mark, QPainter &painter)
{
    if (mark == WrongMark::None)
        return;
    const Theme &theme = Theme::of(option.palette);
    const int ring = has(&option, QStyle::State_HasFocus) ? 2 : 0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mark == WrongMark::Doubt ? theme.warning : theme.error, 2 - ring / 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(
        inset(option.rect.adjusted(ring, ring, -ring, -ring), 2 - ring / 2), Style::Radius, Style::Radius);
    painter.restore();
}

void drawRadio(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool on = has(&option, QStyle::State_On);
    const QRectF circle = QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on ? theme.accent : theme.controlBorder, 1.5));
    painter.setBrush(theme.base);
    painter.drawEllipse(circle);
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        const qreal margin = circle.width() / 4;
        painter.drawEllipse(circle.adjusted(margin, margin, -margin, -margin));
    }
    painter.restore();
}

void drawComboBox(const QStyleOptionComboBox &box, QPainter &painter)
{
    drawLineEdit(box, painter);
    const QRect arrow(box.rect.right() - 24, box.rect.center().y() - 8 + 1, 16, 16);
    symbolIcon(Symbol::ChevronDown)
        .paint(&painter, arrow, Qt::AlignCenter,
            has(&box, QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled);
}

// No arrows: groove and slider only.
QRect scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    const QRect slider = sliderRect(bar);
    const bool horizontal = bar.orientation == Qt::Horizontal;
    QRect rest = bar.rect;
    switch (part) {
    case QStyle::SC_ScrollBarSlider: return slider;
    case QStyle::SC_ScrollBarGroove: return bar.rect;
    case QStyle::SC_ScrollBarSubPage:
        horizontal ? rest.setRight(slider.left() - 1) : rest.setBottom(slider.top() - 1);
        return rest;
    case QStyle::SC_ScrollBarAddPage:
        horizontal ? rest.setLeft(slider.right() + 1) : rest.setTop(slider.bottom() + 1);
        return rest;
    default: return {};
    }
}

void drawScrollBar(const QStyleOptionSlider &bar, QPalette::ColorRole ground, QPainter &painter)
{
    const Theme &theme = Theme::of(bar.palette);
    painter.fillRect(bar.rect, bar.palette.color(ground));
    if (bar.maximum <= bar.minimum)
        return;
    const bool grabbed = has(&bar, QStyle::State_Sunken)
        || (has(&bar, QStyle::State_MouseOver) && bar.activeSubControls == QStyle::SC_ScrollBarSlider);
    QColor color = theme.controlBorder;
    color.setAlphaF(grabbed ? 1.0F : 0.55F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(sliderRect(bar)).adjusted(3, 3, -3, -3), 3, 3);
    painter.restore();
}

void drawMenuBarItem(const QStyleOptionMenuItem &item, QPainter &painter)
{
    const Theme &theme = Theme::of(item.palette);
    painter.fillRect(item.rect, theme.window);
    if (has(&item, QStyle::State_Selected))
        drawBox(painter, item.rect.adjusted(0, 2, 0, -2), pressedFill(theme), pressedFrame(theme, {}));
    painter.setPen(has(&item, QStyle::State_Enabled) ? theme.text : theme.controlBorder);
    painter.drawText(item.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item.text);
}

void drawMenuSeparator(const QStyleOptionMenuItem &item, QPainter &painter)
{
    const int y = item.rect.center().y();
    painter.setPen(Theme::of(item.palette).divider);
    painter.drawLine(item.rect.left() + 8, y, item.rect.right() - 8, y);
}

void drawEdge(const QStyleOption &option, QPainter &painter, bool overWindow)
{
    const Theme &theme = Theme::of(option.palette);
    painter.setPen(overWindow ? theme.controlBorder : theme.divider);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

void drawCheck(const QStyleOption &option, QPainter &painter)
{
    const Theme &theme = Theme::of(option.palette);
    const bool enabled = has(&option, QStyle::State_Enabled);
    const bool on = has(&option, QStyle::State_On);
    const int side = std::min(option.rect.width(), option.rect.height());
    const QRect box(option.rect.x(), option.rect.center().y() - (side - 1) / 2, side, side);
    const QColor edge = enabled ? theme.controlBorder : theme.divider;
    drawBox(painter, box, on && enabled ? theme.accent : theme.base, on && enabled ? theme.accent : edge);
    if (!on)
        return;
    const QRectF inside(box);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(enabled ? theme.accentText : edge, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](qreal x, qreal y) {
        return inside.topLeft() + QPointF(x * inside.width(), y * inside.height());
    };
    const QPointF points[] = {at(0.25, 0.52), at(0.43, 0.7), at(0.76, 0.3)};
    painter.drawPolyline(points, 3);
    painter.restore();
}

void drawSpinBox(const QStyleOptionSpinBox &box, const QRect &up, const QRect &down, QPainter &painter)
{
    drawLineEdit(box, painter);
    const Theme &theme = Theme::of(box.palette);
    const auto ink = [&](QAbstractSpinBox::StepEnabledFlag step) {
        return has(&box, QStyle::State_Enabled) && box.stepEnabled.testFlag(step) ? theme.text
                                                                                  : theme.controlBorder;
    };
    drawChevron(painter, QRectF(up).center(), -3.5, ink(QAbstractSpinBox::StepUpEnabled));
    drawChevron(painter, QRectF(down).center(), 3.5, ink(QAbstractSpinBox::StepDownEnabled));
}

void drawHeader(const QStyleOption &option, QPainter &painter, bool hasNext)
{
    const Theme &theme = Theme::of(option.palette);
    painter.fillRect(option.rect, theme.window);
    painter.fillRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1, theme.divider);
    if (hasNext)
        painter.fillRect(
            option.rect.right(), option.rect.y() + 6, 1, option.rect.height() - 12, theme.divider);
}

} // namespace controlpainting

void drawFocusRing(QPainter &painter, const QRect &rect, const QPalette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of(palette).accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(inset(rect, 2), Style::Radius, Style::Radius);
    painter.restore();
}

} // namespace framescope
