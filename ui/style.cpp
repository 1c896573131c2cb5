// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/style.h"

#include "ui/controlpainting.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace framescope {

using namespace controlpainting;

namespace {

constexpr int ScrollBarExtent = 12;
constexpr int ArrowRoom = 16; // more than Fusion's, for our arrow of a combo box

bool isPrimary(const QWidget *widget)
{
    return widget && widget->property(Style::Primary).toBool();
}

// Of what a scroll bar scrolls: in another colour it would be a stripe beside it.
QPalette::ColorRole groundBeside(const QWidget *scrollBar)
{
    const QWidget *above = scrollBar ? scrollBar->parentWidget() : nullptr;
    while (above && !qobject_cast<const QAbstractScrollArea *>(above))
        above = above->parentWidget();
    if (!above)
        return QPalette::Base;
    const auto *page = qobject_cast<const QScrollArea *>(above);
    const QWidget *scrolled =
        page && page->widget() ? page->widget() : static_cast<const QAbstractScrollArea *>(above)->viewport();
    return scrolled->backgroundRole();
}

// Where several lines are written: framed like a field of one line.
bool isEditor(const QWidget *widget)
{
    const auto *editor = qobject_cast<const QPlainTextEdit *>(widget);
    return editor && !editor->isReadOnly();
}

bool isFollowed(const QStyleOptionHeader &header)
{
    return header.position == QStyleOptionHeader::Beginning || header.position == QStyleOptionHeader::Middle;
}

// Of a control that has a frame of its own.
bool isPart(const QWidget *widget)
{
    const QObject *whole = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QComboBox *>(whole) || qobject_cast<const QAbstractSpinBox *>(whole);
}

bool isLink(const QWidget *widget)
{
    return widget && widget->property(Style::Link).toBool();
}

WrongMark markOf(const QWidget *widget)
{
    if (!widget || widget->property(Style::Wrong).toString().isEmpty())
        return WrongMark::None;
    return widget->property(Style::Doubt).toBool() ? WrongMark::Doubt : WrongMark::Wrong;
}

} // namespace

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
    case PM_IndicatorWidth:
    case PM_IndicatorHeight: return 16;
    case PM_HeaderMargin: return 6;
    case PM_FocusFrameHMargin: return 5; // with Qt's own pixel, cells begin under their titles
    case PM_MenuVMargin: return 4;
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
        // A link is as wide as its words, for others stand beside it.
        wanted = QSize(
            isLink(widget) ? size.width() + 2 * LinkPadding + 2 : wanted.width() + ArrowRoom, ControlHeight);
        break;
    case CT_LineEdit:
    case CT_ComboBox: wanted = QSize(wanted.width() + ArrowRoom, ControlHeight); break;
    case CT_SpinBox:
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
    case PE_IndicatorCheckBox: drawCheck(*option, *painter); return;
    case PE_PanelLineEdit:
        if (!isPart(widget))
            drawLineEdit(*option, *painter);
        drawWrongMark(*option, markOf(widget), *painter);
        return;
    case PE_FrameFocusRect: drawFocusRing(*painter, option->rect, option->palette); return;
    case PE_Frame:
        if (isEditor(widget)) {
            drawLineEdit(*option, *painter);
            return;
        }
        drawEdge(*option, *painter, widget && widget->isWindow());
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, Theme::of(option->palette).base);
        drawEdge(*option, *painter, true);
        return;
    case PE_FrameMenu: drawEdge(*option, *painter, true); return;
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
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty()) {
            drawMenuSeparator(*item, *painter);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            drawHeader(*option, *painter, isFollowed(*header));
        return;
    case CE_HeaderEmptyArea: drawHeader(*option, *painter, false); return;
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
            button && isPrimary(widget) && option->state.testFlag(State_Enabled)) {
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
            drawScrollBar(*bar, groundBeside(widget), *painter);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawComboBox(*box, *painter);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            const auto part = [&](SubControl step) { return subControlRect(control, option, step, widget); };
            drawSpinBox(*box, part(SC_SpinBoxUp), part(SC_SpinBoxDown), *painter);
            drawWrongMark(*option, markOf(widget), *painter);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace framescope
