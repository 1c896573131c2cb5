// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/nohits.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestNoHits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void standsWhereNoRowIsShown()
    {
        QWidget rows;
        rows.resize(600, 400);
        rows.show();
        NoHits none(rows);
        none.setCount(1, 12'331, 0);
        QVERIFY(none.isHidden());
        none.setCount(0, 0, 0);
        QVERIFY(none.isHidden());
        none.setCount(0, 12'331, 0);
        QVERIFY(none.isVisible());
        QCOMPARE(none.findChild<QLabel *>()->text(), u"None of 12,331 rows match."_s);
        rows.resize(900, 400);
        QTRY_COMPARE(none.geometry().center().x(), rows.rect().center().x());
        none.setCount(0, 1, 7);
        QCOMPARE(none.findChild<QLabel *>()->text(), u"The one row does not match."_s);
        QVERIFY(none.findChildren<QPushButton *>().last()->isVisible()); // there are cleared rows
        QSignalSpy cleared(&none, &NoHits::clearedRequested);
        QTest::mouseClick(none.findChildren<QPushButton *>().last(), Qt::LeftButton);
        QCOMPARE(cleared.size(), 1);
        QSignalSpy clear(&none, &NoHits::clearRequested);
        QTest::mouseClick(none.findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(clear.size(), 1);
    }
};

QTEST_MAIN(TestNoHits)
#include "tst_nohits.moc"
