// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Parameters of permessage-deflate are read as they are written; what a server of ours answers to an offer may
// follow it, and no answer is taken that offers would not allow.
#include "protocol/deflateparameters.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

constexpr QByteArrayView Name = "permessage-deflate";

bool isInRange(const std::optional<int> &bits)
{
    return !bits || (*bits >= DeflateParameters::MinWindowBits && *bits <= DeflateParameters::MaxWindowBits);
}

std::optional<DeflateParameters> parse(QByteArrayView text, bool isOffer)
{
    const auto parsed = parseDeflateParameters(text, isOffer);
    if (!parsed) {
        require(!parsed.error().what.isEmpty(), "an error has words");
        return {};
    }
    require(isInRange(parsed->serverMaxWindowBits) && isInRange(parsed->clientMaxWindowBits),
        "a window has 8 to 15 bits");
    require(isOffer || !parsed->clientMaxWindowBitsOffered, "an answer names its bits");
    const auto again = parseDeflateParameters(parsed->toHeaderValue().sliced(Name.size()), isOffer);
    require(again && *again == *parsed, "what is written is read again");
    return *parsed;
}

} // namespace

// Two sets of parameters, parted by a line feed.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype end = bytes.indexOf('\n');
    const auto offer = parse(bytes.left(end), true);
    const auto answer = parse(end < 0 ? QByteArray() : bytes.mid(end + 1), false);
    if (!offer || !answer)
        return 0;
    const DeflateParameters own = answerDeflateOffer(*offer, *answer);
    require(checkDeflateAnswer(own, *offer).hasValue(), "our answer may follow the offer");
    require(parse(own.toHeaderValue().sliced(Name.size()), false) == own, "our answer is one");
    if (checkDeflateAnswer(*answer, *offer)) {
        require(!offer->serverNoContextTakeover || answer->serverNoContextTakeover, "what is asked is given");
        for (const Direction direction : {Direction::ClientToServer, Direction::ServerToClient})
            require(!answer->clientMaxWindowBits || offer->clientMaxWindowBits
                    || offer->clientMaxWindowBitsOffered || answer->windowBits(direction) == 0,
                "nothing is given that was not asked");
    }
    return 0;
}
