// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ownsettings.h"
#include "ui/setting.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestSetting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void outlivesItsUser();
    void damagedIsTheDefault_data();
    void damagedIsTheDefault();
    void damagedIsWrittenAnew();
    void whatIsThereIsNotWrittenAgain();

private:
    test::OwnSettings m_file;
};

void TestSetting::outlivesItsUser()
{
    const Setting<int> size{"size", 10};
    QCOMPARE(size.value(), 10);
    size.set(12);
    QCOMPARE((Setting<int>{"size", 10}.value()), 12);
    size.reset();
    QCOMPARE(size.value(), 10);
}

void TestSetting::damagedIsTheDefault_data()
{
    QTest::addColumn<QString>("written");
    QTest::newRow("no number") << u"ten"_s;
    QTest::newRow("too large") << u"99"_s;
    QTest::newRow("nothing") << QString();
}

void TestSetting::damagedIsTheDefault()
{
    QFETCH(QString, written);
    QSettings().setValue(u"size"_s, written);
    QSettings().setValue(u"shown"_s, written);
    QSettings().setValue(u"hosts"_s, written);
    QCOMPARE((Setting<int>{"size", 10, [](const int &size) { return size <= 20; }}.value()), 10);
    QCOMPARE((Setting<bool>{"shown", true}.value()), true);
    QCOMPARE((Setting<bool>{"shown", false}.value()), false);
    QCOMPARE((Setting<QVariantMap>{"hosts", {}}.value()), QVariantMap());
}

void TestSetting::damagedIsWrittenAnew()
{
    QSettings().setValue(u"size"_s, u"ten"_s);
    Setting<int>{"size", 10}.set(10);
    QCOMPARE(QSettings().value(u"size"_s).toString(), u"10"_s);
}

void TestSetting::whatIsThereIsNotWrittenAgain()
{
    const Setting<QStringList> hosts{"hosts", {}};
    hosts.set({u"a"_s});
    const auto written = [this] { return QFileInfo(m_file.path()).lastModified(); };
    QFile file(m_file.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(written().addDays(-1), QFileDevice::FileModificationTime));
    const QDateTime before = written();
    hosts.set({u"a"_s});
    QCOMPARE(written(), before);
    hosts.set({u"b"_s});
    QVERIFY(written() != before);
}

QTEST_GUILESS_MAIN(TestSetting)
#include "tst_setting.moc"
