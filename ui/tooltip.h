// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace framescope {

// Words as a tool tip. Qt takes what looks like HTML for HTML: a server's close reason would then be obeyed
// ("<img src=...>" opens a file) and not be shown.
QString toolTipText(const QString &words);

} // namespace framescope
