// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/payloadforms.h"

#include <QByteArray>
#include <QStringList>

#include <algorithm>

namespace framescope {

namespace {

constexpr qsizetype HexPerLine = 16;
constexpr qsizetype ArrayPerLine = 12;

QByteArray unowned(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size());
}

} // namespace

QString payloadAsHex(QByteArrayView payload)
{
    QStringList lines;
    for (qsizetype at = 0; at < payload.size(); at += HexPerLine)
        lines += QString::fromLatin1(
            unowned(payload.sliced(at, std::min(HexPerLine, payload.size() - at))).toHex(' '));
    return lines.join(u'\n');
}

QString payloadAsBase64(QByteArrayView payload)
{
    return QString::fromLatin1(unowned(payload).toBase64());
}

// C has no array of nothing, so an empty payload is an array of one byte that does not belong to it.
QString payloadAsCArray(QByteArrayView payload)
{
    if (payload.isEmpty())
        return QStringLiteral("const unsigned char payload[1] = {0}; /* empty: use 0 bytes */\n");
    QString text = QStringLiteral("const unsigned char payload[%1] = {").arg(payload.size());
    for (qsizetype i = 0; i < payload.size(); ++i) {
        text += i % ArrayPerLine == 0 ? QStringLiteral("\n    0x") : QStringLiteral(" 0x");
        text += QString::fromLatin1(unowned(payload.sliced(i, 1)).toHex());
        if (i + 1 < payload.size())
            text += u',';
    }
    return text + QStringLiteral("\n};\n");
}

} // namespace framescope
