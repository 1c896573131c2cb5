// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/printing.h"

#include "app/rowtext.h"
#include "app/terminal.h"
#include "session/recovery.h"
#include "session/salvage.h"
#include "session/sessionreader.h"

#include <QDateTime>
#include <QFileInfo>
#include <QTemporaryDir>

namespace framescope {

namespace {

// What the process that recorded had not yet written is put into the file first, if it is gone.
void complete(const QString &path)
{
    switch (recordingState(path)) {
    case RecordingState::Over: return;
    case RecordingState::Going:
        terminal::complain(
            QStringLiteral("%1 is still being recorded: this is what the file holds now.").arg(path));
        return;
    case RecordingState::Interrupted: break;
    }
    const auto taken = takeIn(path);
    if (!taken) {
        terminal::complain(QStringLiteral("The recording was interrupted, and what it had not yet written is "
                                          "missing here, for it cannot be taken in: %1")
                               .arg(taken.error().toString()));
    } else if (*taken == 0) {
        terminal::complain(
            QStringLiteral("The recording was interrupted; all of its rows had been written."));
    } else {
        terminal::complain(
            QStringLiteral("The recording was interrupted; %1 that it had not yet written %2 taken in.")
                .arg(*taken == 1 ? QStringLiteral("1 row") : QStringLiteral("%1 rows").arg(*taken),
                    *taken == 1 ? QStringLiteral("was") : QStringLiteral("were")));
    }
}

// The file itself, or what can be read of it, put together in `folder`.
Result<QString> readable(const QString &path, const std::optional<CutFile> &cut, const QTemporaryDir &folder)
{
    if (!cut) {
        complete(path);
        return path;
    }
    const QString read = folder.filePath(QStringLiteral("read.framescope"));
    const auto rows = salvageSession(path, read);
    if (!rows)
        return rows.error();
    terminal::complain(salvagedWords(*rows, *cut));
    return read;
}

QString summary(const QString &path, const SessionInfo &info, qsizetype connections)
{
    return QStringLiteral("%1: %2, %3 rows, %4 connections, begun %5")
        .arg(QFileInfo(path).fileName(), info.application, QString::number(info.lastId),
            QString::number(connections),
            QDateTime::fromMSecsSinceEpoch(info.anchorEpochNs / 1'000'000).toString(Qt::ISODate));
}

} // namespace

int printSession(const PrintCommand &command)
{
    if (!QFileInfo(command.file).isFile()) {
        return terminal::fail({QStringLiteral("\"%1\" is no file.").arg(command.file), {},
                                  QStringLiteral("Name a session file, as \"framescope record\" writes it.")},
            exitcode::Usage);
    }
    const QTemporaryDir folder;
    const auto cut = cutFile(command.file);
    const auto file = readable(command.file, cut, folder);
    if (!file)
        return terminal::fail(file.error(), exitcode::Failed);
    const auto reader = SessionReader::open(*file);
    if (!reader)
        return terminal::fail(reader.error(), exitcode::Usage);
    const auto info = (*reader)->info();
    const auto connections = (*reader)->connections();
    if (!info || !connections)
        return terminal::fail(info ? connections.error() : info.error(), exitcode::Failed);

    RowText rowText(command.frames ? RowText::Detail::Frames : RowText::Detail::Messages,
        info->anchorEpochNs - info->anchorMonotonicNs);
    rowText.setNamesConnections(connections->size() > 1 && !command.connection);
    bool known = !command.connection;
    for (const ConnectionFacts &facts : *connections) {
        rowText.setRole(facts.id, facts.role);
        known = known || facts.id == command.connection;
    }
    if (!known) {
        return terminal::fail(
            {QStringLiteral("There is no connection %1 in this session.").arg(*command.connection), {},
                QStringLiteral("Its connections are numbered 1 to %1.").arg(connections->size())},
            exitcode::Usage);
    }

    terminal::say(summary(command.file, *info, qsizetype(connections->size())));
    constexpr int RowsAtOnce = 512;
    for (RowId next = 1; next <= info->lastId; next += RowsAtOnce) {
        const auto rows = (*reader)->rows(next, RowsAtOnce);
        if (!rows)
            return terminal::fail(rows.error(), exitcode::Failed);
        for (const Row &row : *rows) {
            if (command.connection && row.connection != *command.connection)
                continue;
            if (const QString line = rowText.line(row); !line.isEmpty() && !terminal::say(line))
                return exitcode::Failed;
        }
    }
    for (const QString &line : rowText.unfinished())
        terminal::say(line);
    for (const ConnectionFacts &facts : *connections) {
        if (command.connection && facts.id != *command.connection)
            continue;
        for (const QString &line : connectionText(facts))
            terminal::say(line);
    }
    return cut ? exitcode::Failed : exitcode::Ok;
}

} // namespace framescope
