// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/fulldraft.h"
#include "support/patience.h"
#include "ui/library.h"
#include "ui/librarymodel.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

// What may be done to the library by this window and others, seen by whoever shows it.
class TestLibraryModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsNameAndAddress();
    void isTheLibraryWhateverIsDoneToIt();
    void isRenamedInPlace();
    void rowsAreMoved_data();
    void rowsAreMoved();

private:
    void add(const QString &name) const
    {
        m_library->insert(m_library->entries().size(), {name, name, u"ws://h/"_s + name, {}});
    }
    QString names() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.append(m_model->index(row).data().toString());
        return all.join(u' ');
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<LibraryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestLibraryModel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_library = std::make_unique<Library>(m_folder->filePath(u"library.json"_s));
    m_model = std::make_unique<LibraryModel>(*m_library);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
        add(name);
}

void TestLibraryModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_library.reset();
}

void TestLibraryModel::showsNameAndAddress()
{
    const QModelIndex first = m_model->index(0);
    QCOMPARE(first.data().toString(), u"a"_s);
    QCOMPARE(first.data(LibraryModel::UrlRole).toString(), u"ws://h/a"_s);
    QCOMPARE(m_model->indexOf(u"b"_s).row(), 1);
    QVERIFY(!m_model->indexOf(u"x"_s).isValid());
    QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), u"a: ws://h/a."_s);
    LibraryEntry full = libraryEntry(u"ws://h/full"_s, framescope::test::fullDraft());
    m_library->insert(0, full);
    QCOMPARE(m_model->index(0).data(Qt::AccessibleTextRole).toString(),
        u"h/full: ws://h/full. %1 options. 7 secrets are to be typed again."_s.arg(full.draft.differences({})));
}

void TestLibraryModel::isTheLibraryWhateverIsDoneToIt()
{
    m_library->insert(1, {u"x"_s, u"x"_s, u"ws://h/x"_s, {}});
    QCOMPARE(names(), u"a x b c"_s);
    m_library->remove(u"b"_s);
    QCOMPARE(names(), u"a x c"_s);
    m_library->move(0, 2);
    QCOMPARE(names(), u"x c a"_s);
    m_library->move(2, 0);
    QCOMPARE(names(), u"a x c"_s);
    Library other(m_folder->filePath(u"library.json"_s));
    QTRY_COMPARE(other.entries().size(), 3);
    other.rename(u"x"_s, u"theirs"_s);
    QTRY_COMPARE(names(), u"a theirs c"_s);
}

void TestLibraryModel::isRenamedInPlace()
{
    QVERIFY(m_model->setData(m_model->index(1), u" the  second "_s));
    QCOMPARE(m_library->entries()[1].name, u"the second"_s);
    QVERIFY(!m_model->setData(m_model->index(1), u"  "_s)); // it needs one
    QCOMPARE(m_library->entries()[1].name, u"the second"_s);
}

void TestLibraryModel::rowsAreMoved_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("down") << 0 << 2 << u"b a c"_s;
    QTest::newRow("to the end") << 0 << 3 << u"b c a"_s;
    QTest::newRow("up") << 2 << 1 << u"a c b"_s;
    QTest::newRow("to the front") << 2 << 0 << u"c a b"_s;
    QTest::newRow("nowhere") << 1 << 2 << u"a b c"_s;
}

void TestLibraryModel::rowsAreMoved()
{
    QFETCH(int, from);
    QFETCH(int, before);
    m_model->moveRow({}, from, {}, before);
    QTEST(names(), "after");
}

QTEST_GUILESS_MAIN(TestLibraryModel)
#include "tst_librarymodel.moc"
