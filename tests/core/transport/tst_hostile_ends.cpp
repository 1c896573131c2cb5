// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformance.h"
#include "support/cuttinghop.h"
#include "support/hostile.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

// A session as a server writes it, behind its head: one of each, and lengths of both forms.
QList<ServerFrame> recordedSession()
{
    return {serverFrame(Opcode::Text, "hello"), serverFrame(Opcode::Ping, "ping"),
        serverFrame(Opcode::Text, "gr\xc3", Fin::No), serverFrame(Opcode::Continuation, "\xbc\xc3\x9f"),
        serverFrame(Opcode::Binary, QByteArray(130, 'b')), serverFrame(Opcode::Pong, {}),
        serverFrame(Opcode::Text, {})};
}

// What has to be there when the server is gone after `bytes` of that.
struct Remains {
    QStringList rows;
    QStringList events{u"open 1"_s};
    bool isCut = false; // within a payload
};

Remains remainsAfter(qsizetype bytes)
{
    Remains remains;
    QByteArray text;
    for (const ServerFrame &frame : recordedSession()) {
        const qsizetype there = bytes - frame.header.size();
        if (there < 0 || bytes == 0)
            break; // of a header that is not whole nothing is known
        const bool whole = there >= frame.payload.size();
        QString row =
            u"< "_s + frameText(frame.header, frame.payload.first(std::min(there, frame.payload.size())));
        if (!whole)
            row += u" cut at %1 of %2"_s.arg(there).arg(frame.payload.size());
        remains.rows += row;
        remains.isCut = !whole;
        if (!whole)
            break;
        bytes = there - frame.payload.size();
        if (frame.header.opcode == Opcode::Binary)
            remains.events += u"binary 1 "_s + BrowserSocket::shown(frame.payload);
        if (frame.header.opcode == Opcode::Continuation || frame.header.opcode == Opcode::Text)
            text += frame.payload;
        if (frame.header.fin && !isControl(frame.header.opcode) && frame.header.opcode != Opcode::Binary)
            remains.events += u"text 1 \"%1\""_s.arg(QString::fromUtf8(std::exchange(text, {})));
    }
    remains.events += QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s};
    return remains;
}

QByteArray answerTo(ScriptedConnection &connection)
{
    connection.socket().peer().accept({}, {}, 0);
    return connection.socket().peer().takeOutput();
}

} // namespace

// Servers, and ways to them, that end where they should not, or do not end at all.
class TestHostileEnds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resetAtEveryByte();
    void aHalfOpenConnection_data();
    void aHalfOpenConnection();
    void aHalfOpenConnectionIsClosed();
    void aStall();
    void closeUnderLoadWithAFullSendQueue();

private:
    qsizetype headSize();

    SessionProbe m_session;
    RowId m_nextRow = 1;
};

// It is the same each time.
qsizetype TestHostileEnds::headSize()
{
    qsizetype size = 0;
    ScriptedServer server(Script().request().then([&size](ScriptedConnection &connection) {
        const QByteArray head = answerTo(connection);
        size = head.size();
        connection.socket().write(head);
        connection.socket().end();
    }));
    BrowserSocket socket(m_session, server.url());
    socket.waitForClose();
    m_nextRow = m_session.log().info()->lastId + 1;
    return size;
}

// A recorded session of some hundred bytes, cut by RST after each of them.
void TestHostileEnds::resetAtEveryByte()
{
    // Hundreds of connections, of which the sanitizers keep more than what was freed last.
    const Bounds bounds(Slowdown > 1 ? 192 * MiB : 0);
    QByteArray frames;
    for (const ServerFrame &frame : recordedSession())
        frames += frame.bytes();
    const qsizetype head = headSize();
    QVERIFY(head > 100);
    for (qsizetype at = 0; at <= head + frames.size(); ++at) {
        ScriptedServer server(Script().request().then([&](ScriptedConnection &connection) {
            const QByteArray all = answerTo(connection) + frames;
            connection.socket().write(all.first(at));
            connection.socket().reset();
        }));
        BrowserSocket socket(
            m_session, server.url(), [](ConnectionOptions &o) { o.binaryType = BinaryType::ArrayBuffer; });
        QVERIFY2(socket.waitForClose(), qPrintable(QString::number(at)));
        const SessionReader &log = m_session.log();
        const RowId first = std::exchange(m_nextRow, log.info()->lastId + 1);
        const Outcome outcome = log.connections()->back().outcome;
        const QStringList rows = logLines(log, Direction::ServerToClient, first);
        if (at < head) {
            QCOMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
            const QString partOfAHead =
                u"! This is not the HTTP/1.1 head of a WebSocket handshake (RFC 6455, 4)"_s;
            QCOMPARE(rows, at == 0 ? QStringList() : QStringList{partOfAHead});
            QCOMPARE(
                outcome.what, u"The server ended TCP with a reset (RST) instead of answering the upgrade."_s);
            QVERIFY2(outcome.evidence.startsWith(
                         at == 0 ? u"Nothing was received. "_s : u"It sent %1 bytes. "_s.arg(at)),
                qPrintable(u"%1: %2"_s.arg(at).arg(outcome.evidence)));
        } else {
            const Remains remains = remainsAfter(at - head);
            QCOMPARE(socket.events(), remains.events);
            QCOMPARE(rows, remains.rows);
            QCOMPARE(outcome.what, u"Connection lost without a close frame (1006)."_s);
            QVERIFY2(outcome.evidence.startsWith(u"The server side reset TCP (RST) "_s),
                qPrintable(outcome.evidence));
            QCOMPARE(outcome.evidence.contains(u" The end came inside frame #"_s), remains.isCut);
        }
    }
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileEnds::aHalfOpenConnection_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("ws") << false;
    QTest::newRow("wss") << true;
}

// The other end is gone and says nothing about it: only unanswered pings tell.
void TestHostileEnds::aHalfOpenConnection()
{
    QFETCH(bool, tls);
    const Bounds bounds;
    using Security = ScriptedServer::Security;
    ScriptedServer server(Script().accept().text("before"), tls ? Security::Tls : Security::Plain);
    CuttingHop hop(server.port());
    BrowserSocket socket(m_session, u"%1://127.0.0.1:%2/"_s.arg(tls ? u"wss"_s : u"ws"_s).arg(hop.port()),
        [](ConnectionOptions &o) {
            o.tls.extraCa = testData(u"tls/ca.pem"_s);
            o.keepalive = {100, 2};
        });
    QTRY_COMPARE(socket.messages().size(), 1);
    hop.cutAfter(0, CuttingHop::End::Silence);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(),
        (QStringList{u"open 1"_s, u"text 1 \"before\""_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.cause, EndCause::KeepaliveTimeout);
    QVERIFY2(outcome.what.startsWith(u"2 pings unanswered for "_s)
            && outcome.what.endsWith(u", so Framescope ended the connection (1006)."_s),
        qPrintable(outcome.what));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

// Without pings it lasts until somebody closes it; then the time for the answer counts.
void TestHostileEnds::aHalfOpenConnectionIsClosed()
{
    ScriptedServer server(Script().accept().text("before"));
    CuttingHop hop(server.port());
    BrowserSocket socket(m_session, u"ws://127.0.0.1:%1/"_s.arg(hop.port()),
        [](ConnectionOptions &o) { o.timeouts.close = 300; });
    QTRY_COMPARE(socket.messages().size(), 1);
    hop.cutAfter(0, CuttingHop::End::Silence);
    socket->send(u"into the void"_s);
    QTRY_COMPARE(socket->bufferedAmount(), 0u); // it left, and nobody says that it did not come
    QVERIFY(socket.isOpen());
    socket->close(1000);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events().last(), u"close 3 1006 \"\" unclean"_s);
    QCOMPARE(socket.storedFacts().outcome.what, u"The server did not answer the close in 300 ms."_s);
    QVERIFY(nextConnectionWorks(m_session));
}

// While a connection is open and nothing is asked of the server, no time of ours runs: so a stall of a second, five
// times what each of them allows, stands for one of a minute. Of six seconds, above a limit of QWebSocket's own:
// tst_pitfalls, b2_gapOfSixSeconds.
void TestHostileEnds::aStall()
{
    const int limit = 200 * int(std::min(Slowdown, 4.0)); // milliseconds; the handshake has no more
    const Bounds bounds;
    const QByteArray text = serverFrame(Opcode::Text, "after all").bytes();
    const QByteArray fragments =
        serverFrame(Opcode::Text, "a", Fin::No).bytes() + serverFrame(Opcode::Continuation, "b").bytes();
    ScriptedServer server(Script()
                              .accept()
                              .bytes(text.first(1)) // within a header
                              .silence(5 * limit)
                              .bytes(text.sliced(1, 4)) // within a payload
                              .silence(5 * limit)
                              .bytes(text.sliced(5) + fragments.first(3)) // between fragments
                              .silence(5 * limit)
                              .bytes(fragments.sliced(3))
                              .close({1000, {}}));
    BrowserSocket socket(m_session, server.url(), [limit](ConnectionOptions &o) {
        o.timeouts = {limit, limit, limit, limit};
    });
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(),
        (QStringList{
            u"open 1"_s, u"text 1 \"after all\""_s, u"text 1 \"ab\""_s, u"close 3 1000 \"\" clean"_s}));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

// What was given to send() before close() arrives, all of it and in order, while the server sends as well.
void TestHostileEnds::closeUnderLoadWithAFullSendQueue()
{
    constexpr int count = 64;
    const Bounds bounds(3 * count * MiB); // the queue, and what the server keeps of it
    Script script;
    script.accept().stopReading();
    for (int i = 0; i < 24; ++i)
        script.binary(QByteArray(1 << 20, 's'));
    ScriptedServer server(script.silence(300).startReading());
    BrowserSocket socket(m_session, server.url(), [](ConnectionOptions &o) {
        o.binaryType = BinaryType::ArrayBuffer;
        o.sendLimit = quint64(count) * MiB;
    });
    QTRY_VERIFY(!socket.messages().isEmpty());
    for (int i = 0; i < count; ++i)
        socket->send(QByteArray(1 << 20, static_cast<char>(i)));
    QCOMPARE(socket->bufferedAmount(), quint64(count) * MiB); // not one byte more would be taken
    socket->close(1000, u"all of it"_s);
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events().last(), u"close 3 1000 \"all of it\" clean"_s);
    QCOMPARE(socket->bufferedAmount(), 0u);
    const auto &arrived = server.connection().messages();
    QCOMPARE(arrived.size(), size_t(count));
    for (int i = 0; i < count; ++i)
        QVERIFY(arrived.at(size_t(i)).second == QByteArray(1 << 20, static_cast<char>(i)));
    QCOMPARE(server.connection().close(), (CloseBody{1000, "all of it"}));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

QTEST_GUILESS_MAIN(TestHostileEnds)
#include "tst_hostile_ends.moc"
