// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline.h"

namespace framescope {

// framescope [URL]: the window, until it is closed; or a picture of it. Needs a QApplication. What happens
// is recorded among the user's captures; for a picture it is thrown away.
int showWindow(const WindowCommand &command);

} // namespace framescope
