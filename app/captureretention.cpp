// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/captureretention.h"

#include "app/captures.h"
#include "ui/units.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace framescope {

namespace {

bool isUnfinished(const QFileInfo &file)
{
    const char16_t *const companions[] = {u"-ring", u"-spill", u"-wal"};
    return std::any_of(std::begin(companions), std::end(companions),
        [&](const char16_t *suffix) { return QFile::exists(file.filePath() + QStringView(suffix)); });
}

} // namespace

KeptCaptures removeOldCaptures(const QString &folder, const QDateTime &now, const RetentionLimits &limits)
{
    // The oldest are the last.
    QFileInfoList files =
        QDir(folder).entryInfoList({QStringLiteral("*.framescope")}, QDir::Files, QDir::Time);
    files.removeIf([](const QFileInfo &file) { return !isUnnamedCapture(file.filePath()); });
    KeptCaptures kept{static_cast<int>(files.size()), 0, 0};
    for (const QFileInfo &file : files)
        kept.bytes += static_cast<quint64>(file.size());
    files.removeIf(isUnfinished);
    const QDateTime oldest = now.addDays(-limits.days);
    while (files.size() > 1) {
        const QFileInfo file = files.takeLast();
        const bool isTooMuch = file.lastModified() < oldest || kept.bytes > limits.bytes;
        if (!isTooMuch || !QFile::remove(file.filePath()))
            continue;
        --kept.count;
        ++kept.removed;
        kept.bytes -= static_cast<quint64>(file.size());
    }
    // What was read of damaged files can be read once more: it counts for nothing.
    for (const QFileInfo &file :
        QDir(folder).entryInfoList({QStringLiteral("salvaged-*.framescope")}, QDir::Files)) {
        if (file.lastModified() < oldest && !isUnfinished(file))
            QFile::remove(file.filePath());
    }
    return kept;
}

QString KeptCaptures::words(const RetentionLimits &limits) const
{
    QString sentence =
        QStringLiteral("Captures without a name are kept for %1 days, %2 at most: %3 now, %4.")
            .arg(limits.days)
            .arg(bytesText(limits.bytes), countText(static_cast<quint64>(count)), bytesText(bytes));
    if (removed > 0)
        sentence += removed == 1 ? QStringLiteral(" An older one was removed.")
                                 : QStringLiteral(" %1 older ones were removed.").arg(removed);
    return sentence;
}

} // namespace framescope
