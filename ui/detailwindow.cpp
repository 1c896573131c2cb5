// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/detailwindow.h"

#include "ui/detailarea.h"
#include "ui/rowdetail.h"
#include "ui/timelinepane.h"

#include <QBoxLayout>
#include <QKeyEvent>

namespace framescope {

namespace {

constexpr QSize UsualSize(640, 560);

} // namespace

DetailWindow::DetailWindow(LiveSession &session, TimelinePane &timeline, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_detail(new DetailArea)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(QStringLiteral("#%1 - Framescope").arg(timeline.currentRow()));
    resize(UsualSize);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_detail);
    auto *rowDetail = new RowDetail(session, timeline, *m_detail, this);
    rowDetail->showCurrent();
    m_detail->setPinned(true);
}

void DetailWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace framescope
