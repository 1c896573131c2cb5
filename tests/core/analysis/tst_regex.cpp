// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/regex.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framescope;

Q_DECLARE_METATYPE(framescope::Truth)

class TestRegex : public QObject {
    Q_OBJECT

    static Regex regex(const QByteArray &pattern, TextSearch::Case mind = TextSearch::Case::Minded)
    {
        auto made = Regex::of(QString::fromUtf8(pattern), mind);
        if (!made)
            qFatal("%s", qPrintable(made.error().toString()));
        return std::move(*made);
    }
    static Truth inPieces(Regex &search, const QByteArray &text, qsizetype size)
    {
        search.begin();
        for (qsizetype at = 0; at < text.size(); at += size)
            search.feed(QByteArrayView(text).sliced(at, std::min(size, text.size() - at)));
        return search.end();
    }

private Q_SLOTS:
    void finds_data();
    void finds();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void givesUpWhatTriesEverything();
    void findsWhatStandsInTwoPieces_data();
    void findsWhatStandsInTwoPieces();
    void keepsNoMoreThanItMay();
    void stopsWhenCancelled();
};

void TestRegex::finds_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<bool>("mindCase");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const char *pattern, bool mindCase, const QByteArray &text,
                         bool found) {
        QTest::newRow(name) << QByteArray(pattern) << mindCase << text << found;
    };
    row("in the middle", "b.d", true, "abcde", true);
    row("at neither end", "^bcd$", true, "abcde", false);
    row("case minded", "BCD", true, "abcde", false);
    row("case ignored", "BCD", false, "abcde", true);
    row("case ignored beyond ASCII", "\u00c9TAT", false, "un \u00e9tat", true);
    row("a letter of two bytes is one", "^.$", true, "\u00e9", true);
    row("nothing", "^$", true, "", true);
    row("nothing in something", "^$", true, "a", false);
    row("between bytes that are no text", "ab+", true,
        "\xff\xfe"
        "abb\x80",
        true);
    row("bytes that are no text", ".", true, "\xff\xfe", false);
    row("a byte of another letter", "\u0080", true, "\u00c0", false);
    row("behind a NUL", "b$", true, QByteArray("a\0b", 3), true);
    row("behind thousands of bytes", "needle", true, QByteArray(70'000, '-') + "needle", true);
    row("looks back over them", "(?<=--)needle", true, QByteArray(1024, '-') + "needle", true);
    row("letters on the steps", "x", true, QByteArray("\u20ac").repeated(3000) + "x", true);
}

void TestRegex::finds()
{
    QFETCH(QByteArray, pattern);
    QFETCH(bool, mindCase);
    QFETCH(QByteArray, text);
    QFETCH(bool, found);
    Regex search = regex(pattern, mindCase ? TextSearch::Case::Minded : TextSearch::Case::Ignored);
    QCOMPARE(search.isIn(text), truthOf(found));
    for (const qsizetype size : {1, 2, 3, 1000})
        QCOMPARE(inPieces(search, text, size), truthOf(found));
}

void TestRegex::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("where");
    QTest::newRow("open") << "a(b"
                          << "missing closing parenthesis"
                          << "character 4";
    QTest::newRow("closed") << "ab)"
                            << "unmatched closing parenthesis"
                            << "character 3";
    QTest::newRow("class") << "[ab"
                           << "missing terminating ] for character class"
                           << "character 4";
    QTest::newRow("star") << "*"
                          << "quantifier does not follow a repeatable item"
                          << "character 1";
    QTest::newRow("counted in characters") << QStringLiteral("\u00e9\u20ac(") << "missing closing parenthesis"
                                           << "character 4";
    QTest::newRow("single bytes") << "\\C"
                                  << "using \\C is disabled by the application"
                                  << "character 3";
}

void TestRegex::saysWhatIsWrong()
{
    QFETCH(QString, pattern);
    QFETCH(QString, what);
    QFETCH(QString, where);
    const auto made = Regex::of(pattern, TextSearch::Case::Minded);
    QVERIFY(!made);
    QCOMPARE(made.error().what,
        QStringLiteral("The regular expression \"%1\" cannot be used: %2.").arg(pattern, what));
    QCOMPARE(made.error().where, where);
    QVERIFY(!made.error().remedy.isEmpty());
}

// The first has a limit of its own at each place; the second is only slow, but at every place.
void TestRegex::givesUpWhatTriesEverything()
{
    QElapsedTimer clock;
    clock.start();
    Regex nested = regex("(a+)+$");
    const QByteArray letters = QByteArray(40, 'a') + '-';
    QCOMPARE(nested.isIn(letters), Truth::Unknown);
    QCOMPARE(inPieces(nested, letters, 7), Truth::Unknown);
    QCOMPARE(nested.isIn("a"), Truth::Yes);
    Regex slow = regex("a[a-z]{0,20000}[0-9]");
    const QByteArray words(500'000, 'a');
    QCOMPARE(slow.isIn(words), Truth::Unknown);
    QVERIFY2(clock.elapsed() < 20'000, "took longer than a limit allows");
}

void TestRegex::findsWhatStandsInTwoPieces_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    const QByteArray filler(600'000, '-');
    QTest::newRow("across") << QByteArray("needle") << filler + "needle" + filler;
    QTest::newRow("with what is before it") << QByteArray("(?<=<<)needle") << filler + "<<needle" + filler;
    QTest::newRow("with what is behind it")
        << QByteArray("needle(?!s)") << filler + "needles needle." + filler;
    QTest::newRow("not what only seemed so") << QByteArray("needle(?!s)") << filler + "needles" + filler;
    QTest::newRow("not at an end that is none")
        << QByteArray("needle$|needle\\z|needle\\Z") << filler + "needle" + filler;
    QTest::newRow("at the end") << QByteArray("needle\\z") << filler + "needle";
    QTest::newRow("not at a begin that is none")
        << QByteArray("\\Aneedle|^needle") << filler + "needle" + filler;
    QTest::newRow("at the begin") << QByteArray("\\Aneedle") << "needle" + filler;
    QTest::newRow("from end to end") << QByteArray("^a-*b$") << 'a' + filler + 'b';
    QTest::newRow("a word") << QByteArray("\\bneedle\\b") << filler + "needles needle" + filler;
    QTest::newRow("letters of three bytes")
        << QByteArray("\u20ac{5}x") << filler + QByteArray("\u20ac").repeated(9) + 'x' + filler;
}

// Wherever the boundary lies, it is found if and only if it is in the whole.
void TestRegex::findsWhatStandsInTwoPieces()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    Regex search = regex(pattern);
    const Truth expected = search.isIn(text);
    for (qsizetype size = 600'000 - 2; size < 600'000 + 9; ++size)
        QCOMPARE(inPieces(search, text, size), expected);
    for (qsizetype size = 300'000 - 1; size < 300'000 + 5; ++size)
        QCOMPARE(inPieces(search, text, size), expected);
}

void TestRegex::keepsNoMoreThanItMay()
{
    const QByteArray long_ = QByteArray(3 * Regex::MostKept, '-');
    constexpr qsizetype piece = 256 << 10;
    // It may still come to a match in bytes that are gone.
    Regex open = regex("a-*b");
    QCOMPARE(inPieces(open, 'a' + long_ + 'b', piece), Truth::Unknown);
    QCOMPARE(inPieces(open, 'a' + long_ + "ab", piece), Truth::Yes);
    QCOMPARE(inPieces(open, long_ + "a-b", piece), Truth::Yes);
    // What goes on to the end of the line is there in any case.
    Regex greedy = regex("error.*code");
    QCOMPARE(inPieces(greedy, "error-code" + long_, piece), Truth::Yes);
    QCOMPARE(inPieces(greedy, long_ + "error-code" + long_, piece), Truth::Yes);
    QCOMPARE(inPieces(greedy, long_ + "code-error\n" + long_, piece), Truth::No);
}

void TestRegex::stopsWhenCancelled()
{
    const std::atomic<bool> cancelled = true;
    Regex search = regex("x-+y");
    const QByteArray text(4 << 20, '-');
    QCOMPARE(search.isIn(text, &cancelled), Truth::Unknown);
    QCOMPARE(search.isIn(text), Truth::No);
}

QTEST_GUILESS_MAIN(TestRegex)
#include "tst_regex.moc"
