// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/textinpieces.h"

#include <QTest>

using namespace framescope;

class TestTextSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void findsAsPlainLoopsDo();
    void findsAcrossPieces_data();
    void findsAcrossPieces();
    void stopsAtItsLimit();
    void stopsWhenCancelled();
};

void TestTextSearch::finds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("needle");
    QTest::addColumn<bool>("mindCase");
    QTest::addColumn<QString>("hits"); // "begin+length ..."
    const auto row = [](const char *name, const QByteArray &text, const char *needle, bool mindCase,
                         const char *hits) {
        QTest::newRow(name) << text << QString::fromUtf8(needle) << mindCase << QString::fromUtf8(hits);
    };
    row("each", "abcabc", "bc", true, "1+2 4+2");
    row("one behind the other", "aaaa", "aa", true, "0+2 2+2");
    row("a beginning that leads nowhere", "aab", "ab", true, "1+2");
    row("case minded", "Ab ab AB", "ab", true, "3+2");
    row("case ignored", "Ab ab AB", "ab", false, "0+2 3+2 6+2");
    row("case ignored from above", "Ab ab", "AB", false, "0+2 3+2");
    row("letters beyond ASCII", "\u00c9tat \u00e9tat", "\u00e9tat", false, "0+5 6+5");
    row("cases of different length", "\u2c65 \u023a", "\u023a", false, "0+3 4+2");
    row("outside of the first plane", "a\U0001F600b", "\U0001F600", true, "1+4");
    row("at the end", "xxab", "ab", true, "2+2");
    row("cut at the end", "xxa", "ab", true, "");
    row("nothing is nowhere", "abc", "", true, "");
    row("in nothing", "", "a", true, "");
    row("between bytes that are no text",
        QByteArray("\xff\xfe"
                   "ab\x80",
            5),
        "ab", false, "2+2");
    row("control characters", QByteArray("a\0b", 3), "b", true, "2+1");
}

void TestTextSearch::finds()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, needle);
    QFETCH(bool, mindCase);
    const TextSearch search(needle, mindCase ? TextSearch::Case::Minded : TextSearch::Case::Ignored);
    QStringList hits;
    for (const TextHit &hit : search.findAll(text))
        hits += QStringLiteral("%1+%2").arg(hit.begin).arg(hit.length);
    QTEST(hits.join(u' '), "hits");
}

// Needles of all lengths in text of few letters, in which they often begin and seldom end.
void TestTextSearch::findsAsPlainLoopsDo()
{
    quint32 random = 7;
    const auto letters = [&random](qsizetype size, quint32 kinds) {
        QByteArray text;
        for (qsizetype i = 0; i < size; ++i) {
            random = random * 1'664'525 + 1'013'904'223;
            text += static_cast<char>('a' + (random >> 16) % kinds);
        }
        return text;
    };
    for (int i = 0; i < 300; ++i) {
        const qsizetype length = i % 10 == 0 ? 250 + i / 10 : 1 + i % 7;
        const QByteArray needle = letters(length, 2);
        const QByteArray text = letters(600, 2) + (i % 3 == 0 ? needle : QByteArray()) + letters(20, 3);
        const TextSearch search(needle);
        QCOMPARE(search.longest(), length);
        std::vector<TextHit> expected;
        for (qsizetype at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + length))
            expected.push_back({quint64(at), quint64(length)});
        QCOMPARE(search.findAll(text), expected);
        QCOMPARE(search.isIn(text), !expected.empty());
        const TextSearch anyCase(QString::fromLatin1(needle.toUpper()), TextSearch::Case::Ignored);
        QCOMPARE(anyCase.findAll(text), expected);
    }
    // On both sides of where it looks whether it was cancelled, and in the middle.
    for (const qsizetype at : {(1 << 20) - 4, (1 << 20) - 2, 1 << 20, 2 << 20}) {
        const QByteArray text = QByteArray(at, '-') + "Needle" + QByteArray(3 << 20, '-');
        const std::vector<TextHit> expected = {{quint64(at), 6}};
        QCOMPARE(TextSearch("Needle").findAll(text), expected);
        QCOMPARE(TextSearch(QStringLiteral("needle"), TextSearch::Case::Ignored).findAll(text), expected);
    }
}

void TestTextSearch::findsAcrossPieces_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<bool>("mindCase");
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<bool>("found");
    QTest::newRow("inside of one") << "bc" << true << QByteArrayList{"a", "abcd", "e"} << true;
    QTest::newRow("on a boundary") << "bc" << true << QByteArrayList{"ab", "cd"} << true;
    QTest::newRow("in each a byte") << "abcd" << true << QByteArrayList{"a", "b", "c", "d"} << true;
    QTest::newRow("after a beginning") << "aab" << true << QByteArrayList{"xaa", "ab"} << true;
    QTest::newRow("over empty ones") << "ab" << true << QByteArrayList{"a", "", "", "b"} << true;
    QTest::newRow("a letter cut in two") << "\u00c9t" << false << QByteArrayList{"\xc3", "\xa9t"} << true;
    QTest::newRow("parted by a byte") << "ab" << true << QByteArrayList{"a", "-", "b"} << false;
    QTest::newRow("the other way round") << "ab" << true << QByteArrayList{"b", "a"} << false;
    QTest::newRow("none") << "ab" << true << QByteArrayList{} << false;
}

void TestTextSearch::findsAcrossPieces()
{
    QFETCH(QString, needle);
    QFETCH(bool, mindCase);
    QFETCH(QByteArrayList, pieces);
    QFETCH(bool, found);
    TextInPieces search(TextSearch(needle, mindCase ? TextSearch::Case::Minded : TextSearch::Case::Ignored));
    for (int again = 0; again < 2; ++again) {
        search.begin();
        for (const QByteArray &piece : pieces)
            search.feed(piece, nullptr);
        QCOMPARE(search.end(nullptr), truthOf(found));
        QCOMPARE(search.isDecided(), found);
    }
    QCOMPARE(search.isIn(pieces.join(), nullptr), truthOf(found));
}

void TestTextSearch::stopsAtItsLimit()
{
    const TextSearch search(QStringLiteral("x"), TextSearch::Case::Minded);
    QCOMPARE(search.findAll(QByteArray(TextSearch::MostHits + 5, 'x')).size(), TextSearch::MostHits);
}

void TestTextSearch::stopsWhenCancelled()
{
    const TextSearch search(QStringLiteral("x"), TextSearch::Case::Minded);
    const std::atomic<bool> cancelled = true;
    const QByteArray text = QByteArray(4 << 20, '-') + "x";
    QVERIFY(search.findAll(text, &cancelled).empty());
    QCOMPARE(search.findAll(text).size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestTextSearch)
#include "tst_textsearch.moc"
