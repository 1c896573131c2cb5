// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ownnetwork.h"

#include "support/ownroot.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <net/route.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace framescope::test::ownnetwork {

namespace {

constexpr char interfaceName[] = "way";
bool entered = false;
int resolvConf = -1; // the file that lies over the system's

// A file of ours over one of the system's, in the mounts of this process only. -1 if that cannot be.
int coverFile(const char *path)
{
    char name[] = "/tmp/framescope-network-XXXXXX";
    const int file = mkstemp(name);
    const bool covered = file >= 0 && mount(name, path, nullptr, MS_BIND, nullptr) == 0;
    if (file >= 0)
        unlink(name);
    if (!covered && file >= 0)
        close(file);
    return covered ? file : -1;
}

void write(int file, const QByteArray &text)
{
    if (ftruncate(file, 0) != 0 || pwrite(file, text.data(), size_t(text.size()), 0) != text.size())
        qFatal("the disk takes nothing");
}

ifreq request(const char *name)
{
    ifreq request{};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    return request;
}

// Of ioctl()s on interfaces; those that fail are told in words.
void control(unsigned long what, void *request, int expected = 0)
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const bool done = ioctl(socket, what, request) == 0 || errno == expected;
    if (!done)
        qFatal("interface: %s", strerror(errno));
    close(socket);
}

void setUp(const char *name, bool up)
{
    ifreq flags = request(name);
    control(SIOCGIFFLAGS, &flags);
    flags.ifr_flags = short(up ? flags.ifr_flags | IFF_UP : flags.ifr_flags & ~IFF_UP);
    control(SIOCSIFFLAGS, &flags);
}

// Everything else lies behind the interface. Goes with its link and its address.
void routeAllOverIt()
{
    char name[] = "way";
    rtentry route{};
    for (sockaddr *address : {&route.rt_dst, &route.rt_gateway, &route.rt_genmask})
        address->sa_family = AF_INET;
    route.rt_flags = RTF_UP;
    route.rt_dev = name;
    control(SIOCADDRT, &route, EEXIST);
}

} // namespace

bool enter()
{
    if (access("/etc/resolv.conf", R_OK) != 0)
        return false;
    if (!becomeRoot())
        return false;
    if (unshare(CLONE_NEWNET | CLONE_NEWNS) != 0
        || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return false;
    setUp("lo", true);
    resolvConf = coverFile("/etc/resolv.conf");
    const int nameServices = coverFile("/etc/nsswitch.conf");
    if (nameServices >= 0) {
        write(nameServices, "hosts: files dns\n");
        close(nameServices);
    }
    // What is lost is sent again soon, where the system has a word for that.
    writeTo("/proc/sys/net/ipv4/tcp_rto_min_us", "20000");
    entered = resolvConf >= 0;
    return entered;
}

bool isEntered()
{
    return entered;
}

bool hasInterface()
{
    const int device = entered ? openInterface() : -1;
    if (device >= 0)
        close(device);
    return device >= 0;
}

void setResolvConf(const QByteArray &text)
{
    write(resolvConf, text);
}

int openInterface()
{
    const int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ifreq tunnel = request(interfaceName);
    tunnel.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (device >= 0 && ioctl(device, TUNSETIFF, &tunnel) != 0) {
        close(device);
        return -1;
    }
    if (device >= 0)
        setUp(interfaceName, true);
    return device;
}

void setAddress(const QHostAddress &address)
{
    ifreq own = request(interfaceName);
    auto *in = reinterpret_cast<sockaddr_in *>(&own.ifr_addr);
    in->sin_family = AF_INET;
    in->sin_addr.s_addr = htonl(address.toIPv4Address());
    control(SIOCSIFADDR, &own);
    if (!address.isNull())
        routeAllOverIt();
}

void setLink(bool up)
{
    setUp(interfaceName, up);
    if (up)
        routeAllOverIt();
}

} // namespace framescope::test::ownnetwork
