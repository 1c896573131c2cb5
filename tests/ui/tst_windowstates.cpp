// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/fulldraft.h"
#include "support/patience.h"
#include "support/scriptedserver.h"
#include "ui/composer.h"
#include "ui/connectionsetup.h"
#include "ui/detailarea.h"
#include "ui/elidedlabel.h"
#include "ui/library.h"
#include "ui/librarypreview.h"
#include "ui/librarysection.h"
#include "ui/libraryview.h"
#include "ui/look.h"
#include "ui/mainwindow.h"
#include "ui/optionsdrawer.h"
#include "ui/panes.h"
#include "ui/timelineheader.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"
#include "ui/urlfield.h"
#include "ui/waitinghint.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace framescope;
using namespace Qt::StringLiterals;
using framescope::test::Script;
using framescope::test::ScriptedServer;

namespace {

constexpr int Patience = 20'000;

struct State {
    const char *name;
    Script script;
    std::function<void(MainWindow &, LiveSession &)> reach;
};

bool isState(const LiveSession &session, ReadyState state)
{
    return session.facts().id != 0 && session.facts().readyState == state;
}

void choose(MainWindow &window, RowId row)
{
    auto *timeline = window.findChild<TimelinePane *>();
    QTRY_VERIFY_WITH_TIMEOUT(timeline->model()->peekAt(row), Patience);
    window.showRow(row);
}

Script lively()
{
    Script script;
    script.accept().text(R"({"type":"tick","symbol":"EURUSD","price":1.0843,"venue":"LD4"})");
    script.binary(QByteArray::fromHex("89504e470d0a1a0a"))
        .text("Gr\xc3\xbc\xc3\x9f"
              "e \x1b[31m");
    script.bytes(QByteArray::fromHex("01036869208900800121"));
    return script;
}

void openDrawer(MainWindow &window, ConnectionDraft::Tab tab)
{
    choose(window, 4);
    window.findChild<ConnectionSetup *>()->setDrawerShown(true);
    window.findChild<OptionsDrawer *>()->setTab(tab);
}

// The library as somebody has filled it, the third of it chosen.
void fillLibrary(MainWindow &window)
{
    auto *library = window.findChild<Library *>();
    const auto add = [library](const QString &name, const QString &url, const ConnectionDraft &draft = {}) {
        LibraryEntry entry = libraryEntry(url, draft);
        entry.name = name;
        library->insert(library->entries().size(), entry);
    };
    add(u"Demo"_s, u"ws://127.0.0.1:8080/"_s);
    add(u"Prices of the staging server in Frankfurt"_s, u"wss://stage.prices.example:8443/feed/v2?depth=20"_s);
    ConnectionDraft draft = framescope::test::fullDraft();
    draft.headers[1].on = true;
    add(u"Orders"_s, u"wss://orders.example/socket?token=abc"_s, draft);
    auto *view = window.findChild<LibraryView *>();
    const QModelIndex third = view->model()->index(2, 0);
    view->scrollTo(third);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(third).center());
}

// Words that a button or label has no room for, or that lie outside of what they stand in.
QStringList clippedWords(const QWidget &window)
{
    QStringList clipped;
    const auto look = [&](const QWidget &widget, const QString &words) {
        if (!widget.isVisible() || words.isEmpty())
            return;
        const bool fits =
            widget.width() >= widget.minimumSizeHint().width() && widget.width() >= widget.sizeHint().width();
        const bool isInside = widget.parentWidget()->rect().contains(widget.geometry());
        if (!fits || !isInside)
            clipped += u"\"%1\" of %2: %3 wide, wants %4%5"_s
                           .arg(words.left(40), QString::fromLatin1(widget.metaObject()->className()))
                           .arg(widget.width())
                           .arg(widget.sizeHint().width())
                           .arg(isInside ? QString() : u", outside"_s);
    };
    for (const auto *button : window.findChildren<QAbstractButton *>())
        look(*button, button->text());
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (!label->wordWrap() && !qobject_cast<const ElidedLabel *>(label))
            look(*label, label->text());
    }
    return clipped;
}

const std::vector<State> &states()
{
    using Tab = ConnectionDraft::Tab;
    static const std::vector<State> all{
        {"start", Script(),
            [](MainWindow &window, LiveSession &) {
                window.setCaptures(QStringLiteral("Captures without a name are kept for 14 days, 5.0 GiB at "
                                                  "most: 1,234 now, 4.9 GiB. 12 older ones were removed."),
                    QDir::tempPath());
            }},
        {"connecting", Script().request().until([](auto &) { return false; }),
            [](MainWindow &window, LiveSession &session) {
                QTRY_VERIFY(isState(session, ReadyState::Connecting));
                QTRY_VERIFY(window.findChild<WaitingHint *>()->isVisible());
            }},
        {"silent", Script().accept(),
            [](MainWindow &, LiveSession &session) { QTRY_VERIFY(isState(session, ReadyState::Open)); }},
        {"message", lively(), [](MainWindow &window, LiveSession &) { choose(window, 5); }},
        {"hex", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 6);
                window.findChild<DetailArea *>()->setTab(DetailArea::Tab::Hex);
            }},
        {"frame", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<DetailArea *>()->setTab(DetailArea::Tab::Frame);
            }},
        {"frames and columns", lively(),
            [](MainWindow &window, LiveSession &) {
                auto *timeline = window.findChild<TimelinePane *>();
                timeline->setFrames(true);
                ColumnChoice choice;
                for (const TimelineColumn column :
                    {TimelineColumn::Wire, TimelineColumn::Fin, TimelineColumn::Mask})
                    choice[column].shown = true;
                timeline->view()->header()->setChoice(choice);
                choose(window, 8);
            }},
        {"connection", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<DetailArea *>()->setTab(DetailArea::Tab::Connection);
            }},
        {"detail below", lively(),
            [](MainWindow &window, LiveSession &) {
                window.findChild<Panes *>()->setDetailBelow(true);
                choose(window, 5);
            }},
        {"cleared", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<TimelinePane *>()->clearView();
            }},
        {"refused upgrade",
            Script().answer(401, "Unauthorized", R"({"error":"expired"})",
                {{"WWW-Authenticate", "Bearer error=\"invalid_token\""}}),
            [](MainWindow &, LiveSession &session) { QTRY_VERIFY(isState(session, ReadyState::Closed)); }},
        {"lost", Script().accept().text("a").reset(),
            [](MainWindow &, LiveSession &session) { QTRY_VERIFY(isState(session, ReadyState::Closed)); }},
        {"violation", Script().accept().bytes(QByteArray("\xC1\x01x", 3)),
            [](MainWindow &window, LiveSession &session) {
                QTRY_VERIFY(isState(session, ReadyState::Closed));
                choose(window, 5);
            }},
        {"library", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                QTRY_VERIFY(window.findChild<LibraryPreview *>()->isVisible());
            }},
        {"library: name", lively(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 5);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                auto *view = window.findChild<LibraryView *>();
                view->editName(view->currentId());
                QCoreApplication::processEvents(); // the panes make room for the sidebar
            }},
        {"library: secrets", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                QTest::keyClick(window.findChild<LibraryView *>(), Qt::Key_Return);
                QTRY_COMPARE(window.findChild<MessageBar *>()->findChildren<QPushButton *>().size(), 1);
                window.findChild<ConnectionSetup *>()->setDrawerShown(true);
                QCoreApplication::processEvents(); // the bar makes room for the number of options
            }},
        {"library: password", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                auto *view = window.findChild<LibraryView *>();
                Q_EMIT view->fillRequested(view->currentId());
                openDrawer(window, Tab::Auth);
                QTRY_COMPARE(window.findChild<MessageBar *>()->findChildren<QPushButton *>().size(), 1);
                QCoreApplication::processEvents();
            }},
        {"library: folded", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                window.findChild<LibrarySection *>()->setOpen(false);
            }},
        {"library: completed", Script().accept(),
            [](MainWindow &window, LiveSession &) {
                choose(window, 4);
                window.findChild<Panes *>()->showLibrary();
                fillLibrary(window);
                auto *field = window.findChild<UrlField *>();
                field->clear();
                QTest::keyClicks(field, u"e"_s);
            }},
        {"options: request", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Request); }},
        {"options: auth", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Auth); }},
        {"options: protocols", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Protocols); }},
        {"options: tls", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Tls); }},
        {"options: route", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Route); }},
        {"options: behaviour", Script().accept(),
            [](MainWindow &window, LiveSession &) { openDrawer(window, Tab::Behaviour); }},
    };
    return all;
}

const std::pair<const char *, ThemeChoice> themes[] = {
    {"light", ThemeChoice::Light}, {"dark", ThemeChoice::Dark}, {"contrast", ThemeChoice::HighContrast}};

} // namespace

// Each state of the window, large and small (and once more at twice the scale, see CMakeLists.txt): nothing
// is clipped. If FRAMESCOPE_PICTURES names a folder, in each theme, since pictures of it are kept there.
class TestWindowStates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void TestWindowStates::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"framescope-test"_s);
    QCoreApplication::setApplicationName(u"tst_windowstates"_s + qEnvironmentVariable("QT_SCALE_FACTOR"));
}

void TestWindowStates::nothingIsClipped_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<QSize>("size");
    const bool forPictures = qEnvironmentVariableIsSet("FRAMESCOPE_PICTURES");
    for (int state = 0; state < int(states().size()); ++state) {
        for (const auto &[name, theme] : themes) {
            if (theme != ThemeChoice::Light && !forPictures)
                continue; // what has room in one has in the others
            for (const QSize size : {QSize(1440, 900), QSize(1024, 640)})
                QTest::addRow("%s, %s, %d", states()[std::size_t(state)].name, name, size.width())
                    << state << theme << size;
        }
    }
}

void TestWindowStates::nothingIsClipped()
{
    QFETCH(int, state);
    QFETCH(ThemeChoice, theme);
    QFETCH(QSize, size);
    QSettings().clear();
    QFile::remove(Library::usualPath());
    applyLook(theme);
    QTemporaryDir folder;
    auto session = LiveSession::create(folder.filePath(u"session.framescope"_s));
    QVERIFY(session);
    const State &wanted = states()[std::size_t(state)];
    ScriptedServer server(wanted.script);
    MainWindow window(**session);
    window.setMinimumSize(size); // whatever the screen of the platform
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    if (state > 0)
        window.connectTo(server.url());
    wanted.reach(window, **session);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(window.size(), size);

    QPixmap picture = window.grab();
    if (QWidget *popup = QApplication::activePopupWidget())
        QPainter(&picture).drawPixmap(window.mapFromGlobal(popup->mapToGlobal(QPoint())), popup->grab());
    const QString pictures = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    if (!pictures.isEmpty())
        QVERIFY(picture.save(u"%1/%2@%3.png"_s
                                 .arg(pictures,
                                     QString::fromLatin1(QTest::currentDataTag())
                                         .remove(u':')
                                         .replace(u", "_s, u"-"_s)
                                         .replace(u' ', u'-'))
                                 .arg(window.devicePixelRatio())));
    const QStringList clipped = clippedWords(window);
    QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(u'\n')));
}

QTEST_MAIN(TestWindowStates)
#include "tst_windowstates.moc"
