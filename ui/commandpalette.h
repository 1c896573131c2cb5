// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/popover.h"

QT_BEGIN_NAMESPACE
class QAction;
class QLineEdit;
class QMenuBar;
class QTreeWidget;
class QTreeWidgetItem;
QT_END_NAMESPACE

namespace framescope {

// All commands of the menus with their keys: typed words find one, Enter does it.
class CommandPalette final : public Popover {
    Q_OBJECT
public:
    // The menus must outlive it.
    CommandPalette(const QMenuBar &menus, QWidget *window);

    // In the middle of the window's top, with what can be done now.
    void popUp();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addCommand(QAction &action, const QString &command);
    void filter(const QString &words);
    void chooseFirst();
    void run(QTreeWidgetItem *item);

    const QMenuBar &m_menus;
    QLineEdit *m_words = nullptr;
    QTreeWidget *m_commands = nullptr;
    QList<QAction *> m_actions; // as the items stand
};

} // namespace framescope
