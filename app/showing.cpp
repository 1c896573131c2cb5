// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/showing.h"

#include "app/anotherwindow.h"
#include "app/captureretention.h"
#include "app/captures.h"
#include "app/demoserver.h"
#include "app/interruptedcaptures.h"
#include "app/interruption.h"
#include "app/logfile.h"
#include "app/terminal.h"
#include "session/recovery.h"
#include "session/salvage.h"
#include "session/sessionreader.h"
#include "ui/backgroundjob.h"
#include "ui/mainwindow.h"
#include "ui/movedsessions.h"

#include <QApplication>
#include <QLocale>
#include <QPixmap>
#include <QTemporaryDir>

namespace framescope {

namespace {

Result<void> openWindow(const QString &file = {})
{
    const auto opened = openAnotherWindow(QCoreApplication::applicationFilePath(), file);
    return opened ? Result<void>(Done{}) : Result<void>(opened.error());
}

void takePicture(QWidget &window, const QString &path)
{
    const bool saved = window.grab().save(path);
    if (!saved)
        terminal::complain(
            QStringLiteral("The picture cannot be written to \"%1\". Name a file that ends with .png "
                           "in a folder that you may write to.")
                .arg(path));
    QApplication::exit(saved ? exitcode::Ok : exitcode::Failed);
}

// A folder of many large files takes its time, and what a killed process left too: the window is there meanwhile.
void tidyCaptures(BackgroundJob &job, MainWindow &window)
{
    job.run([&window, folder = capturesFolder(), moved = movedSessions()](
                const BackgroundJob::Cancelled &cancelled) -> BackgroundJob::Finish {
        const RecoveredCaptures recovered =
            recoverCaptures(interruptedCaptures(folder) + interruptedAmong(moved), cancelled);
        const QString kept = removeOldCaptures(folder, QDateTime::currentDateTime()).words();
        const QString words = recovered.words().isEmpty() ? kept : recovered.words() + u' ' + kept;
        QStringList over = moved;
        over.removeIf([](const QString &file) { return recordingState(file) != RecordingState::Over; });
        return [&window, words, folder, over, captures = recovered.captures] {
            forgetMovedSessions(over);
            window.setCaptures(words, folder);
            window.setRecovered(captures);
            if (!captures.empty())
                qCInfo(programLog, "interrupted captures taken in, and offered: %d", int(captures.size()));
        };
    });
}

Result<RowId> lastIdOf(const QString &path)
{
    const auto reader = SessionReader::open(path);
    const auto info = reader ? (*reader)->info() : Result<SessionInfo>(reader.error());
    return info ? Result<RowId>(info->lastId) : info.error();
}

// Of a file that breaks off what can be read is shown, in a capture of its own; the file stays as it is.
struct Salvage {
    QString path;
    Notice notice;
};
Result<Salvage> salvage(const QString &folder, const QString &file, const CutFile &cut)
{
    if (const auto capture = newCapturePath(folder, QDateTime::currentDateTime()); !capture) // makes the folder
        return capture.error();
    const QString path = salvagedPath(folder, file);
    const auto rows = QFile::exists(path) ? lastIdOf(path) : salvageSession(file, path);
    if (!rows)
        return rows.error();
    return Salvage{path,
        {Notice::Tone::Warning, salvagedWords(*rows, cut),
            QStringLiteral(
                "It should have %1 bytes. %2 is as it was; what could be read of it is shown here.")
                .arg(QLocale().toString(cut.whole), file),
            {}, {}}};
}

} // namespace

int showWindow(const WindowCommand &command)
{
    const bool forPicture = !command.screenshot.isEmpty();
    applyLook(command.theme.value_or(forPicture ? ThemeChoice::System : rememberedTheme()));
    const QTemporaryDir throwaway;
    const bool isNew = command.session.isEmpty();
    const auto cut = isNew ? std::nullopt : cutFile(command.session);
    const auto salvaged = cut
        ? salvage(forPicture ? throwaway.path() : capturesFolder(), command.session, *cut)
        : Result<Salvage>(Salvage{command.session, {}});
    if (!salvaged)
        return terminal::fail(salvaged.error(), exitcode::Usage);
    const auto path = isNew
        ? newCapturePath(forPicture ? throwaway.path() : capturesFolder(), QDateTime::currentDateTime())
        : Result<QString>(salvaged->path);
    if (!path)
        return terminal::fail(path.error(), exitcode::Failed);

    int exitCode = exitcode::Ok;
    {
        std::unique_ptr<DemoServer> demo;
        const auto startDemo = [&demo]() -> Result<QString> {
            if (!demo) {
                auto started = DemoServer::start();
                if (!started)
                    return started.error();
                demo = std::move(started).value();
            }
            return demo->url();
        };
        auto session = isNew ? LiveSession::create(*path) : LiveSession::open(*path);
        if (!session)
            return terminal::fail(session.error(), isNew ? exitcode::Failed : exitcode::Usage);
        MainWindow window(**session);
        window.setDemo(startDemo);
        window.setNewWindow([] { return openWindow(); });
        window.setSessionWindow(openWindow);
        if (command.demo) {
            const auto url = startDemo();
            if (!url)
                return terminal::fail(url.error(), exitcode::Failed);
            window.connectTo(*url);
        } else if (!command.url.isEmpty()) {
            window.connectTo(command.url);
        }
        if (forPicture)
            window.resize(command.size);
        if (cut)
            window.say(salvaged->notice);
        window.show();
        qCInfo(programLog, "the window stands, %s", qPrintable(QGuiApplication::platformName()));
        BackgroundJob tidying;
        if (forPicture) {
            constexpr int payloadMs = 500; // for the page reader to bring it
            QTimer::singleShot(command.waitMs, &window, [&] {
                if (command.row > 0)
                    window.showRow(command.row);
            });
            QTimer::singleShot(
                command.waitMs + payloadMs, &window, [&] { takePicture(window, command.screenshot); });
        } else {
            tidyCaptures(tidying, window);
        }
        const Interruption interruption;
        QObject::connect(&interruption, &Interruption::requested, &window, [] { QApplication::quit(); });
        exitCode = QApplication::exec();
    }
    if (isNew)
        removeIfEmpty(*path);
    return exitCode;
}

} // namespace framescope
