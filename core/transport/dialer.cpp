// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "transport/dialer.h"

#include "transport/addressattempts.h"
#include "transport/detachedcall.h"
#include "transport/proxytunnel.h"
#include "transport/timewords.h"
#include "transport/tlsfacts.h"
#include "transport/tlssetup.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <optional>

namespace framescope {

using namespace Qt::StringLiterals;

namespace {

// "ab:CD ..." as tools print fingerprints, to what CertificateFacts has.
QString plainFingerprint(QString text)
{
    return text.remove(u':').remove(u' ').toLower();
}

} // namespace

struct Dialer::Private {
    Private(
        Dialer *dialer, const WebSocketUrl &to, const ConnectionOptions &with, const Clock &by, Lookups asked)
        : q(dialer)
        , url(to)
        , options(with)
        , clock(by)
        , lookups(std::move(asked))
    {
    }

    Dialer *q;
    WebSocketUrl url;
    ConnectionOptions options;
    const Clock &clock;
    Lookups lookups;
    ConnectionFacts facts;

    std::optional<Phase> phase; // nothing before start() and after the end
    qint64 phaseStart = 0;
    qint64 attemptStart = 0;
    QTimer limit;
    std::unique_ptr<DetachedCall<ProxyOptions>> proxyLookup; // while it goes on
    std::unique_ptr<DetachedCall<QHostInfo>> addressLookup;
    QList<QHostAddress> addresses; // not tried yet
    std::unique_ptr<QTcpSocket> socket;
    std::optional<ProxyTunnel> tunnel;

    bool usesProxy() const { return options.proxy.kind != ProxyOptions::Kind::None; }
    QString targetHost() const
    {
        return options.connectTo.host.isEmpty() ? url.host : options.connectTo.host;
    }
    quint16 targetPort() const { return options.connectTo.port == 0 ? url.port : options.connectTo.port; }
    QString dialledHost() const { return usesProxy() ? options.proxy.host : targetHost(); }
    quint16 dialledPort() const { return usesProxy() ? options.proxy.port : targetPort(); }
    QString serverName() const
    {
        return options.tls.serverName.isEmpty() ? url.host : options.tls.serverName;
    }

    void begin(Phase next, int limitMs);
    void end();
    void fail(EndCause cause, const QString &detail);
    void limitReached();

    void lookUp();
    void askForProxy();
    void lookUpHost();
    void lookedUp(const QHostInfo &info);
    void takeAddresses(const QList<QHostAddress> &found);
    void tryNext();
    void makeSocket();
    void attemptEnded(const QString &result);
    void tcpConnected();
    void socketFailed();
    void startProxy();
    void proxyRead();
    void startTls();
    void judgeCertificates(const QList<QSslError> &errors);
    QString tlsFailure() const;
    void succeed();
};

Dialer::Dialer(const WebSocketUrl &url, const ConnectionOptions &options, const Clock &clock, Lookups lookups,
    QObject *parent)
    : QObject(parent)
    , d(new Private(this, url, options, clock, std::move(lookups)))
{
    d->limit.setSingleShot(true);
    connect(&d->limit, &QTimer::timeout, this, [this] { d->limitReached(); });
}

Dialer::~Dialer()
{
    abort();
}

const ConnectionFacts &Dialer::facts() const
{
    return d->facts;
}

int Dialer::proxyRefusal() const
{
    return d->tunnel ? d->tunnel->refusal() : 0;
}

void Dialer::setUrl(const WebSocketUrl &url)
{
    Q_ASSERT(!d->phase && !d->socket);
    d->url = url;
}

void Dialer::start()
{
    Q_ASSERT(!d->phase && !d->socket);
    d->facts.startedNs = d->clock.monotonicNs();
    d->begin(Phase::Address, d->options.timeouts.connect);
    // Never fails before start() returned: the owner may not be listening yet.
    QMetaObject::invokeMethod(
        this, [this] { d->lookUp(); }, Qt::QueuedConnection);
}

void Dialer::abort()
{
    d->phase.reset();
    d->limit.stop();
    d->addressLookup.reset();
    d->proxyLookup.reset();
    if (!d->socket)
        return;
    d->socket->disconnect(this);
    d->socket->abort();
    d->socket.release()->deleteLater();
}

std::unique_ptr<QTcpSocket> Dialer::takeSocket()
{
    return std::move(d->socket);
}

void Dialer::Private::begin(Phase next, int limitMs)
{
    phase = next;
    phaseStart = clock.monotonicNs();
    limit.stop();
    if (limitMs > 0)
        limit.start(limitMs);
}

void Dialer::Private::end()
{
    facts.phaseNs.at(static_cast<size_t>(*phase)) = clock.monotonicNs() - phaseStart;
    Q_EMIT q->phaseEnded(*phase);
}

void Dialer::Private::fail(EndCause cause, const QString &detail)
{
    q->abort();
    Q_EMIT q->failed(cause, detail);
}

void Dialer::Private::limitReached()
{
    if (phase == Phase::Tcp)
        return attemptEnded(attemptTimedOut);
    const int limitMs = phase == Phase::Tls ? options.timeouts.tls : options.timeouts.connect;
    const QString within = u" within "_s + timewords::limit(limitMs) + u'.';
    if (phase == Phase::Address && proxyLookup)
        fail(EndCause::ProxyFailed, u"The system did not name its proxy"_s + within);
    else if (phase == Phase::Address)
        fail(usesProxy() ? EndCause::ProxyFailed : EndCause::ConnectTimeout,
            u"The lookup of \"%1\" gave no answer"_s.arg(dialledHost()) + within);
    else if (phase == Phase::Proxy)
        fail(EndCause::ProxyFailed, u"The proxy %1 did not answer"_s.arg(facts.remoteAddress) + within);
    else
        fail(EndCause::TlsTimeout,
            u"The TLS handshake with %1 did not end"_s.arg(facts.remoteAddress) + within);
}

void Dialer::Private::lookUp()
{
    if (phase != Phase::Address)
        return; // aborted
    if (options.proxy.kind == ProxyOptions::Kind::System)
        askForProxy();
    else
        lookUpHost();
}

void Dialer::Private::askForProxy()
{
    proxyLookup = std::make_unique<DetachedCall<ProxyOptions>>();
    proxyLookup->start([ask = lookups.proxy, host = targetHost(), port = targetPort(),
                           secure = url.secure] { return ask(host, port, secure); },
        [this](const ProxyOptions &proxy) {
            proxyLookup.reset();
            options.proxy = proxy;
            lookUpHost();
        });
}

void Dialer::Private::lookUpHost()
{
    facts.viaProxy = usesProxy();
    const QHostAddress literal(dialledHost());
    if (!literal.isNull())
        return takeAddresses({literal});
    addressLookup = std::make_unique<DetachedCall<QHostInfo>>();
    addressLookup->start([ask = lookups.addresses, name = dialledHost()] { return ask(name); },
        [this](const QHostInfo &info) { lookedUp(info); });
}

void Dialer::Private::lookedUp(const QHostInfo &info)
{
    addressLookup.reset();
    // Qt knows one error that is an answer; the others are troubles on the way to one.
    if (info.error() != QHostInfo::NoError && info.error() != QHostInfo::HostNotFound)
        return fail(usesProxy() ? EndCause::ProxyFailed : EndCause::LookupFailed,
            u"The lookup of \"%1\" failed after %2: %3."_s.arg(
                dialledHost(), timewords::duration(clock.monotonicNs() - phaseStart), info.errorString()));
    if (info.addresses().isEmpty())
        return fail(usesProxy() ? EndCause::ProxyFailed : EndCause::NameNotFound,
            u"The name \"%1\" has no address: %2."_s.arg(dialledHost(), info.errorString()));
    takeAddresses(info.addresses());
}

void Dialer::Private::takeAddresses(const QList<QHostAddress> &found)
{
    std::copy_if(found.begin(), found.end(), std::back_inserter(addresses),
        [this](const QHostAddress &address) { return isOfFamily(address, options.family); });
    if (addresses.isEmpty()) {
        const QString detail = noneOfFamilySentence(dialledHost(), found, options.family);
        return fail(usesProxy() ? EndCause::ProxyFailed : EndCause::NoAddressOfFamily, detail);
    }
    end();
    tryNext();
}

// In the order the system gave, one after the other, each with the whole limit.
void Dialer::Private::tryNext()
{
    if (addresses.isEmpty()) {
        const QString detail = attemptsSentence(facts.addresses);
        return usesProxy() ? fail(EndCause::ProxyFailed, u"The proxy cannot be reached: "_s + detail)
                           : fail(causeOfAttempts(facts.addresses), detail);
    }
    const qint64 firstStart = phaseStart;
    const bool first = phase != Phase::Tcp;
    begin(Phase::Tcp, options.timeouts.connect);
    attemptStart = phaseStart;
    if (!first)
        phaseStart = firstStart;
    makeSocket();
    const QHostAddress address = addresses.takeFirst();
    facts.addresses.append({addressText(address, dialledPort()), {}, 0});
    socket->connectToHost(address, dialledPort());
}

void Dialer::Private::makeSocket()
{
    if (url.secure)
        socket = std::make_unique<QSslSocket>();
    else
        socket = std::make_unique<QTcpSocket>();
    // The application's proxy is not asked: options.proxy says all there is.
    socket->setProxy(QNetworkProxy::NoProxy);
    QObject::connect(socket.get(), &QAbstractSocket::connected, q, [this] { tcpConnected(); });
    QObject::connect(socket.get(), &QAbstractSocket::errorOccurred, q, [this] { socketFailed(); });
}

void Dialer::Private::attemptEnded(const QString &result)
{
    AddressAttempt &attempt = facts.addresses.last();
    attempt.result = result;
    attempt.durationNs = clock.monotonicNs() - attemptStart;
    if (result == "connected"_L1)
        return;
    socket->disconnect(q);
    socket->abort();
    socket.release()->deleteLater();
    tryNext();
}

void Dialer::Private::tcpConnected()
{
    attemptEnded(u"connected"_s);
    facts.localAddress = addressText(socket->localAddress(), socket->localPort());
    facts.remoteAddress = addressText(socket->peerAddress(), socket->peerPort());
    // Small frames must not wait for the acknowledgement of the one before (Nagle).
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    end();
    if (usesProxy())
        startProxy();
    else if (url.secure)
        startTls();
    else
        succeed();
}

void Dialer::Private::socketFailed()
{
    const bool ended = socket->error() == QAbstractSocket::RemoteHostClosedError;
    if (phase == Phase::Tcp)
        attemptEnded(attemptResult(*socket));
    else if (phase == Phase::Proxy)
        fail(EndCause::ProxyFailed,
            ended ? u"The proxy %1 ended TCP before it was a way to the server."_s.arg(facts.remoteAddress)
                  : socket->errorString() + u'.');
    else if (phase == Phase::Tls)
        fail(ended && (!facts.tls || facts.tls->errors.isEmpty()) ? EndCause::TlsEnded : EndCause::TlsFailed,
            tlsFailure());
}

void Dialer::Private::startProxy()
{
    begin(Phase::Proxy, options.timeouts.connect);
    tunnel.emplace(options.proxy, targetHost(), targetPort());
    QObject::connect(socket.get(), &QIODevice::readyRead, q, [this] { proxyRead(); });
    proxyRead();
}

void Dialer::Private::proxyRead()
{
    tunnel->receive(socket->readAll());
    if (tunnel->state() == ProxyTunnel::State::Failed)
        return fail(EndCause::ProxyFailed, tunnel->failure());
    socket->write(tunnel->takeOutput());
    if (tunnel->state() == ProxyTunnel::State::Talking)
        return;
    QObject::disconnect(socket.get(), &QIODevice::readyRead, q, nullptr);
    end();
    if (url.secure)
        startTls();
    else
        succeed();
}

void Dialer::Private::startTls()
{
    begin(Phase::Tls, options.timeouts.tls);
    auto *tls = qobject_cast<QSslSocket *>(socket.get());
    const auto configuration = tlsConfiguration(options.tls);
    if (!configuration)
        return fail(EndCause::TlsFailed, configuration.error().toString());
    tls->setSslConfiguration(*configuration);
    tls->setPeerVerifyName(serverName());
    QObject::connect(tls, &QSslSocket::sslErrors, q,
        [this](const QList<QSslError> &errors) { judgeCertificates(errors); });
    QObject::connect(tls, &QSslSocket::encrypted, q, [this] {
        const QStringList passedOver = facts.tls ? facts.tls->errors : QStringList();
        facts.tls = tlsFacts(*qobject_cast<QSslSocket *>(socket.get()));
        facts.tls->errors = passedOver;
        end();
        succeed();
    });
    tls->startClientEncryption();
}

// Errors can be passed over here only: before the handshake the permission would be forgotten.
void Dialer::Private::judgeCertificates(const QList<QSslError> &errors)
{
    auto *tls = qobject_cast<QSslSocket *>(socket.get());
    facts.tls = tlsFacts(*tls);
    for (const QSslError &error : errors) {
        const QString sentence = sslErrorSentence(error, serverName());
        if (!facts.tls->errors.contains(sentence))
            facts.tls->errors.append(sentence);
    }
    const QString shown = facts.tls->chain.isEmpty() ? QString() : facts.tls->chain.constFirst().sha256;
    const QStringList &accepted = options.tls.acceptedFingerprints;
    const bool known = std::any_of(accepted.begin(), accepted.end(),
        [&shown](const QString &text) { return plainFingerprint(text) == shown; });
    if (options.tls.acceptAnything || (known && !shown.isEmpty()))
        tls->ignoreSslErrors();
}

QString Dialer::Private::tlsFailure() const
{
    if (facts.tls && !facts.tls->errors.isEmpty())
        return facts.tls->errors.join(u' ');
    if (socket->error() == QAbstractSocket::RemoteHostClosedError)
        return u"%1 ended TCP during the TLS handshake."_s.arg(facts.remoteAddress);
    return u"The TLS handshake with %1 failed: %2."_s.arg(facts.remoteAddress, socket->errorString());
}

void Dialer::Private::succeed()
{
    phase.reset();
    limit.stop();
    socket->disconnect(q);
    Q_EMIT q->connected();
}

} // namespace framescope

#include "moc_dialer.cpp"
