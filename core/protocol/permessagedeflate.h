// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>
#include <span>

namespace framescope {

// The four parameters of permessage-deflate (RFC 7692, 7.1) as offered or as agreed.
struct DeflateParameters {
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::optional<int> serverMaxWindowBits; // 8 to 15
    // In an offer the value may be missing ("I understand it"): clientMaxWindowBitsOffered alone.
    std::optional<int> clientMaxWindowBits;
    bool clientMaxWindowBitsOffered = false;
    bool operator==(const DeflateParameters&) const = default;

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
DeflateParameters answerDeflateOffer(
    const DeflateParameters& offer, const DeflateParameters& preferred);
// Client side: whether `answer` may follow `offer` (RFC 7692, 7.1.2); the agreed values are
// `answer`.
Result<void> checkDeflateAnswer(const DeflateParameters& answer, const DeflateParameters& offer);

// Compresses whole messages for one direction. Keeps its window between messages unless told not
// to. windowBits 8 is done with 9, which zlib needs for raw deflate, only where that is allowed.
class Deflater {
public:
    Deflater(int windowBits, bool noContextTakeover);
    ~Deflater();
    Deflater(Deflater&&) noexcept;
    Deflater& operator=(Deflater&&) noexcept;
    // The payload to send with RSV1: without the trailing 00 00 FF FF (RFC 7692, 7.2.1). An empty
    // message gives one zero byte.
    QByteArray compress(QByteArrayView message);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    bool m_noContextTakeover;
};

// Inflates the messages of one direction, piece by piece into the caller's room. Memory is bounded
// by the window (32 KiB), time by what the caller asks for.
class Inflater {
public:
    enum class Outcome : quint8 {
        InputUsed, // all input is inflated; feed() or endInput() may follow
        RoomUsed, // there may be more; call inflate() again with new room
        Corrupt // not DEFLATE, or a message that ends inside a block; only reset() helps
    };
    explicit Inflater(bool noContextTakeover);
    ~Inflater();
    Inflater(Inflater&&) noexcept;
    Inflater& operator=(Inflater&&) noexcept;

    bool noContextTakeover() const;

    // The next piece of a message; stays the caller's and as it is until InputUsed.
    void feed(QByteArrayView compressed);
    // The message is complete: what inflate() reads next are the four bytes that the sender took
    // off (RFC 7692, 7.2.2). After its InputUsed the next message may begin.
    void endInput();
    // Fills `room` from its front; `written` is how far. Blocks with BFINAL are followed by the
    // rest of the message (7.2.3.4).
    Outcome inflate(std::span<char> room, qsizetype& written);
    // Forgets the window and whatever is open.
    void reset();

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace framescope
