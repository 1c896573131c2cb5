// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline.h"

namespace framescope {

// framescope [URL or FILE]: the window, until it is closed; or a picture of it. Needs a QApplication. What happens
// is recorded among the user's captures; for a picture it is thrown away. A session file is shown, and recorded into
// only if the user adds something.
int showWindow(const WindowCommand &command);

} // namespace framescope
