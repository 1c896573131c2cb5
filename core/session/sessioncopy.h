// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

#include <functional>

namespace framescope {

// Told how much of the copy is there, 0 to 1, every few MiB; answers false to end it.
using CopyProgress = std::function<bool(double done)>;

// Puts a copy of everything that is committed in the session `source`, live or finished, at `target`:
// one file, owner-readable, as if it had been finished. What stood at `target` is replaced atomically,
// or stays as it was if anything fails or `progress` ends it; a session that is being recorded or was
// never finished is not replaced. Any thread.
Result<void> copySession(const QString &source, const QString &target, const CopyProgress &progress = {});

} // namespace framescope
