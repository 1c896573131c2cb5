// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filleddraft.h"

#include "analysis/secrets.h"
#include "ui/address.h"

#include <algorithm>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

using Tab = ConnectionDraft::Tab;
using Field = ConnectionDraft::Field;

// Replaces the variables in text after text, and keeps which of them had no value.
class Filler {
public:
    Filler(const Environment *environment, const QStringList &later)
        : m_environment(environment)
        , m_values(environment ? environment->values() : Variables())
        , m_later(later)
    {
    }

    // Of what stands before all that brings values later.
    void nothingComesLater() { m_later.clear(); }
    // Of what is made into something else before they come.
    void nothingMayComeLater() { m_mayComeLater = false; }
    void fill(Tab tab, Field field, QString &text) { take(tab, field, {}, -1, text); }
    // Of a table; what is off in it does not go.
    void fill(Tab tab, Field field, const QString &what, NamedValues &lines)
    {
        for (int row = 0; row < int(lines.size()); ++row) {
            if (!lines[row].on)
                continue;
            const QString place = u"%1 %2"_s.arg(what).arg(row + 1);
            take(tab, field, place, row, lines[row].name);
            take(tab, field, place, row, lines[row].value);
        }
    }
    void fillUrl(const QString &url)
    {
        const ReplacedText replaced = m_values.replacedIn(url, m_later);
        m_filled.url = completeAddress(replaced.text).url;
        if (replaced.missing.isEmpty())
            return;
        const QString first = replaced.missing.first();
        m_filled.missingInUrl = missingValue(first, m_environment);
        m_filled.missingInUrl->where = u"character %1"_s.arg(replaced.missingAt + 1);
        keepNames(replaced.missing);
    }
    FilledDraft take(ConnectionDraft draft)
    {
        m_filled.draft = std::move(draft);
        if (m_environment)
            m_filled.secrets = m_environment->secrets();
        return std::move(m_filled);
    }

private:
    void take(Tab tab, Field field, const QString &place, int row, QString &text)
    {
        const ReplacedText replaced = m_values.replacedIn(text, m_later);
        if (!m_mayComeLater)
            refuseLater(tab, field, place, row, text);
        text = replaced.text;
        for (const QString &name : replaced.missing) {
            Error error = missingValue(name, m_environment);
            error.where = place;
            m_filled.missing.append({tab, field, error, row});
        }
        keepNames(replaced.missing);
    }
    void refuseLater(Tab tab, Field field, const QString &place, int row, const QString &text)
    {
        for (const QString &name : Variables::namesIn(text)) {
            if (m_later.contains(name))
                m_filled.missing.append({tab, field,
                    Error{u"${%1} comes from the sign-in, too late for this field."_s.arg(name), place,
                        u"It can stand in the address, in headers, cookies, Origin, the bearer token and the "
                        u"subprotocols."_s},
                    row});
        }
    }
    void keepNames(const QStringList &names)
    {
        for (const QString &name : names) {
            if (!m_filled.missingNames.contains(name))
                m_filled.missingNames.append(name);
        }
    }

    const Environment *m_environment;
    Variables m_values;
    QStringList m_later;
    bool m_mayComeLater = true;
    FilledDraft m_filled;
};

QStringList namesOf(const NamedValues &lines)
{
    QStringList names;
    for (const NamedValue &line : lines) {
        if (line.on)
            names.append(line.name);
    }
    return names;
}

void fillRequest(Filler &filler, ConnectionDraft &draft)
{
    filler.fill(Tab::Request, Field::Headers, u"header"_s, draft.headers);
    filler.fill(Tab::Request, Field::Cookies, u"cookie"_s, draft.cookies);
    filler.fill(Tab::Request, Field::Origin, draft.origin);
    filler.fill(Tab::Request, Field::UserAgent, draft.userAgent);
    if (draft.auth == ConnectionDraft::Auth::Bearer)
        filler.fill(Tab::Auth, Field::Token, draft.token);
    for (QString &protocol : draft.plain.protocols)
        filler.fill(Tab::Protocols, Field::Protocols, protocol);
}

// Encoded as they are: a query by percent, a login by Base64.
void fillEncoded(Filler &filler, ConnectionDraft &draft)
{
    filler.nothingMayComeLater();
    filler.fill(Tab::Request, Field::Query, u"parameter"_s, draft.query);
    if (draft.auth != ConnectionDraft::Auth::Basic)
        return;
    filler.fill(Tab::Auth, Field::User, draft.user);
    filler.fill(Tab::Auth, Field::Password, draft.password);
}

void fillWay(Filler &filler, ConnectionOptions &plain)
{
    filler.fill(Tab::Tls, Field::KeyPassword, plain.tls.clientPassword);
    filler.fill(Tab::Tls, Field::ServerName, plain.tls.serverName);
    filler.fill(Tab::Route, Field::Proxy, plain.proxy.host);
    filler.fill(Tab::Route, Field::ProxyLogin, plain.proxy.user);
    filler.fill(Tab::Route, Field::ProxyPassword, plain.proxy.password);
    filler.fill(Tab::Route, Field::ConnectTo, plain.connectTo.host);
}

// Nothing comes before it that could bring a value.
void fillSignIn(Filler &filler, SignInDraft &signIn)
{
    filler.nothingComesLater();
    filler.fill(Tab::Auth, Field::SignInUrl, signIn.url);
    filler.fill(Tab::Auth, Field::SignInHeaders, u"header"_s, signIn.headers);
    filler.fill(Tab::Auth, Field::SignInBody, signIn.body);
}

} // namespace

QList<ConnectionDraft::Problem> FilledDraft::problems() const
{
    auto found = draft.problems();
    found.removeIf([this](const ConnectionDraft::Problem &problem) {
        return std::any_of(missing.begin(), missing.end(), [&](const ConnectionDraft::Problem &lack) {
            return lack.field == problem.field && lack.row == problem.row;
        });
    });
    for (ConnectionDraft::Problem &problem : found) {
        problem.error.what = framescope::secrets::notQuoting(problem.error.what, secrets);
        problem.error.remedy = framescope::secrets::notQuoting(problem.error.remedy, secrets);
    }
    return missing + found;
}

FilledDraft filledDraft(const QString &url, const ConnectionDraft &draft, const Environment *environment)
{
    ConnectionDraft filled = draft;
    Filler filler(environment, draft.signIn.on ? namesOf(draft.signIn.values) : QStringList());
    filler.fillUrl(url);
    fillRequest(filler, filled);
    fillEncoded(filler, filled);
    fillWay(filler, filled.plain);
    if (draft.signIn.on)
        fillSignIn(filler, filled.signIn);
    return filler.take(std::move(filled));
}

ConnectionDraft withoutVariables(ConnectionDraft draft)
{
    const auto escape = [](QString &text) { text = Variables::escaped(text); };
    for (NamedValues *lines : {&draft.headers, &draft.query, &draft.cookies}) {
        for (NamedValue &line : *lines) {
            escape(line.name);
            escape(line.value);
        }
    }
    ConnectionOptions &plain = draft.plain;
    for (QString &protocol : plain.protocols)
        escape(protocol);
    for (QString *text : {&draft.origin, &draft.userAgent, &draft.user, &draft.password, &draft.token,
             &plain.tls.clientPassword, &plain.tls.serverName, &plain.proxy.host, &plain.proxy.user,
             &plain.proxy.password, &plain.connectTo.host})
        escape(*text);
    return draft;
}

Error missingValue(const QString &name, const Environment *environment)
{
    const QString variable = u"${"_s + name + u'}';
    return {environment ? u"%1 has no value in %2."_s.arg(variable, environment->name)
                        : u"%1 has no value: no environment is chosen."_s.arg(variable),
        {}, {}};
}

} // namespace framescope
