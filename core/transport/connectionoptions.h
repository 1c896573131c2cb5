// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/handshake.h"
#include "protocol/peer.h"
#include "transport/signinoptions.h"
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

// Pings of our own while a connection is open. They keep it alive on its way and notice when it is dead.
// Each is a frame of the log like any other, marked automatic, with a payload of its own ("keepalive 7").
struct KeepaliveOptions {
    int interval = 0; // milliseconds from one ping to the next; 0: none are sent
    // So many unanswered in a row end the connection (EndCause::KeepaliveTimeout); 0: none do. Time in which
    // we did not read, or in which more of a frame came or of our data went, is not counted.
    int misses = 2;
};

// What a ping of the server gets. All but AtOnce breaks RFC 6455 (5.5.2, 5.5.3) on purpose; the server is
// then not blamed for what follows.
struct PingAnswer {
    enum class Kind : quint8 { AtOnce, Late, OtherPayload, Never };
    Kind kind = Kind::AtOnce;
    int delay = 1'000;  // Late: milliseconds
    QByteArray payload; // OtherPayload: at most 125 bytes
};

// Whether and when another attempt follows an end that nobody here wished and that another attempt may
// escape (reconnectrules.h). Waiting begins anew once a connection was open for longer than the wait before
// it: then it counts as working, and the attempts are counted from 1 again.
struct ReconnectOptions {
    bool on = false;
    int delay = 1'000;     // milliseconds from the first end to the next attempt; from 1 on
    double factor = 2;     // each further wait is so much longer; from 1 on
    int maxDelay = 30'000; // milliseconds, before the jitter
    double jitter = 0.2;   // each wait is longer or shorter by chance, by up to this share of it; 0 to 1
    int maxAttempts = 0;   // 0: any number
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
    // How Connection hands out binary messages; absent: Blob under browser rules, as in a browser, and
    // ArrayBuffer under an inspector's, whose readers want the bytes that are there already.
    std::optional<BinaryType> binaryType;
    Timeouts timeouts;
    TlsOptions tls;
    ProxyOptions proxy;
    ConnectTo connectTo;
    AddressFamily family = AddressFamily::Any; // of the server, or of the proxy if there is one
    KeepaliveOptions keepalive;
    PingAnswer pingAnswer;
    ReconnectOptions reconnect;
    std::optional<SignInOptions> signIn;
    bool echo = false;                 // each message that is delivered goes back as it came
    quint64 deliveryLimit = 64u << 20; // bytes; a larger message is recorded, not delivered
    // Bytes that a compressed message may turn into. Up to here it is inflated and recorded, in pieces if it is
    // above the delivery limit; then it breaks a rule (MessageTooBig), and the rest of it is not inflated.
    quint64 inflateLimit = 1u << 30;
    // Payload bytes that may wait to be sent. What send() is given above it is not sent; browser rules then
    // end the connection with an error, as a browser does that is "flagged as full".
    quint64 sendLimit = 1u << 30;

    BinaryType initialBinaryType() const
    {
        if (echo)
            return BinaryType::ArrayBuffer;
        return binaryType.value_or(rules == Rules::Browser ? BinaryType::Blob : BinaryType::ArrayBuffer);
    }
};

} // namespace framescope
