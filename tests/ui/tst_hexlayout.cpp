// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/hexlayout.h"

#include <QTest>

using namespace framescope;

namespace {

constexpr int Char = 8;
constexpr int Line = 18;
constexpr quint64 Size = 40; // two lines and a half of 16

HexLayout layout()
{
    return HexLayout(Size, 16, Char, Line);
}

} // namespace

class TestHexLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsLines_data();
    void countsLines();
    void placesColumns();
    void cellsDoNotOverlap_data();
    void cellsDoNotOverlap();
    void findsEveryByteAgain_data();
    void findsEveryByteAgain();
    void hits_data();
    void hits();
    void fitsBytesIntoWidth_data();
    void fitsBytesIntoWidth();
    void widensOffsets();
};

void TestHexLayout::countsLines_data()
{
    QTest::addColumn<quint64>("size");
    QTest::addColumn<qint64>("lines");
    QTest::newRow("none") << quint64(0) << qint64(0);
    QTest::newRow("one byte") << quint64(1) << qint64(1);
    QTest::newRow("full line") << quint64(16) << qint64(1);
    QTest::newRow("one more") << quint64(17) << qint64(2);
    QTest::newRow("beyond 32 bits") << (quint64(1) << 36) << (qint64(1) << 32);
}

void TestHexLayout::countsLines()
{
    QFETCH(quint64, size);
    QTEST(HexLayout(size, 16, Char, Line).lineCount(), "lines");
}

// " 00000000  00 01 02 03 04 05 06 07  08 ... 0f   0123456789abcdef "
void TestHexLayout::placesColumns()
{
    const HexLayout hex = layout();
    QCOMPARE(hex.offsetX(), 1 * Char);
    QCOMPARE(hex.hexX(0), 11 * Char);
    QCOMPARE(hex.hexX(1), 14 * Char);
    QCOMPARE(hex.hexX(7), 32 * Char);
    QCOMPARE(hex.hexX(8), 36 * Char); // a gap between the groups
    QCOMPARE(hex.textX(0), hex.hexX(15) + 2 * Char + 3 * Char);
    QCOMPARE(hex.textX(15), hex.textX(0) + 15 * Char);
    QCOMPARE(hex.width(), hex.textX(15) + 2 * Char);
    QCOMPARE(hex.lineOf(15), 0);
    QCOMPARE(hex.lineOf(16), 1);
}

void TestHexLayout::cellsDoNotOverlap_data()
{
    QTest::addColumn<int>("perLine");
    for (const int perLine : {8, 16, 32, 64})
        QTest::addRow("%d a line", perLine) << perLine;
}

void TestHexLayout::cellsDoNotOverlap()
{
    QFETCH(int, perLine);
    const HexLayout hex(Size, perLine, Char, Line);
    for (int column = 0; column + 1 < perLine; ++column) {
        QVERIFY(hex.hexCell(column).right() < hex.hexCell(column + 1).left());
        QCOMPARE(hex.textCell(column).right() + 1, hex.textCell(column + 1).left());
    }
    QVERIFY(hex.hexCell(perLine - 1).right() < hex.textCell(0).left());
    QVERIFY(hex.textCell(perLine - 1).right() < hex.width());
}

void TestHexLayout::findsEveryByteAgain_data()
{
    cellsDoNotOverlap_data();
}

void TestHexLayout::findsEveryByteAgain()
{
    QFETCH(int, perLine);
    const HexLayout hex(Size, perLine, Char, Line);
    for (quint64 offset = 0; offset < Size; ++offset) {
        const int column = static_cast<int>(offset) % perLine;
        const auto inHex = hex.hit(hex.hexCell(column).center().x(), hex.lineOf(offset));
        const auto inText = hex.hit(hex.textCell(column).center().x(), hex.lineOf(offset));
        QVERIFY(inHex && inText);
        QCOMPARE(inHex->offset, offset);
        QCOMPARE(inHex->area, HexLayout::Area::Hex);
        QCOMPARE(inText->offset, offset);
        QCOMPARE(inText->area, HexLayout::Area::Text);
    }
}

void TestHexLayout::hits_data()
{
    QTest::addColumn<int>("x");
    QTest::addColumn<qint64>("line");
    QTest::addColumn<quint64>("offset");
    QTest::newRow("in the offsets") << 0 << qint64(1) << quint64(16);
    QTest::newRow("above") << 0 << qint64(-3) << quint64(0);
    QTest::newRow("far right") << 10'000 << qint64(0) << quint64(15);
    QTest::newRow("below") << 0 << qint64(99) << quint64(32);
    QTest::newRow("behind the last byte") << 10'000 << qint64(2) << quint64(39);
}

void TestHexLayout::hits()
{
    QFETCH(int, x);
    QFETCH(qint64, line);
    QFETCH(quint64, offset);
    const auto hit = layout().hit(x, line);
    QVERIFY(hit);
    QCOMPARE(hit->offset, offset);
    QVERIFY(!HexLayout(0, 16, Char, Line).hit(x, line));
}

void TestHexLayout::fitsBytesIntoWidth_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("perLine");
    QTest::newRow("nothing fits") << 10 << 8;
    QTest::newRow("just too narrow for 16") << HexLayout(Size, 16, Char, Line).width() - 1 << 8;
    QTest::newRow("just fits 16") << HexLayout(Size, 16, Char, Line).width() << 16;
    QTest::newRow("just fits 32") << HexLayout(Size, 32, Char, Line).width() << 32;
    QTest::newRow("never more than 64") << 100'000 << 64;
}

void TestHexLayout::fitsBytesIntoWidth()
{
    QFETCH(int, width);
    QTEST(HexLayout::bytesPerLineFor(width, Size, Char), "perLine");
}

void TestHexLayout::widensOffsets()
{
    QCOMPARE(layout().offsetDigits(), 8);
    QCOMPARE(HexLayout(0xFFFF'FFFF, 16, Char, Line).offsetDigits(), 8);
    QCOMPARE(HexLayout(0x1'0000'0000, 16, Char, Line).offsetDigits(), 10);
}

QTEST_GUILESS_MAIN(TestHexLayout)
#include "tst_hexlayout.moc"
