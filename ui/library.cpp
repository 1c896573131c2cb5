// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/library.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

QString Library::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/library.json"_s;
}

Library::Library(const QString &path, QObject *parent)
    : QObject(parent)
    , m_file(path)
{
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &Library::synchronise);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &Library::synchronise);
    synchronise();
}

Library::~Library()
{
    m_job.reset(); // what it writes is older, and would come on top of the last change
    if (!m_trouble && !areSame(m_entries, m_known))
        static_cast<void>(m_file.exchange(m_known, m_entries)); // nobody is left who could be told
}

const LibraryEntry *Library::find(const QString &id) const
{
    const qsizetype place = indexOf(m_entries, id);
    return place < 0 ? nullptr : &m_entries[place];
}

void Library::insert(qsizetype place, const LibraryEntry &entry)
{
    const qsizetype at = std::clamp<qsizetype>(place, 0, m_entries.size());
    Q_EMIT aboutToInsert(at);
    m_entries.insert(at, entry);
    Q_EMIT inserted();
    takeChange();
}

void Library::rename(const QString &id, const QString &name)
{
    const qsizetype place = indexOf(m_entries, id);
    if (place < 0 || name.isEmpty() || m_entries[place].name == name)
        return;
    m_entries[place].name = name;
    Q_EMIT renamed(place);
    takeChange();
}

void Library::remove(const QString &id)
{
    const qsizetype place = indexOf(m_entries, id);
    if (place < 0)
        return;
    Q_EMIT aboutToRemove(place);
    m_entries.removeAt(place);
    Q_EMIT removed();
    takeChange();
}

void Library::move(qsizetype from, qsizetype to)
{
    if (from == to || std::min(from, to) < 0 || std::max(from, to) >= m_entries.size())
        return;
    Q_EMIT aboutToMove(from, to);
    m_entries.move(from, to);
    Q_EMIT moved();
    takeChange();
}

void Library::takeChange()
{
    ++m_changes;
    m_isUnwritten = false;
    Q_EMIT changed();
    synchronise();
}

// What could not be written waits for the next change; what others do is seen all the same.
void Library::synchronise()
{
    watch();
    if (m_job->isBusy()) {
        m_isOutdated = true;
        return;
    }
    m_isOutdated = false;
    m_job->run([this, file = m_file, base = m_known, mine = m_isUnwritten ? m_known : m_entries,
                   changes = m_changes](const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        const LibraryFile::Exchange found = file.exchange(base, mine);
        return [this, mine, changes, found, isNews = !areSame(mine, found.all)] {
            take(mine, changes, found, isNews);
        };
    });
}

void Library::take(
    const LibraryEntries &mine, quint64 changes, const LibraryFile::Exchange &found, bool isNews)
{
    if (found.unreadable)
        refuse(*found.unreadable);
    else
        takeFound(mine, changes, found, isNews);
    if (m_isOutdated)
        synchronise();
}

void Library::takeFound(
    const LibraryEntries &mine, quint64 changes, const LibraryFile::Exchange &found, bool isNews)
{
    m_trouble.reset();
    if (!found.unwritten && !m_isUnwritten && changes == m_changes) {
        m_known = found.all;
        if (isNews)
            replace(found.all);
    } else {
        // What was changed here meanwhile, or could not be written, is on top of what the file holds now.
        const LibraryEntries now = merged(found.unwritten ? m_known : mine, m_entries, found.all);
        m_known = found.all;
        if (!areSame(now, m_entries))
            replace(now);
    }
    if (found.unwritten && changes == m_changes) {
        m_isUnwritten = true;
        Q_EMIT refused(*found.unwritten);
    }
}

// Said once, and again for each change that is not kept.
void Library::refuse(const Error &error)
{
    const bool isNews = !m_trouble || m_trouble->what != error.what || m_refused != m_changes;
    m_trouble = error;
    m_refused = m_changes;
    if (isNews)
        Q_EMIT refused(error);
}

void Library::replace(const LibraryEntries &entries)
{
    Q_EMIT aboutToReplace();
    m_entries = entries;
    Q_EMIT replaced();
    Q_EMIT changed();
}

// A file that is replaced is another one: its folder says so, and where there is none yet, the nearest above it.
void Library::watch()
{
    QString folder = QFileInfo(m_file.path()).path();
    while (!QFileInfo::exists(folder) && !QDir(folder).isRoot())
        folder = QFileInfo(folder).path();
    if (!m_watcher.directories().contains(folder)) {
        if (!m_watcher.directories().isEmpty())
            m_watcher.removePaths(m_watcher.directories());
        m_watcher.addPath(folder);
    }
    if (QFileInfo::exists(m_file.path()) && !m_watcher.files().contains(m_file.path()))
        m_watcher.addPath(m_file.path());
}

} // namespace framescope
