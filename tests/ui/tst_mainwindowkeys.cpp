// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// Every key of the manual's table, pressed where its user would press it.
#include "support/drivenwindow.h"
#include "support/scriptedserver.h"
#include "ui/commandpalette.h"
#include "ui/composer.h"
#include "ui/connectionsidebar.h"
#include "ui/detailwindow.h"
#include "ui/filterbar.h"
#include "ui/findbar.h"
#include "ui/linepopover.h"
#include "ui/manualwindow.h"
#include "ui/messageview.h"
#include "ui/newrowspill.h"
#include "ui/rowactions.h"
#include "ui/sessionopener.h"
#include "ui/sessionsaver.h"
#include "ui/settingswindow.h"
#include "ui/timecontrol.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>

#include "support/patience.h"

#include <set>

using namespace Qt::StringLiterals;
using namespace framescope;
using namespace framescope::test;

class TestMainWindowKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void addressAndOptions();
    void connectReconnectDisconnect();
    void sendsAndRecalls();
    void detailTabs();
    void findsInTheDetail();
    void findsWithoutHiding();
    void thePillSaysWhatTheFilterHides();
    void opensAndSaves();
    void panesAndTheirFolding();
    void goesToARow();
    void clearsAndBringsBack();
    void marksNow();
    void freezesAndFollows();
    void timesAreToldOtherwise();
    void marksRowsAndGoesToThem();
    void notes();
    void pingAndPong();
    void editsAndSendsAgain();
    void copies();
    void opensARowInItsOwnWindow();
    void framesAndMessages();
    void lettersActInTheTimelineOnly();
    void paletteHelpAndSettings();
    void escapeEndsNothing();

private:
    TimelinePane *timeline() const { return m_hands->find<TimelinePane>(); }
    TimelineView *rows() const { return timeline()->view(); }
    Composer *composer() const { return m_hands->find<Composer>(); }
    QPlainTextEdit *editor() const { return composer()->findChild<QPlainTextEdit *>(); }
    DetailArea *detail() const { return m_hands->find<DetailArea>(); }
    void press(int key, Qt::KeyboardModifiers with = {}) const
    {
        QTest::keyClick(&m_hands->window(), Qt::Key(key), with);
    }
    void pressInRows(int key, Qt::KeyboardModifiers with = {}) const
    {
        rows()->setFocus();
        QTest::keyClick(rows(), Qt::Key(key), with);
    }
    // The popover that asks for one line.
    LinePopover *line() const
    {
        for (auto *each : m_hands->window().findChildren<LinePopover *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    RowId rowWith(const QByteArray &text) const
    {
        const TimelineModel &model = *timeline()->model();
        for (RowId id = model.lastId(); id > 0; --id) {
            if (const Row *row = model.peekAt(id); row && row->preview == text)
                return id;
        }
        return 0;
    }
    bool hasRow(const QByteArray &text) const
    {
        return QTest::qWaitFor([&] { return rowWith(text) != 0; }, 30'000);
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<DrivenWindow> m_hands;
};

// Open, with a few rows.
void TestMainWindowKeys::init()
{
    m_server = std::make_unique<ScriptedServer>(
        Script().accept().text("one").text(R"({"two":"needle"})").ping("heart").text("last").echo());
    m_hands = std::make_unique<DrivenWindow>();
    m_hands->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_hands->window()));
    m_hands->connectTo(m_server->url());
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    QVERIFY(hasRow("last"));
}

void TestMainWindowKeys::cleanup()
{
    m_hands.reset();
    m_server.reset();
}

void TestMainWindowKeys::addressAndOptions()
{
    press(Qt::Key_L, Qt::ControlModifier);
    QVERIFY(m_hands->find<UrlField>()->hasFocus());
    press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_hands->drawer()->isVisible());
    press(Qt::Key_Escape);
    QVERIFY(!m_hands->drawer()->isVisible());
}

void TestMainWindowKeys::connectReconnectDisconnect()
{
    press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_COMPARE(m_hands->state(), BadgeState::Closed);
    press(Qt::Key_F5);
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    QCOMPARE(m_hands->session().current(), 2);
    press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(m_hands->find<UrlField>()->hasFocus());
    QCOMPARE(m_hands->find<UrlField>()->text(), QString());
}

void TestMainWindowKeys::sendsAndRecalls()
{
    editor()->setFocus();
    for (const char *text : {"first", "second"}) {
        editor()->selectAll();
        QTest::keyClicks(editor(), QString::fromLatin1(text));
        QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(hasRow(text));
    }
    editor()->clear();
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), u"second"_s);
    QTest::keyClick(editor(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), u"first"_s);
    QTest::keyClick(editor(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(editor()->toPlainText(), u"second"_s);
}

void TestMainWindowKeys::detailTabs()
{
    using Tab = DetailArea::Tab;
    for (const auto &[key, tab] : {std::pair(Qt::Key_4, Tab::Connection), std::pair(Qt::Key_3, Tab::Frame),
             std::pair(Qt::Key_2, Tab::Hex), std::pair(Qt::Key_1, Tab::Message)}) {
        press(key, Qt::AltModifier);
        QCOMPARE(detail()->tab(), tab);
    }
}

void TestMainWindowKeys::findsInTheDetail()
{
    timeline()->setCurrentRow(rowWith(R"({"two":"needle"})"));
    QTRY_VERIFY(detail()->row() == timeline()->currentRow());
    press(Qt::Key_1, Qt::AltModifier);
    detail()->focusPage();
    QTest::keyClick(m_hands->window().focusWidget(), Qt::Key_F, Qt::ControlModifier);
    auto *find = detail()->message()->findChild<FindBar *>();
    QTRY_VERIFY(find->isVisible());
    QTest::keyClicks(m_hands->window().focusWidget(), u"needle"_s);
    QTRY_COMPARE(find->countText(), u"1 of 1"_s);
    QTest::keyClick(m_hands->window().focusWidget(), Qt::Key_Escape);
    QVERIFY(!find->isVisible());
}

void TestMainWindowKeys::findsWithoutHiding()
{
    const int before = timeline()->model()->rowCount();
    const RowId needle = rowWith(R"({"two":"needle"})");
    timeline()->setCurrentRow(1);
    press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    auto *find = timeline()->findChild<FindBar *>();
    QTRY_VERIFY(find->isVisible());
    QTest::keyClicks(m_hands->window().focusWidget(), u"NEEDLE"_s);
    QTRY_COMPARE(timeline()->currentRow(), needle);
    QTRY_COMPARE(find->countText(), u"1 of 1"_s);
    QCOMPARE(timeline()->model()->rowCount(), before);     // nothing is hidden
    m_hands->session().sendText(1, u"a needle of ours"_s); // and comes back
    QTRY_COMPARE(find->countText(), u"1 of 3"_s);
    press(Qt::Key_F3);
    QCOMPARE(timeline()->currentRow(), rowWith("a needle of ours") - 1);
    press(Qt::Key_F3);
    press(Qt::Key_F3); // from the last to the first
    QCOMPARE(timeline()->currentRow(), needle);
    press(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(timeline()->currentRow(), rowWith("a needle of ours"));
    QTest::keyClick(m_hands->window().focusWidget(), Qt::Key_Escape);
    QVERIFY(!find->isVisible());
    QCOMPARE(timeline()->model()->rowCount(), before + 2);
}

void TestMainWindowKeys::thePillSaysWhatTheFilterHides()
{
    auto *filter = timeline()->filterBar()->findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"needle"_s);
    for (int i = 0; i < 40; ++i)
        m_hands->session().sendText(1, u"needle %1"_s.arg(i)); // and comes back: more than has room
    QTRY_COMPARE(timeline()->model()->rowCount(), 81);
    timeline()->setFrozen(true);
    for (const char *text : {"a needle", "hay", "straw"})
        m_hands->session().sendText(1, QString::fromLatin1(text)); // and comes back
    const auto *pill = timeline()->findChild<NewRowsPill *>();
    QTRY_COMPARE(pill->text(), u"2 new, 4 hidden by the filter"_s);
    timeline()->setFrozen(false);
    QTRY_VERIFY(!pill->isVisible());
}

void TestMainWindowKeys::opensAndSaves()
{
    QStringList asked;
    const auto ask = [&asked](const QString &what) {
        return [&asked, what](const QString &) {
            asked.append(what);
            return QString(); // and nothing is chosen
        };
    };
    m_hands->window().setSessionWindow([](const QString &) -> Result<void> { return Done{}; });
    m_hands->find<SessionOpener>()->setFileChooser(ask(u"open"_s));
    m_hands->find<SessionSaver>()->setFileChooser(ask(u"save"_s));
    press(Qt::Key_O, Qt::ControlModifier);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(asked, QStringList({u"open"_s, u"save"_s}));
}

void TestMainWindowKeys::panesAndTheirFolding()
{
    for (const auto &[key, name] : {std::pair(Qt::Key_B, "sidebar"), std::pair(Qt::Key_D, "detail")}) {
        const auto isThere = [this, key = key] {
            return key == Qt::Key_B ? m_hands->find<ConnectionSidebar>()->isVisible() : detail()->isVisible();
        };
        const bool before = isThere();
        press(key, Qt::ControlModifier);
        QVERIFY2(isThere() != before, name);
        press(key, Qt::ControlModifier);
        QVERIFY2(isThere() == before, name);
    }
    press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(composer()->isFolded());
    press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(!composer()->isFolded());
    // F6 goes round and comes back; each step is another pane.
    rows()->setFocus();
    std::set<const QWidget *> visited;
    do {
        visited.insert(m_hands->window().focusWidget());
        press(Qt::Key_F6);
    } while (visited.count(m_hands->window().focusWidget()) == 0);
    QVERIFY(visited.size() >= 4);
}

void TestMainWindowKeys::goesToARow()
{
    press(Qt::Key_G, Qt::ControlModifier);
    QTRY_VERIFY(line());
    QTest::keyClicks(line()->focusProxy(), u"3"_s);
    QTest::keyClick(line()->focusProxy(), Qt::Key_Return);
    QCOMPARE(timeline()->currentRow(), 3);
}

void TestMainWindowKeys::clearsAndBringsBack()
{
    const int before = timeline()->model()->rowCount();
    press(Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(timeline()->model()->rowCount(), 0);
    rows()->setFocus();
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(timeline()->model()->rowCount(), before);
}

void TestMainWindowKeys::marksNow()
{
    press(Qt::Key_M, Qt::ControlModifier);
    QTRY_VERIFY(line());
    QTest::keyClicks(line()->focusProxy(), u"before the login"_s);
    QTest::keyClick(line()->focusProxy(), Qt::Key_Return);
    QVERIFY(hasRow("before the login"));
}

void TestMainWindowKeys::freezesAndFollows()
{
    const int before = timeline()->model()->rowCount();
    press(Qt::Key_F7);
    m_hands->session().sendText(u"while frozen"_s);
    QVERIFY(hasRow("while frozen"));
    QVERIFY(!rows()->isFollowing());
    press(Qt::Key_F7);
    pressInRows(Qt::Key_End);
    QVERIFY(rows()->isFollowing());
    QVERIFY(timeline()->model()->rowCount() > before);
}

void TestMainWindowKeys::timesAreToldOtherwise()
{
    const auto mode = [this] { return timeline()->time()->display().mode; };
    const auto first = mode();
    press(Qt::Key_T, Qt::ControlModifier);
    QVERIFY(mode() != first);
    timeline()->setCurrentRow(3);
    pressInRows(Qt::Key_Z);
    QCOMPARE(mode(), TimeDisplay::Mode::SinceZero);
    pressInRows(Qt::Key_Z);
    QCOMPARE(mode(), TimeDisplay::Mode::Local);
}

void TestMainWindowKeys::marksRowsAndGoesToThem()
{
    timeline()->setCurrentRow(3);
    pressInRows(Qt::Key_M);
    timeline()->setCurrentRow(5);
    pressInRows(Qt::Key_M);
    QTRY_VERIFY(timeline()->model()->annotations().of(5));
    pressInRows(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(timeline()->currentRow(), 3);
    pressInRows(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(timeline()->currentRow(), 5);
    pressInRows(Qt::Key_M); // and off
    QTRY_VERIFY(!timeline()->model()->annotations().of(5));
}

void TestMainWindowKeys::notes()
{
    timeline()->setCurrentRow(3);
    pressInRows(Qt::Key_N);
    QTRY_VERIFY(line());
    QTest::keyClicks(line()->focusProxy(), u"odd"_s);
    QTest::keyClick(line()->focusProxy(), Qt::Key_Return);
    QTRY_VERIFY(timeline()->model()->annotations().of(3));
    QCOMPARE(timeline()->model()->annotations().of(3)->text, u"odd"_s);
}

void TestMainWindowKeys::pingAndPong()
{
    const RowId ping = rowWith("heart") - 1; // the pong is the last with these bytes
    timeline()->setCurrentRow(ping);
    pressInRows(Qt::Key_P);
    QTRY_COMPARE(timeline()->currentRow(), rowWith("heart"));
    pressInRows(Qt::Key_P);
    QTRY_COMPARE(timeline()->currentRow(), ping);
}

void TestMainWindowKeys::editsAndSendsAgain()
{
    timeline()->setCurrentRow(rowWith("one"));
    pressInRows(Qt::Key_E);
    QTRY_COMPARE(editor()->toPlainText(), u"one"_s);
    QVERIFY(editor()->hasFocus());
    const RowId before = timeline()->model()->lastId();
    timeline()->setCurrentRow(rowWith("last"));
    pressInRows(Qt::Key_E, Qt::ShiftModifier);
    QTRY_VERIFY(rowWith("last") > before);
}

void TestMainWindowKeys::copies()
{
    timeline()->setCurrentRow(rowWith("one"));
    pressInRows(Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::clipboard()->text(), u"one"_s);
    pressInRows(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QApplication::clipboard()->text().contains(u"text"_s));
}

void TestMainWindowKeys::opensARowInItsOwnWindow()
{
    timeline()->setCurrentRow(rowWith("one"));
    pressInRows(Qt::Key_Return);
    QTRY_VERIFY(m_hands->find<DetailWindow>());
    QTest::keyClick(m_hands->find<DetailWindow>(), Qt::Key_Escape);
    QTRY_VERIFY(!m_hands->find<DetailWindow>());
}

void TestMainWindowKeys::framesAndMessages()
{
    pressInRows(Qt::Key_M, Qt::ShiftModifier);
    QVERIFY(timeline()->showsFrames());
    pressInRows(Qt::Key_M, Qt::ShiftModifier);
    QVERIFY(!timeline()->showsFrames());
}

// Elsewhere they are what is written.
void TestMainWindowKeys::lettersActInTheTimelineOnly()
{
    timeline()->setCurrentRow(3);
    editor()->setFocus();
    QTest::keyClicks(editor(), u"mznpeME"_s);
    QCOMPARE(editor()->toPlainText(), u"mznpeME"_s);
    QVERIFY(!line());
    QVERIFY(!timeline()->showsFrames());
    QVERIFY(timeline()->time()->display().mode != TimeDisplay::Mode::SinceZero);
}

void TestMainWindowKeys::paletteHelpAndSettings()
{
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(m_hands->find<CommandPalette>() && m_hands->find<CommandPalette>()->isVisible());
    m_hands->find<CommandPalette>()->close();
    press(Qt::Key_F1);
    QTRY_VERIFY(m_hands->find<ManualWindow>());
    m_hands->find<ManualWindow>()->close();
    press(Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(m_hands->find<SettingsWindow>());
    m_hands->find<SettingsWindow>()->close();
}

// Nor is anything deleted: the selection goes last.
void TestMainWindowKeys::escapeEndsNothing()
{
    timeline()->setCurrentRow(3);
    const int rowsBefore = timeline()->model()->rowCount();
    for (int i = 0; i < 5; ++i)
        press(Qt::Key_Escape);
    QCOMPARE(timeline()->selectedCount(), 0);
    QCOMPARE(m_hands->state(), BadgeState::Open);
    QCOMPARE(timeline()->model()->rowCount(), rowsBefore);
}

QTEST_MAIN(TestMainWindowKeys)
#include "tst_mainwindowkeys.moc"
