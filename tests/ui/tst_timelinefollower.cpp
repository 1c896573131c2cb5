// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/timelinefollower.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using framescope::TimelineFollower;

class TestTimelineFollower : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysAtTheEnd();
    void countsWhileTheUserIsAway();
    void aLargerWindowIsNotTheUser();
    void rowsGo();
};

void TestTimelineFollower::staysAtTheEnd()
{
    QScrollBar bar;
    TimelineFollower follower(bar);
    QVERIFY(follower.isFollowing());
    follower.setRange(100, 20);
    QCOMPARE(bar.value(), 100);
    follower.addRows(50);
    follower.setRange(150, 20);
    QCOMPARE(bar.value(), 150);
    QCOMPARE(follower.newRows(), 0);
}

void TestTimelineFollower::countsWhileTheUserIsAway()
{
    QScrollBar bar;
    TimelineFollower follower(bar);
    QSignalSpy following(&follower, &TimelineFollower::followingChanged);
    QSignalSpy counted(&follower, &TimelineFollower::newRowsChanged);
    follower.setRange(100, 20);
    bar.setValue(90);
    QVERIFY(!follower.isFollowing());
    follower.addRows(3);
    follower.addRows(4);
    follower.setRange(107, 20);
    QCOMPARE(bar.value(), 90);
    QCOMPARE(follower.newRows(), 7);
    bar.setValue(107); // by hand
    QVERIFY(follower.isFollowing());
    QCOMPARE(follower.newRows(), 0);
    QCOMPARE(following.count(), 2);
    QCOMPARE(counted.count(), 3);

    bar.setValue(0);
    follower.addRows(1);
    follower.follow();
    QCOMPARE(bar.value(), 107);
    QVERIFY(follower.isFollowing());
    QCOMPARE(follower.newRows(), 0);
}

// Its range shrinks, and the bar moves with it: that is no wish to follow, nor to stop.
void TestTimelineFollower::aLargerWindowIsNotTheUser()
{
    QScrollBar bar;
    TimelineFollower follower(bar);
    follower.setRange(100, 20);
    bar.setValue(90);
    follower.setRange(80, 40);
    QCOMPARE(bar.value(), 80);
    QVERIFY(!follower.isFollowing());
    follower.addRows(2);
    QCOMPARE(follower.newRows(), 2);
    follower.setRange(80, 40); // they are in sight
    QCOMPARE(follower.newRows(), 0);
    QVERIFY(!follower.isFollowing());
    follower.follow();
    follower.setRange(60, 60);
    QVERIFY(follower.isFollowing());
    QCOMPARE(bar.value(), 60);
}

void TestTimelineFollower::rowsGo()
{
    QScrollBar bar;
    TimelineFollower follower(bar);
    follower.setRange(100, 20);
    follower.removeRows(3, 0);
    QCOMPARE(bar.value(), 100);
    bar.setValue(50);
    follower.addRows(7);
    follower.removeRows(3, 2);
    QCOMPARE(bar.value(), 47);
    QCOMPARE(follower.newRows(), 5);
    QVERIFY(!follower.isFollowing());
}

QTEST_MAIN(TestTimelineFollower)
#include "tst_timelinefollower.moc"
