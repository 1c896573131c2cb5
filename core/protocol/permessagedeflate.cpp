// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/permessagedeflate.h"

// Input is const then; zlib never writes to it.
#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <limits>

namespace framescope {

namespace {

// What a sender takes off the end of each message (RFC 7692, 7.2.1).
constexpr QByteArrayView Tail("\x00\x00\xFF\xFF", 4);

constexpr int ZlibMinWindowBits = 9;
constexpr int MemoryLevel = 8; // zlib's default: 128 KiB for the hash

// zlib counts in 32 bits: hands `rest` over in pieces that fit.
void refill(z_stream &z, QByteArrayView &rest)
{
    if (z.avail_in > 0)
        return;
    const qsizetype size = std::min<qsizetype>(rest.size(), std::numeric_limits<uInt>::max());
    z.next_in = reinterpret_cast<const Bytef *>(rest.data());
    z.avail_in = static_cast<uInt>(size);
    rest = rest.sliced(size);
}

uInt offerRoom(z_stream &z, std::span<char> room)
{
    const std::size_t size = std::min<std::size_t>(room.size(), std::numeric_limits<uInt>::max());
    z.next_out = reinterpret_cast<Bytef *>(room.data());
    z.avail_out = static_cast<uInt>(size);
    return z.avail_out;
}

} // namespace

struct Deflater::Stream {
    z_stream z{};
    bool noContextTakeover = false;

    ~Stream() { deflateEnd(&z); }
};

Deflater::Deflater(int windowBits, bool noContextTakeover)
    : m_stream(std::make_unique<Stream>())
{
    Q_ASSERT(windowBits >= DeflateParameters::MinWindowBits);
    Q_ASSERT(windowBits <= DeflateParameters::MaxWindowBits);
    m_stream->noContextTakeover = noContextTakeover;
    // Negative: raw DEFLATE without zlib's head and checksum.
    const int bits = -std::max(windowBits, ZlibMinWindowBits);
    if (deflateInit2(&m_stream->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bits, MemoryLevel, Z_DEFAULT_STRATEGY)
        != Z_OK)
        qBadAlloc();
}

Deflater::~Deflater() = default;
Deflater::Deflater(Deflater &&) noexcept = default;
Deflater &Deflater::operator=(Deflater &&) noexcept = default;

QByteArray Deflater::compress(QByteArrayView message)
{
    if (message.isEmpty())
        return QByteArray(1, '\0'); // RFC 7692, 7.2.3.6
    z_stream &z = m_stream->z;
    QByteArray out;
    qsizetype size = 0;
    // A flush is complete when zlib leaves room.
    do {
        refill(z, message);
        const qsizetype room = std::max<qsizetype>(64, z.avail_in / 2);
        out.resize(size + room);
        offerRoom(z, std::span(out.data() + size, static_cast<std::size_t>(room)));
        deflate(&z, message.isEmpty() ? Z_SYNC_FLUSH : Z_NO_FLUSH);
        size = out.size() - z.avail_out;
    } while (z.avail_out == 0 || z.avail_in > 0 || !message.isEmpty());
    out.resize(size - Tail.size());
    if (m_stream->noContextTakeover)
        deflateReset(&z);
    return out;
}

struct Inflater::Stream {
    z_stream z{};
    QByteArrayView rest; // input that zlib was not handed yet
    bool noContextTakeover = false;
    bool afterFinalBlock = false; // nothing came since a block with BFINAL
    bool atTail = false;
    bool corrupt = false;

    ~Stream() { inflateEnd(&z); }

    bool hasInput() const { return z.avail_in > 0 || !rest.isEmpty(); }
    bool isBetweenBlocks() const;
    bool mayGive() const { return !isBetweenBlocks(); }
    bool inflateOnce();
    Outcome endMessage();
};

// zlib.h, inflate(): data_type has 128 behind a block, and the number of bits that are left over in
// its low six; 64 is for the last block, which inflateOnce() has left behind.
bool Inflater::Stream::isBetweenBlocks() const
{
    const bool isFresh = z.total_in == 0;
    return !corrupt && !hasInput() && (isFresh || (z.data_type & (128 | 63)) == 128);
}

// False if the data is not DEFLATE. Not to be called where nothing can come of it: inflate() then
// forgets that it stood between two blocks.
bool Inflater::Stream::inflateOnce()
{
    refill(z, rest);
    afterFinalBlock = afterFinalBlock && z.avail_in == 0;
    const int result = ::inflate(&z, Z_SYNC_FLUSH);
    if (result == Z_STREAM_END) {
        // What follows may still refer to the window (RFC 7692, 7.2.3.4), and this keeps it; to
        // take the dictionary out and put it in again would cost 64 KiB of copying for two bytes of
        // input.
        inflateResetKeep(&z);
        afterFinalBlock = true;
    }
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
}

Inflater::Outcome Inflater::Stream::endMessage()
{
    atTail = false;
    if (!isBetweenBlocks()) {
        corrupt = true;
        return Outcome::Corrupt;
    }
    if (noContextTakeover)
        inflateReset(&z);
    return Outcome::InputUsed;
}

Inflater::Inflater(bool noContextTakeover)
    : m_stream(std::make_unique<Stream>())
{
    m_stream->noContextTakeover = noContextTakeover;
    // The largest window, whatever was agreed: it holds every smaller one.
    if (inflateInit2(&m_stream->z, -DeflateParameters::MaxWindowBits) != Z_OK)
        qBadAlloc();
}

Inflater::~Inflater() = default;
Inflater::Inflater(Inflater &&) noexcept = default;
Inflater &Inflater::operator=(Inflater &&) noexcept = default;

bool Inflater::noContextTakeover() const
{
    return m_stream->noContextTakeover;
}

bool Inflater::isBetweenBlocks() const
{
    return m_stream->isBetweenBlocks();
}

void Inflater::feed(QByteArrayView compressed)
{
    Q_ASSERT(m_stream->corrupt || !m_stream->hasInput());
    m_stream->rest = compressed;
}

void Inflater::endInput()
{
    // A final block at the very end ends the message too: nobody needs the block that 7.2.3.4 wants
    // behind it, and senders forget it.
    m_stream->rest = m_stream->afterFinalBlock ? QByteArrayView() : Tail;
    m_stream->atTail = true;
}

Inflater::Outcome Inflater::inflate(std::span<char> room, qsizetype &written)
{
    Stream &stream = *m_stream;
    written = 0;
    if (stream.corrupt)
        return Outcome::Corrupt;
    const uInt offered = offerRoom(stream.z, room);
    while (stream.mayGive() && stream.z.avail_out > 0) {
        stream.corrupt = !stream.inflateOnce();
        written = offered - stream.z.avail_out;
        if (stream.corrupt)
            return Outcome::Corrupt;
        if (!stream.hasInput())
            break;
    }
    if (stream.z.avail_out == 0 && stream.mayGive())
        return Outcome::RoomUsed;
    return stream.atTail ? stream.endMessage() : Outcome::InputUsed;
}

void Inflater::reset()
{
    Stream &stream = *m_stream;
    inflateReset(&stream.z);
    stream.z.avail_in = 0;
    stream.rest = {};
    stream.afterFinalBlock = false;
    stream.atTail = false;
    stream.corrupt = false;
}

} // namespace framescope
