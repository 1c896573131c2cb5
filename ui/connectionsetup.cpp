// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectionsetup.h"

#include "formats/copiedcommand.h"
#include "formats/pastedcommand.h"
#include "transport/openingrequest.h"
#include "transport/variables.h"
#include "ui/connectionbar.h"
#include "ui/leftoutsecrets.h"
#include "ui/messageactions.h"
#include "ui/optionsdrawer.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// What of a command is not in the draft, in words.
QString leftOut(const PastedCommand &command)
{
    QStringList sentences = command.notTaken;
    if (command.insecure)
        sentences.append(
            u"Certificates are checked all the same: you are asked about one that cannot be trusted."_s);
    if (command.send.size() > 1)
        sentences.append(u"The first of its %1 messages is in the editor."_s.arg(command.send.size()));
    return sentences.join(u' ');
}

const QString carryOver = u"carry-over"_s;
constexpr int LongestMs = 3'600'000;

using Tab = ConnectionDraft::Tab;
using Field = ConnectionDraft::Field;

struct Handshake {
    QString url; // empty: it cannot be made
    HttpHead request;
};
// That which was sent, else that which would be.
Handshake handshakeOf(const ConnectionFacts &facts, const FilledDraft &filled)
{
    HttpHeadParser parser;
    QByteArrayView sent(facts.requestHead);
    if (const auto head = parser.feed(sent); head && *head)
        return {facts.url, **head};
    const ConnectionOptions options = filled.draft.toOptions(filled.url);
    const auto url = parseWebSocketUrl(options.url);
    return url ? Handshake{options.url, {{}, openingRequest(*url, options).headers, {}}} : Handshake();
}

Error withoutEffect(Error error)
{
    if (error.remedy.isEmpty())
        error.remedy = u"Nothing was sent."_s;
    return error;
}

// What is doubtful goes as it is.
QList<ConnectionDraft::Problem> wrongOnes(QList<ConnectionDraft::Problem> problems)
{
    problems.removeIf(
        [](const ConnectionDraft::Problem &problem) { return problem.mark == WrongMark::Doubt; });
    return problems;
}

// Where the options stand that such an end speaks of.
std::pair<Tab, Field> optionsBehind(EndCause cause)
{
    switch (cause) {
    case EndCause::TlsFailed:
    case EndCause::TlsTimeout: return {Tab::Tls, Field::Minimum};
    case EndCause::HttpStatus: return {Tab::Tls, Field::Certificate}; // offered where that is guessed to lack
    case EndCause::ProxyFailed: return {Tab::Route, Field::Proxy};
    case EndCause::HandshakeInvalid: return {Tab::Protocols, Field::Protocols};
    case EndCause::KeepaliveTimeout: return {Tab::Behaviour, Field::Keepalive};
    case EndCause::ProtocolFailure: return {Tab::Behaviour, Field::Violations};
    default: return {Tab::Request, Field::Origin};
    }
}

} // namespace

ConnectionSetup::ConnectionSetup(
    ConnectionBar &bar, OptionsDrawer &drawer, EnvironmentList &environments, QObject *parent)
    : QObject(parent)
    , m_bar(bar)
    , m_drawer(drawer)
    , m_environments(environments)
    , m_environment(environments.usual())
{
    setDrawerShown(false);
    takeEnvironments();
    connect(&m_environments, &EnvironmentList::changed, this, &ConnectionSetup::takeEnvironments);
    connect(&m_bar, &ConnectionBar::environmentsRequested, this, [this] { Q_EMIT valueRequested({}, {}); });
    connect(&m_bar, &ConnectionBar::environmentChosen, this, [this](const QString &id) {
        m_environments.setUsual(id);
        setEnvironment(id);
        keepChanges();
        Q_EMIT changed();
    });
    connect(&m_bar, &ConnectionBar::optionsToggled, this, &ConnectionSetup::setDrawerShown);
    connect(&m_bar, &ConnectionBar::commandEntered, this, &ConnectionSetup::takeCommand);
    connect(&m_bar, &ConnectionBar::urlChanged, this, &ConnectionSetup::takeUrl);
    connect(&m_drawer, &OptionsDrawer::draftChanged, this, &ConnectionSetup::takeDraft);
    connect(&m_drawer, &OptionsDrawer::settled, this, &ConnectionSetup::keepChanges);
}

// The certificates that are accepted are those of this host, not those of the one before; the same holds for a
// login that is to be typed again.
void ConnectionSetup::takeUrl(const QString &url)
{
    if (looksLikeCommand(url))
        return;
    const bool isOtherHost = QUrl(m_typedUrl).host() != QUrl(url).host();
    m_typedUrl = url;
    m_drawer.setUrl(url);
    const QStringList accepted = m_accepted.of(filledUrl());
    ConnectionDraft draft = m_drawer.draft();
    const bool isOtherLogin = isOtherHost && draft.leftOutOfAddress.removeAll(QString()) > 0;
    if (accepted == draft.plain.tls.acceptedFingerprints && !isOtherLogin)
        return;
    draft.plain.tls.acceptedFingerprints = accepted;
    showDraft(draft);
}

void ConnectionSetup::takeSettings()
{
    const UsualOptions before = std::exchange(m_usual, UsualOptions::remembered());
    const QStringList accepted = m_accepted.of(filledUrl());
    ConnectionDraft draft = m_drawer.draft();
    if (before == m_usual && accepted == draft.plain.tls.acceptedFingerprints)
        return;
    draft.plain.tls.acceptedFingerprints = accepted;
    if (m_about == 0)
        m_usual.replace(before, draft);
    showDraft(draft);
}

void ConnectionSetup::takeDraft()
{
    m_accepted.set(filledUrl(), m_drawer.draft().plain.tls.acceptedFingerprints);
    showCount();
    keepChanges();
    Q_EMIT changed();
}

void ConnectionSetup::keepFor(ConnectionId id)
{
    m_openedIn.insert(id, m_environment);
    m_kept.insert(id, {m_typedUrl, m_drawer.draft(), m_environment});
    m_about = id;
}

// What is typed for another address is not for the connection that is still spoken to.
void ConnectionSetup::keepChanges()
{
    const auto kept = m_kept.find(m_about);
    if (kept == m_kept.end() || kept->url != m_typedUrl)
        return;
    kept->draft = m_drawer.draft();
    kept->environment = m_environment;
}

ConnectionSetup::Typed ConnectionSetup::typedFor(ConnectionId id, const QString &url) const
{
    return m_kept.value(id, {Variables::escaped(url), m_usual.draft()});
}

ConnectionSetup::Typed ConnectionSetup::typed() const
{
    return {m_typedUrl, m_drawer.draft(), m_environment};
}

void ConnectionSetup::take(const Typed &taken)
{
    m_before = typed();
    showTyped(taken);
    keepChanges();
    Q_EMIT changed();
}

bool ConnectionSetup::lacksOnlySecrets(const QString &url) const
{
    const auto problems = wrongOnes(m_drawer.problems());
    const bool isAddressWhole = bool(checkAddressIsWhole(url, m_drawer.draft()));
    return (!problems.isEmpty() || !isAddressWhole)
        && std::all_of(problems.begin(), problems.end(),
            [](const ConnectionDraft::Problem &problem) { return problem.isLeftOut; });
}

void ConnectionSetup::forgetLeftOut()
{
    ConnectionDraft draft = m_drawer.draft();
    draft.forgetLeftOut();
    showDraft(draft);
    keepChanges();
}

void ConnectionSetup::showFor(ConnectionId id, const QString &url)
{
    m_before.reset();
    m_about = id;
    showTyped(typedFor(id, url));
}

void ConnectionSetup::beginAnew()
{
    const int left = m_drawer.draft().differences(m_usual.draft());
    m_before = typed();
    m_about = 0;
    showTyped({{}, m_usual.draft()});
    if (left > 0)
        Q_EMIT noticed({Notice::Tone::Info, u"A new connection begins with the defaults."_s,
            left == 1 ? u"The option of the one before was not carried over."_s
                      : u"The %1 options of the one before were not carried over."_s.arg(left),
            {}, {carryOver}});
}

void ConnectionSetup::leaveLogin(const QString &url, const QString &next)
{
    constexpr auto origin = QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo;
    const ConnectionDraft draft = m_drawer.draft().withoutLogin();
    if (QUrl(url).adjusted(origin) != QUrl(next).adjusted(origin)
        && draft.differences(m_usual.draft()) != m_drawer.draft().differences(m_usual.draft()))
        showDraft(draft);
}

void ConnectionSetup::showTyped(const Typed &typed)
{
    if (typed.environment)
        setEnvironment(*typed.environment);
    m_bar.setUrl(typed.url);
    ConnectionDraft draft = typed.draft;
    draft.plain.tls.acceptedFingerprints = m_accepted.of(filledUrl());
    showDraft(draft);
}

void ConnectionSetup::acceptCertificate(const QString &url, const QString &fingerprint)
{
    QStringList accepted = m_accepted.of(url);
    accepted.removeAll(fingerprint);
    m_accepted.set(url, accepted << fingerprint);
    takeUrl(m_typedUrl);
}

void ConnectionSetup::declare(MessageActions &actions, std::function<EndCause()> cause)
{
    const auto add = [&](const QString &name, const QString &words, std::function<void()> what) {
        actions.add(name, words, [this, what = std::move(what)] {
            what();
            Q_EMIT acted();
        });
    };
    add(u"set-value"_s, u"Set value"_s, [this] { Q_EMIT valueRequested(m_lacking, m_lackingIn); });
    add(u"undo-paste"_s, u"Undo"_s, [this] { undoPaste(); });
    add(carryOver, u"Carry them over"_s, [this] { carryOptionsOver(); });
    add(u"ping-regularly"_s, u"Ping every 25 s"_s, [this] { pingRegularly(); });
    add(u"wait-longer"_s, u"Wait longer"_s, [this, cause] { waitLonger(cause()); });
    add(u"edit-auth"_s, u"Edit auth"_s, [this] { showField(Tab::Auth, Field::Authorization); });
    add(u"edit-options"_s, u"Options"_s, [this, cause] {
        const auto [tab, field] = optionsBehind(cause());
        showField(tab, field);
    });
    add(u"proxy-login"_s, u"Proxy login..."_s, [this] { showField(Tab::Route, Field::ProxyLogin); });
    add(u"try-address"_s, u"Try another address..."_s, [this] { showField(Tab::Route, Field::ConnectTo); });
}

// Below the minute after which proxies commonly end a silent connection.
void ConnectionSetup::pingRegularly()
{
    ConnectionDraft draft = m_drawer.draft();
    draft.plain.keepalive.interval = 25'000;
    showDraft(draft);
    keepChanges();
    showField(Tab::Behaviour, Field::Keepalive);
}

// Three times as long, where it was to be seen that it was too short.
void ConnectionSetup::waitLonger(EndCause cause)
{
    ConnectionDraft draft = m_drawer.draft();
    Timeouts &times = draft.plain.timeouts;
    int &time = cause == EndCause::ConnectTimeout ? times.connect
        : cause == EndCause::TlsTimeout           ? times.tls
        : cause == EndCause::CloseTimeout         ? times.close
                                                  : times.handshake;
    const Field field = cause == EndCause::ConnectTimeout ? Field::ConnectTime
        : cause == EndCause::TlsTimeout                   ? Field::TlsTime
        : cause == EndCause::CloseTimeout                 ? Field::CloseTime
                                                          : Field::HandshakeTime;
    time = std::min(3 * time, LongestMs);
    showDraft(draft);
    keepChanges();
    showField(Tab::Behaviour, field);
}

FilledDraft ConnectionSetup::filledFor(ConnectionId id, const ConnectionFacts &facts) const
{
    const Typed typed = typedFor(id, facts.url);
    return filledDraft(typed.url, typed.draft, m_environments.find(typed.environment.value_or(QString())));
}

QString ConnectionSetup::curlCommand(const ConnectionFacts &facts, ConnectionId id) const
{
    const Handshake handshake = handshakeOf(facts, filledFor(id, facts));
    return handshake.url.isEmpty() ? QString() : framescope::curlCommand(handshake.url, handshake.request);
}

PastedCommand ConnectionSetup::commandOf(const ConnectionFacts &facts, ConnectionId id) const
{
    const FilledDraft filled = filledFor(id, facts);
    const Handshake handshake = handshakeOf(facts, filled);
    PastedCommand command = framescope::commandOf(handshake.url, handshake.request);
    tellTlsAndRoute(filled.draft, command);
    return command;
}

void ConnectionSetup::setEnvironment(const QString &id)
{
    m_environment = id;
    showEnvironment();
}

void ConnectionSetup::takeEnvironments()
{
    m_bar.setEnvironments(m_environments.all());
    showEnvironment();
}

// The certificates that are accepted are those of the host that the address means now.
void ConnectionSetup::showEnvironment()
{
    const Environment *chosen = environment();
    m_bar.setEnvironment(m_environment);
    m_bar.clearError(); // what was missing may be there now
    m_drawer.setEnvironment(chosen ? std::optional(*chosen) : std::nullopt);
    if (!m_typedUrl.isEmpty())
        takeUrl(m_typedUrl);
    Q_EMIT environmentChanged();
}

QString ConnectionSetup::filledUrl() const
{
    return filledDraft(m_typedUrl, {}, environment()).url;
}

void ConnectionSetup::setLacking(const QString &variable, const QString &environment)
{
    m_lacking = variable;
    m_lackingIn = environment;
}

Result<ConnectionOptions> ConnectionSetup::options(const QString &url)
{
    const FilledDraft filled = filledDraft(url, m_drawer.draft(), environment());
    setLacking(filled.missingNames.value(0), m_environment);
    if (filled.missingInUrl) {
        m_bar.showError(*filled.missingInUrl);
        return withoutEffect(*filled.missingInUrl);
    }
    const auto problems = wrongOnes(m_drawer.problems());
    if (const auto whole = checkAddressIsWhole(url, m_drawer.draft()); !whole) {
        m_bar.showError(whole.error());
        return whole.error();
    }
    if (problems.isEmpty() && !m_drawer.isReading())
        return filled.draft.toOptions(filled.url);
    if (problems.isEmpty())
        showField(Tab::Tls, Field::Ca);
    else
        showField(problems.first().tab, problems.first().field, problems.first().row);
    return problems.isEmpty()
        ? Error{u"A certificate or key is still being read."_s, {}, u"Connect again in a moment."_s}
        : lacksValue() ? withoutEffect(problems.first().error)
                       : problems.first().error;
}

void ConnectionSetup::setDrawerShown(bool shown)
{
    m_drawer.setVisible(shown);
    m_bar.setOptionsShown(shown);
}

void ConnectionSetup::showField(Tab tab, Field field, int row)
{
    setDrawerShown(true);
    m_drawer.focusField(tab, field, row);
}

bool ConnectionSetup::isDrawerShown() const
{
    return !m_drawer.isHidden();
}

void ConnectionSetup::takeCommand(const QString &text)
{
    const auto command = parsePastedCommand(text);
    if (!command)
        return Q_EMIT commandRefused(command.error());
    take({Variables::escaped(command->url), withoutVariables(draftOf(*command, m_usual.draft()))});
    if (!command->send.isEmpty())
        Q_EMIT messageTaken(command->send.first());
    const QString rest = leftOut(*command);
    Q_EMIT noticed({rest.isEmpty() ? Notice::Tone::Info : Notice::Tone::Warning, command->summary(), rest, {},
        {u"undo-paste"_s}});
}

void ConnectionSetup::undoPaste()
{
    if (!m_before)
        return;
    showTyped(*m_before);
    m_before.reset();
    keepChanges();
    Q_EMIT changed();
}

// The address that was typed meanwhile stays.
void ConnectionSetup::carryOptionsOver()
{
    if (!m_before)
        return;
    showTyped({m_typedUrl, m_before->draft});
    m_before.reset();
}

void ConnectionSetup::showDraft(const ConnectionDraft &draft)
{
    m_drawer.setDraft(draft);
    showCount();
}

void ConnectionSetup::showCount()
{
    m_bar.setOptionsCount(m_drawer.draft().differences(m_usual.draft()));
}

} // namespace framescope
