// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/faultydoor.h"
#include "support/hex.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/sessionprobe.h"
#include "transport/network.h"
#include "transport/timewords.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

using Answers = QByteArrayList;
using Then = FaultyDoor::Then;
using Kind = ProxyOptions::Kind;
using Stop = std::function<void(Network &, ConnectionId)>;
Q_DECLARE_METATYPE(Then)
Q_DECLARE_METATYPE(Kind)
Q_DECLARE_METATYPE(Stop)

// Proxies that fail, and servers that come and go, shown through the network thread and a session on disk.
class TestFaultsServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { begin(); }
    void cleanupTestCase() { m_network.reset(); }
    void proxies_data();
    void proxies();
    void aProxyThatDies_data();
    void aProxyThatDies();
    void aFlappingServer();
    void aBadCertificateEndsTheAttempts();
    void attemptsCanBeStopped_data();
    void attemptsCanBeStopped();

private:
    void begin();
    ConnectionFacts facts(ConnectionId id) const;
    bool isIn(ConnectionId id, ReadyState state) const { return facts(id).readyState == state; }
    bool isWaiting(ConnectionId id) const { return facts(id).nextAttemptNs.has_value(); }

    std::unique_ptr<SessionProbe> m_session;
    std::unique_ptr<Network> m_network;
};

namespace {

ConnectionOptions reconnecting(const QString &url)
{
    ConnectionOptions options;
    options.url = url;
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
    options.reconnect = {true, 20, 2, 100, 0, 0};
    return options;
}

} // namespace

// A session of its own, for tests that read all of its rows.
void TestFaultsServers::begin()
{
    m_network.reset();
    m_session = std::make_unique<SessionProbe>();
    m_network = std::make_unique<Network>(m_session->store(), m_session->clock());
}

ConnectionFacts TestFaultsServers::facts(ConnectionId id) const
{
    const auto connections = m_session->log().connections();
    for (const ConnectionFacts &facts : *connections) {
        if (facts.id == id)
            return facts;
    }
    return {};
}

// Beside what real proxies do (tst_realproxies) and what is asked of them (tst_proxytunnel).
void TestFaultsServers::proxies_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Answers>("answers"); // absent: nobody listens
    QTest::addColumn<Then>("then");
    QTest::addColumn<QString>("what");     // %1 is the proxy
    QTest::addColumn<QString>("evidence"); // a pattern
    const QString none = u"The proxy %1 made no tunnel."_s;
    const QString ended = u"The proxy %1 ended TCP before it was a way to the server\\."_s;
    const QString silent = u"The proxy %1 did not answer within 0\\.1 s\\."_s;
    for (const auto &[name, kind] : {std::pair("CONNECT", Kind::Http), std::pair("SOCKS5", Kind::Socks5)}) {
        QTest::addRow("%s, refuses TCP", name)
            << kind << Answers{"shut"} << Then::Silence << none
            << u"The proxy cannot be reached: %1 refused after [0-9.]+ ms\\."_s;
        QTest::addRow("%s, ends TCP at once", name) << kind << Answers() << Then::Fin << none << ended;
        QTest::addRow("%s, resets TCP at once", name) << kind << Answers() << Then::Reset << none << ended;
        QTest::addRow("%s, hangs", name) << kind << Answers() << Then::Silence << none << silent;
    }
    const auto http = [&](const char *name, const QByteArray &answer, Then then, const QString &what,
                          const QString &evidence) {
        QTest::addRow("CONNECT, %s", name) << Kind::Http << Answers{answer} << then << what << evidence;
    };
    for (const auto &[status, words] : {std::pair(502, "Bad Gateway"), std::pair(504, "Gateway Timeout")})
        http(words, "HTTP/1.1 " + QByteArray::number(status) + ' ' + words + "\r\n\r\nsorry", Then::Fin,
            u"The proxy %1 refused the tunnel: "_s + QString::number(status) + u'.',
            u"It answered %1 %2\\."_s.arg(status).arg(QLatin1StringView(words)));
    http("ends within its answer", "HTTP/1.1 200 Conn", Then::Fin, none, ended);
    http("resets within its answer", "HTTP/1.1 200 Conn", Then::Reset, none, ended);
    http("hangs within its answer", "HTTP/1.1 200 Conn", Then::Silence, none, silent);
    http("garbage", "\x01\x02\x03 garbage\r\n\r\n", Then::Silence, none,
        u"The proxy did not answer with HTTP: .+\\."_s);
    http("an endless head", "HTTP/1.1 200 OK\r\nX: " + QByteArray(1 << 20, 'x'), Then::Silence, none,
        u"The proxy did not answer with HTTP: .+\\."_s);

    const auto socks = [&](const char *name, const QByteArray &reply, Then then, const QString &evidence) {
        QTest::addRow("SOCKS5, %s", name)
            << Kind::Socks5 << Answers{"0500"_hex, reply} << then << none << evidence;
    };
    const char *const words[] = {"general failure", "connection not allowed by its rules",
        "network unreachable", "host unreachable", "connection refused", "TTL expired",
        "command not supported", "address type not supported"};
    for (int code = 1; code <= 9; ++code) {
        const QString word = code == 9 ? QString() : u' ' + QLatin1StringView(words[code - 1]);
        const QByteArray reply = QByteArray("\x05", 1) + char(code) + "00 01 00000000 0000"_hex;
        socks(qPrintable(u"reply %1"_s.arg(code)), reply, Then::Fin,
            u"The SOCKS5 proxy answered: %1%2\\."_s.arg(code).arg(word));
    }
    socks("only the code of a reply", "05 05"_hex, Then::Fin,
        u"The SOCKS5 proxy answered: 5 connection refused\\."_s);
    socks("ends within its reply", "05 00 00"_hex, Then::Fin, ended);
    socks("hangs within its reply", "05 00 00"_hex, Then::Silence, silent);
    socks("a reply that is none", "HTTP/1.1 400 Bad Request\r\n\r\n", Then::Silence,
        u"The proxy does not speak SOCKS5: its reply begins with byte 72\\."_s);
    socks("an address of no known type", "05 00 00 09 00000000 0000"_hex, Then::Silence,
        u"The proxy does not speak SOCKS5: its reply has an address of type 9\\."_s);
    socks("bytes behind its reply", "05 00 00 01 00000000 0000 6869"_hex, Then::Silence,
        u"The proxy sent 2 bytes of its own behind its answer\\."_s);
    QTest::newRow("SOCKS5, garbage") << Kind::Socks5 << Answers{"garbage"} << Then::Silence << none
                                     << u"The proxy does not speak SOCKS5: its first byte is 103\\."_s;
}

void TestFaultsServers::proxies()
{
    QFETCH(Kind, kind);
    QFETCH(Answers, answers);
    QFETCH(Then, then);
    QFETCH(QString, what);
    QFETCH(QString, evidence);
    FaultyDoor proxy(answers, then);
    proxy.setShut(answers == Answers{"shut"});
    const QString address = u"127.0.0.1:%1"_s.arg(proxy.port());
    ConnectionOptions options;
    // Ends of attempts to one URL are counted.
    options.url = u"ws://server.test/%1"_s.arg(m_session->log().connections()->size());
    options.proxy = {kind, u"127.0.0.1"_s, proxy.port(), {}, {}};
    options.timeouts.connect = 100;
    const ConnectionId id = *m_network->open(options);
    QTRY_VERIFY(isIn(id, ReadyState::Closed));
    const ConnectionFacts told = facts(id);
    QCOMPARE(told.outcome.cause, EndCause::ProxyFailed);
    QCOMPARE(told.outcome.what, QString(what).replace(u"%1"_s, address));
    const QRegularExpression words(u'^'
        + QString(evidence).replace(u"%1"_s, QRegularExpression::escape(address))
        + u" The server was never reached\\.$"_s);
    QVERIFY2(words.match(told.outcome.evidence).hasMatch(), qPrintable(told.outcome.evidence));
    QVERIFY(told.requestHead.isEmpty());
}

void TestFaultsServers::aProxyThatDies_data()
{
    QTest::addColumn<Then>("how");
    QTest::addColumn<QString>("evidence");
    QTest::newRow("FIN") << Then::Fin << u"The server side ended TCP (FIN) "_s;
    QTest::newRow("RST") << Then::Reset << u"The server side reset TCP (RST) "_s;
}

// While a session is open through it. What came is kept, and the next attempt finds the proxy again.
void TestFaultsServers::aProxyThatDies()
{
    begin();
    QFETCH(Then, how);
    QFETCH(QString, evidence);
    ScriptedServer server(Script().accept().text("hello"));
    FaultyDoor proxy({"HTTP/1.1 200 OK\r\n\r\n"}, Then::Relay, server.port());
    ConnectionOptions options = reconnecting(server.url());
    options.proxy = {Kind::Http, u"127.0.0.1"_s, proxy.port(), {}, {}};
    const ConnectionId id = *m_network->open(options);
    QTRY_COMPARE(m_session->dataRows().size(), 1);
    proxy.die(how);
    QTRY_VERIFY(isIn(id, ReadyState::Closed));
    QCOMPARE(facts(id).outcome.what, u"Connection lost without a close frame (1006)."_s);
    QVERIFY2(facts(id).outcome.evidence.startsWith(evidence), qPrintable(facts(id).outcome.evidence));
    QTRY_VERIFY(isIn(id + 1, ReadyState::Open));
    QTRY_COMPARE(m_session->dataRows().size(), 2);
    QCOMPARE(proxy.visits(), 2);
}

// Refuses, resets TCP twice, is busy, ends at once, and then is well. One attempt after the other.
void TestFaultsServers::aFlappingServer()
{
    begin();
    ScriptedServer server(Script().answer(503, "Service Unavailable", {}, {{"Retry-After", "1"}}),
        ScriptedServer::Security::Tls);
    FaultyDoor door;
    door.setShut(true);
    const ConnectionId first = *m_network->open(reconnecting(u"wss://127.0.0.1:%1/"_s.arg(door.port())));
    QTRY_VERIFY(isWaiting(first) || facts(first + 1).id != 0);
    door.set({}, Then::Reset);
    door.setShut(false);
    QTRY_VERIFY(door.visits() >= 2);
    door.set({}, Then::Relay, server.port());
    QTRY_VERIFY(server.connectionCount() >= 1);
    server.setScript(Script().accept().text("nearly").end());
    QTRY_VERIFY(m_session->dataRows().contains(u"< text \"nearly\""_s));
    server.setScript(Script().accept().text("well").silence(500).close({1001, "restart"}));
    QTRY_VERIFY(m_session->dataRows().contains(u"< text \"well\""_s));
    server.setScript(Script().accept());
    QTRY_VERIFY(m_session->rows().contains(u"state Closed, cleanly: 1001 \"restart\"."_s));
    QTRY_COMPARE(m_session->log().connections()->back().readyState, ReadyState::Open);

    const auto attempts = m_session->log().connections();
    QStringList ends;
    for (size_t i = 0; i + 1 < attempts->size(); ++i) {
        const ConnectionFacts &attempt = attempts->at(i);
        const ConnectionFacts &next = attempts->at(i + 1);
        QCOMPARE(next.first, first);
        QVERIFY(*attempt.endedNs < next.startedNs); // none overlaps another
        if (ends.isEmpty() || ends.constLast() != attempt.outcome.what)
            ends += attempt.outcome.what;
        else
            QVERIFY2(attempt.outcome.evidence.contains(u" attempts ended alike."_s),
                qPrintable(attempt.outcome.evidence));
        if (attempt.outcome.cause == EndCause::HttpStatus)
            QVERIFY2(attempt.outcome.evidence.contains(u"Retry-After: 1."_s),
                qPrintable(attempt.outcome.evidence));
    }
    const QString authority = u"127.0.0.1:%1"_s.arg(door.port());
    QCOMPARE(ends,
        (QStringList{u"Nothing listens on %1."_s.arg(authority),
            u"No secure connection could be made to %1."_s.arg(authority),
            u"The server answered 503 Service Unavailable instead of 101."_s,
            u"Connection lost without a close frame (1006)."_s, u"The server closed: 1001 \"restart\"."_s}));

    QStringList waits = m_session->rows().filter(u"Reconnecting"_s);
    QCOMPARE(waits.size(), qsizetype(attempts->size()) - 1);
    // It was open for longer than the wait before it: that counts anew.
    QCOMPARE(waits.takeLast(), u"note Reconnecting in 20 ms (attempt 1)."_s);
    for (int i = 0; i < waits.size(); ++i)
        QCOMPARE(waits.at(i),
            u"note Reconnecting in %1 ms (attempt %2)."_s.arg(std::min(20 << i, 100)).arg(i + 1));
}

void TestFaultsServers::aBadCertificateEndsTheAttempts()
{
    begin();
    ScriptedServer server(Script(), ScriptedServer::Security::Tls, u"expired.pem"_s);
    FaultyDoor door({}, Then::Reset);
    const ConnectionId first = *m_network->open(reconnecting(u"wss://127.0.0.1:%1/"_s.arg(door.port())));
    QTRY_VERIFY(door.visits() >= 1);
    door.set({}, Then::Relay, server.port());
    QTRY_VERIFY(m_session->rows().contains(u"note Not reconnecting: TLS failed, and would fail again."_s));
    QCOMPARE(m_session->log().connections()->back().outcome.what, u"The certificate has expired."_s);
    QCOMPARE(m_session->log().connections()->back().first, first);
}

void TestFaultsServers::attemptsCanBeStopped_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<Stop>("stop");
    const std::pair<const char *, Stop> stops[] = {
        {"close()", [](Network &n, ConnectionId id) { n.close(id, {}, {}); }},
        {"abort()", [](Network &n, ConnectionId id) { n.abort(id, Network::Abort::Fin); }},
        {"cancelReconnect()", [](Network &n, ConnectionId id) { n.cancelReconnect(id); }}};
    for (const auto &[name, stop] : stops) {
        for (const char *state : {"TLS", "upgrade", "open", "closing"})
            QTest::addRow("%s: %s", state, name) << QString::fromLatin1(state) << stop;
    }
}

// In each state but while it waits (tst_network); no attempt follows, whatever the end is then.
void TestFaultsServers::attemptsCanBeStopped()
{
    begin();
    QFETCH(QString, state);
    QFETCH(Stop, stop);
    Script script;
    if (state == u"upgrade")
        script.request();
    else
        script.accept().withSettings([](Peer::Settings &s) { s.answerClose = false; });
    const bool tls = state == u"TLS";
    ScriptedServer server(script, tls ? ScriptedServer::Security::Tls : ScriptedServer::Security::Plain);
    FaultyDoor door({}, tls ? Then::Silence : Then::Relay, server.port());
    ConnectionOptions options =
        reconnecting(u"%1://127.0.0.1:%2/"_s.arg(tls ? u"wss"_s : u"ws"_s).arg(door.port()));
    options.reconnect.delay = 1;
    const ConnectionId id = *m_network->open(options);
    if (tls)
        QTRY_COMPARE(door.visits(), 1);
    else if (state == u"upgrade")
        QTRY_VERIFY(server.connectionCount() == 1 && server.connection().hasRequest());
    else
        QTRY_VERIFY(isIn(id, ReadyState::Open));
    if (state == u"closing") {
        m_network->close(id, {}, {});
        QTRY_VERIFY(server.connection().close());
    }
    stop(*m_network, id);
    m_network->mark(u"stopped"_s);
    QTRY_VERIFY(m_session->rows().contains(u"mark stopped"_s));
    door.die(Then::Reset);
    QTRY_VERIFY(isIn(id, ReadyState::Closed) && !isWaiting(id));

    // Another connection comes later than the next attempt would.
    server.setScript(Script().accept().silence(50).text("later"));
    door.set({}, Then::Relay, server.port());
    options.reconnect.on = false;
    const ConnectionId other = *m_network->open(options);
    QTRY_VERIFY(m_session->dataRows().contains(u"< text \"later\""_s));
    QCOMPARE(other, id + 1);
    QCOMPARE(door.visits(), 2);
    QCOMPARE(m_session->rows().filter(u"note Reconnecting"_s), QStringList());
}

QTEST_GUILESS_MAIN(TestFaultsServers)
#include "tst_faults_servers.moc"
