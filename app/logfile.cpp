// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/logfile.h"

#include "app/terminal.h"

#include <QDateTime>
#include <QFile>
#include <QSysInfo>

#include <cerrno>
#include <cstdio>

namespace framescope {

Q_LOGGING_CATEGORY(programLog, "framescope.program", QtWarningMsg)

namespace {

std::FILE *log = nullptr; // of the process, as Qt's message handler is

const char *wordOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return "debug";
    case QtInfoMsg: return "info";
    case QtWarningMsg: return "warning";
    case QtCriticalMsg: return "critical";
    case QtFatalMsg: return "fatal";
    }
    return "message";
}

// From any thread: one call writes one line, and stdio keeps lines apart.
void write(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' '
        + context.category + ' ' + wordOf(type) + ": " + terminal::harmless(text).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), log);
    std::fflush(log); // the line that tells of a crash is the last one
}

} // namespace

Result<void> startLog(const QString &path)
{
    log = path == u"-" ? stderr : std::fopen(QFile::encodeName(path).constData(), "a");
    if (!log)
        return Error{QStringLiteral("The log cannot be written: %1.").arg(qt_error_string(errno)), path,
            QStringLiteral("Name a file in a folder that you may write to, or - for the standard error.")};
    QLoggingCategory::setFilterRules(QStringLiteral("framescope.*=true"));
    qInstallMessageHandler(&write);
    qCInfo(programLog, "Framescope %s, Qt %s, %s", FRAMESCOPE_VERSION, qVersion(),
        qPrintable(QSysInfo::prettyProductName()));
    return Done{};
}

} // namespace framescope
