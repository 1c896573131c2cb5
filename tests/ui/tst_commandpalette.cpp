// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commandpalette.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace framescope;
using namespace Qt::StringLiterals;

class TestCommandPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsAllCommandsWithTheirKeys();
    void findsByWords_data();
    void findsByWords();
    void enterDoesTheChosenOne();
    void whatCannotBeDoneIsNotDone();
    void beginsAnewEachTime();

private:
    QLineEdit *words() const { return m_palette->findChild<QLineEdit *>(); }
    QStringList shown() const
    {
        const auto *list = m_palette->findChild<QTreeWidget *>();
        QStringList commands;
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            const QTreeWidgetItem *item = list->topLevelItem(i);
            if (!item->isHidden())
                commands.append(
                    item->text(0) + (item->text(1).isEmpty() ? QString() : u" | "_s + item->text(1)));
        }
        return commands;
    }

    std::unique_ptr<QWidget> m_window;
    QMenuBar *m_menus = nullptr;
    QAction *m_ping = nullptr;
    QAction *m_mark = nullptr;
    QAction *m_dark = nullptr;
    CommandPalette *m_palette = nullptr;
};

void TestCommandPalette::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(800, 600);
    m_menus = new QMenuBar(m_window.get());
    QMenu *view = m_menus->addMenu(u"&View"_s);
    m_dark = view->addMenu(u"Theme"_s)->addAction(u"Dark"_s);
    QMenu *connection = m_menus->addMenu(u"&Connection"_s);
    m_ping = connection->addAction(u"Send a &ping"_s);
    m_ping->setShortcut(QKeySequence(u"Ctrl+I"_s));
    connection->addSeparator();
    connection->addAction(u"Not yet"_s)->setVisible(false);
    m_mark = connection->addAction(u"Mark now"_s);
    m_mark->setEnabled(false);
    m_palette = new CommandPalette(*m_menus, m_window.get());
    m_window->show();
    m_palette->popUp();
    QVERIFY(m_palette->isVisible());
}

void TestCommandPalette::showsAllCommandsWithTheirKeys()
{
    QCOMPARE(shown(),
        (QStringList{
            u"View: Theme: Dark"_s, u"Connection: Send a ping | Ctrl+I"_s, u"Connection: Mark now"_s}));
}

void TestCommandPalette::findsByWords_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("one word") << u"ping"_s << QStringList{u"Connection: Send a ping | Ctrl+I"_s};
    QTest::newRow("any order, any case")
        << u"PING conn"_s << QStringList{u"Connection: Send a ping | Ctrl+I"_s};
    QTest::newRow("a menu") << u"theme"_s << QStringList{u"View: Theme: Dark"_s};
    QTest::newRow("nothing") << u"pong"_s << QStringList();
}

void TestCommandPalette::findsByWords()
{
    QFETCH(QString, typed);
    QTest::keyClicks(words(), typed);
    QTEST(shown(), "found");
}

void TestCommandPalette::enterDoesTheChosenOne()
{
    QSignalSpy dark(m_dark, &QAction::triggered);
    QSignalSpy ping(m_ping, &QAction::triggered);
    QTest::keyClick(words(), Qt::Key_Down);
    QTest::keyClick(words(), Qt::Key_Return);
    QCOMPARE(ping.count(), 1);
    QCOMPARE(dark.count(), 0);
    QVERIFY(!m_palette->isVisible());
}

void TestCommandPalette::whatCannotBeDoneIsNotDone()
{
    QSignalSpy mark(m_mark, &QAction::triggered);
    QTest::keyClicks(words(), u"mark"_s);
    QTest::keyClick(words(), Qt::Key_Return);
    QCOMPARE(mark.count(), 0);
    QVERIFY(m_palette->isVisible());
}

void TestCommandPalette::beginsAnewEachTime()
{
    QTest::keyClicks(words(), u"pong"_s);
    m_palette->hide();
    m_mark->setEnabled(true);
    m_palette->popUp();
    QCOMPARE(shown().size(), 3);
    QSignalSpy mark(m_mark, &QAction::triggered);
    QTest::keyClicks(words(), u"mark"_s);
    QTest::keyClick(words(), Qt::Key_Return);
    QCOMPARE(mark.count(), 1);
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
