// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settingsfile.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace framescope {

using namespace std::chrono_literals;

SettingsFile::SettingsFile(QObject *parent)
    : QObject(parent)
    , m_path(QSettings().fileName())
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    m_pause.setSingleShot(true);
    m_pause.setInterval(20ms);
    connect(&m_pause, &QTimer::timeout, this, &SettingsFile::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_pause, qOverload<>(&QTimer::start));
    watch();
}

// The file is replaced when it is written, and the new one is not watched yet; before the first option it is
// not there: therefore the folder too.
void SettingsFile::watch()
{
    for (const QString &path : {QFileInfo(m_path).absolutePath(), m_path}) {
        if (QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
    const QFileInfo now(m_path);
    m_seenAt = now.lastModified();
    m_seenSize = now.size();
}

void SettingsFile::look()
{
    const QDateTime before = m_seenAt;
    const qint64 sizeBefore = m_seenSize;
    watch();
    if (m_seenAt != before || m_seenSize != sizeBefore)
        Q_EMIT changed();
}

} // namespace framescope
