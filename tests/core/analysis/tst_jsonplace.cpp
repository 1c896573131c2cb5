// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonplace.h"

#include <QTest>

using namespace framescope;

class TestJsonPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheValue_data();
    void findsTheValue();
    void survivesGarbage_data();
    void survivesGarbage();
    void unescapes_data();
    void unescapes();
    void findsTheEndOfStrings_data();
    void findsTheEndOfStrings();
};

void TestJsonPlace::findsTheValue_data()
{
    QTest::addColumn<QByteArray>("json"); // the place is the first ^, which is taken out
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("pointer");
    const auto row = [](const char *json, const char *path, const char *pointer) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(path) << QString::fromUtf8(pointer);
    };
    row("^{}", "$", "");
    row("{^}", "$", "");
    row("{ ^ \"a\":1}", "$", "");
    row("{^\"a\":1}", "$.a", "/a");
    row("{\"a\"^:1}", "$.a", "/a");
    row("{\"a\":^1}", "$.a", "/a");
    row("{\"a\":1,\"b\":^2}", "$.b", "/b");
    row("[^1]", "$[0]", "/0");
    row("[1,^2]", "$[1]", "/1");
    row("[1,2^]", "$", "");
    row("[[],[1,{\"x\":[^true]}]]", "$[1][1].x[0]", "/1/1/x/0");
    row("{\"data\":{\"items\":[1,{\"id\":^7}]}}", "$.data.items[1].id", "/data/items/1/id");
    row("{\"a\":{\"b\":1^}}", "$.a", "/a");
    row("{\"a\":{\"b\":1},\"c\":^2}", "$.c", "/c");
    row("{\"a b\":^1}", "$[\"a b\"]", "/a b");
    row("{\"a/b~c\":^1}", "$[\"a/b~c\"]", "/a~1b~0c");
    row("{\"\":^1}", "$[\"\"]", "/");
    row("{\"caf\\u00e9\":^1}", "$.caf\u00e9", "/caf\u00e9");
    row("{\"]},\":^1}", "$[\"]},\"]", "/]},");
    row("^42", "$", "");
}

void TestJsonPlace::findsTheValue()
{
    QFETCH(QByteArray, json);
    const qsizetype at = json.indexOf('^');
    json.remove(at, 1);
    const auto place = jsonPlaceAt(json, quint64(at));
    QVERIFY(place);
    QTEST(jsonPath(*place), "path");
    QTEST(jsonPointer(*place), "pointer");
}

void TestJsonPlace::survivesGarbage_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"]]]", "}{,,,", "\"", "{\"", "[\"\\", ",,,", "{\"a\"\"b\"", "x"})
        QTest::newRow(json) << QByteArray(json);
}

void TestJsonPlace::survivesGarbage()
{
    QFETCH(QByteArray, json);
    for (qsizetype i = 0; i < json.size(); ++i)
        QVERIFY(jsonPlaceAt(json, quint64(i)));
    QVERIFY(!jsonPlaceAt(json, quint64(json.size())));
}

void TestJsonPlace::unescapes_data()
{
    QTest::addColumn<QByteArray>("spelled");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("abc") << QStringLiteral("abc");
    QTest::newRow("letters") << QByteArray(R"(\"\\\/\b\f\n\r\t)") << QStringLiteral("\"\\/\b\f\n\r\t");
    QTest::newRow("number") << QByteArray(R"(\u00e9\u0041)") << QStringLiteral("\u00e9A");
    QTest::newRow("pair") << QByteArray(R"(\ud83d\ude00)") << QString::fromUcs4(U"\U0001F600", 1);
    QTest::newRow("unknown") << QByteArray(R"(\x41)") << QStringLiteral("\\x41");
    QTest::newRow("short") << QByteArray(R"(\u00e)") << QStringLiteral("\\u00e");
    QTest::newRow("at the end") << QByteArray("a\\") << QStringLiteral("a\\");
}

void TestJsonPlace::unescapes()
{
    QFETCH(QByteArray, spelled);
    QTEST(unescapedJson(spelled), "text");
}

void TestJsonPlace::findsTheEndOfStrings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("end");
    QTest::newRow("plain") << QByteArray(R"("ab")") << 4;
    QTest::newRow("empty") << QByteArray(R"("")") << 2;
    QTest::newRow("escaped quote") << QByteArray(R"("a\"b"x)") << 6;
    QTest::newRow("escaped backslash") << QByteArray(R"("a\\"x)") << 5;
    QTest::newRow("three backslashes") << QByteArray(R"("\\\""x)") << 6;
    QTest::newRow("open") << QByteArray(R"("ab)") << 3;
    QTest::newRow("open behind a backslash") << QByteArray(R"("ab\")") << 5;
}

void TestJsonPlace::findsTheEndOfStrings()
{
    QFETCH(QByteArray, json);
    QTEST(int(jsonStringEnd(json, 0)), "end");
}

QTEST_GUILESS_MAIN(TestJsonPlace)
#include "tst_jsonplace.moc"
