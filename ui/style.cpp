// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/style.h"

#include "ui/symbols.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace framescope {

namespace {

constexpr int ScrollBarExtent = 12;
constexpr int ShortestSlider = 24;

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

bool isPrimary(const QWidget *widget)
{
    return widget && widget->property(Style::Primary).toBool();
}

// Where several lines are written: framed like a field of one line.
bool isEditor(const QWidget *widget)
{
    const auto *editor = qobject_cast<const QPlainTextEdit *>(widget);
    return editor && !editor->isReadOnly();
}

bool isLink(const QWidget *widget)
{
    return widget && widget->property(Style::Link).toBool();
}

void drawLink(const QStyleOptionButton &option, QPainter &painter)
{
    painter.setPen(Theme::of(option.palette).accent);
    painter.drawText(option.rect.adjusted(8, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, option.text);
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

QRect sliderRect(const QStyleOptionSlider &bar)
{
    const bool horizontal = bar.orientation == Qt::Horizontal;
    const int length = horizontal ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64{bar.maximum} - bar.minimum;
    int slider = length;
    if (range > 0) {
        slider = static_cast<int>(qint64{length} * bar.pageStep / (range + bar.pageStep));
        slider = std::clamp(slider, std::min(ShortestSlider, length), length);
    }
    const int at = QStyle::sliderPositionFromValue(
        bar.minimum, bar.maximum, bar.sliderPosition, length - slider, bar.upsideDown);
    return horizontal ? QRect(bar.rect.x() + at, bar.rect.y(), slider, bar.rect.height())
                      : QRect(bar.rect.x(), bar.rect.y() + at, bar.rect.width(), slider);
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

void drawScrollBar(const QStyleOptionSlider &bar, QPainter &painter)
{
    const Theme &theme = Theme::of(bar.palette);
    painter.fillRect(bar.rect, bar.palette.color(QPalette::Base));
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

} // namespace

void drawFocusRing(QPainter &painter, const QRect &rect, const QPalette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of(palette).accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(inset(rect, 2), Style::Radius, Style::Radius);
    painter.restore();
}

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth: return 1;
    case PM_DefaultFrameWidth: return isEditor(widget) ? 2 : 1; // room for the focus ring
    case PM_ScrollBarExtent: return ScrollBarExtent;
    case PM_ScrollBarSliderMin: return ShortestSlider;
    case PM_ButtonMargin: return 24;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_ToolBarIconSize:
    case PM_ButtonIconSize:
    case PM_SmallIconSize: return 16;
    case PM_MenuBarPanelWidth: return 0;
    case PM_MenuBarHMargin: return 4;
    case PM_MenuBarVMargin: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ScrollBar_Transient:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ScrollView_FrameOnlyAroundContents: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_ToolButton: wanted.setHeight(ControlHeight); break;
    case CT_MenuBarItem: wanted.setHeight(26); break;
    case CT_MenuItem: wanted.setHeight(std::max(wanted.height(), 9)); break;
    default: break;
    }
    return wanted;
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return scrollBarPart(*bar, part);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: drawButton(*option, *painter, isPrimary(widget)); return;
    case PE_PanelButtonTool: drawToolButton(*option, *painter); return;
    case PE_IndicatorRadioButton: drawRadio(*option, *painter); return;
    case PE_PanelLineEdit:
        if (!widget || !qobject_cast<const QComboBox *>(widget->parentWidget())) // has a frame of its own
            drawLineEdit(*option, *painter);
        return;
    case PE_FrameFocusRect: drawFocusRing(*painter, option->rect, option->palette); return;
    case PE_Frame:
        if (isEditor(widget)) {
            drawLineEdit(*option, *painter);
            return;
        }
        painter->setPen(Theme::of(option->palette).divider);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_FrameMenu:
        painter->setPen(Theme::of(option->palette).divider);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_PanelScrollAreaCorner: painter->fillRect(option->rect, Theme::of(option->palette).base); return;
    case PE_PanelMenuBar:
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem: return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_Splitter: painter->fillRect(option->rect, Theme::of(option->palette).divider); return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuBarItem(*item, *painter);
        return;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, Theme::of(option->palette).window); return;
    case CE_PushButtonBevel:
        if (isLink(widget)) {
            drawToolButton(*option, *painter);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && isLink(widget)) {
            drawLink(*button, *painter);
            return;
        }
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && isPrimary(widget) && has(option, State_Enabled)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText, Theme::of(option->palette).accentText);
            QProxyStyle::drawControl(element, &copy, painter, widget);
            return;
        }
        break;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(*bar, *painter);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawComboBox(*box, *painter);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace framescope
