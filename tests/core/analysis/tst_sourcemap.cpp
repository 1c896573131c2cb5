// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonindenter.h"

#include <QTest>

using namespace framescope;

class TestSourceMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leadsBothWays_data();
    void leadsBothWays();
    void isExactInLargeTexts();
    void identity();
};

void TestSourceMap::leadsBothWays_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("minified") << QByteArray(R"({"a":1,"b":[true,{"c":"d e"}],"f":{}})");
    QTest::newRow("spaced") << QByteArray("{ \"a\" :\t1 ,\r\n \"b\" : [ ] }");
    QTest::newRow("wide") << QByteArray("{\n      \"a\":\n\n   [ 1,\n2 ]\n}\n");
    QTest::newRow("broken") << QByteArray("{\"a\": 1, b: 2  ,   3}");
    QTest::newRow("lines") << QByteArray("{\"a\":1}\n{\"a\":2}\n");
}

// Every byte that is no white space stands in both texts, and its place in one leads to the other.
void TestSourceMap::leadsBothWays()
{
    QFETCH(QByteArray, source);
    JsonIndenter indenter(source);
    QVERIFY(!indenter.advance(source.size()));
    const QByteArray shown = indenter.takeShown();
    const SourceMap map = indenter.takeMap();
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (isspace(source[i]))
            continue;
        const quint64 at = map.toShown(shown, source, quint64(i));
        QCOMPARE(shown[qsizetype(at)], source[i]);
        QCOMPARE(map.toSource(shown, source, at), quint64(i));
    }
}

void TestSourceMap::isExactInLargeTexts()
{
    QByteArray source = "[";
    for (int i = 0; i < 20'000; ++i)
        source += "{\"id\":" + QByteArray::number(i) + ",\"text\":\"" + QByteArray(i % 97, 'x') + "\"},";
    source += "\"" + QByteArray(1 << 20, 'y') + "\"]";
    JsonIndenter indenter(source);
    while (indenter.advance(10'000)) { }
    const QByteArray shown = indenter.takeShown();
    const SourceMap map = indenter.takeMap();
    for (int i = 0; i < 20'000; i += 111) {
        const QByteArray needle = "\"id\":" + QByteArray::number(i) + ",";
        const auto from = quint64(source.indexOf(needle));
        const quint64 at = map.toShown(shown, source, from);
        QVERIFY(QByteArrayView(shown)
                    .sliced(qsizetype(at))
                    .startsWith(QByteArray("\"id\": " + QByteArray::number(i))));
        QCOMPARE(map.toSource(shown, source, at), from);
    }
    const auto nearEnd = quint64(source.size() - 100);
    QCOMPARE(map.toSource(shown, source, map.toShown(shown, source, nearEnd)), nearEnd);
    QCOMPARE(map.toShown(shown, source, quint64(source.size())), quint64(shown.size()));
}

void TestSourceMap::identity()
{
    const SourceMap map;
    QVERIFY(map.isIdentity());
    QCOMPARE(map.toSource("abc", "abc", 2), quint64(2));
    QCOMPARE(map.toShown("abc", "abc", 9), quint64(3));
}

QTEST_GUILESS_MAIN(TestSourceMap)
#include "tst_sourcemap.moc"
