// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Hex and Base64 as people paste them: read as they are written, and what is wrong has a place in the text.
#include "ui/base64digits.h"
#include "ui/hexdigits.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

template <typename Parse, typename Find>
void check(const QString &text, const QString &written, const QByteArray &bytes, Parse parse, Find find)
{
    const auto again = parse(written);
    require(again && *again == bytes, "what is written is read");
    const auto read = parse(text);
    const std::optional<TextMistake> mistake = find(text);
    require(read.hasValue() != mistake.has_value(), "what cannot be read has a mistake");
    require(!mistake
            || (mistake->position >= 0 && mistake->position <= text.size() && !mistake->sentence.isEmpty()),
        "a mistake has a place, and words");
    require(!read || read->size() <= text.size(), "nothing is made up");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);
    check(text, hexText(bytes), bytes, parseHex, findHexMistake);
    check(text, QString::fromLatin1(bytes.toBase64()), bytes, parseBase64, findBase64Mistake);
    return 0;
}
