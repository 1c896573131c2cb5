// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/patience.h"
#include "support/rows.h"
#include "ui/linepopover.h"
#include "ui/rowactions.h"
#include "ui/timecontrol.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace framescope;
using namespace framescope::test;
using namespace Qt::StringLiterals;
using Command = RowActions::Command;

// A timeline in which keys are pressed; what it asks for is seen, what it can do alone happens.
class TestRowActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup() { m_pane.reset(); }
    void lettersAskForWhatNeedsThePayload_data();
    void lettersAskForWhatNeedsThePayload();
    void offersWhatTheRowAllows_data();
    void offersWhatTheRowAllows();
    void markAndUnmark();
    void marksAllThatAreSelected();
    void tooManyAreNotMarked();
    void aNoteKeepsTheColour();
    void escKeepsNoNote();
    void goesFromMarkToMark();
    void goesToTheOtherOfPingAndPong();
    void goesToTheFirstFragment();
    void goesToTheEndOfTheConnection();
    void timeIsToldSinceTheZeroMark();
    void oneMenuForTwoPlaces();

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_pane->view(), key, modifiers);
    }
    QAction *entry(const QString &words) const
    {
        for (QAction *action : m_pane->view()->actions()) {
            if (action->text() == words)
                return action;
        }
        return nullptr;
    }
    void carryOut() // what was asked for comes back with the log
    {
        AppendBatch batch;
        batch.lastId = m_pane->model()->lastId();
        for (const QList<QVariant> &arguments : std::as_const(*m_annotated))
            batch.annotations.push_back(arguments.first().value<Annotation>());
        m_annotated->clear();
        m_pane->append(batch);
    }
    const Annotation *beside(RowId row) const { return m_pane->model()->annotations().of(row); }

    std::unique_ptr<TimelinePane> m_pane;
    std::unique_ptr<QSignalSpy> m_requested;
    std::unique_ptr<QSignalSpy> m_annotated;
    std::unique_ptr<QSignalSpy> m_noticed;
};

void TestRowActions::init()
{
    m_pane = std::make_unique<TimelinePane>([](qint64) {});
    m_requested = std::make_unique<QSignalSpy>(m_pane->actions(), &RowActions::requested);
    m_annotated = std::make_unique<QSignalSpy>(m_pane->actions(), &RowActions::annotated);
    m_noticed = std::make_unique<QSignalSpy>(m_pane.get(), &TimelinePane::noticed);
    std::vector<Row> rows{sentence(RowKind::Handshake, "GET / HTTP/1.1", ">"), text(">", "hello"),
        frame(Opcode::Ping, "<", "p1"), frame(Opcode::Pong, ">", "p1", RowFlag::Automatic),
        frame(Opcode::Text, "<", "fi"), frame(Opcode::Continuation, "<", "first", RowFlag::ContinuesText),
        sentence(RowKind::State, "CLOSED")};
    rows = numbered(std::move(rows));
    rows[4].header.fin = false;
    rows[4].flags = {};
    rows[5].message = 5;
    rows[5].frames = 2;
    AppendBatch batch = appended(std::move(rows));
    GrowingRowNumbers numbers;
    for (RowId id = 1; id <= 7; ++id)
        numbers.append(id);
    batch.rows = {{1, numbers.soFar()}};
    batch.superseded = {{5, 6}};
    m_pane->append(batch);
    m_pane->resize(900, 300);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    m_pane->view()->setFocus();
}

void TestRowActions::lettersAskForWhatNeedsThePayload_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("shift");
    QTest::addColumn<Command>("command");
    QTest::newRow("E") << int(Qt::Key_E) << false << Command::Edit;
    QTest::newRow("Shift+E") << int(Qt::Key_E) << true << Command::SendAgain;
    QTest::newRow("Enter") << int(Qt::Key_Return) << false << Command::Open;
}

void TestRowActions::lettersAskForWhatNeedsThePayload()
{
    QFETCH(int, key);
    QFETCH(bool, shift);
    m_pane->setCurrentRow(2);
    press(Qt::Key(key), shift ? Qt::ShiftModifier : Qt::NoModifier);
    QCOMPARE(m_requested->size(), 1);
    QTEST(m_requested->at(0).at(0).value<Command>(), "command");
    QCOMPARE(m_requested->at(0).at(1).toLongLong(), 2);
}

void TestRowActions::offersWhatTheRowAllows_data()
{
    QTest::addColumn<RowId>("row");
    QTest::addColumn<QStringList>("without");
    QTest::newRow("none") << RowId(0)
                          << QStringList{u"Edit and send"_s, u"Note..."_s, u"Payload"_s, u"Time zero here"_s};
    QTest::newRow("handshake") << RowId(1)
                               << QStringList{u"Edit and send"_s, u"Send again, same bytes"_s, u"As hex"_s,
                                      u"As Python"_s, u"Its ping or pong"_s, u"First fragment"_s};
    QTest::newRow("message") << RowId(2) << QStringList{u"Its ping or pong"_s, u"First fragment"_s};
    QTest::newRow("ping") << RowId(3) << QStringList{u"Edit and send"_s, u"First fragment"_s, u"As wscat"_s};
    QTest::newRow("message of two frames") << RowId(6) << QStringList{u"Its ping or pong"_s};
}

void TestRowActions::offersWhatTheRowAllows()
{
    QFETCH(RowId, row);
    QFETCH(QStringList, without);
    if (row > 0)
        m_pane->setCurrentRow(row);
    for (const QString &words : {u"Edit and send"_s, u"Send again, same bytes"_s, u"Payload"_s, u"As hex"_s,
             u"Its ping or pong"_s, u"First fragment"_s, u"Time zero here"_s, u"Note..."_s}) {
        const bool offered = row > 0 && !without.contains(words);
        if (row > 0 || without.contains(words))
            QVERIFY2(entry(words)->isEnabled() == offered, qPrintable(words));
    }
}

void TestRowActions::markAndUnmark()
{
    m_pane->setCurrentRow(2);
    press(Qt::Key_M);
    carryOut();
    QCOMPARE(beside(2)->colour, 1);
    entry(u"Blue"_s)->trigger();
    carryOut();
    QCOMPARE(beside(2)->colour, 3);
    press(Qt::Key_M);
    carryOut();
    QVERIFY(!beside(2));
    press(Qt::Key_M); // the colour that was taken last
    carryOut();
    QCOMPARE(beside(2)->colour, 3);
}

void TestRowActions::marksAllThatAreSelected()
{
    m_pane->setCurrentRow(2);
    press(Qt::Key_Down, Qt::ShiftModifier);
    entry(u"Green"_s)->trigger();
    carryOut();
    QCOMPARE(beside(2)->colour, 2);
    QCOMPARE(beside(3)->colour, 2);
}

void TestRowActions::tooManyAreNotMarked()
{
    m_pane->append(appendedMany(7, 2000));
    m_pane->setCurrentRow(2000);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_M);
    QCOMPARE(m_annotated->size(), 0);
    QCOMPARE(m_noticed->last().first().toString(), u"Nothing was marked: choose 1000 rows at most."_s);
}

void TestRowActions::aNoteKeepsTheColour()
{
    m_pane->setCurrentRow(2);
    press(Qt::Key_M);
    carryOut();
    press(Qt::Key_N);
    auto *popover = m_pane->findChild<LinePopover *>();
    QTRY_VERIFY(popover->isVisible());
    QTest::keyClicks(popover->focusProxy(), u"look here "_s);
    QTest::keyClick(popover->focusProxy(), Qt::Key_Return);
    QVERIFY(!popover->isVisible());
    carryOut();
    QCOMPARE(*beside(2), (Annotation{2, 1, u"look here"_s}));
    press(Qt::Key_N);
    QTRY_VERIFY(popover->isVisible());
    QCOMPARE(popover->text(), u"look here"_s);
    QTest::keyClick(popover->focusProxy(), Qt::Key_Delete);
    QTest::keyClick(popover->focusProxy(), Qt::Key_Return);
    carryOut();
    QCOMPARE(*beside(2), (Annotation{2, 1, QString()}));
}

void TestRowActions::escKeepsNoNote()
{
    m_pane->setCurrentRow(2);
    press(Qt::Key_N);
    auto *popover = m_pane->findChild<LinePopover *>();
    QTRY_VERIFY(popover->isVisible());
    QTest::keyClicks(popover->focusProxy(), u"no"_s);
    QTest::keyClick(popover, Qt::Key_Escape);
    QVERIFY(!popover->isVisible());
    QCOMPARE(m_annotated->size(), 0);
}

void TestRowActions::goesFromMarkToMark()
{
    for (const RowId row : {2, 7}) {
        m_pane->setCurrentRow(row);
        press(Qt::Key_M);
    }
    carryOut();
    m_pane->setCurrentRow(1);
    press(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(m_pane->currentRow(), 2);
    press(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(m_pane->currentRow(), 7);
    press(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(m_pane->currentRow(), 7);
    QCOMPARE(m_noticed->last().first().toString(), u"No marked row follows."_s);
    press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(m_pane->currentRow(), 2);
}

void TestRowActions::goesToTheOtherOfPingAndPong()
{
    m_pane->setCurrentRow(3);
    press(Qt::Key_P);
    QCOMPARE(m_pane->currentRow(), 4);
    press(Qt::Key_P);
    QCOMPARE(m_pane->currentRow(), 3);
    m_pane->append(appended(numbered({frame(Opcode::Ping, "<", "p2")}, 8)));
    m_pane->setCurrentRow(8);
    press(Qt::Key_P);
    QCOMPARE(m_pane->currentRow(), 8);
    QCOMPARE(m_noticed->last().first().toString(), u"None with the same payload is among the rows at hand."_s);
}

void TestRowActions::goesToTheFirstFragment()
{
    QVERIFY(!m_pane->showsFrames());
    m_pane->setCurrentRow(6);
    entry(u"First fragment"_s)->trigger();
    QVERIFY(m_pane->showsFrames());
    QCOMPARE(m_pane->currentRow(), 5);
    m_pane->setFrames(false);
}

void TestRowActions::goesToTheEndOfTheConnection()
{
    m_pane->setCurrentRow(2);
    entry(u"End of the connection"_s)->trigger();
    QCOMPARE(m_pane->currentRow(), 7);
}

void TestRowActions::timeIsToldSinceTheZeroMark()
{
    m_pane->setCurrentRow(3);
    press(Qt::Key_Z);
    QCOMPARE(m_pane->view()->cellText(2, TimelineColumn::Time), u"0:00:00.000"_s); // rows are 137 ms apart
    QCOMPARE(m_pane->view()->cellText(1, TimelineColumn::Time), u"-0:00:00.137"_s);
    press(Qt::Key_Z);
    QCOMPARE(m_pane->time()->display().mode, TimeDisplay::Mode::Local);
    m_pane->time()->setMode(TimeDisplay::Mode::Delta);
    QCOMPARE(m_pane->view()->cellText(1, TimelineColumn::Time), u"+137 ms"_s);
    m_pane->time()->setMode(TimeDisplay::Mode::Local);
}

void TestRowActions::oneMenuForTwoPlaces()
{
    QMenu first, second;
    m_pane->actions()->addTo(first);
    m_pane->actions()->addTo(second);
    QCOMPARE(first.actions(), second.actions());
    QStringList words;
    for (const QAction *action : first.actions())
        words += action->isSeparator() ? u"-"_s : action->text();
    QCOMPARE(words.join(u' '),
        u"Edit and send Send again, same bytes - Copy Save payload as... - Go to Time zero here Mark Note... "
        u"- "
        "Open in own window"_s);
}

QTEST_MAIN(TestRowActions)
#include "tst_rowactions.moc"
