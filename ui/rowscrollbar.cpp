// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/rowscrollbar.h"

#include <QStyleOptionSlider>

#include <utility>

namespace framescope {

RowScrollBar::RowScrollBar(QWidget *parent)
    : QScrollBar(Qt::Vertical, parent)
{
}

void RowScrollBar::sliderChange(SliderChange change)
{
    const bool movesOnly = change == SliderRangeChange || change == SliderValueChange;
    const QRect slider = sliderRect();
    if (!movesOnly || std::exchange(m_slider, slider) != slider)
        QScrollBar::sliderChange(change);
}

QRect RowScrollBar::sliderRect() const
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    return style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, this);
}

} // namespace framescope
