// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/hex.h"
#include "support/hostile.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

const QByteArray goodHead =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: ACCEPT\r\n"_ba;
const QStringList neverOpened{u"error 3"_s, u"close 3 1006 \"\" unclean"_s};
const QStringList openedAndLost{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s};

bool forEver(ScriptedConnection &)
{
    return false;
}

} // namespace

// Servers that spoil the opening handshake, or what stands right behind it.
class TestHostileOpening : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Heads.
    void aSlowLorisHead();
    void aSlowHeadThatEndsInTime();
    void anEndlessAnswer_data();
    void anEndlessAnswer();
    void manyHeaders_data();
    void manyHeaders();

    // Behind the head.
    void garbageBehindTheHead_data();
    void garbageBehindTheHead();
    void noiseBehindTheHead_data();
    void noiseBehindTheHead();
    void dataGluedToTheHead();

private:
    SessionProbe m_session;
};

// A byte each 10 ms, for ever: the time for the answer counts from the request, not from the last byte.
void TestHostileOpening::aSlowLorisHead()
{
    const Bounds bounds;
    ScriptedServer server(Script().request().until([at = qsizetype{0}](ScriptedConnection &c) mutable {
        const QByteArray head = goodHead + "X-Slow: ";
        if (!c.waited(10))
            return false;
        c.socket().write(at < head.size() ? head.sliced(at, 1) : QByteArray("x"));
        ++at;
        return c.waited(10);
    }));
    BrowserSocket socket(m_session, server.url(), [](ConnectionOptions &o) { o.timeouts.handshake = 500; });
    QVERIFY(socket.waitForClose()); // though the head goes on
    QCOMPARE(socket.events(), neverOpened);
    QCOMPARE(socket.storedFacts().outcome.what, u"No answer to the upgrade in 500 ms."_s);
    QTRY_VERIFY(server.connection().isEnded()); // it is let go of
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::aSlowHeadThatEndsInTime()
{
    ScriptedServer server(
        Script().request().until([head = QByteArray(), at = qsizetype{0}](ScriptedConnection &c) mutable {
            if (head.isEmpty()) {
                c.socket().peer().accept({}, {}, 0);
                head = c.socket().peer().takeOutput();
            }
            if (!c.waited(1))
                return false;
            c.socket().write(head.sliced(at, 1));
            return ++at == head.size() || c.waited(1);
        }));
    BrowserSocket socket(m_session, server.url());
    QTRY_COMPARE(socket.events(), QStringList{u"open 1"_s});
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::anEndlessAnswer_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<QString>("evidence");
    const QString endless = u"The server sent a head that goes on: it has no end within 262144 bytes"_s;
    QTest::newRow("head") << "X-Filler: "_ba + QByteArray(1000, 'f') + "\r\n" << endless + u"."_s;
    QTest::newRow("line") << QByteArray(1000, 'f') << endless + u"."_s;
    QTest::newRow("interim answers") << "\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"_ba
                                     << endless + u", 262108 of which were interim answers (1xx)."_s;
}
void TestHostileOpening::anEndlessAnswer()
{
    QFETCH(QByteArray, piece);
    const Bounds bounds;
    // 16 times the limit, and nothing that ends it.
    ScriptedServer server(Script()
                              .request()
                              .bytes("HTTP/1.1 103 Early Hints\r\n" + piece.repeated((4 << 20) / piece.size()))
                              .until(forEver));
    BrowserSocket socket(m_session, server.url());
    QTRY_VERIFY(socket.isClosed());
    QCOMPARE(socket.events(), neverOpened);
    const Outcome outcome = socket.storedFacts().outcome;
    QCOMPARE(outcome.what,
        u"The answer to the upgrade breaks a rule: The HTTP head does not end within the limit (RFC 6455, 10.4)."_s);
    QTEST(outcome.evidence, "evidence");
    // The server is let go of, though it would go on.
    QTRY_VERIFY(server.connection().isEnded());
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::manyHeaders_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("opens");
    QTest::newRow("100,000") << 100'000 << false;
    QTest::newRow("40,000 short ones, within the limit of a head") << 40'000 << true;
}

void TestHostileOpening::manyHeaders()
{
    QFETCH(int, count);
    QFETCH(bool, opens);
    const Bounds bounds;
    ScriptedServer server(
        Script().acceptWith(goodHead + QByteArray("A: b\r\n").repeated(count) + "\r\n").text("hi"));
    const WorkTimer work;
    BrowserSocket socket(m_session, server.url());
    if (opens) {
        QTRY_COMPARE(socket.events(), (QStringList{u"open 1"_s, u"text 1 \"hi\""_s}));
    } else {
        QVERIFY(socket.waitForClose());
        QCOMPARE(socket.events(), neverOpened);
        QCOMPARE(socket.storedFacts().outcome.what,
            u"The answer to the upgrade breaks a rule: The HTTP head does not end within the limit (RFC 6455, 10.4)."_s);
    }
    QVERIFY2(work.ms() < 2'000, qPrintable(QString::number(work.ms())));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::garbageBehindTheHead_data()
{
    QTest::addColumn<QByteArray>("garbage");
    QTest::addColumn<QString>("what");
    const QString noExtension =
        u"Framescope failed the connection: %1 set, but no extension was agreed (RFC 6455, 5.2)."_s;
    QTest::newRow("a page") << "HTTP/1.1 400 Bad Request\r\n\r\n"_ba << noExtension.arg(u"RSV1 is"_s);
    QTest::newRow("a banner") << "SSH-2.0-OpenSSH_9.2p1\r\n"_ba << noExtension.arg(u"RSV1 and RSV3 are"_s);
    QTest::newRow("ones") << QByteArray(4096, '\xff') << noExtension.arg(u"RSV1, RSV2 and RSV3 are"_s);
    QTest::newRow("zeros")
        << QByteArray(4096, '\0')
        << u"Framescope failed the connection: A continuation frame has no message to continue (RFC 6455, 5.4)."_s;
    QTest::newRow("a TLS alert")
        << "15 03 03 00 02 02 28"_hex
        << u"Framescope failed the connection: RSV3 is set, but no extension that was agreed gives it a meaning (RFC 6455, 5.2)."_s;
    QTest::newRow("a client's frame")
        << "81 82 01 02 03 04 69 6b"_hex
        << u"Framescope failed the connection: A server's frame is masked (RFC 6455, 5.1)."_s;
}

void TestHostileOpening::garbageBehindTheHead()
{
    QFETCH(QByteArray, garbage);
    const Bounds bounds;
    ScriptedServer server(Script().acceptWith(goodHead + "\r\n" + garbage).awaitClose().end());
    BrowserSocket socket(m_session, server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), openedAndLost);
    QTEST(socket.storedFacts().outcome.what, "what");
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

void TestHostileOpening::noiseBehindTheHead_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 30; ++seed)
        QTest::addRow("%u", seed) << seed;
}

// Whatever it happens to mean: an end with a reason, and no message that was not one.
void TestHostileOpening::noiseBehindTheHead()
{
    QFETCH(quint32, seed);
    const Bounds bounds;
    QByteArray noise(16 << 10, '\0');
    quint32 state = seed;
    for (char &byte : noise) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    ScriptedServer server(Script()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .acceptWith(goodHead + "\r\n" + noise)
                              .end());
    BrowserSocket socket(m_session, server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events().first(), u"open 1"_s);
    QVERIFY2(socket.events().last().startsWith(u"close 3 "_s), qPrintable(socket.events().last()));
    const Outcome outcome = socket.storedFacts().outcome;
    QVERIFY2(outcome.cause == EndCause::ProtocolFailure || outcome.cause == EndCause::ServerFin
            || outcome.cause == EndCause::CloseHandshake,
        qPrintable(outcome.what));
    QVERIFY(outcome.what.endsWith(u'.'));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(m_session));
}

// All in one piece with the answer: nothing is lost, and nothing comes before the open event.
void TestHostileOpening::dataGluedToTheHead()
{
    const QByteArray frames =
        "8102 6869"_hex + "8901 70"_hex + "0101 61"_hex + "8001 62"_hex + "8802 03e8"_hex;
    ScriptedServer server(Script()
                              .withSettings([](Peer::Settings &s) { s.answerClose = false; })
                              .acceptWith(goodHead + "\r\n" + frames)
                              .awaitClose()
                              .end());
    BrowserSocket socket(m_session, server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(),
        (QStringList{u"open 1"_s, u"text 1 \"hi\""_s, u"text 1 \"ab\""_s, u"close 3 1000 \"\" clean"_s}));
    QCOMPARE(server.connection().pongs(), 1);
    QVERIFY(nextConnectionWorks(m_session));
}

QTEST_GUILESS_MAIN(TestHostileOpening)
#include "tst_hostile_opening.moc"
