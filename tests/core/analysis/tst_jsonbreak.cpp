// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonindenter.h"

#include <QTest>

using namespace framescope;

// Every way in which a text can fail to be JSON: where, and in which words.
class TestJsonBreak : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void takesWhatIsRight_data();
    void takesWhatIsRight();
    void anEndIsNoBreakIfMoreFollows_data();
    void anEndIsNoBreakIfMoreFollows();
};

void TestJsonBreak::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qulonglong>("offset");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &json, int offset, const char *sentence) {
        QTest::newRow(name) << json << qulonglong(offset) << QString::fromLatin1(sentence);
    };
    row("no comma", "{\"a\":1 \"b\":2}", 7,
        "Not JSON from byte 7 on (line 1): found a double quote where \",\" or \"}\" was expected.");
    row("on line 3", "[\n1,\nx]", 5,
        "Not JSON from byte 5 on (line 3): found \"x\" where a value was expected.");
    row("trailing comma", "[1,]", 3,
        "Not JSON from byte 3 on (line 1): found \"]\" where a value was expected.");
    row("trailing comma in an object", "{\"a\":1,}", 7,
        "Not JSON from byte 7 on (line 1): found \"}\" where a key in double quotes was expected.");
    row("bare key", "{a:1}", 1,
        "Not JSON from byte 1 on (line 1): found \"a\" where a key in double quotes or \"}\" was expected.");
    row("no colon", "{\"a\" 1}", 5,
        "Not JSON from byte 5 on (line 1): found \"1\" where \":\" after the key was expected.");
    row("wrong bracket", "[1}", 2,
        "Not JSON from byte 2 on (line 1): found \"}\" where \",\" or \"]\" was expected.");
    row("misspelled word", "[trux]", 4,
        "Not JSON from byte 4 on (line 1): found \"x\" where true was expected.");
    row("NaN", "[NaN]", 1,
        "Not JSON from byte 1 on (line 1): found \"N\" where a value or \"]\" was expected.");
    row("leading zero", "[01]", 2,
        "Not JSON from byte 2 on (line 1): found \"1\" where \",\" or \"]\" was expected.");
    row("no digit behind the point", "[1.]", 3,
        "Not JSON from byte 3 on (line 1): found \"]\" where a digit was expected.");
    row("no digit in the exponent", "[1e+]", 4,
        "Not JSON from byte 4 on (line 1): found \"]\" where a digit was expected.");
    row("plus", "[+1]", 1,
        "Not JSON from byte 1 on (line 1): found \"+\" where a value or \"]\" was expected.");
    row("line feed in a string", "[\"a\nb\"]", 3,
        "Not JSON from byte 3 on (line 1): found a line feed where the end of the string was expected.");
    row("NUL in a string", QByteArray("[\"a\0\"]", 6), 3,
        "Not JSON from byte 3 on (line 1): found the byte 0x00 where the end of the string was expected.");
    row("wrong escape", "[\"\\x\"]", 3,
        "Not JSON from byte 3 on (line 1): found \"x\" where an escape like \\n or \\u0041 was expected.");
    row("short escape", "[\"\\u12g4\"]", 6,
        "Not JSON from byte 6 on (line 1): found \"g\" where an escape like \\n or \\u0041 was expected.");
    row("ends in an object", "{\"a\":1", 6,
        "The JSON ends too early, at byte 6 (line 1): \",\" or \"}\" was expected.");
    row("ends in a string", "[\"abc", 5,
        "The JSON ends too early, at byte 5 (line 1): the end of the string was expected.");
    row("ends in a word", "[tr", 3, "The JSON ends too early, at byte 3 (line 1): true was expected.");
    row("ends in a number", "[-", 2, "The JSON ends too early, at byte 2 (line 1): a digit was expected.");
    row("nothing", "", 0, "The JSON ends too early, at byte 0 (line 1): a value was expected.");
    row("garbage behind it", "{\"a\":1}xyz", 7,
        "The JSON ends before byte 7 (line 1), but 3 more bytes stand after it.");
    row("one byte behind it", "[]]", 2,
        "The JSON ends before byte 2 (line 1), but one more byte stands after it.");
    row("two on one line", "{}{}", 2,
        "The JSON ends before byte 2 (line 1), but 2 more bytes stand after it.");
    row("byte that is no text", "[\xff]", 1,
        "Not JSON from byte 1 on (line 1): found the byte 0xff where a value or \"]\" was expected.");
}

void TestJsonBreak::saysWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, sentence);
    JsonIndenter indenter(json);
    while (indenter.advance(1)) { }
    QVERIFY(indenter.broken());
    QTEST(qulonglong(indenter.broken()->offset), "offset");
    QCOMPARE(indenter.broken()->toString(), sentence);
    const auto from = qsizetype(indenter.brokenAt());
    QCOMPARE(indenter.shown().sliced(from), json.sliced(qsizetype(indenter.broken()->offset)));
}

void TestJsonBreak::takesWhatIsRight_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("numbers") << QByteArray("[0,-0,1.5e-7,1E400,-1.0e+2,12345678901234567890123]");
    QTest::newRow("strings") << QByteArray(R"(["","\"\\\/\b\f\n\r\t\u00eF","é"])");
    QTest::newRow("words") << QByteArray("[true,false,null]");
    QTest::newRow("nested") << QByteArray(R"({"":[{},[],[[]]],"":{"":null}})");
    QTest::newRow("lines") << QByteArray("{}\n[]\n1\n");
    QTest::newRow("record separators") << QByteArray("{\"type\":6}\x1e{\"type\":6}\x1e");
    QTest::newRow("RFC 7464") << QByteArray("\x1e{}\n\x1e{}\n");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}");
    QTest::newRow("white space around") << QByteArray(" \r\n\t[ 1 , 2 ] \n ");
}

void TestJsonBreak::takesWhatIsRight()
{
    QFETCH(QByteArray, json);
    JsonIndenter indenter(json);
    while (indenter.advance(1)) { }
    QVERIFY2(!indenter.broken(), indenter.broken() ? qPrintable(indenter.broken()->toString()) : "");
}

void TestJsonBreak::anEndIsNoBreakIfMoreFollows_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
        {"", "[", "{\"a", "{\"a\"", "{\"a\":", "[tr", "[-", "[1.", "[\"\\", "[\"\\u00", "[1"})
        QTest::newRow(json) << QByteArray(json);
}

void TestJsonBreak::anEndIsNoBreakIfMoreFollows()
{
    QFETCH(QByteArray, json);
    JsonIndenter cut(json, true);
    cut.advance(json.size());
    QVERIFY(cut.isDone());
    QVERIFY(!cut.broken());
    JsonIndenter whole(json);
    whole.advance(json.size());
    QVERIFY(whole.broken());
    QCOMPARE(int(whole.broken()->cause), int(JsonBreak::Cause::EndsEarly));
}

QTEST_GUILESS_MAIN(TestJsonBreak)
#include "tst_jsonbreak.moc"
