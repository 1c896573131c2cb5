// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/scriptedserver.h"
#include "ui/composer.h"
#include "ui/connectionbar.h"
#include "ui/connectionsidebar.h"
#include "ui/filterbar.h"
#include "ui/livesession.h"
#include "ui/mainwindow.h"
#include "ui/noticebar.h"
#include "ui/statusbar.h"
#include "ui/targetchooser.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"
#include "ui/timelinewords.h"
#include "ui/urlfield.h"
#include "ui/whenpopover.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;

} // namespace

// Sending, through the whole window to servers that echo.
class TestMainWindowSend : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void sendsFromAnywhereInTheWindow();
    void choosesWhomToSpeakTo();
    void sendsToSeveralOnlyWhenTheyAreTicked();
    void saysThatASentMessageIsNotShown();
    void saysThatTheFilterHidesASentMessage();
    void sendsBytesAndInvalidJson();
    void sendsAgainAndAgainUntilStopped();
    void repliesAsThePopoverSays();
    void whatIsSentAutomaticallyIsMarkedSo();

private:
    Composer *composer() const { return m_window->findChild<Composer *>(); }
    QPlainTextEdit *editor() const { return composer()->findChild<QPlainTextEdit *>(); }
    QPushButton *sendButton() const { return composer()->findChild<QPushButton *>(u"send"_s); }
    ConnectionSidebar *sidebar() const { return m_window->findChild<ConnectionSidebar *>(); }
    TimelinePane *timeline() const { return m_window->findChild<TimelinePane *>(); }
    UrlField *urlField() const { return m_window->findChild<UrlField *>(); }

    void openTwo()
    {
        for (ConnectionId id = 1; id <= 2; ++id) {
            m_window->connectTo(m_servers[id - 1]->url());
            QTRY_COMPARE_WITH_TIMEOUT(m_session->factsOf(id).readyState, ReadyState::Open, Patience);
        }
    }
    // How often that payload came back on a connection.
    int echoes(ConnectionId connection, const QByteArray &payload) const
    {
        const TimelineModel &model = *timeline()->model();
        int count = 0;
        for (RowId id = 1; id <= model.lastId(); ++id) {
            const Row *row = model.peekAt(id);
            count += row && row->kind == RowKind::Frame && row->direction == Direction::ServerToClient
                && row->connection == connection && row->preview == payload;
        }
        return count;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedServer> m_servers[2];
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<MainWindow> m_window;
    int m_number = 0;
};

void TestMainWindowSend::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestMainWindowSend::init()
{
    QSettings().clear();
    for (auto &server : m_servers)
        server = std::make_unique<ScriptedServer>(Script().accept().echo());
    auto session = LiveSession::create(m_folder.filePath(u"%1.framescope"_s.arg(++m_number)));
    QVERIFY(session);
    m_session = std::move(session).value();
    m_window = std::make_unique<MainWindow>(*m_session);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindowSend::cleanup()
{
    m_window.reset();
    m_session.reset();
    for (auto &server : m_servers)
        server.reset();
}

void TestMainWindowSend::sendsFromAnywhereInTheWindow()
{
    openTwo();
    editor()->setPlainText(u"hello"_s);
    int sent = 0;
    for (QWidget *place : std::initializer_list<QWidget *>{urlField(), timeline()->view(), editor()}) {
        place->setFocus();
        QVERIFY(place->hasFocus());
        QTest::keyClick(place, Qt::Key_Return, Qt::ControlModifier);
        ++sent;
        QTRY_COMPARE_WITH_TIMEOUT(echoes(2, "hello"), sent, Patience);
    }
    QCOMPARE(sidebar()->model()->connectionCount(), 2); // the bar did not connect
}

void TestMainWindowSend::choosesWhomToSpeakTo()
{
    openTwo();
    QVERIFY2(sendButton()->accessibleName().startsWith(u"Send to 2 127.0.0.1"),
        qPrintable(sendButton()->accessibleName()));
    QMenu menu;
    composer()->targets()->fill(menu);
    menu.actions().at(1)->trigger(); // the newest stands on top
    QCOMPARE(m_session->current(), 1);
    QVERIFY2(sendButton()->accessibleName().startsWith(u"Send to 1 127.0.0.1"),
        qPrintable(sendButton()->accessibleName()));
    QCOMPARE(urlField()->url(), m_session->facts().url); // the bar is about the same one
    editor()->setPlainText(u"hello"_s);
    composer()->send();
    QTRY_COMPARE_WITH_TIMEOUT(echoes(1, "hello"), 1, Patience);
    QCOMPARE(echoes(2, "hello"), 0);
}

void TestMainWindowSend::sendsToSeveralOnlyWhenTheyAreTicked()
{
    openTwo();
    editor()->setPlainText(u"one"_s);
    composer()->send();
    QTRY_COMPARE_WITH_TIMEOUT(echoes(2, "one"), 1, Patience);

    composer()->targets()->chooseSeveral(*sendButton());
    auto *list = composer()->findChild<QListWidget *>();
    for (int row = 0; row < list->count(); ++row)
        list->item(row)->setCheckState(Qt::Checked);
    list->window()->hide();
    QCOMPARE(sendButton()->accessibleName(), u"Send to 2"_s);
    editor()->setPlainText(u"both"_s);
    composer()->send();
    QTRY_VERIFY_WITH_TIMEOUT(echoes(1, "both") == 1 && echoes(2, "both") == 1, Patience);
    QCOMPARE(echoes(1, "one"), 0);
}

void TestMainWindowSend::saysThatASentMessageIsNotShown()
{
    openTwo();
    sidebar()->choose(1);
    QMenu menu;
    composer()->targets()->fill(menu);
    menu.actions().first()->trigger();
    QCOMPARE(m_session->current(), 2); // and the timeline still shows the first
    editor()->setPlainText(u"hello"_s);
    composer()->send();
    const auto *status = m_window->findChild<StatusBar *>();
    QTRY_VERIFY_WITH_TIMEOUT(status->said().contains(u"on connection 2, not shown."), Patience);
    auto *show = status->findChild<QPushButton *>(u"offered"_s);
    QVERIFY(show->isVisible());
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(sidebar()->chosen(), std::vector<ConnectionId>{2});
    const Row *row = timeline()->model()->peekAt(timeline()->currentRow());
    QVERIFY(row);
    QCOMPARE(row->preview, QByteArray("hello"));
}

void TestMainWindowSend::saysThatTheFilterHidesASentMessage()
{
    openTwo();
    auto *filter = timeline()->filterBar()->findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"nothing like it"_s);
    QTRY_COMPARE_WITH_TIMEOUT(timeline()->model()->rowCount(), 0, Patience);
    editor()->setPlainText(u"hello"_s);
    composer()->send();
    const auto *status = m_window->findChild<StatusBar *>();
    QTRY_VERIFY2_WITH_TIMEOUT(
        status->said().contains(u", hidden by the filter."), qPrintable(status->said()), Patience);
    QTest::mouseClick(status->findChild<QPushButton *>(u"offered"_s), Qt::LeftButton);
    QTRY_VERIFY(timeline()->model()->peekAt(timeline()->currentRow()));
    QCOMPARE(timeline()->model()->peekAt(timeline()->currentRow())->preview, QByteArray("hello"));
    QVERIFY(!timeline()->filterBar()->filter());
}

void TestMainWindowSend::sendsBytesAndInvalidJson()
{
    openTwo();
    composer()->setMode(Composer::Mode::Base64);
    editor()->setPlainText(u"AP8="_s);
    composer()->send();
    QTRY_COMPARE_WITH_TIMEOUT(echoes(2, QByteArray("\x00\xff", 2)), 1, Patience);
    composer()->setMode(Composer::Mode::Json);
    editor()->setPlainText(u"{\"a\":}"_s);
    QVERIFY(sendButton()->accessibleName().startsWith(u"Send invalid JSON to 2"));
    composer()->send();
    QTRY_COMPARE_WITH_TIMEOUT(echoes(2, "{\"a\":}"), 1, Patience);
}

void TestMainWindowSend::sendsAgainAndAgainUntilStopped()
{
    openTwo();
    editor()->setPlainText(u"again"_s);
    composer()->sendEvery(std::chrono::milliseconds(20));
    editor()->setPlainText(u"something else"_s);
    QTRY_VERIFY_WITH_TIMEOUT(echoes(2, "again") >= 3, Patience);
    const auto bar = [this]() -> NoticeBar * {
        for (NoticeBar *notice : m_window->findChildren<NoticeBar *>()) {
            if (notice->isVisible() && notice->sentence() == u"1 automatic send.")
                return notice;
        }
        return nullptr;
    };
    QVERIFY(bar());
    Q_EMIT bar()->triggered(); // Stop all
    QVERIFY(!bar());

    composer()->sendEvery(std::chrono::milliseconds(20));
    QVERIFY(bar());
    m_session->close(1000);
    QTRY_VERIFY_WITH_TIMEOUT(!bar(), Patience);         // nobody is left to get it
    QCOMPARE(sidebar()->model()->connectionCount(), 2); // and none was opened for it
}

void TestMainWindowSend::repliesAsThePopoverSays()
{
    openTwo();
    const auto sentence = [this] {
        QString said;
        for (const NoticeBar *notice : m_window->findChildren<NoticeBar *>()) {
            if (notice->isVisible() && notice->sentence().contains(u"automatic"))
                said = notice->sentence();
        }
        return said;
    };
    auto *popover = composer()->findChild<WhenPopover *>();
    auto *text = popover->findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly);
    auto *button = popover->findChild<QPushButton *>();
    editor()->setPlainText(u"pong"_s);
    for (QAction *action : composer()->findChild<QMenu *>()->actions()) {
        if (action->text() == u"Send when...")
            action->trigger();
    }
    QVERIFY(popover->isVisible());
    QVERIFY(button->accessibleName().startsWith(u"Reply to 2 "));
    QVERIFY(!button->isEnabled()); // to every message: not by accident
    popover->findChildren<QComboBox *>().at(1)->setCurrentIndex(int(ReplyWish::How::Matches));
    text->setText(u"p(i"_s);
    QVERIFY(!button->isEnabled());
    text->setText(u"p[io]ng"_s); // the echo of a reply too
    popover->findChild<QSpinBox *>()->setValue(3);
    button->click();
    QVERIFY(!popover->isVisible());
    QCOMPARE(sentence(), u"1 automatic send."_s);
    composer()->sendEvery(std::chrono::hours(1));
    QCOMPARE(sentence(), u"2 automatic sends."_s);
    // That reply is itself echoed, and replied to: until the limit.
    QTRY_VERIFY_WITH_TIMEOUT(echoes(2, "pong") == 4, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(sentence(), u"1 automatic send."_s, Patience);

    popover->findChild<QSpinBox *>()->setValue(0);
    button->click();
    editor()->setPlainText(u"ping"_s);
    composer()->send();
    QTRY_VERIFY_WITH_TIMEOUT(echoes(2, "pong") > 20, Patience);
    QCOMPARE(sentence(), u"2 automatic sends."_s);
    for (NoticeBar *notice : m_window->findChildren<NoticeBar *>()) {
        if (notice->isVisible() && notice->sentence().contains(u"automatic"))
            Q_EMIT notice->triggered(); // Stop all
    }
    QCOMPARE(sentence(), QString());
}

void TestMainWindowSend::whatIsSentAutomaticallyIsMarkedSo()
{
    openTwo();
    const auto sent = [this](const QByteArray &payload) {
        const TimelineModel &model = *timeline()->model();
        QStringList letters;
        for (RowId id = 1; id <= model.lastId(); ++id) {
            const Row *row = model.peekAt(id);
            if (row && row->kind == RowKind::Frame && row->direction == Direction::ClientToServer
                && row->preview == payload)
                letters.append(timelinewords::origin(row->flags));
        }
        return letters;
    };
    editor()->setPlainText(u"again"_s);
    composer()->sendEvery(std::chrono::milliseconds(20));
    editor()->setPlainText(u"by hand"_s);
    composer()->send();
    QTRY_VERIFY_WITH_TIMEOUT(sent("again").size() >= 2 && sent("by hand").size() == 1, Patience);
    QCOMPARE(sent("again").first(), u"A"_s); // the one at once too
    QCOMPARE(sent("again").last(), u"A"_s);
    QCOMPARE(sent("by hand"), QStringList(QString()));
}

QTEST_MAIN(TestMainWindowSend)
#include "tst_mainwindowsend.moc"
