// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline.h"

namespace framescope {

// framescope print: writes the timeline of a session file to the standard output, then what is known of
// its connections. Answers the exit code; what is wrong goes to the standard error as a sentence.
int printSession(const PrintCommand &command);

} // namespace framescope
