// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"

#include <QStringList>

#include <optional>

namespace framescope {

// What a command line of another tool says of a connection: curl (above all "Copy as cURL" of a browser),
// wscat, websocat. Nothing that it says is lost without a word: what does not take part stands in
// `notTaken`.
struct PastedCommand {
    QString tool;        // "curl", "wscat", "websocat"
    QString url;         // http and https are turned into ws and wss
    HttpHeaders headers; // in order; without those that each handshake makes anew (RFC 6455, 4.1)
    QStringList protocols;
    QByteArray origin; // empty: none
    // As it stood in Sec-WebSocket-Extensions; nothing if the command does not name any.
    std::optional<QByteArray> extensions;
    bool insecure = false;
    QString caFile;
    QString certificateFile;
    QString keyFile;
    QString keyPassword; // of the key, or of the certificate's file
    QString tlsName;     // to ask for instead of the host of the address
    bool needsTls13 = false;
    QString proxy;             // "http://host:port", "socks5://user:password@host:port"
    QString proxyLogin;        // "user:password", where it stands apart
    QString connectHost;       // TCP goes there instead of to the address; empty: it does not
    quint16 connectPort = 0;   // 0: that of the address
    int ipVersion = 0;         // 4 or 6; 0: any
    QStringList send;          // messages to send when it is open
    double connectTimeout = 0; // seconds; 0: not said
    double pingInterval = 0;   // seconds; 0: not said
    QStringList notTaken;      // finished sentences: what was left out and why

    // How many cookies the headers hold.
    int cookieCount() const;
    // "Taken from curl: 9 headers, 4 cookies, Origin."
    QString summary() const;
};

// What such a command would say of a connection to `url` whose handshake is `request`: no tool, TLS nor route.
PastedCommand commandOf(const QString &url, const HttpHead &request);

// True for text that begins with the name of one of the tools, so that it is no address.
bool looksLikeCommand(QStringView text);

// Error: no address, an option without its value, a quotation that does not end, a header that is none,
// a tool that is not known; with the place as "character n" where there is one.
Result<PastedCommand> parsePastedCommand(const QString &text);

} // namespace framescope
