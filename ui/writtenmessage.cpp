// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/writtenmessage.h"

#include "analysis/jsonindenter.h"
#include "ui/base64digits.h"
#include "ui/hexdigits.h"

#include <QStringDecoder>

namespace framescope {

namespace {

using Judgement = WrittenMessage::Judgement;

std::optional<QString> asText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringConverter::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

Judgement judgeJson(const QString &text)
{
    Judgement judged{Draft{true, text, {}}, {}, {}, false};
    const QByteArray bytes = text.toUtf8();
    if (bytes.size() > WrittenMessage::LongestChecked) {
        judged.sentence = QStringLiteral("JSON above 1 MiB is not checked.");
        return judged;
    }
    JsonIndenter reader(bytes);
    reader.advance(bytes.size() + 1);
    if (const auto &broken = reader.broken()) {
        judged.isInvalidJson = true;
        judged.sentence = broken->toString();
        judged.position = QString::fromUtf8(bytes.first(static_cast<qsizetype>(broken->offset))).size();
    }
    return judged;
}

Judgement judgeDigits(const Result<QByteArray> &bytes, const std::optional<TextMistake> &mistake)
{
    if (bytes)
        return {Draft{false, {}, *bytes}, {}, {}, false};
    return {{}, bytes.error().toString(), mistake ? std::optional(mistake->position) : std::nullopt, false};
}

} // namespace

Judgement WrittenMessage::judge() const
{
    switch (mode) {
    case WritingMode::Json: return judgeJson(text);
    case WritingMode::Hex: return judgeDigits(parseHex(text), findHexMistake(text));
    case WritingMode::Base64: return judgeDigits(parseBase64(text), findBase64Mistake(text));
    case WritingMode::Text: break;
    case WritingMode::File: return {};
    }
    return {Draft{true, text, {}}, {}, {}, false};
}

std::optional<WrittenMessage> WrittenMessage::in(WritingMode other) const
{
    const auto draft = judge().draft;
    if (!draft)
        return std::nullopt;
    const QByteArray bytes = draft->isText ? draft->text.toUtf8() : draft->binary;
    switch (other) {
    case WritingMode::Hex: return WrittenMessage{other, hexText(bytes)};
    case WritingMode::Base64: return WrittenMessage{other, QString::fromLatin1(bytes.toBase64())};
    case WritingMode::File: return std::nullopt;
    case WritingMode::Text:
    case WritingMode::Json: break;
    }
    if (const auto told = draft->isText ? std::optional(draft->text) : asText(bytes))
        return WrittenMessage{other, *told};
    return std::nullopt;
}

QString WrittenMessage::formatted() const
{
    return QString::fromUtf8(indentJson(text.toUtf8()));
}

std::optional<WrittenMessage> WrittenMessage::of(const Draft &draft)
{
    if (!draft.isText) {
        if (draft.binary.size() > LongestBinary)
            return std::nullopt;
        return WrittenMessage{WritingMode::Hex, hexText(draft.binary)};
    }
    if (draft.text.size() > LongestText)
        return std::nullopt;
    const bool isJson = looksLikeJson(draft.text.toUtf8());
    return WrittenMessage{isJson ? WritingMode::Json : WritingMode::Text, draft.text};
}

} // namespace framescope
