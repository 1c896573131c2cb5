// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/headsecrets.h"

#include "analysis/secrets.h"

#include <algorithm>

namespace framescope {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool isSecret(QByteArrayView name)
{
    return secrets::isHeader(QString::fromLatin1(name.trimmed()));
}

// The values of those parameters of a request's target that a URL would not show. Answers where the line behind begins;
// 0: the first line is no request with a query.
qsizetype findInTarget(QByteArrayView head, std::vector<HeadSecret> &found)
{
    const QByteArrayView line = head.first(std::max<qsizetype>(0, head.indexOf('\n')));
    const qsizetype query = line.indexOf('?');
    const qsizetype end = query < 0 ? query : line.indexOf(' ', query);
    if (end < 0)
        return 0;
    for (qsizetype at = query + 1; at < end;) {
        const qsizetype next = line.indexOf('&', at);
        const qsizetype stop = next < 0 || next > end ? end : next;
        const QByteArrayView parameter = line.sliced(at, stop - at);
        const QString alone = u'?' + QString::fromLatin1(parameter);
        if (const qsizetype value = parameter.indexOf('=') + 1;
            value > 0 && secrets::hidden(alone, {}) != alone)
            found.push_back({at + value, stop});
        at = stop + 1;
    }
    return line.size() + 1;
}

} // namespace

// A line that begins with white space goes on with the value of the line before it.
std::vector<HeadSecret> secretsIn(QByteArrayView head)
{
    std::vector<HeadSecret> found;
    bool goesOn = false;
    for (qsizetype at = findInTarget(head, found); at < head.size();) {
        const qsizetype feed = head.indexOf('\n', at);
        const qsizetype next = feed < 0 ? head.size() : feed + 1;
        HeadSecret value{at, feed < 0 ? head.size() : feed};
        const bool isFolded = value.begin < value.end && isSpace(head[at]) && head[at] != '\r';
        if (!isFolded) {
            const qsizetype colon = head.sliced(at, value.end - at).indexOf(':');
            goesOn = colon > 0 && isSecret(head.sliced(at, colon));
            value.begin = at + colon + 1;
        }
        while (value.begin < value.end && isSpace(head[value.begin]))
            ++value.begin;
        while (value.end > value.begin && isSpace(head[value.end - 1]))
            --value.end;
        if (goesOn && value.end > value.begin)
            found.push_back(value);
        at = next;
    }
    return found;
}

QByteArray withoutSecrets(const QByteArray &head)
{
    QByteArray out;
    qsizetype at = 0;
    for (const HeadSecret &secret : secretsIn(head)) {
        out.append(QByteArrayView(head).sliced(at, secret.begin - at));
        out.append("\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022");
        at = secret.end;
    }
    return out.append(QByteArrayView(head).sliced(at));
}

} // namespace framescope
