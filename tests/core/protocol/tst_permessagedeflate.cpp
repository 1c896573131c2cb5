// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "protocol/permessagedeflate.h"

#include "support/cuts.h"
#include "support/hex.h"

#include <QTest>

#include <zlib.h>

using namespace framescope;
using namespace framescope::test;

namespace {

// One message through the inflater, in rooms of `roomSize` bytes; nothing if it is corrupt.
std::optional<QByteArray> inflated(Inflater &inflater, const QByteArrayList &pieces, qsizetype roomSize = 100)
{
    QByteArray out;
    QByteArray room(roomSize, '\0');
    for (qsizetype i = 0; i <= pieces.size(); ++i) {
        if (i < pieces.size())
            inflater.feed(pieces[i]);
        else
            inflater.endInput();
        auto outcome = Inflater::Outcome::RoomUsed;
        while (outcome == Inflater::Outcome::RoomUsed) {
            qsizetype written = 0;
            outcome = inflater.inflate(std::span(room.data(), static_cast<std::size_t>(roomSize)), written);
            out += room.first(written);
        }
        if (outcome == Inflater::Outcome::Corrupt)
            return {};
    }
    return out;
}

QByteArray shown(const std::optional<QByteArray> &bytes)
{
    return bytes ? *bytes : QByteArray("<corrupt>");
}

// Text with repeats near and far, and noise between.
QByteArray sample(int size)
{
    QByteArray text;
    quint32 noise = 12345;
    while (text.size() < size) {
        noise = noise * 1664525 + 1013904223;
        const qsizetype back = noise >> 20;
        if (text.size() > back && (noise & 0x100) != 0)
            text += text.mid(text.size() - back, 40);
        else
            text += QByteArray::number(noise, 36);
    }
    return text.first(size);
}

// What a receiver with a window of exactly that size makes of it, a byte at a time, so that every
// distance is looked up in the window.
QByteArray inflatedWithWindow(int windowBits, QByteArray compressed)
{
    compressed += "00 00 ff ff"_hex;
    z_stream z{};
    if (inflateInit2(&z, -windowBits) != Z_OK)
        return {};
    z.next_in = reinterpret_cast<Bytef *>(compressed.data());
    z.avail_in = static_cast<uInt>(compressed.size());
    QByteArray out;
    for (char byte = 0;;) {
        z.next_out = reinterpret_cast<Bytef *>(&byte);
        z.avail_out = 1;
        if (inflate(&z, Z_SYNC_FLUSH) != Z_OK || z.avail_out == 1)
            break;
        out += byte;
    }
    inflateEnd(&z);
    return out;
}

} // namespace

class tst_PerMessageDeflate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inflates_data();
    void inflates();
    void keepsTheWindowBetweenMessages();
    void forgetsTheWindowIfAgreed();
    void keepsTheWindowOverAFinalBlock();
    void compressesAsTheRfcShows();
    void compressesNothingToOneByte();
    void comesBackFromEachWindow_data();
    void comesBackFromEachWindow();
    void staysWithinTheWindow_data();
    void staysWithinTheWindow();
    void stopsWhereTheRoomEnds();
    void isCorruptUntilReset();
    void sitsBetweenBlocksAfterAMessage();
};

// RFC 7692, 7.2.3, and what else DEFLATE may look like.
void tst_PerMessageDeflate::inflates_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &compressed, const QByteArray &expected) {
        QTest::newRow(name) << compressed << expected;
    };
    const QByteArray corrupt("<corrupt>");
    row("one block, 7.2.3.1", "f2 48 cd c9 c9 07 00"_hex, "Hello");
    row("no compression, 7.2.3.3", "00 05 00 fa ff 48 65 6c 6c 6f 00"_hex, "Hello");
    row("BFINAL, 7.2.3.4", "f3 48 cd c9 c9 07 00 00"_hex, "Hello");
    row("two blocks, 7.2.3.5", "f2 48 05 00 00 00 ff ff ca c9 c9 07 00"_hex, "Hello");
    row("empty, 7.2.3.6", "00"_hex, "");
    row("empty with BFINAL", "03 00 00"_hex, "");
    row("BFINAL, nothing behind it", "f3 48 cd c9 c9 07 00"_hex, "Hello");
    row("BFINAL twice", "f3 48 cd c9 c9 07 00 f3 48 cd c9 c9 07 00 00"_hex, "HelloHello");
    row("BFINAL, then more", "f3 48 cd c9 c9 07 00 f2 48 cd c9 c9 07 00"_hex, "HelloHello");
    row("stored with BFINAL", "01 05 00 fa ff 48 65 6c 6c 6f 00"_hex, "Hello");
    row("stored twice", "00 02 00 fd ff 48 65 00 03 00 fc ff 6c 6c 6f 00"_hex, "Hello");
    row("no bytes at all", {}, corrupt);
    row("block type 3", "07"_hex, corrupt);
    row("stored length that does not match", "00 05 00 00 00 48 65 6c 6c 6f"_hex, corrupt);
    row("stored block cut off", "00 06 00 f9 ff 48"_hex, corrupt);
    row("stored block that the tail fills up", "00 05 00 fa ff 48"_hex, "48 00 00 ff ff"_hex);
    row("distance before the start", "4a 04 61 00"_hex, corrupt);
    row("ends inside a block", "f2 48 cd"_hex, corrupt);
    row("text instead of DEFLATE", "Hello", corrupt);
    row("FF", QByteArray(8, '\xff'), corrupt);
}

void tst_PerMessageDeflate::inflates()
{
    QFETCH(const QByteArray, compressed);
    QFETCH(const QByteArray, expected);
    for (const QByteArrayList &pieces : allCuts(compressed)) {
        for (const qsizetype roomSize : {1, 2, 5, 100}) {
            for (const bool noContextTakeover : {false, true}) {
                Inflater inflater(noContextTakeover);
                const QByteArray seen = shown(inflated(inflater, pieces, roomSize));
                const QByteArray told =
                    cutSizes(pieces) + ", room " + QByteArray::number(roomSize) + ": " + seen;
                QVERIFY2(seen == expected, told.constData());
            }
        }
    }
}

// RFC 7692, 7.2.3.2: the second "Hello" refers to the first.
void tst_PerMessageDeflate::keepsTheWindowBetweenMessages()
{
    Inflater inflater(false);
    QCOMPARE(shown(inflated(inflater, {"f2 48 cd c9 c9 07 00"_hex})), "Hello");
    QCOMPARE(shown(inflated(inflater, {"f2 00 11 00 00"_hex})), "Hello");
    QCOMPARE(shown(inflated(inflater, {"f2 00 11 00 00"_hex})), "Hello");

    Deflater deflater(15, false);
    QCOMPARE(deflater.compress("Hello").toHex(' '), "f2 48 cd c9 c9 07 00");
    QCOMPARE(deflater.compress("Hello").toHex(' '), "f2 00 11 00 00");
}

void tst_PerMessageDeflate::forgetsTheWindowIfAgreed()
{
    Inflater inflater(true);
    QCOMPARE(shown(inflated(inflater, {"f2 48 cd c9 c9 07 00"_hex})), "Hello");
    QCOMPARE(shown(inflated(inflater, {"f2 48 cd c9 c9 07 00"_hex})), "Hello");
    QCOMPARE(shown(inflated(inflater, {"f2 00 11 00 00"_hex})), "<corrupt>");

    Deflater deflater(15, true);
    QCOMPARE(deflater.compress("Hello").toHex(' '), "f2 48 cd c9 c9 07 00");
    QCOMPARE(deflater.compress("Hello").toHex(' '), "f2 48 cd c9 c9 07 00");
}

void tst_PerMessageDeflate::keepsTheWindowOverAFinalBlock()
{
    Inflater inflater(false);
    QCOMPARE(shown(inflated(inflater, {"f3 48 cd c9 c9 07 00"_hex})), "Hello");
    QCOMPARE(shown(inflated(inflater, {"f2 00 11 00 00"_hex})), "Hello");
}

void tst_PerMessageDeflate::compressesAsTheRfcShows()
{
    QCOMPARE(Deflater(15, true).compress("Hello").toHex(' '), "f2 48 cd c9 c9 07 00");
}

void tst_PerMessageDeflate::compressesNothingToOneByte()
{
    Deflater deflater(15, false);
    Inflater inflater(false);
    for (const QByteArray &message : {QByteArray(), QByteArray("Hello"), QByteArray(), QByteArray("Hello")}) {
        const QByteArray compressed = deflater.compress(message);
        if (message.isEmpty())
            QCOMPARE(compressed.toHex(), "00");
        QCOMPARE(shown(inflated(inflater, {compressed})), message);
    }
}

void tst_PerMessageDeflate::comesBackFromEachWindow_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("noContextTakeover");
    for (int windowBits = 8; windowBits <= 15; ++windowBits) {
        QTest::addRow("%d, takeover", windowBits) << windowBits << false;
        QTest::addRow("%d, no takeover", windowBits) << windowBits << true;
    }
}

void tst_PerMessageDeflate::comesBackFromEachWindow()
{
    QFETCH(const int, windowBits);
    QFETCH(const bool, noContextTakeover);
    Deflater deflater(windowBits, noContextTakeover);
    Inflater inflater(noContextTakeover);
    for (const int size : {1, 5, 63, 64, 65, 100, 1000, 4096, 65536, 300000}) {
        const QByteArray message = sample(size);
        const QByteArray compressed = deflater.compress(message);
        QVERIFY(!compressed.endsWith("00 00 ff ff"_hex));
        QVERIFY(inflated(inflater, {compressed}, 4096) == message);
    }
    QByteArray noise;
    for (quint32 i = 0, value = 1; i < 100000; ++i, value = value * 1664525 + 1013904223)
        noise += static_cast<char>(value >> 24);
    QVERIFY(inflated(inflater, {deflater.compress(noise)}, 4096) == noise);
}

void tst_PerMessageDeflate::staysWithinTheWindow_data()
{
    QTest::addColumn<int>("windowBits");
    for (int windowBits = 8; windowBits <= 15; ++windowBits)
        QTest::addRow("%d", windowBits) << windowBits;
}

// For 8 this proves that compressing with 9 is allowed.
void tst_PerMessageDeflate::staysWithinTheWindow()
{
    QFETCH(const int, windowBits);
    const QByteArray message = sample(200000);
    const QByteArray compressed = Deflater(windowBits, false).compress(message);
    QVERIFY(compressed.size() < message.size() * 9 / 10);
    QVERIFY(inflatedWithWindow(windowBits, compressed) == message);
}

// A thousandfold bomb gives no more than it is asked for.
void tst_PerMessageDeflate::stopsWhereTheRoomEnds()
{
    const QByteArray bomb = Deflater(15, false).compress(QByteArray(10 << 20, '\0'));
    QVERIFY(bomb.size() < 11000);
    Inflater inflater(false);
    QByteArray room(1000, 'x');
    inflater.feed(bomb);
    for (int i = 0; i < 10; ++i) {
        qsizetype written = 0;
        QCOMPARE(inflater.inflate(std::span(room.data(), 999), written), Inflater::Outcome::RoomUsed);
        QCOMPARE(written, 999);
        QCOMPARE(room.back(), 'x');
    }
    inflater.reset();
    QCOMPARE(shown(inflated(inflater, {"f2 48 cd c9 c9 07 00"_hex})), "Hello");
}

void tst_PerMessageDeflate::isCorruptUntilReset()
{
    Inflater inflater(false);
    QCOMPARE(shown(inflated(inflater, {"07"_hex})), "<corrupt>");
    QCOMPARE(shown(inflated(inflater, {"f2 48 cd c9 c9 07 00"_hex})), "<corrupt>");
    inflater.reset();
    QCOMPARE(shown(inflated(inflater, {"f2 48 cd c9 c9 07 00"_hex})), "Hello");
}

void tst_PerMessageDeflate::sitsBetweenBlocksAfterAMessage()
{
    Inflater inflater(false);
    QVERIFY(inflater.isBetweenBlocks());
    QByteArray room(100, '\0');
    qsizetype written = 0;
    inflater.feed("f2 48 cd"_hex);
    QCOMPARE(inflater.inflate(std::span(room.data(), 100), written), Inflater::Outcome::InputUsed);
    QVERIFY(!inflater.isBetweenBlocks());
    inflater.reset();
    QVERIFY(inflater.isBetweenBlocks());
    QCOMPARE(shown(inflated(inflater, {"f2 48 cd c9 c9 07 00"_hex})), "Hello");
    QVERIFY(inflater.isBetweenBlocks());
    // Nor does it forget where it stands when nothing comes.
    inflater.feed({});
    QCOMPARE(inflater.inflate(std::span(room.data(), 100), written), Inflater::Outcome::InputUsed);
    QCOMPARE(written, 0);
    QVERIFY(inflater.isBetweenBlocks());

    QCOMPARE(shown(inflated(inflater, {"f3 48 cd c9 c9 07 00"_hex})), "Hello");
    QVERIFY(inflater.isBetweenBlocks());
}

QTEST_GUILESS_MAIN(tst_PerMessageDeflate)
#include "tst_permessagedeflate.moc"
