// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QHostInfo;
QT_END_NAMESPACE

namespace framescope {

// Whom a Dialer asks for what its options leave open. Either is called in a thread of its own (DetachedCall), where
// it may take any time; the Dialer has limits.
struct Lookups {
    // The addresses of a name, in the order in which they are to be tried.
    std::function<QHostInfo(const QString &name)> addresses;
    // The proxy for TCP to a host (systemproxy.h).
    std::function<ProxyOptions(const QString &host, quint16 port, bool secure)> proxy;

    static Lookups ofTheSystem();
};

} // namespace framescope
