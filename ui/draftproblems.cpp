// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/framerules.h"
#include "transport/browserrules.h"
#include "transport/websocketurl.h"
#include "ui/connectiondraft.h"
#include "ui/fieldchecks.h"
#include "ui/leftoutsecrets.h"

namespace framescope {

using namespace Qt::StringLiterals;
using namespace fieldchecks;

namespace {

using Tab = ConnectionDraft::Tab;
using Field = ConnectionDraft::Field;

// Puts together what the checks of the fields found.
class Problems {
public:
    void add(Tab tab, Field field, const Result<void> &check, WrongMark mark = WrongMark::Wrong)
    {
        if (!check)
            m_found.append({tab, field, check.error(), -1, false, mark});
    }
    void addFile(Field field, const ChosenFile &file)
    {
        if (!file.wrong.isEmpty())
            m_found.append({Tab::Tls, field, Error{file.wrong, {}, {}}});
    }
    using CheckLine = Result<void> (*)(const NamedValue &line);
    void addTable(Tab tab, Field field, const QString &what, const NamedValues &lines, CheckLine check,
        WrongMark mark = WrongMark::Wrong)
    {
        for (qsizetype row = 0; row < lines.size(); ++row) {
            if (!lines[row].on)
                continue;
            if (const auto verdict = check(lines[row]); !verdict)
                addRow(tab, field, u"%1 %2"_s.arg(what).arg(row + 1), row, verdict.error(), mark);
        }
    }
    QList<ConnectionDraft::Problem> take() { return std::move(m_found); }

private:
    void addRow(Tab tab, Field field, const QString &place, qsizetype row, Error error, WrongMark mark)
    {
        error.where = error.where.isEmpty() ? place : place + u", "_s + error.where;
        m_found.append({tab, field, error, static_cast<int>(row), false, mark});
    }

    QList<ConnectionDraft::Problem> m_found;
};

Result<void> checkHeaderLine(const NamedValue &header)
{
    return checkHeader({header.name.toUtf8(), header.value.toUtf8()});
}

void addBehaviour(Problems &found, const ConnectionOptions &options)
{
    const auto wrong = browserrules::checkBehaviour(options);
    if (!wrong)
        return;
    const bool isAnswer = options.pingAnswer.payload.size() > static_cast<qsizetype>(MaxControlPayload);
    found.add(Tab::Behaviour, isAnswer ? Field::PingAnswer : Field::Reconnect, wrong->error);
}

Result<void> checkSignInValue(const NamedValue &line)
{
    const auto value = SignInDraft::valueOf(line);
    return value ? Result<void>() : value.error();
}

void addSignIn(Problems &found, const SignInDraft &signIn)
{
    found.add(Tab::Auth, Field::SignInUrl, signIn.checkTarget());
    found.addTable(Tab::Auth, Field::SignInHeaders, u"header"_s, signIn.headers, checkHeaderLine);
    found.addTable(Tab::Auth, Field::SignInValues, u"value"_s, signIn.values, checkSignInValue);
}

} // namespace

QList<ConnectionDraft::Problem> ConnectionDraft::problems() const
{
    Problems found;
    found.addTable(Tab::Request, Field::Headers, u"header"_s, headers, checkHeaderLine);
    found.addTable(Tab::Request, Field::Query, u"parameter"_s, query, doubtParameter, WrongMark::Doubt);
    found.addTable(Tab::Request, Field::Cookies, u"cookie"_s, cookies, checkCookie);
    found.add(Tab::Request, Field::Origin, checkHeader({"Origin", origin.toUtf8()}));
    found.add(Tab::Request, Field::UserAgent, checkHeader({"User-Agent", userAgent.toUtf8()}));
    found.add(Tab::Auth, auth == Auth::Basic ? Field::Password : Field::Token,
        checkHeader({"Authorization", authorization()}));
    if (auth == Auth::Basic)
        found.add(Tab::Auth, Field::User, doubtBasicUser(user), WrongMark::Doubt);
    if (signIn.on)
        addSignIn(found, signIn);
    found.add(Tab::Protocols, Field::Protocols, checkSubprotocols(plain.protocols));
    found.addFile(Field::Ca, ca);
    found.addFile(Field::Certificate, certificate);
    if (!certificate.path.isEmpty())
        found.addFile(Field::Key, key);
    found.add(Tab::Tls, Field::ServerName, checkServerName(plain.tls.serverName));
    found.add(Tab::Tls, Field::Accepted, checkFingerprints(plain.tls.acceptedFingerprints));
    found.add(Tab::Route, Field::Proxy, checkProxy(plain.proxy));
    found.add(Tab::Route, Field::ProxyLogin, checkProxyLogin(plain.proxy));
    found.add(Tab::Route, Field::ConnectTo, checkHost(plain.connectTo.host));
    found.add(Tab::Route, Field::ConnectTo, doubtPort(plain.connectTo), WrongMark::Doubt);
    addBehaviour(found, plain);
    return leftOutProblems(*this) + found.take();
}

} // namespace framescope
