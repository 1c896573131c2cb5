// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/manualtext.h"

#include "ui/menucommands.h"

#include <QAction>
#include <QFile>
#include <QMainWindow>
#include <QMenuBar>

#include <algorithm>

// Outside of any namespace, as Qt wants it.
static void bringManual()
{
    Q_INIT_RESOURCE(manual);
}

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

const QLatin1StringView commandsPlace("@commands@");

const QStringList &names()
{
    static const QStringList all{u"start"_s, u"timeline"_s, u"detail"_s, u"sending"_s, u"ending"_s,
        u"options"_s, u"files"_s, u"schema"_s, u"commandline"_s, u"limits"_s, u"keyboard"_s};
    return all;
}

QString tableLine(const QString &command, const QAction &action)
{
    return u"| %1 | %2 |\n"_s.arg(QString(command).replace(u'|', u"\\|"_s), keysOf(action));
}

const QWidget *ownerOf(const QAction &action)
{
    return qobject_cast<const QWidget *>(action.parent());
}

// Also in a menu of it that pops up, but in no other window that belongs to it.
bool isOf(const QAction &action, const QWidget &window)
{
    const QWidget *widget = ownerOf(action);
    while (widget && widget != &window && widget->windowType() != Qt::Window)
        widget = widget->parentWidget();
    return widget == &window;
}

// "Library: ", where the keys act; empty if they act everywhere.
QString paneOf(const QAction &action)
{
    const QWidget *widget = ownerOf(action);
    while (widget && widget->accessibleName().isEmpty())
        widget = widget->parentWidget();
    return widget ? widget->accessibleName() + u": "_s : QString();
}

// Those of the menus, and those that stand in none.
QString commandTable(const QMainWindow &window)
{
    QString table = u"| Command | Keys |\n|---|---|\n"_s;
    QList<const QAction *> told;
    for (const MenuCommand &command : commandsOf(*window.menuBar())) {
        told.append(command.action);
        if (!command.action->shortcuts().isEmpty())
            table += tableLine(command.path.join(u" > "_s), *command.action);
    }
    for (const QAction *action : window.findChildren<QAction *>()) {
        const bool hasKeys = !action->shortcuts().isEmpty() && action->isVisible();
        if (hasKeys && !told.contains(action) && isOf(*action, window))
            table += tableLine(paneOf(*action) + action->text(), *action);
    }
    return table;
}

ManualChapter chapterOf(const QString &name)
{
    QFile file(u":/manual/%1.md"_s.arg(name));
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    const QString text = isThere ? QString::fromUtf8(file.readAll()) : QString();
    return {name, text.section(u'\n', 0, 0).sliced(2), text};
}

} // namespace

QList<ManualChapter> manualChapters(const QMainWindow &window)
{
    bringManual();
    QList<ManualChapter> chapters;
    for (const QString &name : names()) {
        chapters.append(chapterOf(name));
        if (chapters.last().text.contains(commandsPlace))
            chapters.last().text.replace(commandsPlace, commandTable(window));
    }
    return chapters;
}

QString chapterOfLink(const QString &link)
{
    QString name = link.section(u'/', -1);
    if (!name.endsWith(u".md"_s))
        return {};
    name.chop(3);
    return names().contains(name) ? name : QString();
}

} // namespace framescope
