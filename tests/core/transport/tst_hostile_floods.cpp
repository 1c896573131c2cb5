// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/conformance.h"
#include "support/hex.h"
#include "support/hostile.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

// A row of the log for each frame: the sanitizers get a tenth of them.
constexpr int Million = Slowdown > 1 ? 100'000 : 1'000'000;

void answersNothing(Peer::Settings &settings)
{
    settings.answerClose = false;
    settings.answerPings = false;
}

// Writes `piece` again and again, no faster than TCP takes it.
Script &flood(Script &script, const QByteArray &piece)
{
    return script.until([piece](ScriptedConnection &c) {
        if (c.isEnded())
            return true;
        if (c.socket().unwritten() < 1u << 20)
            c.socket().write(piece);
        if (c.waited(0))
            c.waited(0);
        return false;
    });
}

quint64 framesIn(BrowserSocket &socket)
{
    return socket->counters().framesIn;
}

} // namespace

// Servers that send too much of what is allowed, or go on where they may not.
class TestHostileFloods : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pings();
    void pingsOfAServerThatReadsNothing();
    void closes();
    void dataAfterTheClose();
    void dataForEverAfterTheClose();
    void oneByteFragmentsByTheMillion(); // the one that may use most: last
};

void TestHostileFloods::oneByteFragmentsByTheMillion()
{
    const Bounds bounds(64 * MiB); // 24 bytes a row are mapped from a file
    const QByteArray train = "0101 61"_hex + QByteArray("0001 61"_hex).repeated(Million - 2) + "8001 61"_hex;
    ScriptedServer server(Script().accept().bytes(train).close({1000, {}}));
    BrowserSocket socket(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(socket.messages().size(), 1, 60'000);
    QCOMPARE(socket.messages().first().text, QString(Million, u'a'));
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events().last(), u"close 3 1000 \"\" clean"_s);
    QCOMPARE(framesIn(socket), quint64(Million) + 1); // and the close
    QVERIFY(socket.log().info()->lastId > Million);
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(socket.session()));
}

void TestHostileFloods::pings()
{
    const Bounds bounds;
    constexpr int count = Million / 10;
    ScriptedServer server(Script()
                              .accept()
                              .bytes(serverFrame(Opcode::Ping, "flood").bytes().repeated(count))
                              .text("behind")
                              .awaitPongs(count)
                              .close({1000, {}}));
    BrowserSocket socket(server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(
        socket.events(), (QStringList{u"open 1"_s, u"text 1 \"behind\""_s, u"close 3 1000 \"\" clean"_s}));
    QCOMPARE(server.connection().pongs(), count); // each, since it takes them
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(socket.session()));
}

// Each answer would have to be kept: who does not take them gets one for the newest ping (RFC 6455, 5.5.3).
void TestHostileFloods::pingsOfAServerThatReadsNothing()
{
    const Bounds bounds;
    Script script;
    script.accept().stopReading();
    ScriptedServer server(
        flood(script, serverFrame(Opcode::Ping, QByteArray(125, 'p')).bytes().repeated(1000)));
    BrowserSocket socket(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(socket.isOpen() && framesIn(socket) > quint64(Million) / 10 * 7, 60'000);
    QVERIFY(bounds.areKept());
    QCOMPARE(socket.rows().filter(u"note "_s),
        QStringList{u"note The server sends pings faster than it takes the answers: only its newest ping is "
                    "answered, as RFC 6455, 5.5.3 allows."_s});
    socket->abort();
    QVERIFY(socket.waitForClose());
    QVERIFY(nextConnectionWorks(socket.session()));
}

void TestHostileFloods::closes()
{
    const Bounds bounds;
    constexpr int count = Million / 10;
    ScriptedServer server(Script()
                              .accept()
                              .withSettings(answersNothing)
                              .bytes(QByteArray("8802 03e8"_hex).repeated(count))
                              .awaitClose()
                              .end());
    BrowserSocket socket(server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"\" clean"_s}));
    // One answer, and all of it on record.
    QCOMPARE(server.connection().transcript().lines().filter(u"> close"_s).size(), 1);
    QCOMPARE(framesIn(socket), quint64(count));
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(socket.session()));
}

void TestHostileFloods::dataAfterTheClose()
{
    const Bounds bounds;
    constexpr int count = 1000;
    ScriptedServer server(
        Script()
            .accept()
            .withSettings(answersNothing)
            .bytes("8802 03e8"_hex + serverFrame(Opcode::Text, QByteArray(1000, 'x')).bytes().repeated(count))
            .awaitClose()
            .end());
    BrowserSocket socket(server.url());
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"\" clean"_s}));
    QCOMPARE(socket.dataRows().filter(u" not-delivered"_s).size(), count);
    QCOMPARE(
        socket.rows().filter(u"violation A data frame follows the Close frame (RFC 6455, 5.5.1)"_s).size(),
        count);
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(socket.session()));
}

// The time to end TCP counts from the close, however much comes behind it.
void TestHostileFloods::dataForEverAfterTheClose()
{
    const Bounds bounds;
    Script script;
    script.accept().withSettings(answersNothing).bytes("8802 03e8"_hex);
    ScriptedServer server(flood(script, serverFrame(Opcode::Binary, QByteArray(60'000, 'x')).bytes()));
    BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.timeouts.close = 500; });
    QVERIFY(socket.waitForClose());
    QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"close 3 1000 \"\" clean"_s}));
    QTRY_VERIFY(server.connection().isEnded());
    QVERIFY(bounds.areKept());
    QVERIFY(nextConnectionWorks(socket.session()));
}

QTEST_GUILESS_MAIN(TestHostileFloods)
#include "tst_hostile_floods.moc"
