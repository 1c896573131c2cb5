// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "analysis/secrets.h"
#include "support/patience.h"
#include "ui/namedvaluemodel.h"
#include "ui/namedvaluetable.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

const NamedValues two{{true, u"A"_s, u"1"_s, u"curl"_s}, {false, u"B"_s, u"2"_s, u"typed"_s}};

} // namespace

class TestNamedValueModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsItsValues();
    void theLastRowIsAlwaysNew();
    void ticks();
    void nothingTypedMakesNoRow();
    void deleteTakesTheRowAway();
    void typingInTheTableMakesARow();
    void whatIsLeftOutIsSaidUntilItIsTyped();

private:
    QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }

    std::unique_ptr<NamedValueModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestNamedValueModel::init()
{
    m_model = std::make_unique<NamedValueModel>(u"Add a header"_s, secrets::isHeader);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setValues(two);
}

void TestNamedValueModel::showsItsValues()
{
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(text(0, NamedValueModel::Name), u"A"_s);
    QCOMPARE(text(0, NamedValueModel::Value), u"1"_s);
    QCOMPARE(text(0, NamedValueModel::Source), u"curl"_s);
    QCOMPARE(m_model->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QCOMPARE(m_model->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(!m_model->index(2, 0).data(Qt::CheckStateRole).isValid());
    QCOMPARE(text(2, NamedValueModel::Name), u"Add a header"_s);
    QCOMPARE(m_model->index(2, 0).data(Qt::EditRole).toString(), QString());
}

void TestNamedValueModel::theLastRowIsAlwaysNew()
{
    QSignalSpy edited(m_model.get(), &NamedValueModel::edited);
    QVERIFY(m_model->setData(m_model->index(2, NamedValueModel::Value), u"3"_s, Qt::EditRole));
    QVERIFY(m_model->setData(m_model->index(2, NamedValueModel::Name), u"C"_s, Qt::EditRole));
    QCOMPARE(m_model->rowCount(), 4);
    const NamedValue typed{true, u"C"_s, u"3"_s, u"typed"_s};
    QCOMPARE(m_model->values().last(), typed);
    QCOMPARE(edited.count(), 2);
}

void TestNamedValueModel::ticks()
{
    QVERIFY(m_model->setData(m_model->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!m_model->values().first().on);
    QVERIFY(!m_model->setData(m_model->index(2, 0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(m_model->rowCount(), 3);
}

void TestNamedValueModel::nothingTypedMakesNoRow()
{
    QVERIFY(!m_model->setData(m_model->index(2, 0), QString(), Qt::EditRole));
    QCOMPARE(m_model->rowCount(), 3);
}

void TestNamedValueModel::deleteTakesTheRowAway()
{
    NamedValueTable table(*m_model, u"Headers"_s);
    table.setCurrentIndex(m_model->index(0, 0));
    QTest::keyClick(&table, Qt::Key_Delete);
    QCOMPARE(m_model->values().size(), 1);
    QCOMPARE(m_model->values().first().name, u"B"_s);
    table.setCurrentIndex(m_model->index(1, 0)); // the new one, which stays
    QTest::keyClick(&table, Qt::Key_Delete);
    QCOMPARE(m_model->rowCount(), 2);
}

void TestNamedValueModel::typingInTheTableMakesARow()
{
    NamedValueTable table(*m_model, u"Headers"_s);
    table.show();
    table.setCurrentIndex(m_model->index(2, NamedValueModel::Name));
    QTest::keyClick(&table, Qt::Key_X);
    auto *editor = table.viewport()->findChild<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"-Y"_s);
    QTest::keyClick(editor, Qt::Key_Enter);
    QTRY_COMPARE(m_model->values().size(), 3);
    QCOMPARE(m_model->values().last().name.toLower(), u"x-y"_s);
}

void TestNamedValueModel::whatIsLeftOutIsSaidUntilItIsTyped()
{
    m_model->setValues({{true, u"Authorization"_s, {}, u"curl"_s, true}});
    const QModelIndex value = m_model->index(0, NamedValueModel::Value);
    QCOMPARE(value.data().toString(), u"Not saved. Type it again."_s);
    QCOMPARE(value.data(Qt::EditRole).toString(), QString());
    QVERIFY(m_model->setData(value.siblingAtColumn(NamedValueModel::Name), u"X-Token"_s, Qt::EditRole));
    QVERIFY(m_model->values().first().isLeftOut);
    QVERIFY(m_model->setData(value, u"abc"_s, Qt::EditRole));
    QVERIFY(!m_model->values().first().isLeftOut);
    QCOMPARE(value.data().toString(), secrets::Dots.toString());
}

QTEST_MAIN(TestNamedValueModel)
#include "tst_namedvaluemodel.moc"
