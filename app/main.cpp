// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/logfile.h"
#include "app/printing.h"
#include "app/recording.h"
#include "app/showing.h"
#include "app/terminal.h"
#include "base/platform.h"

#include <QApplication>

#include <cstdio>

using namespace framescope;

namespace {

QStringList argumentsOf(int argc, char *argv[])
{
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    return arguments;
}

int answer(const CommandAnswer &said)
{
    terminal::print(said.text, said.exitCode == exitcode::Ok ? stdout : stderr);
    return said.exitCode;
}

// Every thread but the first waits in Qt's own event loop instead of GLib's, which nothing there needs: a message
// goes through two loops more on each way than with QWebSocket alone (core/transport/README.md). Before any thread.
void useOwnEventLoops()
{
    qputenv("QT_NO_THREADED_GLIB", "1");
}

// Files of the program stand under this name; a window manager finds the desktop file by it.
void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("framescope"));
    QCoreApplication::setApplicationVersion(QLatin1StringView(FRAMESCOPE_VERSION));
}

template <typename Logged>
bool logs(const Logged &command)
{
    const Result<void> started = command.log.isEmpty() ? Result<void>(Done{}) : startLog(command.log);
    if (!started)
        terminal::complain(started.error().toString());
    return started.hasValue();
}

int show(const WindowCommand &command, int argc, char *argv[])
{
    if (!logs(command))
        return exitcode::Failed;
    if (!command.screenshot.isEmpty() && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Framescope"));
    QApplication::setDesktopFileName(QStringLiteral("framescope"));
    return showWindow(command);
}

} // namespace

int main(int argc, char *argv[])
{
    platform::keepFreedMemory();
    useOwnEventLoops();
    nameProgram();
    const Command command = parseCommandLine(argumentsOf(argc, argv));
    if (const auto *said = std::get_if<CommandAnswer>(&command))
        return answer(*said);
    if (const auto *window = std::get_if<WindowCommand>(&command))
        return show(*window, argc, argv);
    // No window, no display: nothing of the GUI is touched.
    const QCoreApplication application(argc, argv);
    if (const auto *recording = std::get_if<RecordCommand>(&command))
        return logs(*recording) ? record(*recording) : exitcode::Failed;
    return printSession(std::get<PrintCommand>(command));
}
