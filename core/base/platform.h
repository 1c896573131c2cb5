// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <utility>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#include <unistd.h>
#endif

// The few calls that differ between systems. Nothing else includes a system's header.
namespace framescope::platform {

// A socket as Qt hands it out: QAbstractSocket::socketDescriptor().
using SocketDescriptor = qintptr;
inline constexpr SocketDescriptor NoSocket = -1;

#ifdef Q_OS_WIN
inline SOCKET native(SocketDescriptor socket)
{
    return static_cast<SOCKET>(socket);
}
#else
inline int native(SocketDescriptor socket)
{
    return static_cast<int>(socket);
}
#endif

// Closing the socket from now on sends RST and drops what is unsent.
inline void resetOnClose(SocketDescriptor socket)
{
    const linger off{1, 0};
#ifdef Q_OS_WIN
    ::setsockopt(native(socket), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&off), sizeof off);
#else
    ::setsockopt(native(socket), SOL_SOCKET, SO_LINGER, &off, sizeof off);
#endif
}

// Sends FIN; the other direction stays open.
inline void endWriting(SocketDescriptor socket)
{
#ifdef Q_OS_WIN
    ::shutdown(native(socket), SD_SEND);
#else
    ::shutdown(native(socket), SHUT_WR);
#endif
}

// A second handle on a TCP connection that outlives Qt's own: QAbstractSocket closes its descriptor
// before it says that the peer is gone, and gives one and the same error for FIN and RST.
class SocketWitness {
public:
    SocketWitness() = default;
    ~SocketWitness() { release(); }
    SocketWitness(const SocketWitness &) = delete;
    SocketWitness &operator=(const SocketWitness &) = delete;

#ifdef Q_OS_WIN
    // Windows has no cheap second handle: an RST is taken for a FIN there.
    void watch(SocketDescriptor) { }
    bool wasReset() const { return false; }
    void release() { }
#else
    void watch(SocketDescriptor socket)
    {
        release();
        m_socket = ::dup(native(socket));
    }
    // True once an RST has come: the connection is no longer connected at all, where after a FIN it
    // still has a peer (observed with getpeername() on Linux; POSIX lists ENOTCONN for it).
    bool wasReset() const
    {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        return m_socket >= 0 && ::getpeername(m_socket, reinterpret_cast<sockaddr *>(&peer), &size) != 0;
    }
    // The connection ends on the wire when this and Qt's handle are both closed.
    void release()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }

private:
    int m_socket = -1;
#endif
};

} // namespace framescope::platform
