// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Text is judged as by the definition, and refused at the same byte, however it is cut.
#include "protocol/utf8validator.h"

#include "fuzz/pieces.h"

using namespace framescope;
using namespace framescope::test;

namespace {

// RFC 3629, 4, by its table and nothing else: how many bytes of the character that begins here are right, and
// whether that is all of it.
struct Character {
    qsizetype bytes = 0;
    bool isWhole = false;
};

Character characterAt(QByteArrayView text)
{
    struct Form {
        quint8 firstLow, firstHigh, secondLow, secondHigh;
        qsizetype size;
    };
    static constexpr Form forms[] = {{0x00, 0x7F, 0, 0, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2},
        {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3},
        {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4},
        {0xF4, 0xF4, 0x80, 0x8F, 4}};
    const auto byte = [&](qsizetype at) { return static_cast<quint8>(text[at]); };
    for (const Form &form : forms) {
        if (byte(0) < form.firstLow || byte(0) > form.firstHigh)
            continue;
        qsizetype bytes = 1;
        for (; bytes < std::min(form.size, text.size()); ++bytes) {
            const quint8 low = bytes == 1 ? form.secondLow : 0x80;
            const quint8 high = bytes == 1 ? form.secondHigh : 0xBF;
            if (byte(bytes) < low || byte(bytes) > high)
                break;
        }
        return {bytes, bytes == form.size};
    }
    return {};
}

struct Judgement {
    qsizetype errorAt = -1;
    bool isComplete = false;
    bool operator==(const Judgement &) const = default;
};

Judgement byDefinition(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size();) {
        const Character character = characterAt(text.sliced(at));
        at += character.bytes;
        if (!character.isWhole)
            return {at < text.size() ? at : -1, false};
    }
    return {-1, true};
}

Judgement byValidator(const QByteArrayList &pieces)
{
    Utf8Validator validator;
    for (const QByteArray &piece : pieces)
        require(validator.feed(piece) == (validator.errorOffset() < 0), "an error is told at once");
    return {validator.errorOffset(), validator.isComplete()};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const QByteArrayList pieces = takePieces(input);
    const QByteArray text = pieces.join();
    const Judgement right = byDefinition(text);
    require(byValidator({text}) == right, "text is judged as the definition does");
    require(byValidator(pieces) == right, "cuts make no difference");
    require(isValidUtf8(text) == right.isComplete && text.isValidUtf8() == right.isComplete, "so does Qt");
    return 0;
}
