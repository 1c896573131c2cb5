// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/scriptedserver.h"

#include "base/mailbox.h"
#include "session/sessionreader.h"
#include "transport/network.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

class TestNetwork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void openEchoCloseIsInTheLog();
    void badInputIsAnErrorAtOnce_data();
    void badInputIsAnErrorAtOnce();
    void everyCommandReachesItsConnection();
    void commandsThatCannotBeDoneAreRows();
    void rowsSayWhoseTheyAre();
    void notesAreBesideTheirRows();
    void attemptsToOneUrlAreCounted();
    void reconnectsUntilItWorks();
    void attemptsOfAReconnectingConnectionAreOne();
    void closeByHandDoesNotReconnect();
    void waitingCanBeCalledOff_data();
    void waitingCanBeCalledOff();
    void waitingCanBeCutShort();
    void commandsReachTheNewestAttempt();
    void destructionCallsTheNextAttemptOff();
    void connectionsLiveSideBySide();
    void destructionEndsWhatIsOpen();
    void theLogHoldsTheServerBack();
    void destructionWhileTheLogIsFull();

private:
    ConnectionId open(
        const ScriptedServer &server, const std::function<void(ConnectionOptions &)> &change = {});
    ConnectionId openReconnecting(const ScriptedServer &server, int delay, int maxAttempts = 0);
    bool isClosed(ConnectionId id);
    SessionReader &log();
    std::vector<Row> rows();
    QStringList sentences(RowKind kind);
    ConnectionFacts facts(ConnectionId id);
    bool hasState(ConnectionId id, ReadyState state);
    qsizetype countData(ConnectionId id, Direction direction);

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<SessionReader> m_reader;
    std::unique_ptr<Network> m_network;
    std::unique_ptr<Mailbox<ConnectionFacts>> m_mailbox;
    QList<ConnectionFacts> m_closed;
    std::atomic<quint64> m_buffered = 0; // as published last
};

void TestNetwork::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto store =
        SessionStore::create(m_folder->filePath(u"s.framescope"_s), m_clock, {.ringCapacity = 16u << 20});
    QVERIFY2(store, store ? "" : qPrintable(store.error().toString()));
    m_store = std::move(*store);
    m_buffered = 0;
    m_store->setPublisher([this](const AppendBatch &batch) {
        for (const ConnectionCounters &counters : batch.counters)
            m_buffered = counters.bufferedAmount;
    });
    m_closed.clear();
    m_mailbox = std::make_unique<Mailbox<ConnectionFacts>>(nullptr);
    m_network = std::make_unique<Network>(*m_store, m_clock);
    m_network->setClosedCallback([this](const ConnectionFacts &facts) { m_mailbox->post(facts); });
}

void TestNetwork::cleanup()
{
    m_network.reset();
    m_reader.reset();
    QVERIFY(m_store->finish());
    m_store.reset();
}

ConnectionId TestNetwork::open(
    const ScriptedServer &server, const std::function<void(ConnectionOptions &)> &change)
{
    ConnectionOptions options;
    options.url = server.url();
    if (change)
        change(options);
    const auto id = m_network->open(options);
    return id ? *id : 0;
}

ConnectionId TestNetwork::openReconnecting(const ScriptedServer &server, int delay, int maxAttempts)
{
    return open(server, [&](ConnectionOptions &o) {
        o.reconnect.on = true;
        o.reconnect.delay = delay;
        o.reconnect.jitter = 0;
        o.reconnect.maxDelay = std::max(delay, 10);
        o.reconnect.maxAttempts = maxAttempts;
    });
}

bool TestNetwork::isClosed(ConnectionId id)
{
    for (const ConnectionFacts &facts : m_mailbox->takeAll())
        m_closed.append(facts);
    return std::any_of(m_closed.begin(), m_closed.end(), [&](const ConnectionFacts &f) { return f.id == id; });
}

SessionReader &TestNetwork::log()
{
    m_store->flush();
    auto reader = SessionReader::open(m_store->path());
    if (!reader)
        qFatal("%s", qPrintable(reader.error().toString()));
    m_reader = std::move(*reader);
    return *m_reader;
}

std::vector<Row> TestNetwork::rows()
{
    return *log().rows(1, 1'000'000);
}

QStringList TestNetwork::sentences(RowKind kind)
{
    QStringList result;
    for (const Row &row : rows()) {
        if (row.kind == kind)
            result += QString::fromUtf8(*m_reader->payload(row.id, 0, 1000));
    }
    return result;
}

ConnectionFacts TestNetwork::facts(ConnectionId id)
{
    const auto connections = log().connections();
    for (const ConnectionFacts &facts : *connections) {
        if (facts.id == id)
            return facts;
    }
    return {};
}

bool TestNetwork::hasState(ConnectionId id, ReadyState state)
{
    return facts(id).readyState == state;
}

qsizetype TestNetwork::countData(ConnectionId id, Direction direction)
{
    qsizetype count = 0;
    for (const Row &row : rows())
        count += row.connection == id && row.direction == direction && row.kind == RowKind::Frame
            && !isControl(row.header.opcode);
    return count;
}

void TestNetwork::openEchoCloseIsInTheLog()
{
    ScriptedServer server(Script().accept({"chat", {}, {}}).echo());
    const ConnectionId id = open(server, [](ConnectionOptions &o) { o.protocols = {u"chat"_s}; });
    QCOMPARE(id, 1);
    QTRY_VERIFY(hasState(id, ReadyState::Open));
    m_network->sendText(id, u"hello"_s);
    QTRY_COMPARE(countData(id, Direction::ServerToClient), 1);
    m_network->sendBinary(id, "\x01\x02");
    QTRY_COMPARE(countData(id, Direction::ServerToClient), 2);
    m_network->close(id, 1000, u"bye"_s);
    QTRY_VERIFY(isClosed(id));

    QStringList lines;
    for (const Row &row : rows()) {
        const QByteArray payload = *m_reader->payload(row.id, 0, 1000);
        const QString way = row.direction == Direction::ClientToServer ? u">"_s : u"<"_s;
        if (row.kind == RowKind::Handshake)
            lines += way + u' ' + QString::fromLatin1(payload.left(payload.indexOf("\r\n")));
        else if (row.kind == RowKind::State)
            lines += QString::fromUtf8(payload);
        else if (row.kind == RowKind::Frame)
            lines +=
                u"%1 %2 %3"_s.arg(way, opcodeName(row.header.opcode), QString::fromLatin1(payload.toHex()));
    }
    QCOMPARE(lines,
        (QStringList{u"Connecting to "_s + server.url(), u"> GET / HTTP/1.1"_s,
            u"< HTTP/1.1 101 Switching Protocols"_s, u"Open. Subprotocol chat."_s, u"> text 68656c6c6f"_s,
            u"< text 68656c6c6f"_s, u"> binary 0102"_s, u"< binary 0102"_s,
            u"Closing: close() was called, 1000 \"bye\"."_s, u"> close 03e8627965"_s, u"< close 03e8627965"_s,
            u"Closed, cleanly: 1000 \"bye\"."_s}));
    // The callback, the facts on disk and the rows tell one story.
    const ConnectionFacts told = m_closed.first();
    const ConnectionFacts stored = facts(id);
    QCOMPARE(stored.toJson(), told.toJson());
    QCOMPARE(stored.readyState, ReadyState::Closed);
    QCOMPARE(stored.closeCode, quint16(1000));
    QCOMPARE(stored.protocol, u"chat"_s);
    QVERIFY(stored.wasClean);
    QVERIFY(stored.openedNs && stored.endedNs && *stored.openedNs < *stored.endedNs);
    QCOMPARE(stored.outcome.what, u"You closed the connection, and the server agreed with 1000 \"bye\"."_s);
}

void TestNetwork::badInputIsAnErrorAtOnce_data()
{
    using Change = std::function<void(ConnectionOptions &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("part");
    QTest::newRow("url") << Change([](ConnectionOptions &o) { o.url = u"ws://h:99999/"_s; })
                         << u"Port 99999 is too big. (character 8) Ports are numbers up to 65535."_s;
    QTest::newRow("header") << Change([](ConnectionOptions &o) {
        o.headers = {{"X-A", "1\r\nX-B: 2"}};
    }) << u"(header 1"_s;
    QTest::newRow("subprotocol") << Change([](ConnectionOptions &o) { o.protocols = {u"a,b"_s}; })
                                 << u"Give each subprotocol on its own."_s;
}

void TestNetwork::badInputIsAnErrorAtOnce()
{
    QFETCH(std::function<void(ConnectionOptions &)>, change);
    QFETCH(QString, part);
    ConnectionOptions options;
    options.url = u"ws://127.0.0.1/"_s;
    change(options);
    const auto id = m_network->open(options);
    QVERIFY(!id);
    QVERIFY2(id.error().toString().contains(part), qPrintable(id.error().toString()));
    QCOMPARE(rows().size(), 0u);
}

void TestNetwork::everyCommandReachesItsConnection()
{
    ScriptedServer server(Script().accept().awaitMessages(1).text("answer"));
    const ConnectionId id = open(server);
    m_network->mark(u"before"_s);
    QTRY_VERIFY(hasState(id, ReadyState::Open));
    m_network->ping(id, "p");
    FrameHeader header;
    header.opcode = Opcode(11);
    m_network->sendFrame(id, header, {});
    m_network->pauseReceiving(id, true);
    m_network->sendText(id, u"go"_s);
    m_network->pauseReceiving(id, false);
    QTRY_COMPARE(countData(id, Direction::ServerToClient), 1);
    m_network->abort(id, Network::Abort::Reset);
    QTRY_VERIFY(isClosed(id));
    QTRY_VERIFY(server.connection().isEnded());
    QVERIFY(server.connection().isReset());
    QCOMPARE(sentences(RowKind::Mark), QStringList{u"before"_s});
    QCOMPARE(sentences(RowKind::Note),
        (QStringList{u"A browser would not have sent the ping: it sends none by hand."_s,
            u"Receiving is paused; the server is held back."_s, u"Receiving goes on."_s}));
    QSet<quint8> opcodes;
    for (const Row &row : rows()) {
        if (row.kind == RowKind::Frame)
            opcodes.insert(quint8(row.header.opcode));
    }
    QCOMPARE(opcodes, (QSet<quint8>{1, 9, 10, 11}));
}

void TestNetwork::commandsThatCannotBeDoneAreRows()
{
    ScriptedServer server(Script().request().until([](ScriptedConnection &) { return false; }));
    const ConnectionId id = open(server);
    m_network->sendText(id, u"early"_s);
    m_network->close(id, 1000, QString(124, u'r'));
    m_network->close(id, {}, {});
    QTRY_VERIFY(isClosed(id));
    m_network->sendText(id, u"late \u00df"_s);
    m_network->sendBinary(id, "12345");
    m_network->ping(id, {});
    m_network->sendFrame(id, {}, {});
    m_network->close(id, {}, {});
    QTRY_COMPARE(sentences(RowKind::Note),
        (QStringList{u"A message of 7 bytes was not sent: the connection is closed."_s,
            u"A message of 5 bytes was not sent: the connection is closed."_s,
            u"The ping was not sent: the connection is closed."_s,
            u"The frame was not sent: the connection is closed."_s,
            u"Nothing was done: the connection is closed already."_s}));
    // bufferedAmount only grows then (WHATWG WebSockets).
    QTRY_COMPARE(m_buffered.load(), 12u);
    const QStringList errors = sentences(RowKind::Error);
    QCOMPARE(errors.size(), 3);
    QCOMPARE(errors.at(0), u"Nothing can be sent before the connection is open. Wait until it is."_s);
    QVERIFY2(errors.at(1).contains(u"124"_s), qPrintable(errors.at(1)));
}

// Also of those that wait for a server that reads nothing, and that QWebSocket cuts into frames.
void TestNetwork::rowsSayWhoseTheyAre()
{
    ScriptedServer server(Script().accept().stopReading().silence(200).startReading());
    const ConnectionId id = open(server);
    QTRY_VERIFY(hasState(id, ReadyState::Open));
    const std::pair<QByteArray, FrameOrigins> sent[] = {{"1", FrameOrigin::Automatic},
        {QByteArray(3 << 20, '2'), {}}, {QByteArray(3 << 20, '3'), FrameOrigin::Automatic}, {"4", {}},
        {QByteArray(2 << 20, '5'), FrameOrigin::Replayed}, {"6", FrameOrigin::Automatic}, {"7", {}}};
    for (const auto &[payload, origin] : sent) {
        if (payload.size() == 1)
            m_network->sendText(id, QString::fromLatin1(payload), origin);
        else
            m_network->sendBinary(id, payload, origin);
    }
    const auto flagsOfSent = [&] {
        QStringList lines;
        for (const Row &row : rows()) {
            if (row.kind == RowKind::Frame && row.direction == Direction::ClientToServer)
                lines.append(QString::fromLatin1(row.preview.left(1))
                    + (row.flags.testFlag(RowFlag::Automatic) ? u" A"_s : QString())
                    + (row.flags.testFlag(RowFlag::Replayed) ? u" R"_s : QString()));
        }
        return lines;
    };
    QTRY_COMPARE_WITH_TIMEOUT(
        flagsOfSent(), QStringList({u"1 A"_s, u"2"_s, u"3 A"_s, u"4"_s, u"5 R"_s, u"6 A"_s, u"7"_s}), 20'000);
}

void TestNetwork::notesAreBesideTheirRows()
{
    m_network->mark(u"one"_s);
    m_network->mark(u"two"_s);
    m_network->annotate({1, 3, u"here it begins"_s});
    m_network->annotate({2, 1, {}});
    m_network->annotate({2, 0, {}});
    QTRY_COMPARE(*log().annotations(), (std::vector{Annotation{1, 3, u"here it begins"_s}}));
    // Marks belong to no connection.
    QCOMPARE(rows().front().connection, 0);
    QVERIFY(log().connections()->empty());
}

void TestNetwork::attemptsToOneUrlAreCounted()
{
    ScriptedServer server(Script().answer(503, "Busy"));
    for (int attempt = 1; attempt <= 3; ++attempt) {
        const ConnectionId id = open(server);
        QTRY_VERIFY(isClosed(id));
        QCOMPARE(m_closed.last().attempt, attempt);
    }
    QVERIFY2(m_closed.last().outcome.evidence.endsWith(u"The last 3 attempts ended alike."_s),
        qPrintable(m_closed.last().outcome.evidence));
    const ConnectionId other = open(server, [](ConnectionOptions &o) { o.url += u"other"_s; });
    QTRY_VERIFY(isClosed(other));
    QCOMPARE(m_closed.last().attempt, 1);
}

void TestNetwork::reconnectsUntilItWorks()
{
    ScriptedServer server(Script().answer(503, "Busy"));
    const ConnectionId first = openReconnecting(server, 1);
    QTRY_VERIFY(server.connectionCount() >= 3);
    server.setScript(Script().accept().text("here"));
    QTRY_VERIFY(server.connection(server.connectionCount() - 1).isScriptOver());
    QTRY_VERIFY(log().connections()->back().readyState == ReadyState::Open);
    const auto connections = log().connections();
    QVERIFY(connections->size() >= 4);
    for (size_t i = 0; i < connections->size(); ++i) {
        const ConnectionFacts &facts = connections->at(i);
        QCOMPARE(facts.first, i == 0 ? 0 : first);
        QCOMPARE(facts.attempt, static_cast<int>(i) + 1);
        QVERIFY(!facts.nextAttemptNs);
    }
    QVERIFY(connections->at(2).outcome.evidence.endsWith(u"The last 3 attempts ended alike."_s));
}

void TestNetwork::attemptsOfAReconnectingConnectionAreOne()
{
    // Never open: one that was open longer than the last wait begins to count anew.
    ScriptedServer server(Script().answer(503, "Busy"));
    const ConnectionId first = openReconnecting(server, 1, 2);
    QTRY_VERIFY(
        sentences(RowKind::Note).contains(u"Not reconnecting: as many attempts as wanted were made (2)."_s));
    QVERIFY(isClosed(first));
    QCOMPARE(m_closed.size(), 3);
    QVERIFY(m_closed.at(0).nextAttemptNs && m_closed.at(1).nextAttemptNs && !m_closed.at(2).nextAttemptNs);
    QCOMPARE(m_closed.at(2).first, first);
    QVERIFY(sentences(RowKind::Note).contains(u"Reconnecting in 1 ms (attempt 1 of 2)."_s));
    QCOMPARE(server.connectionCount(), 3);
}

void TestNetwork::closeByHandDoesNotReconnect()
{
    // Not even where the server answers our Close by a reset.
    ScriptedServer server(
        Script().withSettings([](Peer::Settings &s) { s.answerClose = false; }).accept().awaitClose().reset());
    const ConnectionId id = openReconnecting(server, 1);
    QTRY_VERIFY(hasState(id, ReadyState::Open));
    m_network->close(id, 1000, {});
    QTRY_VERIFY(isClosed(id));
    QVERIFY(!m_closed.last().nextAttemptNs);
    QCOMPARE(sentences(RowKind::Note), QStringList{u"Not reconnecting: it was ended here."_s});
}

void TestNetwork::waitingCanBeCalledOff_data()
{
    QTest::addColumn<std::function<void(Network &, ConnectionId)>>("how");
    using How = std::function<void(Network &, ConnectionId)>;
    QTest::newRow("cancelReconnect") << How([](Network &n, ConnectionId id) { n.cancelReconnect(id); });
    QTest::newRow("close") << How([](Network &n, ConnectionId id) { n.close(id, {}, {}); });
    QTest::newRow("abort") << How([](Network &n, ConnectionId id) { n.abort(id, Network::Abort::Fin); });
}

void TestNetwork::waitingCanBeCalledOff()
{
    using How = std::function<void(Network &, ConnectionId)>;
    QFETCH(How, how);
    ScriptedServer server(Script().accept().reset());
    const ConnectionId id = openReconnecting(server, 3'600'000);
    QTRY_VERIFY(facts(id).nextAttemptNs);
    how(*m_network, id);
    QTRY_VERIFY(!facts(id).nextAttemptNs);
    QVERIFY(sentences(RowKind::Note).contains(u"Not reconnecting: it was called off."_s));
    m_network->sendText(id, u"late"_s);
    QTRY_VERIFY(
        sentences(RowKind::Note).contains(u"A message of 4 bytes was not sent: the connection is closed."_s));
}

void TestNetwork::waitingCanBeCutShort()
{
    ScriptedServer server(Script().accept().reset());
    const ConnectionId id = openReconnecting(server, 3'600'000);
    QTRY_VERIFY(facts(id).nextAttemptNs);
    server.setScript(Script().accept());
    m_network->reconnectNow(id);
    QTRY_COMPARE(server.connectionCount(), 2);
    QTRY_VERIFY(hasState(id + 1, ReadyState::Open));
}

void TestNetwork::commandsReachTheNewestAttempt()
{
    ScriptedServer server(Script().accept().reset());
    const ConnectionId first = openReconnecting(server, 3'600'000);
    QTRY_VERIFY(facts(first).nextAttemptNs);
    server.setScript(Script().accept().echo());
    m_network->reconnectNow(first);
    const ConnectionId newest = first + 1;
    QTRY_VERIFY(hasState(newest, ReadyState::Open));
    m_network->sendText(first, u"hello"_s);
    QTRY_COMPARE(countData(newest, Direction::ServerToClient), 1);
    m_network->close(first, 1000, {});
    QTRY_VERIFY(isClosed(newest));
    QVERIFY(!m_closed.last().nextAttemptNs);
}

void TestNetwork::destructionCallsTheNextAttemptOff()
{
    ScriptedServer server(Script().accept().reset());
    const ConnectionId id = openReconnecting(server, 3'600'000);
    QTRY_VERIFY(facts(id).nextAttemptNs);
    m_network.reset();
    QVERIFY(!facts(id).nextAttemptNs);
}

void TestNetwork::connectionsLiveSideBySide()
{
    ScriptedServer server(Script().accept().echo());
    constexpr int count = 10;
    QList<ConnectionId> ids;
    for (int i = 0; i < count; ++i)
        ids += open(server);
    for (const ConnectionId id : ids)
        QTRY_VERIFY(hasState(id, ReadyState::Open));
    for (const ConnectionId id : ids)
        m_network->sendText(id, QString::number(id));
    for (const ConnectionId id : ids)
        QTRY_COMPARE(countData(id, Direction::ServerToClient), 1);
    for (const ConnectionId id : ids)
        m_network->close(id, 1000, {});
    for (const ConnectionId id : ids)
        QTRY_VERIFY(isClosed(id));
    for (const Row &row : rows()) {
        if (row.kind == RowKind::Frame && row.header.opcode == Opcode::Text)
            QCOMPARE(*m_reader->payload(row.id, 0, 10), QByteArray::number(row.connection));
    }
}

void TestNetwork::destructionEndsWhatIsOpen()
{
    ScriptedServer server(Script().accept());
    const ConnectionId id = open(server);
    QTRY_VERIFY(hasState(id, ReadyState::Open));
    m_network.reset();
    const ConnectionFacts stored = facts(id);
    QCOMPARE(stored.readyState, ReadyState::Closed);
    QCOMPARE(stored.outcome.cause, EndCause::LocalAbort);
    QTRY_VERIFY(server.connection().isEnded());
}

// 64 MiB through a ring of 16 MiB: the store tells when there is room again.
void TestNetwork::theLogHoldsTheServerBack()
{
    ScriptedServer server(Script().accept());
    const ConnectionId id = open(server);
    QTRY_VERIFY(hasState(id, ReadyState::Open));
    constexpr int count = 256;
    for (int i = 0; i < count; ++i)
        server.connection().socket().peer().send(Opcode::Binary, QByteArray(256 << 10, char(i)), 0);
    server.connection().socket().peer().close({1000, {}}, 0);
    server.connection().socket().flush();
    QTRY_VERIFY_WITH_TIMEOUT(isClosed(id), 60'000);
    QCOMPARE(countData(id, Direction::ServerToClient), count);
}

// The store still has a ring to empty when the network is gone, and tells of the room then.
void TestNetwork::destructionWhileTheLogIsFull()
{
    ScriptedServer server(Script().accept());
    const ConnectionId id = open(server);
    QTRY_VERIFY(hasState(id, ReadyState::Open));
    for (int i = 0; i < 256; ++i)
        server.connection().socket().peer().send(Opcode::Binary, QByteArray(256 << 10, char(i)), 0);
    server.connection().socket().flush();
    QTRY_VERIFY(server.connection().socket().unwritten() < 32u << 20);
    m_network.reset();
    QCOMPARE(facts(id).outcome.cause, EndCause::LocalAbort);
}

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
