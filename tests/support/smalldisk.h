// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ownroot.h"

#include <QTemporaryDir>

#include <sys/mount.h>

namespace framescope::test {

// A file system of its own that is soon full, in memory, seen by this process only.
class SmallDisk {
public:
    // In main(), before another thread exists. False where the system does not let us: only root may, or
    // users where the system lets them be root in a namespace of their own.
    static bool mayBeMade()
    {
        static const bool may = becomeRoot() && unshare(CLONE_NEWNS) == 0
            && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
        return may;
    }

    explicit SmallDisk(int mebibytes)
    {
        const QByteArray size = "size=" + QByteArray::number(mebibytes) + 'm';
        if (mount("none", m_folder.path().toLocal8Bit().constData(), "tmpfs", 0, size.constData()) != 0)
            qFatal("no disk");
    }
    ~SmallDisk() { umount2(m_folder.path().toLocal8Bit().constData(), MNT_DETACH); }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    QString path() const { return m_folder.path(); }
    void makeReadOnly() const
    {
        if (mount("none", m_folder.path().toLocal8Bit().constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr)
            != 0)
            qFatal("it stays as it is");
    }

private:
    QTemporaryDir m_folder;
};

} // namespace framescope::test
