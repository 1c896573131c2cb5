// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/notices.h"

#include <QTest>

using namespace framescope;

namespace {

Notice saying(const char *what)
{
    return {Notice::Tone::Error, QString::fromLatin1(what), QStringLiteral("Evidence."), {}, {}};
}

} // namespace

class TestNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMostUrgentIsShown();
    void whatIsHiddenStaysHidden();
    void theDiskIsFull();
    void hidingWhatWasTypedForgetsIt();
    void unsentMessagesAreTold_data();
    void unsentMessagesAreTold();
};

void TestNotices::theMostUrgentIsShown()
{
    Notices notices;
    QCOMPARE(notices.shown(), Notice());
    notices.setOutcome(saying("Lost."), 0);
    QCOMPARE(notices.shown().what, QStringLiteral("Lost."));
    notices.setReceivingPaused(true);
    QCOMPARE(notices.shown().what, QStringLiteral("Receiving is paused."));
    QCOMPARE(notices.shown().actions, QStringList(QStringLiteral("resume")));
    notices.setTrouble(QStringLiteral("the disk is full"), 1'204, 0);
    QCOMPARE(notices.shown().what,
        QStringLiteral("Recording waits at row %1: the disk is full.").arg(QLocale().toString(1204)));
    notices.setTrouble(QStringLiteral("F is damaged. Save it."), 0, 0);
    QCOMPARE(notices.shown().what, QStringLiteral("Recording waits: F is damaged. Save it."));
    notices.setInput(saying("Wrong address."));
    QCOMPARE(notices.shown().what, QStringLiteral("Wrong address."));
    notices.setInput({});
    notices.setTrouble({}, 1204, 0);
    notices.setReceivingPaused(false);
    QCOMPARE(notices.shown().what, QStringLiteral("Lost."));
}

void TestNotices::whatIsHiddenStaysHidden()
{
    Notices notices;
    notices.setOutcome(saying("Lost."), 0);
    notices.hideShown();
    QCOMPARE(notices.shown(), Notice());
    notices.setOutcome(saying("Lost."), 0);
    QCOMPARE(notices.shown(), Notice());
    notices.setOutcome(saying("Refused."), 0);
    QCOMPARE(notices.shown().what, QStringLiteral("Refused."));
    notices.setOutcome(saying("Lost."), 0);
    notices.forgetHidden(); // another attempt, and the same end
    QCOMPARE(notices.shown().what, QStringLiteral("Lost."));
}

void TestNotices::theDiskIsFull()
{
    constexpr qint64 Second = 1'000'000'000;
    Notices notices;
    notices.setTrouble(QStringLiteral("the disk is full"), 7, 100 * Second);
    QCOMPARE(notices.shown().evidence,
        QStringLiteral(
            "Stored rows are safe; the server is held back. Recording goes on when there is room."));
    QCOMPARE(notices.shown().actions, QStringList(QStringLiteral("move-session")));
    notices.setEndable(true);
    notices.setTrouble(QStringLiteral("the disk is full"), 7, 105 * Second); // the same one
    notices.passTime(114 * Second);
    QCOMPARE(notices.shown().evidence,
        QStringLiteral(
            "Stored rows are safe; the server is held back (14 s). Recording goes on when there is room."));
    QCOMPARE(
        notices.shown().actions, QStringList({QStringLiteral("move-session"), QStringLiteral("disconnect")}));
    notices.hideShown();
    notices.passTime(115 * Second);
    QCOMPARE(notices.shown(), Notice()); // another second is nothing new to say
    notices.setTrouble({}, 8, 120 * Second);
    notices.setTrouble(QStringLiteral("the disk is full"), 9, 130 * Second);
    QCOMPARE(notices.shown().what, QStringLiteral("Recording waits at row 9: the disk is full."));
    QVERIFY(!notices.shown().evidence.contains(QStringLiteral("s)")));
}

void TestNotices::hidingWhatWasTypedForgetsIt()
{
    Notices notices;
    notices.setOutcome(saying("Lost."), 0);
    notices.setInput(saying("Wrong address."));
    notices.hideShown();
    QCOMPARE(notices.shown().what, QStringLiteral("Lost."));
}

void TestNotices::unsentMessagesAreTold_data()
{
    QTest::addColumn<int>("unsent");
    QTest::addColumn<QString>("evidence");
    QTest::newRow("none") << 0 << "Evidence.";
    QTest::newRow("one") << 1 << "Evidence. The message that waited for it was not sent.";
    QTest::newRow("more") << 3 << "Evidence. 3 messages that waited for it were not sent.";
}

void TestNotices::unsentMessagesAreTold()
{
    QFETCH(int, unsent);
    Notices notices;
    notices.setOutcome(saying("Refused."), unsent);
    QTEST(notices.shown().evidence, "evidence");
    notices.setOutcome({}, unsent);
    QCOMPARE(notices.shown(), Notice()); // nothing to hang it on
}

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_notices.moc"
