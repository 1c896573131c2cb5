// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/focusring.h"

#include "ui/style.h"

#include <QEvent>
#include <QPainter>

namespace framescope {

FocusRing::FocusRing(QWidget *view)
    : QWidget(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    view->installEventFilter(this);
    follow();
}

void FocusRing::follow()
{
    setGeometry(parentWidget()->rect());
    setVisible(parentWidget()->hasFocus());
    raise();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
    case QEvent::Resize:
    case QEvent::Show: follow(); break;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawFocusRing(painter, rect(), palette());
}

} // namespace framescope
