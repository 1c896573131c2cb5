// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QTcpServer;
class QTcpSocket;
QT_END_NAMESPACE

namespace framescope::test {

// A hop on the way to a server of this computer, for one connection: carries bytes both ways, until so many of the
// server's went through; then it ends TCP, wherever in a record that is. Or it falls silent, as a way does whose
// other end is gone.
class CuttingHop : public QObject {
    Q_OBJECT
public:
    enum class End : quint8 { Fin, Reset, Silence };
    explicit CuttingHop(quint16 server);
    ~CuttingHop() override;

    quint16 port() const;
    // From now on.
    void cutAfter(qint64 bytes, End end);

private:
    void carryDown();
    void end();

    std::unique_ptr<QTcpServer> m_listener;
    std::unique_ptr<QTcpSocket> m_server;
    QTcpSocket *m_client = nullptr; // the listener's child
    std::optional<qint64> m_left;
    End m_end = End::Fin;
    bool m_cut = false;
};

} // namespace framescope::test
