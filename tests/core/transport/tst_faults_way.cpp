// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformance.h"
#include "support/nameserver.h"
#include "support/ownnetwork.h"
#include "support/packetway.h"
#include "support/patience.h"
#include "support/relayway.h"
#include "support/sessionprobe.h"
#include "transport/dialer.h"
#include "transport/network.h"
#include "transport/timewords.h"

#include <QHostInfo>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;
using timewords::Millisecond;

namespace {

std::unique_ptr<Way> makeWay(bool ofPackets)
{
    if (ofPackets)
        return std::make_unique<PacketWay>();
    return std::make_unique<RelayWay>();
}

// What the server saw, of one direction, as the log tells it.
QStringList wireLines(const Transcript &transcript, QChar arrow)
{
    QStringList lines;
    for (const QString &line : transcript.lines()) {
        if (line.startsWith(arrow) && !line.startsWith(arrow + u" head"_s))
            lines += QString(line).remove(u" automatic"_s); // which the wire does not tell
    }
    return lines;
}

} // namespace

// What befalls the way to a server, shown through the network thread and a session on disk. Each row says by what
// means: real packets in a network of the test's own, where the system lets it have one; and a relay.
class TestFaultsWay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loss_data() { ways(); }
    void loss();
    void delay_data() { ways(); }
    void delay();
    void timesShorterThanTheDelay_data();
    void timesShorterThanTheDelay();
    void cut_data();
    void cut();
    void anotherAddress_data();
    void anotherAddress();

private:
    void anotherAddressByHand();
    static void ways();
    ConnectionFacts facts(SessionProbe &session, ConnectionId id);
};

void TestFaultsWay::ways()
{
    QTest::addColumn<bool>("ofPackets");
    QTest::newRow("relay") << false;
    if (ownnetwork::hasInterface())
        QTest::newRow("real packets") << true;
}

ConnectionFacts TestFaultsWay::facts(SessionProbe &session, ConnectionId id)
{
    const auto connections = session.log().connections();
    for (const ConnectionFacts &facts : *connections) {
        if (facts.id == id)
            return facts;
    }
    return {};
}

// One in ten packets is lost on each way.
void TestFaultsWay::loss()
{
    QFETCH(bool, ofPackets);
    constexpr int count = 300;
    const auto way = makeWay(ofPackets);
    way->setLoss(0.1);
    ScriptedServer server(Script().accept().echo(), ScriptedServer::Security::Plain, {}, way->listenAddress());
    SessionProbe session;
    Network network(session.store(), session.clock());
    ConnectionOptions options;
    options.url = u"ws://"_s + way->authority(server.port());
    options.deflate.reset();
    const ConnectionId id = *network.open(options);
    QTRY_COMPARE(facts(session, id).readyState, ReadyState::Open);
    QStringList sent;
    for (int i = 0; i < count; ++i) {
        sent += QString::number(i) + QString(i * 7 % 900, u'.');
        network.sendText(id, sent.last());
    }
    const auto received = [&] { return logLines(session.log(), Direction::ServerToClient); };
    QTRY_COMPARE(received().size(), count);
    network.close(id, 1000, {});
    QTRY_COMPARE(facts(session, id).readyState, ReadyState::Closed);

    QVERIFY(facts(session, id).wasClean);
    QVERIFY(way->lost() > 0);
    QStringList echoed;
    for (const auto &[opcode, payload] : server.connection().messages())
        echoed += QString::fromUtf8(payload);
    QCOMPARE(echoed, sent);
    const Transcript &wire = server.connection().transcript();
    QCOMPARE(logLines(session.log(), Direction::ClientToServer), wireLines(wire, u'>'));
    QCOMPARE(received(), wireLines(wire, u'<'));
}

// 60 ms each way, and as long for the name.
void TestFaultsWay::delay()
{
    QFETCH(bool, ofPackets);
    constexpr qint64 trip = 2 * 60 * Millisecond;
    const auto way = makeWay(ofPackets);
    way->setDelay(60);
    ScriptedServer server(
        Script().accept(), ScriptedServer::Security::Tls, u"server.pem"_s, way->listenAddress());
    SessionProbe session;
    std::atomic<qint64> roundTrip = 0;
    session.store().setPublisher([&roundTrip](const AppendBatch &batch) {
        for (const ConnectionCounters &counters : batch.counters)
            roundTrip = counters.lastRttNs.value_or(0);
    });
    ConnectionOptions options;
    options.tls.extraCa = testData(u"tls/ca.pem"_s);
    options.tls.serverName = u"localhost"_s;
    QString authority = way->authority(server.port());
    std::unique_ptr<NameServer> names;
    if (ofPackets) {
        names = std::make_unique<NameServer>();
        names->setDelay(120);
        names->setAddresses(u"server.test"_s, {authority.section(u':', 0, 0)});
        authority = u"server.test:"_s + authority.section(u':', 1);
    }
    options.url = u"wss://"_s + authority;
    Network network(session.store(), session.clock());
    const ConnectionId id = *network.open(options);
    QTRY_VERIFY(facts(session, id).readyState != ReadyState::Connecting);
    QCOMPARE(facts(session, id).outcome.evidence, QString());
    network.ping(id, "how far");
    QTRY_VERIFY(roundTrip > 0);
    network.close(id, 1000, {});
    QTRY_COMPARE(facts(session, id).readyState, ReadyState::Closed);

    const ConnectionFacts told = facts(session, id);
    const auto phase = [&told](Phase which) { return told.phaseNs.at(size_t(which)).value_or(-1); };
    QVERIFY2(told.outcome.cause == EndCause::CloseHandshake, qPrintable(told.outcome.what));
    QVERIFY(phase(Phase::Tls) >= trip && phase(Phase::Upgrade) >= trip && roundTrip >= trip);
    // A relay's own TCP is there at once.
    QCOMPARE(phase(Phase::Address) >= trip, ofPackets);
    QCOMPARE(phase(Phase::Tcp) >= trip, ofPackets);
    // They are parts of the time that it took, one after the other.
    const qint64 together =
        phase(Phase::Address) + phase(Phase::Tcp) + phase(Phase::Tls) + phase(Phase::Upgrade);
    QVERIFY(together <= *told.openedNs - told.startedNs);
}

void TestFaultsWay::timesShorterThanTheDelay_data()
{
    QTest::addColumn<bool>("ofPackets");
    QTest::addColumn<Phase>("slow");
    QTest::addColumn<QString>("what"); // %1 is the authority
    QTest::addColumn<QString>("evidence");
    if (ownnetwork::hasInterface()) {
        QTest::newRow("address: a name server")
            << true << Phase::Address << u"No address was found for server.test in time."_s
            << u"^The lookup of \"server\\.test\" gave no answer within 0\\.1 s\\.$"_s;
        QTest::newRow("TCP: real packets") << true << Phase::Tcp << u"No TCP connection to %1 in 100 ms."_s
                                           << u"^Tried [0-9.:]+, timed out in \\d+ ms\\.$"_s;
    }
    const auto both = [](const char *phase, Phase slow, const QString &what, const QString &evidence) {
        if (ownnetwork::hasInterface())
            QTest::addRow("%s: real packets", phase) << true << slow << what << evidence;
        QTest::addRow("%s: relay", phase) << false << slow << what << evidence;
    };
    const QString time = u"[a-z0-9. ]+ m?s"_s;
    both("TLS", Phase::Tls, u"No TLS handshake in 100 ms."_s, u"^Address %1, TCP %1\\.$"_s.arg(time));
    both("upgrade", Phase::Upgrade, u"No answer to the upgrade in 100 ms."_s,
        u"^Address %1, TCP %1, TLS %1, request sent \\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\.$"_s.arg(time));
}

// It is told which phase was slow, and that those before it were not.
void TestFaultsWay::timesShorterThanTheDelay()
{
    QFETCH(bool, ofPackets);
    QFETCH(Phase, slow);
    QFETCH(QString, what);
    QFETCH(QString, evidence);
    const auto way = makeWay(ofPackets);
    way->setDelay(60);
    ScriptedServer server(
        Script().accept(), ScriptedServer::Security::Tls, u"server.pem"_s, way->listenAddress());
    SessionProbe session;
    Network network(session.store(), session.clock());
    const QString authority = way->authority(server.port());
    ConnectionOptions options;
    options.tls.acceptAnything = true;
    options.url = u"wss://"_s + authority;
    std::unique_ptr<NameServer> names;
    if (slow == Phase::Address) {
        names = std::make_unique<NameServer>();
        names->setDelay(200);
        options.url = u"wss://server.test"_s;
    }
    constexpr int limit = 100;
    options.timeouts.connect = slow == Phase::Address || slow == Phase::Tcp ? limit : 10'000;
    options.timeouts.tls = slow == Phase::Tls ? limit : 10'000;
    options.timeouts.handshake = slow == Phase::Upgrade ? limit : 10'000;
    const ConnectionId id = *network.open(options);
    QTRY_COMPARE(facts(session, id).readyState, ReadyState::Closed);
    const Outcome outcome = facts(session, id).outcome;
    QCOMPARE(outcome.what, what.contains(u'%') ? what.arg(authority) : what);
    QVERIFY2(QRegularExpression(evidence).match(outcome.evidence).hasMatch(), qPrintable(outcome.evidence));
}

void TestFaultsWay::cut_data()
{
    QTest::addColumn<bool>("ofPackets");
    QTest::addColumn<bool>("linkDown"); // else what is sent vanishes
    QTest::addColumn<QString>("attempt");
    QTest::newRow("relay") << false << false << u"No answer to the upgrade in 100 ms."_s;
    if (!ownnetwork::hasInterface())
        return;
    QTest::newRow("real packets vanish") << true << false << u"No TCP connection to 192.0.2.2:%1 in 100 ms."_s;
    QTest::newRow("real link down") << true << true << u"There is no way to 192.0.2.2:%1."_s;
}

// In the middle of a message, without FIN or RST: only the silence tells. Attempts follow until the way is whole.
void TestFaultsWay::cut()
{
    QFETCH(bool, ofPackets);
    QFETCH(bool, linkDown);
    QFETCH(QString, attempt);
    const auto way = makeWay(ofPackets);
    const QByteArray half = serverFrame(Opcode::Text, "and this never ends").bytes().first(10);
    ScriptedServer server(Script().accept().text("before").bytes(half).echo(),
        ScriptedServer::Security::Plain, {}, way->listenAddress());
    SessionProbe session;
    Network network(session.store(), session.clock());
    ConnectionOptions options;
    options.url = u"ws://"_s + way->authority(server.port());
    options.timeouts.connect = options.timeouts.handshake = 100;
    options.keepalive = {100, 2};
    options.reconnect = {true, 20, 2, 100, 0, 0};
    const ConnectionId first = *network.open(options);
    // All of it that will ever come is there.
    QTRY_VERIFY(session.log().info()->lastId > 0 && session.dataRows().size() == 2);
    if (linkDown)
        ownnetwork::setLink(false);
    else
        way->cut();
    QTRY_VERIFY(facts(session, first).nextAttemptNs || facts(session, first + 1).id != 0);
    const ConnectionFacts told = facts(session, first);
    QCOMPARE(told.outcome.cause, EndCause::KeepaliveTimeout);
    const QString time = u"[0-9.]+ m?s"_s;
    const QRegularExpression what(
        u"^2 pings unanswered for %1, so Framescope ended the connection \\(1006\\)\\.$"_s.arg(time));
    QVERIFY2(what.match(told.outcome.what).hasMatch(), qPrintable(told.outcome.what));
    const QRegularExpression evidence(
        u"^Nothing was received for %1; the last byte was sent %1 before the end; open for %1\\. The end "
        u"came inside frame #\\d+: 8 of 19 bytes of its "
        "payload were there\\.$"_s.arg(time));
    QVERIFY2(evidence.match(told.outcome.evidence).hasMatch(), qPrintable(told.outcome.evidence));
    QCOMPARE(told.outcome.guess, u"Probably the server, or the way to it, stopped working."_s);

    QTRY_VERIFY(facts(session, first + 4).id != 0);
    const ConnectionFacts failed = facts(session, first + 2);
    QCOMPARE(failed.outcome.what, attempt.contains(u'%') ? attempt.arg(server.port()) : attempt);
    QVERIFY2(failed.outcome.evidence.endsWith(u"The last 2 attempts ended alike."_s),
        qPrintable(failed.outcome.evidence));
    const QStringList waits = session.rows().filter(u"note Reconnecting"_s).first(4);
    QCOMPARE(waits,
        (QStringList{u"note Reconnecting in 20 ms (attempt 1)."_s, u"note Reconnecting in 40 ms (attempt 2)."_s,
            u"note Reconnecting in 80 ms (attempt 3)."_s, u"note Reconnecting in 100 ms (attempt 4)."_s}));

    server.setScript(Script().accept().echo());
    if (linkDown)
        ownnetwork::setLink(true);
    else
        way->mend();
    QTRY_COMPARE(session.log().connections()->back().readyState, ReadyState::Open);
    network.sendText(first, u"after"_s);
    const QStringList wanted{
        u"< text \"before\""_s, u"< text \"and this\""_s, u"> text \"after\""_s, u"< text \"after\""_s};
    QTRY_COMPARE(session.dataRows(), wanted);
}

void TestFaultsWay::anotherAddress_data()
{
    QTest::addColumn<bool>("ofPackets");
    QTest::newRow(ownnetwork::hasInterface() ? "real packets" : "lookups by hand")
        << ownnetwork::hasInterface();
}

// No packets, and no network thread: the name alone has moved.
void TestFaultsWay::anotherAddressByHand()
{
    ScriptedServer server({});
    QStringList known{u"127.0.0.1"_s};
    Lookups lookups = Lookups::ofTheSystem();
    lookups.addresses = [&known](const QString &) {
        QHostInfo info;
        for (const QString &address : known)
            info.setAddresses(info.addresses() + QList{QHostAddress(address)});
        return info;
    };
    const SystemClock clock;
    const WebSocketUrl url = *parseWebSocketUrl(u"ws://server.test:%1/"_s.arg(server.port()));
    Dialer before(url, {}, clock, lookups);
    before.start();
    QTRY_COMPARE(before.facts().addresses.size(), 1);
    QTRY_COMPARE(before.facts().addresses.last().result, u"connected"_s);
    known = {u"127.0.0.2"_s, u"127.0.0.1"_s};
    Dialer after(url, {}, clock, lookups);
    after.start();
    QTRY_COMPARE(after.facts().addresses.size(), 2);
    QTRY_COMPARE(after.facts().addresses.last().result, u"connected"_s);
    QCOMPARE(after.facts().addresses.first().result, u"refused"_s);
}

// This computer loses its address and gets another one, and the server has moved.
void TestFaultsWay::anotherAddress()
{
    QFETCH(bool, ofPackets);
    if (!ofPackets)
        return anotherAddressByHand();
    PacketWay way;
    NameServer names;
    names.setAddresses(u"server.test"_s, {u"192.0.2.2"_s});
    ScriptedServer server(
        Script().accept().text("here"), ScriptedServer::Security::Plain, {}, way.listenAddress());
    SessionProbe session;
    Network network(session.store(), session.clock());
    ConnectionOptions options;
    options.url = u"ws://server.test:%1"_s.arg(server.port());
    options.timeouts.connect = 150;
    options.keepalive = {100, 2};
    options.reconnect = {true, 20, 2, 100, 0, 0};
    const ConnectionId first = *network.open(options);
    QTRY_COMPARE(session.dataRows().size(), 1);
    QVERIFY(facts(session, first).localAddress.startsWith(u"192.0.2.1:"_s));

    ownnetwork::setAddress(QHostAddress(u"198.51.100.1"_s));
    way.setHosts({QHostAddress(u"198.51.100.2"_s)});
    names.setAddresses(u"server.test"_s, {u"192.0.2.2"_s, u"198.51.100.2"_s});
    QTRY_COMPARE(session.dataRows().size(), 2);
    QCOMPARE(facts(session, first).outcome.cause, EndCause::KeepaliveTimeout);
    const ConnectionFacts next = facts(session, first + 1);
    QCOMPARE(next.readyState, ReadyState::Open);
    QStringList tried;
    for (const AddressAttempt &attempt : next.addresses)
        tried += attempt.address + u' ' + attempt.result;
    QCOMPARE(tried,
        (QStringList{u"192.0.2.2:%1 timed out"_s.arg(server.port()),
            u"198.51.100.2:%1 connected"_s.arg(server.port())}));
    QVERIFY(next.localAddress.startsWith(u"198.51.100.1:"_s));
}

int main(int argc, char **argv)
{
    ownnetwork::enter();
    QCoreApplication application(argc, argv);
    TestFaultsWay test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_faults_way.moc"
