// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/backgroundjob.h"
#include "ui/libraryfile.h"

#include <QFileSystemWatcher>

#include <memory>
#include <optional>

namespace framescope {

// The connections that are kept, in the order of the user: what this window changes is written beside the GUI
// thread, what another one does shows here as soon as it is in the file. GUI thread.
class Library final : public QObject {
    Q_OBJECT
public:
    // Of this user.
    static QString usualPath();

    explicit Library(const QString &path, QObject *parent = nullptr);
    ~Library() override; // writes what is not written yet

    const LibraryEntries &entries() const { return m_entries; }
    const LibraryEntry *find(const QString &id) const;
    // Why nothing can be kept at all: what is in the file cannot be read, and is not to be lost.
    const std::optional<Error> &trouble() const { return m_trouble; }

    // At `place`, at most behind the last.
    void insert(qsizetype place, const LibraryEntry &entry);
    void rename(const QString &id, const QString &name);
    void remove(const QString &id);
    void move(qsizetype from, qsizetype to);

Q_SIGNALS:
    void aboutToInsert(qsizetype place);
    void inserted();
    void aboutToRemove(qsizetype place);
    void removed();
    void aboutToMove(qsizetype from, qsizetype to);
    void moved();
    void renamed(qsizetype place);
    void aboutToReplace(); // all, by what another window changed
    void replaced();
    void changed(); // any of these
    // The file cannot be read, or what was changed cannot be written.
    void refused(const framescope::Error &error);

private:
    void takeChange();
    void synchronise();
    void take(const LibraryEntries &mine, quint64 changes, const LibraryFile::Exchange &found, bool isNews);
    void takeFound(
        const LibraryEntries &mine, quint64 changes, const LibraryFile::Exchange &found, bool isNews);
    void refuse(const Error &error);
    void replace(const LibraryEntries &entries);
    void watch();

    LibraryFile m_file;
    LibraryEntries m_entries;
    LibraryEntries m_known; // as they are in the file
    std::optional<Error> m_trouble;
    quint64 m_changes = 0;      // of this window, so far
    quint64 m_refused = 0;      // as many there were when the trouble was last said
    bool m_isUnwritten = false; // the last of them could not be written
    bool m_isOutdated = false;  // there is more to do when the job is done
    QFileSystemWatcher m_watcher;
    std::unique_ptr<BackgroundJob> m_job = std::make_unique<BackgroundJob>();
};

} // namespace framescope
