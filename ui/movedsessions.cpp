// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/movedsessions.h"

#include "ui/setting.h"

#include <QFileInfo>

namespace framescope {

namespace {

const Setting<QStringList> &setting()
{
    static const Setting<QStringList> paths{"recording/moved", {}};
    return paths;
}

} // namespace

QStringList movedSessions()
{
    return setting().value();
}

void rememberMovedSession(const QString &path)
{
    QStringList paths = setting().value();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    paths.removeAll(absolute);
    paths.append(absolute);
    setting().set(paths);
}

void forgetMovedSessions(const QStringList &paths)
{
    QStringList left = setting().value();
    left.removeIf([&paths](const QString &path) { return paths.contains(path); });
    if (left.isEmpty())
        setting().reset();
    else
        setting().set(left);
}

} // namespace framescope
