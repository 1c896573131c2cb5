// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/systemproxy.h"

#include <QNetworkProxyFactory>
#include <QUrl>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

ProxyOptions::Kind kindOf(QNetworkProxy::ProxyType type)
{
    if (type == QNetworkProxy::HttpProxy)
        return ProxyOptions::Kind::Http;
    return type == QNetworkProxy::Socks5Proxy ? ProxyOptions::Kind::Socks5 : ProxyOptions::Kind::None;
}

} // namespace

// Asked as for https (or http): the systems know no proxy of WebSocket's own.
ProxyOptions systemProxy(const QString &host, quint16 port, bool secure)
{
    QUrl url;
    url.setScheme(secure ? u"https"_s : u"http"_s);
    url.setHost(host);
    url.setPort(port);
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    for (const QNetworkProxy &proxy : proxies) {
        const ProxyOptions::Kind kind = kindOf(proxy.type());
        if (kind != ProxyOptions::Kind::None)
            return {kind, proxy.hostName(), proxy.port(), proxy.user(), proxy.password()};
        if (proxy.type() == QNetworkProxy::NoProxy)
            break;
    }
    return {};
}

} // namespace framescope
