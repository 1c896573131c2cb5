// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "protocol/deflateparameters.h"

#include <memory>
#include <span>

namespace framescope {

// Compresses whole messages for one direction. Keeps its window between messages unless told not
// to. windowBits 8 is done with 9, which zlib needs for raw DEFLATE: its distances then end at 250
// bytes, which a window of 256 holds.
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
};

// Inflates the messages of one direction, piece by piece into the caller's room. Memory is bounded
// by the window (32 KiB), time by what the caller asks for.
class Inflater {
public:
    enum class Outcome : quint8 {
        InputUsed, // all input is inflated; feed() or endInput() may follow
        RoomUsed,  // there may be more; call inflate() again with new room
        Corrupt    // not DEFLATE, or a message that ends inside a block; only reset() helps
    };
    explicit Inflater(bool noContextTakeover);
    ~Inflater();
    Inflater(Inflater &&) noexcept;
    Inflater &operator=(Inflater &&) noexcept;

    bool noContextTakeover() const;
    // True if no block is open: at the start, and after each whole message.
    bool isBetweenBlocks() const;

    // The next piece of a message; stays the caller's and as it is until InputUsed.
    void feed(QByteArrayView compressed);
    // The message is complete: what inflate() reads next are the four bytes that the sender took
    // off (RFC 7692, 7.2.2). After its InputUsed the next message may begin.
    void endInput();
    // Fills `room` from its front; `written` is how far. Blocks with BFINAL are followed by the
    // rest of the message (7.2.3.4).
    Outcome inflate(std::span<char> room, qsizetype &written);
    // Forgets the window and whatever is open.
    void reset();

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace framescope
