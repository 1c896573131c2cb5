// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/setting.h"

#include <QStringList>
#include <QVariantMap>

namespace framescope {

// Which certificates the user accepted for which host and port, whatever is wrong with them: by their
// SHA-256, so that another one of the same host is asked about again. Outlives the program. GUI thread.
class AcceptedCertificates {
public:
    // Of the host and port of that address; empty for one that is no wss address.
    QStringList of(const QString &url) const;
    // None forgets the host.
    void set(const QString &url, const QStringList &fingerprints) const;

private:
    Setting<QVariantMap> m_byHost{"tls/accepted-certificates", {}};
};

} // namespace framescope
