// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/jsonindexer.h"

#include <QTest>

using namespace framescope;

class TestJsonIndexer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsChildren_data();
    void findsChildren();
    void opensWhatIsInside();
    void findsRoots_data();
    void findsRoots();
    void findsTheChildOfAByte();
    void saysWhyNot_data();
    void saysWhyNot();
    void manyChildren();
    void stopsWhenCancelled();

private:
    JsonIndexer m_indexer;
};

void TestJsonIndexer::findsChildren_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("children"); // "key=value" or "value", parted by |
    const auto row = [](const char *json, const char *children) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(children);
    };
    row("[]", "");
    row("{}", "");
    row("[1]", "1");
    row("[1,2,3]", "1|2|3");
    row(" [ 1 , \"a,b\" ,\n[ 2 ] , { } ] ", "1|\"a,b\"|[ 2 ]|{ }");
    row("{\"a\":1,\"b\":[2,3]}", "\"a\"=1|\"b\"=[2,3]");
    row("{ \"a\" : 1 , \"a\" : 2 }", "\"a\"=1|\"a\"=2");
    row("{\"a\\\"}\":\"\\\\\",\"\":null}", "\"a\\\"}\"=\"\\\\\"|\"\"=null");
    row("[12345678901234567890123,1e400,-0.0,true]", "12345678901234567890123|1e400|-0.0|true");
    row("[\"\\ud800\"]", "\"\\ud800\"");
}

void TestJsonIndexer::findsChildren()
{
    QFETCH(QByteArray, json);
    const JsonText text(json);
    const auto roots = rootsOf(text, 10);
    QCOMPARE(roots.size(), std::size_t(1));
    const auto children = m_indexer.children(text, roots.front());
    QVERIFY2(children, children ? "" : qPrintable(children.error().toString()));
    QByteArrayList found;
    for (quint32 i = 0; i < children->count(); ++i) {
        const JsonValue child = children->at(text, i);
        const QByteArray value = text.bytes().sliced(child.begin, child.end - child.begin).toByteArray();
        const QByteArray key =
            text.bytes().sliced(child.keyBegin, child.keyEnd - child.keyBegin).toByteArray();
        found += child.hasKey() ? key + '=' + value : value;
    }
    QTEST(found.join('|'), "children");
}

void TestJsonIndexer::opensWhatIsInside()
{
    const JsonText text(R"({"data":{"items":[1,{"id":7}]},"end":0})");
    JsonValue value = rootsOf(text, 1).front();
    for (const quint32 index : {0u, 0u, 1u, 0u}) {
        const auto children = m_indexer.children(text, value);
        QVERIFY(children);
        value = children->at(text, index);
    }
    QCOMPARE(text.bytes().sliced(value.keyBegin, value.end - value.keyBegin).toByteArray(),
        QByteArray("\"id\":7"));
    QCOMPARE(int(value.kind), int(JsonKind::Number));
}

void TestJsonIndexer::findsRoots_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("roots");
    QTest::newRow("one") << QByteArray(" {\"a\":[1]}\n") << QByteArray("{\"a\":[1]}");
    QTest::newRow("lines") << QByteArray("{}\n[1]\n\"x\"\n12\n") << QByteArray("{}|[1]|\"x\"|12");
    QTest::newRow("record separators") << QByteArray("{\"t\":6}\x1e{}\x1e") << QByteArray("{\"t\":6}|{}");
    QTest::newRow("brackets in strings") << QByteArray("{\"}\":\"]\\\"\"}") << QByteArray("{\"}\":\"]\\\"\"}");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf[]") << QByteArray("[]");
    QTest::newRow("word") << QByteArray("true") << QByteArray("true");
    QTest::newRow("nothing") << QByteArray(" \n") << QByteArray();
}

void TestJsonIndexer::findsRoots()
{
    QFETCH(QByteArray, json);
    const JsonText text(json);
    QByteArrayList found;
    for (const JsonValue &root : rootsOf(text, 100))
        found += text.bytes().sliced(root.begin, root.end - root.begin).toByteArray();
    QTEST(found.join('|'), "roots");
    QVERIFY(rootsOf(text, 1).size() <= 1);
}

void TestJsonIndexer::findsTheChildOfAByte()
{
    const JsonText text(R"([10, 20, 30])");
    const auto children = m_indexer.children(text, rootsOf(text, 1).front());
    QVERIFY(children);
    QCOMPARE(children->indexOf(1), 0u);
    QCOMPARE(children->indexOf(4), 0u); // the space between two
    QCOMPARE(children->indexOf(5), 1u);
    QCOMPARE(children->indexOf(6), 1u);
    QCOMPARE(children->indexOf(10), 2u);
    QCOMPARE(children->indexOf(0), 0u);
}

void TestJsonIndexer::saysWhyNot_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]")
                               << QStringLiteral("The tree needs valid UTF-8. (byte 2)");
    QTest::newRow("no comma") << QByteArray("[1 2]") << QStringLiteral("The tree cannot be made: ");
    QTest::newRow("open string") << QByteArray("[\"]") << QStringLiteral("The tree cannot be made: ");
}

void TestJsonIndexer::saysWhyNot()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, sentence);
    const JsonText text(json);
    const auto children = m_indexer.children(text, rootsOf(text, 1).front());
    QVERIFY(!children);
    QVERIFY2(children.error().toString().startsWith(sentence), qPrintable(children.error().toString()));
}

void TestJsonIndexer::manyChildren()
{
    QByteArray json = "[";
    for (int i = 0; i < 100'000; ++i)
        json += QByteArray::number(i) + ',';
    json += "{\"last\":true}]";
    const JsonText text(json);
    const auto children = m_indexer.children(text, rootsOf(text, 1).front());
    QVERIFY(children);
    QCOMPARE(children->count(), 100'001u);
    for (const quint32 i : {0u, 9u, 54'321u, 99'999u}) {
        const JsonValue child = children->at(text, i);
        QCOMPARE(
            text.bytes().sliced(child.begin, child.end - child.begin).toByteArray(), QByteArray::number(i));
        QCOMPARE(children->indexOf(child.begin), i);
    }
    QVERIFY(children->at(text, 100'000).isContainer());
}

void TestJsonIndexer::stopsWhenCancelled()
{
    const JsonText text("[" + QByteArray("1,").repeated(10'000) + "1]");
    const std::atomic<bool> cancelled = true;
    QVERIFY(!m_indexer.children(text, rootsOf(text, 1).front(), &cancelled));
}

QTEST_GUILESS_MAIN(TestJsonIndexer)
#include "tst_jsonindexer.moc"
