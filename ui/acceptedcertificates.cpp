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

QString sinceKey(const QString &host, const QString &fingerprint)
{
    return host + u' ' + fingerprint;
}

} // namespace

QStringList AcceptedCertificates::of(const QString &url) const
{
    const QString key = keyOf(url);
    return key.isEmpty() ? QStringList() : m_byHost.value().value(key).toStringList();
}

void AcceptedCertificates::set(const QString &url, const QStringList &fingerprints) const
{
    if (const QString key = keyOf(url); !key.isEmpty())
        setHost(key, fingerprints);
}

void AcceptedCertificates::setHost(const QString &host, const QStringList &fingerprints) const
{
    QVariantMap byHost = m_byHost.value();
    const QStringList before = byHost.value(host).toStringList();
    if (before == fingerprints)
        return;
    QVariantMap since = m_since.value();
    for (const QString &fingerprint : before) {
        if (!fingerprints.contains(fingerprint))
            since.remove(sinceKey(host, fingerprint));
    }
    for (const QString &fingerprint : fingerprints) {
        if (!before.contains(fingerprint))
            since.insert(sinceKey(host, fingerprint), QDateTime::currentDateTimeUtc());
    }
    if (fingerprints.isEmpty())
        byHost.remove(host);
    else
        byHost.insert(host, fingerprints);
    m_byHost.set(byHost);
    m_since.set(since);
}

QList<AcceptedCertificates::Entry> AcceptedCertificates::all() const
{
    const QVariantMap byHost = m_byHost.value();
    const QVariantMap since = m_since.value();
    QList<Entry> entries;
    for (auto host = byHost.begin(); host != byHost.end(); ++host) {
        for (const QString &fingerprint : host->toStringList())
            entries.append(
                {host.key(), fingerprint, since.value(sinceKey(host.key(), fingerprint)).toDateTime()});
    }
    return entries;
}

void AcceptedCertificates::revoke(const Entry &entry) const
{
    QStringList left = m_byHost.value().value(entry.host).toStringList();
    left.removeAll(entry.fingerprint);
    setHost(entry.host, left);
}

void AcceptedCertificates::acceptAgain(const Entry &entry) const
{
    QStringList all = m_byHost.value().value(entry.host).toStringList();
    if (all.contains(entry.fingerprint))
        return;
    setHost(entry.host, all << entry.fingerprint);
    QVariantMap since = m_since.value();
    since.insert(sinceKey(entry.host, entry.fingerprint), entry.since);
    m_since.set(since);
}

} // namespace framescope
