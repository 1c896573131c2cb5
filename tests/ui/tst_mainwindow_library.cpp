// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0

// The library as its user goes through it in the window.
#include "support/drivenwindow.h"
#include "support/fulldraft.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "support/worktimer.h"
#include "ui/composer.h"
#include "ui/connectionsetup.h"
#include "ui/connectionsidebar.h"
#include "ui/library.h"
#include "ui/librarypreview.h"
#include "ui/librarysection.h"
#include "ui/libraryview.h"
#include "ui/mainmenu.h"
#include "ui/panes.h"
#include "ui/requestpreview.h"
#include "ui/sectionheading.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QTest>
#include <QTimer>
#include <QTreeView>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::DrivenWindow;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;

ConnectionDraft traced()
{
    ConnectionDraft draft;
    draft.headers = {{true, u"X-Trace"_s, u"7"_s, u"typed"_s, false}};
    return draft;
}

ConnectionDraft withPassword()
{
    ConnectionDraft draft;
    draft.auth = ConnectionDraft::Auth::Basic;
    draft.user = u"ann"_s;
    draft.password = u"s3cret"_s;
    return draft;
}

QByteArray sent(ScriptedServer &server, int connection, const char *header)
{
    return server.connection(connection).request().value(header).value_or("none");
}

} // namespace

class TestMainWindowLibrary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void emptyItSaysHowItIsFilled();
    void withoutAnAddressNothingIsSaved();
    void aDoubleClickConnectsWithAllOptions();
    void aClickPreviewsAndTouchesNothing();
    void theArrowKeysPreview();
    void somethingElseChosenEndsThePreview();
    void enterConnects();
    void theBarIsFilledAndEmptiedAgain();
    void aNameIsEditedInItsPlace();
    void whatIsDeletedComesBack();
    void theOrderIsByKeys();
    void aDuplicateStandsBelow();
    void aRowOfTheSidebarIsSaved();
    void noSecretIsSavedAndEachIsAskedFor();
    void aSecretOfTheAddressIsAskedFor();
    void emptyCanBeMeant();
    void theFieldTakesAWholeEntryByEnter();
    void theFieldTakesAWholeEntryByAClick();
    void namesAreFoundBeforeTheHistory();
    void twoWindowsShareIt();
    void whatCannotBeReadIsSaid();
    void foldedItRemembersItsSize();
    void panesAreReachedByKeys();
    void aThousandArePaintedQuickly();

private:
    Library *library() const { return m_window->find<Library>(); }
    LibraryView *view() const { return m_window->find<LibraryView>(); }
    LibraryPreview *preview() const { return m_window->find<LibraryPreview>(); }
    UrlField *field() const { return m_window->find<UrlField>(); }
    QAbstractItemView *popup() const { return field()->completer()->popup(); }
    QByteArray bytes() const
    {
        QFile file(Library::usualPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void add(const QString &name, const QString &url, const ConnectionDraft &draft = {}) const
    {
        LibraryEntry entry = libraryEntry(url, draft);
        entry.name = name;
        library()->insert(library()->entries().size(), entry);
    }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < view()->model()->rowCount(); ++row)
            all.append(view()->model()->index(row, 0).data().toString());
        return all;
    }
    QPoint placeOf(int row) const { return view()->visualRect(view()->model()->index(row, 0)).center(); }
    void click(int row) const { QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, placeOf(row)); }
    void doubleClick(int row) const
    {
        click(row);
        QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, placeOf(row));
    }
    void typeName(const QString &name) const
    {
        auto *editor = view()->findChild<QLineEdit *>();
        QVERIFY(editor && editor->isVisible());
        editor->selectAll();
        QTest::keyClicks(editor, name);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!view()->findChild<QLineEdit *>());
    }

    std::unique_ptr<DrivenWindow> m_window;
};

void TestMainWindowLibrary::init()
{
    m_window = std::make_unique<DrivenWindow>();
    m_window->find<Panes>()->setSidebarVisible(true); // whatever the screen of the platform has room for
}

void TestMainWindowLibrary::cleanup()
{
    m_window.reset();
}

void TestMainWindowLibrary::emptyItSaysHowItIsFilled()
{
    auto *section = m_window->find<LibrarySection>();
    QVERIFY(section->findChild<QLabel *>()->isVisible());
    QVERIFY(section->findChild<QLabel *>()->text().startsWith(u"Connections that you save"_s));
    QTest::keyClicks(field(), u"ws://api.example/feed?a=1"_s);
    QTest::mouseClick(section->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(names(), QStringList(u"api.example/feed"_s));
    typeName(u"Prices"_s);
    QCOMPARE(names(), QStringList(u"Prices"_s));
    QCOMPARE(field()->text(), u"ws://api.example/feed?a=1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(bytes().contains("\"Prices\""), Patience);
}

void TestMainWindowLibrary::withoutAnAddressNothingIsSaved()
{
    m_window->find<MainMenu>()->saveToLibrary->trigger();
    QCOMPARE(names(), QStringList());
    QCOMPARE(m_window->message(), u"There is no address to save yet. Type or paste one above."_s);
}

void TestMainWindowLibrary::aDoubleClickConnectsWithAllOptions()
{
    ScriptedServer server(Script().accept());
    ConnectionDraft draft = traced();
    draft.origin = u"https://app.example"_s;
    draft.plain.protocols = {u"chat"_s};
    add(u"Mine"_s, server.url(u"/feed?a=1"_s), draft);
    doubleClick(0);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    QCOMPARE(server.connection().request().startLine, QByteArray("GET /feed?a=1 HTTP/1.1"));
    QCOMPARE(sent(server, 0, "X-Trace"), QByteArray("7"));
    QCOMPARE(sent(server, 0, "Origin"), QByteArray("https://app.example"));
    QCOMPARE(sent(server, 0, "Sec-WebSocket-Protocol"), QByteArray("chat"));
    QCOMPARE(field()->text(), server.url(u"/feed?a=1"_s));
    QVERIFY(!preview()->isVisible());
    QCOMPARE(server.connectionCount(), 1);
}

void TestMainWindowLibrary::aClickPreviewsAndTouchesNothing()
{
    ScriptedServer server(Script().accept());
    m_window->connectTo(server.url());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    add(u"Other"_s, u"ws://api.example/feed"_s, traced());
    click(0);
    QTRY_VERIFY(preview()->isVisible());
    QVERIFY2(preview()->request()->text().contains(u"Host: api.example\n"),
        qPrintable(preview()->request()->text()));
    QVERIFY(preview()->request()->text().contains(u"X-Trace: 7\n"));
    QCOMPARE(field()->text(), server.url());
    QVERIFY(m_window->drawer()->draft().headers.isEmpty());
    QCOMPARE(m_window->state(), BadgeState::Open);
    QTest::mouseClick(preview()->findChildren<QPushButton *>().last(), Qt::LeftButton); // Fill the bar
    QCOMPARE(field()->text(), u"ws://api.example/feed"_s);
    QCOMPARE(m_window->state(), BadgeState::Open);
    QVERIFY(!preview()->isVisible());
}

void TestMainWindowLibrary::theArrowKeysPreview()
{
    add(u"One"_s, u"ws://one.example/"_s);
    add(u"Two"_s, u"ws://two.example/"_s);
    click(0);
    QTest::keyClick(view(), Qt::Key_Down);
    QTRY_VERIFY(preview()->request()->text().contains(u"Host: two.example"));
    QTest::keyClick(view(), Qt::Key_Escape);
    QVERIFY(!preview()->isVisible());
    click(0);
    QTRY_VERIFY(preview()->isVisible());
    QTest::keyClick(&m_window->window(), Qt::Key_1, Qt::AltModifier); // Message
    QVERIFY(!preview()->isVisible());
}

void TestMainWindowLibrary::somethingElseChosenEndsThePreview()
{
    ScriptedServer server(Script().accept().text("x"));
    m_window->connectTo(server.url());
    auto *timeline = m_window->find<TimelinePane>();
    QTRY_VERIFY_WITH_TIMEOUT(timeline->model()->peekAt(5), Patience);
    add(u"One"_s, u"ws://one.example/"_s);
    click(0);
    QTRY_VERIFY(preview()->isVisible());
    m_window->window().showRow(5);
    QTRY_VERIFY(!preview()->isVisible());
    click(0);
    QTRY_VERIFY(preview()->isVisible());
    m_window->find<ConnectionSidebar>()->choose(1);
    QTRY_VERIFY(!preview()->isVisible());
}

void TestMainWindowLibrary::enterConnects()
{
    ScriptedServer server(Script().accept());
    add(u"Mine"_s, server.url(), traced());
    view()->setFocus();
    view()->setCurrentIndex(view()->model()->index(0, 0));
    QTest::keyClick(view(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    QCOMPARE(sent(server, 0, "X-Trace"), QByteArray("7"));
}

void TestMainWindowLibrary::theBarIsFilledAndEmptiedAgain()
{
    QTest::keyClicks(field(), u"ws://before.example/"_s);
    add(u"Mine"_s, u"ws://api.example/"_s, withPassword());
    click(0);
    view()->menu()->actions().at(1)->trigger(); // Fill the bar
    QCOMPARE(field()->text(), u"ws://api.example/"_s);
    QCOMPARE(m_window->message(), u"Taken from the library: Mine. 1 secret is not saved: type it again."_s);
    QVERIFY(m_window->clickAction(u"undo-paste"_s));
    QCOMPARE(field()->text(), u"ws://before.example/"_s);
    QCOMPARE(m_window->drawer()->draft().differences({}), 0);
}

void TestMainWindowLibrary::aNameIsEditedInItsPlace()
{
    add(u"Mine"_s, u"ws://api.example/"_s);
    click(0);
    QTest::keyClick(view(), Qt::Key_F2);
    typeName(u"  Yours "_s);
    QCOMPARE(names(), QStringList(u"Yours"_s));
    QTest::keyClick(view(), Qt::Key_F2);
    QTest::keyClicks(view()->findChild<QLineEdit *>(), u"x"_s);
    QTest::keyClick(view()->findChild<QLineEdit *>(), Qt::Key_Escape);
    QTRY_VERIFY(!view()->findChild<QLineEdit *>());
    QCOMPARE(names(), QStringList(u"Yours"_s));
    QTRY_VERIFY_WITH_TIMEOUT(bytes().contains("\"Yours\""), Patience);
}

void TestMainWindowLibrary::whatIsDeletedComesBack()
{
    for (const QString &name : {u"One"_s, u"Two"_s, u"Three"_s})
        add(name, u"ws://api.example/"_s + name, traced());
    click(1);
    QTest::keyClick(view(), Qt::Key_Delete);
    QCOMPARE(names(), (QStringList{u"One"_s, u"Three"_s}));
    QVERIFY(!preview()->isVisible());
    QCOMPARE(m_window->message(), u"\"Two\" is deleted from the library."_s);
    QVERIFY(m_window->clickAction(u"undo-delete"_s));
    QCOMPARE(names(), (QStringList{u"One"_s, u"Two"_s, u"Three"_s}));
    QCOMPARE(library()->entries()[1].draft.headers, traced().headers);
    QVERIFY(m_window->message().isEmpty());
}

void TestMainWindowLibrary::theOrderIsByKeys()
{
    for (const QString &name : {u"One"_s, u"Two"_s, u"Three"_s})
        add(name, u"ws://api.example/"_s + name);
    click(0);
    QTest::keyClick(view(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(names(), (QStringList{u"Two"_s, u"One"_s, u"Three"_s}));
    QCOMPARE(view()->currentIndex().row(), 1); // it goes along
    QTest::keyClick(view(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(view(), Qt::Key_Down, Qt::AltModifier); // there is no further
    QCOMPARE(names(), (QStringList{u"Two"_s, u"Three"_s, u"One"_s}));
    QTest::keyClick(view(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(names(), (QStringList{u"Two"_s, u"One"_s, u"Three"_s}));
    QVERIFY(view()->model()->moveRow({}, 2, {}, 0)); // as a drag does
    QCOMPARE(names(), (QStringList{u"Three"_s, u"Two"_s, u"One"_s}));
}

void TestMainWindowLibrary::aDuplicateStandsBelow()
{
    add(u"One"_s, u"ws://api.example/"_s, traced());
    add(u"Two"_s, u"ws://api.example/"_s);
    click(0);
    view()->menu()->actions().at(4)->trigger(); // Duplicate
    QCOMPARE(names(), (QStringList{u"One"_s, u"One (copy)"_s, u"Two"_s}));
    typeName(u"Uno"_s);
    QCOMPARE(names(), (QStringList{u"One"_s, u"Uno"_s, u"Two"_s}));
    QCOMPARE(library()->entries()[1].draft.headers, traced().headers);
}

// With what that one was opened with, whatever is in the drawer now.
void TestMainWindowLibrary::aRowOfTheSidebarIsSaved()
{
    ScriptedServer server(Script().accept());
    m_window->drawer()->setDraft(traced());
    m_window->connectTo(server.url(u"/one"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    QTest::keyClick(&m_window->window(), Qt::Key_N, Qt::ControlModifier); // about none
    auto *sidebar = m_window->find<ConnectionSidebar>();
    const QRect row = sidebar->view()->visualRect(sidebar->model()->topIndexOf(1));
    QTimer::singleShot(0, this, [] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        menu->setActiveAction(menu->actions().first());
        QTest::keyClick(menu, Qt::Key_Return);
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse,
        sidebar->mapFromGlobal(sidebar->view()->viewport()->mapToGlobal(row.center())),
        sidebar->view()->viewport()->mapToGlobal(row.center()));
    QApplication::sendEvent(sidebar, &event);
    QCOMPARE(library()->entries().size(), 1);
    QCOMPARE(library()->entries()[0].url, server.url(u"/one"_s));
    QCOMPARE(library()->entries()[0].draft.headers, traced().headers);
}

void TestMainWindowLibrary::noSecretIsSavedAndEachIsAskedFor()
{
    ScriptedServer server(Script().accept());
    m_window->drawer()->setDraft(withPassword());
    QTest::keyClicks(field(), server.url());
    m_window->find<MainMenu>()->saveToLibrary->trigger();
    typeName(u"Mine"_s);
    QTRY_VERIFY_WITH_TIMEOUT(bytes().contains("\"Mine\""), Patience);
    QVERIFY2(!bytes().contains("s3cret"), bytes().constData());
    QCOMPARE(m_window->drawer()->draft().password, u"s3cret"_s); // here it stays
    doubleClick(0);
    QCOMPARE(
        m_window->message(), u"The password is not saved: secrets stay out of the library. Type it again."_s);
    QVERIFY(m_window->drawer()->isVisible());
    QCOMPARE(m_window->drawer()->tab(), ConnectionDraft::Tab::Auth);
    auto *password = m_window->field<QLineEdit>(u"Password"_s);
    QVERIFY(password->hasFocus());
    QCOMPARE(password->placeholderText(), u"Not saved. Type it again."_s);
    QCOMPARE(m_window->session().current(), 0);
    QTest::keyClicks(password, u"new"_s);
    QVERIFY(password->placeholderText().isEmpty());
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    QCOMPARE(sent(server, 0, "Authorization"), "Basic " + QByteArray("ann:new").toBase64());
}

void TestMainWindowLibrary::aSecretOfTheAddressIsAskedFor()
{
    ScriptedServer server(Script().accept());
    add(u"Mine"_s, server.url(u"/?token=abc"_s));
    doubleClick(0);
    QVERIFY2(m_window->message().startsWith(u"The value of \"token\" in the address is not saved"_s),
        qPrintable(m_window->message()));
    QVERIFY(field()->hasFocus() && field()->hasError());
    QTest::keyClick(field(), Qt::Key_End);
    QTest::keyClicks(field(), u"new"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    QCOMPARE(server.connection().request().startLine, QByteArray("GET /?token=new HTTP/1.1"));
}

void TestMainWindowLibrary::emptyCanBeMeant()
{
    ScriptedServer server(Script().accept());
    add(u"Mine"_s, server.url(), withPassword());
    doubleClick(0);
    QVERIFY(m_window->clickAction(u"connect-without"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    QCOMPARE(sent(server, 0, "Authorization"), "Basic " + QByteArray("ann:").toBase64());
}

void TestMainWindowLibrary::theFieldTakesAWholeEntryByEnter()
{
    ScriptedServer server(Script().accept());
    add(u"Prices"_s, server.url(u"/feed"_s), traced());
    field()->setFocus();
    QTest::keyClicks(field(), u"pric"_s);
    QTRY_VERIFY(popup()->isVisible());
    QTest::keyClick(popup(), Qt::Key_Down);
    QTest::keyClick(popup(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    QCOMPARE(sent(server, 0, "X-Trace"), QByteArray("7"));
    QCOMPARE(field()->text(), server.url(u"/feed"_s));
    QVERIFY(m_window->message().isEmpty());
    QCOMPARE(server.connectionCount(), 1);
}

void TestMainWindowLibrary::theFieldTakesAWholeEntryByAClick()
{
    add(u"Prices"_s, u"ws://api.example/feed"_s, traced());
    field()->setFocus();
    QTest::keyClicks(field(), u"PRIC"_s);
    QTRY_VERIFY(popup()->isVisible());
    QTest::mouseClick(
        popup()->viewport(), Qt::LeftButton, {}, popup()->visualRect(popup()->model()->index(0, 0)).center());
    QCOMPARE(field()->text(), u"ws://api.example/feed"_s);
    QCOMPARE(m_window->drawer()->draft().headers, traced().headers);
    QCOMPARE(m_window->session().current(), 0); // not before Enter
}

void TestMainWindowLibrary::namesAreFoundBeforeTheHistory()
{
    ScriptedServer server(Script().accept());
    m_window->connectTo(server.url(u"/feed"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->state(), BadgeState::Open, Patience);
    add(u"My feed"_s, u"ws://api.example/one"_s);
    add(u"Other"_s, u"ws://api.example/two"_s);
    field()->clear();
    QTest::keyClicks(field(), u"feed"_s);
    QTRY_VERIFY(popup()->isVisible());
    QStringList offered;
    for (int row = 0; row < popup()->model()->rowCount(); ++row)
        offered.append(popup()->model()->index(row, 0).data().toString());
    QCOMPARE(offered, (QStringList{u"ws://api.example/one"_s, server.url(u"/feed"_s)}));
    QCOMPARE(popup()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
        u"My feed, ws://api.example/one, in the library"_s);
    popup()->hide();
}

void TestMainWindowLibrary::twoWindowsShareIt()
{
    MainWindow other(m_window->session());
    auto *theirs = other.findChild<Library *>();
    add(u"Mine"_s, u"ws://api.example/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(theirs->entries().size(), 1, Patience);
    click(0);
    theirs->rename(theirs->entries()[0].id, u"Theirs"_s);
    QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList(u"Theirs"_s), Patience);
    QCOMPARE(view()->currentIndex().row(), 0); // what was chosen still is
}

void TestMainWindowLibrary::whatCannotBeReadIsSaid()
{
    QVERIFY(QDir().mkpath(QFileInfo(Library::usualPath()).path()));
    QFile file(Library::usualPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"version": 7})");
    file.close();
    const MainWindow other(m_window->session());
    const auto *message = other.findChild<MessageBar *>();
    QTRY_VERIFY2_WITH_TIMEOUT(
        message->text().startsWith(
            u"The library was written by a newer Framescope (version 7, this one knows 1)."_s),
        qPrintable(message->text()), Patience);
    QCOMPARE(bytes(), QByteArray(R"({"version": 7})"));
}

void TestMainWindowLibrary::foldedItRemembersItsSize()
{
    auto *section = m_window->find<LibrarySection>();
    auto *side = qobject_cast<QSplitter *>(section->parentWidget());
    side->setSizes({side->height() - 250, 250});
    const int height = section->height();
    auto *heading = section->findChild<SectionHeading *>();
    QTest::mouseClick(heading, Qt::LeftButton);
    QTRY_COMPARE(section->height(), SectionHeading::Height);
    MainWindow other(m_window->session()); // the next one begins so
    QVERIFY(!other.findChild<LibrarySection *>()->isOpen());
    heading->setFocus();
    QTest::keyClick(heading, Qt::Key_Space);
    QTRY_COMPARE(section->height(), height);
    QVERIFY(section->isOpen());
}

void TestMainWindowLibrary::panesAreReachedByKeys()
{
    add(u"One"_s, u"ws://one.example/"_s);
    field()->setFocus();
    QTest::keyClick(&m_window->window(), Qt::Key_F6);
    QVERIFY(m_window->find<ConnectionSidebar>()->view()->hasFocus());
    QTest::keyClick(&m_window->window(), Qt::Key_F6);
    QVERIFY(view()->hasFocus());
    QVERIFY(!preview()->isVisible()); // to come by is no choice
    QTest::keyClick(&m_window->window(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(m_window->find<ConnectionSidebar>()->view()->hasFocus());
}

void TestMainWindowLibrary::aThousandArePaintedQuickly()
{
    LibraryEntries all;
    for (int i = 0; i < 1000; ++i)
        all.append(libraryEntry(u"wss://api.example/%1"_s.arg(i), framescope::test::fullDraft()));
    QVERIFY(!LibraryFile(Library::usualPath()).exchange({}, all).unwritten);
    add(u"Last"_s, u"ws://last.example/"_s); // which makes it look
    QTRY_COMPARE_WITH_TIMEOUT(view()->model()->rowCount(), 1001, Patience);
    const framescope::test::WorkTimer painting;
    for (int i = 0; i < 10; ++i) {
        view()->scrollToBottom();
        view()->grab();
        view()->scrollToTop();
        view()->grab();
    }
    qInfo("A thousand are painted in %.1f ms.", painting.ms() / 20);
    const framescope::test::WorkTimer completing;
    field()->setFocus();
    QTest::keyClicks(field(), u"api"_s);
    QTRY_VERIFY(popup()->isVisible());
    qInfo("Three letters are completed in %.1f ms.", completing.ms());
    QVERIFY2(completing.ms() < 500, qPrintable(QString::number(completing.ms()))); // debug build
    popup()->hide();
}

QTEST_MAIN(TestMainWindowLibrary)
#include "tst_mainwindow_library.moc"
