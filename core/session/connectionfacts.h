// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"
#include "session/row.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace framescope {

enum class ReadyState : quint8 { Connecting = 0, Open = 1, Closing = 2, Closed = 3 }; // WHATWG

// How far an attempt came; each phase that ended has its time.
enum class Phase : quint8 { Address, Tcp, Proxy, Tls, Upgrade };

// What brought a connection to its end, or kept it from opening: the observed fact, not a guess.
enum class EndCause : quint8 {
    None,           // still going on
    CloseHandshake, // both Close frames
    ServerFin,      // end of TCP without the handshake being complete
    ServerReset,    // RST
    LocalAbort,     // the user
    CloseTimeout,   // we waited for the answer to our Close
    KeepaliveTimeout,
    ProtocolFailure,   // we failed it (RFC 6455, 7.1.7)
    NetworkError,      // of an open connection: unreachable, timed out by the system
    NameNotFound,      // it has no address
    NoAddressOfFamily, // only of the one that was not asked for
    LookupFailed,      // nobody could say whether it has one
    Refused,           // every address refused
    Unreachable,
    ConnectTimeout,
    ProxyFailed,
    TlsFailed,
    TlsEnded, // TCP ended within its handshake
    TlsTimeout,
    HandshakeTimeout,
    HttpStatus,       // an answer other than 101
    HandshakeInvalid, // a 101 that must not be accepted, or no HTTP at all
    SignInFailed      // the HTTP request before it, so that the server was not asked
};

// As it stands in the file: "server fin".
QLatin1StringView endCauseName(EndCause cause);

struct AddressAttempt {
    QString address; // "127.0.0.1:8080"
    QString result;  // "connected", "refused", "timed out", ...
    qint64 durationNs = 0;
};

struct CertificateFacts {
    QString subject;
    QString issuer;
    QStringList names; // subject alternative names
    QString validFrom; // ISO 8601, UTC
    QString validUntil;
    QString sha256; // fingerprint, hex
    QByteArray pem;
};

struct TlsFacts {
    QString protocol; // "TLS 1.3"
    QString cipher;
    QList<CertificateFacts> chain; // the server's own first
    QStringList errors;            // which check failed, on which certificate, in words
};

// An outcome in words (design: what happened, evidence, likely cause marked as such, actions).
struct Outcome {
    EndCause cause = EndCause::None;
    QString what;        // one sentence: observed
    QString evidence;    // observed
    QString guess;       // begins with "Probably"; empty if there is nothing to guess
    QStringList actions; // at most three names of things to do: "reconnect", "edit-auth", ...
};

// What of the other side was last seen before the end; before a closing handshake: before its first Close.
struct LastSigns {
    qint64 silenceInNs = 0;  // since the last byte received
    qint64 silenceOutNs = 0; // since the last byte sent
    int pingsUnanswered = 0;
    qint64 pingWaitNs = 0; // since the first of them was sent; 0 without
};

// Everything known about one connection but its frames: a value that travels in order with the log
// and is stored as JSON beside it.
struct ConnectionFacts {
    ConnectionId id = 0;
    QString url;              // as the browser's `url`: parsed and serialised
    Role role = Role::Client; // ours
    int attempt = 1;          // counted by URL
    ConnectionId first = 0;   // of a reconnecting connection: its first attempt; 0: it is itself the first
    // It ended and reconnects: when the next attempt begins, monotonic. Absent again once that has begun or
    // was called off.
    std::optional<qint64> nextAttemptNs;
    ReadyState readyState = ReadyState::Connecting;
    QString protocol;     // agreed subprotocol
    QString extensions;   // as agreed
    qint64 startedNs = 0; // monotonic
    std::optional<qint64> openedNs;
    std::optional<qint64> endedNs;
    std::array<std::optional<qint64>, 5> phaseNs; // duration, by Phase
    bool viaProxy = false;                        // `addresses` are the proxy's
    QList<AddressAttempt> addresses;
    QString localAddress;
    QString remoteAddress;
    std::optional<TlsFacts> tls;
    QByteArray requestHead;
    QByteArray responseHead;
    QByteArray failureBody;           // of an HTTP answer other than 101, up to 64 KiB
    std::optional<quint16> closeCode; // browser's: 1005, 1006 included
    QString closeReason;
    bool wasClean = false;
    bool failed = false;                // a browser would have fired error
    std::optional<LastSigns> lastSigns; // if it was open
    Outcome outcome;

    QJsonObject toJson() const;
    static ConnectionFacts fromJson(const QJsonObject &object);
    // As they stand in the ring and in the file: that object in UTF-8.
    QByteArray toJsonText() const;
    static ConnectionFacts fromJsonText(QByteArrayView json);
};

// Numbers that move with every frame; not stored, they ride beside the log.
struct ConnectionCounters {
    ConnectionId id = 0;
    quint64 bufferedAmount = 0; // browser's: payload bytes accepted by send() and not yet by the network
    quint64 framesIn = 0, framesOut = 0;
    quint64 bytesIn = 0, bytesOut = 0; // on the wire
    qint64 heldBackNs = 0;             // how long the server has been held back so far
    bool receivingPaused = false;
    std::optional<qint64> lastRttNs; // of the last ping that was answered
};

} // namespace framescope
