// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLoggingCategory>

namespace framescope {

// What the store does, for whoever looks for a mistake of ours; silent unless asked for (--log). Paths, numbers and
// times only, nothing of what is recorded.
inline const QLoggingCategory &sessionLog()
{
    static const QLoggingCategory category("framescope.session", QtWarningMsg);
    return category;
}

} // namespace framescope
