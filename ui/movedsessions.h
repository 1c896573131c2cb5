// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace framescope {

// The sessions that are recorded elsewhere than among the captures, since somebody moved them: what a killed program
// left of them is looked for there too. Of all windows. GUI thread.
QStringList movedSessions();
void rememberMovedSession(const QString &path);
void forgetMovedSessions(const QStringList &paths);

} // namespace framescope
