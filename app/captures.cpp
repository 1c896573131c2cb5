// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/captures.h"

#include "session/sessionreader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace framescope {

QString capturesFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QLatin1StringView("/captures");
}

Result<QString> newCapturePath(const QString &folder, const QDateTime &now)
{
    if (!QDir(folder).exists()) {
        if (!QDir().mkpath(folder)) {
            return Error{QStringLiteral("The folder for captures, \"%1\", cannot be made.").arg(folder), {},
                QStringLiteral("Make it, or name a file with --output.")};
        }
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    const QString stem = folder + u'/' + now.toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    QString path = stem + QLatin1StringView(".framescope");
    for (int number = 2; QFile::exists(path); ++number)
        path = QStringLiteral("%1 %2.framescope").arg(stem).arg(number);
    return path;
}

QString salvagedPath(const QString &folder, const QString &file)
{
    const QFileInfo info(file);
    const QString what = QStringLiteral("%1 %2 %3")
                             .arg(info.absoluteFilePath())
                             .arg(info.size())
                             .arg(info.lastModified().toMSecsSinceEpoch());
    const QByteArray hash = QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir(folder).filePath(
        QStringLiteral("salvaged-%1.framescope").arg(QLatin1StringView(hash.first(16))));
}

bool isUnnamedCapture(const QString &path)
{
    static const QRegularExpression given(
        QStringLiteral(R"(^\d{4}-\d\d-\d\d \d\d-\d\d-\d\d( \d+)?\.framescope$)"));
    return given.match(QFileInfo(path).fileName()).hasMatch();
}

bool removeIfEmpty(const QString &path)
{
    const auto reader = SessionReader::open(path);
    const auto info = reader ? (*reader)->info() : Result<SessionInfo>(reader.error());
    return info && info->lastId == 0 && QFile::remove(path);
}

} // namespace framescope
