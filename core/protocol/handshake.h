// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/httphead.h"
#include "protocol/permessagedeflate.h"
#include "protocol/violation.h"

#include <QByteArrayList>

#include <span>

namespace framescope {

// RFC 6455, 4.2.2: base64 of SHA-1 over the key and the fixed GUID.
QByteArray acceptFor(QByteArrayView key);
// Base64 of 16 bytes, as Sec-WebSocket-Key wants them.
QByteArray encodeKey(std::span<const char, 16> nonce);

// What a client asks for; written exactly so.
struct HandshakeRequest {
    QByteArray target = "/"; // path and query, as it goes on the wire
    HttpHeaders headers;     // all of them, in order; see standardHeaders()
    QByteArray head() const { return encodeHead("GET " + target + " HTTP/1.1", headers); }
};

// The headers a WebSocket client has to send (RFC 6455, 4.1), in the order browsers use. `extra` goes
// behind them, and replaces a standard one of the same name at its place (so a user may spoil any);
// repeats among `extra` stay repeats.
HttpHeaders standardHeaders(const QByteArray &host, const QByteArray &key, const QByteArrayList &protocols,
    const std::optional<DeflateParameters> &offer, const HttpHeaders &extra);

// What both sides agreed on.
struct Agreement {
    QByteArray protocol;                      // empty: none
    std::optional<DeflateParameters> deflate; // absent: no extension
    QByteArray extensions;                    // the response's Sec-WebSocket-Extensions, joined, as sent
};

// The response judged as RFC 6455, 4.1 demands of a client. `violations` is empty exactly when the
// connection may open; of very many the last one says how many more there were. A missing subprotocol is no violation (browsers fail on it; that rule is
// Connection's).
struct ResponseVerdict {
    int status = 0; // 0: there was no status line
    QByteArray reason;
    Agreement agreement;
    QList<Violation> violations;

    // An HTTP answer that does not open the connection.
    bool isRefusal() const { return status != 0 && status != 101; }
};
ResponseVerdict judgeResponse(const HttpHead &request, const HttpHead &response);

// The request judged as a server does (RFC 6455, 4.2.1).
struct RequestVerdict {
    QByteArray target;
    QByteArray key;
    QByteArrayList protocols;
    QList<DeflateParameters> deflateOffers; // acceptable ones only, in order, each once
    QList<Violation> violations;
};
RequestVerdict judgeRequest(const HttpHead &request);

// A 101 for that request.
QByteArray acceptingResponse(const QByteArray &key, const Agreement &agreement, const HttpHeaders &extra = {});
// Any other answer, with Content-Length and Connection: close.
QByteArray refusingResponse(
    int status, const QByteArray &reason, const QByteArray &body, const HttpHeaders &extra = {});

} // namespace framescope
