// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/namedvaluetable.h"

#include "ui/namedvaluemodel.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace framescope {

namespace {

constexpr int RowHeight = 24;
constexpr int NameWidth = 200;
constexpr int SourceWidth = 72;

} // namespace

NamedValueTable::NamedValueTable(NamedValueModel &model, const QString &name, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setFont(monospaceFont());
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setTabKeyNavigation(false); // Tab leaves the table, as everywhere
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(RowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(NamedValueModel::Value, QHeaderView::Stretch);
    setColumnWidth(NamedValueModel::Name, NameWidth);
    setColumnWidth(NamedValueModel::Source, SourceWidth);
}

void NamedValueTable::focusRow(int row)
{
    const NamedValues &lines = m_model.values();
    const bool isLeftOut = row >= 0 && row < lines.size() && lines[row].isLeftOut;
    setCurrentIndex(m_model.index(row, isLeftOut ? NamedValueModel::Value : NamedValueModel::Name));
    setFocus(Qt::OtherFocusReason);
}

void NamedValueTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && state() != EditingState)
        m_model.remove(currentIndex().row());
    else
        QTableView::keyPressEvent(event);
}

} // namespace framescope
