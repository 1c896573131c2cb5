// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/handshake.h"
#include "protocol/peer.h"
#include "transport/tlsoptions.h"

#include <QStringList>

namespace framescope {

enum class Rules : quint8 {
    Browser,  // refuse what browsers refuse
    Inspector // allow it, and log what a browser would have done
};
enum class BinaryType : quint8 { Blob, ArrayBuffer };

struct Timeouts { // milliseconds; 0: none
    int connect = 10'000;
    int tls = 10'000;
    int handshake = 10'000; // request written to response head complete
    int close = 5'000;      // our Close written to end of TCP
};

struct ProxyOptions {
    enum class Kind : quint8 {
        None,
        Http,
        Socks5,
        System // what the system names for this address; that may be none
    };
    Kind kind = Kind::None;
    QString host;
    quint16 port = 0;
    QString user;
    QString password;
};

enum class AddressFamily : quint8 { Any, IPv4, IPv6 };

// Where TCP goes instead of to the host and port of the URL, which stay in Host and in the name that TLS
// asks for: to reach one server behind a name, or one that has no name yet.
struct ConnectTo {
    QString host;     // empty: the URL's
    quint16 port = 0; // 0: the URL's
};

// Everything a connection is opened with: a value.
struct ConnectionOptions {
    QString url;
    QStringList protocols;
    HttpHeaders headers; // in order, repeats allowed; replace standard ones of the same name
    QByteArray origin;   // empty: no Origin header
    std::optional<DeflateParameters> deflate = DeflateParameters::browserOffer(); // absent: not offered
    Rules rules = Rules::Inspector;
    Policy policy = Policy::Strict;
    BinaryType binaryType = BinaryType::ArrayBuffer;
    Timeouts timeouts;
    TlsOptions tls;
    ProxyOptions proxy;
    ConnectTo connectTo;
    AddressFamily family = AddressFamily::Any; // of the server, or of the proxy if there is one
    bool answerPings = true;
    quint64 deliveryLimit = 64u << 20; // bytes; a larger message is recorded, not delivered
};

} // namespace framescope
