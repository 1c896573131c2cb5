// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/setting.h"

#include <QDateTime>
#include <QStringList>
#include <QVariantMap>

namespace framescope {

// Which certificates the user accepted for which host and port, whatever is wrong with them: by their
// SHA-256, so that another one of the same host is asked about again. Outlives the program. GUI thread.
class AcceptedCertificates {
public:
    struct Entry {
        QString host; // and port
        QString fingerprint;
        QDateTime since; // invalid: not known
        bool operator==(const Entry &) const = default;
    };

    // Of the host and port of that address; empty for one that is no wss address.
    QStringList of(const QString &url) const;
    // None forgets the host.
    void set(const QString &url, const QStringList &fingerprints) const;

    QList<Entry> all() const; // by host
    void revoke(const Entry &entry) const;
    void acceptAgain(const Entry &entry) const; // as it was before it was revoked

private:
    void setHost(const QString &host, const QStringList &fingerprints) const;

    Setting<QVariantMap> m_byHost{"tls/accepted-certificates", {}};
    Setting<QVariantMap> m_since{"tls/accepted-since", {}}; // by host and fingerprint
};

} // namespace framescope
