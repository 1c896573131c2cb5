// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connectionfacts.h"

#include <QString>

namespace framescope {

// What a person types into the URL field, completed to what a connection takes: an address without a
// scheme gets ws if its host is loopback or private, else wss. Text with a scheme stays as it is, and so does text that
// begins with a variable, whose value may be or have one.
struct CompletedAddress {
    QString prefix; // "ws://" or "wss://" if it was added, else empty
    QString url;    // prefix and text without white space around it
};
CompletedAddress completeAddress(const QString &text);

// "example.com:8080" of a whole URL, without a port that it does not name.
QString hostAndPort(const QString &url);
// Where the response that a connection got redirects to, made absolute; empty if it names no place.
QString redirectTarget(const ConnectionFacts &facts);

} // namespace framescope
