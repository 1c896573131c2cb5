// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/hexdigits.h"

#include <optional>
#include <variant>

namespace framescope {

namespace {

int digitValue(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    if (u >= u'a' && u <= u'f')
        return u - u'a' + 10;
    if (u >= u'A' && u <= u'F')
        return u - u'A' + 10;
    return -1;
}

bool isSeparator(QChar c)
{
    return c.isSpace() || c == u',' || c == u':' || c == u';' || c == u'-';
}

bool isPrefix(QStringView rest)
{
    return rest.startsWith(u"0x", Qt::CaseInsensitive) || rest.startsWith(u"\\x");
}

std::variant<QByteArray, TextMistake> read(QStringView text)
{
    QByteArray bytes;
    bytes.reserve(text.size() / 2);
    qsizetype at = 0;
    while (at < text.size()) {
        if (isSeparator(text[at])) {
            ++at;
            continue;
        }
        if (isPrefix(text.sliced(at)))
            at += 2;
        const int high = at < text.size() ? digitValue(text[at]) : -1;
        if (high < 0 && at < text.size())
            return TextMistake{at, QStringLiteral("\"%1\" is not a hex digit.").arg(text[at])};
        const int low = at + 1 < text.size() ? digitValue(text[at + 1]) : -1;
        if (high < 0 || low < 0)
            return TextMistake{std::min(at + 1, text.size()),
                at + 1 < text.size() && !isSeparator(text[at + 1])
                    ? QStringLiteral("\"%1\" is not a hex digit.").arg(text[at + 1])
                    : QStringLiteral("The second digit of a byte is missing.")};
        bytes.append(static_cast<char>(high << 4 | low));
        at += 2;
    }
    return bytes;
}

} // namespace

Result<QByteArray> parseHex(QStringView text)
{
    auto answer = read(text);
    if (auto *bytes = std::get_if<QByteArray>(&answer))
        return std::move(*bytes);
    const auto &mistake = *std::get_if<TextMistake>(&answer);
    return Error{mistake.sentence, placeInText(text, mistake.position),
        QStringLiteral("A byte is two digits, 0 to 9 and a to f.")};
}

std::optional<TextMistake> findHexMistake(QStringView text)
{
    const auto answer = read(text);
    if (const auto *mistake = std::get_if<TextMistake>(&answer))
        return *mistake;
    return std::nullopt;
}

QString hexText(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex(' '));
}

} // namespace framescope
