// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/connectioncontrol.h"

#include "analysis/secrets.h"
#include "transport/variables.h"
#include "ui/address.h"
#include "ui/connectionsetup.h"
#include "ui/draft.h"
#include "ui/messageactions.h"

#include <QApplication>
#include <QClipboard>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace framescope {

namespace {

// As an address that was typed and the same one as the log has it: only the path may differ, by being empty.
bool isSameAddress(const QString &left, const QString &right)
{
    const auto normal = [](const QString &text) {
        QUrl url(text);
        if (url.path().isEmpty())
            url.setPath(QStringLiteral("/"));
        return url;
    };
    return normal(left) == normal(right);
}

// All attempts of one that reconnects are opened with the same.
ConnectionId setupId(const ConnectionFacts &facts)
{
    return facts.first != 0 ? facts.first : facts.id;
}

} // namespace

ConnectionControl::ConnectionControl(
    LiveSession &session, ConnectionBar &bar, ConnectionSetup &setup, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_bar(bar)
    , m_setup(setup)
{
    showHistory();
    connect(&m_bar, &ConnectionBar::connectRequested, this, &ConnectionControl::open);
    connect(&m_bar, &ConnectionBar::cancelRequested, this, &ConnectionControl::endNow);
    connect(&m_bar, &ConnectionBar::endRequested, this, &ConnectionControl::end);
    connect(&m_setup, &ConnectionSetup::commandRefused, this, [this](const Error &error) {
        refuse(error, {});
        m_bar.showError(error);
    });
}

void ConnectionControl::connectTo(const QString &url)
{
    m_bar.setUrl(url);
    open(m_bar.url());
}

void ConnectionControl::connectToDemo(const QString &url)
{
    m_demo = url;
    connectTo(url);
}

void ConnectionControl::open(const QString &url)
{
    if (!m_session.isRecording())
        return m_session.whenRecording([this, url] { open(url); });
    const auto options = optionsFor(url);
    if (!options)
        return;
    const ConnectionFacts &before = m_session.facts();
    const ConnectionSetup::Typed typed = setupOf(before.id);
    const bool isSame = isSameAddress(before.url, options->url)
        || (typed.url == url && m_setup.openedIn(setupId(before)) == m_setup.environment());
    if (before.id != 0 && isSame)
        callOff();
    openWith(*options);
}

void ConnectionControl::openTyped()
{
    if (!m_bar.url().isEmpty())
        return open(m_bar.url());
    m_bar.focusUrl();
    Q_EMIT refused({Notice::Tone::Info, QStringLiteral("There is no address to connect to."),
        QStringLiteral(
            "Type or paste a ws:// or wss:// address above, or a curl, wscat or websocat command."),
        {}, {}});
}

void ConnectionControl::showCurrent()
{
    const ConnectionFacts &facts = m_session.facts();
    m_setup.showFor(setupId(facts), facts.url);
}

ConnectionSetup::Typed ConnectionControl::setupOf(ConnectionId id) const
{
    const ConnectionFacts &facts = m_session.factsOf(id);
    return m_setup.typedFor(setupId(facts), facts.url);
}

PastedCommand ConnectionControl::commandOf(ConnectionId id) const
{
    const ConnectionFacts facts = m_session.factsOf(id);
    return m_setup.commandOf(facts, setupId(facts));
}

void ConnectionControl::reopen()
{
    showCurrent();
    open(m_bar.url());
}

void ConnectionControl::duplicate()
{
    showCurrent();
    openBeside(m_bar.url());
}

int ConnectionControl::openBeside(const QString &url, int copies)
{
    if (!m_session.isRecording()) {
        m_session.whenRecording([this, url, copies] { openBeside(url, copies); });
        return 0;
    }
    int opened = 0;
    while (opened < copies) {
        const auto options = optionsFor(url);
        if (!options || !openWith(*options))
            break;
        ++opened;
    }
    return opened;
}

std::optional<ConnectionOptions> ConnectionControl::optionsFor(const QString &url)
{
    // For the next attempt, also if that is refused here: not for a later one to who knows where.
    const QStringList acceptedOnce = std::exchange(m_acceptedOnce, {});
    auto options = m_setup.options(url);
    if (!options) {
        refuse(options.error(), {},
            m_setup.lacksValue() ? QStringList(QStringLiteral("set-value")) : QStringList());
        return {};
    }
    options->tls.acceptedFingerprints += acceptedOnce;
    return std::move(options).value();
}

bool ConnectionControl::openWith(const ConnectionOptions &options)
{
    const auto id = m_session.open(options);
    if (!id) {
        refuse(id.error(), options.url);
        m_bar.showError(inTypedText(id.error()));
        return false;
    }
    m_setup.keepFor(*id);
    const QString typed = m_setup.typed().url; // with its variables, whose values may be secret
    if (options.url != m_demo)
        m_history.remember(typed.contains(QLatin1StringView("${")) ? typed : options.url);
    showHistory();
    Q_EMIT opened(*id);
    return true;
}

void ConnectionControl::endNow()
{
    if (m_session.facts().readyState == ReadyState::Closing)
        m_session.abort(Network::Abort::Reset);
    else
        callOff();
}

void ConnectionControl::callOff()
{
    const ConnectionFacts &facts = m_session.facts();
    switch (facts.readyState) {
    case ReadyState::Connecting: return m_session.abort(Network::Abort::Fin);
    case ReadyState::Open: return m_session.close(1000, {});
    case ReadyState::Closing:
    case ReadyState::Closed: return m_session.cancelReconnect();
    }
}

QString ConnectionControl::endWords() const
{
    if (!m_session.isRecording())
        return {};
    const ConnectionFacts &facts = m_session.facts();
    if (facts.nextAttemptNs)
        return QStringLiteral("Stop reconnecting");
    if (facts.id == 0)
        return {};
    switch (facts.readyState) {
    case ReadyState::Connecting: return QStringLiteral("Cancel connecting");
    case ReadyState::Open: return QStringLiteral("Disconnect");
    case ReadyState::Closing: return QStringLiteral("Abort");
    case ReadyState::Closed: break;
    }
    return {};
}

void ConnectionControl::beginAnew()
{
    m_session.setCurrent(0);
    m_setup.beginAnew();
    m_bar.focusUrl();
}

// A place in the values of variables is none that the user sees, and what stands there may be secret.
Error ConnectionControl::inTypedText(Error error) const
{
    if (Variables::namesIn(m_bar.url()).isEmpty() || m_setup.lacksValue())
        return m_bar.inTypedText(error);
    if (error.where.startsWith(QLatin1StringView("character")))
        error.where.clear();
    const Environment *environment = m_setup.environment();
    error.what = secrets::notQuoting(error.what, environment ? environment->secrets() : QStringList());
    return error;
}

void ConnectionControl::refuse(const Error &error, const QString &url, const QStringList &actions)
{
    Notice notice = noticeOf(inTypedText(error));
    notice.actions = actions;
    if (m_setup.lacksOnlySecrets(m_bar.url()))
        notice.actions.append(QStringLiteral("connect-without"));
    if (url.contains(u'#') && (m_bar.url().contains(u'#') || Variables::namesIn(m_bar.url()).isEmpty()))
        notice.actions.append(QStringLiteral("remove-fragment"));
    Q_EMIT refused(notice);
}

void ConnectionControl::end(const EndRequest &request)
{
    switch (request.way) {
    case EndRequest::Way::CloseHandshake: m_session.close(request.code, request.reason); return;
    case EndRequest::Way::Fin: m_session.abort(Network::Abort::Fin); return;
    case EndRequest::Way::Reset: m_session.abort(Network::Abort::Reset); return;
    case EndRequest::Way::StopReading: m_session.pauseReceiving(true); return;
    }
}

void ConnectionControl::send(const Draft &draft, const std::vector<ConnectionId> &to, FrameOrigins origin)
{
    if (!m_session.isRecording())
        return m_session.whenRecording([this, draft, to, origin] { send(draft, to, origin); });
    if (!to.empty()) {
        for (const ConnectionId id : to)
            sendTo(id, draft, origin);
        return;
    }
    if (m_session.current() == 0 || m_session.facts().readyState >= ReadyState::Closing) {
        if (openBeside(m_bar.url()) == 0)
            return;
    }
    sendTo(m_session.current(), draft, origin);
}

const Environment *ConnectionControl::environmentOf(ConnectionId id) const
{
    const ConnectionFacts &facts = m_session.factsOf(id);
    const bool isNew = facts.id == 0 || facts.readyState >= ReadyState::Closing;
    const Environment *opened = isNew ? nullptr : m_setup.openedIn(setupId(facts));
    return opened ? opened : m_setup.environment();
}

FilledMessages ConnectionControl::filled(const Draft &draft, const std::vector<ConnectionId> &to) const
{
    return filledMessages(draft, to.empty() ? std::vector{m_session.current()} : to,
        [this](ConnectionId id) { return environmentOf(id); });
}

void ConnectionControl::sendWritten(const Draft &draft, const std::vector<ConnectionId> &to)
{
    const FilledMessages messages = filled(draft, to);
    if (!messages.lacking.isEmpty())
        return Q_EMIT valueLacked(messages.lacking, messages.where);
    for (const FilledMessage &message : messages.all)
        send(message.draft, to.empty() ? to : message.to);
}

void ConnectionControl::tellValues(const ConnectionFacts &facts, Notice &notice) const
{
    const ConnectionSetup::Typed typed = setupOf(facts.id);
    QString login = typed.draft.auth == ConnectionDraft::Auth::Bearer ? typed.draft.token : QString();
    for (const NamedValue &header : typed.draft.headers) {
        if (header.on && header.name.compare(QLatin1StringView("Authorization"), Qt::CaseInsensitive) == 0)
            login = header.value;
    }
    const QStringList names = Variables::namesIn(login);
    const bool isFresh = !names.isEmpty() || typed.draft.signIn.on;
    if (!names.isEmpty() && notice.actions.contains(QStringLiteral("edit-auth")))
        notice.evidence +=
            QStringLiteral(" Authorization is made of ${%1}.").arg(names.join(QStringLiteral("}, ${")));
    if (isFresh && facts.closeCode.value_or(0) >= 4000)
        notice.actions.replaceInStrings(QStringLiteral("reconnect"), QStringLiteral("reconnect-fresh"));
}

void ConnectionControl::sendTo(ConnectionId id, const Draft &draft, FrameOrigins origin)
{
    if (draft.isText)
        m_session.sendText(id, draft.text, origin);
    else
        m_session.sendBinary(id, draft.binary, origin);
}

void ConnectionControl::declare(MessageActions &actions)
{
    const auto add = [&actions](const char *name, const char *words, auto what) {
        actions.add(QString::fromLatin1(name), QString::fromLatin1(words), what);
    };
    add("reconnect", "Reconnect", [this] { reopen(); });
    add("reconnect-fresh", "Reconnect with fresh values", [this] { reopen(); });
    add("reconnect-now", "Reconnect now", [this] { open(m_bar.url()); });
    add("connect-without", "Connect as it is", [this] { openWithoutSecrets(); });
    add("attempt-now", "Try now", [this] { m_session.reconnectNow(); });
    add("stop-reconnecting", "Stop reconnecting", [this] { m_session.cancelReconnect(); });
    add("copy-curl", "Copy as curl", [this] { copyCurl(); });
    add("connect-location", "Connect to the new address", [this] { followRedirect(); });
    add("remove-fragment", "Remove it", [this] { connectTo(m_bar.url().section(u'#', 0, 0)); });
    add("edit-url", "Edit the address", [this] { m_bar.focusUrl(); });
    add("disconnect", "Disconnect", [this] { endNow(); });
    add("resume", "Resume receiving", [this] { m_session.pauseReceiving(false); });
    add("accept-once", "Accept once", [this] { acceptOnce(); });
    add("accept-host", "Accept for this host", [this] { acceptForHost(); });
}

void ConnectionControl::copyCurl() const
{
    const ConnectionFacts &facts = m_session.facts();
    QApplication::clipboard()->setText(m_setup.curlCommand(facts, setupId(facts)));
}

void ConnectionControl::openWithoutSecrets()
{
    m_setup.forgetLeftOut();
    open(m_bar.url());
}

// What was to log in stays behind where another server is meant, as browsers and curl have it.
void ConnectionControl::followRedirect()
{
    const QString from = m_session.facts().url;
    const QString target = redirectTarget(m_session.facts());
    m_setup.leaveLogin(from, target);
    connectTo(Variables::escaped(target)); // the server's words
}

// The one that the server showed on the connection that is spoken to; empty: none.
QString ConnectionControl::shownCertificate() const
{
    const ConnectionFacts &facts = m_session.facts();
    return facts.tls && !facts.tls->chain.isEmpty() ? facts.tls->chain.first().sha256 : QString();
}

void ConnectionControl::acceptOnce()
{
    const QString certificate = shownCertificate();
    if (certificate.isEmpty())
        return;
    m_acceptedOnce = {certificate};
    reopen();
}

void ConnectionControl::acceptForHost()
{
    const QString certificate = shownCertificate();
    if (certificate.isEmpty())
        return;
    m_setup.acceptCertificate(m_session.facts().url, certificate);
    reopen();
}

void ConnectionControl::showHistory()
{
    m_bar.setHistory(m_history.addresses());
}

} // namespace framescope
