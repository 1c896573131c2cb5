// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonindenter.h"

#include "support/worktimer.h"

#include <QTest>

#include <random>

using namespace framescope;

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// What must survive: every byte but the white space outside of strings.
QByteArray essence(const QByteArray &json)
{
    QByteArray out;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString && c == '\\' && i + 1 < json.size()) {
            out.append(c).append(json[++i]);
            continue;
        }
        if (c == '"')
            inString = !inString;
        if (inString || !isSpace(c))
            out.append(c);
    }
    return out;
}

} // namespace

class TestJsonIndenter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void indents_data();
    void indents();
    void losesNothing_data();
    void losesNothing();
    void losesNothingOfGarbage();
    void staysSmallForDeepNesting();
    void worksInSlices();
    void isFast();
    void knowsJson_data();
    void knowsJson();
};

void TestJsonIndenter::indents_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("pretty");
    QTest::newRow("object") << QByteArray(R"({"z":1,"a":[true,null]})")
                            << QByteArray("{\n  \"z\": 1,\n  \"a\": [\n    true,\n    null\n  ]\n}");
    QTest::newRow("empty ones stay on their line") << QByteArray(R"({"a":{ },"b":[
]})") << QByteArray("{\n  \"a\": {},\n  \"b\": []\n}");
    QTest::newRow("was pretty in another way")
        << QByteArray("{\r\n\t\"a\" :\t1 ,\"b\":2}\n") << QByteArray("{\n  \"a\": 1,\n  \"b\": 2\n}");
    QTest::newRow("scalar") << QByteArray("42") << QByteArray("42");
    QTest::newRow("lines of JSON") << QByteArray("{\"a\":1}\n{\"a\":2}")
                                   << QByteArray("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}");
    QTest::newRow("brackets in strings")
        << QByteArray(R"(["{[,:]}","\"]"])") << QByteArray("[\n  \"{[,:]}\",\n  \"\\\"]\"\n]");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("breaks off in a string") << QByteArray(R"({"a":"b c)") << QByteArray("{\n  \"a\": \"b c");
    QTest::newRow("what follows stays as it is")
        << QByteArray("[1]}  2\n 3") << QByteArray("[\n  1\n]}  2\n 3");
    QTest::newRow("raw from the break on")
        << QByteArray("{\"a\":[1,2  x,  3]}") << QByteArray("{\n  \"a\": [\n    1,\n    2  x,  3]}");
    QTest::newRow("raw from a broken token on")
        << QByteArray("{\"a\":1,  b : 2}") << QByteArray("{\n  \"a\": 1,\n  b : 2}");
    QTest::newRow("record separators") << QByteArray("{\"type\":6}\x1e{\"type\":7}\x1e")
                                       << QByteArray("{\n  \"type\": 6\n}\x1e\n{\n  \"type\": 7\n}\x1e");
}

void TestJsonIndenter::indents()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pretty);
    QCOMPARE(indentJson(json), pretty);
    QCOMPARE(indentJson(pretty), pretty); // and it is stable
}

void TestJsonIndenter::losesNothing_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("order") << QByteArray(R"({"z":1,"a":2,"m":3})");
    QTest::newRow("duplicates") << QByteArray(R"({"k":1,"k":2})");
    QTest::newRow("big numbers") << QByteArray(
        R"([18446744073709551616,12345678901234567890123,3.14159265358979323846])");
    QTest::newRow("forms of numbers") << QByteArray("[1.0,1e2,1.10,-0,-0.0,1e400]");
    QTest::newRow("escapes") << QByteArray(R"(["\/","\u00e9","\ud800","\\","\\\""])");
    QTest::newRow("bytes that are no UTF-8") << QByteArray("[\"\xff\xfe\",\"\x00\"]", 10);
    QTest::newRow("white space in strings") << QByteArray("[\"a  b\\n\\t\", \"\n\"]");
    QTest::newRow("trailing comma") << QByteArray("[1,]");
    QTest::newRow("not JSON") << QByteArray("{'a': undefined, // no\n b: NaN}");
    QTest::newRow("cut") << QByteArray(R"({"a":[{"b":"c\)");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"a\":1}");
}

void TestJsonIndenter::losesNothing()
{
    QFETCH(QByteArray, json);
    QCOMPARE(essence(indentJson(json)), essence(json));
}

void TestJsonIndenter::losesNothingOfGarbage()
{
    std::mt19937 random(4711);
    static constexpr char Alphabet[] = "{}[],:\"\\ \n\tab1-";
    std::uniform_int_distribution<std::size_t> letter(0, sizeof(Alphabet) - 2);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray json;
        for (int i = 0; i < 24; ++i)
            json += Alphabet[letter(random)];
        const QByteArray pretty = indentJson(json);
        QVERIFY2(essence(pretty) == essence(json), json.toHex(' ').constData());
        QVERIFY2(indentJson(pretty) == pretty, json.toHex(' ').constData());
    }
}

void TestJsonIndenter::staysSmallForDeepNesting()
{
    const QByteArray deep(64 << 10, '[');
    QVERIFY(indentJson(deep).size() < (64 << 10) * 11);
    const QByteArray wide = QByteArray(40, '[') + QByteArray("1,").repeated(1 << 20);
    QVERIFY(indentJson(wide).size() < wide.size() * 10);
}

void TestJsonIndenter::worksInSlices()
{
    const QByteArray json = "[" + QByteArray(R"({"a":"b c","d":[1,{}]},)").repeated(1000) + "1]";
    JsonIndenter indenter(json);
    int slices = 0;
    while (indenter.advance(100)) {
        ++slices;
        QVERIFY(indentJson(json).startsWith(indenter.shown()));
        if (slices == 20)
            break; // the comparison costs
    }
    while (indenter.advance(100))
        ++slices;
    QVERIFY(slices > 200);
    QCOMPARE(indenter.shown(), indentJson(json));
    QCOMPARE(indenter.documents(), 1);
}

// Measured: 2.6 ms a megabyte. The bound is wide, and still finds work that grows with the square.
void TestJsonIndenter::isFast()
{
    QByteArray json = "[";
    while (json.size() < (8 << 20))
        json += R"({"id":12345,"name":"a name of some length","values":[1,2,3],"nested":{"flag":true}},)";
    json += "null]";
    const test::WorkTimer timer;
    QVERIFY(indentJson(json).size() > json.size());
    QVERIFY2(timer.ms() < 2'000, qPrintable(QString::number(timer.ms())));
}

void TestJsonIndenter::knowsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("json");
    QTest::newRow("object") << QByteArray(" {\"a\":1}\n") << true;
    QTest::newRow("array") << QByteArray("[]") << true;
    QTest::newRow("word") << QByteArray("hello") << false;
    QTest::newRow("number") << QByteArray("17") << false;
    QTest::newRow("half") << QByteArray("{\"a\":1") << true;
    QTest::newRow("log line") << QByteArray("[INFO] started") << false;
    QTest::newRow("braces") << QByteArray("{name}") << false;
    QTest::newRow("broken late") << QByteArray("{\"a\":1,}") << true;
    QTest::newRow("socket.io") << QByteArray("42[\"event\"]") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("one bracket") << QByteArray("[") << false;
    QTest::newRow("SignalR") << QByteArray("{\"type\":6}\x1e") << true;
}

void TestJsonIndenter::knowsJson()
{
    QFETCH(QByteArray, text);
    QTEST(looksLikeJson(text), "json");
}

QTEST_GUILESS_MAIN(TestJsonIndenter)
#include "tst_jsonindenter.moc"
