// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/signinrequest.h"

#include "transport/jsonpath.h"
#include "transport/variables.h"

#include <QSet>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

constexpr int LongestMs = 86'400'000; // a day

Result<void> checkName(const QString &name, const QString &of)
{
    if (isHttpToken(name.toUtf8()))
        return {};
    if (name.isEmpty())
        return Error{u"The name of the %1 is missing."_s.arg(of), {}, {}};
    return Error{u"\"%1\" cannot be the name of a %2."_s.arg(name, of), {},
        u"A name has letters, digits and !#$%&'*+-.^_`|~ only."_s};
}

Result<void> checkValue(const SignInValue &value)
{
    if (value.variable.isEmpty())
        return Error{u"A value of the sign-in has no variable."_s, {}, u"Name one, such as token."_s};
    if (!Variables::isName(value.variable))
        return Error{u"\"%1\" cannot be the name of a variable."_s.arg(value.variable), {},
            u"A name has 1 to 64 letters, digits and \"_\", \"-\", \".\"."_s};
    return checkSignInPlace(value.from, value.place);
}

Result<void> checkValues(const QList<SignInValue> &values)
{
    QSet<QString> names;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (const auto checked = checkValue(values[i]); !checked) {
            Error error = checked.error();
            const QString place = u"value %1 of the sign-in"_s.arg(i + 1);
            error.where = error.where.isEmpty() ? place : place + u", "_s + error.where;
            return error;
        }
        if (names.contains(values[i].variable))
            return Error{u"The sign-in brings ${%1} twice."_s.arg(values[i].variable), {}, {}};
        names.insert(values[i].variable);
    }
    return {};
}

Result<void> checkHeaders(const HttpHeaders &headers)
{
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const auto checked = checkHeader(headers[i]);
        if (!checked)
            return Error{
                checked.error().what, u"header %1 of the sign-in"_s.arg(i + 1), checked.error().remedy};
    }
    return {};
}

} // namespace

Result<WebSocketUrl> parseSignInUrl(const QString &url)
{
    const QString text = url.trimmed();
    if (text.isEmpty())
        return Error{u"The sign-in has no address."_s, {}, u"Write one such as https://localhost/token."_s};
    if (!text.startsWith("http://"_L1, Qt::CaseInsensitive)
        && !text.startsWith("https://"_L1, Qt::CaseInsensitive))
        return Error{u"The address of a sign-in begins with http:// or https://."_s, u"character 1"_s, {}};
    return parseWebSocketUrl(text.left(text.indexOf(u'#')));
}

Result<void> checkSignInMethod(const QByteArray &method)
{
    if (isHttpToken(method))
        return {};
    return Error{
        u"\"%1\" cannot be the method of a sign-in."_s.arg(excerpt(method)), {}, u"POST and GET are."_s};
}

Result<void> checkSignInPlace(SignInValue::From from, const QString &place)
{
    if (from != SignInValue::From::Json)
        return checkName(place, from == SignInValue::From::Header ? u"header"_s : u"cookie"_s);
    const auto path = JsonPath::parse(place);
    return path ? Result<void>() : path.error();
}

Result<void> checkSignIn(const SignInOptions &options)
{
    if (const auto method = checkSignInMethod(options.method); !method)
        return method;
    if (const auto url = parseSignInUrl(options.url); !url)
        return url.error();
    if (const auto headers = checkHeaders(options.headers); !headers)
        return headers;
    if (options.timeout < 0 || options.timeout > LongestMs)
        return Error{u"Milliseconds for the sign-in cannot be %1."_s.arg(options.timeout), {},
            u"From 0 to %1 is possible."_s.arg(LongestMs)};
    return checkValues(options.values);
}

QByteArray signInRequest(const WebSocketUrl &url, const SignInOptions &options)
{
    HttpHeaders headers;
    const auto addUnlessGiven = [&](const QByteArray &name, const QByteArray &value) {
        const bool isGiven = std::any_of(options.headers.cbegin(), options.headers.cend(),
            [&name](const HttpHeader &header) { return header.isNamed(name); });
        if (!isGiven && !value.isEmpty())
            headers.append({name, value});
    };
    const bool hasBody = !options.body.isEmpty();
    // RFC 9110, 8.6: of these methods a server expects to be told that there is nothing.
    const bool tellsLength =
        hasBody || options.method == "POST" || options.method == "PUT" || options.method == "PATCH";
    addUnlessGiven("Host", url.authority);
    addUnlessGiven("Connection", "close");
    addUnlessGiven("Accept", "*/*");
    addUnlessGiven(
        "Authorization", url.userInfo.isEmpty() ? QByteArray() : "Basic " + url.userInfo.toBase64());
    addUnlessGiven("Content-Type", hasBody ? QByteArray("application/x-www-form-urlencoded") : QByteArray());
    addUnlessGiven("Content-Length", tellsLength ? QByteArray::number(options.body.size()) : QByteArray());
    return encodeHead(options.method + ' ' + url.target + " HTTP/1.1", headers + options.headers)
        + options.body;
}

QString signInRequestWords(const WebSocketUrl &url, const SignInOptions &options)
{
    const QByteArray scheme = url.secure ? "https://" : "http://";
    const qsizetype query = url.target.indexOf('?');
    const QByteArray path = query < 0 ? url.target : url.target.first(query) + "?...";
    return QString::fromLatin1(options.method + ' ' + scheme + url.authority + path);
}

} // namespace framescope
