// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Preloaded (ld.so(8), LD_PRELOAD) into a server that knows no other way than to listen on every address of the
// machine: this bind() leaves it loopback.
#include <netinet/in.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" int bind(int socket, const sockaddr *address, socklen_t size) noexcept
{
    if (address->sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
        sockaddr_in6 own = *reinterpret_cast<const sockaddr_in6 *>(address);
        own.sin6_addr = {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1}}};
        own.sin6_scope_id = 0;
        return static_cast<int>(syscall(SYS_bind, socket, &own, sizeof own));
    }
    if (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
        sockaddr_in own = *reinterpret_cast<const sockaddr_in *>(address);
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return static_cast<int>(syscall(SYS_bind, socket, &own, sizeof own));
    }
    return static_cast<int>(syscall(SYS_bind, socket, address, size));
}
