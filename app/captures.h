// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QString>

namespace framescope {

// Where captures go that the user gave no name: a folder of the user's own, readable by nobody else.
QString capturesFolder();

// A name in `folder` that no file has yet, "2026-11-23 19-24-36.framescope"; makes the folder.
Result<QString> newCapturePath(const QString &folder, const QDateTime &now);
// Where what could be read of a damaged file is kept: the same for the same file. The folder must exist.
QString salvagedPath(const QString &folder, const QString &file);
// True for a name that newCapturePath() gives.
bool isUnnamedCapture(const QString &path);
// A capture in which nothing happened is not worth keeping. True if it was one and is gone; one that cannot be
// read stays.
bool removeIfEmpty(const QString &path);

} // namespace framescope
