// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QString>

namespace framescope {

// Starts `program` as another window, in a process of its own: a flood, a long save or the end of one session holds
// up no other. It shows the session in `file`, or records a new one. Answers its number.
Result<qint64> openAnotherWindow(const QString &program, const QString &file = {});

} // namespace framescope
