// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QTimer>

namespace framescope {

// Watches the file in which options outlive the program, so that all its windows, each a process of its own,
// agree on them. GUI thread.
class SettingsFile final : public QObject {
    Q_OBJECT
public:
    explicit SettingsFile(QObject *parent = nullptr);

Q_SIGNALS:
    void changed(); // by whichever window

private:
    void watch();
    void look();

    QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_pause; // a file that is replaced is told of several times
    QDateTime m_seenAt;
    qint64 m_seenSize = -1;
};

} // namespace framescope
