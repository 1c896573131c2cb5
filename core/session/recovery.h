// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/logwriter.h"

namespace framescope {

// What a process that records has beside its session file, and what a killed one left there.
QString ringPath(const QString &path);
QString spillPath(const QString &path);

enum class RecordingState : quint8 {
    Over,       // the file is all there is
    Going,      // a living process records into it
    Interrupted // its process is gone: what it had not yet stored stands beside it
};
RecordingState recordingState(const QString &path);

// The session to go on writing; what stands beside the file is not looked at.
Result<std::unique_ptr<LogWriter>> openLog(const QString &path);

// The same, with what a killed process left put into it. Where that process stopped, rows
// that were arriving are cut and connections that were open are closed.
Result<std::unique_ptr<LogWriter>> openRecovered(const QString &path);

// That for a session that nobody goes on with: one file is left. Answers how many rows it did not have.
Result<RowId> takeIn(const QString &path);

} // namespace framescope
