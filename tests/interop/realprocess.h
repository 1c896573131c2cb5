// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QProcess>
#include <QStringList>

namespace framescope::test {

inline constexpr int LongestStartMs = 20'000;

Error failure(const QString &what, QProcess &process);

// Ends this process, by its pid; nothing if it does not run.
void endProcess(QProcess &process);

// A port that was free a moment ago. Whoever uses it must be ready to lose it to somebody else.
quint16 freePort();

// A program that is started after this call ends with us, however we end.
void tieToUs(QProcess &process);

// The one line that a program of ours writes when it is ready. `what` it is that does not start otherwise.
Result<QByteArray> firstLine(QProcess &process, const QString &what);

// Starts `script` of this folder, and answers its first line; it ends with its standard input.
Result<QByteArray> startScript(
    QProcess &process, const QString &interpreter, const QString &script, const QString &package);

// Starts `program` of a Debian `package` and waits until it listens on 127.0.0.1:`port`, there and not
// on every address.
Result<void> startListener(QProcess &process, const QString &program, const QString &package,
    const QStringList &arguments, quint16 port);

} // namespace framescope::test
