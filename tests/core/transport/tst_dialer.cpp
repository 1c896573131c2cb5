// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "transport/dialer.h"
#include "transport/tlsfacts.h"

#include <QHostInfo>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

#include <atomic>
#include <semaphore>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

class TestDialer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timesEachPhase();
    void looksNamesUp();
    void triesEveryAddressInTurn();
    void aSilentAddressIsLeftForTheNext();
    void everyAddressIsInTheFailure();
    void aLookupWithoutAnswerIsConnectTimeout();
    void aLookupOfTheProxyWithoutAnswerIsProxyFailed();
    void aProxyThatTheSystemDoesNotNameIsProxyFailed();
    void unknownNameIsNameNotFound();
    void aLookupThatFailsIsLookupFailed();
    void closedPortIsRefused();
    void multicastIsUnreachable();
    void silentHostIsConnectTimeout();
    void abortIsFollowedByNothing();
    void abortGivesTheLookupUp();

    void trustedCertificate();
    void theChainIsRecordedFromTheLeafUp();
    void certificates_data();
    void certificates();
    void serverThatIsNotTls();
    void silenceInTlsIsTlsTimeout();
    void endInTlsIsTlsEnded();
    void emptyAuthorityIsSaid();
    void clientCertificate_data();
    void clientCertificate();
    void theWantedVersion();

    void connectsToAnotherAddress();
    void oneAddressFamily_data();
    void oneAddressFamily();

    void throughHttpProxy();
    void throughSocksProxyWithTls();
    void proxyWordsAreKept();
    void silentProxyIsProxyFailed();
    void endedProxyIsProxyFailed();
    void unreachableProxyIsProxyFailed();
    void throughTheProxyOfTheSystem();
    void throughProxyToAnotherAddress();
};

namespace {

// A loopback server of raw bytes: answers each piece that comes as `answers` says, then relays to
// `target` if there is one.
class RawServer : public QTcpServer {
public:
    explicit RawServer(QByteArrayList answers = {}, quint16 target = 0, quint16 port = 0)
        : m_answers(std::move(answers))
        , m_target(target)
    {
        listen(QHostAddress::LocalHost, port);
        connect(this, &QTcpServer::newConnection, this, [this] {
            m_client = nextPendingConnection();
            connect(m_client, &QIODevice::readyRead, this, [this] { read(); });
        });
    }
    QByteArray received;
    QTcpSocket *client() { return m_client; }

private:
    void read()
    {
        if (m_upstream) {
            m_upstream->write(m_client->readAll());
            return;
        }
        received += m_client->readAll();
        if (!m_answers.isEmpty())
            m_client->write(m_answers.takeFirst());
        if (m_answers.isEmpty() && m_target != 0) {
            m_upstream = new QTcpSocket(this);
            connect(
                m_upstream, &QIODevice::readyRead, this, [this] { m_client->write(m_upstream->readAll()); });
            m_upstream->connectToHost(QHostAddress::LocalHost, m_target);
        }
    }

    QByteArrayList m_answers;
    quint16 m_target;
    QTcpSocket *m_client = nullptr;
    QTcpSocket *m_upstream = nullptr;
};

WebSocketUrl urlOf(const QString &host, quint16 port, bool secure = false)
{
    WebSocketUrl url;
    url.url.setScheme(secure ? u"wss"_s : u"ws"_s);
    url.url.setHost(host);
    url.host = host;
    url.url.setPort(port);
    url.url.setPath(u"/"_s);
    url.port = port;
    url.secure = secure;
    return url;
}

ConnectionOptions via(ProxyOptions::Kind kind, quint16 port, const QString &user = {})
{
    ConnectionOptions options;
    options.proxy = {kind, u"127.0.0.1"_s, port, user, u"secret"_s};
    return options;
}

// A dialler that has been started, and what it said.
struct Dialled {
    explicit Dialled(const WebSocketUrl &url, const ConnectionOptions &options = {},
        const Lookups &lookups = Lookups::ofTheSystem())
        : dialer(url, options, clock, lookups)
    {
        QObject::connect(&dialer, &Dialer::phaseEnded, &dialer, [this](Phase phase) { phases.append(phase); });
        QObject::connect(&dialer, &Dialer::connected, &dialer, [this] { connected = true; });
        QObject::connect(&dialer, &Dialer::failed, &dialer, [this](EndCause why, const QString &words) {
            cause = why;
            detail = words;
        });
        dialer.start();
    }
    bool isOver() const { return connected || cause != EndCause::None; }
    const ConnectionFacts &facts() const { return dialer.facts(); }

    SystemClock clock;
    Dialer dialer;
    QList<Phase> phases;
    bool connected = false;
    EndCause cause = EndCause::None;
    QString detail;
};

quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

// A port whose queue of waiting connections is full: what comes now gets no answer.
class FullServer : public QTcpServer {
public:
    explicit FullServer(const QHostAddress &address = QHostAddress::LocalHost)
    {
        setListenBacklogSize(1);
        listen(address);
        pauseAccepting();
        for (QTcpSocket &socket : m_waiting)
            socket.connectToHost(address, serverPort());
    }
    bool isFull() const
    {
        return std::count_if(m_waiting.begin(), m_waiting.end(), [](const QTcpSocket &socket) {
            return socket.state() == QAbstractSocket::ConnectedState;
        }) >= 2;
    }

private:
    std::array<QTcpSocket, 4> m_waiting;
};

QHostInfo namesOf(const QStringList &addresses)
{
    QList<QHostAddress> list;
    for (const QString &address : addresses)
        list.append(QHostAddress(address));
    QHostInfo info;
    info.setAddresses(list);
    return info;
}

// Every name has these addresses.
Lookups naming(const QStringList &addresses)
{
    Lookups lookups = Lookups::ofTheSystem();
    lookups.addresses = [addresses](const QString &) { return namesOf(addresses); };
    return lookups;
}

// Names whose addresses are told when it is too late.
class SilentNames {
public:
    ~SilentNames() { answer(); }
    Lookups lookups() const
    {
        Lookups lookups = Lookups::ofTheSystem();
        lookups.addresses = [asked = m_asked, goOn = m_goOn](const QString &) {
            *asked = true;
            goOn->acquire();
            return namesOf({u"127.0.0.1"_s});
        };
        return lookups;
    }
    bool wereAsked() const { return *m_asked; }
    void answer() { m_goOn->release(); }

private:
    std::shared_ptr<std::atomic<bool>> m_asked = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<std::counting_semaphore<>> m_goOn = std::make_shared<std::counting_semaphore<>>(0);
};

// "127.0.0.1:8080 refused"
QStringList attempts(const ConnectionFacts &facts)
{
    QStringList lines;
    for (const AddressAttempt &attempt : facts.addresses)
        lines.append(attempt.address + u' ' + attempt.result);
    return lines;
}

} // namespace

void TestDialer::timesEachPhase()
{
    RawServer server;
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.serverPort()));
    QVERIFY(!dialled.isOver()); // never within start()
    QTRY_VERIFY(dialled.connected);
    QCOMPARE(dialled.phases, (QList{Phase::Address, Phase::Tcp}));
    const ConnectionFacts &facts = dialled.facts();
    QVERIFY(facts.phaseNs.at(0) && facts.phaseNs.at(1) && !facts.phaseNs.at(2) && !facts.phaseNs.at(3));
    QCOMPARE(facts.addresses.size(), 1);
    QCOMPARE(facts.addresses.at(0).address, u"127.0.0.1:%1"_s.arg(server.serverPort()));
    QCOMPARE(facts.addresses.at(0).result, u"connected"_s);
    QVERIFY(facts.addresses.at(0).durationNs > 0);
    QCOMPARE(facts.remoteAddress, u"127.0.0.1:%1"_s.arg(server.serverPort()));
    QTRY_VERIFY(server.client());
    QCOMPARE(facts.localAddress, u"127.0.0.1:%1"_s.arg(server.client()->peerPort()));
    const auto socket = dialled.dialer.takeSocket();
    QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
}

void TestDialer::looksNamesUp()
{
    RawServer server; // on 127.0.0.1 only: where the name has ::1 as well, that is refused
    Dialled dialled(urlOf(u"localhost"_s, server.serverPort()));
    QTRY_VERIFY(dialled.connected);
    QCOMPARE(dialled.facts().addresses.last().result, u"connected"_s);
    QCOMPARE(dialled.facts().remoteAddress, u"127.0.0.1:%1"_s.arg(server.serverPort()));
}

void TestDialer::triesEveryAddressInTurn()
{
    RawServer server;
    const quint16 port = server.serverPort();
    Dialled dialled(
        urlOf(u"three.test"_s, port), {}, naming({u"127.0.0.3"_s, u"127.0.0.2"_s, u"127.0.0.1"_s}));
    QTRY_VERIFY(dialled.connected);
    QCOMPARE(attempts(dialled.facts()),
        (QStringList{u"127.0.0.3:%1 refused"_s.arg(port), u"127.0.0.2:%1 refused"_s.arg(port),
            u"127.0.0.1:%1 connected"_s.arg(port)}));
    QCOMPARE(dialled.phases, (QList{Phase::Address, Phase::Tcp})); // TCP once, over all of them
    QCOMPARE(dialled.facts().remoteAddress, u"127.0.0.1:%1"_s.arg(port));
    qint64 together = 0;
    for (const AddressAttempt &attempt : dialled.facts().addresses) {
        QVERIFY(attempt.durationNs > 0);
        together += attempt.durationNs;
    }
    QVERIFY(dialled.facts().phaseNs.at(size_t(Phase::Tcp)).value() >= together);
}

void TestDialer::aSilentAddressIsLeftForTheNext()
{
    FullServer silent(QHostAddress(u"127.0.0.2"_s));
    QTRY_VERIFY(silent.isFull());
    RawServer server(QByteArrayList(), 0, silent.serverPort());
    QVERIFY2(server.isListening(), qPrintable(server.errorString()));
    ConnectionOptions options;
    options.timeouts.connect = 150;
    Dialled dialled(
        urlOf(u"two.test"_s, server.serverPort()), options, naming({u"127.0.0.2"_s, u"127.0.0.1"_s}));
    QTRY_VERIFY(dialled.connected);
    QCOMPARE(attempts(dialled.facts()),
        (QStringList{u"127.0.0.2:%1 timed out"_s.arg(server.serverPort()),
            u"127.0.0.1:%1 connected"_s.arg(server.serverPort())}));
    constexpr qint64 limit = 140'000'000; // ns; timers of Qt may be early by a twentieth
    QVERIFY(dialled.facts().addresses.first().durationNs > limit);
    QVERIFY(dialled.facts().addresses.last().durationNs < dialled.facts().addresses.first().durationNs);
    QVERIFY(dialled.facts().phaseNs.at(size_t(Phase::Tcp)).value() > limit);
}

void TestDialer::everyAddressIsInTheFailure()
{
    const quint16 port = closedPort();
    Dialled dialled(urlOf(u"two.test"_s, port), {}, naming({u"127.0.0.2"_s, u"127.0.0.1"_s}));
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::Refused);
    QCOMPARE(attempts(dialled.facts()),
        (QStringList{u"127.0.0.2:%1 refused"_s.arg(port), u"127.0.0.1:%1 refused"_s.arg(port)}));
    const QRegularExpression words(
        u"^127\\.0\\.0\\.2:%1 refused after [0-9.]+ ms; 127\\.0\\.0\\.1:%1 refused after [0-9.]+ ms\\.$"_s.arg(
            port));
    QVERIFY2(words.match(dialled.detail).hasMatch(), qPrintable(dialled.detail));
}

void TestDialer::aLookupWithoutAnswerIsConnectTimeout()
{
    SilentNames names;
    ConnectionOptions options;
    options.timeouts.connect = 100;
    Dialled dialled(urlOf(u"slow.test"_s, 80), options, names.lookups());
    QTRY_VERIFY(dialled.isOver());
    QVERIFY(names.wereAsked());
    QCOMPARE(dialled.cause, EndCause::ConnectTimeout);
    QCOMPARE(dialled.detail, u"The lookup of \"slow.test\" gave no answer within 0.1 s."_s);
    QCOMPARE(dialled.phases, QList<Phase>());
    QVERIFY(dialled.facts().addresses.isEmpty());
    names.answer(); // too late
    Dialled other(urlOf(u"slow.test"_s, closedPort()), {}, naming({u"127.0.0.1"_s}));
    QTRY_VERIFY(other.isOver());
    QCOMPARE(dialled.phases, QList<Phase>());
}

void TestDialer::aLookupOfTheProxyWithoutAnswerIsProxyFailed()
{
    SilentNames names;
    ConnectionOptions options = via(ProxyOptions::Kind::Http, 3128);
    options.proxy.host = u"proxy.test"_s;
    options.timeouts.connect = 100;
    Dialled dialled(urlOf(u"server.test"_s, 80), options, names.lookups());
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::ProxyFailed);
    QCOMPARE(dialled.detail, u"The lookup of \"proxy.test\" gave no answer within 0.1 s."_s);
}

void TestDialer::aProxyThatTheSystemDoesNotNameIsProxyFailed()
{
    const auto goOn = std::make_shared<std::binary_semaphore>(0);
    const auto release = qScopeGuard([&] { goOn->release(); });
    Lookups lookups = naming({u"127.0.0.1"_s});
    lookups.proxy = [goOn](const QString &, quint16, bool) {
        goOn->acquire();
        return ProxyOptions();
    };
    ConnectionOptions options;
    options.proxy.kind = ProxyOptions::Kind::System;
    options.timeouts.connect = 100;
    Dialled dialled(urlOf(u"server.test"_s, 80), options, lookups);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::ProxyFailed);
    QCOMPARE(dialled.detail, u"The system did not name its proxy within 0.1 s."_s);
    QVERIFY(dialled.facts().addresses.isEmpty());
}

void TestDialer::unknownNameIsNameNotFound()
{
    Lookups lookups = naming({});
    lookups.addresses = [](const QString &) {
        QHostInfo info;
        info.setError(QHostInfo::HostNotFound);
        info.setErrorString(u"Host not found"_s);
        return info;
    };
    Dialled dialled(urlOf(u"no-such-host.invalid"_s, 80), {}, lookups);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::NameNotFound);
    QVERIFY2(dialled.detail.startsWith(u"The name \"no-such-host.invalid\" has no address: "),
        qPrintable(dialled.detail));
    QVERIFY(dialled.phases.isEmpty());
}

// The system could not ask, or had no answer: that says nothing about the name.
void TestDialer::aLookupThatFailsIsLookupFailed()
{
    Lookups lookups = naming({});
    lookups.addresses = [](const QString &) {
        QHostInfo info;
        info.setError(QHostInfo::UnknownError);
        info.setErrorString(u"Temporary failure in name resolution"_s);
        return info;
    };
    Dialled dialled(urlOf(u"server.test"_s, 80), {}, lookups);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::LookupFailed);
    const QRegularExpression words(
        u"^The lookup of \"server\\.test\" failed after [a-z0-9. ]+ m?s: Temporary failure in name resolution\\.$"_s);
    QVERIFY2(words.match(dialled.detail).hasMatch(), qPrintable(dialled.detail));
}

void TestDialer::closedPortIsRefused()
{
    const quint16 port = closedPort();
    Dialled dialled(urlOf(u"127.0.0.1"_s, port));
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::Refused);
    QVERIFY2(
        dialled.detail.startsWith(u"127.0.0.1:%1 refused after "_s.arg(port)), qPrintable(dialled.detail));
}

void TestDialer::multicastIsUnreachable()
{
    Dialled dialled(urlOf(u"224.0.0.1"_s, 80)); // TCP goes to one host only
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::Unreachable);
    QVERIFY2(dialled.detail.startsWith(u"224.0.0.1:80 unreachable"), qPrintable(dialled.detail));
}

void TestDialer::silentHostIsConnectTimeout()
{
    FullServer server;
    QTRY_VERIFY(server.isFull());
    ConnectionOptions options;
    options.timeouts.connect = 150;
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.serverPort()), options);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::ConnectTimeout);
    QVERIFY2(dialled.detail.startsWith(u"127.0.0.1:%1 timed out after 1"_s.arg(server.serverPort())),
        qPrintable(dialled.detail));
}

void TestDialer::abortIsFollowedByNothing()
{
    RawServer server;
    Dialled aborted(urlOf(u"localhost"_s, server.serverPort()));
    aborted.dialer.abort();
    Dialled other(urlOf(u"localhost"_s, server.serverPort()));
    QTRY_VERIFY(other.connected);
    QVERIFY(!aborted.isOver());
}

void TestDialer::abortGivesTheLookupUp()
{
    SilentNames names;
    Dialled dialled(urlOf(u"slow.test"_s, 80), {}, names.lookups());
    QTRY_VERIFY(names.wereAsked());
    dialled.dialer.abort();
    names.answer(); // it was on its way
    Dialled other(urlOf(u"slow.test"_s, closedPort()), {}, naming({u"127.0.0.1"_s}));
    QTRY_VERIFY(other.isOver());
    QVERIFY(!dialled.isOver());
    QCOMPARE(dialled.phases, QList<Phase>());
}

void TestDialer::trustedCertificate()
{
    ScriptedServer server({}, ScriptedServer::Security::Tls);
    ConnectionOptions options;
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.port(), true), options);
    QTRY_VERIFY(dialled.isOver());
    QVERIFY2(dialled.connected, qPrintable(dialled.detail));
    QCOMPARE(dialled.phases, (QList{Phase::Address, Phase::Tcp, Phase::Tls}));
    const TlsFacts tls = dialled.facts().tls.value();
    QVERIFY(dialled.facts().phaseNs.at(size_t(Phase::Tls)).value_or(0) > 0);
    QCOMPARE(tls.protocol, u"TLS 1.3"_s);
    QCOMPARE(tls.cipher, u"TLS_AES_256_GCM_SHA384"_s);
    QCOMPARE(tls.errors, QStringList());
    QCOMPARE(tls.chain.size(), 1);
    QCOMPARE(tls.chain.at(0).subject, u"localhost"_s);
    QCOMPARE(tls.chain.at(0).issuer, u"Framescope test authority"_s);
    QCOMPARE(tls.chain.at(0).names, (QStringList{u"127.0.0.1"_s, u"localhost"_s}));
    QCOMPARE(tls.chain.at(0).validFrom, u"2020-01-01T00:00:00Z"_s);
    QCOMPARE(tls.chain.at(0).validUntil, u"2070-01-01T00:00:00Z"_s);
    QCOMPARE(tls.chain.at(0).sha256.size(), 64);
    QVERIFY(tls.chain.at(0).pem.startsWith("-----BEGIN CERTIFICATE-----"));
    QVERIFY(qobject_cast<QSslSocket *>(dialled.dialer.takeSocket().get()));
}

void TestDialer::theChainIsRecordedFromTheLeafUp()
{
    ScriptedServer server({}, ScriptedServer::Security::Tls, u"chain.pem"_s);
    ConnectionOptions options;
    options.tls.extraCa = testData(u"tls/root.pem"_s);
    Dialled dialled(urlOf(u"localhost"_s, server.port(), true), options);
    QTRY_VERIFY(dialled.isOver());
    QVERIFY2(dialled.connected, qPrintable(dialled.detail));
    QStringList lines;
    for (const CertificateFacts &certificate : dialled.facts().tls->chain)
        lines.append(certificate.subject + u" by "_s + certificate.issuer);
    QCOMPARE(lines,
        (QStringList{u"localhost by Framescope test intermediate"_s,
            u"Framescope test intermediate by Framescope test root"_s}));
}

void TestDialer::certificates_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<TlsOptions>("tls");
    QTest::addColumn<bool>("passes");
    QTest::addColumn<QStringList>("errors");
    TlsOptions trusting;
    trusting.extraCa = testData(u"tls/ca.pem"_s);
    TlsOptions named = trusting;
    named.serverName = u"example.test"_s;
    TlsOptions anything;
    anything.acceptAnything = true;
    const auto known = [](const QString &fingerprint) {
        TlsOptions options;
        options.acceptedFingerprints = QStringList{fingerprint};
        return options;
    };
    const QStringList untrusted{
        u"The certificate of \"localhost\" is signed by itself and is not among the trusted ones."_s};
    QTest::newRow("unknown authority")
        << u"server.pem"_s << TlsOptions{} << false
        << QStringList{u"The certificate of \"localhost\" is issued by \"Framescope test authority\", "
                       "which is not among the trusted authorities."_s};
    QTest::newRow("self-signed") << u"selfsigned.pem"_s << trusting << false << untrusted;
    QTest::newRow("expired") << u"expired.pem"_s << trusting << false
                             << QStringList{
                                    u"The certificate of \"localhost\" expired on 2021-01-01T00:00:00Z."_s};
    QTest::newRow("other name")
        << u"othername.pem"_s << trusting << false
        << QStringList{
               u"The certificate of \"example.test\" is not for \"127.0.0.1\"; it is for \"example.test\"."_s};
    TlsOptions trustingRoot;
    trustingRoot.extraCa = testData(u"tls/root.pem"_s);
    QTest::newRow("expired intermediate")
        << u"expiredintermediate.pem"_s << trustingRoot << false
        << QStringList{
               u"The certificate of \"Framescope test intermediate\" expired on 2021-01-01T00:00:00Z."_s};
    QTest::newRow("unknown root of a chain")
        << u"chain.pem"_s << trusting << false
        << QStringList{u"The certificate of \"Framescope test intermediate\" is issued by \"Framescope test "
                       "root\", which is not among the trusted authorities."_s};
    QTest::newRow("other name, asked for") << u"othername.pem"_s << named << true << QStringList();
    QTest::newRow("anything") << u"selfsigned.pem"_s << anything << true << untrusted;
    const QString fingerprint = certificateFacts(QSslCertificate(testData(u"tls/selfsigned.pem"_s))).sha256;
    QTest::newRow("known fingerprint") << u"selfsigned.pem"_s << known(fingerprint) << true << untrusted;
    QString printed = fingerprint.toUpper();
    for (qsizetype at = printed.size() - 2; at > 0; at -= 2)
        printed.insert(at, u':');
    QTest::newRow("known fingerprint, as tools print it")
        << u"selfsigned.pem"_s << known(printed) << true << untrusted;
    QTest::newRow("another fingerprint")
        << u"selfsigned.pem"_s << known(QString(64, u'0')) << false << untrusted;
}

void TestDialer::certificates()
{
    QFETCH(QString, certificate);
    QFETCH(TlsOptions, tls);
    QFETCH(bool, passes);
    ScriptedServer server({}, ScriptedServer::Security::Tls, certificate);
    ConnectionOptions options;
    options.tls = tls;
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.port(), true), options);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.connected, passes);
    QTEST(dialled.facts().tls->errors, "errors");
    QVERIFY(!dialled.facts().tls->chain.isEmpty());
    if (!passes) {
        QCOMPARE(dialled.cause, EndCause::TlsFailed);
        QCOMPARE(dialled.detail, dialled.facts().tls->errors.join(u' '));
    }
}

void TestDialer::serverThatIsNotTls()
{
    RawServer server({"HTTP/1.1 400 Bad Request\r\n\r\n"});
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.serverPort(), true));
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::TlsFailed);
    QVERIFY2(
        dialled.detail.startsWith(u"The TLS handshake with 127.0.0.1:%1 failed: "_s.arg(server.serverPort())),
        qPrintable(dialled.detail));
}

void TestDialer::silenceInTlsIsTlsTimeout()
{
    RawServer server;
    ConnectionOptions options;
    options.timeouts.tls = 100;
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.serverPort(), true), options);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::TlsTimeout);
    QCOMPARE(dialled.detail,
        u"The TLS handshake with 127.0.0.1:%1 did not end within 0.1 s."_s.arg(server.serverPort()));
}

void TestDialer::endInTlsIsTlsEnded()
{
    RawServer server;
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.serverPort(), true));
    QTRY_VERIFY(!server.received.isEmpty());
    server.client()->disconnectFromHost();
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::TlsEnded);
    QCOMPARE(dialled.detail, u"127.0.0.1:%1 ended TCP during the TLS handshake."_s.arg(server.serverPort()));
}

void TestDialer::emptyAuthorityIsSaid()
{
    RawServer server;
    ConnectionOptions options;
    options.tls.extraCa = "not a certificate";
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.serverPort(), true), options);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::TlsFailed);
    QCOMPARE(dialled.detail, u"The additional authority holds no certificate in PEM form."_s);
}

void TestDialer::clientCertificate_data()
{
    QTest::addColumn<TlsOptions>("tls");
    QTest::addColumn<bool>("passes");
    TlsOptions none;
    none.extraCa = testData(u"tls/ca.pem"_s);
    TlsOptions pem = none;
    pem.clientCertificate = testData(u"tls/client.pem"_s);
    pem.clientKey = testData(u"tls/client.key"_s);
    TlsOptions pkcs12 = none;
    pkcs12.clientCertificate = testData(u"tls/client.p12"_s);
    pkcs12.clientPassword = u"letmein"_s;
    QTest::newRow("none") << none << false;
    QTest::newRow("PEM") << pem << true;
    QTest::newRow("PKCS#12") << pkcs12 << true;
}

// The server's word counts: with TLS 1.3 it judges the client when the handshake is over for the client.
void TestDialer::clientCertificate()
{
    QFETCH(TlsOptions, tls);
    ScriptedServer server({}, ScriptedServer::Security::MutualTls);
    QSignalSpy accepted(&server, &ScriptedServer::connected);
    ConnectionOptions options;
    options.tls = tls;
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.port(), true), options);
    QTRY_VERIFY(dialled.isOver());
    const std::unique_ptr<QTcpSocket> socket = dialled.dialer.takeSocket();
    QTRY_VERIFY(!accepted.isEmpty() || !socket || socket->state() == QAbstractSocket::UnconnectedState);
    QTEST(!accepted.isEmpty(), "passes");
}

void TestDialer::theWantedVersion()
{
    ScriptedServer server({}, ScriptedServer::Security::Tls);
    ConnectionOptions options;
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
    options.tls.minimum = TlsVersion::Tls13;
    Dialled dialled(urlOf(u"127.0.0.1"_s, server.port(), true), options);
    QTRY_VERIFY(dialled.isOver());
    QVERIFY2(dialled.connected, qPrintable(dialled.detail));
    QCOMPARE(dialled.facts().tls->protocol, u"TLS 1.3"_s);
}

void TestDialer::connectsToAnotherAddress()
{
    ScriptedServer server({}, ScriptedServer::Security::Tls, u"othername.pem"_s);
    ConnectionOptions options;
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
    options.connectTo = {u"127.0.0.1"_s, server.port()};
    Dialled dialled(urlOf(u"example.test"_s, 443, true), options);
    QTRY_VERIFY(dialled.isOver());
    QVERIFY2(dialled.connected, qPrintable(dialled.detail)); // its certificate is for the name of the URL
    QCOMPARE(dialled.facts().remoteAddress, u"127.0.0.1:%1"_s.arg(server.port()));
}

void TestDialer::oneAddressFamily_data()
{
    QTest::addColumn<AddressFamily>("family");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("detail"); // empty: it connects
    QTest::newRow("any") << AddressFamily::Any << u"127.0.0.1"_s << u""_s;
    QTest::newRow("IPv4") << AddressFamily::IPv4 << u"127.0.0.1"_s << u""_s;
    QTest::newRow("IPv6, there is none")
        << AddressFamily::IPv6 << u"127.0.0.1"_s << u"\"127.0.0.1\" has no IPv6 address, only 127.0.0.1."_s;
    QTest::newRow("IPv4, there is none")
        << AddressFamily::IPv4 << u"::1"_s << u"\"::1\" has no IPv4 address, only ::1."_s;
}

void TestDialer::oneAddressFamily()
{
    QFETCH(AddressFamily, family);
    QFETCH(QString, host);
    RawServer server;
    ConnectionOptions options;
    options.family = family;
    Dialled dialled(urlOf(host, server.serverPort()), options);
    QTRY_VERIFY(dialled.isOver());
    QTEST(dialled.detail, "detail");
    QCOMPARE(dialled.cause, dialled.connected ? EndCause::None : EndCause::NoAddressOfFamily);
}

void TestDialer::throughHttpProxy()
{
    RawServer proxy({"HTTP/1.1 200 Connection established\r\n\r\n"});
    Dialled dialled(urlOf(u"server.test"_s, 8080), via(ProxyOptions::Kind::Http, proxy.serverPort(), u"me"_s));
    QTRY_VERIFY(dialled.isOver());
    QVERIFY2(dialled.connected, qPrintable(dialled.detail));
    QCOMPARE(dialled.phases, (QList{Phase::Address, Phase::Tcp, Phase::Proxy}));
    QCOMPARE(proxy.received,
        QByteArray("CONNECT server.test:8080 HTTP/1.1\r\nHost: server.test:8080\r\n"
                   "Proxy-Authorization: Basic bWU6c2VjcmV0\r\n\r\n"));
    QCOMPARE(dialled.facts().remoteAddress, u"127.0.0.1:%1"_s.arg(proxy.serverPort()));
}

void TestDialer::throughSocksProxyWithTls()
{
    ScriptedServer server({}, ScriptedServer::Security::Tls);
    RawServer proxy({QByteArray("\x05\x02", 2), QByteArray("\x01\x00", 2),
                        QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10)},
        server.port());
    ConnectionOptions options = via(ProxyOptions::Kind::Socks5, proxy.serverPort(), u"me"_s);
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
    Dialled dialled(urlOf(u"localhost"_s, 443, true), options);
    QTRY_VERIFY(dialled.isOver());
    QVERIFY2(dialled.connected, qPrintable(dialled.detail));
    QCOMPARE(dialled.phases, (QList{Phase::Address, Phase::Tcp, Phase::Proxy, Phase::Tls}));
    QCOMPARE(dialled.facts().tls->chain.at(0).subject, u"localhost"_s);
}

void TestDialer::proxyWordsAreKept()
{
    RawServer proxy(
        {"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\"\r\n\r\n"});
    Dialled dialled(urlOf(u"server.test"_s, 8080), via(ProxyOptions::Kind::Http, proxy.serverPort()));
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::ProxyFailed);
    QCOMPARE(dialled.detail, u"It wants a login (Basic, realm office)."_s);
}

void TestDialer::silentProxyIsProxyFailed()
{
    RawServer proxy;
    ConnectionOptions options = via(ProxyOptions::Kind::Http, proxy.serverPort());
    options.timeouts.connect = 200;
    Dialled dialled(urlOf(u"server.test"_s, 8080), options);
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::ProxyFailed);
    QCOMPARE(dialled.detail, u"The proxy 127.0.0.1:%1 did not answer within 0.2 s."_s.arg(proxy.serverPort()));
}

void TestDialer::endedProxyIsProxyFailed()
{
    RawServer proxy;
    Dialled dialled(urlOf(u"server.test"_s, 8080), via(ProxyOptions::Kind::Http, proxy.serverPort()));
    QTRY_VERIFY(!proxy.received.isEmpty());
    proxy.client()->disconnectFromHost();
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::ProxyFailed);
    QCOMPARE(dialled.detail,
        u"The proxy 127.0.0.1:%1 ended TCP before it was a way to the server."_s.arg(proxy.serverPort()));
}

void TestDialer::unreachableProxyIsProxyFailed()
{
    const quint16 port = closedPort();
    Dialled dialled(urlOf(u"server.test"_s, 8080), via(ProxyOptions::Kind::Http, port));
    QTRY_VERIFY(dialled.isOver());
    QCOMPARE(dialled.cause, EndCause::ProxyFailed);
    QVERIFY2(dialled.detail.startsWith(u"The proxy cannot be reached: 127.0.0.1:%1 refused"_s.arg(port)),
        qPrintable(dialled.detail));
}

void TestDialer::throughTheProxyOfTheSystem()
{
    RawServer proxy({"HTTP/1.1 200 Connection established\r\n\r\n"});
    const QByteArray before = qgetenv("http_proxy");
    qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    const auto restore = qScopeGuard([&] { qputenv("http_proxy", before); });
    ConnectionOptions options;
    options.proxy.kind = ProxyOptions::Kind::System;
    Dialled dialled(urlOf(u"server.test"_s, 8080), options);
    QTRY_VERIFY(dialled.isOver());
    QVERIFY2(dialled.connected, qPrintable(dialled.detail));
    QVERIFY(proxy.received.startsWith("CONNECT server.test:8080 HTTP/1.1\r\n"));
}

void TestDialer::throughProxyToAnotherAddress()
{
    RawServer proxy({"HTTP/1.1 200 Connection established\r\n\r\n"});
    ConnectionOptions options = via(ProxyOptions::Kind::Http, proxy.serverPort());
    options.connectTo = {u"10.0.0.7"_s, 9000};
    Dialled dialled(urlOf(u"server.test"_s, 80), options);
    QTRY_VERIFY(dialled.connected);
    QVERIFY(proxy.received.startsWith("CONNECT 10.0.0.7:9000 HTTP/1.1\r\n"));
}

QTEST_GUILESS_MAIN(TestDialer)
#include "tst_dialer.moc"
