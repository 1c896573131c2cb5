// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/realprocess.h"

#include <QDeadlineTimer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <sys/prctl.h>

namespace framescope::test {

namespace {

bool accepts(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return socket.waitForConnected(200);
}

} // namespace

Error failure(const QString &what, QProcess &process)
{
    return {what + QLatin1StringView(": ") + process.errorString() + u'\n'
            + QString::fromUtf8(process.readAllStandardError() + process.readAllStandardOutput()),
        {}, {}};
}

void endProcess(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate(); // this process, by its pid
    if (!process.waitForFinished(5000)) {
        process.kill();
        process.waitForFinished();
    }
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

void tieToUs(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

Result<QByteArray> firstLine(QProcess &process, const QString &what)
{
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(LongestStartMs))
            return failure(what + QLatin1StringView(" does not start"), process);
    }
    return process.readLine().trimmed();
}

Result<QByteArray> startScript(
    QProcess &process, const QString &interpreter, const QString &script, const QString &package)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(
        QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs")); // for a node that is not Debian's
    process.setProcessEnvironment(environment);
    process.start(interpreter, {QStringLiteral(INTEROP_FOLDER "/") + script});
    return firstLine(process, QStringLiteral("%1 (package %2)").arg(script, package));
}

Result<void> startListener(QProcess &process, const QString &program, const QString &package,
    const QStringList &arguments, quint16 port)
{
    // /usr/sbin is not in every user's path.
    QString path = QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        path = u"/usr/sbin/" + program;
    tieToUs(process);
    process.start(path, arguments);
    if (!process.waitForStarted(LongestStartMs))
        return failure(QStringLiteral("%1 does not start (package %2)").arg(program, package), process);
    const QDeadlineTimer deadline(LongestStartMs);
    while (!accepts(port)) {
        if (process.state() != QProcess::Running || process.waitForFinished(20) || deadline.hasExpired())
            return failure(program + QLatin1StringView(" does not listen"), process);
    }
    return {};
}

} // namespace framescope::test
