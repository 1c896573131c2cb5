// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/frameencoder.h"
#include "support/hex.h"
#include "support/hostile.h"
#include "transport/sizewords.h"

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

// Servers that state lengths they never mean, and compressed bombs: through the whole chain into the file. TLS that
// cannot be trusted is in tst_hostile_tls, the opening in tst_hostile_opening, floods are in tst_hostile_floods, ends
// in tst_hostile_ends.
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
        const Bounds bounds;
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
        QVERIFY(bounds.areKept());
        QVERIFY(nextConnectionWorks(socket.session()));
    }

    // It owes the rest for ever: the session stays open and shows what there is; who closes it is told why
    // no answer came.
    void aFrameOf2GiBThatNeverGoesOn()
    {
        const Bounds bounds;
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
            o.keepalive = {20, 0}; // no pong can come inside a frame: here none is missed
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
        QVERIFY(bounds.areKept());
        QVERIFY(nextConnectionWorks(socket.session()));
    }

    void aFragmentOf2GiBBehindOthers()
    {
        const Bounds bounds;
        ScriptedServer server(Script().accept().bytes("02 01 61 80 7f 00 00 00 00 80 00 00 00 62"_hex).end());
        BrowserSocket socket(server.url());
        QTRY_VERIFY(socket.isClosed());
        const auto rows = socket.log().rows(1, 100);
        const auto cut = std::find_if(
            rows->begin(), rows->end(), [](const Row &row) { return row.flags.testFlag(RowFlag::Cut); });
        QVERIFY(cut != rows->end());
        QCOMPARE(*socket.log().payload(cut->id, 0, 100), "ab"_ba);
        QVERIFY(bounds.areKept());
        QVERIFY(nextConnectionWorks(socket.session()));
    }

    // 64 KiB on the wire for 64 MiB: recorded in pieces that nobody holds together.
    void aBombAboveTheDeliveryLimit()
    {
        ScriptedServer server(Script().acceptDeflate().bytes(m_bombFrame).text("after"));
        const Bounds bounds;
        BrowserSocket socket(server.url(), [](ConnectionOptions &o) { o.deliveryLimit = MiB; });
        QTRY_COMPARE_WITH_TIMEOUT(socket.messages().size(), 1, 30'000);
        QCOMPARE(socket.events(), (QStringList{u"open 1"_s, u"text 1 \"after\""_s}));
        const RowId bomb = bombRow(socket);
        QCOMPARE(socket.log().payload(bomb, BombSize - 1, 10)->size(), 1); // all of it is there
        QCOMPARE(socket.rows().filter(u"note "_s),
            QStringList{
                u"note Message #%1 of 64 MiB is recorded but not delivered: the delivery limit is 1 MiB."_s.arg(
                    bomb)});
        QVERIFY(bounds.areKept());
        QVERIFY(nextConnectionWorks(socket.session()));
    }

    void aBombAboveTheInflateLimit()
    {
        ScriptedServer server(Script().acceptDeflate().bytes(m_bombFrame).text("after"));
        const Bounds bounds;
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
        QVERIFY(bounds.areKept());
        QVERIFY(nextConnectionWorks(socket.session()));
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
