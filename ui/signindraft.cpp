// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/signindraft.h"

#include "transport/signinrequest.h"
#include "transport/variables.h"

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// Behind "header" or "cookie", if `place` begins with that.
std::optional<QString> nameBehind(QStringView word, const QString &place)
{
    if (!place.startsWith(word, Qt::CaseInsensitive) || place.size() == word.size()
        || !place[word.size()].isSpace())
        return {};
    return place.sliced(word.size()).trimmed();
}

Result<SignInValue> checked(const SignInValue &value)
{
    const auto place = checkSignInPlace(value.from, value.place);
    return place ? Result<SignInValue>(value) : place.error();
}

} // namespace

SignInOptions SignInDraft::toOptions() const
{
    SignInOptions options;
    options.method = method.trimmed().toUpper().toUtf8();
    options.url = url.trimmed();
    options.body = body.toUtf8();
    for (const NamedValue &header : headers) {
        if (header.on)
            options.headers.append({header.name.toUtf8(), header.value.toUtf8()});
    }
    for (const NamedValue &line : values) {
        if (const auto value = valueOf(line); line.on && value)
            options.values.append(*value);
    }
    return options;
}

Result<SignInValue> SignInDraft::valueOf(const NamedValue &line)
{
    using From = SignInValue::From;
    const QString name = line.name.trimmed();
    const QString place = line.value.trimmed();
    if (!Variables::isName(name))
        return Error{u"\"%1\" is no name of a variable."_s.arg(name), {},
            u"Right are letters, digits, \"_\", \"-\" and \".\", as in ${token}."_s};
    if (place.startsWith(u'$'))
        return checked({name, From::Json, place});
    if (const auto header = nameBehind(u"header", place); header && !header->isEmpty())
        return checked({name, From::Header, *header});
    if (const auto cookie = nameBehind(u"cookie", place); cookie && !cookie->isEmpty())
        return checked({name, From::Cookie, *cookie});
    return Error{u"Where the answer has ${%1} is not said."_s.arg(name), {},
        u"Right is a JSON path ($.token), \"header X-Token\" or \"cookie sid\"."_s};
}

Result<void> SignInDraft::checkTarget() const
{
    SignInOptions target;
    target.method = toOptions().method;
    target.url = url.trimmed();
    return checkSignIn(target);
}

} // namespace framescope
