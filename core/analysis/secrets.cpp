// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/secrets.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace framescope {

using namespace Qt::StringLiterals;

bool secrets::isName(QStringView name)
{
    // Words apart: "accessToken", "access_token", "access-token".
    static const QRegularExpression wordEnd(u"(?<=[a-z0-9])(?=[A-Z])"_s);
    static const QRegularExpression secret(u"(?:^|[^a-z])(?:[a-z]*token|[a-z]*secret|jwt|auth(?:entication|"
                                           u"orization)?|bearer|[a-z]*passw(?:or)?d"
                                           u"|passphrase|pass|pwd|key|[a-z]*apikey|signature|sig|hmac|"
                                           u"credentials?|ticket|otp|session(?:id)?|sid)"
                                           u"(?:$|[^a-z])"_s);
    const QString words = name.toString().replace(wordEnd, u"_"_s).toLower();
    return secret.match(words).hasMatch();
}

bool secrets::isHeader(QStringView name)
{
    if (name.startsWith(u"Sec-WebSocket-", Qt::CaseInsensitive))
        return false;
    return name.compare(u"Cookie", Qt::CaseInsensitive) == 0
        || name.compare(u"Set-Cookie", Qt::CaseInsensitive) == 0 || isName(name);
}

bool secrets::isOnlyVariables(const QString &value)
{
    static const QRegularExpression variables(u"^(?:(?:Bearer|Basic)\\s+)?(?:\\s*\\$\\{[\\w.-]+\\})+\\s*$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return variables.match(value).hasMatch();
}

// The longest first: one may begin with another.
QString secrets::withoutValues(QString text, QStringList values)
{
    std::sort(values.begin(), values.end(),
        [](const QString &left, const QString &right) { return left.size() > right.size(); });
    for (const QString &value : std::as_const(values)) {
        if (value.isEmpty())
            continue;
        const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(value));
        const QString inPath = QString::fromLatin1(QUrl::toPercentEncoding(value, "/:?@!$&'()*+,;="));
        for (const QString &form : {value, encoded, inPath})
            text.replace(form, Dots.toString());
    }
    return text;
}

QString secrets::notQuoting(const QString &sentence, const QStringList &values)
{
    static const QRegularExpression quoted(u"\"([^\"]+)\""_s);
    QString text = sentence;
    for (auto quotes = quoted.globalMatch(sentence); quotes.hasNext();) {
        const QString part = quotes.next().captured(1);
        if (std::any_of(
                values.begin(), values.end(), [&](const QString &value) { return value.contains(part); }))
            text.replace(u'"' + part + u'"', u'"' + Dots.toString() + u'"');
    }
    return withoutValues(text, values);
}

// User and password end with the last "@", and any number of slashes may stand before them (WHATWG URL): without
// the first, the rest of "a:b@/c@d" reads as another.
QString secrets::hidden(const QString &url, QStringView shown)
{
    static const QRegularExpression login(
        u"^(\\s*[a-z][a-z0-9+.-]*:[/\\\\]*)[^/\\\\?#]*@(?:[/\\\\]*[^/\\\\?#]*@)*"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression jwt(u"^eyJ[\\w-]+\\.[\\w-]+\\."_s);
    QString text = url;
    text.replace(login, u"\\1"_s);
    const qsizetype query = text.indexOf(u'?');
    if (query < 0)
        return text;
    const qsizetype fragment = text.indexOf(u'#', query);
    const QString end = fragment < 0 ? QString() : text.sliced(fragment);
    QStringList parameters = text.sliced(query + 1).chopped(end.size()).split(u'&');
    for (QString &parameter : parameters) {
        const QString name = parameter.section(u'=', 0, 0);
        const QString value = parameter.sliced(std::min(name.size() + 1, parameter.size()));
        if (!value.isEmpty() && !isOnlyVariables(value) && (isName(name) || jwt.match(value).hasMatch()))
            parameter = name + u'=' + shown.toString();
    }
    return text.first(query + 1) + parameters.join(u'&') + end;
}

} // namespace framescope
