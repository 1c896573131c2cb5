// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/visibletext.h"

#include <QTest>

using namespace framescope;

class TestVisibleText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shows_data();
    void shows();
    void namesInsteadOfPictures();
    void glyphsAreMarked();
    void stopsAtTheLength();
    void cutCharacterIsNoError();
    void everyByteStringIsSafe();
    void isText_data();
    void isText();
    void hex();
};

void TestVisibleText::shows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("ascii") << QByteArray(R"({"a":1} ~)") << R"({"a":1} ~)";
    QTest::newRow("latin, greek, cjk, emoji") << QByteArray("é λ 日 🎉") << u"é λ 日 🎉"_qs;
    QTest::newRow("line ends, tab") << QByteArray("a\r\nb\tc") << u"a␍␊b␉c"_qs;
    QTest::newRow("nul, escape, delete") << QByteArray("\0\x1b\x7f", 3) << u"␀␛␡"_qs;
    QTest::newRow("C1") << QByteArray("\xc2\x85") << u"‹U+0085›"_qs;
    QTest::newRow("bidi override") << QByteArray("a\xe2\x80\xae"
                                                 "b")
                                   << u"a‹RLO›b"_qs;
    QTest::newRow("isolate") << QByteArray("\xe2\x81\xa6x\xe2\x81\xa9") << u"‹LRI›x‹PDI›"_qs;
    QTest::newRow("zero width") << QByteArray("a\xe2\x80\x8b"
                                              "b")
                                << u"a‹ZWSP›b"_qs;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{") << u"‹BOM›{"_qs;
    QTest::newRow("tag letter") << QByteArray("\xf3\xa0\x81\x81") << u"‹U+E0041›"_qs;
    QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8") << u"‹LS›"_qs;
    for (const char32_t code : {0x2061u, 0x206Fu, 0x3164u, 0x115Fu, 0x1160u, 0xFFA0u, 0x2800u, 0xFFF9u,
             0xFFFBu, 0xE0001u, 0xE0100u, 0xE01EFu, 0x17B4u, 0x180Bu, 0x1D173u, 0x600u, 0x13430u}) {
        const QString name = u"U+%1"_qs.arg(quint32(code), 4, 16, QChar(u'0')).toUpper();
        QTest::newRow(qPrintable(name)) << QString::fromUcs4(&code, 1).toUtf8() << u'‹' + name + u'›';
    }
    QTest::newRow("beside them") << QByteArray("\xef\xbf\xbc\xe2\xa0\x81\xe2\x9d\xa4\xef\xb8\x8f")
                                 << u"\uFFFC⠁❤\uFE0F"_qs;
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << u"a‹80›z"_qs;
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << u"‹C0›‹AF›"_qs;
    QTest::newRow("overlong of three") << QByteArray("\xe0\x80\xaf") << u"‹E0›‹80›‹AF›"_qs;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << u"‹ED›‹A0›‹80›"_qs;
    QTest::newRow("above Unicode") << QByteArray("\xf4\x90\x80\x80") << u"‹F4›‹90›‹80›‹80›"_qs;
    QTest::newRow("cut off") << QByteArray("a\xe6\x97") << u"a‹E6›‹97›"_qs;
    QTest::newRow("interrupted") << QByteArray("\xe6\x97z") << u"‹E6›‹97›z"_qs;
}

void TestVisibleText::shows()
{
    QFETCH(QByteArray, bytes);
    const VisibleText found = visibleText(bytes, 100);
    QTEST(found.text, "shown");
    QVERIFY(found.whole);
}

void TestVisibleText::namesInsteadOfPictures()
{
    const QByteArray bytes("a\r\n\tb\0\x1b\x7f", 8);
    QCOMPARE(visibleText(bytes, 100, false, ControlGlyphs::Names).text, u"a‹CR›↵→b‹NUL›‹ESC›‹DEL›"_qs);
}

void TestVisibleText::glyphsAreMarked()
{
    const VisibleText found = visibleText("ab\n\xe2\x80\xae"
                                          "c\xff",
        100);
    QCOMPARE(found.text, u"ab␊‹RLO›c‹FF›"_qs);
    QCOMPARE(found.glyphs.size(), 3u);
    QStringList marked;
    for (const VisibleText::Glyph &glyph : found.glyphs)
        marked += found.text.sliced(glyph.at, glyph.length);
    QCOMPARE(marked, QStringList({u"␊"_qs, u"‹RLO›"_qs, u"‹FF›"_qs}));
}

void TestVisibleText::stopsAtTheLength()
{
    const VisibleText found = visibleText(QByteArray(1'000'000, 'x'), 40);
    QCOMPARE(found.text.size(), 40);
    QVERIFY(!found.whole);
    QVERIFY(visibleText("", 40).whole);
    QVERIFY(!visibleText("abc", 40, true).whole);
}

void TestVisibleText::cutCharacterIsNoError()
{
    QCOMPARE(visibleText("a\xe6\x97", 100, true).text, u"a"_qs);
    QCOMPARE(visibleText("a\xf0\x9f\x8e", 100, true).text, u"a"_qs);
    QCOMPARE(visibleText("a\xff", 100, true).text, u"a‹FF›"_qs);
    QCOMPARE(visibleText("\xe6\x97z", 100, true).text, u"‹E6›‹97›z"_qs);
}

// What is shown without a glyph is, byte for byte, what was there.
void TestVisibleText::everyByteStringIsSafe()
{
    quint32 random = 1;
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes;
        for (int i = 0; i < 24; ++i) {
            random = random * 1664525 + 1013904223;
            bytes += static_cast<char>(random >> 24);
        }
        const VisibleText found = visibleText(bytes, 1000);
        QVERIFY(found.whole);
        QVERIFY(found.text.isValidUtf16());
        QString plain = found.text;
        for (auto glyph = found.glyphs.rbegin(); glyph != found.glyphs.rend(); ++glyph)
            plain.remove(glyph->at, glyph->length);
        for (const QString &part : plain.split(QString(), Qt::SkipEmptyParts))
            QVERIFY(part.at(0).isSurrogate() || bytes.contains(part.toUtf8()));
    }
}

void TestVisibleText::isText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("more");
    QTest::addColumn<bool>("text");
    QTest::newRow("nothing") << QByteArray() << false << true;
    QTest::newRow("words") << QByteArray("keepalive 17\r\n\té") << false << true;
    QTest::newRow("counter") << QByteArray("\0\0\0\x2a", 4) << false << false;
    QTest::newRow("not UTF-8") << QByteArray("\xff") << false << false;
    QTest::newRow("cut") << QByteArray("a\xe6\x97") << false << false;
    QTest::newRow("cut, but there is more") << QByteArray("a\xe6\x97") << true << true;
}

void TestVisibleText::isText()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, more);
    QTEST(looksLikeText(bytes, more), "text");
}

void TestVisibleText::hex()
{
    QCOMPARE(hexLine("\x89PNG", 100).text, u"89 50 4e 47"_qs);
    QVERIFY(hexLine("\x89PNG", 100).whole);
    QVERIFY(!hexLine("\x89PNG", 100, true).whole);
    const VisibleText cut = hexLine(QByteArray(1000, '\1'), 20);
    QVERIFY(cut.text.size() >= 20 && cut.text.size() <= 23);
    QVERIFY(!cut.whole);
    QCOMPARE(hexLine({}, 20).text, QString());
}

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_visibletext.moc"
