// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "session/ring.h"

#include "base/platform.h"
#include "session/checksum.h"

#include <QRandomGenerator>

#include <algorithm>
#include <atomic>
#include <cstring>

namespace framescope {

namespace {

constexpr quint64 Magic = 0x31474E4952534600u; // "\0FSRING1", little endian
constexpr quint64 HeaderSize = 4096;
constexpr quint64 SlotSize = 8;
constexpr quint32 Filler = 0xFFFFFFFF; // in place of a length: the record stands at the begin again

// What stands at the begin of the file. `freed` is the only thing both sides write and read, so it
// has a cache line of its own.
struct Header {
    quint64 magic;
    quint64 capacity;
    quint64 identity;
    alignas(64) std::atomic<quint64> freed;
};
static_assert(std::atomic<quint64>::is_always_lock_free);
static_assert(sizeof(Header) <= HeaderSize);

constexpr quint64 slotValue(quint32 length, quint32 checksum)
{
    return (quint64(checksum) << 32) | length;
}
constexpr quint64 footprint(quint64 size)
{
    return SlotSize + ((size + 7) & ~quint64(7));
}

Error ringError(const QString &path, const std::error_code &code, const QString &doing)
{
    if (code == std::errc::device_or_resource_busy)
        return {QStringLiteral("%1 is being recorded by another program right now.").arg(path), {},
            QStringLiteral("Close that program, or open the session read-only.")};
    const bool full = code == std::errc::no_space_on_device;
    return {QStringLiteral("%1 could not be %2: %3.")
                .arg(path, doing,
                    full ? QStringLiteral("the disk is full") : QString::fromStdString(code.message())),
        {}, full ? QStringLiteral("Free some space, or record on another disk.") : QString()};
}

} // namespace

struct Ring::Private {
    platform::MappedFile file;
    std::filesystem::path path;
    quint64 capacity = 0;
    bool recovered = false;
    quint64 written = 0; // producer only
    mutable quint64 knownFreed =
        0; // producer only: what it last saw, so that it seldom touches that cache line

    Header &header() const { return *reinterpret_cast<Header *>(file.data()); }
    std::byte *at(quint64 position) const { return file.data() + HeaderSize + position % capacity; }
    std::atomic<quint64> &slot(quint64 position) const
    {
        return *reinterpret_cast<std::atomic<quint64> *>(at(position));
    }
    quint64 untilEnd(quint64 position) const { return capacity - position % capacity; }
    // Bytes of filler needed in front of a record that takes `bytes` here.
    quint64 fillerFor(quint64 position, quint64 bytes) const
    {
        return bytes > untilEnd(position) ? untilEnd(position) : 0;
    }
    bool isWhole(quint64 position, quint32 length, quint32 checksum) const
    {
        return Checksum::of(at(position) + SlotSize, length, position) == checksum;
    }
};

Ring::Ring(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}
Ring::~Ring() = default;

Result<std::unique_ptr<Ring>> Ring::create(const QString &path, quint64 capacity)
{
    Q_ASSERT(capacity >= MinCapacity && capacity % 8 == 0);
    auto d = std::make_unique<Private>();
    d->path = path.toStdU16String();
    std::error_code error;
    d->file = platform::MappedFile::create(d->path, HeaderSize + capacity, error);
    if (error)
        return ringError(path, error, QStringLiteral("made"));
    d->capacity = capacity;
    Header &header = d->header();
    header.capacity = capacity;
    header.identity = QRandomGenerator::system()->generate64();
    header.magic = Magic;
    return std::unique_ptr<Ring>(new Ring(std::move(d)));
}

Result<std::unique_ptr<Ring>> Ring::recover(const QString &path)
{
    auto d = std::make_unique<Private>();
    d->path = path.toStdU16String();
    std::error_code error;
    d->file = platform::MappedFile::open(d->path, error);
    if (error)
        return ringError(path, error, QStringLiteral("opened"));
    const quint64 size = d->file.size();
    if (size < HeaderSize + SlotSize || d->header().magic != Magic
        || d->header().capacity != size - HeaderSize || d->header().capacity % 8 != 0)
        return Error{QStringLiteral("%1 is not the ring of a recording.").arg(path), {},
            QStringLiteral("Move it away to open the session without it.")};
    d->capacity = size - HeaderSize;
    d->recovered = true;
    return std::unique_ptr<Ring>(new Ring(std::move(d)));
}

quint64 Ring::identity() const
{
    return d->header().identity;
}
quint64 Ring::capacity() const
{
    return d->capacity;
}

bool Ring::fits(quint64 size, bool urgent) const
{
    const quint64 bytes = footprint(size);
    // The slot behind the record must be free too: its zero is the end of the log.
    const quint64 need = d->fillerFor(d->written, bytes) + bytes + SlotSize;
    const quint64 limit = d->capacity - (urgent ? 0 : Reserve);
    if (d->written - d->knownFreed + need <= limit)
        return true;
    d->knownFreed = d->header().freed.load(std::memory_order_acquire);
    return d->written - d->knownFreed + need <= limit;
}

void Ring::write(std::span<const QByteArrayView> pieces)
{
    quint64 size = 0;
    for (const QByteArrayView piece : pieces)
        size += quint64(piece.size());
    Q_ASSERT(!d->recovered && size > 0 && size <= MaxRecord && fits(size, true));

    const quint64 bytes = footprint(size);
    const quint64 filler = d->fillerFor(d->written, bytes);
    const quint64 begin = d->written + filler;
    std::byte *to = d->at(begin) + SlotSize;
    for (const QByteArrayView piece : pieces) {
        if (piece.isEmpty())
            continue;
        std::memcpy(to, piece.data(), size_t(piece.size()));
        to += piece.size();
    }
    const quint32 checksum = Checksum::of(d->at(begin) + SlotSize, size, begin);
    // What a reader meets next must be the end, before it can get there.
    d->slot(begin + bytes).store(0, std::memory_order_relaxed);
    d->slot(begin).store(slotValue(quint32(size), checksum), std::memory_order_release);
    if (filler)
        d->slot(d->written).store(slotValue(Filler, 0), std::memory_order_release);
    d->written = begin + bytes;
}

quint64 Ring::used() const
{
    d->knownFreed = d->header().freed.load(std::memory_order_acquire);
    return d->written - d->knownFreed;
}
quint64 Ring::written() const
{
    return d->written;
}

QByteArrayView Ring::read(quint64 &position) const
{
    const quint64 end = freed() + d->capacity;
    // Only what a damaged file says can break these bounds; a live ring keeps them by itself.
    while (position % 8 == 0 && position >= freed() && position < end) {
        const quint64 value = d->slot(position).load(std::memory_order_acquire);
        const auto length = static_cast<quint32>(value);
        if (length == Filler) {
            if (position % d->capacity == 0)
                return {};
            position += d->untilEnd(position);
            continue;
        }
        if (length == 0 || footprint(length) > d->untilEnd(position) || position + footprint(length) > end)
            return {};
        if (d->recovered && !d->isWhole(position, length, static_cast<quint32>(value >> 32)))
            return {};
        const QByteArrayView record(d->at(position) + SlotSize, qsizetype(length));
        position += footprint(length);
        return record;
    }
    return {};
}

quint64 Ring::freed() const
{
    return d->header().freed.load(std::memory_order_relaxed);
}
void Ring::freeUpTo(quint64 position)
{
    Q_ASSERT(position >= freed());
    d->header().freed.store(position, std::memory_order_release);
}

quint64 Ring::copyTo(Ring &next, quint64 first, quint64 copied) const
{
    Q_ASSERT(next.d->capacity == d->capacity);
    quint64 end = copied;
    while (!read(end).isNull()) { }
    for (quint64 position = copied; position < end;) {
        const quint64 size = std::min(end - position, d->untilEnd(position));
        std::memcpy(next.d->at(position), d->at(position), size);
        position += size;
    }
    next.d->header().freed.store(first, std::memory_order_release);
    return end;
}

Result<void> Ring::sync() const
{
    std::error_code error;
    d->file.sync(error);
    if (error)
        return ringError(QString::fromStdU16String(d->path.u16string()), error, QStringLiteral("written"));
    return Done{};
}

void Ring::exchangeFile(Ring &next)
{
    d->file.swap(next.d->file);
    d->path.swap(next.d->path);
}

void Ring::remove()
{
    std::error_code ignored;
    std::filesystem::remove(d->path, ignored);
}

} // namespace framescope
