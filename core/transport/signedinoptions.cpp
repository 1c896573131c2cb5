// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/signedinoptions.h"

#include "transport/websocketurl.h"

#include <QRegularExpression>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

QStringList namesOfValues(const ConnectionOptions &options)
{
    QStringList names;
    if (options.signIn) {
        for (const SignInValue &value : options.signIn->values)
            names.append(value.variable);
    }
    return names;
}

QByteArray replacedIn(const QByteArray &text, const Variables &values)
{
    // As it was, also where it is no UTF-8.
    return text.contains("${") ? values.laterReplacedIn(QString::fromUtf8(text)).toUtf8() : text;
}

ConnectionOptions replacedIn(ConnectionOptions options, const Variables &values)
{
    options.url = values.laterReplacedIn(options.url);
    for (QString &protocol : options.protocols)
        protocol = values.laterReplacedIn(protocol);
    options.origin = replacedIn(options.origin, values);
    for (HttpHeader &header : options.headers)
        header.value = replacedIn(header.value, values);
    return options;
}

// "${host} and ${port}": what of `values` stands in a text; empty if nothing does.
QString valuesIn(const QString &text, const Variables &values)
{
    QStringList names = Variables::namesIn(text);
    names.removeIf([&values](const QString &name) { return !values.has(name); });
    for (QString &name : names)
        name = u"${"_s + name + u'}';
    return names.join(u" and "_s);
}

// Of a value wherever it may stand: browsers drop such characters from an address without a word.
Result<void> checkValuesOf(const QString &text, const Variables &values)
{
    for (const QString &name : Variables::namesIn(text)) {
        const QString value = values.value(name);
        const auto found =
            std::find_if(value.begin(), value.end(), [](QChar c) { return c < u' ' || c == QChar(0x7F); });
        if (found == value.end())
            continue;
        const QString what = *found == u'\n' || *found == u'\r' ? u"line break"_s : u"control character"_s;
        return Error{
            u"${%1} has a %2, which can stand neither in a header nor in an address."_s.arg(name, what),
            u"character %1"_s.arg(found - value.begin() + 1), {}};
    }
    return {};
}

// Blames what stands in `text` for what is wrong with what became of it.
template <typename T>
Result<void> blamed(
    const Result<T> &checked, const QString &text, const Variables &values, const QString &what)
{
    const QString names = valuesIn(text, values);
    if (checked || names.isEmpty())
        return {};
    // What it quotes may be the value.
    static const QRegularExpression quoted(u"\"[^\"]*\""_s);
    const QString why = QString(checked.error().what).replace(quoted, u"what came"_s);
    return Error{u"With %1 from the sign-in, %2 cannot be used: %3"_s.arg(names, what, why), {}, {}};
}

} // namespace

bool hasOpenAddress(const ConnectionOptions &options)
{
    const QStringList names = namesOfValues(options);
    const QStringList used = Variables::namesIn(options.url);
    return std::any_of(
        used.begin(), used.end(), [&names](const QString &name) { return names.contains(name); });
}

ConnectionOptions withNamesOfValues(const ConnectionOptions &options)
{
    Variables values;
    for (const QString &name : namesOfValues(options))
        values.set(name, name);
    return values.isEmpty() ? options : replacedIn(options, values);
}

Result<ConnectionOptions> signedInOptions(const ConnectionOptions &options, const Variables &values)
{
    QStringList texts = options.protocols + QStringList{options.url, QString::fromUtf8(options.origin)};
    for (const HttpHeader &header : options.headers)
        texts.append(QString::fromUtf8(header.value));
    for (const QString &text : texts) {
        if (const auto checked = checkValuesOf(text, values); !checked)
            return checked.error();
    }
    ConnectionOptions made = replacedIn(options, values);
    const QString protocols = options.protocols.join(u' ');
    if (const auto url = blamed(parseWebSocketUrl(made.url), options.url, values, u"the address"_s); !url)
        return url.error();
    if (const auto list = blamed(checkSubprotocols(made.protocols), protocols, values, u"the subprotocols"_s);
        !list)
        return list.error();
    return made;
}

} // namespace framescope
