// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/textsearch.h"

#include <QTest>

using namespace framescope;

class TestTextSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
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
