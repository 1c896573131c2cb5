// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectionsetup.h"
#include "ui/libraryentry.h"
#include "ui/messagebar.h"

#include <QObject>

#include <optional>

namespace framescope {

class ConnectionBar;
class ConnectionControl;
class Library;
class LiveSession;
class MainMenu;
class MessageActions;
class Panes;

// What can be done with the library of a window: opens its entries, fills the bar with them, saves and deletes
// them. GUI thread.
class LibraryCommands final : public QObject {
    Q_OBJECT
public:
    struct Window {
        LiveSession &session;
        ConnectionBar &bar;
        ConnectionSetup &setup;
        ConnectionControl &control;
        Panes &panes;
    };
    // All must outlive it.
    LibraryCommands(Library &library, const Window &window, QObject *parent = nullptr);

    void obey(const MainMenu &menu);
    // That one of the message bar's which brings an entry back.
    void declare(MessageActions &actions);

Q_SIGNALS:
    // To say in the message bar; its actions are among those declared.
    void noticed(const framescope::Notice &notice);

private:
    void serveSection();
    void serveBar();
    void connectTo(const QString &id);
    void fill(const QString &id);
    void take(const QString &id);
    void preview(const QString &id);
    void refreshPreview();
    void save(const ConnectionSetup::Typed &typed);
    void saveConnection(ConnectionId id);
    void insert(qsizetype place, const LibraryEntry &entry);
    void duplicate(const QString &id);
    void remove(const QString &id);
    void undoRemove();

    struct Removed {
        qsizetype place;
        LibraryEntry entry;
    };
    Library &m_library;
    Window m_window;
    std::optional<Removed> m_removed; // the last one
};

} // namespace framescope
