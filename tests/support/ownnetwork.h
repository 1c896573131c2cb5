// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHostAddress>

// A network of this process's own (Linux namespaces): nobody outside sees it, and its interface, its addresses
// and its name server are ours to choose. For faults of real packets.
namespace framescope::test::ownnetwork {

// In main(), before another thread exists. False where the system does not let us: only root may, or users
// where the system lets them be root in a namespace of their own.
bool enter();
bool isEntered();
bool hasInterface(); // it takes /dev/net/tun

// What name lookups read instead of /etc/resolv.conf.
void setResolvConf(const QByteArray &text);

// The interface behind which everything lies that is not this computer: each packet to somewhere else can be
// read from this descriptor, and what is written there arrives. Never blocks.
int openInterface();
// Its only address; a null one takes it away.
void setAddress(const QHostAddress &address);
void setLink(bool up); // keeps the address

} // namespace framescope::test::ownnetwork
