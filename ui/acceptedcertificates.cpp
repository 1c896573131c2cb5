// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/acceptedcertificates.h"

#include "transport/websocketurl.h"

namespace framescope {

namespace {

// "host:port", or empty.
QString keyOf(const QString &url)
{
    const auto parsed = parseWebSocketUrl(url);
    return parsed && parsed->secure ? QStringLiteral("%1:%2").arg(parsed->host).arg(parsed->port) : QString();
}

} // namespace

QStringList AcceptedCertificates::of(const QString &url) const
{
    const QString key = keyOf(url);
    return key.isEmpty() ? QStringList() : m_byHost.value().value(key).toStringList();
}

void AcceptedCertificates::set(const QString &url, const QStringList &fingerprints) const
{
    const QString key = keyOf(url);
    QVariantMap byHost = m_byHost.value();
    if (key.isEmpty() || byHost.value(key).toStringList() == fingerprints)
        return;
    if (fingerprints.isEmpty())
        byHost.remove(key);
    else
        byHost.insert(key, fingerprints);
    m_byHost.set(byHost);
}

} // namespace framescope
