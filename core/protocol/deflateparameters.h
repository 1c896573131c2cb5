// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "protocol/opcode.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace framescope {

// The four parameters of permessage-deflate (RFC 7692, 7.1) as offered or as agreed.
struct DeflateParameters {
    static constexpr int MinWindowBits = 8;
    static constexpr int MaxWindowBits = 15;

    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::optional<int> serverMaxWindowBits; // 8 to 15
    // In an offer the value may be missing ("I understand it"): clientMaxWindowBitsOffered alone.
    std::optional<int> clientMaxWindowBits;
    bool clientMaxWindowBitsOffered = false;
    bool operator==(const DeflateParameters &) const = default;

    // What browsers offer: "permessage-deflate; client_max_window_bits" (WHATWG WebSockets).
    static DeflateParameters browserOffer()
    {
        DeflateParameters offer;
        offer.clientMaxWindowBitsOffered = true;
        return offer;
    }
    // What one side compresses with once they are agreed.
    int windowBits(Direction direction) const;
    bool noContextTakeover(Direction direction) const;

    // "permessage-deflate; server_no_context_takeover; client_max_window_bits=10"
    QByteArray toHeaderValue() const;
};

// One element of Sec-WebSocket-Extensions after the name is known to be permessage-deflate: what
// follows the name, with or without the first semicolon. Unknown, repeated or out-of-range
// parameters are errors that name the parameter.
Result<DeflateParameters> parseDeflateParameters(QByteArrayView parameters, bool isOffer);
// Server side: what to answer to an acceptable offer, narrowed by what we prefer.
DeflateParameters answerDeflateOffer(const DeflateParameters &offer, const DeflateParameters &preferred);
// Client side: whether `answer` may follow `offer` (RFC 7692, 7.1); the agreed values are `answer`.
Result<void> checkDeflateAnswer(const DeflateParameters &answer, const DeflateParameters &offer);

} // namespace framescope
