// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/helptools.h"

#include "ui/manualwindow.h"

#include <QMainWindow>

namespace framescope {

HelpTools::HelpTools(QMainWindow &window)
    : QObject(&window)
    , m_window(window)
{
}

void HelpTools::addPane(const QWidget *pane, const QString &chapter)
{
    m_panes.append({pane, chapter});
}

QString HelpTools::chapter() const
{
    const QWidget *focus = m_window.focusWidget();
    for (const Pane &pane : m_panes) {
        if (pane.widget == focus || pane.widget->isAncestorOf(focus))
            return pane.chapter;
    }
    return {};
}

void HelpTools::openManual()
{
    if (!m_manual)
        m_manual = new ManualWindow(m_window);
    m_manual->open(chapter());
    m_manual->show();
    m_manual->raise();
    m_manual->activateWindow();
    m_manual->setFocus();
}

} // namespace framescope
