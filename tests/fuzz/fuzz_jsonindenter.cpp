// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// What is indented has lost nothing, is bounded, and leads back to the bytes it came from.
#include "analysis/jsonindenter.h"
#include "analysis/jsonplace.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// All bytes but white space: what indenting must not change. (Inside strings it must not either; that the
// place of every byte leads to the same byte shows that.)
QByteArray essence(QByteArrayView text)
{
    QByteArray out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return !isSpace(c); });
    return out;
}

} // namespace

// The last byte says whether more follows, the one before it how large a slice is.
extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const bool more = input.ConsumeBool();
    const auto slice = input.ConsumeIntegralInRange<qsizetype>(1, 200);
    const std::string bytes = input.ConsumeRemainingBytesAsString();
    const QByteArray text(bytes.data(), static_cast<qsizetype>(bytes.size()));

    JsonIndenter indenter(text, more);
    while (indenter.advance(slice)) { }
    const QByteArray shown = indenter.shown();
    require(shown.size() <= 9 * text.size() + (80 << 10), "the result is bounded");
    require(essence(shown) == essence(text), "nothing is lost");

    JsonIndenter atOnce(text, more);
    atOnce.advance(text.size());
    require(atOnce.isDone() && atOnce.shown() == shown, "slices change nothing");
    if (const auto &broken = indenter.broken()) {
        require(broken->offset <= static_cast<quint64>(text.size()), "it breaks inside the text");
        require(shown.sliced(static_cast<qsizetype>(indenter.brokenAt()))
                == text.sliced(static_cast<qsizetype>(broken->offset)),
            "from the break on it is raw");
        require(!broken->toString().isEmpty(), "it is told");
    }

    const SourceMap map = indenter.takeMap();
    for (qsizetype i = 0; i < std::min<qsizetype>(text.size(), 64); ++i) {
        const auto at = static_cast<qsizetype>(map.toShown(shown, text, static_cast<quint64>(i)));
        require(isSpace(text[i]) || (at < shown.size() && shown[at] == text[i]), "a place leads to its byte");
        const auto place = jsonPlaceAt(text, static_cast<quint64>(i));
        require(place && jsonPath(*place).startsWith(u'$'), "every byte has a place");
    }
    return 0;
}
