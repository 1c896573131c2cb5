// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/base64digits.h"

#include <algorithm>
#include <variant>

namespace framescope {

namespace {

constexpr qsizetype Group = 4; // characters for three bytes

bool isDigit(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'A' && u <= u'Z') || (u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9') || u == u'+'
        || u == u'/' || u == u'-' || u == u'_';
}

// Digits of one alphabet and then the padding, without white space.
struct Digits {
    QByteArray digits;
    qsizetype padding = 0;
    qsizetype lastPad = 0; // where it stands in the text
};

std::variant<Digits, TextMistake> collect(QStringView text)
{
    Digits all;
    all.digits.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.isSpace())
            continue;
        if (c == u'=') {
            ++all.padding;
            all.lastPad = at;
        } else if (!isDigit(c)) {
            return TextMistake{at, QStringLiteral("\"%1\" is not a Base64 character.").arg(c)};
        } else if (all.padding > 0) {
            return TextMistake{at, QStringLiteral("\"%1\" stands behind the padding \"=\".").arg(c)};
        } else {
            all.digits += c.toLatin1();
        }
    }
    return all;
}

std::variant<QByteArray, TextMistake> read(QStringView text)
{
    auto collected = collect(text);
    if (auto *mistake = std::get_if<TextMistake>(&collected))
        return std::move(*mistake);
    Digits &all = *std::get_if<Digits>(&collected);
    const qsizetype over = all.digits.size() % Group;
    if (over == 1)
        return TextMistake{
            text.size(), QStringLiteral("A character is missing: the last one is not a whole byte.")};
    const qsizetype wanted = over == 0 ? 0 : Group - over;
    if (all.padding > 0 && all.padding != wanted)
        return TextMistake{all.lastPad,
            QStringLiteral("%1 \"=\" at the end, where %2 would be right.").arg(all.padding).arg(wanted)};
    std::replace(all.digits.begin(), all.digits.end(), '-', '+');
    std::replace(all.digits.begin(), all.digits.end(), '_', '/');
    return QByteArray::fromBase64(all.digits);
}

} // namespace

Result<QByteArray> parseBase64(QStringView text)
{
    auto answer = read(text);
    if (auto *bytes = std::get_if<QByteArray>(&answer))
        return std::move(*bytes);
    const auto &mistake = *std::get_if<TextMistake>(&answer);
    return Error{mistake.sentence, placeInText(text, mistake.position),
        QStringLiteral("Four of A to Z, a to z, 0 to 9, + and / (or - and _) make three bytes.")};
}

std::optional<TextMistake> findBase64Mistake(QStringView text)
{
    const auto answer = read(text);
    if (const auto *mistake = std::get_if<TextMistake>(&answer))
        return *mistake;
    return std::nullopt;
}

} // namespace framescope
