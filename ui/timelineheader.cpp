// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineheader.h"

#include "ui/theme.h"
#include "ui/timelinepainter.h"
#include "ui/timelinewords.h"

#include <QPaintEvent>
#include <QPainter>
#include <QSignalBlocker>
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

void TimelineHeader::fitColumns(const TimelinePainter &painter)
{
    if (count() != TimelineColumnCount)
        return;
    for (int i = 0; i < TimelineColumnCount; ++i)
        resizeSection(i, painter.columnWidth(static_cast<TimelineColumn>(i)));
    setSectionResizeMode(index(TimelineColumn::Preview), Fixed);
}

TimelineGeometry::Columns TimelineHeader::placeColumns(int available)
{
    TimelineGeometry::Columns columns;
    if (count() != TimelineColumnCount)
        return columns;
    constexpr int Last = index(TimelineColumn::Preview);
    const int preview = TimelineGeometry::previewWidth(available, length() - sectionSize(Last));
    if (preview != sectionSize(Last)) {
        const QSignalBlocker quiet(this);
        resizeSection(Last, preview);
    }
    for (int i = 0; i < TimelineColumnCount; ++i) {
        if (!isSectionHidden(i))
            columns[static_cast<std::size_t>(i)] = {sectionViewportPosition(i), sectionSize(i)};
    }
    return columns;
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

TimelineCorner::TimelineCorner(QWidget *parent)
    : QWidget(parent)
{
}

void TimelineCorner::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(0, height() - 1, width(), 1, theme.divider);
}

} // namespace framescope
