// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/leftoutsecrets.h"

#include "analysis/jwt.h"
#include "analysis/secrets.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

using Tab = ConnectionDraft::Tab;
using Field = ConnectionDraft::Field;
using Problem = ConnectionDraft::Problem;

// Whatever it is called.
bool isSecretValue(const QString &value)
{
    if (secrets::isOnlyVariables(value))
        return false;
    const bool isLogin =
        value.startsWith(u"Bearer ", Qt::CaseInsensitive) || value.startsWith(u"Basic ", Qt::CaseInsensitive);
    return isLogin || secrets::hidden(value, {}) != value || !Jwt::findIn(value.toUtf8(), 1).empty();
}

template <typename IsSecret>
NamedValues leaveOut(NamedValues table, IsSecret isSecret)
{
    for (NamedValue &line : table) {
        const bool isKnown = line.value.isEmpty() || secrets::isOnlyVariables(line.value);
        if (!line.isLeftOut && (isKnown || !(isSecret(line.name) || isSecretValue(line.value))))
            continue;
        line.isLeftOut = true;
        line.value.clear();
    }
    return table;
}

// Of a form or of JSON: a password or token among its values. What cannot be read as either may hold one.
bool isSecretBody(const QString &body)
{
    static const QRegularExpression pair(
        u"[\"']?([\\w-]+)[\"']?\\s*[:=]\\s*[\"']?((?:\\$\\{[\\w.-]+\\}|[^\"'&,}\\s])*)"_s);
    if (body.trimmed().isEmpty() || secrets::isOnlyVariables(body))
        return false;
    bool isRead = false;
    for (auto pairs = pair.globalMatch(body); pairs.hasNext(); isRead = true) {
        const QRegularExpressionMatch found = pairs.next();
        const QString value = found.captured(2);
        if (!value.isEmpty() && !secrets::isOnlyVariables(value) && secrets::isName(found.capturedView(1)))
            return true;
    }
    return !isRead || !Jwt::findIn(body.toUtf8(), 1).empty();
}

void clearUnlessVariable(QString &text)
{
    if (!secrets::isOnlyVariables(text))
        text.clear();
}

// The fields that may be left out, as one list: which they are, what they are called, where they stand.
struct SecretField {
    Field field;
    Tab tab;
    QString name;
    QString ConnectionDraft::*text; // null: it stands elsewhere
};
const QList<SecretField> &secretFields()
{
    static const QList<SecretField> all{
        {Field::Password, Tab::Auth, u"The password"_s, &ConnectionDraft::password},
        {Field::Token, Tab::Auth, u"The token"_s, &ConnectionDraft::token},
        {Field::Origin, Tab::Request, u"The login in Origin"_s, &ConnectionDraft::origin},
        {Field::Protocols, Tab::Protocols, u"A subprotocol that is a token"_s, nullptr},
        {Field::KeyPassword, Tab::Tls, u"The password of the key"_s, nullptr},
        {Field::ProxyPassword, Tab::Route, u"The password of the proxy"_s, nullptr},
        {Field::SignInUrl, Tab::Auth, u"A secret in the address of the sign-in"_s, nullptr},
        {Field::SignInBody, Tab::Auth, u"The body of the sign-in"_s, nullptr},
    };
    return all;
}

// What stands in such a field.
QString textOf(const ConnectionDraft &draft, const SecretField &field)
{
    if (field.text)
        return draft.*field.text;
    switch (field.field) {
    case Field::KeyPassword: return draft.plain.tls.clientPassword;
    case Field::ProxyPassword: return draft.plain.proxy.password;
    case Field::SignInUrl: return draft.signIn.url;
    case Field::SignInBody: return draft.signIn.body;
    default: return draft.plain.protocols.join(u',');
    }
}

// It matters only with what it belongs to.
bool takesPart(const ConnectionDraft &draft, Field field)
{
    const auto proxy = draft.plain.proxy.kind;
    switch (field) {
    case Field::Password: return draft.auth == ConnectionDraft::Auth::Basic;
    case Field::Token: return draft.auth == ConnectionDraft::Auth::Bearer;
    case Field::KeyPassword: return !draft.certificate.path.isEmpty();
    case Field::ProxyPassword:
        return proxy == ProxyOptions::Kind::Http || proxy == ProxyOptions::Kind::Socks5;
    case Field::SignInUrl:
    case Field::SignInBody: return draft.signIn.on;
    default: return true;
    }
}

Error leftOutError(const QString &what, const QString &where)
{
    return {u"%1 is not saved: secrets stay out of the library."_s.arg(what), where, u"Type it again."_s};
}

struct SecretTable {
    Field field;
    Tab tab;
    QString name;
    const NamedValues &lines;
};
QList<SecretTable> secretTables(const ConnectionDraft &draft)
{
    static const NamedValues none;
    return {{Field::Headers, Tab::Request, u"header"_s, draft.headers},
        {Field::Query, Tab::Request, u"parameter"_s, draft.query},
        {Field::Cookies, Tab::Request, u"cookie"_s, draft.cookies},
        {Field::SignInHeaders, Tab::Auth, u"header"_s, draft.signIn.on ? draft.signIn.headers : none}};
}

bool hasLogin(const QString &url)
{
    return !QUrl(url).userInfo().isEmpty();
}

// "name=value" of the address, as they stand there.
QStringList parametersOf(const QString &url)
{
    const qsizetype query = url.indexOf(u'?');
    return query < 0 ? QStringList() : url.sliced(query + 1).section(u'#', 0, 0).split(u'&');
}

QStringList leftOutOf(const QString &url)
{
    const QStringList before = parametersOf(url);
    const QStringList after = parametersOf(withoutSecrets(url));
    QStringList names;
    if (hasLogin(url))
        names.append(QString());
    for (qsizetype i = 0; i < before.size() && i < after.size(); ++i) {
        if (before[i] != after[i])
            names.append(before[i].section(u'=', 0, 0));
    }
    return names;
}

} // namespace

QString withoutSecrets(const QString &url)
{
    return secrets::hidden(url, {});
}

ConnectionDraft withoutSecrets(const ConnectionDraft &draft, const QString &url)
{
    ConnectionDraft kept = draft;
    kept.headers = leaveOut(draft.headers, secrets::isHeader);
    kept.query = leaveOut(draft.query, secrets::isName);
    kept.cookies = leaveOut(draft.cookies, [](QStringView) { return true; });
    kept.origin = secrets::hidden(draft.origin, {});
    kept.plain.protocols.removeIf(isSecretValue);
    for (QString *text :
        {&kept.password, &kept.token, &kept.plain.tls.clientPassword, &kept.plain.proxy.password})
        clearUnlessVariable(*text);
    kept.signIn.headers = leaveOut(draft.signIn.headers, secrets::isHeader);
    kept.signIn.url = secrets::hidden(draft.signIn.url, {});
    if (isSecretBody(draft.signIn.body))
        kept.signIn.body.clear();
    for (const SecretField &field : secretFields()) {
        if (textOf(draft, field) != textOf(kept, field) && !kept.leftOut.contains(field.field))
            kept.leftOut.append(field.field);
    }
    for (const QString &name : leftOutOf(url)) {
        if (!kept.leftOutOfAddress.contains(name))
            kept.leftOutOfAddress.append(name);
    }
    return kept;
}

QList<Problem> leftOutProblems(const ConnectionDraft &draft)
{
    QList<Problem> found;
    for (const SecretTable &table : secretTables(draft)) {
        for (int row = 0; row < int(table.lines.size()); ++row) {
            const NamedValue &line = table.lines[row];
            if (line.on && line.isLeftOut)
                found.append({table.tab, table.field,
                    leftOutError(
                        u"The value of \"%1\""_s.arg(line.name), u"%1 %2"_s.arg(table.name).arg(row + 1)),
                    row, true});
        }
    }
    for (const SecretField &field : secretFields()) {
        if (draft.isLeftOut(field.field) && takesPart(draft, field.field))
            found.append({field.tab, field.field, leftOutError(field.name, {}), -1, true});
    }
    return found;
}

Result<void> checkAddressIsWhole(const QString &url, const ConnectionDraft &draft)
{
    const qsizetype authority = url.indexOf(u"://"_s) + 3;
    if (draft.leftOutOfAddress.contains(QString()) && !hasLogin(url))
        return leftOutError(
            u"The login of the address"_s, u"character %1"_s.arg(std::max<qsizetype>(authority, 3) + 1));
    qsizetype place = url.indexOf(u'?') + 1;
    for (const QString &parameter : parametersOf(url)) {
        const QString name = parameter.chopped(parameter.endsWith(u'=') ? 1 : 0);
        if (name.size() < parameter.size() && draft.leftOutOfAddress.contains(name))
            return leftOutError(u"The value of \"%1\" in the address"_s.arg(name),
                u"character %1"_s.arg(place + parameter.size()));
        place += parameter.size() + 1;
    }
    return {};
}

int leftOutCount(const ConnectionDraft &draft)
{
    return static_cast<int>(leftOutProblems(draft).size() + draft.leftOutOfAddress.size());
}

void takeTyped(ConnectionDraft &draft, const ConnectionDraft &before)
{
    for (const SecretField &field : secretFields()) {
        if (textOf(draft, field) != textOf(before, field))
            draft.leftOut.removeAll(field.field);
    }
}

} // namespace framescope
