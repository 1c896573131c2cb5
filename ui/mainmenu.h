// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/look.h"

#include <QMenuBar>

QT_BEGIN_NAMESPACE
class QActionGroup;
QT_END_NAMESPACE

namespace framescope {

// The menus of the window: words and shortcuts of what works today. The window connects the actions.
class MainMenu final : public QMenuBar {
    Q_OBJECT
public:
    explicit MainMenu(QWidget *parent = nullptr);

    QAction *newWindow, *openSession, *saveCopy, *copyPath, *settings, *quit;
    QMenu *edit; // most entries are the timeline's
    QAction *goTo, *filter, *find, *findNext, *findPrevious;
    QAction *message, *hex, *frame, *connection, *sidebar, *detail, *detailBelow, *fold, *nextPane,
        *previousPane;
    QAction *frames; // its letter acts while the timeline has the keyboard
    QAction *strip;
    QAction *columns; // its menu is the timeline's
    QMenu *times;     // entries are the timeline's
    QAction *larger, *smaller, *normal;
    QAction *connectAnew, *duplicate, *saveToLibrary, *address, *options, *connectNow, *disconnectNow, *endAs,
        *ping, *pause;
    QAction *clearView, *undoClearView, *mark, *freeze, *follow;
    QAction *certificates, *acceptedCertificates;
    QAction *manual, *commands, *diagnostics, *about;

    // What makes sense only while a connection is open.
    void setOpen(bool open);
    // What "Disconnect" does as things stand; it cannot be chosen if that is nothing.
    void setEnd(const QString &words);
    // The one that is ticked.
    void setTheme(ThemeChoice choice);

Q_SIGNALS:
    void themeChosen(framescope::ThemeChoice choice);

private:
    void addFile();
    void addEdit();
    void addView();
    void addThemes(QMenu *menu);
    void addConnection();
    void addSession();
    void addTools();
    void addHelp();

    QActionGroup *m_themes = nullptr;
};

} // namespace framescope
