// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "ui/jsontreemodel.h"
#include "ui/jsontreeview.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;

// The tree of JSON and the view that shows it.
class TestJsonTreeModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsChildren();
    void opensLazily();
    void groupsMany();
    void groupsVeryMany();
    void largeOnesOpenElsewhere();
    void anotherTextComesMeanwhile();
    void twoLargeOnesAtOnce();
    void severalDocuments();
    void saysWhyNot();
    void findsBytes_data();
    void findsBytes();
    void copies();
    void viewOpensTheWay();

private:
    QModelIndex at(std::initializer_list<int> rows)
    {
        QModelIndex index;
        for (const int row : rows) {
            if (m_model->canFetchMore(index))
                m_model->fetchMore(index);
            index = m_model->index(row, 0, index);
        }
        return index;
    }
    QString text(const QModelIndex &index) const { return index.data().toString(); }

    std::unique_ptr<JsonTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestJsonTreeModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<JsonTreeModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false); // it would inside of rowsInserted(), where no model may grow
}

void TestJsonTreeModel::showsChildren()
{
    m_model->setJson(
        R"({"id":12345678901234567890123,"name":"a\u00e9","tags":["x",{}],"none":null,"id":1.10})");
    QCOMPARE(m_model->rowCount(), 5);
    QCOMPARE(text(at({0})), QStringLiteral("id: 12345678901234567890123"));
    QCOMPARE(text(at({1})), QStringLiteral("name: \"a\\u00e9\""));
    QCOMPARE(text(at({2})), QStringLiteral("tags: [\"x\",{}]"));
    QCOMPARE(text(at({3})), QStringLiteral("none: null"));
    QCOMPARE(text(at({4})), QStringLiteral("id: 1.10")); // the key twice
    QVERIFY(!m_model->hasChildren(at({0})));
}

void TestJsonTreeModel::opensLazily()
{
    m_model->setJson(R"({"a":{"b":[1,{"c":true}]},"e":[ ]})");
    const QModelIndex a = at({0});
    QVERIFY(m_model->hasChildren(a));
    QCOMPARE(m_model->rowCount(a), 0);
    QVERIFY(m_model->canFetchMore(a));
    m_model->fetchMore(a);
    QCOMPARE(m_model->rowCount(a), 1);
    QVERIFY(!m_model->canFetchMore(a));
    QCOMPARE(text(a), QStringLiteral("a: 1 key"));
    QCOMPARE(text(at({0, 0, 1, 0})), QStringLiteral("c: true"));
    QCOMPARE(text(at({0, 0})), QStringLiteral("b: 2 values"));
    QVERIFY(!m_model->hasChildren(at({1}))); // [ ]
    QCOMPARE(jsonPath(m_model->placeOf(at({0, 0, 1, 0}))), QStringLiteral("$.a.b[1].c"));
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestJsonTreeModel::groupsMany()
{
    QByteArray json = "[";
    for (int i = 0; i < 2500; ++i)
        json += QByteArray::number(i) + ',';
    m_model->setJson(json + "null]");
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(text(at({0})), QStringLiteral("0 to 999"));
    QCOMPARE(text(at({2})), QStringLiteral("2,000 to 2,500"));
    QCOMPARE(text(at({1, 17})), QStringLiteral("1017: 1017"));
    QVERIFY(at({2, 500}).isValid());
    QCOMPARE(m_model->rowCount(at({2})), 501);
    QCOMPARE(jsonPath(m_model->placeOf(at({1, 17}))), QStringLiteral("$[1017]"));
    QCOMPARE(m_model->valueRange(at({1})).end, quint64(0));
}

void TestJsonTreeModel::groupsVeryMany()
{
    m_model->setJson("[" + QByteArray("1,").repeated(1'000'500) + "2]");
    QTRY_COMPARE(m_model->rowCount(), 2);
    QCOMPARE(text(at({0})), QStringLiteral("0 to 999,999"));
    QCOMPARE(text(at({1})), QStringLiteral("1,000,000 to 1,000,500"));
    QCOMPARE(text(at({0, 999})), QStringLiteral("999,000 to 999,999"));
    QCOMPARE(text(at({0, 999, 999})), QStringLiteral("999999: 1"));
    QCOMPARE(text(at({1, 500})), QStringLiteral("1000500: 2"));
}

// The figure is printed; the bound is wide for slow machines and sanitizers.
void TestJsonTreeModel::largeOnesOpenElsewhere()
{
    const QByteArray items =
        QByteArray(R"({"id":12345,"name":"some name","values":[1,2,3]},)").repeated(200'000);
    m_model->setJson("{\"items\":[" + items + "null],\"end\":1}");
    QTRY_COMPARE(m_model->rowCount(), 2);
    const QModelIndex list = at({0});
    QSignalSpy ready(m_model.get(), &JsonTreeModel::ready);
    QElapsedTimer timer;
    timer.start();
    m_model->fetchMore(list);
    const qint64 called = timer.elapsed();
    QVERIFY(m_model->isBusy());
    QVERIFY(m_model->hasChildren(list));
    QTRY_COMPARE(ready.count(), 1);
    qInfo("10 MB: fetchMore() took %lld ms, 200,001 children were there after %lld ms", called,
        timer.elapsed());
    QCOMPARE(m_model->rowCount(list), 201);
    QCOMPARE(text(at({0, 200, 0})), QStringLiteral("200000: null"));
    QVERIFY(called < 100);
}

void TestJsonTreeModel::anotherTextComesMeanwhile()
{
    m_model->setJson("[" + QByteArray("1,").repeated(1'000'000) + "2]");
    QVERIFY(m_model->isBusy());
    m_model->setJson("[7]");
    QVERIFY(!m_model->isBusy());
    QCOMPARE(text(at({0})), QStringLiteral("0: 7"));
    QSignalSpy ready(m_model.get(), &JsonTreeModel::ready);
    m_model->setJson("[" + QByteArray("3,").repeated(1'000'000) + "2]");
    QTRY_COMPARE(ready.count(), 1); // and nothing of the one before
    QCOMPARE(text(at({0, 0, 0})), QStringLiteral("0: 3"));
}

void TestJsonTreeModel::twoLargeOnesAtOnce()
{
    const QByteArray list = "[" + QByteArray("1,").repeated(500'000) + "2]";
    m_model->setJson("[" + list + "," + list + "]");
    QTRY_COMPARE(m_model->rowCount(), 2);
    m_model->fetchMore(at({0}));
    m_model->fetchMore(m_model->index(1, 0));
    QTRY_VERIFY(m_model->rowCount(m_model->index(1, 0)) > 0);
    // The first gave way, and can be opened again.
    QVERIFY(m_model->canFetchMore(m_model->index(0, 0)) || m_model->rowCount(m_model->index(0, 0)) > 0);
    if (m_model->canFetchMore(m_model->index(0, 0)))
        m_model->fetchMore(m_model->index(0, 0));
    QTRY_VERIFY(m_model->rowCount(m_model->index(0, 0)) > 0);
}

void TestJsonTreeModel::severalDocuments()
{
    m_model->setJson("{\"a\":1}\n{\"b\":[2]}\n");
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(text(at({1})), QStringLiteral("1: {\"b\":[2]}"));
    QCOMPARE(jsonPath(m_model->placeOf(at({1, 0, 0}))), QStringLiteral("$.b[0]"));
}

void TestJsonTreeModel::saysWhyNot()
{
    m_model->setJson("[1 2]");
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(text(at({0})).startsWith(u"The tree cannot be made"));
    QCOMPARE(at({0}).data(JsonTreeModel::KindRole).toInt(), int(JsonTreeModel::Kind::Error));
    QVERIFY(!m_model->hasChildren(at({0})));
}

void TestJsonTreeModel::findsBytes_data()
{
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QString>("path");
    // {"a":1,"b":[10,{"c":"x"}]}
    // 0    5 7   12  16
    QTest::newRow("bracket") << quint64(0) << QStringLiteral("$");
    QTest::newRow("key") << quint64(2) << QStringLiteral("$.a");
    QTest::newRow("value") << quint64(5) << QStringLiteral("$.a");
    QTest::newRow("inside") << quint64(12) << QStringLiteral("$.b[0]");
    QTest::newRow("deep") << quint64(21) << QStringLiteral("$.b[1].c");
    QTest::newRow("end") << quint64(25) << QStringLiteral("$");
}

void TestJsonTreeModel::findsBytes()
{
    QFETCH(quint64, offset);
    m_model->setJson(R"({"a":1,"b":[10,{"c":"x"}]})");
    QTEST(jsonPath(m_model->placeOf(m_model->indexOf(offset))), "path");
}

void TestJsonTreeModel::copies()
{
    JsonTreeView view;
    view.setJson(R"({"a b":{"c":"x\ny","d":[1, 2]}})");
    const QModelIndex object = view.json()->index(0, 0);
    view.json()->fetchMore(object);
    const QModelIndex string = view.json()->index(0, 0, object);
    QMenu menu;
    view.fillMenu(menu, string);
    QStringList copied;
    for (QAction *action : menu.actions()) {
        if (action->isSeparator())
            continue;
        action->trigger();
        copied += action->text() + u'=' + QGuiApplication::clipboard()->text();
    }
    QCOMPARE(copied.join(u'|'),
        QStringLiteral(
            "Copy value=x\ny|Copy as JSON=\"x\\ny\"|Copy path=$[\"a b\"].c|Copy JSON pointer=/a b/c"));
    view.setCurrentIndex(view.json()->index(1, 0, object));
    QTest::keySequence(&view, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("[1, 2]"));
}

void TestJsonTreeModel::viewOpensTheWay()
{
    JsonTreeView view;
    view.resize(300, 200);
    view.show();
    QSignalSpy chosen(&view, &JsonTreeView::chosen);
    QByteArray json = "[";
    for (int i = 0; i < 3000; ++i)
        json += "{\"n\":" + QByteArray::number(i) + "},";
    json += "{\"last\":[\"here\"]}]";
    view.setJson(json);
    view.showOffset(quint64(json.indexOf("here")));
    QCOMPARE(view.path(view.currentIndex()), QStringLiteral("$[3000].last[0]"));
    QVERIFY(view.viewport()->rect().contains(view.visualRect(view.currentIndex()).center()));
    QCOMPARE(chosen.count(), 0);
    QVERIFY(!view.grab().isNull());
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(chosen.count(), 1);
}

QTEST_MAIN(TestJsonTreeModel)
#include "tst_jsontreemodel.moc"
