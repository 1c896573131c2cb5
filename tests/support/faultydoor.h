// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QTcpServer;
class QTcpSocket;
QT_END_NAMESPACE

namespace framescope::test {

// What is met first on a loopback port: a proxy, or a balancer in front of a server. Answers the pieces that come with
// bytes that it was given, one after the other, and does then with the connection what it was told.
class FaultyDoor : public QObject {
    Q_OBJECT
public:
    enum class Then : quint8 { Silence, Fin, Reset, Relay };

    explicit FaultyDoor(const QByteArrayList &answers = {}, Then then = Then::Silence, quint16 server = 0);
    ~FaultyDoor() override;

    quint16 port() const { return m_port; }
    // Of connections from now on; without answers it happens at once.
    void set(const QByteArrayList &answers, Then then, quint16 server = 0);
    // While it is shut, connections are refused.
    void setShut(bool shut);
    int visits() const { return m_visits; }
    // All that it relays end.
    void die(Then how);

private:
    struct Visit;
    void receive(QTcpSocket *client);
    static void proceed(Visit &visit);

    QByteArrayList m_answers;
    Then m_then;
    quint16 m_server;
    quint16 m_port = 0;
    int m_visits = 0;
    std::unique_ptr<QTcpServer> m_listener;
};

} // namespace framescope::test
