// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "session/connectionfacts.h"
#include "transport/connectionoptions.h"
#include "transport/lookups.h"
#include "transport/websocketurl.h"

#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace framescope {

// Brings TCP, and TLS if wanted, to a server: looks the name up, tries every address in turn, goes
// through the proxy, checks the certificate, with a time for each phase and a limit for each. Network
// thread. Use once.
class Dialer : public QObject {
    Q_OBJECT
public:
    Dialer(const WebSocketUrl &url, const ConnectionOptions &options, const Clock &clock,
        Lookups lookups = Lookups::ofTheSystem(), QObject *parent = nullptr);
    ~Dialer() override;

    void setUrl(const WebSocketUrl &url); // before start(): one that is known only now
    void start();
    void abort(); // no signal follows

    // Filled as phases end: phaseNs, addresses, localAddress, remoteAddress, tls.
    const ConnectionFacts &facts() const;
    int proxyRefusal() const; // HTTP status with which a proxy refused the tunnel; else 0
    // After connected(): the socket (a QSslSocket if secure), now the caller's.
    std::unique_ptr<QTcpSocket> takeSocket();

Q_SIGNALS:
    void phaseEnded(framescope::Phase phase);
    void connected();
    // `cause` is one of NameNotFound, NoAddressOfFamily, LookupFailed, Refused, Unreachable, ConnectTimeout,
    // ProxyFailed, TlsFailed, TlsEnded, TlsTimeout;
    // `detail` is the observed fact in words.
    void failed(framescope::EndCause cause, const QString &detail);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace framescope
