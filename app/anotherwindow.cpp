// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/anotherwindow.h"

#include <QProcess>

namespace framescope {

Result<qint64> openAnotherWindow(const QString &program, const QString &file)
{
    qint64 process = 0;
    const QStringList arguments = file.isEmpty() ? QStringList() : QStringList{file};
    if (QProcess::startDetached(program, arguments, {}, &process))
        return process;
    return Error{QStringLiteral("Another window cannot be opened: \"%1\" does not start.").arg(program), {},
        QStringLiteral("See whether the program still is where it was installed.")};
}

} // namespace framescope
