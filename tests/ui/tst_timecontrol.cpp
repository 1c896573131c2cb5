// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timecontrol.h"

#include <QAction>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace framescope;
using Mode = TimeDisplay::Mode;

class TestTimeControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { TimeControl().setMode(Mode::Local); }
    void goesRound();
    void zeroIsSetAndTakenAway();
    void isRemembered();
    void zeroIsNotRemembered();
};

void TestTimeControl::goesRound()
{
    TimeControl control;
    QSignalSpy changed(&control, &TimeControl::changed);
    QList<Mode> seen;
    for (int i = 0; i < 4; ++i) {
        control.next()->trigger();
        seen += control.display().mode;
    }
    QCOMPARE(seen, (QList<Mode>{Mode::Utc, Mode::SinceStart, Mode::Delta, Mode::Local}));
    QCOMPARE(changed.count(), 4);
}

void TestTimeControl::zeroIsSetAndTakenAway()
{
    TimeControl control;
    QAction *sinceZero = control.modes().at(int(Mode::SinceZero));
    QVERIFY(!sinceZero->isEnabled());
    control.setZeroNs(500);
    QCOMPARE(control.display().mode, Mode::SinceZero);
    QCOMPARE(control.display().zeroNs, 500);
    QVERIFY(sinceZero->isEnabled() && sinceZero->isChecked());
    control.setZeroNs(700);
    QCOMPARE(control.display().zeroNs, 700);
    control.setZeroNs(700);
    QCOMPARE(control.display().mode, Mode::Local);
    QVERIFY(!sinceZero->isEnabled());
}

void TestTimeControl::isRemembered()
{
    TimeControl().setMode(Mode::Delta);
    const TimeControl control;
    QCOMPARE(control.display().mode, Mode::Delta);
    QVERIFY(control.modes().at(int(Mode::Delta))->isChecked());
}

void TestTimeControl::zeroIsNotRemembered()
{
    TimeControl().setZeroNs(500);
    QCOMPARE(TimeControl().display().mode, Mode::SinceStart);
}

QTEST_MAIN(TestTimeControl)
#include "tst_timecontrol.moc"
