// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace framescope {

// A WebSocket address, parsed and serialised as browsers do (WHATWG WebSockets and URL): relative
// to `base` if there is one; http and https become ws and wss; any fragment, even an empty one, is
// an error; host:port/path without a scheme is completed only by the window, not here.
struct WebSocketUrl {
    QString text;         // serialised: the browser's `url`
    QUrl url;             // the same; its host is empty where QUrl knows fewer hosts than browsers ("a..b")
    QString host;         // what to look up: ASCII, IPv6 without brackets
    QByteArray target;    // request-target as it goes on the wire: path and query, percent-encoded
    QByteArray authority; // value for Host: the port only if it is not the default one
    quint16 port = 80;
    bool secure = false;
    QByteArray userInfo; // "name:password" if it was given, decoded: becomes Authorization, never
                         // part of Host

    QString toString() const { return text; }
};
// Errors name the place: unknown scheme, spaces, empty host, port 99999, a fragment (with its
// character).
Result<WebSocketUrl> parseWebSocketUrl(const QString &text, const QUrl &base = {});

// WHATWG: each a token, none twice. The error names the one that is wrong.
Result<void> checkSubprotocols(const QStringList &protocols);

} // namespace framescope
