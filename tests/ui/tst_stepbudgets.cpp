// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/drivenwindow.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "ui/composer.h"
#include "ui/statusbar.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::DrivenWindow;
using framescope::test::Script;
using framescope::test::ScriptedServer;

// How many steps (a key, a click, something typed) what people do all day may take. What a later page brings has its
// budget with that page.
class TestStepBudgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aPastedAddressIsConnected();
    void aLoggedInSocketOfTheBrowserIsConnected();
    void whyItDroppedIsOnScreen();
    void aFrameIsEditedAndSentAgain();
    void theTimeBetweenTwoRowsIsTold();

private:
    void step(const std::function<void()> &what)
    {
        what();
        ++m_steps;
    }
    // Into what has the keyboard.
    QWidget *focus() const { return m_hands->window().focusWidget(); }
    void key(int key, Qt::KeyboardModifiers with = {})
    {
        step([&] { QTest::keyClick(focus(), Qt::Key(key), with); });
    }
    void paste(const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        step([&] { QTest::keySequence(focus(), QKeySequence::Paste); });
    }
    void click(RowId row, Qt::KeyboardModifiers with = {})
    {
        TimelineView *view = timeline()->view();
        const QRect place = view->visualRect(timeline()->model()->index(timeline()->model()->rowOf(row), 0));
        step([&] { QTest::mouseClick(view->viewport(), Qt::LeftButton, with, place.center()); });
    }
    TimelinePane *timeline() const { return m_hands->find<TimelinePane>(); }
    RowId rowWith(const QByteArray &text) const
    {
        const TimelineModel &model = *timeline()->model();
        for (RowId id = model.lastId(); id > 0; --id) {
            if (const Row *row = model.peekAt(id); row && row->preview == text)
                return id;
        }
        return 0;
    }

    std::unique_ptr<DrivenWindow> m_hands;
    int m_steps = 0;
};

// As the program starts: the address has the keyboard.
void TestStepBudgets::init()
{
    m_steps = 0;
    m_hands = std::make_unique<DrivenWindow>();
    m_hands->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_hands->window()));
}

void TestStepBudgets::cleanup()
{
    m_hands.reset();
}

void TestStepBudgets::aPastedAddressIsConnected()
{
    ScriptedServer server(Script().accept());
    paste(server.url());
    key(Qt::Key_Return);
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    QCOMPARE(m_steps, 2);
}

void TestStepBudgets::aLoggedInSocketOfTheBrowserIsConnected()
{
    ScriptedServer server(Script().accept());
    paste(u"curl '%1' \\\n  -H 'Origin: https://app.example' \\\n  -H 'Cookie: sid=1'"_s.arg(server.url()));
    QTRY_VERIFY(m_hands->message().contains(u"Taken from curl"));
    key(Qt::Key_Return);
    QTRY_COMPARE(m_hands->state(), BadgeState::Open);
    QCOMPARE(server.connection().request().value("Cookie").value_or(""), QByteArray("sid=1"));
    QCOMPARE(m_steps, 2);
}

void TestStepBudgets::whyItDroppedIsOnScreen()
{
    ScriptedServer server(Script().accept().text("hello").end());
    m_hands->connectTo(server.url());
    QTRY_VERIFY2(m_hands->message().startsWith(
                     u"Connection lost without a close frame (1006). The server side ended TCP"),
        qPrintable(m_hands->message()));
    QCOMPARE(m_steps, 0);
}

void TestStepBudgets::aFrameIsEditedAndSentAgain()
{
    ScriptedServer server(Script().accept().text("hello"));
    m_hands->connectTo(server.url());
    QTRY_VERIFY(rowWith("hello") != 0);
    timeline()->setCurrentRow(rowWith("hello"));
    timeline()->view()->setFocus();
    key(Qt::Key_E);
    step([&] { QTest::keyClicks(focus(), u" world"_s); });
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(server.connection().messages().size(), std::size_t(1));
    QCOMPARE(server.connection().messages().front().second, QByteArray("hello world"));
    QCOMPARE(m_steps, 3);
}

void TestStepBudgets::theTimeBetweenTwoRowsIsTold()
{
    ScriptedServer server(Script().accept().text("one").text("two"));
    m_hands->connectTo(server.url());
    QTRY_VERIFY(rowWith("two") != 0);
    click(rowWith("one"));
    click(rowWith("two"), Qt::ControlModifier);
    const auto *status = m_hands->find<StatusBar>();
    QTRY_VERIFY2(status->text().contains(u"2 rows, 6 bytes") && status->text().contains(u", +"),
        qPrintable(status->text()));
    QCOMPARE(m_steps, 2);
}

QTEST_MAIN(TestStepBudgets)

#include "tst_stepbudgets.moc"
