// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/codenames.h"

#include "protocol/closecode.h"
#include "transport/websocketurl.h"

namespace framescope {

namespace {

// Empty for an address that is none.
QString keyOf(const QString &url, quint16 code)
{
    const auto parsed = parseWebSocketUrl(url);
    return parsed ? QStringLiteral("%1:%2 %3").arg(parsed->host).arg(parsed->port).arg(code) : QString();
}

} // namespace

QString CodeNames::of(const QString &url, quint16 code) const
{
    return mayBeNamed(code) ? m_names.value().value(keyOf(url, code)).toString() : QString();
}

void CodeNames::set(const QString &url, quint16 code, const QString &name) const
{
    const QString key = keyOf(url, code);
    if (key.isEmpty() || !mayBeNamed(code))
        return;
    QVariantMap names = m_names.value();
    if (name.isEmpty())
        names.remove(key);
    else
        names.insert(key, name);
    m_names.set(names);
}

QString CodeNames::words(const QString &url, quint16 code) const
{
    const QString own = of(url, code);
    return QStringLiteral("%1 %2").arg(code).arg(own.isEmpty() ? QString(closecode::name(code)) : own);
}

} // namespace framescope
