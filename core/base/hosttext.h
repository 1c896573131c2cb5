// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace framescope {

// A host as it stands in an address: IPv6 in brackets (RFC 3986, 3.2.2).
inline QString hostText(const QString &host)
{
    return host.contains(u':') ? u'[' + host + u']' : host;
}

// "example.org:8080", "[::1]:80"; port 0 is none.
inline QString hostText(const QString &host, quint16 port)
{
    return port == 0 ? hostText(host) : hostText(host) + u':' + QString::number(port);
}

} // namespace framescope
