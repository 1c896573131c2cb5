// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/copiedcommand.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

bool isPlain(QChar c)
{
    return c.unicode() >= 0x20 && c.unicode() != 0x7f;
}

// As one word: '...', with each quote as '\''; $'...' of bash where control characters need an escape.
QString quoted(const QString &word)
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

// curl speaks ws from 7.86 on only, and then shows no answer; http is the same to the server.
QString httpUrl(const QString &url)
{
    return u"http"_s + url.sliced(2); // ws or wss
}

} // namespace

QString curlCommand(const QString &url, const HttpHead &request)
{
    QStringList lines{u"curl --include --no-buffer --http1.1 %1"_s.arg(quoted(httpUrl(url)))};
    for (const HttpHeader &header : request.headers) {
        // "Name;" is how curl is told to send an empty one.
        const QString separator = header.value.isEmpty() ? u";"_s : u": "_s;
        lines.append(u"  --header %1"_s.arg(
            quoted(QString::fromUtf8(header.name) + separator + QString::fromUtf8(header.value))));
    }
    return lines.join(u" \\\n"_s);
}

} // namespace framescope
