// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/payloadjudgement.h"

#include "protocol/utf8validator.h"

#include <QStringList>

namespace framescope {

PayloadJudgement PayloadJudgement::of(
    const QByteArray &bytes, bool isJson, bool more, const std::atomic<bool> *cancelled)
{
    PayloadJudgement judged;
    Utf8Validator validator;
    validator.feed(bytes);
    judged.invalidAt = validator.errorOffset();
    if (judged.invalidAt < 0 && !more && !validator.isComplete())
        judged.invalidAt = bytes.size();
    if (isJson)
        judged.pretty = PayloadText::pretty(bytes, more, cancelled);
    return judged;
}

QString PayloadJudgement::words(qsizetype size) const
{
    QStringList sentences;
    if (invalidAt >= size)
        sentences += QStringLiteral("The text ends inside of a UTF-8 character.");
    else if (invalidAt >= 0)
        sentences += QStringLiteral("Not UTF-8 at byte %1.").arg(invalidAt);
    if (pretty.broken)
        sentences += pretty.broken->toString();
    return sentences.join(u' ');
}

std::optional<quint64> PayloadJudgement::place() const
{
    if (invalidAt >= 0)
        return static_cast<quint64>(invalidAt);
    if (pretty.broken)
        return pretty.broken->offset;
    return {};
}

} // namespace framescope
