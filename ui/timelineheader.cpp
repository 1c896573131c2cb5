// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelineheader.h"

#include "ui/theme.h"
#include "ui/timelinepainter.h"
#include "ui/timelinewords.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace framescope {

TimelineHeader::TimelineHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::NoFocus);
    setHighlightSections(false);
    setSectionsClickable(false);
    setMinimumSectionSize(28);
    connect(this, &QHeaderView::sectionResized, this,
        [this](int section, int, int width) { takeResize(section, width); });
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
        m_usual[static_cast<std::size_t>(i)] = painter.columnWidth(static_cast<TimelineColumn>(i));
    setSectionResizeMode(index(TimelineColumn::Preview), Fixed);
    applyChoice();
}

void TimelineHeader::setTimeTitle(const QString &title, int usualWidth)
{
    m_timeTitle = title;
    m_usual[static_cast<std::size_t>(TimelineColumn::Time)] = usualWidth;
    applyChoice();
    Q_EMIT choiceChanged();
}

void TimelineHeader::setChoice(const ColumnChoice &choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    applyChoice();
    Q_EMIT choiceChanged();
}

// Whether the connection is shown is not the user's choice.
void TimelineHeader::applyChoice()
{
    if (count() != TimelineColumnCount)
        return;
    const QSignalBlocker quiet(this); // this is no resize by the user
    for (int i = 0; i < TimelineColumnCount; ++i) {
        const auto column = static_cast<TimelineColumn>(i);
        if (ColumnChoice::isFree(column))
            setSectionHidden(i, !m_choice[column].shown);
        if (!isSectionHidden(i))
            resizeSection(i, qRound(m_usual[static_cast<std::size_t>(i)] * m_choice[column].width));
    }
    viewport()->update();
}

void TimelineHeader::takeResize(int section, int width)
{
    const auto column = static_cast<TimelineColumn>(section);
    const int usual = m_usual[static_cast<std::size_t>(section)];
    if (width == 0 || usual == 0 || column == TimelineColumn::Preview) // hidden, or not ours
        return;
    m_choice[column].width = double(width) / usual;
    Q_EMIT choiceChanged();
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
    const Qt::Alignment alignment = QStyle::visualAlignment(
        layoutDirection(), Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    painter->setPen(theme.secondary);
    painter->drawText(rect.adjusted(6, 0, -6, -1), static_cast<int>(alignment) | Qt::TextSingleLine,
        fontMetrics().elidedText(titleOf(column), Qt::ElideRight, rect.width() - 12));
    if (column == TimelineColumn::Preview)
        return;
    const int edge = layoutDirection() == Qt::LeftToRight ? rect.right() : rect.left();
    painter->fillRect(edge, rect.y() + 6, 1, rect.height() - 12, theme.divider);
}

QString TimelineHeader::titleOf(TimelineColumn column) const
{
    return column == TimelineColumn::Time && !m_timeTitle.isEmpty() ? m_timeTitle
                                                                    : timelinewords::columnTitle(column);
}

bool TimelineHeader::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::event(event);
    const auto *help = static_cast<const QHelpEvent *>(event);
    const int section = logicalIndexAt(help->pos());
    const auto column = static_cast<TimelineColumn>(section);
    QToolTip::showText(
        help->globalPos(), section < 0 ? QString() : timelinewords::columnMeaning(column), this);
    return true;
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
