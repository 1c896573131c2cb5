// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commandpalette.h"

#include "ui/menucommands.h"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QTreeWidget>

#include <algorithm>

namespace framescope {

namespace {

constexpr int Width = 520;
constexpr int ListHeight = 364;
constexpr int RowHeight = 26;

// Each typed word somewhere, in any order.
bool matches(const QString &command, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(),
        [&](const QString &word) { return command.contains(word, Qt::CaseInsensitive); });
}

} // namespace

CommandPalette::CommandPalette(const QMenuBar &menus, QWidget *window)
    : Popover(Width, window)
    , m_menus(menus)
    , m_words(new QLineEdit)
    , m_commands(new QTreeWidget)
{
    setAccessibleName(QStringLiteral("Commands"));
    m_words->setPlaceholderText(QStringLiteral("Type what to do"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_words->installEventFilter(this);
    setFocusProxy(m_words);
    m_commands->setColumnCount(2);
    m_commands->setHeaderHidden(true);
    m_commands->setRootIsDecorated(false);
    m_commands->setUniformRowHeights(true);
    m_commands->setFixedHeight(ListHeight);
    m_commands->setFrameShape(QFrame::NoFrame);
    m_commands->setFocusPolicy(Qt::NoFocus);
    m_commands->header()->setStretchLastSection(false);
    m_commands->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_commands->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    column()->addWidget(m_words);
    column()->addWidget(m_commands);
    connect(m_words, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_commands, &QTreeWidget::itemClicked, this, &CommandPalette::run);
}

void CommandPalette::popUp()
{
    m_commands->clear();
    m_actions.clear();
    for (const MenuCommand &command : commandsOf(m_menus))
        addCommand(*command.action, command.path.join(QStringLiteral(": ")));
    m_words->clear();
    chooseFirst();
    adjustSize();
    const QWidget *window = parentWidget();
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, m_menus.height())));
    show();
    setFocus();
}

void CommandPalette::addCommand(QAction &action, const QString &command)
{
    auto *item = new QTreeWidgetItem({command, action.shortcut().toString(QKeySequence::NativeText)});
    item->setSizeHint(0, QSize(0, RowHeight));
    item->setTextAlignment(1, Qt::AlignTrailing | Qt::AlignVCenter);
    item->setForeground(1, palette().placeholderText());
    item->setDisabled(!action.isEnabled());
    m_commands->addTopLevelItem(item);
    m_actions.append(&action);
}

void CommandPalette::filter(const QString &words)
{
    const QStringList each = words.split(u' ', Qt::SkipEmptyParts);
    for (int i = 0; i < m_commands->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_commands->topLevelItem(i);
        item->setHidden(!matches(item->text(0), each));
    }
    chooseFirst();
}

void CommandPalette::chooseFirst()
{
    for (int i = 0; i < m_commands->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_commands->topLevelItem(i);
        if (!item->isHidden() && !item->isDisabled()) {
            m_commands->setCurrentItem(item);
            return;
        }
    }
    m_commands->setCurrentItem(nullptr);
}

// The keys that choose go to the list, all others to the words.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return Popover::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: QCoreApplication::sendEvent(m_commands, key); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(m_commands->currentItem()); return true;
    default: return false;
    }
}

// Hidden first: a command may open something of its own.
void CommandPalette::run(QTreeWidgetItem *item)
{
    if (!item || item->isDisabled())
        return;
    QAction *action = m_actions.at(m_commands->indexOfTopLevelItem(item));
    hide();
    action->trigger();
}

} // namespace framescope
