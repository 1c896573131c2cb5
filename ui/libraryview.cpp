// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/libraryview.h"

#include "ui/librarydelegate.h"
#include "ui/librarymodel.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace framescope {

using namespace Qt::StringLiterals;

LibraryView::LibraryView(LibraryModel &model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
    , m_menu(new QMenu(this))
{
    setModel(&model);
    setItemDelegate(new LibraryDelegate(this));
    setAccessibleName(u"Library"_s);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers); // by its menu
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setDragDropMode(InternalMove);
    makeMenu();
    keepChoice();
    connect(this, &QAbstractItemView::clicked, this,
        [this](const QModelIndex &index) { Q_EMIT previewRequested(m_model.idAt(index)); });
    connect(this, &QAbstractItemView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT connectRequested(m_model.idAt(index)); });
}

// Its keys act while the list has the keyboard, not while a name is edited.
void LibraryView::makeMenu()
{
    const auto add = [this](const QString &words, const QKeySequence &keys, auto &&what) {
        QAction *action = m_menu->addAction(words);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, [this, what] {
            if (currentIndex().isValid())
                what();
        });
    };
    add(u"Connect"_s, {}, [this] { Q_EMIT connectRequested(currentId()); });
    add(u"Fill the bar"_s, {}, [this] { Q_EMIT fillRequested(currentId()); });
    m_menu->addSeparator();
    add(u"Rename"_s, QKeySequence(Qt::Key_F2), [this] { edit(currentIndex()); });
    add(u"Duplicate"_s, {}, [this] { Q_EMIT duplicateRequested(currentId()); });
    add(u"Delete"_s, QKeySequence(QKeySequence::Delete), [this] { Q_EMIT removeRequested(currentId()); });
    m_menu->addSeparator();
    add(u"Move up"_s, QKeySequence(Qt::ALT | Qt::Key_Up), [this] { moveCurrent(-1); });
    add(u"Move down"_s, QKeySequence(Qt::ALT | Qt::Key_Down), [this] { moveCurrent(1); });
}

// Another window may change all of it; what is chosen here stays.
void LibraryView::keepChoice()
{
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_kept = currentId(); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { choose(m_kept); });
}

QString LibraryView::currentId() const
{
    return m_model.idAt(currentIndex());
}

void LibraryView::choose(const QString &id)
{
    if (const QModelIndex index = m_model.indexOf(id); index.isValid())
        setCurrentIndex(index);
}

void LibraryView::editName(const QString &id)
{
    choose(id);
    scrollTo(currentIndex());
    edit(currentIndex());
}

void LibraryView::moveCurrent(int step)
{
    const int row = currentIndex().row();
    const int to = row + step;
    if (to < 0 || to >= m_model.rowCount())
        return;
    m_model.moveRow({}, row, {}, step > 0 ? to + 1 : to);
    scrollTo(currentIndex());
}

void LibraryView::keyPressEvent(QKeyEvent *event)
{
    const QString before = currentId();
    QListView::keyPressEvent(event);
    if (currentId() != before)
        Q_EMIT previewRequested(currentId());
}

void LibraryView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    if (!byKeyboard && !indexAt(event->pos()).isValid())
        return;
    if (!currentIndex().isValid())
        return;
    m_menu->popup(
        byKeyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).center()) : event->globalPos());
}

} // namespace framescope
