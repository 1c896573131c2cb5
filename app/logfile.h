// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QLoggingCategory>
#include <QString>

namespace framescope {

// From now on what the program says of itself (the categories framescope.*) goes into that file, a line a message, behind
// what stands in it; "-" is the standard error. Warnings of Qt go there too. Once, before any thread.
Result<void> startLog(const QString &path);

// What the program does as a whole: how it was started, when its window stands.
Q_DECLARE_LOGGING_CATEGORY(programLog)

} // namespace framescope
