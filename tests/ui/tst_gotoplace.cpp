// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/rows.h"
#include "ui/gotoplace.h"
#include "ui/linepopover.h"
#include "ui/livesession.h"
#include "ui/timelinepane.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000;

} // namespace

class TestGoToPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void understands_data();
    void understands();
    void goesToARow();
    void saysWhereTheLogEnds();
    void goesToTheNearestThatIsShown();
    void goesToATime();
    void asks();

private:
    void mark(int count);
    qint64 msNow() const
    {
        return (m_session->clock().monotonicNs() + m_session->epochOffsetNs()) / 1'000'000;
    }
    QString noticed() const
    {
        return m_noticed->isEmpty() ? QString() : m_noticed->last().first().toString();
    }

    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<TimelinePane> m_timeline;
    std::unique_ptr<GoToPlace> m_goTo;
    std::unique_ptr<QSignalSpy> m_noticed;
};

void TestGoToPlace::init()
{
    auto session = LiveSession::create(m_folder.filePath(u"%1.framescope"_s.arg(++m_number)));
    QVERIFY(session);
    m_session = std::move(session).value();
    m_timeline = std::make_unique<TimelinePane>([this](qint64 page) { m_session->requestPage(page); });
    connect(m_session.get(), &LiveSession::appended, m_timeline.get(), &TimelinePane::append);
    connect(m_session.get(), &LiveSession::pageRead, m_timeline.get(), &TimelinePane::addPage);
    m_goTo = std::make_unique<GoToPlace>(*m_session, *m_timeline);
    m_noticed = std::make_unique<QSignalSpy>(m_goTo.get(), &GoToPlace::noticed);
}

void TestGoToPlace::cleanup()
{
    m_goTo.reset();
    m_timeline.reset();
    m_session.reset();
}

void TestGoToPlace::mark(int count)
{
    const RowId before = m_timeline->model()->lastId();
    for (int i = 0; i < count; ++i)
        m_session->mark(u"mark"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_timeline->model()->lastId(), before + count, Patience);
}

void TestGoToPlace::understands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("row") << u" 1205 "_s << u"row 1205"_s;
    QTest::newRow("row as it is written elsewhere") << u"#1,205"_s << u"row 1205"_s;
    QTest::newRow("minute") << u"9:05"_s << u"time 09:05:00.000"_s;
    QTest::newRow("second") << u"14:02:11"_s << u"time 14:02:11.000"_s;
    QTest::newRow("millisecond") << u"14:02:11.204"_s << u"time 14:02:11.204"_s;
    const auto wrong = [](QStringView text) { return u"\"%1\" is neither a row nor a time."_s.arg(text); };
    QTest::newRow("no row") << u"0"_s << wrong(u"0");
    QTest::newRow("no time") << u"25:00"_s << wrong(u"25:00");
    QTest::newRow("words") << u"end"_s << wrong(u"end");
    QTest::newRow("nothing") << QString() << wrong(u"");
}

void TestGoToPlace::understands()
{
    QFETCH(QString, text);
    const auto place = parsePlace(text);
    QString said;
    if (!place)
        said = place.error().what;
    else if (const auto *row = std::get_if<RowId>(&*place))
        said = u"row %1"_s.arg(*row);
    else
        said = u"time "_s + std::get<QTime>(*place).toString(u"HH:mm:ss.zzz"_s);
    QTEST(said, "place");
}

void TestGoToPlace::goesToARow()
{
    mark(5);
    m_goTo->goTo(u"3"_s);
    QCOMPARE(m_timeline->currentRow(), 3);
    QCOMPARE(noticed(), QString());
}

void TestGoToPlace::saysWhereTheLogEnds()
{
    mark(5);
    m_goTo->goTo(u"77"_s);
    QCOMPARE(noticed(), u"The log ends at row 5."_s);
    QCOMPARE(m_timeline->currentRow(), 5);
}

void TestGoToPlace::goesToTheNearestThatIsShown()
{
    mark(5);
    m_timeline->clearView();
    m_goTo->goTo(u"3"_s);
    QCOMPARE(noticed(), u"No row is shown."_s);
    mark(2);
    m_goTo->goTo(u"3"_s);
    QCOMPARE(m_timeline->currentRow(), 6);
    QCOMPARE(noticed(), u"Row 3 is not shown; this is the nearest."_s);
}

void TestGoToPlace::goesToATime()
{
    mark(590);
    const qint64 before = msNow();
    QTRY_VERIFY(msNow() > before); // six hundred marks may fit into one millisecond
    mark(10);
    const qint64 ns = m_timeline->model()->peekAt(595)->timeNs + m_session->epochOffsetNs();
    // To the millisecond: the first row of it.
    const QTime time = QDateTime::fromMSecsSinceEpoch(ns / 1'000'000).time();
    m_goTo->goTo(time.toString(u"HH:mm:ss.zzz"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_timeline->currentRow() != 0, Patience);
    const auto msOf = [this](RowId row) {
        const Row *facts = m_timeline->model()->rowAt(row); // asks for its page
        return facts ? (facts->timeNs + m_session->epochOffsetNs()) / 1'000'000 : 0;
    };
    const RowId found = m_timeline->currentRow();
    QTRY_COMPARE_WITH_TIMEOUT(msOf(found), ns / 1'000'000, Patience);
    QVERIFY(found > 590 && found <= 595);
    QTRY_VERIFY_WITH_TIMEOUT(msOf(found - 1) != 0, Patience);
    QVERIFY(msOf(found - 1) < ns / 1'000'000);
}

void TestGoToPlace::asks()
{
    mark(3);
    m_timeline->show();
    m_goTo->ask();
    auto *line = m_timeline->findChildren<LinePopover *>().last();
    QTRY_VERIFY(line->isVisible());
    QTest::keyClicks(line->focusProxy(), u"2"_s);
    QTest::keyClick(line->focusProxy(), Qt::Key_Return);
    QCOMPARE(m_timeline->currentRow(), 2);
}

QTEST_MAIN(TestGoToPlace)
#include "tst_gotoplace.moc"
