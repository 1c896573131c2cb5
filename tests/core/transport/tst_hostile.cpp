// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"
#include "support/browsersocket.h"
#include "support/hex.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "transport/sizewords.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

namespace {

constexpr qint64 MiB = 1 << 20;

// "VmPeak" or "VmHWM" of this process, in bytes: the most that was ever reserved, or really used.
qint64 most(QByteArrayView what)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        qFatal("no /proc");
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(what))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    qFatal("no such line");
}

// The address sanitizer keeps up to 256 MiB that were freed, the thread sanitizer remembers who touched each byte.
#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 KeptBySanitizer = 256 * MiB;
#elif defined(__SANITIZE_THREAD__)
constexpr qint64 KeptBySanitizer = 768 * MiB;
#else
constexpr qint64 KeptBySanitizer = 0;
#endif

// What a test takes of memory: fails above 64 MiB used, or 1 GiB reserved.
class FlatMemory {
public:
    bool isFlat() const
    {
        const qint64 used = most("VmHWM") - m_used;
        const qint64 reserved = most("VmPeak") - m_reserved;
        if (used < 64 * MiB + KeptBySanitizer && reserved < 1024 * MiB + KeptBySanitizer)
            return true;
        qWarning("%lld MiB used, %lld MiB reserved", used / MiB, reserved / MiB);
        return false;
    }

private:
    qint64 m_used = most("VmHWM");
    qint64 m_reserved = most("VmPeak");
};

} // namespace

// Servers that state lengths they never mean, or never come to an end: through the whole chain into the file.
class TestHostile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // Piece by piece, since what is used here would be no news later; between pieces stands the tail that
        // each message leaves out (RFC 7692, 7.2.1).
        Deflater deflater(15, false);
        QByteArray payload = deflater.compress(QByteArray(MiB, '\0'));
        for (qint64 size = MiB; size < BombSize; size += MiB)
            payload += "00 00 ff ff"_hex + deflater.compress(QByteArray(MiB, '\0'));
        FrameHeader header = frameFor(Opcode::Binary, payload);
        header.rsv1 = true;
        appendFrame(m_bombFrame, header, payload);
    }

    void aFrameOf2GiBThatEndsEarly_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<quint64>("length");
        QTest::newRow("binary") << "82 7f 00 00 00 00 80 00 00 00"_hex << (quint64(2) << 30);
        QTest::newRow("text") << "81 7f 00 00 00 00 80 00 00 00"_hex << (quint64(2) << 30);
        QTest::newRow("all that a length can be")
            << "82 7f 7f ff ff ff ff ff ff ff"_hex << quint64(0x7FFF'FFFF'FFFF'FFFF);
    }
    void aFrameOf2GiBThatEndsEarly()
    {
        QFETCH(QByteArray, header);
        QFETCH(quint64, length);
        const FlatMemory memory;
        const QByteArray begin(5000, 'x');
        ScriptedServer server(Script().accept().text("before").bytes(header + begin).end());
        BrowserSocket socket(server.url());
        QTRY_VERIFY(socket.isClosed());
        QCOMPARE(socket.events(),
            (QStringList{u"open 1"_s, u"text 1 \"before\""_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        const auto rows = socket.log().rows(1, 100);
        const auto cut = std::find_if(
            rows->begin(), rows->end(), [](const Row &row) { return row.flags.testFlag(RowFlag::Cut); });
        QVERIFY(cut != rows->end());
        QCOMPARE(cut->header.payloadLength, length);
        QCOMPARE(cut->received, quint64(begin.size()));
        QCOMPARE(*socket.log().payload(cut->id, 0, 10'000), begin);
        const Outcome outcome = socket.storedFacts().outcome;
        QCOMPARE(outcome.what, u"Connection lost without a close frame (1006)."_s);
        const QString inside =
            u" The end came inside frame #%1: 5,000 of %2 bytes of its payload were there."_s;
        QVERIFY2(outcome.evidence.startsWith(u"The server side ended TCP (FIN) ")
                && outcome.evidence.endsWith(inside.arg(QString::number(cut->id), sizewords::grouped(length))),
            qPrintable(outcome.evidence));
        QVERIFY(memory.isFlat());
    }

    // It owes the rest for ever: the session stays open and shows what there is; who closes it is told why
    // no answer came.
    void aFrameOf2GiBThatNeverGoesOn()
    {
        const FlatMemory memory;
        ScriptedServer server(Script()
                                  .accept()
                                  .text("before")
                                  .bytes("82 7f 00 00 00 00 80 00 00 00"_hex + QByteArray(5000, 'x'))
                                  .until([](ScriptedConnection &) { return false; })
                                  .withSettings([](Peer::Settings &s) {
                                      // Else its answers would be bytes of its own frame.
                                      s.answerPings = false;
                                      s.answerClose = false;
                                  }));
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
            o.rules = Rules::Inspector;
            o.timeouts.close = 200;
            o.keepalive = {20, 2}; // no pong can come inside a frame: it is not missed
        });
        QTRY_COMPARE(socket.messages().size(), 1);
        QTRY_VERIFY(!socket.dataRows().filter(u"< binary "_s).isEmpty());
        QTRY_VERIFY(server.connection().pings() > 4);
        QCOMPARE(socket.state(), ReadyState::Open);
        socket->close(1000);
        QTRY_VERIFY(socket.isClosed());
        const Outcome outcome = socket.storedFacts().outcome;
        QCOMPARE(outcome.what, u"The server did not answer the close in 200 ms."_s);
        QVERIFY2(outcome.evidence.contains(u": 5,000 of 2,147,483,648 bytes of its payload were there."_s),
            qPrintable(outcome.evidence));
        QVERIFY(memory.isFlat());
    }

    void aFragmentOf2GiBBehindOthers()
    {
        const FlatMemory memory;
        ScriptedServer server(Script().accept().bytes("02 01 61 80 7f 00 00 00 00 80 00 00 00 62"_hex).end());
        BrowserSocket socket(server.url());
        QTRY_VERIFY(socket.isClosed());
        const auto rows = socket.log().rows(1, 100);
        const auto cut = std::find_if(
            rows->begin(), rows->end(), [](const Row &row) { return row.flags.testFlag(RowFlag::Cut); });
        QVERIFY(cut != rows->end());
        QCOMPARE(*socket.log().payload(cut->id, 0, 100), "ab"_ba);
        QVERIFY(memory.isFlat());
    }

    // 64 KiB on the wire for 64 MiB: recorded in pieces that nobody holds together.
    void aBombAboveTheDeliveryLimit()
    {
        ScriptedServer server(Script().acceptDeflate().bytes(m_bombFrame).text("after"));
        const FlatMemory memory;
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.deliveryLimit = MiB; });
        QTRY_COMPARE_WITH_TIMEOUT(socket.messages().size(), 1, 30'000);
        QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"text 1 \"after\""_s}));
        const RowId bomb = bombRow(socket);
        QCOMPARE(socket.log().payload(bomb, BombSize - 1, 10)->size(), 1); // all of it is there
        QCOMPARE(socket.rows().filter(u"note "_s),
            QStringList{
                u"note Message #%1 of 64 MiB is recorded but not delivered: the delivery limit is 1 MiB."_s.arg(
                    bomb)});
        QVERIFY(memory.isFlat());
    }

    void aBombAboveTheInflateLimit()
    {
        ScriptedServer server(Script().acceptDeflate().bytes(m_bombFrame).text("after"));
        const FlatMemory memory;
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) {
            o.deliveryLimit = MiB;
            o.inflateLimit = 8 * MiB;
        });
        QTRY_VERIFY_WITH_TIMEOUT(socket.isClosed(), 30'000);
        QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        const RowId bomb = bombRow(socket);
        QCOMPARE(socket.log().payload(bomb, 8 * MiB - 1, 10)->size(), 1);
        const Outcome outcome = socket.storedFacts().outcome;
        QCOMPARE(outcome.what,
            u"Framescope failed the connection: The message is bigger than the limit (RFC 6455, 7.4.1)."_s);
        QVERIFY2(
            outcome.evidence.contains(
                u" of frame #%1 (it inflates to more than 8388608 bytes). Framescope closed with 1009"_s.arg(
                    bomb)),
            qPrintable(outcome.evidence));
        QVERIFY(memory.isFlat());
    }

    void anEndlessAnswer_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QString>("evidence");
        const QString endless = u"The server sent a head that goes on: it has no end within 262144 bytes"_s;
        QTest::newRow("head") << "X-Filler: "_ba + QByteArray(1000, 'f') + "\r\n" << endless + u"."_s;
        QTest::newRow("line") << QByteArray(1000, 'f') << endless + u"."_s;
        QTest::newRow("interim answers") << "\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"_ba
                                         << endless + u", 262108 of which were interim answers (1xx)."_s;
    }
    void anEndlessAnswer()
    {
        QFETCH(QByteArray, piece);
        const FlatMemory memory;
        // 16 times the limit, and nothing that ends it.
        ScriptedServer server(
            Script()
                .request()
                .bytes("HTTP/1.1 103 Early Hints\r\n" + piece.repeated((4 << 20) / piece.size()))
                .until([](ScriptedConnection &) { return false; }));
        BrowserSocket socket(server.url());
        QTRY_VERIFY(socket.isClosed());
        QCOMPARE(socket.events(), (QStringList{u"error 3"_s, u"close 3 1006 \"\" unclean"_s}));
        const Outcome outcome = socket.storedFacts().outcome;
        QCOMPARE(outcome.what,
            u"The answer to the upgrade breaks a rule: The HTTP head does not end within the limit (RFC 6455, 10.4)."_s);
        QTEST(outcome.evidence, "evidence");
        // The server is let go of, though it would go on.
        QTRY_VERIFY(server.connection().isEnded());
        QVERIFY(memory.isFlat());
    }

private:
    static constexpr qint64 BombSize = 64 * MiB;

    static RowId bombRow(BrowserSocket &socket)
    {
        const auto rows = socket.log().rows(1, 100);
        const auto bomb = std::find_if(rows->begin(), rows->end(),
            [](const Row &row) { return row.kind == RowKind::Frame && row.header.opcode == Opcode::Binary; });
        return bomb == rows->end() ? 0 : bomb->id;
    }

    QByteArray m_bombFrame;
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
