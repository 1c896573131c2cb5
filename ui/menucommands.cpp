// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/menucommands.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace framescope {

namespace {

// "&File" as it is read.
QString plain(QString words)
{
    return words.remove(u'&');
}

void append(QList<MenuCommand> &commands, const QMenu &menu, const QStringList &path)
{
    for (QAction *action : menu.actions()) {
        const QStringList here = path + QStringList{plain(action->text())};
        if (action->menu())
            append(commands, *action->menu(), here);
        else if (action->isVisible() && !action->isSeparator())
            commands.append({here, action});
    }
}

} // namespace

QList<MenuCommand> commandsOf(const QMenuBar &menus)
{
    QList<MenuCommand> commands;
    for (const QAction *menu : menus.actions())
        append(commands, *menu->menu(), {plain(menu->text())});
    return commands;
}

QString keysOf(const QAction &action)
{
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText)
        .replace(QLatin1StringView("; "), QLatin1StringView(", "));
}

} // namespace framescope
