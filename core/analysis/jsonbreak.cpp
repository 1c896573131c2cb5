// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonbreak.h"

#include <algorithm>

namespace framescope {

namespace {

// One character in words.
QString describe(QByteArrayView rest)
{
    const auto byte = static_cast<quint8>(rest.front());
    switch (byte) {
    case '\n': return QStringLiteral("a line feed");
    case '\t': return QStringLiteral("a tab");
    case '"': return QStringLiteral("a double quote");
    default: break;
    }
    if (byte > 0x20 && byte < 0x7F)
        return QStringLiteral("\"%1\"").arg(QLatin1Char(static_cast<char>(byte)));
    return QStringLiteral("the byte 0x%1").arg(byte, 2, 16, QLatin1Char('0'));
}

} // namespace

QString JsonBreak::toString() const
{
    switch (cause) {
    case Cause::EndsEarly:
        return QStringLiteral("The JSON ends too early, at byte %1 (line %2): %3 was expected.")
            .arg(offset)
            .arg(line)
            .arg(expected);
    case Cause::Follows:
        return QStringLiteral("The JSON ends before byte %1 (line %2), but %3 after it.")
            .arg(offset)
            .arg(line)
            .arg(following == 1 ? QStringLiteral("one more byte stands")
                                : QStringLiteral("%1 more bytes stand").arg(following));
    case Cause::Unexpected: break;
    }
    return QStringLiteral("Not JSON from byte %1 on (line %2): found %3 where %4 was expected.")
        .arg(offset)
        .arg(line)
        .arg(found, expected);
}

JsonBreak makeJsonBreak(QByteArrayView text, qsizetype offset, JsonBreak::Cause cause, const QString &expected)
{
    JsonBreak broken;
    broken.cause = offset == text.size() ? JsonBreak::Cause::EndsEarly : cause;
    broken.offset = static_cast<quint64>(offset);
    broken.line = 1 + static_cast<quint64>(std::count(text.begin(), text.begin() + offset, '\n'));
    broken.following = static_cast<quint64>(text.size() - offset);
    if (offset < text.size())
        broken.found = describe(text.sliced(offset));
    broken.expected = expected;
    return broken;
}

} // namespace framescope
