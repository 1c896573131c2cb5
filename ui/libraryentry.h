// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/connectiondraft.h"

#include <QList>

namespace framescope {

// A connection that is kept under a name, without its secrets.
struct LibraryEntry {
    QString id; // stays when all else changes
    QString name;
    QString url;
    ConnectionDraft draft;
};
using LibraryEntries = QList<LibraryEntry>;

// A new one, without secrets, under a name made of the address.
LibraryEntry libraryEntry(const QString &url, const ConnectionDraft &draft);
// Where that entry is; -1: nowhere.
qsizetype indexOf(const LibraryEntries &entries, const QString &id);
// As they are kept.
bool areSame(const LibraryEntry &left, const LibraryEntry &right);
bool areSame(const LibraryEntries &left, const LibraryEntries &right);

// What becomes of `base` if one changed it to `mine` and another to `theirs`: both changes, in the order of
// who changed it. What only one deleted is deleted, unless the other changed it; what both changed is there twice.
LibraryEntries merged(const LibraryEntries &base, const LibraryEntries &mine, const LibraryEntries &theirs);

} // namespace framescope
