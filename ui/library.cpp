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
    m_mayWrite = true;
    Q_EMIT changed();
    synchronise();
}

void Library::synchronise()
{
    watch();
    if (m_job.isBusy()) {
        m_isOutdated = true;
        return;
    }
    m_isOutdated = false;
    const LibraryEntries mine = m_mayWrite ? m_entries : m_known;
    m_job.run([this, file = m_file, base = m_known, mine](
                  const BackgroundJob::Cancelled &) -> BackgroundJob::Finish {
        return [this, mine, found = file.exchange(base, mine)] { take(mine, found); };
    });
}

void Library::take(const LibraryEntries &mine, const LibraryFile::Exchange &found)
{
    if (found.unreadable) {
        const bool isNews = !m_trouble || m_trouble->what != found.unreadable->what;
        m_trouble = found.unreadable;
        if (isNews || m_mayWrite)
            Q_EMIT refused(*m_trouble);
        m_mayWrite = false;
        return;
    }
    m_trouble.reset();
    const LibraryEntries base = found.unwritten ? m_known : mine;
    m_known = found.all;
    // What was changed here meanwhile, or could not be written, is on top of what the file holds now.
    if (const LibraryEntries now = merged(base, m_entries, found.all); !areSame(now, m_entries))
        replace(now);
    if (found.unwritten) {
        m_mayWrite = false;
        Q_EMIT refused(*found.unwritten);
    }
    if (m_isOutdated || (m_mayWrite && !areSame(m_entries, m_known)))
        synchronise();
    else if (!found.unwritten)
        m_mayWrite = false;
}

void Library::replace(const LibraryEntries &entries)
{
    Q_EMIT aboutToReplace();
    m_entries = entries;
    Q_EMIT replaced();
    Q_EMIT changed();
}

// A file that is replaced is another one: its folder says so.
void Library::watch()
{
    const QString folder = QFileInfo(m_file.path()).path();
    for (const QString &path : {folder, m_file.path()}) {
        if (QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

} // namespace framescope
