// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/way.h"

#include <memory>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
QT_END_NAMESPACE

namespace framescope::test {

// A way of real packets, which takes ownnetwork. What is sent to one of the hosts behind the interface comes
// back from there to the same port of this process: with source and destination exchanged, which changes no checksum.
// Packets to any other host vanish.
class PacketWay : public Way {
    Q_OBJECT
public:
    PacketWay();
    ~PacketWay() override;

    QHostAddress listenAddress() const override { return QHostAddress(QHostAddress::AnyIPv4); }
    QString authority(quint16 serverPort) override;
    void setHosts(const QList<QHostAddress> &hosts) { m_hosts = hosts; }

private:
    void carry();
    void carry(QByteArray packet);

    int m_device;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QList<QHostAddress> m_hosts{QHostAddress(QStringLiteral("192.0.2.2"))};
};

} // namespace framescope::test
