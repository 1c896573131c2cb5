// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/columnmenu.h"

#include "ui/timelineheader.h"
#include "ui/timelinewords.h"

namespace framescope {

ColumnMenu::ColumnMenu(TimelineHeader &header, QWidget *parent)
    : QMenu(parent)
    , m_header(header)
{
    setTitle(tr("Columns"));
    setToolTipsVisible(true);
    for (int i = 0; i < TimelineColumnCount; ++i) {
        const auto column = static_cast<TimelineColumn>(i);
        if (!ColumnChoice::isFree(column))
            continue;
        QAction *action = addAction(timelinewords::columnTitle(column));
        action->setToolTip(timelinewords::columnMeaning(column));
        action->setCheckable(true);
        action->setData(i);
        connect(action, &QAction::triggered, this, [this, column](bool shown) {
            ColumnChoice choice = m_header.choice();
            choice[column].shown = shown;
            m_header.setChoice(choice);
        });
    }
    addSeparator();
    connect(addAction(tr("The usual columns")), &QAction::triggered, this,
        [this] { m_header.setChoice(ColumnChoice()); });
    connect(&m_header, &TimelineHeader::choiceChanged, this, &ColumnMenu::showChoice);
    m_header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&m_header, &QWidget::customContextMenuRequested, this,
        [this](const QPoint &at) { popup(m_header.viewport()->mapToGlobal(at)); });
    showChoice();
}

void ColumnMenu::showChoice()
{
    for (QAction *action : actions()) {
        if (action->isCheckable())
            action->setChecked(m_header.choice()[static_cast<TimelineColumn>(action->data().toInt())].shown);
    }
}

} // namespace framescope
