// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace framescope {

// The four parameters of permessage-deflate (RFC 7692, 7.1) as offered or as agreed.
struct DeflateParameters {
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
    // "permessage-deflate; server_no_context_takeover; client_max_window_bits=10"
    QByteArray toHeaderValue() const;
};

// One element of Sec-WebSocket-Extensions after the name is known to be permessage-deflate.
// Unknown, repeated or out-of-range parameters are errors that name the parameter.
Result<DeflateParameters> parseDeflateParameters(QByteArrayView parameters, bool isOffer);
// Server side: the first acceptable of a client's offers, narrowed by what we prefer.
DeflateParameters answerDeflateOffer(const DeflateParameters &offer, const DeflateParameters &preferred);
// Client side: whether `answer` may follow `offer` (RFC 7692, 7.1.2); the agreed values are `answer`.
Result<void> checkDeflateAnswer(const DeflateParameters &answer, const DeflateParameters &offer);

// Compresses whole messages for one direction. Keeps its window between messages unless told not to.
// windowBits 8 is done with 9, which zlib needs for raw deflate, only where that is allowed.
class Deflater {
public:
    Deflater(int windowBits, bool noContextTakeover);
    ~Deflater();
    Deflater(Deflater &&) noexcept;
    Deflater &operator=(Deflater &&) noexcept;
    // The payload to send with RSV1: without the trailing 00 00 FF FF (RFC 7692, 7.2.1). An empty
    // message gives one zero byte.
    QByteArray compress(QByteArrayView message);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    bool m_noContextTakeover;
};

// Inflates the messages of one direction, piece by piece, never more than asked for at once.
class Inflater {
public:
    enum class Outcome : quint8 { Ok, Corrupt };
    explicit Inflater(bool noContextTakeover);
    ~Inflater();
    Inflater(Inflater &&) noexcept;
    Inflater &operator=(Inflater &&) noexcept;

    // Calls `sink(QByteArrayView)` for each inflated piece of at most 64 KiB; `sink` answers false to
    // stop (a cap was reached), after which the message is skipped. Blocks with BFINAL are handled
    // (RFC 7692, 7.2.3.4).
    template <typename Sink>
    Outcome feed(QByteArrayView compressed, Sink &&sink)
    {
        begin(compressed);
        while (step()) {
            if (!sink(piece()))
                return Outcome::Ok;
        }
        return m_outcome;
    }
    // Appends the four bytes that the sender took off, and readies for the next message.
    template <typename Sink>
    Outcome endMessage(Sink &&sink)
    {
        const Outcome outcome = feed(QByteArrayView("\x00\x00\xff\xff", 4), sink);
        finishMessage();
        return outcome;
    }

private:
    struct Stream;
    void begin(QByteArrayView compressed);
    bool step();
    QByteArrayView piece() const;
    void finishMessage();

    std::unique_ptr<Stream> m_stream;
    Outcome m_outcome = Outcome::Ok;
    bool m_noContextTakeover;
};

} // namespace framescope
