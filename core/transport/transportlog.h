// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLoggingCategory>

namespace framescope {

// What this library does, for whoever looks for a mistake of ours; silent unless asked for (--log). Hosts, ports, causes
// and times only: nothing that a user or a server wrote, for any of it may be a secret.
inline const QLoggingCategory &transportLog()
{
    static const QLoggingCategory category("framescope.transport", QtWarningMsg);
    return category;
}

} // namespace framescope
