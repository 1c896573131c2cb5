// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/setting.h"

#include <QVariantMap>

namespace framescope {

// What the user calls the close codes of an application (RFC 6455, 7.4.2: 4000 to 4999), by the host and port
// that sends them. Outlives the program. GUI thread.
class CodeNames {
public:
    static bool mayBeNamed(quint16 code) { return code >= 4000 && code <= 4999; }

    // By the server at that address; empty: it has no name there.
    QString of(const QString &url, quint16 code) const;
    // An empty name is forgotten.
    void set(const QString &url, quint16 code, const QString &name) const;
    // "4401 Session ended", "1000 Normal Closure".
    QString words(const QString &url, quint16 code) const;

private:
    Setting<QVariantMap> m_names{"connection/code-names", {}}; // by "host:port code"
};

} // namespace framescope
