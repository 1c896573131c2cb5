// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

namespace framescope {

// Puts a copy of everything that is committed in the session `source`, live or finished, at `target`:
// one file, owner-readable, as if it had been finished. What stood at `target` is replaced atomically,
// or stays as it was if anything fails; a session that is being recorded or was never finished is not
// replaced. Any thread.
Result<void> copySession(const QString &source, const QString &target);

} // namespace framescope
