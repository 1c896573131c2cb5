// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes inflate to the same however they are cut, within the room they are given; what is
// deflated comes back.
#include "protocol/permessagedeflate.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qsizetype Cap = 1 << 20;

struct Inflated {
    QByteArray bytes;
    bool isCorrupt = false;
    bool isCapped = false;
    bool operator==(const Inflated &) const = default;
};

// Appends what `inflater` has to give; false if that is the end.
bool drain(Inflater &inflater, std::span<char> room, Inflated &to)
{
    for (;;) {
        qsizetype written = 0;
        const Inflater::Outcome outcome = inflater.inflate(room, written);
        require(written >= 0 && static_cast<std::size_t>(written) <= room.size(), "the room is enough");
        to.bytes.append(room.data(), written);
        to.isCorrupt = outcome == Inflater::Outcome::Corrupt;
        to.isCapped = to.bytes.size() > Cap;
        to.bytes.truncate(Cap);
        if (outcome != Inflater::Outcome::RoomUsed || to.isCapped)
            return !to.isCorrupt && !to.isCapped;
    }
}

Inflated inflateMessage(Inflater &inflater, const QByteArrayList &pieces, std::size_t roomSize)
{
    QByteArray room(static_cast<qsizetype>(roomSize), '\0');
    const std::span span(room.data(), roomSize);
    Inflated inflated;
    for (const QByteArray &piece : pieces) {
        inflater.feed(piece);
        if (!drain(inflater, span, inflated))
            return inflated;
    }
    inflater.endInput();
    drain(inflater, span, inflated);
    return inflated;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const bool noContextTakeover = input.ConsumeBool();
    const bool isRoundTrip = input.ConsumeBool();
    const int windowBits = input.ConsumeIntegralInRange(8, 15);
    const auto roomSize = input.ConsumeIntegralInRange<std::size_t>(1, 300);
    const QByteArrayList pieces = takePieces(input);

    if (isRoundTrip) {
        Deflater deflater(windowBits, noContextTakeover);
        Inflater inflater(noContextTakeover);
        for (const QByteArray &message : pieces) {
            const Inflated inflated = inflateMessage(inflater, {deflater.compress(message)}, roomSize);
            require(inflated == Inflated{message}, "what is deflated comes back");
        }
        return 0;
    }
    Inflater whole(noContextTakeover);
    Inflater cut(noContextTakeover);
    for (int message = 0; message < 2; ++message) {
        const Inflated expected = inflateMessage(whole, {pieces.join()}, 4096);
        require(inflateMessage(cut, pieces, roomSize) == expected, "cuts make no difference");
        if (expected.isCapped)
            break;
    }
    return 0;
}
