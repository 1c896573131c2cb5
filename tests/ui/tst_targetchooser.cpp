// SPDX-FileCopyrightText: 2026 The Framescope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/targetchooser.h"

#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace framescope;

class TestTargetChooser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void choosesOne();
    void nothingIsOpen();
    void ticksSeveral();
    void menuIsShortHoweverManyAreOpen();

private:
    void open(ConnectionId id)
    {
        ConnectionFacts facts;
        facts.id = id;
        facts.url = QStringLiteral("ws://host/");
        facts.readyState = ReadyState::Open;
        m_chooser->take(facts);
    }
    QStringList wordsOf(const QMenu &menu) const
    {
        QStringList words;
        for (const QAction *action : menu.actions()) {
            if (!action->isSeparator())
                words += (action->isChecked() ? QStringLiteral("* ") : QString()) + action->text();
        }
        return words;
    }

    std::unique_ptr<TargetChooser> m_chooser;
};

void TestTargetChooser::init()
{
    m_chooser = std::make_unique<TargetChooser>();
    m_chooser->resize(260, 28);
    m_chooser->show();
}

void TestTargetChooser::cleanup()
{
    m_chooser.reset();
}

void TestTargetChooser::choosesOne()
{
    open(1);
    open(2);
    m_chooser->setCurrent(QStringLiteral("2 host"), true);
    QCOMPARE(m_chooser->text(), QStringLiteral("to 2 host"));
    QMenu menu;
    m_chooser->fill(menu);
    QCOMPARE(wordsOf(menu),
        (QStringList{QStringLiteral("* 2 host"), QStringLiteral("1 host"), QStringLiteral("Several...")}));
    QSignalSpy chosen(m_chooser.get(), &TargetChooser::connectionChosen);
    menu.actions().at(1)->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<ConnectionId>(), 1);
}

void TestTargetChooser::nothingIsOpen()
{
    QMenu menu;
    m_chooser->fill(menu);
    QCOMPARE(
        wordsOf(menu), (QStringList{QStringLiteral("No connection is open"), QStringLiteral("Several...")}));
    QVERIFY(!menu.actions().first()->isEnabled());
    QVERIFY(!menu.actions().last()->isEnabled());
}

void TestTargetChooser::ticksSeveral()
{
    for (const ConnectionId id : {1, 2, 3})
        open(id);
    m_chooser->chooseSeveral(*m_chooser);
    auto *list = m_chooser->findChild<QListWidget *>();
    QVERIFY(list->isVisible());
    QCOMPARE(list->count(), 3);
    QTest::keyClick(list, Qt::Key_Space);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(m_chooser->targets().several(), (std::vector<ConnectionId>{1, 3}));
    QCOMPARE(m_chooser->text(), QStringLiteral("to 2 connections"));

    for (QPushButton *button : list->window()->findChildren<QPushButton *>()) {
        if (button->text() == u"All")
            button->click();
    }
    QCOMPARE(m_chooser->targets().several(), (std::vector<ConnectionId>{1, 2, 3}));

    QMenu menu; // choosing one ends it
    m_chooser->fill(menu);
    menu.actions().first()->trigger();
    QVERIFY(m_chooser->targets().ticked().empty());
}

void TestTargetChooser::menuIsShortHoweverManyAreOpen()
{
    for (ConnectionId id = 1; id <= 100; ++id)
        open(id);
    QMenu menu;
    m_chooser->fill(menu);
    QCOMPARE(wordsOf(menu).size(), TargetChooser::MostInMenu + 1);
    QCOMPARE(wordsOf(menu).first(), QStringLiteral("100 host"));
    m_chooser->chooseSeveral(*m_chooser);
    QCOMPARE(m_chooser->findChild<QListWidget *>()->count(), 100);
}

QTEST_MAIN(TestTargetChooser)
#include "tst_targetchooser.moc"
