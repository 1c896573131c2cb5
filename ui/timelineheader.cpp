// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineheader.h"

#include "ui/theme.h"
#include "ui/timelinewords.h"

#include <QPaintEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace framescope {

TimelineHeader::TimelineHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::NoFocus);
    setHighlightSections(false);
    setSectionsClickable(false);
    setMinimumSectionSize(28);
}

QSize TimelineHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), std::max(26, fontMetrics().height() + 8)};
}

void TimelineHeader::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::of(palette());
    {
        QPainter painter(viewport());
        painter.fillRect(event->rect(), theme.window);
    }
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    painter.fillRect(0, height() - 1, width(), 1, theme.divider);
}

void TimelineHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Theme &theme = Theme::of(palette());
    const auto column = static_cast<TimelineColumn>(section);
    const bool isNumber = column == TimelineColumn::Number || column == TimelineColumn::Size;
    const Qt::Alignment alignment = QStyle::visualAlignment(
        layoutDirection(), Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    const QString title = timelinewords::columnTitle(column);
    painter->setPen(theme.secondary);
    painter->drawText(rect.adjusted(6, 0, -6, -1), static_cast<int>(alignment) | Qt::TextSingleLine,
        fontMetrics().elidedText(title, Qt::ElideRight, rect.width() - 12));
    if (column == TimelineColumn::Preview)
        return;
    const int edge = layoutDirection() == Qt::LeftToRight ? rect.right() : rect.left();
    painter->fillRect(edge, rect.y() + 6, 1, rect.height() - 12, theme.divider);
}

} // namespace framescope
