// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/librarycommands.h"

#include "ui/connectionbar.h"
#include "ui/connectioncontrol.h"
#include "ui/connectionsidebar.h"
#include "ui/leftoutsecrets.h"
#include "ui/library.h"
#include "ui/librarypreview.h"
#include "ui/librarysection.h"
#include "ui/libraryview.h"
#include "ui/livesession.h"
#include "ui/mainmenu.h"
#include "ui/messageactions.h"
#include "ui/panes.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QUuid>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

const QString undoRemoveAction = u"undo-delete"_s;

QString leftOutWords(int count)
{
    if (count == 0)
        return {};
    return count == 1 ? u"1 secret is not saved: type it again."_s
                      : u"%1 secrets are not saved: type them again."_s.arg(count);
}

} // namespace

LibraryCommands::LibraryCommands(Library &library, const Window &window, QObject *parent)
    : QObject(parent)
    , m_library(library)
    , m_window(window)
{
    connect(
        &m_library, &Library::refused, this, [this](const Error &error) { Q_EMIT noticed(noticeOf(error)); });
    serveSection();
    serveBar();
}

void LibraryCommands::serveSection()
{
    LibrarySection &section = *m_window.panes.library();
    LibraryPreview &shown = *m_window.panes.preview();
    connect(section.view(), &LibraryView::previewRequested, this, &LibraryCommands::preview);
    connect(section.view(), &LibraryView::connectRequested, this, &LibraryCommands::connectTo);
    connect(section.view(), &LibraryView::fillRequested, this, &LibraryCommands::fill);
    connect(section.view(), &LibraryView::duplicateRequested, this, &LibraryCommands::duplicate);
    connect(section.view(), &LibraryView::removeRequested, this, &LibraryCommands::remove);
    connect(&section, &LibrarySection::saveRequested, this, [this] { save(m_window.setup.typed()); });
    connect(&shown, &LibraryPreview::connectRequested, this, &LibraryCommands::connectTo);
    connect(&shown, &LibraryPreview::fillRequested, this, &LibraryCommands::fill);
    connect(&m_library, &Library::changed, this, &LibraryCommands::refreshPreview);
    connect(
        m_window.panes.sidebar(), &ConnectionSidebar::saveRequested, this, &LibraryCommands::saveConnection);
}

void LibraryCommands::serveBar()
{
    const auto offer = [this] { m_window.bar.setLibrary(m_library.entries()); };
    connect(&m_library, &Library::changed, this, offer);
    connect(&m_window.bar, &ConnectionBar::libraryEntryChosen, this, &LibraryCommands::fill);
    offer();
}

void LibraryCommands::obey(const MainMenu &menu)
{
    connect(menu.saveToLibrary, &QAction::triggered, this, [this] { save(m_window.setup.typed()); });
}

void LibraryCommands::declare(MessageActions &actions)
{
    actions.add(undoRemoveAction, u"Undo"_s, [this] { undoRemove(); });
}

void LibraryCommands::connectTo(const QString &id)
{
    if (!m_library.find(id))
        return;
    take(id);
    m_window.control.open(m_window.bar.url());
}

void LibraryCommands::fill(const QString &id)
{
    const LibraryEntry *entry = m_library.find(id);
    if (!entry)
        return;
    const Notice notice{Notice::Tone::Info, u"Taken from the library: %1."_s.arg(entry->name),
        leftOutWords(leftOutCount(entry->draft)), {}, {u"undo-paste"_s}};
    take(id);
    Q_EMIT noticed(notice);
}

void LibraryCommands::take(const QString &id)
{
    const LibraryEntry entry = *m_library.find(id);
    m_window.panes.hidePreview();
    m_window.setup.take({entry.url, entry.draft});
}

void LibraryCommands::preview(const QString &id)
{
    if (const LibraryEntry *entry = m_library.find(id))
        m_window.panes.showPreview(*entry);
    else
        m_window.panes.hidePreview();
}

// What is shown may have been renamed or deleted, here or in another window.
void LibraryCommands::refreshPreview()
{
    if (m_window.panes.isPreviewing())
        preview(m_window.panes.preview()->id());
}

void LibraryCommands::save(const ConnectionSetup::Typed &typed)
{
    if (m_library.trouble())
        return Q_EMIT noticed(noticeOf(*m_library.trouble()));
    if (typed.url.isEmpty())
        return Q_EMIT noticed({Notice::Tone::Info, u"There is no address to save yet."_s,
            u"Type or paste one above."_s, {}, {}});
    const LibraryEntry entry = libraryEntry(typed.url, typed.draft);
    insert(m_library.entries().size(), entry);
}

void LibraryCommands::saveConnection(ConnectionId id)
{
    save(m_window.control.setupOf(id));
}

// Its name is open to be changed.
void LibraryCommands::insert(qsizetype place, const LibraryEntry &entry)
{
    m_library.insert(place, entry);
    m_window.panes.showLibrary();
    m_window.panes.library()->view()->editName(entry.id);
}

void LibraryCommands::duplicate(const QString &id)
{
    if (m_library.trouble())
        return Q_EMIT noticed(noticeOf(*m_library.trouble()));
    const qsizetype place = indexOf(m_library.entries(), id);
    if (place < 0)
        return;
    LibraryEntry copy = m_library.entries()[place];
    copy.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    copy.name += u" (copy)"_s;
    insert(place + 1, copy);
}

void LibraryCommands::remove(const QString &id)
{
    const qsizetype place = indexOf(m_library.entries(), id);
    if (place < 0)
        return;
    m_removed = Removed{place, m_library.entries()[place]};
    m_library.remove(id);
    Q_EMIT noticed({Notice::Tone::Info, u"\"%1\" is deleted from the library."_s.arg(m_removed->entry.name),
        {}, {}, {undoRemoveAction}});
}

void LibraryCommands::undoRemove()
{
    if (!m_removed)
        return;
    m_library.insert(m_removed->place, m_removed->entry);
    m_window.panes.library()->view()->choose(m_removed->entry.id);
    m_removed.reset();
    Q_EMIT noticed({});
}

} // namespace framescope
