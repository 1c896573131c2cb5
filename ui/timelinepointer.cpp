// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinepointer.h"

#include "ui/timedisplay.h"
#include "ui/timelineview.h"
#include "ui/timelinewords.h"

#include <QCursor>
#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>

#include <utility>

namespace framescope {

TimelinePointer::TimelinePointer(TimelineView &view)
    : QObject(&view)
    , m_view(view)
{
    view.viewport()->setMouseTracking(true);
    view.viewport()->installEventFilter(this);
}

void TimelinePointer::rowsMoved()
{
    if (m_row < 0)
        return;
    // What was moved carries the light away from the pointer; the row that is under it now gets it.
    const int lit = std::exchange(m_row, -1);
    m_view.updateRows({lit, lit});
    setRow(m_view.timelineGeometry().rowAt(m_view.viewport()->mapFromGlobal(QCursor::pos()).y()));
}

bool TimelinePointer::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        setRow(m_view.timelineGeometry().rowAt(
            static_cast<const QMouseEvent *>(event)->position().toPoint().y()));
        break;
    case QEvent::Leave: setRow(-1); break;
    case QEvent::ToolTip: {
        const auto *help = static_cast<const QHelpEvent *>(event);
        if (!showTip(help->pos(), help->globalPos()))
            QToolTip::hideText();
        return true;
    }
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

void TimelinePointer::setRow(int row)
{
    const int before = std::exchange(m_row, row);
    if (before == row)
        return;
    m_view.updateRows({before, before});
    m_view.updateRows({row, row});
}

bool TimelinePointer::showTip(const QPoint &at, const QPoint &global) const
{
    const TimelineGeometry &geometry = m_view.timelineGeometry();
    const TimelineModel *model = m_view.timeline();
    const int row = geometry.rowAt(at.y());
    const Row *facts = row < 0 ? nullptr : model->peekAt(model->idOf(row));
    if (!facts)
        return false;
    const TimelineColumn column = geometry.columnAt(at.x());
    const QRect cell = geometry.cell(row, column);
    const Annotation *annotation = model->annotations().of(facts->id);
    QString tip;
    if (annotation && !annotation->text.isEmpty()
        && (column == TimelineColumn::Number || column == TimelineColumn::Preview))
        tip = annotation->text;
    else if (column == TimelineColumn::Direction)
        tip = timelinewords::originMeaning(facts->flags);
    else if (column == TimelineColumn::Time)
        tip = dateText(facts->timeNs, m_view.time().epochOffsetNs);
    else if (isOfOneFrame(column) && facts->frames > 1 && m_view.contextOf(row).asMessage)
        tip = tr("Of %1 frames. Shift+M shows them.").arg(facts->frames);
    else if (m_view.painter().isElided(*facts, column, cell.width(), m_view.contextOf(row)))
        tip = m_view.cellText(row, column);
    if (tip.isEmpty())
        return false;
    // Payload is never markup.
    QToolTip::showText(global, Qt::convertFromPlainText(tip), m_view.viewport(), cell);
    return true;
}

} // namespace framescope
