// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QAction;
class QMenuBar;
QT_END_NAMESPACE

namespace framescope {

// A command of the menus, and the words that lead to it: "View", "Theme", "Dark".
struct MenuCommand {
    QStringList path;
    QAction *action = nullptr;
};
// All that are visible, as the menus have them.
QList<MenuCommand> commandsOf(const QMenuBar &menus);

// All keys of an action, as they are read: "Ctrl+F, F3".
QString keysOf(const QAction &action);

} // namespace framescope
