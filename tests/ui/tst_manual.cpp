// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "support/drivenwindow.h"
#include "support/patience.h"
#include "ui/commandpalette.h"
#include "ui/composer.h"
#include "ui/connectionsetup.h"
#include "ui/detailarea.h"
#include "ui/findbar.h"
#include "ui/look.h"
#include "ui/mainmenu.h"
#include "ui/manualtext.h"
#include "ui/manualwindow.h"
#include "ui/menucommands.h"
#include "ui/panes.h"
#include "ui/theme.h"
#include "ui/timelinepane.h"
#include "ui/timelineview.h"

#include <QAction>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QTreeWidget>

using namespace framescope;
using namespace Qt::StringLiterals;

namespace {

// Every piece of text of a page and how it looks.
template <typename Look>
void forEachPiece(const QTextDocument &document, Look look)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto piece = block.begin(); !piece.atEnd(); ++piece)
            look(piece.fragment().text(), piece.fragment().charFormat());
    }
}

} // namespace

// The manual: that what it says is there, and that it is found.
class TestManual : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_driven.reset(); }
    void everyLinkLeadsSomewhere();
    void everyCommandInItExists();
    void everyShortcutIsInIt();
    void helpKeyOpensTheChapterOfThePane_data();
    void helpKeyOpensTheChapterOfThePane();
    void shortcutListKeepsItsKey();
    void contentsLeadToHeadings();
    void linksAreFollowedAndBack();
    void findsInAllChapters();
    void keyboardAlone();
    void coloursAreThoseOfTheTheme_data();
    void coloursAreThoseOfTheTheme();
    void pictures_data();
    void pictures();

private:
    MainWindow &window() const { return m_driven->window(); }
    ManualWindow *openManual() const
    {
        if (!QTest::qWaitForWindowActive(&window()))
            return nullptr;
        QTest::keyClick(&window(), Qt::Key_F1);
        auto *manual = window().findChild<ManualWindow *>();
        const auto isReady = [manual] { return QApplication::focusWidget() == manual->text(); };
        return manual && QTest::qWaitFor(isReady) ? manual : nullptr;
    }

    std::unique_ptr<test::DrivenWindow> m_driven;
};

void TestManual::init()
{
    applyLook(ThemeChoice::Light);
    m_driven = std::make_unique<test::DrivenWindow>();
    window().setNewWindow([]() -> Result<void> { return Done{}; });
    window().setSessionWindow([](const QString &) -> Result<void> { return Done{}; });
}

void TestManual::everyLinkLeadsSomewhere()
{
    ManualWindow *manual = openManual();
    QVERIFY(manual);
    int links = 0;
    for (const ManualChapter &chapter : manualChapters(window())) {
        QVERIFY2(chapter.text.startsWith(u"# "_s), qPrintable(chapter.name));
        manual->open(chapter.name);
        QCOMPARE(manual->chapter(), chapter.name);
        forEachPiece(*manual->text()->document(), [&](const QString &, const QTextCharFormat &format) {
            if (!format.isAnchor())
                return;
            ++links;
            QVERIFY2(!chapterOfLink(format.anchorHref()).isEmpty(), qPrintable(format.anchorHref()));
        });
    }
    QVERIFY(links >= 2);
    QCOMPARE(chapterOfLink(u"nowhere.md"_s), QString());
    QCOMPARE(chapterOfLink(u"https://a.example/start.html"_s), QString());
}

void TestManual::everyCommandInItExists()
{
    QStringList commands;
    for (const MenuCommand &command : commandsOf(*window().findChild<MainMenu *>()))
        commands << command.path.join(u" > "_s) << command.path.first(command.path.size() - 1).join(u" > "_s);
    ManualWindow *manual = openManual();
    QVERIFY(manual);
    int named = 0;
    for (const ManualChapter &chapter : manualChapters(window())) {
        // The schema is a page about the file; what is bold there are tables.
        if (chapter.name == u"schema")
            continue;
        const QRegularExpression bold(u"\\*\\*([^*]+)\\*\\*"_s);
        for (auto match = bold.globalMatch(chapter.text); match.hasNext(); ++named) {
            const QString command = match.next().captured(1).simplified();
            QVERIFY2(commands.contains(command), qPrintable(chapter.name + u": "_s + command));
        }
    }
    QVERIFY(named > 20);
}

void TestManual::everyShortcutIsInIt()
{
    const QList<ManualChapter> chapters = manualChapters(window());
    const auto keyboard = std::find_if(chapters.begin(), chapters.end(),
        [](const ManualChapter &chapter) { return chapter.name == u"keyboard"; });
    QVERIFY(keyboard != chapters.end());
    int keys = 0;
    for (const auto *action : window().findChildren<QAction *>()) {
        if (!action->isVisible())
            continue;
        for (const QKeySequence &sequence : action->shortcuts()) {
            ++keys;
            QVERIFY2(keyboard->text.contains(sequence.toString(QKeySequence::NativeText)),
                qPrintable(action->text() + u": "_s + sequence.toString()));
            QVERIFY2(!action->text().isEmpty(), qPrintable(sequence.toString()));
        }
    }
    QVERIFY(keys > 35);
    QVERIFY(window().findChildren<QShortcut *>().isEmpty()); // they would have no words
    QVERIFY(keyboard->text.contains(u"| File > Settings... | Ctrl+, |"_s));
}

void TestManual::helpKeyOpensTheChapterOfThePane_data()
{
    QTest::addColumn<std::function<void(const MainWindow &)>>("reach");
    QTest::addColumn<QString>("chapter");
    using Reach = std::function<void(const MainWindow &)>;
    QTest::newRow("address") << Reach([](const MainWindow &) {}) << u"start"_s;
    QTest::newRow("timeline") << Reach([](const MainWindow &window) {
        window.findChild<Panes *>()->showTimeline();
        window.findChild<TimelineView *>()->setFocus();
    }) << u"timeline"_s;
    QTest::newRow("detail") << Reach([](const MainWindow &window) {
        window.findChild<DetailArea *>()->focusPage();
    }) << u"detail"_s;
    QTest::newRow("editor") << Reach([](const MainWindow &window) {
        window.findChild<Composer *>()->focusEditor();
    }) << u"sending"_s;
    QTest::newRow("options") << Reach([](const MainWindow &window) {
        window.findChild<ConnectionSetup *>()->setDrawerShown(true);
        window.findChild<OptionsDrawer *>()->focusField(
            ConnectionDraft::Tab::Request, ConnectionDraft::Field::Origin);
    }) << u"options"_s;
}

void TestManual::helpKeyOpensTheChapterOfThePane()
{
    using Reach = std::function<void(const MainWindow &)>;
    QFETCH(Reach, reach);
    QFETCH(QString, chapter);
    reach(window());
    const ManualWindow *manual = openManual();
    QVERIFY(manual);
    QVERIFY(!manual->isModal());
    QCOMPARE(manual->chapter(), chapter);
}

void TestManual::shortcutListKeepsItsKey()
{
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QTest::keyClick(&window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window().findChild<CommandPalette *>()->isVisible());
    QVERIFY(!window().findChild<ManualWindow *>());
}

void TestManual::contentsLeadToHeadings()
{
    ManualWindow *manual = openManual();
    QVERIFY(manual);
    auto *contents = manual->findChild<QTreeWidget *>();
    const QTreeWidgetItem *timeline = contents->topLevelItem(1);
    QCOMPARE(timeline->text(0), u"The timeline"_s);
    QTreeWidgetItem *letters = timeline->child(1);
    QCOMPARE(letters->text(0), u"Letters beside the direction"_s);
    contents->setCurrentItem(letters);
    QCOMPARE(manual->chapter(), u"timeline"_s);
    QCOMPARE(manual->text()->textCursor().block().text(), letters->text(0));
    QVERIFY(manual->text()->rect().contains(manual->text()->cursorRect()));
}

void TestManual::linksAreFollowedAndBack()
{
    ManualWindow *manual = openManual();
    QVERIFY(manual);
    manual->open(u"sending"_s);
    Q_EMIT manual->text()->anchorClicked(QUrl(u"ending.md"_s));
    QCOMPARE(manual->chapter(), u"ending"_s);
    QTest::keyClick(manual->text(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(manual->chapter(), u"sending"_s);
}

void TestManual::findsInAllChapters()
{
    ManualWindow *manual = openManual();
    QVERIFY(manual);
    QTest::keyClick(manual->text(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(manual->findBar()->isVisible());
    auto *edit = manual->findBar()->findChild<QLineEdit *>();
    QCOMPARE(edit->placeholderText(), u"Find in the manual"_s);
    QTest::keyClicks(edit, u"keepalive"_s);
    QCOMPARE(manual->text()->textCursor().selectedText().toLower(), u"keepalive"_s);
    const QString first = manual->chapter();
    QVERIFY(manual->findBar()->countText().startsWith(u"1 of "_s));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(manual->chapter() != first);
    QCOMPARE(manual->text()->textCursor().selectedText().toLower(), u"keepalive"_s);
    edit->clear();
    QTest::keyClicks(edit, u"no such word"_s);
    QCOMPARE(manual->findBar()->countText(), u"None"_s);
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!manual->findBar()->isVisible());
    QVERIFY(manual->isVisible());
}

void TestManual::keyboardAlone()
{
    const QPointer<ManualWindow> manual = openManual();
    QVERIFY(manual);
    auto *contents = manual->findChild<QTreeWidget *>();
    QVERIFY(!contents->accessibleName().isEmpty() && !manual->text()->accessibleName().isEmpty());
    manual->open(u"sending"_s);
    // To the link in the text, and there.
    QTest::keyClick(manual->text(), Qt::Key_Tab);
    QTest::keyClick(manual->text(), Qt::Key_Return);
    QCOMPARE(manual->chapter(), u"ending"_s);
    contents->setFocus();
    QTest::keyClick(contents, Qt::Key_Home);
    QCOMPARE(manual->chapter(), u"start"_s);
    QTest::keyClick(contents, Qt::Key_Escape);
    QTRY_VERIFY(!manual);
}

void TestManual::coloursAreThoseOfTheTheme_data()
{
    QTest::addColumn<ThemeChoice>("theme");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
    QTest::newRow("contrast") << ThemeChoice::HighContrast;
}

// Also when it changes while the manual is open.
void TestManual::coloursAreThoseOfTheTheme()
{
    QFETCH(ThemeChoice, theme);
    ManualWindow *manual = openManual();
    QVERIFY(manual);
    manual->open(u"sending"_s);
    applyLook(theme);
    QTRY_COMPARE(Theme::of(manual->palette()).dark, theme == ThemeChoice::Dark);
    const QColor link = manual->palette().color(QPalette::Link);
    int links = 0;
    forEachPiece(*manual->text()->document(), [&](const QString &, const QTextCharFormat &format) {
        if (!format.isAnchor())
            return;
        ++links;
        QCOMPARE(format.foreground().color(), link);
        QVERIFY(format.fontUnderline());
    });
    QCOMPARE(links, 1);
    QCOMPARE(manual->chapter(), u"sending"_s);
}

void TestManual::pictures_data()
{
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << ThemeChoice::Light << QSize(920, 680);
    QTest::newRow("dark") << ThemeChoice::Dark << QSize(920, 680);
    QTest::newRow("contrast") << ThemeChoice::HighContrast << QSize(920, 680);
    QTest::newRow("small") << ThemeChoice::Light << QSize(560, 320);
}

// No chapter is wider than its window. If FRAMESCOPE_PICTURES names a folder, pictures are kept there.
void TestManual::pictures()
{
    QFETCH(ThemeChoice, theme);
    QFETCH(QSize, size);
    applyLook(theme);
    ManualWindow *manual = openManual();
    QVERIFY(manual);
    manual->resize(size);
    const QString pictures = qEnvironmentVariable("FRAMESCOPE_PICTURES");
    for (const ManualChapter &chapter : manualChapters(window())) {
        manual->open(chapter.name);
        QCoreApplication::processEvents();
        const QPixmap picture = manual->grab();
        if (!pictures.isEmpty())
            QVERIFY(picture.save(u"%1/manual-%2-%3.png"_s.arg(
                pictures, chapter.name, QString::fromLatin1(QTest::currentDataTag()))));
        const QTextBlock title = manual->text()->document()->begin();
        QCOMPARE(title.blockFormat().headingLevel(), 1);
        QVERIFY(title.begin().fragment().charFormat().font().pointSizeF() > 14);
    }
}

QTEST_MAIN(TestManual)
#include "tst_manual.moc"
