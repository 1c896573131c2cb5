// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/relayhop.h"

#include "transport/localdoor.h"

#include <QDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace framescope::test {

namespace {

using GetName = int(int, sockaddr *, socklen_t *);

// Port of one end of an IPv4 connection; 0 if it is none.
quint16 portOf(int descriptor, GetName getName)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (getName(descriptor, reinterpret_cast<sockaddr *>(&address), &size) != 0
        || address.sin_family != AF_INET)
        return 0;
    return ntohs(address.sin_port);
}

// As the kernel counts it, which is twice what was asked for (socket(7)).
int bufferSize(int descriptor, int option)
{
    int size = 0;
    socklen_t length = sizeof size;
    getsockopt(descriptor, SOL_SOCKET, option, &size, &length);
    return size / 2;
}

struct End {
    int descriptor;
    quint16 ownPort;
    quint16 otherPort;
};

QList<End> ends(quint16 serverPort)
{
    QList<End> list;
    for (const QString &name : QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::System | QDir::Files)) {
        const int descriptor = name.toInt();
        const End end{descriptor, portOf(descriptor, getsockname), portOf(descriptor, getpeername)};
        if (end.ownPort != 0 && end.otherPort != 0 && end.ownPort != serverPort && end.otherPort != serverPort)
            list.append(end);
    }
    return list;
}

} // namespace

RelayHop::RelayHop(quint16 serverPort)
{
    for (const End &one : ends(serverPort)) {
        for (const End &other : ends(serverPort)) {
            if (one.ownPort == other.otherPort && one.otherPort == other.ownPort
                && bufferSize(one.descriptor, SO_SNDBUF) == LocalDoor::SendBuffer) {
                m_tap = one.descriptor;
                m_qWebSocket = other.descriptor;
            }
        }
    }
    if (m_tap < 0)
        qFatal("there is no relay");
}

void RelayHop::cut() const
{
    shutdown(m_tap, SHUT_RDWR);
    shutdown(m_qWebSocket, SHUT_RDWR);
}

void RelayHop::handToQWebSocket(const QByteArray &bytes) const
{
    if (::send(m_tap, bytes.data(), static_cast<size_t>(bytes.size()), 0) != bytes.size())
        qFatal("the hop takes nothing");
}

int RelayHop::tapSendBuffer() const
{
    return bufferSize(m_tap, SO_SNDBUF);
}

int RelayHop::qWebSocketReceiveBuffer() const
{
    return bufferSize(m_qWebSocket, SO_RCVBUF);
}

} // namespace framescope::test
