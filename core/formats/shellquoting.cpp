// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/shellquoting.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

bool isPlain(QChar c)
{
    return c.unicode() >= 0x20 && c.unicode() != 0x7f;
}

} // namespace

QString shellQuoted(const QString &word)
{
    if (std::all_of(word.begin(), word.end(), isPlain))
        return u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
    QString text;
    for (const QChar c : word) {
        if (!isPlain(c))
            text += u"\\x%1"_s.arg(static_cast<int>(c.unicode()), 2, 16, QChar(u'0'));
        else if (c == u'\'' || c == u'\\')
            text += QString(u'\\') + c;
        else
            text += c;
    }
    return u"$'"_s + text + u'\'';
}

QString printfQuoted(QByteArrayView bytes)
{
    QString text = u"'"_s;
    for (const char c : bytes)
        text += u"\\%1"_s.arg(static_cast<int>(static_cast<unsigned char>(c)), 3, 8, QChar(u'0'));
    return text + u'\'';
}

} // namespace framescope
