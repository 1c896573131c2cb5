// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/nameserver.h"
#include "support/ownnetwork.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/sessionprobe.h"
#include "transport/network.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

using Trouble = std::function<void(NameServer &)>;
Q_DECLARE_METATYPE(Trouble)

namespace {

// Of the system, for a name server that does not answer; in seconds.
constexpr int LongPatience = 25;

ConnectionOptions to(const QString &host, quint16 port)
{
    ConnectionOptions options;
    options.url = u"ws://%1:%2/"_s.arg(host).arg(port);
    return options;
}

} // namespace

// Name servers that do not work, shown through the network thread and a session on disk, in a network of the test's
// own. Where the system does not let the test have one, its own name server has to do, which knows no name
// below "invalid"; tst_dialer shows the other sentences with answers made by hand.
class TestFaultsNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void failures_data();
    void failures();
    void aLookupThatHangsIsEndedAtOnce();
    void manyLookupsThatHangHoldNobodyUp();
    void theProgramEndsDuringALookup();

private:
    ConnectionFacts facts(ConnectionId id) const;
    bool isIn(ConnectionId id, ReadyState state) const { return facts(id).readyState == state; }

    std::unique_ptr<NameServer> m_names;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SessionProbe> m_session;
    std::unique_ptr<Network> m_network;
};

void TestFaultsNames::init()
{
    if (ownnetwork::isEntered()) {
        m_names = std::make_unique<NameServer>();
        m_names->setAddresses(u"server.test"_s, {u"127.0.0.1"_s});
    }
    m_server = std::make_unique<ScriptedServer>(Script().accept());
    m_session = std::make_unique<SessionProbe>();
    m_network = std::make_unique<Network>(m_session->store(), m_session->clock());
}

void TestFaultsNames::cleanup()
{
    m_network.reset();
    m_session.reset();
    m_server.reset();
    m_names.reset();
}

ConnectionFacts TestFaultsNames::facts(ConnectionId id) const
{
    const auto connections = m_session->log().connections();
    for (const ConnectionFacts &facts : *connections) {
        if (facts.id == id)
            return facts;
    }
    return {};
}

void TestFaultsNames::failures_data()
{
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<int>("limit"); // ours, milliseconds
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("evidence");
    const QString none = u"No address found for %1."_s;
    const QString noneEvidence = u"^The name \"%1\" has no address: Host not found\\.$"_s;
    if (!ownnetwork::isEntered()) {
        QTest::newRow("the system's name server, no such name")
            << Trouble() << 15'000 << u"host.invalid"_s << none << noneEvidence;
        return;
    }
    const auto row = [](const char *name, const QString &what, const QString &evidence,
                         const Trouble &trouble, int limit = 10'000) {
        QTest::addRow("a name server of our own: %s", name)
            << trouble << limit << u"server.test"_s << what << evidence;
    };
    const QString failed = u"The address of %1 could not be looked up."_s;
    const QString quickly = u"^The lookup of \"%1\" failed after (under 1 ms|[0-9.]+ ms): .+\\.$"_s;
    const QString late = u"^The lookup of \"%1\" failed after \\d\\.\\d s: .+\\.$"_s;
    row("no such name", none, noneEvidence, [](NameServer &n) { n.setCode(NameServer::Code::NoSuchName); });
    row("no address", none, noneEvidence, [](NameServer &n) { n.setAddresses(u"server.test"_s, {}); });
    row("SERVFAIL", failed, quickly, [](NameServer &n) { n.setCode(NameServer::Code::ServerFailure); });
    row("REFUSED", failed, quickly, [](NameServer &n) { n.setCode(NameServer::Code::Refused); });
    row("nobody listens (ICMP)", failed, quickly, [](NameServer &n) { n.use(u"127.0.0.2"_s); });
    row("silence until the system gives up", failed, late, [](NameServer &n) { n.setSilentFor(u"*"_s); });
    const auto slow = [](NameServer &n) { n.use(u"127.0.0.1"_s, LongPatience); };
    const QString what = u"No address was found for %1 in time."_s;
    const QString evidence = u"^The lookup of \"%1\" gave no answer within 0\\.5 s\\.$"_s;
    row(
        "silence in our time", what, evidence,
        [slow](NameServer &n) {
            n.setSilentFor(u"*"_s);
            slow(n);
        },
        500);
    row(
        "garbage in our time", what, evidence,
        [slow](NameServer &n) {
            n.setGarbled(true);
            slow(n);
        },
        500);
}

// Told in its own sentence in bounded time. Meanwhile another connection works, and afterwards the next to the name.
void TestFaultsNames::failures()
{
    QFETCH(Trouble, trouble);
    QFETCH(int, limit);
    QFETCH(QString, host);
    QFETCH(QString, what);
    QFETCH(QString, evidence);
    if (trouble)
        trouble(*m_names);
    ConnectionOptions options = to(host, m_server->port());
    options.timeouts.connect = limit;
    QElapsedTimer time;
    time.start();
    const ConnectionId id = *m_network->open(options);
    const ConnectionId other = *m_network->open(to(u"127.0.0.1"_s, m_server->port()));
    QTRY_VERIFY(isIn(other, ReadyState::Open));
    QTRY_VERIFY(isIn(id, ReadyState::Closed));
    QVERIFY2(time.elapsed() < 10'000, qPrintable(QString::number(time.elapsed())));
    const Outcome outcome = facts(id).outcome;
    QCOMPARE(outcome.what, what.arg(host));
    const QRegularExpression words(evidence.arg(QRegularExpression::escape(host)));
    QVERIFY2(words.match(outcome.evidence).hasMatch(), qPrintable(outcome.evidence));

    if (!m_names)
        return;
    m_names = nullptr;
    m_names = std::make_unique<NameServer>(); // a good one
    m_names->setAddresses(host, {u"127.0.0.1"_s});
    const ConnectionId next = *m_network->open(options);
    QTRY_VERIFY(isIn(next, ReadyState::Open));
}

// By Disconnect; the next connection to the same name does not wait for the answer to the first question.
void TestFaultsNames::aLookupThatHangsIsEndedAtOnce()
{
    if (m_names) {
        m_names->setSilentFor(u"server.test"_s);
        NameServer::use(u"127.0.0.1"_s, LongPatience);
    }
    const QString host = m_names ? u"server.test"_s : u"host.invalid"_s;
    const ConnectionId id = *m_network->open(to(host, m_server->port()));
    QTRY_VERIFY(!m_names || m_names->questions() > 0);
    QElapsedTimer time;
    time.start();
    m_network->close(id, {}, {});
    QTRY_VERIFY(isIn(id, ReadyState::Closed));
    QVERIFY(time.elapsed() < 2'000);
    if (!m_names)
        return;
    QCOMPARE(facts(id).outcome.what, u"You stopped connecting before the connection was open."_s);
    m_names->setSilentFor({});
    const ConnectionId next = *m_network->open(to(host, m_server->port()));
    QTRY_VERIFY(isIn(next, ReadyState::Open));
    QVERIFY(time.elapsed() < 5'000);
}

void TestFaultsNames::manyLookupsThatHangHoldNobodyUp()
{
    constexpr int count = 40;
    if (m_names) {
        m_names->setSilentFor(u"silent.test"_s);
        NameServer::use(u"127.0.0.1"_s, LongPatience);
    }
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < count; ++i)
        QVERIFY(m_network->open(to(m_names ? u"silent.test"_s : u"host.invalid"_s, m_server->port())));
    QTRY_VERIFY(!m_names || m_names->questions() >= count);
    const QString known = m_names ? u"server.test"_s : u"localhost"_s;
    const ConnectionId id = *m_network->open(to(known, m_server->port()));
    QTRY_VERIFY(isIn(id, ReadyState::Open));
    QVERIFY(time.elapsed() < 8'000); // what a lookup has
    m_network.reset();
    QVERIFY(time.elapsed() < 8'000);
}

// Another process: this program, below.
void TestFaultsNames::theProgramEndsDuringALookup()
{
    if (m_names) {
        m_names->setSilentFor(u"server.test"_s);
        NameServer::use(u"127.0.0.1"_s, LongPatience);
    }
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QCoreApplication::applicationFilePath(), {u"--connect"_s, u"ws://server.test/"_s});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY(!m_names || m_names->questions() > 0);
    QElapsedTimer time;
    time.start();
    program.closeWriteChannel();
    QTRY_COMPARE(program.state(), QProcess::NotRunning);
    QVERIFY(time.elapsed() < 5'000);
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
}

namespace {

// Connects until its input ends.
int connectTo(const QString &url)
{
    SessionProbe session;
    Network network(session.store(), session.clock());
    ConnectionOptions options;
    options.url = url;
    const bool opened = static_cast<bool>(network.open(options));
    std::fgetc(stdin);
    return opened ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const bool isChild = argc == 3 && qstrcmp(argv[1], "--connect") == 0;
    if (!isChild)
        ownnetwork::enter();
    QCoreApplication application(argc, argv);
    if (isChild)
        return connectTo(QString::fromLocal8Bit(argv[2]));
    TestFaultsNames test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_faults_names.moc"
