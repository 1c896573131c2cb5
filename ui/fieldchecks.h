// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ui/connectiondraft.h"

namespace framescope {

// What cannot be used of what is typed into a field of the drawer, as a sentence with its place: before
// anything is sent.
namespace fieldchecks {

Result<void> checkCookie(const NamedValue &cookie);
// A name, an IPv4 or an IPv6 address, as a field for host and port left it; empty is right.
Result<void> checkHost(const QString &host);
Result<void> checkProxy(const ProxyOptions &proxy);
Result<void> checkProxyLogin(const ProxyOptions &proxy);
// The name that TLS asks for instead of the host of the address; empty is right.
Result<void> checkServerName(const QString &name);
// Each 64 hex digits of SHA-256, with or without colons.
Result<void> checkFingerprints(const QStringList &fingerprints);

// What can be sent, but probably is not meant so.
Result<void> doubtBasicUser(const QString &user);
Result<void> doubtParameter(const NamedValue &parameter);
// An IPv6 address without a port, whose end looks like one.
Result<void> doubtPort(const ConnectTo &to);

} // namespace fieldchecks
} // namespace framescope
