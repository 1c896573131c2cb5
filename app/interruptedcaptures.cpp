// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/interruptedcaptures.h"

#include "app/captures.h"
#include "session/recovery.h"
#include "session/sessionreader.h"
#include "ui/units.h"

#include <QDir>

namespace framescope {

namespace {

RowId rowsIn(const QString &path)
{
    const auto reader = SessionReader::open(path);
    const auto info = reader ? (*reader)->info() : Result<SessionInfo>(reader.error());
    return info ? info->lastId : 0;
}

} // namespace

QStringList interruptedCaptures(const QString &folder)
{
    QStringList captures;
    const QFileInfoList files =
        QDir(folder).entryInfoList({QStringLiteral("*.framescope")}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files)
        captures += file.filePath();
    return interruptedAmong(captures);
}

QStringList interruptedAmong(const QStringList &files)
{
    QStringList interrupted = files;
    interrupted.removeIf([](const QString &file) {
        return !QFile::exists(file) || recordingState(file) != RecordingState::Interrupted;
    });
    return interrupted;
}

RecoveredCaptures recoverCaptures(const QStringList &captures, const std::atomic<bool> &cancelled)
{
    RecoveredCaptures recovered;
    for (const QString &capture : captures) {
        if (cancelled)
            break;
        const auto taken = takeIn(capture);
        if (!taken) {
            if (recovered.failed++ == 0)
                recovered.failure = taken.error().toString();
        } else if (!isUnnamedCapture(capture) || !removeIfEmpty(capture)) {
            recovered.captures.push_back({capture, QFileInfo(capture).lastModified(), rowsIn(capture)});
            recovered.rows += *taken;
        }
    }
    return recovered;
}

QString RecoveredCaptures::words() const
{
    const auto countWords = [](int number) {
        return countText(static_cast<quint64>(number), QStringLiteral("interrupted capture"),
            QStringLiteral("interrupted captures"));
    };
    const auto count = static_cast<int>(captures.size());
    QStringList sentences;
    if (count > 0 && rows == 0)
        sentences += QStringLiteral("%1 %2 recovered.").arg(countWords(count), count == 1 ? u"was" : u"were");
    else if (count > 0)
        sentences +=
            QStringLiteral("%1 %2 recovered, with %3.")
                .arg(countWords(count), count == 1 ? u"was" : u"were",
                    countText(static_cast<quint64>(rows), QStringLiteral("row that was not yet written"),
                        QStringLiteral("rows that were not yet written")));
    if (failed > 0)
        sentences += QStringLiteral("%1 could not be recovered: %2").arg(countWords(failed), failure);
    return sentences.join(u' ');
}

} // namespace framescope
