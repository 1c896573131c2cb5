// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/messageencoder.h"
#include "support/transcript.h"

#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

Agreement deflating()
{
    Agreement agreement;
    agreement.deflate.emplace();
    return agreement;
}

QStringList encode(MessageEncoder &encoder, const QByteArray &payload, bool compress, quint64 fragmentSize)
{
    QStringList lines;
    encoder.encode(Opcode::Text, payload, compress, fragmentSize, [&lines](const MessageEncoder::Piece &piece) {
        lines += opcodeName(piece.opcode) + (piece.fin ? u" fin "_s : u" "_s)
            + (piece.rsv1 ? u"rsv1 "_s : QString()) + quotedBytes(piece.payload);
    });
    return lines;
}

} // namespace

class TestMessageEncoder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cuts_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<quint64>("fragmentSize");
        QTest::addColumn<QStringList>("lines");
        QTest::addRow("one frame") << "hello"_ba << quint64(0) << QStringList({u"text fin \"hello\""_s});
        QTest::addRow("empty") << ""_ba << quint64(0) << QStringList({u"text fin \"\""_s});
        QTest::addRow("empty in fragments") << ""_ba << quint64(3) << QStringList({u"text fin \"\""_s});
        QTest::addRow("a rest") << "hello"_ba << quint64(2)
                                << QStringList({u"text \"he\""_s, u"continuation \"ll\""_s,
                                       u"continuation fin \"o\""_s});
        QTest::addRow("no rest") << "abcd"_ba << quint64(2)
                                 << QStringList({u"text \"ab\""_s, u"continuation fin \"cd\""_s});
        QTest::addRow("longer than the message")
            << "abcd"_ba << ~quint64(0) << QStringList({u"text fin \"abcd\""_s});
    }
    void cuts()
    {
        QFETCH(QByteArray, payload);
        QFETCH(quint64, fragmentSize);
        MessageEncoder encoder;
        QTEST(encode(encoder, payload, true, fragmentSize), "lines");
    }

    void compressesWhereAgreed()
    {
        MessageEncoder encoder(Role::Client, deflating());
        const QString hello = u"\"\\xf2H\\xcd\\xc9\\xc9\\x07\\x00\""_s; // RFC 7692, 7.2.3.1
        QCOMPARE(encode(encoder, "Hello", true, 0), QStringList({u"text fin rsv1 "_s + hello}));
        QCOMPARE(encode(encoder, "Hello", false, 0), QStringList({u"text fin \"Hello\""_s}));
        QCOMPARE(
            encode(encoder, "Hello", true, 3), // the window is kept (7.2.3.2); RSV1 on the first frame only
            QStringList({u"text rsv1 \"\\xf2\\x00\\x11\""_s, u"continuation fin \"\\x00\\x00\""_s}));
    }

    void eachRoleHasItsOwnParameters()
    {
        Agreement agreement = deflating();
        agreement.deflate->serverNoContextTakeover = true;
        MessageEncoder client(Role::Client, agreement);
        MessageEncoder server(Role::Server, agreement);
        const QStringList first = encode(client, "Hello", true, 0);
        QCOMPARE(encode(server, "Hello", true, 0), first);
        QCOMPARE(encode(server, "Hello", true, 0), first); // forgot its window
        QVERIFY(encode(client, "Hello", true, 0) != first);
    }
};

QTEST_GUILESS_MAIN(TestMessageEncoder)
#include "tst_messageencoder.moc"
