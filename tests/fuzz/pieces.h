// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <vector>

namespace framescope::test {

// All bytes that are left, cut where the fuzzer likes. Numbers are taken from the end of the input, so
// a file of the corpus is what stands on the wire, and then some bytes that say how it is cut. Each
// piece is memory of its own.
inline QByteArrayList takePieces(FuzzedDataProvider &input)
{
    std::vector<qsizetype> sizes(input.ConsumeIntegralInRange<std::size_t>(0, 8));
    std::generate(
        sizes.begin(), sizes.end(), [&input] { return input.ConsumeIntegralInRange<qsizetype>(0, 40); });
    const std::string bytes = input.ConsumeRemainingBytesAsString();
    QByteArray rest(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QByteArrayList pieces;
    for (const qsizetype size : sizes) {
        pieces.append(rest.first(std::min(size, rest.size())));
        rest = rest.sliced(pieces.back().size());
    }
    pieces.append(rest);
    return pieces;
}

// What must hold, in words; ends the fuzzer with the input that breaks it.
inline void require(bool holds, const char *what)
{
    if (!holds)
        qFatal("%s", what);
}

} // namespace framescope::test
