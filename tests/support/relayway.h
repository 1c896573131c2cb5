// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/way.h"

#include <deque>
#include <memory>

QT_BEGIN_NAMESPACE
class QTcpServer;
class QTcpSocket;
class QTimer;
QT_END_NAMESPACE

namespace framescope::test {

// One direction of a relayed connection: bytes that wait for their time.
class RelayLane : public QObject {
    Q_OBJECT
public:
    RelayLane(QTcpSocket *to, QObject *parent);
    void take(const QByteArray &bytes, int milliseconds);
    void setHeld(bool held);
    void end(); // behind everything that it took

private:
    void giveDue();

    struct Piece {
        QByteArray bytes;
        qint64 due; // ms
    };
    QTcpSocket *m_to;
    std::unique_ptr<QTimer> m_timer;
    std::deque<Piece> m_pieces;
    bool m_held = false;
    bool m_ends = false;
};

// A way that needs no rights: a relay on loopback. Its TCP is always there at once and never loses a byte; what a
// way loses arrives late here, as it does after TCP has sent it again.
class RelayWay : public Way {
    Q_OBJECT
public:
    RelayWay();
    ~RelayWay() override;

    QHostAddress listenAddress() const override { return QHostAddress(QHostAddress::LocalHost); }
    QString authority(quint16 serverPort) override;
    void mend() override;

private:
    void relay(QTcpSocket *client);
    void carry(QTcpSocket *from, QTcpSocket *to);

    std::unique_ptr<QTcpServer> m_listener;
    quint16 m_serverPort = 0;
};

} // namespace framescope::test
