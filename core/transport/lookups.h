// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/connectionoptions.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QHostInfo;
class QObject;
QT_END_NAMESPACE

namespace framescope {

// Whom a Dialer asks for what its options leave open. Either may take any time; the Dialer has limits.
struct Lookups {
    using Found = std::function<void(const QHostInfo &)>;
    using GiveUp = std::function<void()>;

    // The addresses of a name, in the order in which they are to be tried. `found` is called later, once, in
    // the thread of `receiver`; not if that is gone by then, or the lookup was given up.
    std::function<GiveUp(const QString &name, QObject *receiver, Found found)> addresses;
    // The proxy for TCP to a host (systemproxy.h); called in a thread of its own, where it may wait.
    std::function<ProxyOptions(const QString &host, quint16 port, bool secure)> proxy;

    static Lookups ofTheSystem();
};

} // namespace framescope
