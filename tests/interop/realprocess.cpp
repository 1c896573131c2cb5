// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "interop/realprocess.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <sys/prctl.h>

namespace framescope::test {

namespace {

// Sockets that listen on 127.0.0.1:`port`, as "socket:[4711]"; proc(5), /proc/net/tcp.
QStringList listenersOn(quint16 port)
{
    QStringList sockets;
    const QByteArray number = QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    for (const auto &[table, address] : {std::pair("/proc/net/tcp", "0100007F:"),
             std::pair("/proc/net/tcp6", "0000000000000000FFFF00000100007F:")}) {
        QFile file(QString::fromLatin1(table));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QList<QByteArray> columns = line.simplified().split(' ');
            if (columns.value(1) == address + number && columns.value(3) == "0A")
                sockets += u"socket:[" + QString::fromLatin1(columns.value(9)) + u']';
        }
    }
    return sockets;
}

// The process itself: whoever took the port before it would answer as well.
bool listens(const QProcess &process, quint16 port)
{
    const QStringList sockets = listenersOn(port);
    const QDir descriptors(QStringLiteral("/proc/%1/fd").arg(process.processId()));
    const QStringList names = descriptors.entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot);
    return std::any_of(names.begin(), names.end(), [&](const QString &name) {
        std::error_code error;
        const auto target = std::filesystem::read_symlink(descriptors.filePath(name).toStdString(), error);
        return sockets.contains(QString::fromStdString(target.string()));
    });
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
    while (!listens(process, port)) {
        if (process.state() != QProcess::Running || process.waitForFinished(20) || deadline.hasExpired())
            return failure(program + QLatin1StringView(" does not listen"), process);
    }
    return {};
}

} // namespace framescope::test
